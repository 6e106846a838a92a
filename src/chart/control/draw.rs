//! The drawing of a control chart.

use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::PathElement;
use plotters::series::DashedLineSeries;
use plotters::style::text_anchor::HPos;
use plotters::style::{FontStyle, RGBColor, TRANSPARENT};
use plotters_backend::DrawingBackend;

use super::build::{SIGNALS, sentence};
use super::frame::{ASIDE, Frame, Label, PAD, labels};
use super::{Benchmark, ControlChart, Level, Stretch};
use crate::chart::DrawError;
use crate::chart::axis::{Ruled, number};
use crate::chart::marker::{Shape, Swatch, sized};
use crate::chart::palette::{AXIS, BAD, GOOD, GRID, INK, NEUTRAL, ORDINARY, OTHERS, SOFT};
use crate::chart::pen::{LINE, Pen};
use crate::chart::time_axis::TimeAxis;
use crate::spc::{Stage, Variation};

/// Sizes of type to try, the first at which all labels find room.
const SIZES: [f64; 4] = [8.8, 8.2, 7.6, 7.0];
/// Half the size of a signal's mark, and of an ordinary point's.
const SIGNAL: f64 = 3.4;
const POINT: f64 = 1.9;

/// The mark of a signal: a shape for its meaning, in a colour that only helps.
fn swatch(kind: Variation) -> Swatch {
    let (colour, shape) = match kind {
        Variation::Improvement => (GOOD, Shape::Diamond),
        Variation::Concern => (BAD, Shape::Square),
        Variation::NeutralHigh => (NEUTRAL, Shape::Triangle),
        Variation::NeutralLow => (NEUTRAL, Shape::Wedge),
        Variation::CommonCause => (ORDINARY, Shape::Circle),
    };
    Swatch { colour, shape }
}

/// Draws a control chart on an area; `per_point` is the number of backend units in a point of type.
///
/// # Errors
///
/// A chart without periods, with another number of points, with a value or target outside its ruler; labels without
/// room, and what the backend refuses.
pub fn draw_control<B: DrawingBackend>(
    chart: &ControlChart,
    area: &DrawingArea<B, Shift>,
    per_point: f64,
) -> Result<(), DrawError<B::ErrorType>>
where
    B::ErrorType: 'static,
{
    let (points, periods) = (chart.points.len(), chart.periods.len());
    if periods == 0 {
        return Err(DrawError::Empty);
    }
    if points != periods {
        return Err(DrawError::Uneven { series: chart.title.clone(), points, periods });
    }
    let beyond = |one: &&Benchmark| one.points.iter().any(|(index, _)| *index >= periods);
    if let Some(one) = chart.benchmarks.iter().find(beyond) {
        return Err(DrawError::Uneven { series: one.label.clone(), points: one.points.len(), periods });
    }
    let target = chart.target.iter().map(|target| target.value);
    let others = chart.benchmarks.iter().flat_map(|one| &one.points).map(|(_, value)| *value);
    let mut all = chart.points.iter().filter_map(|point| point.value).chain(target).chain(others);
    if let Some(value) = all.find(|value| !chart.ruler.holds(*value)) {
        return Err(DrawError::OutsideScale { value, low: chart.ruler.low, high: chart.ruler.high });
    }
    let pen = Pen { area, per_point };
    let labels = labels(chart);
    for size in SIZES {
        if let Some(frame) = Frame::fit(&pen, chart, &labels, size)? {
            return frame.draw(&pen, chart, &labels);
        }
    }
    Err(DrawError::Crowded)
}

