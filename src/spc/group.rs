//! A stretch of a series with its own mean and limits.

use std::ops::Range;

use serde::Serialize;

/// Limits are so many mean moving ranges from the mean: 3 / 1.128, rounded as the rules have it.
const LIMIT: f64 = 2.66;
/// A moving range is an outlier from so many mean moving ranges on.
const OUTLIER: f64 = 3.267;
/// Differences this small, in parts of the largest value, are dust of binary fractions: 0.3 is the mean of 0.2, 0.3
/// and 0.4, though their binary sum says otherwise.
const DUST: f64 = 1e-12;

/// What the number of values behind the limits allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Fewer than 8: the values alone, without limits.
    Dots,
    /// 8 to 12: limits that each further value will move, and no icon.
    Trial,
    /// 13 and more: limits and icons.
    Full,
}

/// The range of ordinary variation; a value on a limit is within.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Limits {
    /// Lower process limit; may be below 0 or any other value that the figure can take.
    pub lower: f64,
    /// Upper process limit.
    pub upper: f64,
}

/// The points from one rebase to the next, with what was computed from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Which points of the series.
    pub rows: Range<usize>,
    /// How many values the mean and the limits rest on.
    pub values: usize,
    /// Their mean; `None` without any value.
    pub mean: Option<f64>,
    /// The limits; `None` where no two neighbouring periods have a value.
    pub limits: Option<Limits>,
    /// Whether all those values are equal: limits on the mean, "no variation". Never without limits.
    pub constant: bool,
    /// What to show.
    pub stage: Stage,
    dust: f64,
}

impl Group {
    /// Reckons the mean and the limits of a stretch from its first `fix_after` periods, or from all.
    pub(super) fn new(
        rows: Range<usize>,
        values: &[Option<f64>],
        fix_after: Option<usize>,
        screening: bool,
    ) -> Self {
        let behind = values.get(..fix_after.unwrap_or(values.len())).unwrap_or(values);
        let known: Vec<f64> = behind.iter().flatten().copied().collect();
        let largest = values.iter().flatten().fold(0.0_f64, |most, value| most.max(value.abs()));
        let dust = largest * DUST;
        let ranges: Vec<f64> = behind
            .windows(2)
            .filter_map(|pair| match pair {
                [Some(one), Some(other)] => Some((other - one).abs()),
                _ => None,
            })
            .collect();
        let mean = mean(&known);
        let limits = mean
            .zip(mean_range(&ranges, screening, dust))
            .map(|(mean, range)| Limits { lower: mean - LIMIT * range, upper: mean + LIMIT * range });
        let stage = match known.len() {
            0..=7 => Stage::Dots,
            8..=12 => Stage::Trial,
            _ => Stage::Full,
        };
        let constant = limits.is_some() && known.windows(2).all(|pair| pair[0] == pair[1]);
        Self { rows, values: known.len(), mean, limits, constant, stage, dust }
    }

    /// Where a value stands to the mean: below, on it (0) or above; `None` without a mean.
    pub(super) fn side(&self, value: f64) -> Option<i8> {
        let from_mean = value - self.mean?;
        Some(if from_mean > self.dust {
            1
        } else if from_mean < -self.dust {
            -1
        } else {
            0
        })
    }

    /// Whether a value is outside the limits.
    pub(super) fn is_outside(&self, value: f64) -> bool {
        self.limits.is_some_and(|limits| value > limits.upper + self.dust || value < limits.lower - self.dust)
    }

    /// Whether a value is within the limits, but beyond two thirds of the way to one.
    pub(super) fn is_close(&self, value: f64) -> bool {
        let Some((mean, limits)) = self.mean.zip(self.limits) else { return false };
        let near = (limits.upper - mean) * 2.0 / 3.0;
        !self.is_outside(value) && (value - mean).abs() > near + self.dust
    }
}

/// The mean; reckoned from the first value, so that equal values have exactly that mean.
fn mean(values: &[f64]) -> Option<f64> {
    let first = *values.first()?;
    Some(first + values.iter().map(|value| value - first).sum::<f64>() / number(values.len()))
}

/// The mean of the moving ranges; with screening, again without those that are not strictly below 3.267 times it.
fn mean_range(ranges: &[f64], screening: bool, dust: f64) -> Option<f64> {
    let all = mean(ranges)?;
    // Ranges that are all 0 are no outliers of their mean, though none of them is below it.
    if !screening || all == 0.0 {
        return Some(all);
    }
    let kept: Vec<f64> = ranges.iter().copied().filter(|range| *range < OUTLIER * all - dust).collect();
    mean(&kept)
}

/// A length as a number.
#[expect(clippy::cast_precision_loss, reason = "a series has few points")]
pub(super) fn number(length: usize) -> f64 {
    length as f64
}
