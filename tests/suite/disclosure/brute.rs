//! The plain second auditor: every way to fill in the hidden cells, tried one by one.

use boardpack::disclosure::{Attacker, System};

/// Every set of counts that keeps the published cells, the sums and the bounds; every cell must have an upper one.
pub(super) fn fillings(system: &System, hidden: &[bool], attacker: Attacker) -> Vec<Vec<i64>> {
    let mut counts: Vec<i64> = system.cells.iter().map(|cell| cell.value).collect();
    let free: Vec<usize> = (0..counts.len()).filter(|&cell| hidden[cell]).collect();
    let mut found = Vec::new();
    fill(system, &free, attacker, &mut counts, &mut found);
    found
}

fn fill(
    system: &System,
    free: &[usize],
    attacker: Attacker,
    counts: &mut Vec<i64>,
    found: &mut Vec<Vec<i64>>,
) {
    // A sum with no cell left to fill in must hold.
    let sound = system.identities.iter().all(|identity| {
        if identity.terms.iter().any(|(cell, _)| free.contains(cell)) {
            return true;
        }
        let sum: i64 = identity.terms.iter().map(|&(cell, factor)| factor * counts[cell]).sum();
        identity.low.is_none_or(|low| sum >= low) && identity.high.is_none_or(|high| sum <= high)
    });
    if !sound {
        return;
    }
    let Some((&cell, rest)) = free.split_first() else {
        found.push(counts.clone());
        return;
    };
    let least = if attacker == Attacker::Rule { 1 } else { 0 };
    let least = system.cells[cell].low.unwrap_or(0).max(least);
    let most = system.cells[cell].high.expect("an upper bound");
    // A cell that is the only one left of a sum can have one value: found at once, to keep the trial short.
    let forced = system.identities.iter().find_map(|identity| {
        let left: Vec<_> = identity.terms.iter().filter(|(other, _)| free.contains(other)).collect();
        let [&(only, factor)] = left[..] else { return None };
        (only == cell && factor.abs() == 1 && identity.is_equality()).then(|| {
            let others: i64 = identity
                .terms
                .iter()
                .filter(|(other, _)| *other != cell)
                .map(|&(other, f)| f * counts[other])
                .sum();
            factor * (identity.low.expect("an equality") - others)
        })
    });
    let range = match forced {
        Some(value) if (least..=most).contains(&value) => value..=value,
        Some(_) => return,
        None => least..=most,
    };
    for value in range {
        counts[cell] = value;
        fill(system, rest, attacker, counts, found);
    }
}

/// The least and greatest count of a cell over all fillings, and how many different ones there are.
pub(super) fn reached(fillings: &[Vec<i64>], cell: usize) -> (i64, i64, usize) {
    let mut values: Vec<i64> = fillings.iter().map(|counts| counts[cell]).collect();
    values.sort_unstable();
    values.dedup();
    (values[0], values[values.len() - 1], values.len())
}
