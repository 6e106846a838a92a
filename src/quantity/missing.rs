//! How far a share could be from the one shown, when some answers are missing.

use super::Ratio;

/// The lowest and the highest share that the missing records allow: none of them met, or all of them.
///
/// Given when more than 5% of all records are missing; `None` at 5% and below, and when there are no records.
pub fn bounds(met: u64, not_met: u64, missing: u64) -> Option<(Ratio, Ratio)> {
    let all = met.checked_add(not_met)?.checked_add(missing)?;
    if u128::from(missing) * 20 <= u128::from(all) {
        return None;
    }
    let of_all = |number: u64| Ratio::new(i64::try_from(number).ok()?, i64::try_from(all).ok()?);
    Some((of_all(met)?, of_all(met + missing)?))
}
