//! All figures of a set held together: what one shows must not give away what another hides, nor a few who stand between
//! two.
//!
//! [`together`](super::together) has chosen what is hidden of each measure by itself. Here all of them are one system, with
//! every sum between them: of the same people or events ([`same_people`](super::same_people)), of days that add up
//! ([`over_time`](super::over_time)), and with what the department publishes ([`elsewhere`](super::elsewhere)). What was
//! hidden stays hidden, and further figures are hidden where a hidden number could be worked out. The choice is audited by
//! another way than it was made by, with every figure hidden whole.
//!
//! Where no choice protects a measure, all of it is hidden, with those that it is linked to, and the rest looked at again.

use std::collections::BTreeSet;

use super::reported::Before;
use super::together::{Hiding, rule};
use super::web::{Web, What};
use super::{elsewhere, over_time, same_people};
use crate::benchmark::Benchmarks;
use crate::disclosure::{self, Attacker, Pattern, Standing, Unprotected, VALUES, audit};

pub(super) use super::web::Entry;

/// Hides what is needed besides, so that no figure gives away what another hides, or a few who are left. Gives what is to
/// be said of the department's figures.
///
/// # Errors
/// A line when the audit has no answer. No count is in it.
pub(super) fn hold(
    entries: &mut [Entry<'_>],
    k: i64,
    benchmarks: Benchmarks,
) -> Result<Vec<String>, Vec<String>> {
    same_people::apart(entries, k);
    let mut gone: BTreeSet<String> = BTreeSet::new();
    loop {
        let left: Vec<usize> = (0..entries.len())
            .filter(|&at| entries[at].is_known() || !gone.contains(&entries[at].measure.id))
            .collect();
        let mut web = Web::of(entries, &left, k);
        same_people::link(&mut web, entries, &left, k);
        over_time::link(&mut web, entries, &left);
        let said = elsewhere::link(&mut web, entries, &left, benchmarks);
        let unsafe_cells: BTreeSet<usize> = match disclosure::protect(&web.system, &web.standing, &rule(k)) {
            Ok(pattern) => {
                hide(entries, &web, &pattern);
                found(entries, &web, &pattern, k).map_err(failed)?
            }
            Err(Unprotected::Audit(fault)) => return Err(failed(fault)),
            Err(Unprotected::OutOfReach(names)) => {
                let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
                let cells = web.system.cells.iter().enumerate();
                cells.filter(|(_, cell)| names.contains(cell.name.as_str())).map(|(at, _)| at).collect()
            }
        };
        if unsafe_cells.is_empty() {
            return Ok(said);
        }
        let mut more = measures(entries, &web, &unsafe_cells);
        same_people::with_linked(&mut more);
        if more.is_subset(&gone) {
            // What everybody has already gives it away; or nothing names a measure: nothing more is shown.
            if more.is_empty() {
                entries.iter_mut().for_each(Entry::hide);
            }
            return Ok(said);
        }
        gone.append(&mut more);
        for entry in entries.iter_mut().filter(|entry| gone.contains(&entry.measure.id)) {
            entry.hide();
        }
    }
}

fn failed(fault: disclosure::Fault) -> Vec<String> {
    vec![format!("the figures together: {fault}")]
}

/// The measures whose numbers cells are; of a number that stands in no figure, of those beside it.
fn measures(entries: &[Entry<'_>], web: &Web, cells: &BTreeSet<usize>) -> BTreeSet<String> {
    let of = |cells: &BTreeSet<usize>| -> BTreeSet<String> {
        web.figures()
            .filter(|(.., cell)| cells.contains(cell))
            .map(|(at, ..)| entries[at].measure.id.clone())
            .collect()
    };
    let beside = || -> BTreeSet<usize> {
        let sums = web.system.identities.iter();
        sums.filter(|sum| sum.terms.iter().any(|(cell, _)| cells.contains(cell)))
            .flat_map(|sum| sum.terms.iter().map(|(cell, _)| *cell))
            .collect()
    };
    let own = of(cells);
    if own.is_empty() { of(&beside()) } else { own }
}

/// Hides of each figure what the choice has hidden.
fn hide(entries: &mut [Entry<'_>], web: &Web, pattern: &Pattern) {
    for (at, what, _) in web.figures().filter(|(.., cell)| pattern.hidden[*cell]) {
        let entry = &mut entries[at];
        match (what, &mut entry.hiding) {
            _ if *entry.before == Before::Same => {}
            (_, Hiding::Everything | Hiding::AllButWords) => {}
            (What::Part(place), Hiding::Parts(hidden)) => {
                if let Some(hidden) = hidden.get_mut(place) {
                    *hidden = true;
                }
            }
            (What::Part(place), Hiding::Nothing) => {
                let size = match &entry.figure.value {
                    Some(crate::compute::Value::Parts { parts, .. }) => parts.len(),
                    _ => 0,
                };
                entry.hiding = Hiding::Parts((0..size).map(|part| part == place).collect());
            }
            _ => entry.hide(),
        }
    }
}

/// The cells that are left too few values once every figure is hidden whole, as a reader sees it: that opens more, but
/// for the words "nearly all", which say of a few without that they are no more.
fn found(
    entries: &[Entry<'_>],
    web: &Web,
    pattern: &Pattern,
    k: i64,
) -> Result<BTreeSet<usize>, disclosure::Fault> {
    let mut told = web.system.clone();
    let mut hidden = pattern.hidden.clone();
    for (at, what, cell) in web.figures() {
        let entry = &entries[at];
        let is_whole = matches!(entry.hiding, Hiding::Everything | Hiding::AllButWords);
        // Its denominator may be known from elsewhere.
        let is_number = matches!(entry.figure.value, Some(crate::compute::Value::Count { .. }));
        let goes = is_whole && (what != What::All || is_number);
        if goes && !entry.is_known() && web.standing[cell] != Standing::Published && told.cells[cell].value > 0 {
            hidden[cell] = true;
        }
        if entry.hiding == Hiding::AllButWords && what == What::Not {
            told.cells[cell].high = Some(k);
        }
    }
    let intervals = audit(&told, &hidden, Attacker::Rule)?;
    Ok((0..intervals.len())
        .filter(|&cell| {
            pattern.primary[cell] && intervals[cell].is_some_and(|interval| interval.values(VALUES) < VALUES)
        })
        .collect())
}
