//! Words under the plot: the periods, and what several of them share.

use plotters::element::PathElement;
use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

use super::axis::time_labels;
use super::palette::{GRID, SOFT};
use super::pen::{Drawn, LINE, Pen};

/// How the time axis is written, in points.
pub(super) struct TimeAxis {
    /// Size of its type.
    pub(super) size: f64,
    /// Width of the whole chart, which no word leaves.
    pub(super) width: f64,
    /// Width of a period.
    pub(super) slot: f64,
}

impl TimeAxis {
    /// Height of its rows of words.
    pub(super) fn height<B: DrawingBackend>(&self, pen: &Pen<'_, B>, periods: &[String]) -> f64 {
        let widths = |words: &str| pen.width(words, self.size, FontStyle::Normal).unwrap_or(f64::MAX);
        let rows = if time_labels(periods, self.slot, widths).lower.is_empty() { 1.0 } else { 2.0 };
        rows * self.size * LINE + 6.0
    }

    /// Writes the words; `at` gives the place of a period on the bottom of the plot.
    pub(super) fn draw<B: DrawingBackend>(
        &self,
        pen: &Pen<'_, B>,
        periods: &[String],
        at: impl Fn(f64) -> (f64, f64),
    ) -> Drawn<B> {
        let widths = |words: &str| pen.width(words, self.size, FontStyle::Normal).unwrap_or(f64::MAX);
        let labels = time_labels(periods, self.slot, widths);
        let style = pen.style(self.size, FontStyle::Normal, SOFT);
        let inside = |x: f64, half: f64| x.clamp(half, (self.width - half).max(half));
        for end in &labels.ends {
            let (x, y) = at(*end);
            let runs_through = |(index, words): &(f64, String)| {
                let half = widths(words) / 2.0;
                (inside(at(*index).0, half) - x).abs() < half + 1.5
            };
            if labels.upper.iter().chain(&labels.lower).any(runs_through) {
                continue;
            }
            let path = [(x, y + 3.0), (x, y + 5.0 + self.size * LINE * 1.8)]
                .map(|(x, y)| (pen.units(x), pen.units(y)));
            pen.area.draw(&PathElement::new(path.to_vec(), pen.line(GRID, 0.6)))?;
        }
        for (row, down) in [(&labels.upper, 0.0), (&labels.lower, 1.0)] {
            for (index, words) in row {
                let (x, y) = at(*index);
                let x = inside(x, widths(words) / 2.0);
                let y = y + 5.0 + self.size * LINE * (0.5 + down);
                pen.words(words, (x, y), HPos::Center, &style)?;
            }
        }
        Ok(())
    }
}
