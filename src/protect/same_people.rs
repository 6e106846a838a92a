//! Figures of the same people, or of the same events of the same days.
//!
//! A reader who knows the definitions takes the denominator of one measure from that of another and has those of whom
//! nothing is recorded, or takes those counted by one from those counted by another that holds them. Whoever is left
//! stands in no figure, and is a few children all the same: what is left is a count of the system here.
//!
//! That a population is known to the last person is assumed wherever any figure shown is of all of it, which is the worst
//! case. Which populations and which counts lie within others is listed in [`kin`](crate::kpi::kin) for the built-in measures; what a council's
//! own measure says by its SQL is found only where its rows are those of another (see [`over_time`](super::over_time)).

use std::collections::{BTreeMap, BTreeSet};

use super::together::number;
use super::web::{Entry, InGroup, Web, What, is_state};
use crate::calendar::{Basis, Window};
use crate::compute::Value;
use crate::disclosure::Standing;
use crate::kpi::Form;
use crate::kpi::kin::{COUNTED_WITHIN, WITHIN};

/// The rows of a figure and their days: figures that share them are of the same people or events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rows<'a> {
    of: &'a str,
    dated_by: &'a str,
    one_per_person: bool,
    days: Window,
    group: Option<InGroup<'a>>,
}

/// The rows of a figure.
pub(super) fn rows<'a>(entry: &Entry<'a>) -> Rows<'a> {
    let rows = &entry.measure.rows;
    let days = entry.figure.window;
    Rows {
        of: &rows.of.value,
        dated_by: rows.dated_by.as_ref().map_or("", |one| one.value.as_str()),
        one_per_person: rows.one_per_person.is_some(),
        // Of people on a day only that day matters, however far back they are asked about.
        days: if is_state(entry) { Window { since: days.until, ..days } } else { days },
        group: entry.group,
    }
}

/// How many rows there are, where a figure that is shown is of all of them.
fn known<'a>(entries: &[Entry<'a>], members: &[usize]) -> BTreeMap<Rows<'a>, i64> {
    let of_all = |entry: &Entry<'_>| {
        entry.measure.rows.only.is_none()
            && entry.figure.value.as_ref().is_some_and(|value| value.of() == entry.figure.tally.all())
    };
    most(entries, members, of_all, rows)
}

