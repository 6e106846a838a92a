//! What a chart shows.

use super::control::Benchmark;

/// The unit on a chart's value axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueUnit {
    /// Shares between 0 and 1, shown as percentages.
    Percent,
    /// Whole things: children, moves, episodes.
    Count,
    /// A plain number with one decimal: a score, a rate.
    Number,
}

/// Which kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// A line over time: shares, rates, scores, and counts of a state.
    Line,
    /// Bars from 0: counts of events.
    Bars,
    /// A dot a survey with the range that chance leaves open, on no line: between two surveys nobody was asked.
    Dots,
    /// Parts of a whole over time: one band a series, from the bottom, adding up to 100% a point.
    StackedShare,
}

/// One point of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Height; `None` is a gap, and stays one.
    pub value: Option<f64>,
    /// The value in words, as a label prints it: "92%".
    pub shown: String,
    /// Drawn hollow: not final.
    pub provisional: bool,
    /// Lower and upper end of the 95% interval, drawn as a bar through a dot; `None` where none is given.
    pub range: Option<(f64, f64)>,
}

/// One line, one set of bars or one band.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name, written beside it where there is more than one.
    pub name: String,
    /// One point for each of the chart's periods.
    pub points: Vec<Point>,
}

/// The value axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Bottom.
    pub low: f64,
    /// Top.
    pub high: f64,
    /// Distance between grid lines.
    pub step: f64,
}

/// A line at a fixed height with its name beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetLine {
    /// Height.
    pub value: f64,
    /// "Target 100%".
    pub label: String,
}

/// A chart over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Unique in the pack, from the measure's id.
    pub id: String,
    /// What it shows, in words; printed above it.
    pub title: String,
    /// Kind.
    pub kind: ChartKind,
    /// Unit of the value axis.
    pub unit: ValueUnit,
    /// The value axis.
    pub scale: Scale,
    /// Short names of the periods along the time axis: "Q4 2018-19".
    pub periods: Vec<String>,
    /// What is drawn.
    pub series: Vec<Series>,
    /// Periods, counted from 0, at whose start the series breaks: a line across, which no other line crosses.
    pub breaks: Vec<usize>,
    /// A target, where one is set.
    pub target: Option<TargetLine>,
    /// Others' published figures, a point a year, those that matter most first; on line charts only.
    pub benchmarks: Vec<Benchmark>,
    /// Small print: "The axis does not start at 0."
    pub note: Option<String>,
    /// Alternative text, made from the same values.
    pub alt: String,
}
