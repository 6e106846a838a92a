//! What is named on the right below the series: others' published figures and the target.

use plotters::element::PathElement;
use plotters_backend::DrawingBackend;

use super::Chart;
use super::axis::number;
use super::draw::KEY;
use super::marker::{Shape, Swatch, sized};
use super::palette::OTHERS;
use super::pen::{Drawn, Pen};

/// Half the size of others' marks.
const MARK: f64 = 2.4;
/// Their shapes, all hollow, which a grey print tells apart.
const SHAPES: [Shape; MOST_OTHERS] = [Shape::Triangle, Shape::Diamond, Shape::Square];
/// Most of others' lines that can be told apart.
pub(super) const MOST_OTHERS: usize = 3;

/// A name with where it lies on the plot.
pub(super) struct Aside<'a> {
    /// Height of its last point, or of the line across the plot.
    pub(super) value: f64,
    /// The name.
    pub(super) label: &'a str,
    /// The shape of its marks; `None` for a line without.
    pub(super) shape: Option<Shape>,
}

impl Aside<'_> {
    /// Room for its mark before the name, in points.
    pub(super) fn key(&self) -> f64 {
        if self.shape.is_some() { KEY } else { 0.0 }
    }
}

/// Others' figures and the target.
pub(super) fn asides(chart: &Chart) -> Vec<Aside<'_>> {
    let others = chart.benchmarks.iter().zip(SHAPES).filter_map(|(one, shape)| {
        let (_, value) = *one.points.last()?;
        Some(Aside { value, label: &one.label, shape: Some(shape) })
    });
    let target = chart.target.iter().map(|one| Aside { value: one.value, label: &one.label, shape: None });
    others.chain(target).collect()
}

/// Draws others' yearly points, joined thinly, those that matter most on top; `at` gives the place of a period and a
/// value.
pub(super) fn draw<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    chart: &Chart,
    at: impl Fn(f64, f64) -> (f64, f64),
) -> Drawn<B> {
    for (one, shape) in chart.benchmarks.iter().zip(SHAPES).rev() {
        let place = |(index, value): &(usize, f64)| {
            let (x, y) = at(number(*index), *value);
            (pen.units(x), pen.units(y))
        };
        let places: Vec<(i32, i32)> = one.points.iter().map(place).collect();
        if places.len() > 1 {
            pen.area.draw(&PathElement::new(places.clone(), pen.line(OTHERS, 0.8)))?;
        }
        for place in places {
            mark(pen, shape, place)?;
        }
    }
    Ok(())
}

/// Others' mark at a place in backend units: hollow, so that no printing takes it for the council's own.
pub(super) fn mark<B: DrawingBackend>(pen: &Pen<'_, B>, shape: Shape, place: (i32, i32)) -> Drawn<B> {
    sized(pen, Swatch { colour: OTHERS, shape }, MARK, place, true)
}
