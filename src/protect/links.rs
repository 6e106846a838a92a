//! Measures that count the same people on the same day: what one shows must not give away what another hides.
//!
//! A reader who knows the definitions takes the denominator of one measure from that of another and has those of whom
//! nothing is recorded, or takes those counted by one from those counted by another that holds them. Whoever is left
//! stands in no figure, and is a few children all the same. What is left is a count of the system here: where it is 1 to k,
//! or where a hidden count could be worked out from a shown one of another measure, further figures are hidden.
//!
//! Looked at are states of one day: they are never sums over time, so that what is hidden here gives nothing away of other
//! days. That a population is known to the last person is assumed wherever any figure shown is of all of it, which is the
//! worst case.

use std::collections::{BTreeMap, BTreeSet};

use super::together::{Hiding, marks, number, rule};
use crate::calendar::{Basis, Date};
use crate::compute::{Figure, Value};
use crate::disclosure::{
    self, Attacker, Identity, Level, Marks, Ready, Set, Standing, Unfit, Unprotected, VALUES, audit,
};
use crate::kpi::{Form, Measure};

/// Populations of one day that lie within another.
const WITHIN: [(&str, &str); 5] = [
    ("brothers_and_sisters", "children_looked_after"),
    ("care_leavers_18_24", "care_leavers_16_24"),
    ("children_looked_after_12_months", "children_looked_after"),
    ("children_of_learning_age", "children_looked_after"),
    ("children_of_school_age", "children_looked_after"),
];

/// Counts of one day that lie within another: `met` of a share, or a part of a whole by its name.
const COUNTED_WITHIN: [(&str, &str); 3] = [
    ("care-leavers-in-custody/met", "where-care-leavers-live/Custody"),
    ("higher-education/met", "education-employment-training/met"),
    ("staying-put/met", "where-care-leavers-live/Staying put with former foster carers"),
];

/// A figure, and what has become of it so far.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// Its measure.
    pub(super) measure: &'a Measure,
    /// The figure.
    pub(super) figure: &'a Figure,
    /// Whether it is hidden.
    pub(super) hiding: Hiding,
}

/// Hides what is needed besides, so that no figure of a day gives away what another hides, or a few who are left.
///
/// # Errors
/// One line for each day whose figures the audit has no answer for. No count is in it.
pub(super) fn hold(entries: &mut [Entry<'_>], k: i64) -> Result<(), Vec<String>> {
    let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let is_state = entry.measure.rows.basis == Basis::AsAt && entry.figure.value.is_some();
        if is_state && !matches!(entry.measure.form, Form::Ratio { .. }) {
            days.entry(entry.figure.window.until).or_default().push(at);
        }
    }
    let mut failed = Vec::new();
    for (day, members) in days {
        if let Err(why) = hold_day(entries, &members, k) {
            failed.push(format!("figures as at {day}: {why}"));
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed) }
}

