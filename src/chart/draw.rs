//! One drawing for every medium: frame, axes, labels beside what they name.

use std::error::Error;

use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::PathElement;
use plotters::series::DashedLineSeries;
use plotters::style::text_anchor::HPos;
use plotters::style::{FontStyle, TRANSPARENT};
use plotters_backend::{DrawingBackend, DrawingErrorKind};

use super::aside::{self, Aside, MOST_OTHERS, asides};
use super::axis::{Ruled, number};
use super::labels::{Wanted, spread};
use super::marker::Swatch;
use super::palette::{AXIS, GRID, INK, MOST_SERIES, SOFT};
use super::pen::{Drawn, LINE, Pen};
use super::series;
use super::time_axis::TimeAxis;
use super::{Benchmark, Chart, ChartKind};

/// Sizes of type to try, the first at which all labels find room.
const SIZES: [f64; 4] = [8.8, 8.2, 7.6, 7.0];
/// White above the plot: half a label, or a value above the highest bar.
const TOP: f64 = 14.0;
/// From the plot to the labels on its right, with room for leaders.
const ASIDE: f64 = 13.0;
/// Widest column of labels, as a share of the whole.
const WIDEST: f64 = 0.3;
/// What that column may take of a narrow chart all the same: a name beside a value, word by word.
const LEAST_ASIDE: f64 = 84.0;

/// Why a chart was not drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError<E: Error + Send + Sync + 'static> {
    /// There is nothing along the time axis.
    #[error("it has no periods or no series")]
    Empty,
    /// A series has not one point for each period.
    #[error("the series \"{series}\" has {points} points over {periods} periods")]
    Uneven {
        /// The series' name.
        series: String,
        /// Its points.
        points: usize,
        /// The chart's periods.
        periods: usize,
    },
    /// More series than colours and markers can tell apart.
    #[error("{0} series are more than can be told apart; the most is 6")]
    TooManySeries(usize),
    /// A value or target that the axis does not reach.
    #[error("{value} lies outside the axis from {low} to {high}")]
    OutsideScale {
        /// The value.
        value: f64,
        /// Bottom of the axis.
        low: f64,
        /// Top of the axis.
        high: f64,
    },
    /// Bars that do not start at 0 would mislead.
    #[error("bars have to start at 0, not at {0}")]
    CutBars(f64),
    /// The labels do not fit beside the plot.
    #[error("its labels do not fit beside it")]
    Crowded,
    /// The medium refused.
    #[error(transparent)]
    Backend(E),
    /// plotters refused.
    #[error("{0}")]
    Plotters(String),
}

impl<E: Error + Send + Sync + 'static> From<DrawingAreaErrorKind<E>> for DrawError<E> {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        match error {
            DrawingAreaErrorKind::BackendError(DrawingErrorKind::DrawingError(error)) => Self::Backend(error),
            other => Self::Plotters(other.to_string()),
        }
    }
}

/// A label to the right of the plot, before it has its place.
pub(super) struct SideLabel {
    /// What it names: where that ends on the plot, in points from the area's corner.
    pub(super) at: (f64, f64),
    /// The key beside the words, where there is more than one series.
    pub(super) swatch: Option<Swatch>,
    /// The value, strong.
    pub(super) value: String,
    /// The name.
    pub(super) name: String,
    /// It names the last period's value, beside which it stands.
    pub(super) late: bool,
}

/// Draws a chart on an area; `per_point` is the number of backend units in a point of type.
///
/// # Errors
///
/// A chart that is empty, uneven or outside its scale, labels without room, and what the backend refuses.
pub fn draw<B: DrawingBackend>(
    chart: &Chart,
    area: &DrawingArea<B, Shift>,
    per_point: f64,
) -> Result<(), DrawError<B::ErrorType>>
where
    B::ErrorType: 'static,
{
    check(chart)?;
    let pen = Pen { area, per_point };
    for size in SIZES {
        if let Some(frame) = Frame::fit(&pen, chart, size)? {
            return frame.draw(&pen, chart);
        }
    }
    Err(DrawError::Crowded)
}

