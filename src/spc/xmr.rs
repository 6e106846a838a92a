//! The chart of individual values and moving ranges.

use serde::{Serialize, Serializer};

use super::group::Group;
use super::label::{Label, Mark, Variation, label};
use super::{Series, Stage};
use crate::calendar::Date;
use crate::statistics::Direction;

/// How to judge a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Which way is better.
    pub direction: Direction,
    /// The target that the limits are held against; a neutral series has no use for one.
    pub target: Option<f64>,
    /// The mean and the limits start afresh from the first period on or after each of these days.
    pub rebase: Vec<Date>,
    /// The mean and the limits rest on the first so many periods of each stretch; `None` is on all.
    pub fix_after: Option<usize>,
    /// Whether moving ranges that are outliers are left out of their mean.
    pub screening: bool,
}

impl Default for Rules {
    /// Neutral, no target, one stretch, all periods, with screening.
    fn default() -> Self {
        Self {
            direction: Direction::Neutral,
            target: None,
            rebase: Vec::new(),
            fix_after: None,
            screening: true,
        }
    }
}

/// A period of the series with what the rules say of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The period's date.
    pub date: Date,
    /// Its value; `None` is a missing period, of which nothing else is said.
    pub value: Option<f64>,
    /// Its stretch: an index of [`Xmr::groups`].
    pub group: usize,
    /// -1 below the mean, 0 on it, 1 above.
    pub relative_to_mean: Option<i8>,
    /// Whether it is outside the limits.
    pub outside_limits: Option<bool>,
    /// Whether it is within them, but beyond two thirds of the way.
    pub close_to_limits: Option<bool>,
    /// What it shows.
    pub label: Label,
    /// What that means.
    pub variation: Variation,
}

/// Whether the limits reach the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assurance {
    /// Ordinary variation stays on the better side of the target.
    ConsistentPass,
    /// Ordinary variation stays on the worse side of the target.
    ConsistentFail,
    /// The target lies within the limits or on one: it will be hit and missed by chance.
    Inconsistent,
}

/// The two icons of a chart with full limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icons {
    /// The latest point's variation.
    pub variation: Variation,
    /// The latest limits against the target; `None` without a target or direction.
    pub assurance: Option<Assurance>,
}

/// A series judged by the XmR rules.
///
/// Mean of the values; moving ranges between neighbouring periods of one stretch; with screening, those not strictly
/// below 3.267 times their mean are dropped once; limits 2.66 times the mean range from the mean, never clipped. Four
/// rules flag a point: outside the limits; a trend of 7 strictly rising or falling; two of three beyond two thirds of
/// the limits with all three on one side, where only those two are flagged; a shift of 7 on one side. A point has one
/// label, the first in that order.
///
/// As NHSRplotthedots 0.2.2, but for this: equal values have limits on their mean, and one value alone no limits and
/// no icon, where the package has no number and compares the target with it all the same; a missing period breaks every
/// run; a tie between two trends takes no direction; a rebase may fall between two dates; and differences that are only
/// the dust of binary fractions count as none.
#[derive(Debug, Clone, PartialEq)]
pub struct Xmr {
    points: Vec<Point>,
    groups: Vec<Group>,
    direction: Direction,
    target: Option<f64>,
}

impl Xmr {
    /// Judges a series.
    pub fn new(series: &Series, rules: &Rules) -> Self {
        let values: Vec<Option<f64>> = series.points().iter().map(|(_, value)| *value).collect();
        let mut groups = Vec::new();
        let mut points = Vec::with_capacity(values.len());
        let mut start = 0;
        for end in ends(series, &rules.rebase) {
            let rows = start..end;
            let own = &values[rows.clone()];
            let group = Group::new(rows, own, rules.fix_after, rules.screening);
            let labels = labels(&group, own);
            for ((date, value), label) in series.points()[start..end].iter().zip(labels) {
                points.push(Point {
                    date: *date,
                    value: *value,
                    group: groups.len(),
                    relative_to_mean: value.and_then(|value| group.side(value)),
                    outside_limits: value.map(|value| group.is_outside(value)),
                    close_to_limits: value.map(|value| group.is_close(value)),
                    label,
                    variation: label.variation(rules.direction),
                });
            }
            groups.push(group);
            start = end;
        }
        Self { points, groups, direction: rules.direction, target: rules.target }
    }

