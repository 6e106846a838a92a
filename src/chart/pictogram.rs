//! Pictograms: so many of so many figures filled, for a share told as "about 3 in 4".

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::style::{RGBColor, WHITE};
use plotters_backend::DrawingBackend;

use super::axis::number;
use super::palette::GOOD;
use super::pen::{Drawn, Pen};

/// Width and height of a person with the white around, in points.
const PERSON: (f64, f64) = (20.0, 37.0);
/// The same of a dot.
const DOT: (f64, f64) = (20.0, 20.0);
/// The same of one dot of a hundred.
const SMALL: f64 = 6.8;
/// From how many on figures are small dots, ten a row.
const MANY: u32 = 100;
/// Figures in a row.
const ROW: u32 = 5;
/// A person here, beside those of an icon.
const SCALE: f64 = 0.9;
/// Width of outlines.
const OUTLINE: f64 = 1.5;

/// What is drawn so many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// People.
    People,
    /// Dots: reviews, visits, requests.
    Dots,
}

/// So many of so many figures filled; the others have an outline only, so that grey printing tells them apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictogram {
    /// How many are filled, from the first on.
    pub filled: u32,
    /// How many there are: up to 10, or 100.
    pub of: u32,
    /// What they are; of a hundred always dots.
    pub figures: Figures,
    /// Alternative text: "Picture: 3 of 4 people are filled in."
    pub alt: String,
}

impl Pictogram {
    /// A pictogram with its words.
    pub fn new(filled: u32, of: u32, figures: Figures) -> Self {
        let what = match figures {
            Figures::People if of < MANY => "people",
            _ => "dots",
        };
        Self { filled, of, figures, alt: format!("Picture: {filled} of {of} {what} are filled in.") }
    }

    /// Width and height in points.
    pub fn size(&self) -> (f64, f64) {
        let (columns, (wide, high)) = self.grid();
        let rows = self.of.div_ceil(columns);
        (number_of(columns.min(self.of)) * wide, number_of(rows) * high)
    }

    /// Figures in a row, and the room that each takes.
    fn grid(&self) -> (u32, (f64, f64)) {
        match self.figures {
            _ if self.of >= MANY => (10, (SMALL, SMALL)),
            Figures::People => (ROW, PERSON),
            Figures::Dots => (ROW, DOT),
        }
    }
}

/// Draws a pictogram from the area's upper left corner on; `per_point` is the number of backend units in a point.
///
/// # Errors
///
/// What the backend refuses.
pub fn draw_pictogram<B: DrawingBackend>(
    pictogram: &Pictogram,
    area: &DrawingArea<B, Shift>,
    per_point: f64,
) -> Result<(), super::DrawError<B::ErrorType>>
where
    B::ErrorType: 'static,
{
    let pen = Pen { area, per_point };
    let (columns, (wide, high)) = pictogram.grid();
    for index in 0..pictogram.of {
        let (column, row) = (index % columns, index / columns);
        let middle = (number_of(column) * wide + wide / 2.0, number_of(row) * high + high / 2.0);
        let filled = index < pictogram.filled;
        match pictogram.figures {
            Figures::People if pictogram.of < MANY => person(&pen, middle, SCALE, filled)?,
            _ => dot(&pen, middle, wide * 0.36, filled)?,
        }
    }
    Ok(())
}

/// A person around a place, 18 points wide and 38 high at the scale of 1.
pub(super) fn person<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    (x, y): (f64, f64),
    scale: f64,
    filled: bool,
) -> Drawn<B> {
    dot(pen, (x, y - 12.5 * scale), 5.6 * scale, filled)?;
    // Shoulders that fall off round, arms that hang, and no sign of who it is.
    let right = [(0.0, -5.2), (4.6, -5.0), (7.2, -3.6), (8.4, -1.0), (8.6, 2.0), (8.6, 18.0)];
    let left = right.iter().rev().map(|(dx, dy)| (-dx, *dy));
    let corners: Vec<(f64, f64)> =
        right.iter().copied().chain(left).map(|(dx, dy)| (x + dx * scale, y + dy * scale)).collect();
    shape(pen, &corners, filled)
}

/// A filled shape, or its outline on white.
pub(super) fn shape<B: DrawingBackend>(pen: &Pen<'_, B>, corners: &[(f64, f64)], filled: bool) -> Drawn<B> {
    let mut places: Vec<(i32, i32)> = corners.iter().map(|(x, y)| (pen.units(*x), pen.units(*y))).collect();
    let inside: RGBColor = if filled { GOOD } else { WHITE };
    pen.area.draw(&Polygon::new(places.clone(), inside))?;
    places.extend(places.first().copied());
    pen.area.draw(&PathElement::new(places, pen.line(GOOD, OUTLINE)))
}

/// A filled dot, or a ring.
pub(super) fn dot<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    (x, y): (f64, f64),
    radius: f64,
    filled: bool,
) -> Drawn<B> {
    let place = (pen.units(x), pen.units(y));
    if filled {
        // As large as the ring around an open one.
        let size = pen.size(radius + OUTLINE / 2.0);
        pen.area.draw(&Circle::new(place, size, plotters::style::ShapeStyle::from(GOOD).filled()))
    } else {
        pen.area.draw(&Circle::new(place, pen.size(radius), pen.line(GOOD, OUTLINE)))
    }
}

fn number_of(count: u32) -> f64 {
    number(usize::try_from(count).unwrap_or(usize::MAX))
}