/// The largest denominator that is shown of some figures, by what tells them apart.
fn most<'a, K: Ord>(
    entries: &[Entry<'a>],
    members: &[usize],
    takes: impl Fn(&Entry<'_>) -> bool,
    key: impl Fn(&Entry<'a>) -> K,
) -> BTreeMap<K, i64> {
    let mut most: BTreeMap<K, i64> = BTreeMap::new();
    let shown = |entry: &&Entry<'a>| entry.is_shown() && is_of_rows(entry) && takes(entry);
    for entry in members.iter().map(|&at| &entries[at]).filter(shown) {
        if let Some(value) = &entry.figure.value {
            let rows = most.entry(key(entry)).or_default();
            *rows = number(value.of()).max(*rows);
        }
    }
    most
}

/// What a measure asks of its rows before it judges them.
fn only<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    entry.measure.rows.only.as_ref().map(|sql| sql.value.as_str())
}

/// Whether the denominator of a figure counts its rows, each once.
pub(super) fn is_of_rows(entry: &Entry<'_>) -> bool {
    entry.measure.rows.basis != Basis::Survey && !matches!(entry.measure.form, Form::Ratio { .. })
}

/// Hides every figure of one of two populations that differ by a few people: the one with fewer figures, the larger one
/// where they are as many.
pub(super) fn apart(entries: &mut [Entry<'_>], k: i64) {
    let members: Vec<usize> = (0..entries.len()).filter(|&at| is_state(&entries[at])).collect();
    let all: BTreeSet<(Window, Option<InGroup<'_>>)> =
        members.iter().map(|&at| rows(&entries[at])).map(|rows| (rows.days, rows.group)).collect();
    let mut numbers = known(entries, &members);
    for ((days, group), (inner, outer)) in all.iter().flat_map(|one| WITHIN.map(|within| (*one, within))) {
        let [inner, outer] =
            [inner, outer].map(|of| Rows { of, dated_by: "", one_per_person: false, days, group });
        let (Some(fewer), Some(more)) = (numbers.get(&inner), numbers.get(&outer)) else { continue };
        if !(1..=k).contains(&(more - fewer)) {
            continue;
        }
        let of = |population: Rows<'_>| -> Vec<usize> {
            members.iter().copied().filter(|&at| rows(&entries[at]) == population).collect()
        };
        let (inner, outer) = (of(inner), of(outer));
        for at in if inner.len() < outer.len() { inner } else { outer } {
            entries[at].hide();
        }
        numbers = known(entries, &members);
    }
}

/// Adds what is left between figures of the same rows. Where none is of all of them, the one that judges most is taken to
/// hold those that the others judge, which is the worst case.
pub(super) fn link(web: &mut Web, entries: &[Entry<'_>], left: &[usize], k: i64) {
    let members: Vec<usize> = left.iter().copied().filter(|&at| is_of_rows(&entries[at])).collect();
    let all_rows = most(entries, &members, |entry| only(entry).is_none(), rows);
    let alike = most(entries, &members, |entry| only(entry).is_some(), |entry| (rows(entry), only(entry)));
    let tellers = tellers(entries, &members);
    let is_number = |at: &usize| {
        only(&entries[*at]).is_none() && matches!(entries[*at].figure.value, Some(Value::Count { .. }))
    };
    let numbers: BTreeMap<Rows<'_>, usize> = members
        .iter()
        .filter(|at| is_number(at))
        .filter_map(|&at| Some((rows(&entries[at]), web.cell(at, What::All)?)))
        .collect();
    for &at in &members {
        let of_rows = rows(&entries[at]);
        let Some(all) = web.cell(at, What::All) else { continue };
        let of = web.system.cells[all].value;
        let known = [all_rows.get(&of_rows), alike.get(&(of_rows, only(&entries[at])))];
        let more: BTreeSet<i64> = known.into_iter().flatten().copied().filter(|known| *known > of).collect();
        for &number_of in &more {
            let left = web.system.cells[all].name.replace("/all", &format!("/left of {number_of}"));
            let left = web.put(left, number_of - of, Standing::Open);
            web.sum(vec![(all, 1), (left, 1)], Some(number_of), Some(number_of));
        }
        if !more.is_empty() {
            continue;
        }
        if of > k && is_told(&tellers, entries, at, of) {
            web.standing[all] = Standing::Published;
        } else if let Some(&number) = numbers.get(&of_rows).filter(|_| !entries[at].is_shown()) {
            // The denominator of a hidden share is the number that another measure shows.
            web.sum(vec![(all, 1), (number, -1)], Some(0), Some(0));
        }
    }
    for (of_rows, &number) in &numbers {
        let shares = tellers.get(of_rows).into_iter().flatten();
        let most = shares.filter_map(|&at| entries[at].figure.value.as_ref()).map(Value::of).max();
        let value = web.system.cells[number].value;
        match most.map(self::number) {
            // A share of all of them tells it: then to hide it hides nothing.
            Some(most) if most == value && value > k => web.standing[number] = Standing::Published,
            Some(most) if most < value => {
                web.sum(vec![(number, 1)], Some(most), None);
            }
            _ => {}
        }
    }
    within(web, entries);
    look_back(web, entries, &members);
}

/// People of a day who are asked about the days before it: whoever counts for fewer days counts for more of them, so that
/// what is left between the two is those of the days before.
fn look_back(web: &mut Web, entries: &[Entry<'_>], members: &[usize]) {
    type Asked<'a> = (&'a str, Option<InGroup<'a>>, crate::calendar::Date, u64);
    let mut all: BTreeMap<Asked<'_>, Vec<usize>> = BTreeMap::new();
    for &at in members.iter().filter(|&&at| is_state(&entries[at])) {
        let entry = &entries[at];
        if let Some(Value::Share { of, .. }) = &entry.figure.value {
            let asked = (entry.measure.id.as_str(), entry.group, entry.figure.window.until, *of);
            all.entry(asked).or_default().push(at);
        }
    }
    for mut asked in all.into_values() {
        asked.sort_by_key(|&at| std::cmp::Reverse(entries[at].figure.window.since));
        for two in asked.windows(2) {
            let cells = [web.cell(two[0], What::Met), web.cell(two[1], What::Met)];
            let [Some(fewer), Some(more)] = cells else { continue };
            let value = |cell: usize| web.system.cells[cell].value;
            let (part, whole) = if value(fewer) <= value(more) { (fewer, more) } else { (more, fewer) };
            let rest = value(whole) - value(part);
            if part != whole {
                let name = format!("{}/before", web.system.cells[whole].name);
                let rest = web.put(name, rest, Standing::Open);
                web.parts(&[part, rest], whole);
            }
        }
    }
}

/// The shares that are shown, by their rows.
fn tellers<'a>(entries: &[Entry<'a>], members: &[usize]) -> BTreeMap<Rows<'a>, Vec<usize>> {
    let mut all: BTreeMap<Rows<'a>, Vec<usize>> = BTreeMap::new();
    for &at in members.iter().filter(|&&at| entries[at].is_shown()) {
        if !matches!(entries[at].figure.value, Some(Value::Count { .. })) {
            all.entry(rows(&entries[at])).or_default().push(at);
        }
    }
    all
}

/// Whether another measure's share that is shown tells the same denominator: then to hide it here hides nothing.
fn is_told(
    tellers: &BTreeMap<Rows<'_>, Vec<usize>>,
    entries: &[Entry<'_>],
    at: usize,
    number_of: i64,
) -> bool {
    let beside = tellers.get(&rows(&entries[at])).into_iter().flatten().map(|&other| &entries[other]);
    beside
        .filter(|other| other.measure.id != entries[at].measure.id)
        .any(|other| other.figure.value.as_ref().is_some_and(|value| number(value.of()) == number_of))
}

fn within(web: &mut Web, entries: &[Entry<'_>]) {
    let mut all: BTreeMap<(Window, Option<InGroup<'_>>), BTreeMap<String, usize>> = BTreeMap::new();
    for (at, what, cell) in web.figures() {
        let entry = &entries[at];
        let what = match (what, &entry.figure.value) {
            (What::Part(place), Some(Value::Parts { parts, .. })) => {
                parts.get(place).map_or("", |part| part.name.as_str())
            }
            (What::Met, _) => "met",
            (What::Not, _) => "not met",
            (What::All, _) => "all",
            _ => continue,
        };
        let Rows { days, group, .. } = rows(entry);
        all.entry((days, group)).or_default().insert(format!("{}/{what}", entry.measure.id), cell);
    }
    for cells in all.values() {
        for (parts, whole) in COUNTED_WITHIN {
            let Some(&whole) = cells.get(whole) else { continue };
            let mut parts: Vec<usize> = parts.iter().filter_map(|part| cells.get(*part).copied()).collect();
            let value = |cell: usize| web.system.cells[cell].value;
            let rest = value(whole) - parts.iter().map(|&part| value(part)).sum::<i64>();
            let Some(&first) = parts.first().filter(|_| rest >= 0) else { continue };
            let left = format!("{}/left", web.system.cells[first].name);
            parts.push(web.put(left, rest, Standing::Open));
            web.parts(&parts, whole);
        }
    }
}

/// Measures, and those whose counts lie within theirs or hold them.
pub(super) fn with_linked(ids: &mut BTreeSet<String>) {
    let id = |name: &str| name.split('/').next().unwrap_or_default().to_owned();
    // A chain of links has no more than all of them.
    for _ in COUNTED_WITHIN {
        for (parts, whole) in COUNTED_WITHIN {
            let all: Vec<String> = parts.iter().copied().chain([whole]).map(id).collect();
            if all.iter().any(|one| ids.contains(one)) {
                ids.extend(all);
            }
        }
    }
}
