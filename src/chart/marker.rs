//! Markers: a shape and a colour at a point.

use plotters::element::{Circle, PathElement, Polygon};
use plotters::style::{Color, RGBColor, WHITE};
use plotters_backend::DrawingBackend;

use super::pen::{Drawn, Pen};

/// Half the size of a marker, in points.
const MARKER: f64 = 2.6;

/// A key that tells a series or a signal by shape and colour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Swatch {
    pub(super) colour: RGBColor,
    pub(super) shape: Shape,
}

/// Markers differ, so that lines and signals do without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Circle,
    Square,
    Triangle,
    /// A triangle on its point.
    Wedge,
    Diamond,
    Box,
}

/// A marker at a place in backend units; hollow for what is not final.
pub(super) fn marker<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    swatch: Swatch,
    place: (i32, i32),
    hollow: bool,
) -> Drawn<B> {
    sized(pen, swatch, MARKER, place, hollow)
}

/// The same of another half size in points.
pub(super) fn sized<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    swatch: Swatch,
    half: f64,
    (x, y): (i32, i32),
    hollow: bool,
) -> Drawn<B> {
    let area = pen.area;
    let r = pen.units(half);
    let outline = pen.line(swatch.colour, 1.4);
    let fill = if hollow { WHITE.filled() } else { swatch.colour.filled() };
    let corners = match swatch.shape {
        Shape::Circle => {
            area.draw(&Circle::new((x, y), pen.size(half), fill))?;
            if hollow {
                area.draw(&Circle::new((x, y), pen.size(half), outline))?;
            }
            return Ok(());
        }
        Shape::Square | Shape::Box => vec![(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
        Shape::Triangle => vec![(x - r, y + r), (x + r, y + r), (x, y - r - r / 4)],
        Shape::Wedge => vec![(x - r, y - r), (x + r, y - r), (x, y + r + r / 4)],
        Shape::Diamond => {
            vec![(x - r - r / 4, y), (x, y - r - r / 4), (x + r + r / 4, y), (x, y + r + r / 4)]
        }
    };
    area.draw(&Polygon::new(corners.clone(), fill))?;
    if hollow {
        let closed: Vec<(i32, i32)> = corners.iter().chain(corners.iter().take(2)).copied().collect();
        area.draw(&PathElement::new(closed, outline))?;
    }
    Ok(())
}