impl Frame {
    fn draw<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
        labels: &[Label],
    ) -> Result<(), DrawError<B::ErrorType>>
    where
        B::ErrorType: 'static,
    {
        let (start, end) = (-PAD, number(chart.periods.len()) - 1.0 + PAD);
        let ruler = &chart.ruler;
        let mut builder = ChartBuilder::on(pen.area);
        builder
            .margin_top(pen.units(self.top))
            .margin_right(pen.units(self.right))
            .set_label_area_size(LabelAreaPosition::Left, pen.units(self.left))
            .set_label_area_size(LabelAreaPosition::Bottom, pen.units(self.bottom));
        let mut context = builder.build_cartesian_2d(
            Ruled { low: start, high: end, ticks: Vec::new() },
            Ruled {
                low: ruler.low,
                high: ruler.high,
                ticks: ruler.ticks.iter().map(|(tick, _)| *tick).collect(),
            },
        )?;
        let words = |value: &f64| {
            let near = ruler
                .ticks
                .iter()
                .min_by(|(one, _), (other, _)| (one - value).abs().total_cmp(&(other - value).abs()));
            near.map_or_else(String::new, |(_, words)| words.clone())
        };
        context
            .configure_mesh()
            .disable_x_mesh()
            .disable_x_axis()
            .axis_style(TRANSPARENT)
            .bold_line_style(pen.line(GRID, 0.5))
            .light_line_style(TRANSPARENT)
            .y_label_formatter(&words)
            .y_label_style(pen.style(self.size, FontStyle::Normal, SOFT))
            .set_tick_mark_size(LabelAreaPosition::Left, pen.units(3.0))
            .draw()?;

        if ruler.holds(0.0) {
            context.draw_series([PathElement::new(vec![(start, 0.0), (end, 0.0)], pen.line(AXIS, 0.8))])?;
        }
        for stretch in &chart.stretches {
            let from = number(stretch.periods.start) - 0.5;
            let to = number(stretch.periods.end) - 0.5;
            let held =
                |level: &Option<Level>| level.as_ref().map(|level| level.value).filter(|at| ruler.holds(*at));
            for limit in [held(&stretch.lower), held(&stretch.upper)].into_iter().flatten() {
                let (ends, style) = ([(from, limit), (to, limit)], pen.line(SOFT, 0.8));
                if stretch.stage == Stage::Trial {
                    context.draw_series(DashedLineSeries::new(
                        ends,
                        pen.units(2.4),
                        pen.units(2.0),
                        style,
                    ))?;
                } else {
                    context.draw_series([PathElement::new(ends.to_vec(), style)])?;
                }
            }
            if let Some(mean) = held(&stretch.mean) {
                context
                    .draw_series([PathElement::new(vec![(from, mean), (to, mean)], pen.line(SOFT, 1.2))])?;
            }
        }
        if let Some(target) = &chart.target {
            let ends = [(start, target.value), (end, target.value)];
            let style = pen.line(INK, 1.0);
            context.draw_series(DashedLineSeries::new(ends, pen.units(6.0), pen.units(3.0), style))?;
        }
        for benchmark in &chart.benchmarks {
            self.benchmark(pen, chart, benchmark)?;
        }
        self.rebases(pen, chart)?;
        for stretch in &chart.stretches {
            self.line(pen, chart, stretch)?;
        }
        self.marks(pen, chart)?;
        self.key(pen, chart)?;
        let slot = self.x(chart, 1.0) - self.x(chart, 0.0);
        let bottom = self.height - self.bottom;
        let axis = TimeAxis { size: self.size, width: self.width, slot };
        axis.draw(pen, &chart.periods, |index| (self.x(chart, index), bottom))?;
        self.side_labels(pen, chart, labels)
    }

    /// A path through places in points.
    fn path<B: DrawingBackend>(
        pen: &Pen<'_, B>,
        places: &[(f64, f64)],
        colour: RGBColor,
        width: f64,
    ) -> Result<(), DrawError<B::ErrorType>> {
        let path: Vec<(i32, i32)> = places.iter().map(|(x, y)| (pen.units(*x), pen.units(*y))).collect();
        Ok(pen.area.draw(&PathElement::new(path, pen.line(colour, width)))?)
    }

    /// Others' yearly points, joined thinly.
    fn benchmark<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
        benchmark: &Benchmark,
    ) -> Result<(), DrawError<B::ErrorType>> {
        let place = |(index, value): &(usize, f64)| (self.x(chart, number(*index)), self.y(chart, *value));
        let places: Vec<(f64, f64)> = benchmark.points.iter().map(place).collect();
        if places.len() > 1 {
            Self::path(pen, &places, OTHERS, 0.8)?;
        }
        for (x, y) in places {
            let mark = Swatch { colour: OTHERS, shape: Shape::Triangle };
            sized(pen, mark, POINT, (pen.units(x), pen.units(y)), false)?;
        }
        Ok(())
    }

    /// Joins neighbouring values; few values stay dots.
    fn line<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
        stretch: &Stretch,
    ) -> Result<(), DrawError<B::ErrorType>> {
        if stretch.stage == Stage::Dots {
            return Ok(());
        }
        let places: Vec<Option<(f64, f64)>> = (stretch.periods.clone())
            .map(|index| {
                let value = chart.points.get(index)?.value?;
                Some((self.x(chart, number(index)), self.y(chart, value)))
            })
            .collect();
        for joined in places.split(Option::is_none) {
            let joined: Vec<(f64, f64)> = joined.iter().flatten().copied().collect();
            if joined.len() > 1 {
                Self::path(pen, &joined, AXIS, 1.2)?;
            }
        }
        Ok(())
    }

    /// A line across where the series was rebased, with its name above.
    fn rebases<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
    ) -> Result<(), DrawError<B::ErrorType>> {
        let style = pen.style(self.size, FontStyle::Normal, SOFT);
        let middle = self.top - self.size;
        let mut free = 0.0;
        for stretch in &chart.stretches {
            let Some(words) = &stretch.rebased else { continue };
            let x = self.x(chart, number(stretch.periods.start) - 0.5);
            Self::path(pen, &[(x, self.top - self.size * 0.4), (x, self.height - self.bottom)], SOFT, 0.7)?;
            let half = pen.width(words, self.size, FontStyle::Normal)? / 2.0;
            let at = x.clamp(half, (self.width - half).max(half));
            // Two rebases close together: the line says it, and the first one's words stand for both.
            if at - half >= free {
                pen.words(words, (at, middle), HPos::Center, &style)?;
                free = at + half + 4.0;
            }
        }
        Ok(())
    }

    fn marks<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
    ) -> Result<(), DrawError<B::ErrorType>> {
        let crowded = self.x(chart, 1.0) - self.x(chart, 0.0) < 5.0;
        for (index, point) in chart.points.iter().enumerate() {
            let Some(value) = point.value else { continue };
            let place = (pen.units(self.x(chart, number(index))), pen.units(self.y(chart, value)));
            let signal = point.signal != Variation::CommonCause;
            let half = match (signal, crowded) {
                (true, false) => SIGNAL,
                (true, true) => SIGNAL * 0.7,
                (false, false) => POINT,
                (false, true) => POINT * 0.6,
            };
            let half = if point.provisional { half.max(POINT * 1.3) } else { half };
            sized(pen, swatch(point.signal), half, place, point.provisional)?;
        }
        Ok(())
    }

    /// What the marks mean, above the plot, for those that are there.
    fn key<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
    ) -> Result<(), DrawError<B::ErrorType>> {
        let style = pen.style(self.size, FontStyle::Normal, INK);
        let middle = self.size * LINE * 0.5 + 1.0;
        let mut x = self.left;
        for kind in SIGNALS.into_iter().filter(|kind| chart.points.iter().any(|point| point.signal == *kind))
        {
            sized(pen, swatch(kind), SIGNAL, (pen.units(x + 4.0), pen.units(middle)), false)?;
            let words = sentence(kind.words());
            pen.words(&words, (x + 11.0, middle), HPos::Left, &style)?;
            x += 11.0 + pen.width(&words, self.size, FontStyle::Normal)? + 14.0;
        }
        Ok(())
    }

    fn side_labels<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
        labels: &[Label],
    ) -> Result<(), DrawError<B::ErrorType>> {
        let placed = self.places(pen, chart, labels)?.ok_or(DrawError::Crowded)?;
        let edge = self.width - self.right;
        let leading = self.size * LINE;
        for (label, middle) in labels.iter().zip(&placed) {
            let lines = pen.wrapped(&label.words, self.size, self.right - ASIDE)?;
            let own = self.y(chart, label.value);
            let late = label.at + 1 >= chart.periods.len();
            if (middle - own).abs() > 2.5 || !late {
                let from = if late { edge + 1.5 } else { self.x(chart, number(label.at)) + 5.0 };
                Self::path(pen, &[(from, own), (edge + ASIDE - 3.0, *middle)], AXIS, 0.6)?;
            }
            let style = pen.style(self.size, label.weight, label.colour);
            let mut y = middle - leading * (number(lines.len().max(1)) - 1.0) / 2.0;
            for line in lines {
                pen.words(&line, (edge + ASIDE, y), HPos::Left, &style)?;
                y += leading;
            }
        }
        Ok(())
    }
}