    /// Every period in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The stretches in order; one, unless the series was rebased. The first is empty when a rebase day is the day of
    /// the first period or earlier.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The target that it was held against.
    pub fn target(&self) -> Option<f64> {
        self.target
    }

    /// Which way is better.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The latest point that has a value, with its stretch.
    pub fn latest(&self) -> Option<(&Point, &Group)> {
        let point = self.points.iter().rfind(|point| point.value.is_some())?;
        Some((point, self.groups.get(point.group)?))
    }

    /// What the latest point shows, however many values there are; `None` where it has no limits.
    pub fn variation(&self) -> Option<Variation> {
        let (point, group) = self.latest()?;
        group.limits.is_some().then_some(point.variation)
    }

    /// The latest limits against the target, however many values there are; `None` without limits, target or direction.
    pub fn assurance(&self) -> Option<Assurance> {
        let (_, group) = self.latest()?;
        let target = self.target.filter(|_| group.limits.is_some())?;
        let (above, below) = match self.direction {
            Direction::Increase => (Assurance::ConsistentFail, Assurance::ConsistentPass),
            Direction::Decrease => (Assurance::ConsistentPass, Assurance::ConsistentFail),
            Direction::Neutral => return None,
        };
        Some(match group.side(target)? {
            _ if !group.is_outside(target) => Assurance::Inconsistent,
            1.. => above,
            _ => below,
        })
    }

    /// What the number of values behind the latest limits allows to be shown.
    pub fn stage(&self) -> Stage {
        self.latest().map_or(Stage::Dots, |(_, group)| group.stage)
    }

    /// The icons, where the latest limits are full ones.
    pub fn icons(&self) -> Option<Icons> {
        let variation = self.variation().filter(|_| self.stage() == Stage::Full)?;
        Some(Icons { variation, assurance: self.assurance() })
    }
}

impl Assurance {
    /// The name that NHSRplotthedots gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ConsistentPass => "consistent_pass",
            Self::ConsistentFail => "consistent_fail",
            Self::Inconsistent => "inconsistent",
        }
    }

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Self::ConsistentPass => "the target will be met as things are",
            Self::ConsistentFail => "the target will not be met as things are",
            Self::Inconsistent => "the target will be met and missed by chance",
        }
    }
}

impl Serialize for Assurance {
    /// By [`Assurance::name`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Where the stretches end: at the first period on or after each rebase day, and at the series' end.
fn ends(series: &Series, rebase: &[Date]) -> Vec<usize> {
    let length = series.points().len();
    let mut ends: Vec<usize> = rebase
        .iter()
        .map(|day| series.points().partition_point(|(date, _)| date < day))
        .filter(|start| *start < length)
        .collect();
    ends.push(length);
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// Labels every period of a group, run by run between missing ones.
fn labels(group: &Group, values: &[Option<f64>]) -> Vec<Label> {
    let marks: Vec<Option<Mark>> = values
        .iter()
        .map(|value| {
            let value = (*value)?;
            Some(Mark {
                value,
                side: group.side(value)?,
                outside: group.is_outside(value),
                close: group.is_close(value),
            })
        })
        .collect();
    let mut labels = Vec::with_capacity(values.len());
    for run in marks.split(Option::is_none) {
        let run: Vec<Mark> = run.iter().flatten().copied().collect();
        labels.extend(label(&run));
        // The missing period that ended the run.
        labels.push(Label::CommonCause);
    }
    labels.truncate(values.len());
    labels
}