fn hold_day(entries: &mut [Entry<'_>], members: &[usize], k: i64) -> Result<(), disclosure::Fault> {
    apart(entries, members, k);
    let known = known(entries, members);
    let mut left: Vec<usize> = members.to_vec();
    // Where no choice protects a measure, all of it is hidden, with those that it is linked to, and the rest looked at again.
    let (ready, pattern) = loop {
        let Ok(ready) = system(entries, &left, &known, k) else {
            // Counts that contradict each other belong to measures that are not what they say: none is published.
            left.iter().for_each(|&at| entries[at].hiding = Hiding::Everything);
            return Ok(());
        };
        match disclosure::protect(&ready.system, &ready.standing, &rule(k)) {
            Ok(pattern) => break (ready, pattern),
            Err(Unprotected::Audit(fault)) => return Err(fault),
            Err(Unprotected::OutOfReach(names)) => {
                let gone = with_linked(&names);
                let (goes, stays): (Vec<usize>, Vec<usize>) =
                    left.iter().partition(|&&at| gone.contains(entries[at].measure.id.as_str()));
                let is_stuck = goes.is_empty();
                for at in if is_stuck { left } else { goes } {
                    entries[at].hiding = Hiding::Everything;
                }
                if is_stuck {
                    return Ok(());
                }
                left = stays;
            }
        }
    };
    let members = left.as_slice();
    let hidden: BTreeSet<&str> = (ready.system.cells.iter().zip(&pattern.hidden))
        .filter(|(_, hidden)| **hidden)
        .map(|(cell, _)| cell.name.as_str())
        .collect();
    for &at in members {
        hide(&mut entries[at], &hidden);
    }
    let nearly: BTreeSet<&str> = members
        .iter()
        .filter(|&&at| entries[at].hiding == Hiding::AllButWords)
        .map(|&at| entries[at].measure.id.as_str())
        .collect();
    // A figure goes as a whole, which only opens more; that it does is looked at again by the other way.
    let gone = |name: &str| {
        let id = name.split('/').next().unwrap_or_default();
        members.iter().any(|&at| {
            entries[at].measure.id == id
                && matches!(entries[at].hiding, Hiding::Everything | Hiding::AllButWords)
        })
    };
    let all: Vec<bool> = (ready.system.cells.iter().zip(&pattern.hidden))
        .map(|(cell, hidden)| {
            *hidden || (cell.value > 0 && !cell.name.ends_with("/left") && gone(&cell.name))
        })
        .collect();
    // The words "nearly all" say of a few without that they are no more.
    let mut told = ready.system.clone();
    for cell in &mut told.cells {
        let id = cell.name.strip_suffix("/not met");
        if id.is_some_and(|id| nearly.contains(id)) {
            cell.high = Some(k);
        }
    }
    let intervals = audit(&told, &all, Attacker::Rule)?;
    let is_safe = intervals.iter().zip(&pattern.primary).all(|(interval, primary)| {
        !primary || interval.is_none_or(|interval| interval.values(VALUES) >= VALUES)
    });
    if !is_safe {
        members.iter().for_each(|&at| entries[at].hiding = Hiding::Everything);
    }
    Ok(())
}

/// The measures of cells by their names, and those whose counts lie within theirs or hold them.
fn with_linked(names: &[String]) -> BTreeSet<&str> {
    let id = |name: &'static str| name.split('/').next().unwrap_or_default();
    let mut all: BTreeSet<&str> = names.iter().filter_map(|name| name.split('/').next()).collect();
    // A chain of links has no more than all of them.
    for _ in COUNTED_WITHIN {
        for (part, whole) in COUNTED_WITHIN {
            if all.contains(id(part)) || all.contains(id(whole)) {
                all.extend([id(part), id(whole)]);
            }
        }
    }
    all
}

/// Hides every figure of one of two populations that differ by a few people: the one with fewer figures, the larger one
/// where they are as many.
fn apart(entries: &mut [Entry<'_>], members: &[usize], k: i64) {
    for (inner, outer) in WITHIN {
        let known = known(entries, members);
        let (Some(fewer), Some(more)) = (known.get(inner), known.get(outer)) else { continue };
        if !(1..=k).contains(&(more - fewer)) {
            continue;
        }
        let of = |population: &str| -> Vec<usize> {
            let is_of = |at: &usize| entries[*at].measure.rows.of.value == population;
            members.iter().copied().filter(is_of).collect()
        };
        let (inner, outer) = (of(inner), of(outer));
        for at in if inner.len() < outer.len() { inner } else { outer } {
            entries[at].hiding = Hiding::Everything;
        }
    }
}

/// How many people the populations of a day have, where a figure that is shown is of all of one.
fn known(entries: &[Entry<'_>], members: &[usize]) -> BTreeMap<String, i64> {
    let mut known: BTreeMap<String, i64> = BTreeMap::new();
    for entry in members.iter().map(|&at| &entries[at]) {
        let (all, of) = (entry.figure.tally.all(), entry.figure.value.as_ref().map(Value::of));
        if entry.hiding == Hiding::Nothing && entry.measure.rows.only.is_none() && of == Some(all) {
            let people = known.entry(entry.measure.rows.of.value.clone()).or_default();
            *people = number(all).max(*people);
        }
    }
    known
}

/// The figures of a day as one system, each measure once.
fn system(
    entries: &[Entry<'_>],
    members: &[usize],
    known: &BTreeMap<String, i64>,
    k: i64,
) -> Result<Ready, Unfit> {
    let mut set = Set::new();
    let mut values: BTreeMap<String, i64> = BTreeMap::new();
    let (mut lefts, mut sensitive, mut seen) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for entry in members.iter().map(|&at| &entries[at]) {
        let (id, Some(value)) = (&entry.measure.id, &entry.figure.value) else { continue };
        if !seen.insert(id) {
            continue;
        }
        let of = number(value.of());
        let all = format!("{id}/all");
        match value {
            // A share that is hidden for more than its own counts is taken for known, which is the worst case.
            Value::Share { met, .. } => {
                let marks = Marks { minimum_standard: false, ..marks(entry.measure) };
                set.share(id, number(*met), of, marks, k)?;
                values.insert(format!("{id}/met"), number(*met));
            }
            Value::Parts { parts, .. } => {
                set.count(&all, of, Level::Subtotal)?;
                let names: Vec<String> = parts.iter().map(|part| format!("{id}/{}", part.name)).collect();
                for (at, (part, name)) in parts.iter().zip(&names).enumerate() {
                    set.count(name, number(part.count), Level::Breakdown)?;
                    values.insert(name.clone(), number(part.count));
                    let goes = match &entry.hiding {
                        Hiding::Nothing => false,
                        Hiding::Parts(hidden) => hidden.get(at).copied().unwrap_or(true),
                        Hiding::AllButWords | Hiding::Everything => true,
                    };
                    if goes && part.count > 0 {
                        set.stands(name, Standing::Hidden)?;
                    }
                    if entry.measure.sensitive {
                        sensitive.insert(name.clone());
                    }
                }
                set.parts(&all, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
            }
            Value::Count { .. } | Value::Mean { .. } | Value::Median { .. } => {
                set.count(&all, of, Level::Total)?;
            }
        }
        let population = known.get(&entry.measure.rows.of.value).filter(|population| **population > of);
        if let Some(population) = population {
            let left = format!("{id}/left");
            set.count(&left, population - of, Level::Breakdown)?;
            lefts.push((all, left, *population));
        }
    }
    for (part, whole) in COUNTED_WITHIN {
        let (Some(fewer), Some(more)) = (values.get(part), values.get(whole)) else { continue };
        if let Some(rest) = more.checked_sub(*fewer).filter(|rest| *rest >= 0) {
            let left = format!("{part}/left");
            set.count(&left, rest, Level::Breakdown)?;
            set.parts(whole, &[part, &left])?;
        }
    }
    let mut ready = set.ready()?;
    let places: BTreeMap<String, usize> =
        ready.system.cells.iter().enumerate().map(|(at, cell)| (cell.name.clone(), at)).collect();
    for name in &sensitive {
        if let Some(&at) = places.get(name) {
            ready.system.cells[at].sensitive = true;
        }
    }
    for (all, left, population) in lefts {
        if let (Some(&all), Some(&left)) = (places.get(&all), places.get(&left)) {
            ready.system.identities.push(Identity::equal(vec![(all, 1), (left, 1)], population));
        }
    }
    Ok(ready)
}

/// Hides of a figure what the choice has hidden.
fn hide(entry: &mut Entry<'_>, hidden: &BTreeSet<&str>) {
    let id = &entry.measure.id;
    let is_hidden = |what: &str| hidden.contains(format!("{id}/{what}").as_str());
    if let Some(Value::Parts { parts, .. }) = &entry.figure.value {
        let now: Vec<bool> = parts.iter().map(|part| is_hidden(&part.name)).collect();
        entry.hiding = match &entry.hiding {
            Hiding::Everything | Hiding::AllButWords => return,
            _ if is_hidden("all") => Hiding::Everything,
            Hiding::Nothing if !now.contains(&true) => return,
            Hiding::Nothing => Hiding::Parts(now),
            Hiding::Parts(before) => {
                Hiding::Parts(before.iter().zip(&now).map(|(before, now)| *before || *now).collect())
            }
        };
        return;
    }
    if entry.hiding == Hiding::Nothing && ["met", "not met", "all"].into_iter().any(is_hidden) {
        entry.hiding = Hiding::Everything;
    }
}
