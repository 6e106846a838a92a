//! Shares: Wilson's interval, and the same for a survey of some of a known number of people.

use super::{Interval, Z};
use crate::quantity::{Ratio, Share};

/// The 95% interval of a share, between 0 and 1, by Wilson's score method; `None` for a share of nothing.
///
/// Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the American
/// Statistical Association 22; the method of Public Health England's technical guide on confidence intervals (2018).
pub fn wilson(share: Share) -> Option<Interval> {
    (share.of() > 0).then(|| score(share, Z * Z))
}

/// The 95% interval of what all those invited would have answered, when some of them did.
///
/// Wilson's interval with the finite population correction: its squared normal deviate is multiplied by
/// `(N - n) / (N - 1)`, where N were invited and n answered. All have answered: the interval is the share itself. `None`
/// when nobody answered, or more than were invited.
///
/// It speaks of chance alone: those who do not answer may think otherwise than those who do, which no margin covers.
///
/// The correction: Cochran, W. G. (1977), "Sampling techniques", third edition, sections 2.6 and 3.2.
pub fn survey(answers: Share, invited: u64) -> Option<Interval> {
    let missing = invited.checked_sub(answers.of())?;
    if answers.of() == 0 {
        return None;
    }
    // Nobody is missing from a survey of one.
    let correction = if missing == 0 { 0.0 } else { float(missing) / float(invited - 1) };
    Some(score(answers, Z * Z * correction))
}

/// Wilson's interval at a squared normal deviate.
fn score(share: Share, square: f64) -> Interval {
    let (met, of) = (float(share.met()), float(share.of()));
    let not_met = of - met;
    let middle = 2.0 * met + square;
    let reach = (square * (square + 4.0 * met * not_met / of)).sqrt();
    let width = 2.0 * (of + square);
    // None and all end exactly at 0 and 1, where the root would leave dust.
    let lower = if share.met() == 0 { 0.0 } else { (middle - reach) / width };
    let upper = if share.met() == share.of() { 1.0 } else { (middle + reach) / width };
    Interval::new(lower, upper)
}

/// The share as a number; 0 for a share of nothing.
pub(super) fn point(share: Share) -> f64 {
    share.ratio().map_or(0.0, Ratio::as_f64)
}

/// Exact up to 9 quadrillion.
#[expect(clippy::cast_precision_loss, reason = "people and events are far fewer than 2^53")]
pub(super) fn float(number: u64) -> f64 {
    number as f64
}
