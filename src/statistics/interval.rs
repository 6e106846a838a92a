//! A range of values.

use serde::Serialize;

/// The values that agree with what was counted, at 95%; both ends are included.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    lower: f64,
    upper: f64,
}

impl Interval {
    /// From the lower to the upper end; ends given the wrong way round change places.
    pub(super) fn new(one: f64, other: f64) -> Self {
        Self { lower: one.min(other), upper: one.max(other) }
    }

    /// The lower end.
    pub fn lower(self) -> f64 {
        self.lower
    }

    /// The upper end; infinite for the ratio of some events to none.
    pub fn upper(self) -> f64 {
        self.upper
    }

    /// Whether a value lies in it; both ends do.
    pub fn contains(self, value: f64) -> bool {
        (self.lower..=self.upper).contains(&value)
    }

    /// The longer way from a value to one of the ends: the "plus or minus" that covers the whole interval.
    pub fn margin(self, value: f64) -> f64 {
        (value - self.lower).max(self.upper - value)
    }
}
