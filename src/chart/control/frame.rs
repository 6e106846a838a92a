//! How the area of a control chart is shared out: plot, axes, and labels beside what they name.

use plotters::style::{FontStyle, RGBColor};
use plotters_backend::DrawingBackend;

use super::{ControlChart, Stretch};
use crate::chart::DrawError;
use crate::chart::axis::number;
use crate::chart::labels::{Wanted, spread};
use crate::chart::palette::{INK, SOFT};
use crate::chart::pen::{LINE, Pen};
use crate::chart::time_axis::TimeAxis;
use crate::spc::Variation;

/// From the plot to the labels on its right, with room for leaders.
pub(super) const ASIDE: f64 = 13.0;
/// Widest column of labels, as a share of the whole.
const WIDEST: f64 = 0.3;
/// White before the first and after the last period, in slots.
pub(super) const PAD: f64 = 0.5;

/// Words on the right with the height that they name.
pub(super) struct Label {
    pub(super) value: f64,
    /// The period where what it names ends.
    pub(super) at: usize,
    pub(super) words: String,
    pub(super) weight: FontStyle,
    pub(super) colour: RGBColor,
}

/// How an area is shared out at one size of type, in points.
pub(super) struct Frame {
    pub(super) size: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Latest value, levels of the last stretch, target and benchmarks.
pub(super) fn labels(chart: &ControlChart) -> Vec<Label> {
    let last = chart.periods.len().saturating_sub(1);
    let line = |value: f64, words: &str, colour| Label {
        value,
        at: last,
        words: words.to_owned(),
        weight: FontStyle::Normal,
        colour,
    };
    let mut labels = Vec::new();
    let latest =
        chart.points.iter().enumerate().rev().find_map(|(at, point)| Some((at, point, point.value?)));
    if let Some((at, point, value)) = latest {
        let period = chart.periods.get(at).filter(|_| at < last);
        let words =
            period.map_or_else(|| point.shown.clone(), |period| format!("{} ({period})", point.shown));
        labels.push(Label { value, at, words, weight: FontStyle::Bold, colour: INK });
    }
    let levels = chart.stretches.iter().last().into_iter().flat_map(Stretch::levels);
    let levels = levels.filter(|level| chart.ruler.holds(level.value));
    labels.extend(levels.map(|level| line(level.value, &level.label, SOFT)));
    labels.extend(chart.target.iter().map(|target| line(target.value, &target.label, INK)));
    let ends = chart.benchmarks.iter().filter_map(|one| Some((one, *one.points.last()?)));
    labels.extend(ends.map(|(one, (at, value))| Label { at, ..line(value, &one.label, INK) }));
    labels
}

impl Frame {
    /// Shares the area out, if all labels find room at this size.
    pub(super) fn fit<B: DrawingBackend>(
        pen: &Pen<'_, B>,
        chart: &ControlChart,
        labels: &[Label],
        size: f64,
    ) -> Result<Option<Self>, DrawError<B::ErrorType>> {
        let (width, height) = pen.area.dim_in_pixel();
        let (width, height) = (f64::from(width) / pen.per_point, f64::from(height) / pen.per_point);
        let mut left: f64 = 13.0;
        for (_, words) in &chart.ruler.ticks {
            left = left.max(pen.width(words, size, FontStyle::Normal)?);
        }
        let (mut widest, mut word): (f64, f64) = (0.0, 0.0);
        for label in labels {
            widest = widest.max(pen.width(&label.words, size, label.weight)?);
            for one in label.words.split(' ') {
                word = word.max(pen.width(one, size, label.weight)?);
            }
        }
        let column = widest.min(width * WIDEST);
        let (left, right) = (left + 7.0, ASIDE + column + 1.0);
        let rows = f64::from(u8::from(has_key(chart))) + f64::from(u8::from(has_rebase(chart)));
        let top = size + rows * size * LINE;
        let slot = (width - left - right) / (number(chart.periods.len()) - 1.0 + 2.0 * PAD);
        let bottom = TimeAxis { size, width, slot }.height(pen, &chart.periods);
        let frame = Self { size, left, right, top, bottom, width, height };
        if word > column + 0.5 || slot <= 0.0 || height - top - bottom < 40.0 {
            return Ok(None);
        }
        Ok(frame.places(pen, chart, labels)?.map(|_| frame))
    }

    /// The middles of the labels, or `None` where there is no room for all.
    pub(super) fn places<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        chart: &ControlChart,
        labels: &[Label],
    ) -> Result<Option<Vec<f64>>, DrawError<B::ErrorType>> {
        let mut wanted = Vec::new();
        for label in labels {
            let lines = pen.wrapped(&label.words, self.size, self.right - ASIDE)?.len();
            wanted.push(Wanted {
                middle: self.y(chart, label.value),
                height: number(lines.max(1)) * self.size * LINE,
            });
        }
        Ok(spread(&wanted, 0.0, self.height - self.bottom * 0.5, 0.6))
    }

    /// The height of a value, in points from the top.
    pub(super) fn y(&self, chart: &ControlChart, value: f64) -> f64 {
        let share = (value - chart.ruler.low) / (chart.ruler.high - chart.ruler.low);
        self.height - self.bottom - share * (self.height - self.bottom - self.top)
    }

    /// The place of a period, in points from the left.
    pub(super) fn x(&self, chart: &ControlChart, index: f64) -> f64 {
        let slots = number(chart.periods.len()) - 1.0 + 2.0 * PAD;
        self.left + (index + PAD) / slots * (self.width - self.left - self.right)
    }
}

fn has_key(chart: &ControlChart) -> bool {
    chart.points.iter().any(|point| point.signal != Variation::CommonCause)
}

fn has_rebase(chart: &ControlChart) -> bool {
    chart.stretches.iter().any(|stretch| stretch.rebased.is_some())
}
