//! Icons of the handout's themes: drawn from a few shapes, one colour, plain enough to be known in grey.

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{PathElement, Polygon};
use plotters::style::WHITE;
use plotters_backend::DrawingBackend;

use super::DrawError;
use super::palette::GOOD;
use super::pen::{Drawn, Pen};
use super::pictogram::{dot, person, shape};

/// Width and height of every icon in points.
pub const ICON: f64 = 44.0;
/// Width of strokes.
const STROKE: f64 = 2.4;
/// Steps of a round.
const STEPS: i32 = 36;

/// What an icon stands for; beside words that say it, so it is never read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A house.
    Home,
    /// An open book.
    School,
    /// A heart.
    Health,
    /// A speech bubble.
    Voice,
    /// A coin.
    Money,
    /// Two people side by side.
    Help,
}

/// Draws an icon into an area of [`ICON`] points; `per_point` is the number of backend units in a point.
///
/// # Errors
///
/// What the backend refuses.
pub fn draw_icon<B: DrawingBackend>(
    icon: Icon,
    area: &DrawingArea<B, Shift>,
    per_point: f64,
) -> Result<(), DrawError<B::ErrorType>>
where
    B::ErrorType: 'static,
{
    let pen = Pen { area, per_point };
    match icon {
        Icon::Home => home(&pen),
        Icon::School => school(&pen),
        Icon::Health => shape(&pen, &heart(), true),
        Icon::Voice => voice(&pen),
        Icon::Money => money(&pen),
        Icon::Help => {
            person(&pen, (13.0, 22.0), 1.0, true).and_then(|()| person(&pen, (33.0, 25.4), 0.82, false))
        }
    }?;
    Ok(())
}

fn home<B: DrawingBackend>(pen: &Pen<'_, B>) -> Drawn<B> {
    shape(pen, &[(9.0, 22.0), (35.0, 22.0), (35.0, 41.0), (9.0, 41.0)], true)?;
    shape(pen, &[(22.0, 4.0), (41.0, 22.5), (3.0, 22.5)], true)?;
    white(pen, &[(18.5, 28.0), (25.5, 28.0), (25.5, 42.0), (18.5, 42.0)])
}

fn school<B: DrawingBackend>(pen: &Pen<'_, B>) -> Drawn<B> {
    let left = [(22.0, 12.0), (14.0, 8.0), (4.0, 8.0), (4.0, 34.0), (14.0, 34.0), (22.0, 38.0)];
    let right = left.map(|(x, y)| (44.0 - x, y));
    shape(pen, &left, true)?;
    shape(pen, &right, false)?;
    for y in [16.0, 22.0, 28.0] {
        stroke(pen, &[(26.5, y), (36.0, y - 1.5)])?;
    }
    Ok(())
}

fn voice<B: DrawingBackend>(pen: &Pen<'_, B>) -> Drawn<B> {
    let bubble = [
        (7.0, 6.0),
        (37.0, 6.0),
        (41.0, 10.0),
        (41.0, 26.0),
        (37.0, 30.0),
        (21.0, 30.0),
        (12.0, 40.0),
        (12.0, 30.0),
        (7.0, 30.0),
        (3.0, 26.0),
        (3.0, 10.0),
    ];
    shape(pen, &bubble, true)?;
    for (y, until) in [(13.5, 34.0), (21.0, 27.0)] {
        white(pen, &[(10.0, y), (until, y), (until, y + 2.6), (10.0, y + 2.6)])?;
    }
    Ok(())
}

/// A coin with the sign of the pound, drawn and not written: nobody is to hear it as a word.
fn money<B: DrawingBackend>(pen: &Pen<'_, B>) -> Drawn<B> {
    dot(pen, (22.0, 22.0), 18.0, false)?;
    dot(pen, (22.0, 22.0), 15.0, false)?;
    let pound = [
        (27.5, 16.5),
        (26.0, 13.8),
        (23.5, 12.8),
        (20.8, 13.8),
        (19.6, 16.5),
        (20.2, 20.0),
        (20.4, 24.0),
        (19.4, 28.0),
        (17.0, 30.6),
        (28.0, 30.6),
    ];
    stroke(pen, &pound)?;
    stroke(pen, &[(16.8, 22.0), (25.4, 22.0)])
}

/// The curve x = 16 sin³ t, y = 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t.
fn heart() -> Vec<(f64, f64)> {
    (0..STEPS)
        .map(|step| {
            let t = f64::from(step) * std::f64::consts::TAU / f64::from(STEPS);
            let x = 16.0 * t.sin().powi(3);
            let y = 13.0 * t.cos() - 5.0 * (2.0 * t).cos() - 2.0 * (3.0 * t).cos() - (4.0 * t).cos();
            (22.0 + x * 1.16, 20.0 - y * 1.16)
        })
        .collect()
}

fn white<B: DrawingBackend>(pen: &Pen<'_, B>, corners: &[(f64, f64)]) -> Drawn<B> {
    let places: Vec<(i32, i32)> = corners.iter().map(|(x, y)| (pen.units(*x), pen.units(*y))).collect();
    pen.area.draw(&Polygon::new(places, WHITE))
}

fn stroke<B: DrawingBackend>(pen: &Pen<'_, B>, places: &[(f64, f64)]) -> Drawn<B> {
    let places: Vec<(i32, i32)> = places.iter().map(|(x, y)| (pen.units(*x), pen.units(*y))).collect();
    pen.area.draw(&PathElement::new(places, pen.line(GOOD, STROKE)))
}