fn check<E: Error + Send + Sync>(chart: &Chart) -> Result<(), DrawError<E>> {
    let periods = chart.periods.len();
    if periods == 0 || chart.series.is_empty() {
        return Err(DrawError::Empty);
    }
    if chart.series.len() > MOST_SERIES {
        return Err(DrawError::TooManySeries(chart.series.len()));
    }
    for series in &chart.series {
        let points = series.points.len();
        if points != periods {
            return Err(DrawError::Uneven { series: series.name.clone(), points, periods });
        }
    }
    let (low, high) = (chart.scale.low, chart.scale.high);
    if matches!(chart.kind, ChartKind::Bars | ChartKind::StackedShare) && low != 0.0 {
        return Err(DrawError::CutBars(low));
    }
    let dust = (high - low) * 1e-6;
    let heights = (0..periods).flat_map(|index| {
        let values =
            chart.series.iter().filter_map(move |series| series.points.get(index).and_then(|p| p.value));
        match chart.kind {
            ChartKind::StackedShare => vec![values.sum()],
            ChartKind::Line | ChartKind::Bars | ChartKind::Dots => values.collect::<Vec<f64>>(),
        }
    });
    let ranges = chart.series.iter().flat_map(|series| &series.points).filter_map(|point| point.range);
    let heights = heights.chain(ranges.flat_map(|(lower, upper)| [lower, upper]));
    let unfit = |one: &&Benchmark| {
        one.points.iter().any(|(index, _)| *index >= periods) || chart.kind != ChartKind::Line
    };
    if let Some(one) = chart.benchmarks.iter().find(unfit) {
        return Err(DrawError::Uneven { series: one.label.clone(), points: one.points.len(), periods });
    }
    if chart.benchmarks.len() > MOST_OTHERS {
        return Err(DrawError::TooManySeries(chart.benchmarks.len()));
    }
    let others = chart.benchmarks.iter().flat_map(|one| one.points.iter().map(|(_, value)| *value));
    let mut all = heights.chain(chart.target.as_ref().map(|target| target.value)).chain(others);
    match all.find(|value| !(low - dust..=high + dust).contains(value)) {
        Some(value) => Err(DrawError::OutsideScale { value, low, high }),
        None => Ok(()),
    }
}

/// White before the first and after the last period, in slots: half a slot for what has width.
fn pad(chart: &Chart) -> f64 {
    if matches!(chart.kind, ChartKind::Line | ChartKind::Dots) { 0.3 } else { 0.5 }
}

/// How many slots the plot is wide.
fn slots(chart: &Chart) -> f64 {
    number(chart.periods.len()) - 1.0 + 2.0 * pad(chart)
}

/// How an area is shared out at one size of type.
struct Frame {
    size: f64,
    left: f64,
    right: f64,
    bottom: f64,
    /// Width of the column of values in the labels on the right.
    values: f64,
    /// Width of a name beside them.
    names: f64,
    keyed: bool,
    width: f64,
    height: f64,
}

/// From the key to the value, and from the value to the name.
pub(super) const KEY: f64 = 11.0;
const SPACE: f64 = 5.0;

impl Frame {
    /// Shares the area out, if all labels find room at this size.
    fn fit<B: DrawingBackend>(
        pen: &Pen<'_, B>,
        chart: &Chart,
        size: f64,
    ) -> Result<Option<Self>, DrawError<B::ErrorType>> {
        let (width, height) = pen.area.dim_in_pixel();
        let (width, height) = (f64::from(width) / pen.per_point, f64::from(height) / pen.per_point);
        let mut left: f64 = 0.0;
        for tick in chart.scale.ticks() {
            left = left.max(pen.width(&chart.scale.words(chart.unit, tick), size, FontStyle::Normal)?);
        }
        let left = (left + 7.0).max(20.0);
        let drafts = series::side_labels(chart, |_, _| (0.0, 0.0));
        let (mut values, mut names): (f64, f64) = (0.0, 0.0);
        for label in &drafts {
            values = values.max(pen.width(&label.value, size, FontStyle::Bold)?);
            names = names.max(pen.width(&label.name, size, FontStyle::Normal)?);
        }
        let keyed = drafts.iter().any(|label| label.swatch.is_some());
        let key = if keyed { KEY } else { 0.0 };
        let mut aside: f64 = 0.0;
        for one in asides(chart) {
            aside = aside.max(one.key() + pen.width(one.label, size, FontStyle::Normal)?);
        }
        let between = if values > 0.0 && names > 0.0 { SPACE } else { 0.0 };
        let most = (width * WIDEST).max(LEAST_ASIDE);
        let names = names.min(most - key - values - between).max(0.0);
        let column = (key + values + between + names).max(aside.min(most));
        let right = (ASIDE + column + 1.0).max(16.0);
        let slot = (width - left - right) / slots(chart);
        let bottom = TimeAxis { size, width, slot }.height(pen, &chart.periods);
        let frame = Self { size, left, right, bottom, values, names, keyed, width, height };
        if slot < 3.0 || height - TOP - bottom < 40.0 {
            return Ok(None);
        }
        // A name of one word wider than the column would be clipped.
        for words in drafts.iter().flat_map(|label| label.name.split(' ')) {
            if pen.width(words, size, FontStyle::Normal)? > names + 0.5 {
                return Ok(None);
            }
        }
        let wanted = frame.wanted(pen, chart, &drafts)?;
        let fits = spread(&wanted, 0.0, height - bottom, 1.0).is_some();
        Ok(fits.then_some(frame))
    }

