//! Lines, bars and bands, their markers and what is written beside them.

use plotters::chart::ChartContext;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;
use plotters::element::{PathElement, Rectangle};
use plotters::series::LineSeries;
use plotters::style::{Color, RGBColor, WHITE};
use plotters_backend::DrawingBackend;

use super::axis::number;
use super::draw::SideLabel;
use super::marker::{Shape, Swatch, marker};
use super::palette::{AXIS, colour, paler};
use super::pen::{Drawn, Pen};
use super::{Chart, ChartKind, Series};

/// Share of its slot that a bar fills.
const BAR: f64 = 0.66;
/// The same for bands, which are read together.
const BAND: f64 = 0.78;
const STROKE: f64 = 1.8;
/// Half the stroke across an end of a range.
const CAP: f64 = 2.2;

fn shape(kind: ChartKind, index: usize) -> Shape {
    match (kind, index % 4) {
        (ChartKind::Bars | ChartKind::StackedShare, _) => Shape::Box,
        (ChartKind::Line | ChartKind::Dots, 0) => Shape::Circle,
        (ChartKind::Line | ChartKind::Dots, 1) => Shape::Square,
        (ChartKind::Line | ChartKind::Dots, 2) => Shape::Triangle,
        (ChartKind::Line | ChartKind::Dots, _) => Shape::Diamond,
    }
}

/// The labels on the right of a chart; `at` gives the place of a period and a value.
pub(super) fn side_labels(chart: &Chart, at: impl Fn(f64, f64) -> (f64, f64)) -> Vec<SideLabel> {
    let several = chart.series.len() > 1;
    if chart.kind == ChartKind::Bars && !several {
        return Vec::new();
    }
    let count = chart.series.len();
    let mut labels = Vec::new();
    for (number_of, series) in chart.series.iter().enumerate() {
        let last =
            series.points.iter().enumerate().rev().find_map(|(i, point)| Some((i, point, point.value?)));
        let Some((index, point, value)) = last else { continue };
        let late = index + 1 == series.points.len();
        let mut name = if several { series.name.clone() } else { String::new() };
        if let (false, Some(period)) = (late, chart.periods.get(index)) {
            // The last value is not the last period's: its label says so.
            name = format!("{name} ({period})").trim().to_owned();
        }
        let (x, height) = match chart.kind {
            ChartKind::Line | ChartKind::Dots => (number(index), value),
            ChartKind::Bars => (number(index) + BAR / 2.0, value),
            ChartKind::StackedShare => {
                let below: f64 = chart
                    .series
                    .iter()
                    .take(number_of)
                    .filter_map(|series| series.points.get(index).and_then(|point| point.value))
                    .sum();
                (number(index) + BAND / 2.0, below + value / 2.0)
            }
        };
        let swatch =
            several.then(|| Swatch { colour: colour(number_of, count), shape: shape(chart.kind, number_of) });
        labels.push(SideLabel { at: at(x, height), swatch, value: point.shown.clone(), name, late });
    }
    labels
}

/// Draws all series.
pub(super) fn draw<B, X, Y>(
    pen: &Pen<'_, B>,
    chart: &Chart,
    context: &mut ChartContext<'_, B, Cartesian2d<X, Y>>,
) -> Drawn<B>
where
    B: DrawingBackend,
    X: Ranged<ValueType = f64>,
    Y: Ranged<ValueType = f64>,
{
    match chart.kind {
        ChartKind::Line | ChartKind::Dots => {
            for (index, series) in chart.series.iter().enumerate() {
                let swatch =
                    Swatch { colour: colour(index, chart.series.len()), shape: shape(chart.kind, index) };
                if chart.kind == ChartKind::Dots {
                    ranges(pen, series, swatch, context)?;
                }
                let joined = chart.kind == ChartKind::Line;
                line(pen, series, swatch, (joined, &chart.breaks), context)?;
            }
        }
        ChartKind::Bars => bars(pen, chart, context)?,
        ChartKind::StackedShare => bands(pen, chart, context)?,
    }
    for at in &chart.breaks {
        let across = number(*at) - 0.5;
        let ends = vec![(across, chart.scale.low), (across, chart.scale.high)];
        context.draw_series([PathElement::new(ends, pen.line(AXIS, 1.2))])?;
    }
    Ok(())
}

/// The ranges around dots, from end to end, with a short stroke across each end.
fn ranges<B, X, Y>(
    pen: &Pen<'_, B>,
    series: &Series,
    swatch: Swatch,
    context: &mut ChartContext<'_, B, Cartesian2d<X, Y>>,
) -> Drawn<B>
where
    B: DrawingBackend,
    X: Ranged<ValueType = f64>,
    Y: Ranged<ValueType = f64>,
{
    let (base_x, base_y) = pen.area.get_base_pixel();
    let half = pen.units(CAP);
    for (index, point) in series.points.iter().enumerate() {
        let Some((lower, upper)) = point.range.filter(|_| point.value.is_some()) else { continue };
        let plot = context.plotting_area();
        let [(x, bottom), (_, top)] = [lower, upper].map(|end| {
            let (x, y) = plot.map_coordinate(&(number(index), end));
            (x - base_x, y - base_y)
        });
        for path in [
            [(x, bottom), (x, top)],
            [(x - half, bottom), (x + half, bottom)],
            [(x - half, top), (x + half, top)],
        ] {
            pen.area.draw(&PathElement::new(path.to_vec(), pen.line(swatch.colour, 1.2)))?;
        }
    }
    Ok(())
}

