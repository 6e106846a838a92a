//! Which series the rules may be held against.

use super::Series;

/// Why a series gets no XmR chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unfit {
    /// Fewer than 2 events a period on average: an event strip shows them better.
    RareEvents,
    /// Shares of fewer than 10 in the middle period: one child moves them by more than a tenth.
    SmallDenominators,
}

impl Unfit {
    /// As a reason: "there are fewer than 2 events a period".
    pub fn words(self) -> &'static str {
        match self {
            Self::RareEvents => "there are fewer than 2 events a period on average",
            Self::SmallDenominators => "the median denominator is below 10",
        }
    }
}

/// Whether counts of events are frequent enough: 2 a period on average.
///
/// # Errors
///
/// [`Unfit::RareEvents`] when they are not; a series without values is not.
pub fn fit_for_counts(series: &Series) -> Result<(), Unfit> {
    let (mut sum, mut periods) = (0.0, 0.0);
    for value in series.values() {
        sum += value;
        periods += 1.0;
    }
    if periods > 0.0 && sum >= 2.0 * periods { Ok(()) } else { Err(Unfit::RareEvents) }
}

/// Whether shares are of enough: a median denominator of at least 10.
///
/// # Errors
///
/// [`Unfit::SmallDenominators`] when they are not; no denominator at all is not.
pub fn fit_for_shares(denominators: &[u64]) -> Result<(), Unfit> {
    let mut sorted = denominators.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).copied().unwrap_or(0);
    // With an even number the median is the mean of the two in the middle.
    let lower = if sorted.len().is_multiple_of(2) {
        middle.checked_sub(1).and_then(|at| sorted.get(at).copied()).unwrap_or(0)
    } else {
        upper
    };
    if u128::from(lower) + u128::from(upper) >= 20 { Ok(()) } else { Err(Unfit::SmallDenominators) }
}
