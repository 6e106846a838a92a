//! All figures of a set held together: what one shows must not give away what another hides, nor a few who stand between
//! two.
//!
//! [`together`](super::together) has chosen what is hidden of each measure by itself. Here all of them are one system, with
//! every sum between them: of the same people or events ([`same_people`](super::same_people)), of days that add up
//! ([`over_time`](super::over_time)), and with what the department publishes ([`elsewhere`](super::elsewhere)). What was
//! hidden stays hidden, and further figures are hidden where a hidden number could be worked out. The choice is audited by
//! another way than it was made by, with every figure hidden whole.
//!
//! Where no choice protects a measure, all of it is hidden; where that is not enough, what stands in sums with it; and at
//! last all that hangs together with it.

use std::collections::BTreeSet;

use super::reported::Before;
use super::together::{Hiding, number, rule};
use super::web::{Web, What};
use super::{elsewhere, over_time, same_people, told_otherwise};
use crate::benchmark::Benchmarks;
use crate::compute::Value;
use crate::disclosure::{self, Attacker, Fault, Pattern, Standing, Unprotected, VALUES, audit};

pub(super) use super::web::Entry;

/// What readers know besides the figures held together.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What the department publishes of the council itself.
    pub(super) benchmarks: Benchmarks,
    /// Figures that everybody has, with the places of the groups that make them up.
    pub(super) wholes: Vec<(Value, Vec<usize>)>,
}

/// Hides what is needed besides, so that no figure gives away what another hides, or a few who are left. Gives what is to
/// be said of the department's figures.
///
/// # Errors
/// A line when the audit has no answer. No count is in it.
pub(super) fn hold(entries: &mut [Entry<'_>], k: i64, known: &Known) -> Result<Vec<String>, Vec<String>> {
    told_otherwise::hide(entries, k);
    same_people::apart(entries, k);
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut certain = false;
    loop {
        let left: Vec<usize> = (0..entries.len())
            .filter(|&at| entries[at].is_known() || !gone.contains(&entries[at].measure.id))
            .collect();
        let mut web = Web::of(entries, &left, k);
        same_people::link(&mut web, entries, &left, k);
        over_time::link(&mut web, entries, &left, certain);
        known.wholes.iter().for_each(|(whole, groups)| make_up(&mut web, whole, groups));
        let said = elsewhere::link(&mut web, entries, &left, known.benchmarks);
        let unsafe_cells: BTreeSet<usize> = match disclosure::protect(&web.system, &web.standing, &rule(k)) {
            Ok(pattern) => {
                hide(entries, &web, &pattern);
                found(entries, &web, &pattern, k).map_err(failed)?
            }
            // Figures that moved since others were published may leave nothing for the days between them.
            Err(Unprotected::Audit(Fault::Contradiction)) if !certain => {
                certain = true;
                continue;
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
        let mut wider = with_beside(&web, &unsafe_cells);
        let all = whole(&web, &unsafe_cells);
        let is_new = [&unsafe_cells, &wider, &all].into_iter().any(|cells| {
            let mut ids = measures(entries, &web, cells);
            same_people::with_linked(&mut ids);
            hide_all(entries, &ids)
        });
        if !is_new {
            // All of it is hidden: what is left to be worked out follows from what everybody has.
            wider.extend(all);
            let more = measures(entries, &web, &wider);
            if more.is_subset(&gone) {
                return Ok(said);
            }
            gone.extend(more);
        }
    }
}

/// Groups make up a figure that everybody has.
fn make_up(web: &mut Web, whole: &Value, groups: &[usize]) {
    let all = number(whole.of());
    let numbers = match whole {
        Value::Share { met, .. } => {
            vec![(What::Met, number(*met)), (What::Not, all - number(*met)), (What::All, all)]
        }
        _ => vec![(What::All, all)],
    };
    for (what, sum) in numbers {
        let cells: Option<Vec<usize>> = groups.iter().map(|&at| web.cell(at, what)).collect();
        if let Some(cells) = cells {
            web.sum(cells.into_iter().map(|cell| (cell, 1)).collect(), Some(sum), Some(sum));
        }
    }
}

/// Hides every figure of measures; whether that hides more.
fn hide_all(entries: &mut [Entry<'_>], ids: &BTreeSet<String>) -> bool {
    let mut is_new = false;
    for entry in entries.iter_mut().filter(|entry| ids.contains(&entry.measure.id)) {
        let before = entry.hiding.clone();
        entry.hide();
        is_new |= entry.hiding != before;
    }
    is_new
}

fn failed(fault: Fault) -> Vec<String> {
    vec![format!("the figures together: {fault}")]
}

/// The measures whose numbers cells are.
fn measures(entries: &[Entry<'_>], web: &Web, cells: &BTreeSet<usize>) -> BTreeSet<String> {
    let of = web.figures().filter(|(.., cell)| cells.contains(cell));
    of.map(|(at, ..)| entries[at].measure.id.clone()).collect()
}

/// Cells, and those that stand in a sum with them.
fn with_beside(web: &Web, cells: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut all = cells.clone();
    for sum in &web.system.identities {
        if sum.terms.iter().any(|(cell, _)| cells.contains(cell)) {
            all.extend(sum.terms.iter().map(|(cell, _)| *cell));
        }
    }
    all
}

/// Cells, and all that hang together with them by whatever sums.
fn whole(web: &Web, cells: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut all = cells.clone();
    loop {
        let more = with_beside(web, &all);
        if more.len() == all.len() {
            return all;
        }
        all = more;
    }
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
                    Some(Value::Parts { parts, .. }) => parts.len(),
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
fn found(entries: &[Entry<'_>], web: &Web, pattern: &Pattern, k: i64) -> Result<BTreeSet<usize>, Fault> {
    let mut told = web.system.clone();
    let mut hidden = pattern.hidden.clone();
    for (at, what, cell) in web.figures() {
        let entry = &entries[at];
        let is_whole = matches!(entry.hiding, Hiding::Everything | Hiding::AllButWords);
        // Its denominator may be known from elsewhere.
        let is_number = matches!(entry.figure.value, Some(Value::Count { .. }));
        let goes = is_whole && (what != What::All || is_number);
        if goes
            && !entry.is_known()
            && web.standing[cell] != Standing::Published
            && told.cells[cell].value > 0
        {
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