/// A marker at each point, joined by a line where that is asked for; broken where a value is missing and at a break.
fn line<B, X, Y>(
    pen: &Pen<'_, B>,
    series: &Series,
    swatch: Swatch,
    (joined, breaks): (bool, &[usize]),
    context: &mut ChartContext<'_, B, Cartesian2d<X, Y>>,
) -> Drawn<B>
where
    B: DrawingBackend,
    X: Ranged<ValueType = f64>,
    Y: Ranged<ValueType = f64>,
{
    let places: Vec<Option<(f64, f64)>> =
        series.points.iter().enumerate().map(|(index, point)| Some((number(index), point.value?))).collect();
    let ends: Vec<usize> = [0].into_iter().chain(breaks.iter().copied()).chain([places.len()]).collect();
    let whole = ends.windows(2).filter_map(|ends| places.get(ends[0]..ends[1]));
    for stretch in whole.flat_map(|places| places.split(Option::is_none)) {
        let stretch: Vec<(f64, f64)> = stretch.iter().flatten().copied().collect();
        if joined && stretch.len() > 1 {
            context.draw_series(LineSeries::new(stretch, pen.line(swatch.colour, STROKE)))?;
        }
    }
    let (base_x, base_y) = pen.area.get_base_pixel();
    for (place, point) in places.iter().zip(&series.points) {
        if let Some(place) = place {
            let (x, y) = context.plotting_area().map_coordinate(place);
            marker(pen, swatch, (x - base_x, y - base_y), point.provisional)?;
        }
    }
    Ok(())
}

/// The key beside a label.
pub(super) fn draw_swatch<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    swatch: Swatch,
    (x, y): (f64, f64),
) -> Drawn<B> {
    let (x, y) = (pen.units(x), pen.units(y));
    if swatch.shape == Shape::Box {
        let r = pen.units(3.4);
        return pen.area.draw(&Rectangle::new([(x - r, y - r), (x + r, y + r)], swatch.colour.filled()));
    }
    marker(pen, swatch, (x, y), false)
}

fn bars<B, X, Y>(
    pen: &Pen<'_, B>,
    chart: &Chart,
    context: &mut ChartContext<'_, B, Cartesian2d<X, Y>>,
) -> Drawn<B>
where
    B: DrawingBackend,
    X: Ranged<ValueType = f64>,
    Y: Ranged<ValueType = f64>,
{
    let count = number(chart.series.len());
    for (index, series) in chart.series.iter().enumerate() {
        let colour = colour(index, chart.series.len());
        let width = BAR / count;
        // A little white between bars of one period.
        let gap = if count > 1.0 { width * 0.06 } else { 0.0 };
        for (at, point) in series.points.iter().enumerate() {
            let Some(value) = point.value.filter(|value| *value > 0.0) else { continue };
            let left = number(at) - BAR / 2.0 + width * number(index);
            let corners = [(left + gap, 0.0), (left + width - gap, value)];
            if point.provisional {
                context.draw_series([
                    Rectangle::new(corners, WHITE.filled()),
                    Rectangle::new(corners, pen.line(colour, 1.4)),
                ])?;
            } else {
                context.draw_series([Rectangle::new(corners, colour.filled())])?;
            }
        }
    }
    Ok(())
}

fn bands<B, X, Y>(
    pen: &Pen<'_, B>,
    chart: &Chart,
    context: &mut ChartContext<'_, B, Cartesian2d<X, Y>>,
) -> Drawn<B>
where
    B: DrawingBackend,
    X: Ranged<ValueType = f64>,
    Y: Ranged<ValueType = f64>,
{
    for at in 0..chart.periods.len() {
        let mut below = 0.0;
        for (index, series) in chart.series.iter().enumerate() {
            let Some((point, value)) = series.points.get(at).and_then(|point| Some((point, point.value?)))
            else {
                continue;
            };
            let colour = colour(index, chart.series.len());
            let (left, right) = (number(at) - BAND / 2.0, number(at) + BAND / 2.0);
            let corners = [(left, below), (right, below + value)];
            let fill = if point.provisional { paler(colour) } else { colour };
            context.draw_series([Rectangle::new(corners, fill.filled())])?;
            if point.provisional {
                // The paler fill alone would stand out too little from the paper.
                context.draw_series([Rectangle::new(corners, pen.line(colour, 1.0))])?;
            }
            // White between bands tells them apart where grey printing makes neighbours alike.
            if index > 0 && below > 0.0 {
                let edge = vec![(left, below), (right, below)];
                context.draw_series([PathElement::new(edge, pen.line(RGBColor(255, 255, 255), 1.2))])?;
            }
            below += value;
        }
    }
    Ok(())
}