    /// The boxes that the labels on the right ask for; others' and the target's come last.
    fn wanted<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &Chart,
        labels: &[SideLabel],
    ) -> Result<Vec<Wanted>, DrawError<B::ErrorType>> {
        let mut wanted = Vec::new();
        for label in labels {
            let lines = pen.wrapped(&label.name, self.size, self.names)?.len().max(1);
            wanted.push(Wanted { middle: label.at.1, height: number(lines) * self.size * LINE });
        }
        for one in asides(chart) {
            let lines = self.lines(pen, &one)?.len().max(1);
            wanted
                .push(Wanted { middle: self.y(chart, one.value), height: number(lines) * self.size * LINE });
        }
        Ok(wanted)
    }

    /// The height of a value, in points from the top.
    fn y(&self, chart: &Chart, value: f64) -> f64 {
        let share = (value - chart.scale.low) / (chart.scale.high - chart.scale.low);
        self.height - self.bottom - share * (self.height - self.bottom - TOP)
    }

    fn draw<B: DrawingBackend>(&self, pen: &Pen<'_, B>, chart: &Chart) -> Result<(), DrawError<B::ErrorType>>
    where
        B::ErrorType: 'static,
    {
        let (start, end) = (-pad(chart), number(chart.periods.len()) - 1.0 + pad(chart));
        let mut builder = ChartBuilder::on(pen.area);
        builder
            .margin_top(pen.units(TOP))
            .margin_right(pen.units(self.right))
            .set_label_area_size(LabelAreaPosition::Left, pen.units(self.left))
            .set_label_area_size(LabelAreaPosition::Bottom, pen.units(self.bottom));
        let mut context = builder.build_cartesian_2d(
            Ruled { low: start, high: end, ticks: Vec::new() },
            Ruled { low: chart.scale.low, high: chart.scale.high, ticks: chart.scale.ticks() },
        )?;
        let words = |value: &f64| chart.scale.words(chart.unit, *value);
        context
            .configure_mesh()
            .disable_x_mesh()
            .disable_x_axis()
            .axis_style(TRANSPARENT)
            .bold_line_style(pen.line(GRID, 0.6))
            .light_line_style(TRANSPARENT)
            .y_label_formatter(&words)
            .y_label_style(pen.style(self.size, FontStyle::Normal, SOFT))
            .set_tick_mark_size(LabelAreaPosition::Left, pen.units(3.0))
            .draw()?;
        if chart.scale.low <= 0.0 {
            let ends = vec![(start, 0.0), (end, 0.0)];
            context.draw_series([PathElement::new(ends, pen.line(AXIS, 0.8))])?;
        }
        series::draw(pen, chart, &mut context)?;
        if let Some(target) = &chart.target {
            let ends = [(start, target.value), (end, target.value)];
            let (dash, gap) = (pen.units(4.5), pen.units(3.0));
            context.draw_series(DashedLineSeries::new(ends, dash, gap, pen.line(INK, 1.0)))?;
        }

        let (base_x, base_y) = pen.area.get_base_pixel();
        let plot = context.plotting_area();
        let at = |x: f64, y: f64| {
            let (x, y) = plot.map_coordinate(&(x, y));
            (pen.points(x - base_x), pen.points(y - base_y))
        };
        aside::draw(pen, chart, at)?;
        self.time_axis(pen, chart, |index| at(index, chart.scale.low))?;
        self.value_above_last_bar(pen, chart, &at)?;
        self.side_labels(pen, chart, &at)
    }

    fn time_axis<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &Chart,
        at: impl Fn(f64) -> (f64, f64),
    ) -> Result<(), DrawError<B::ErrorType>> {
        let slot = (self.width - self.left - self.right) / slots(chart);
        TimeAxis { size: self.size, width: self.width, slot }.draw(pen, &chart.periods, at)?;
        Ok(())
    }

    /// One set of bars has no name to write beside it: its last value stands above its last bar.
    fn value_above_last_bar<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &Chart,
        at: &impl Fn(f64, f64) -> (f64, f64),
    ) -> Drawn<B> {
        let [series] = chart.series.as_slice() else { return Ok(()) };
        if chart.kind != ChartKind::Bars {
            return Ok(());
        }
        let last =
            series.points.iter().enumerate().rev().find_map(|(i, point)| Some((i, point, point.value?)));
        let Some((index, point, value)) = last else { return Ok(()) };
        let (x, y) = at(number(index), value);
        let half = pen.width(&point.shown, self.size, FontStyle::Bold)? / 2.0;
        let x = x.min(self.width - self.right + ASIDE - 4.0 - half);
        let mut y = y - self.size * 0.5 - 3.0;
        // A target line never runs through the number.
        if let Some(target) = &chart.target {
            let (_, line) = at(0.0, target.value);
            if (line - y).abs() < self.size * 0.5 + 2.0 {
                y = line - self.size * 0.5 - 3.0;
            }
        }
        let y = y.max(self.size * 0.5);
        pen.words(&point.shown, (x, y), HPos::Center, &pen.style(self.size, FontStyle::Bold, INK))
    }

    fn side_labels<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &Chart,
        at: &impl Fn(f64, f64) -> (f64, f64),
    ) -> Result<(), DrawError<B::ErrorType>> {
        let labels = series::side_labels(chart, at);
        let wanted = self.wanted(pen, chart, &labels)?;
        let placed = spread(&wanted, 0.0, self.height - self.bottom, 1.0).ok_or(DrawError::Crowded)?;
        let edge = self.width - self.right;
        let x = edge + ASIDE;
        let leading = self.size * LINE;
        let strong = pen.style(self.size, FontStyle::Bold, INK);
        let plain = pen.style(self.size, FontStyle::Normal, INK);
        for (label, middle) in labels.iter().zip(&placed) {
            let lines = pen.wrapped(&label.name, self.size, self.names)?;
            // The value stands on the first line of a name of several.
            let mut y = middle - leading * (number(lines.len().max(1)) - 1.0) / 2.0;
            if (middle - label.at.1).abs() > 2.5 || !label.late {
                let from = (label.at.0.min(x - 9.0) + if label.late { 4.0 } else { 6.0 }, label.at.1);
                let path = [from, (x - 3.0, y)].map(|(x, y)| (pen.units(x), pen.units(y)));
                pen.area.draw(&PathElement::new(path.to_vec(), pen.line(AXIS, 0.6)))?;
            }
            let mut left = x;
            if let Some(swatch) = &label.swatch {
                series::draw_swatch(pen, *swatch, (x + 3.5, y))?;
            }
            if self.keyed {
                left += KEY;
            }
            pen.words(&label.value, (left, y), HPos::Left, &strong)?;
            left += self.values + if self.values > 0.0 { SPACE } else { 0.0 };
            for line in lines {
                pen.words(&line, (left, y), HPos::Left, &plain)?;
                y += leading;
            }
        }
        for (one, middle) in asides(chart).into_iter().zip(placed.iter().skip(labels.len())) {
            let lines = self.lines(pen, &one)?;
            let mut y = middle - leading * (number(lines.len().max(1)) - 1.0) / 2.0;
            let own = self.y(chart, one.value);
            match one.shape {
                // Its mark says which points it names: a leader would run through the lines between.
                Some(shape) => aside::mark(pen, shape, (pen.units(x + 3.5), pen.units(y)))?,
                None if (middle - own).abs() > 2.5 => {
                    let path =
                        [(edge + 1.0, own), (x - 3.0, *middle)].map(|(x, y)| (pen.units(x), pen.units(y)));
                    pen.area.draw(&PathElement::new(path.to_vec(), pen.line(AXIS, 0.6)))?;
                }
                None => {}
            }
            for line in lines {
                let style = pen.style(self.size, FontStyle::Normal, SOFT);
                pen.words(&line, (x + one.key(), y), HPos::Left, &style)?;
                y += leading;
            }
        }
        Ok(())
    }

    /// The lines of a name below the series.
    fn lines<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        one: &Aside<'_>,
    ) -> Result<Vec<String>, DrawError<B::ErrorType>> {
        Ok(pen.wrapped(one.label, self.size, self.right - ASIDE - one.key())?)
    }
}
