//! Means and rates.

use serde::Serialize;

use super::Ratio;

/// The mean of answers or scores: their sum and number, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mean {
    exact: Ratio,
    number: u64,
}

impl Mean {
    /// The mean of `number` values whose sum is `sum` units of their last decimal: with a scale of 0 the values are
    /// whole, with 1 they have one decimal. `None` when there is no value, or more than 64 bits can hold.
    pub fn new(sum: i64, scale: u8, number: u64) -> Option<Self> {
        let unit = 10_i64.checked_pow(u32::from(scale))?;
        let exact = Ratio::new(sum, i64::try_from(number).ok()?.checked_mul(unit)?)?;
        Some(Self { exact, number })
    }

    /// How many values.
    pub fn number(self) -> u64 {
        self.number
    }

    /// The exact mean.
    pub fn ratio(self) -> Ratio {
        self.exact
    }

    /// As printed: one decimal, rounded half up.
    pub fn shown(self) -> String {
        self.exact.round_half_up(1).to_string()
    }
}

/// A rate per 10,000 of a population, as DfE gives children looked after per 10,000 children under 18.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rate {
    exact: Ratio,
}

impl Rate {
    /// So many per 10,000.
    pub const PER: i64 = 10_000;

    /// The rate of `count` in `population`; `None` when the population is zero or more than 64 bits can hold.
    pub fn new(count: u64, population: u64) -> Option<Self> {
        let counted = Ratio::new(i64::try_from(count).ok()?, i64::try_from(population).ok()?)?;
        Some(Self { exact: counted.times(Self::PER) })
    }

    /// The exact rate per 10,000.
    pub fn ratio(self) -> Ratio {
        self.exact
    }

    /// As printed: a whole number, rounded half up, as DfE prints it.
    pub fn shown(self) -> String {
        self.exact.round_half_up(0).to_string()
    }
}
