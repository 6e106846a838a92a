//! What somebody can work out from the published cells.

use super::attacker::{Attacker, Interval};
use super::component::Component;
use super::system::System;
use super::{eliminate, programme};

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Published cells, sums and bounds cannot all be true.
    #[error("no counts fit the published cells, the sums and what is known beforehand")]
    Contradiction,
    /// A count or a factor is too large to be worked with.
    #[error("a count or a factor is beyond {}", programme::LARGEST)]
    TooLarge,
    /// The solver gave no answer that could be checked.
    #[error("the solver found no answer that could be checked")]
    Solver,
}

/// The interval of every hidden cell: what an attacker who knows all published cells, every identity and the bounds can
/// narrow it down to, in whole numbers. `None` for a published cell. Exact elimination comes first; what it leaves open is
/// bounded by linear programming, part by part.
///
/// True counts are used of published cells alone.
///
/// # Errors
/// When nothing fits what is known, or the numbers are too large for an answer that can be checked.
pub fn audit(system: &System, hidden: &[bool], attacker: Attacker) -> Result<Vec<Option<Interval>>, Fault> {
    small_enough(system)?;
    let mut intervals = vec![None; system.cells.len()];
    for component in Component::of(system, hidden, attacker) {
        let exact = exact(&component)?;
        for (cell, interval) in component.cells.iter().zip(programme::intervals(&component, &exact)?) {
            intervals[*cell] = Some(interval);
        }
    }
    Ok(intervals)
}

/// The values that equations alone fix.
fn exact(component: &Component) -> Result<Vec<Option<i64>>, Fault> {
    let variables = component.cells.len();
    let Some(values) = eliminate::determined(component.equations.clone(), variables) else {
        // Numbers outgrew elimination: the programme finds the same, more slowly.
        return Ok(vec![None; variables]);
    };
    let mut exact = Vec::with_capacity(variables);
    for (value, (low, high)) in values.into_iter().zip(&component.bounds) {
        let Some((numerator, denominator)) = value else {
            exact.push(None);
            continue;
        };
        let whole = (numerator % denominator == 0).then_some(numerator / denominator);
        let value = whole.and_then(|whole| i64::try_from(whole).ok()).ok_or(Fault::Contradiction)?;
        if value < *low || high.is_some_and(|high| value > high) {
            return Err(Fault::Contradiction);
        }
        exact.push(Some(value));
    }
    let all: Option<Vec<i64>> = exact.iter().copied().collect();
    if all.is_some_and(|all| !component.admits(&all)) { Err(Fault::Contradiction) } else { Ok(exact) }
}

/// Refuses numbers that the solver's tolerance would blur.
fn small_enough(system: &System) -> Result<(), Fault> {
    let fits = |number: i64| number.unsigned_abs() <= programme::LARGEST.unsigned_abs();
    let cells = system
        .cells
        .iter()
        .all(|cell| fits(cell.value) && cell.low.is_none_or(fits) && cell.high.is_none_or(fits));
    let identities = system.identities.iter().all(|identity| {
        identity.terms.iter().all(|&(_, factor)| fits(factor))
            && identity.low.is_none_or(|low| low.checked_abs().is_some())
            && identity.high.is_none_or(|high| high.checked_abs().is_some())
    });
    if cells && identities { Ok(()) } else { Err(Fault::TooLarge) }
}
