//! Counts of events.

use statrs::function::gamma::{checked_gamma_lr, checked_gamma_ur};

use super::root::root;
use super::share::float;
use super::{Interval, TAIL, Z};

/// From this count on Byar's approximation stands for the exact interval.
const BYAR_FROM: u64 = 10;

/// The 95% interval of the number of events to be expected in a period, when `count` were counted in one like it.
///
/// Below 10 the exact Poisson interval; from 10 Byar's approximation of it, which is within 0.2% there. Both as Public
/// Health England's technical guide on confidence intervals (2018) has them; Breslow, N. E. and Day, N. E. (1987),
/// "Statistical methods in cancer research", volume II, section 2.3.
pub fn count(count: u64) -> Interval {
    if count < BYAR_FROM { exact(count) } else { byar(float(count)) }
}

/// Garwood, F. (1936), "Fiducial limits for the Poisson distribution", Biometrika 28: the expected numbers at which so
/// many events or more, and so many or fewer, have a chance of 2.5%.
fn exact(count: u64) -> Interval {
    let events = float(count);
    // Chances of Poisson counts are incomplete gamma functions; outside their domain there is nothing to find.
    let so_many_or_more = |expected: f64| checked_gamma_lr(events, expected).unwrap_or(0.0);
    let more = |expected: f64| checked_gamma_ur(events + 1.0, expected).map_or(0.0, |fewer| 1.0 - fewer);
    // Far above the 99.99% point for every count below 10.
    let most = 4.0 * events + 20.0;
    let lower = if count == 0 { 0.0 } else { root(0.0, most, TAIL, so_many_or_more) };
    Interval::new(lower, root(0.0, most, 1.0 - TAIL, more))
}

fn byar(count: f64) -> Interval {
    let limit = |events: f64, sign: f64| {
        events * (1.0 - 1.0 / (9.0 * events) + sign * Z / (3.0 * events.sqrt())).powi(3)
    };
    Interval::new(limit(count, -1.0), limit(count + 1.0, 1.0))
}
