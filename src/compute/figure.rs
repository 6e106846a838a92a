//! A figure: a measure in a period.

use super::Availability;
use crate::calendar::{Date, Period, Window};

/// How many rows were in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Met; for counts, means and parts: judged.
    pub met: u64,
    /// Not met.
    pub not_met: u64,
    /// Not recorded.
    pub missing: u64,
    /// Looked for and not known.
    pub not_known: u64,
    /// Not yet due.
    pub not_due: u64,
    /// The question did not arise.
    pub not_applicable: u64,
}

impl Tally {
    /// All rows, whatever their state.
    pub fn all(self) -> u64 {
        self.met + self.not_met + self.missing + self.not_known + self.not_due + self.not_applicable
    }
}

/// A rate: `numerator` for every `base_halves / 2`, times `multiply`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// What is counted.
    pub numerator: u64,
    /// Twice the base: an average of two evenings can end in a half.
    pub base_halves: u64,
    /// For every how many.
    pub multiply: u64,
}

/// A part of a distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// How many rows are in it.
    pub count: u64,
}

/// The value of a figure, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Met of judged.
    Share {
        /// Rows met.
        met: u64,
        /// Denominator.
        of: u64,
    },
    /// A number.
    Count {
        /// How many.
        count: u64,
        /// A rate beside it; `None` when the measure has none or its base is not known.
        rate: Option<Rate>,
    },
    /// A mean: `sum / of`.
    Mean {
        /// Sum of the values.
        sum: i64,
        /// How many values.
        of: u64,
    },
    /// A median: `twice / 2`.
    Median {
        /// Twice the median: of an even number of values it can end in a half.
        twice: i64,
        /// How many values.
        of: u64,
    },
    /// Parts of a whole.
    Parts {
        /// The parts, in the measure's order.
        parts: Vec<Part>,
        /// Their sum.
        of: u64,
    },
}

impl Value {
    /// The denominator: rows judged, or what was counted where there is none.
    pub fn of(&self) -> u64 {
        match self {
            Self::Share { of, .. }
            | Self::Mean { of, .. }
            | Self::Median { of, .. }
            | Self::Parts { of, .. } => *of,
            Self::Count { count, .. } => *count,
        }
    }
}

/// The survey wave behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wave {
    /// Its last day.
    pub closed: Date,
    /// How many were invited.
    pub invited: u64,
    /// How many answered at least one question.
    pub responded: u64,
}

/// A measure in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Id of the measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// The days it speaks of.
    pub window: Window,
    /// Whether there is a value, or why not.
    pub availability: Availability,
    /// The value; `None` exactly when it is not available.
    pub value: Option<Value>,
    /// Rows by state; all zero when not available.
    pub tally: Tally,
    /// The survey that it is from; `None` when it is from none.
    pub wave: Option<Wave>,
    /// Version of the definition.
    pub version: i64,
}

impl Figure {
    /// Its name: `three-or-more-placements@2018-19-Q4`.
    pub fn id(&self) -> String {
        format!("{}@{}", self.measure, self.period)
    }
}
