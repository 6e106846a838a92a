//! Two figures beside each other: their difference or ratio, how sure it is, and the verdict.

use serde::Serialize;
use statrs::function::beta::checked_beta_reg;

use super::root::root;
use super::share::{float, point, wilson};
use super::{Interval, TAIL};
use crate::quantity::Share;

/// Which way of a figure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// An increase is better.
    Increase,
    /// A decrease is better.
    Decrease,
    /// Neither is.
    Neutral,
}

/// What a comparison allows to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Changed for the better.
    Better,
    /// Changed for the worse.
    Worse,
    /// Higher, where neither way is better.
    Higher,
    /// Lower, where neither way is better.
    Lower,
    /// The difference may be chance. Not the same as "no change".
    NoClearChange,
}

/// Events counted over a length of time or among a number of people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Events {
    count: u64,
    exposure: f64,
}

impl Events {
    /// So many events; both sides of a comparison then had the same time and people.
    pub fn new(count: u64) -> Self {
        Self { count, exposure: 1.0 }
    }

    /// The same, over this exposure: days, children, child-days, in the same unit on both sides.
    ///
    /// `None` when it is not a number above zero.
    pub fn over(self, exposure: f64) -> Option<Self> {
        (exposure.is_finite() && exposure > 0.0).then_some(Self { exposure, ..self })
    }
}

/// How far a figure now is from a figure before, with its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Comparison {
    estimate: f64,
    interval: Interval,
    same: f64,
}

impl Comparison {
    /// The difference of two shares of different people, `now - before`, between -1 and 1; `None` when one is a share of
    /// nothing.
    ///
    /// Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions: comparison of
    /// eleven methods", Statistics in Medicine 17, method 10: the hybrid of two Wilson intervals.
    pub fn of_shares(now: Share, before: Share) -> Option<Self> {
        let (one, other) = (wilson(now)?, wilson(before)?);
        let (p, q) = (point(now), point(before));
        let difference = p - q;
        let interval = Interval::new(
            (difference - (p - one.lower()).hypot(other.upper() - q)).max(-1.0),
            (difference + (one.upper() - p).hypot(q - other.lower())).min(1.0),
        );
        Some(Self { estimate: difference, interval, same: 0.0 })
    }

    /// The ratio of two rates of events, `now / before`; `None` when there was no event at all, on either side.
    ///
    /// No event before gives an infinite ratio, with an upper end to match.
    ///
    /// Exact and conditional on the number of events on both sides together, of which those now are a binomial share:
    /// Przyborowski, J. and Wilenski, H. (1940), "Homogeneity of results in testing samples from Poisson series",
    /// Biometrika 31, with the limits of Clopper, C. J. and Pearson, E. S. (1934), Biometrika 26; R's `poisson.test`
    /// computes the same.
    pub fn of_counts(now: Events, before: Events) -> Option<Self> {
        let all = now.count.checked_add(before.count).filter(|all| *all > 0)?;
        let exposures = before.exposure / now.exposure;
        let odds = |share: f64| exposures * share / (1.0 - share);
        let (lower, upper) = clopper_pearson(now.count, all);
        let estimate = odds(float(now.count) / float(all));
        Some(Self { estimate, interval: Interval::new(odds(lower), odds(upper)), same: 1.0 })
    }

    /// The difference or the ratio itself.
    pub fn estimate(self) -> f64 {
        self.estimate
    }

    /// Where the true one may be, at 95%.
    pub fn interval(self) -> Interval {
        self.interval
    }

    /// The estimate of two equal figures: 0 for a difference, 1 for a ratio.
    pub fn same(self) -> f64 {
        self.same
    }

    /// Better, worse, or no clear change: clear where the interval leaves no room for two equal figures.
    pub fn verdict(self, direction: Direction) -> Verdict {
        let higher = self.interval.lower() > self.same;
        let lower = self.interval.upper() < self.same;
        match (direction, higher, lower) {
            (Direction::Increase, true, _) | (Direction::Decrease, _, true) => Verdict::Better,
            (Direction::Increase, _, true) | (Direction::Decrease, true, _) => Verdict::Worse,
            (Direction::Neutral, true, _) => Verdict::Higher,
            (Direction::Neutral, _, true) => Verdict::Lower,
            (_, false, false) => Verdict::NoClearChange,
        }
    }
}

/// The shares at which so many of all or more, and so many or fewer, have a chance of 2.5%.
fn clopper_pearson(met: u64, all: u64) -> (f64, f64) {
    let (a, b) = (float(met), float(all - met));
    // Chances of binomial counts are incomplete beta functions; outside their domain there is nothing to find.
    let so_many_or_more = |share: f64| checked_beta_reg(a, b + 1.0, share).unwrap_or(0.0);
    let more = |share: f64| checked_beta_reg(a + 1.0, b, share).unwrap_or(1.0);
    let lower = if met == 0 { 0.0 } else { root(0.0, 1.0, TAIL, so_many_or_more) };
    let upper = if met == all { 1.0 } else { root(0.0, 1.0, 1.0 - TAIL, more) };
    (lower, upper)
}
