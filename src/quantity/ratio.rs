//! An exact fraction.

use std::cmp::Ordering;

use serde::Serialize;

use super::Decimal;

/// A fraction of whole numbers, kept as counted: 2 of 4 is not reduced to 1 of 2, though the two are equal in value.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

impl Ratio {
    /// The fraction `numerator / denominator`; `None` when the denominator is zero or negative.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator > 0).then_some(Self { numerator, denominator })
    }

    /// The upper number, as counted.
    pub fn numerator(self) -> i64 {
        self.numerator
    }

    /// The lower number, as counted; above zero.
    pub fn denominator(self) -> i64 {
        self.denominator
    }

    /// The fraction times a whole number: 100 for percentages, 10,000 for rates.
    ///
    /// What the factor and the denominator share is cancelled first. A product that a 64-bit number cannot hold stays
    /// at the largest one; counts of children times 10,000 are far from it.
    #[must_use]
    pub fn times(self, factor: i64) -> Self {
        let shared = i64::try_from(gcd(factor.unsigned_abs(), self.denominator.unsigned_abs())).unwrap_or(1);
        Self {
            numerator: self.numerator.saturating_mul(factor / shared),
            denominator: self.denominator / shared,
        }
    }

    /// The fraction rounded half up, on the exact fraction.
    ///
    /// Half up means: the nearest number with so many decimals, and the higher one of two that are equally near
    /// (0.125 to two decimals is 0.13; -0.125 is -0.12). DfE rounds so in all of 20,018 published cells that were
    /// checked; rounding half to even does not give its figures, nor does rounding in binary floating point. Its
    /// figures are never negative, so the rule for those is this project's own: always towards plus infinity.
    /// More than 18 decimals are taken as 18.
    pub fn round_half_up(self, decimals: u8) -> Decimal {
        let decimals = decimals.min(Decimal::MAX_DECIMALS);
        let denominator = i128::from(self.denominator);
        // floor(x + 1/2), with x the fraction in units of the last decimal.
        let twice = 2 * i128::from(self.numerator) * 10_i128.pow(u32::from(decimals)) + denominator;
        Decimal::new(twice.div_euclid(2 * denominator), decimals)
    }

    /// The nearest binary number: for drawing and for the cells of a workbook, never for rounding or judging.
    #[allow(clippy::cast_precision_loss)]
    pub fn as_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl Ord for Ratio {
    /// Exact, by cross multiplication.
    fn cmp(&self, other: &Self) -> Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        let right = i128::from(other.numerator) * i128::from(self.denominator);
        left.cmp(&right)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Equal in value: 2 of 4 equals 1 of 2.
impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

/// Greatest common divisor, at least 1.
fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
