//! What a control chart shows.

use std::ops::Range;

use super::Ruler;
use crate::chart::TargetLine;
use crate::spc::{Stage, Variation};

/// One period of a control chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlPoint {
    /// Height; `None` is a gap, and stays one.
    pub value: Option<f64>,
    /// The value in words, as a label prints it: "92%".
    pub shown: String,
    /// What it shows; ordinary variation where there are no limits to tell.
    pub signal: Variation,
    /// Drawn hollow: not final.
    pub provisional: bool,
}

/// A height with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Height; drawn and named only where it lies on the ruler, since limits may lie beyond what a figure can be.
    pub value: f64,
    /// "Mean 82.4".
    pub label: String,
}

/// Periods with one mean and one pair of limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Which periods.
    pub periods: Range<usize>,
    /// Dots without lines, trial limits dashed, full limits solid.
    pub stage: Stage,
    /// The mean, where it is shown.
    pub mean: Option<Level>,
    /// The lower limit, where it is shown.
    pub lower: Option<Level>,
    /// The upper limit, where it is shown.
    pub upper: Option<Level>,
    /// What is written at its start, where the series was rebased: "Rebased Jul 2018".
    pub rebased: Option<String>,
}

impl Stretch {
    /// Upper limit, mean and lower limit, as far as they are shown.
    pub fn levels(&self) -> impl Iterator<Item = &Level> {
        self.upper.iter().chain(&self.mean).chain(&self.lower)
    }
}

/// Others' figure over time, to compare with: one point a year, as such figures are published.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// "England 84% (2018)".
    pub label: String,
    /// Number of a period, from 0, and height there; in order of the periods.
    pub points: Vec<(usize, f64)>,
}

/// A control chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlChart {
    /// Unique in the pack, from the measure's id.
    pub id: String,
    /// What it shows, in words; printed above it.
    pub title: String,
    /// The value axis.
    pub ruler: Ruler,
    /// Short names of the periods along the time axis.
    pub periods: Vec<String>,
    /// One point for each period.
    pub points: Vec<ControlPoint>,
    /// The stretches in order, every period in one.
    pub stretches: Vec<Stretch>,
    /// A target, where one is set.
    pub target: Option<TargetLine>,
    /// Others' figures to compare with.
    pub benchmarks: Vec<Benchmark>,
    /// Small print: "The axis does not start at 0."
    pub note: Option<String>,
    /// Alternative text, made from the same values.
    pub alt: String,
}
