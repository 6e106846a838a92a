//! Whom the counts are hidden from, and what is left open to them.

use std::ops::RangeInclusive;

use super::system::Cell;

/// What somebody knows of a hidden cell before working anything out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attacker {
    /// Counts are 0 or more.
    Nonnegative,
    /// True zeros are printed, so a hidden count is 1 or more, unless it is sensitive. Whoever knows this knows more than [`Self::Nonnegative`]:
    /// what is protected against it is protected against both.
    Rule,
}

impl Attacker {
    /// The least that a hidden cell can be.
    pub fn least(self, cell: &Cell) -> i64 {
        let rule = match self {
            Self::Rule if !cell.sensitive && !cell.hidden_zero => 1,
            Self::Rule | Self::Nonnegative => 0,
        };
        cell.low.map_or(rule, |low| match self {
            Self::Nonnegative => low,
            Self::Rule => low.max(rule),
        })
    }
}

/// The values that a hidden cell can have, as far as can be worked out: both ends are included, and reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The least value.
    pub low: i64,
    /// The greatest value; `None` when there is none.
    pub high: Option<i64>,
}

impl Interval {
    /// How many whole numbers it holds, at most `limit`.
    pub fn values(self, limit: i64) -> i64 {
        self.high.map_or(limit, |high| high.saturating_sub(self.low).saturating_add(1).min(limit))
    }

    /// Whether one value alone is possible.
    pub fn is_exact(self) -> bool {
        self.high == Some(self.low)
    }

    /// Whether all values of a range are in it.
    pub fn covers(self, range: &RangeInclusive<i64>) -> bool {
        self.low <= *range.start() && self.high.is_none_or(|high| high >= *range.end())
    }
}
