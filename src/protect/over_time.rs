//! Figures of different days that add up, of one measure or of several.
//!
//! - Events, each counted by its own day: whatever the windows of their figures are (quarters, half-years and years, the
//!   year so far, 12 months), each figure is the sum of what happened between the ends of all windows. Measures belong
//!   together that look at the same rows by the text of their files: a count in the quarter and one of 12 months, and a
//!   share whose denominator is a count.
//! - People counted once in each window: those of two quarters are those of the half-year, but for those in both.
//! - Those looked after on a day are those of an earlier day, and those who started between, less those who ceased. That
//!   holds of periods of care; of children it misses those who came or left twice.
//!
//!   How many are in both quarters, and came or left twice, is assumed known, which is the worst case and mostly true, since
//!   there are none: so both are equations here, and not bounds.
//! - A rate for so many children tells how many there are.
//!
//! States of two days are not linked otherwise, nor are people of a day who are asked about the months before it: nobody
//! is in both figures by necessity, and each can be any number from 0 to the people of its day.

use std::collections::{BTreeMap, BTreeSet};

use super::web::{Entry, InGroup, Web, What, group_label};
use crate::calendar::{Basis, Date, Window};
use crate::compute::Value;
use crate::disclosure::{Identity, Standing};
use crate::kpi::kin::{self, Counted, NumberKind, STOCKS};
use crate::kpi::{Form, Measure, Per, PerDay};

/// A count of an atom of which nothing at all is known: of the largest size class, so that it asks for no protection.
const ANY: i64 = 500;

/// Adds what adds up over time; `certain`: without days of which nothing is known.
pub(super) fn link(web: &mut Web, entries: &[Entry<'_>], left: &[usize], certain: bool) {
    let flows = events(web, entries, left, certain);
    people(web, entries);
    stocks(web, entries, left, (&flows, certain));
    bases(web, entries, left);
}

/// The next day, and the one before; the ends of the calendar stay.
fn next(day: Date) -> Date {
    day.succ_opt().unwrap_or(day)
}

fn before(day: Date) -> Date {
    day.pred_opt().unwrap_or(day)
}

/// What is counted, and of whom: those of a group are another's numbers.
type Of<'a> = (String, Option<InGroup<'a>>);

/// Numbers that add up, by what is counted: those of a share by the share, then numerator, complement, denominator.
type Counts<'a> = BTreeMap<(Of<'a>, NumberKind), BTreeMap<Window, usize>>;

/// What happened in the days between the ends of windows: cells, and whether their counts are known.
type Atoms = BTreeMap<Window, (usize, bool)>;

/// Makes figures of events the sums of what happened between the ends of their windows; gives that, by what is counted.
fn events<'a>(
    web: &mut Web,
    entries: &[Entry<'a>],
    left: &[usize],
    certain: bool,
) -> BTreeMap<Of<'a>, Atoms> {
    let mut counts = Counts::new();
    for (at, what, cell) in web.figures() {
        let entry = &entries[at];
        if let Some((of, kind)) = key(entry.measure, what) {
            counts.entry(((of, entry.group), kind)).or_default().insert(entry.figure.window, cell);
        }
    }
    let mut all = BTreeMap::new();
    let mut unseen: BTreeMap<(Of<'a>, Window), BTreeMap<NumberKind, (usize, bool)>> = BTreeMap::new();
    for ((of, kind), windows) in &counts {
        let cuts = cuts(web, entries, left, of, &counts);
        let atoms = add_up(web, (of, *kind), (windows, &cuts), certain);
        for (atom, cell) in atoms.iter().filter(|(atom, _)| !windows.contains_key(atom)) {
            unseen.entry((of.clone(), *atom)).or_default().insert(*kind, *cell);
        }
        if [NumberKind::People, NumberKind::Rows].contains(kind) {
            all.insert(of.clone(), atoms);
        }
    }
    // Of days that no pack speaks of, too, numerator and complement make up the denominator.
    for kinds in unseen.values() {
        if let [Some(&met), Some(&not), Some(&all)] =
            [NumberKind::Met, NumberKind::NotMet, NumberKind::Judged].map(|kind| kinds.get(&kind))
        {
            if [met, not, all].iter().all(|(_, is_known)| *is_known) {
                web.parts(&[met.0, not.0], all.0);
            } else {
                web.system.identities.push(Identity::parts([met.0, not.0], all.0));
            }
        }
    }
    all
}

/// First days at which what a flow counts is cut, beside the ends of its own windows: the days after those on which the
/// number there is known, and the ends of the other flow's windows.
fn cuts(
    web: &Web,
    entries: &[Entry<'_>],
    left: &[usize],
    (of, group): &Of<'_>,
    counts: &Counts<'_>,
) -> BTreeSet<Date> {
    let mut cuts = BTreeSet::new();
    for (stock, flows) in STOCKS {
        if flows.contains(&of.as_str()) {
            cuts.extend(stock_days(web, entries, left, (stock, *group)).into_keys().map(next));
            for flow in flows {
                let its = counts.iter().filter(|((of, _), _)| (of.0.as_str(), of.1) == (flow, *group));
                let windows = its.flat_map(|(_, windows)| windows.keys());
                cuts.extend(windows.flat_map(|window| [window.since, next(window.until)]));
            }
        }
    }
    cuts
}

/// What a number counts, if it adds up over time: equal for the numbers of two measures that count the same.
fn key(measure: &Measure, what: What) -> Option<(String, NumberKind)> {
    let is_of_its_days = matches!(
        measure.rows.basis,
        Basis::InPeriod
            | Basis::Rolling12Months
            | Basis::FinancialYearToDate
            | Basis::AcademicYearToDate
            | Basis::Cohort
    );
    let counted = match what {
        What::Met => Counted::Met,
        What::Not => Counted::Not,
        What::All => Counted::All,
        What::Part(place) => Counted::Part(place),
        What::Base => return None,
    };
    kin::key(measure, counted).filter(|_| is_of_its_days && kin::adds_up(measure))
}

/// The days between the ends of windows and other cuts, those that lie in a window.
fn atoms(windows: &BTreeMap<Window, usize>, cuts: &BTreeSet<Date>) -> Vec<Window> {
    let mut ends: BTreeSet<Date> = windows.keys().flat_map(|one| [one.since, next(one.until)]).collect();
    ends.extend(cuts);
    let ends: Vec<Date> = ends.into_iter().collect();
    ends.windows(2)
        .map(|two| Window { since: two[0], until: before(two[1]) })
        .filter(|atom| windows.keys().any(|window| lies_in(*atom, *window)))
        .collect()
}

fn lies_in(part: Window, whole: Window) -> bool {
    whole.since <= part.since && part.until <= whole.until
}

/// Makes every window the sum of the atoms within it; gives the cells of the atoms.
fn add_up(
    web: &mut Web,
    ((of, group), kind): (&Of<'_>, NumberKind),
    (windows, cuts): (&BTreeMap<Window, usize>, &BTreeSet<Date>),
    certain: bool,
) -> Atoms {
    let atoms = atoms(windows, cuts);
    let value = |cell: usize| web.system.cells[cell].value;
    let mut values: BTreeMap<Window, Option<i64>> =
        atoms.iter().map(|atom| (*atom, windows.get(atom).map(|&cell| value(cell)))).collect();
    // What is left of a window once all but one of its atoms are known; of a window of nobody all are.
    let mut is_new = true;
    while is_new {
        is_new = false;
        for (window, &cell) in windows {
            let inside: Vec<Window> = atoms.iter().copied().filter(|atom| lies_in(*atom, *window)).collect();
            let open: Vec<Window> = inside.iter().copied().filter(|atom| values[atom].is_none()).collect();
            let known: i64 = inside.iter().filter_map(|atom| values[atom]).sum();
            let found = match open.len() {
                0 => continue,
                _ if value(cell) == 0 => 0,
                1 if value(cell) >= known => value(cell) - known,
                _ => continue,
            };
            for atom in open {
                values.insert(atom, Some(found));
            }
            is_new = true;
        }
    }
    let cells: Atoms = values
        .into_iter()
        .map(|(atom, value)| {
            if let Some(&cell) = windows.get(&atom) {
                return (atom, (cell, true));
            }
            // One that follows from figures is known as long as all these are shown; of another nothing is.
            let standing = if value.is_some() { Standing::Open } else { Standing::Hidden };
            let name = format!("{of}{}, {kind:?}, {}..{}", group_label(*group), atom.since, atom.until);
            let cell = web.put(name, value.unwrap_or(ANY), standing);
            web.system.cells[cell].hidden_zero = true;
            (atom, (cell, value.is_some()))
        })
        .collect();
    for (window, &whole) in windows {
        let inside: Vec<(usize, bool)> =
            cells.iter().filter(|(atom, _)| lies_in(**atom, *window)).map(|(_, cell)| *cell).collect();
        let parts: Vec<usize> = inside.iter().map(|(cell, _)| *cell).collect();
        if parts == [whole] {
            continue;
        }
        let seen: i64 = inside
            .iter()
            .filter(|(_, is_known)| *is_known)
            .map(|(cell, _)| web.system.cells[*cell].value)
            .sum();
        let value = web.system.cells[whole].value;
        if inside.iter().all(|(_, is_known)| *is_known) {
            // Those in two of the parts are counted twice. Of events the sum is kept, or nobody can work with it.
            let twice = if kind == NumberKind::People { seen - value } else { 0 };
            let terms = parts.into_iter().map(|part| (part, 1)).chain([(whole, -1)]);
            web.sum(terms.collect(), Some(twice), Some(twice));
        } else if seen <= value && !certain {
            web.system.identities.push(Identity::parts(parts, whole));
        }
    }
    cells
}

/// There are no more people in a window than events.
fn people(web: &mut Web, entries: &[Entry<'_>]) {
    let mut counts: BTreeMap<(Of<'_>, Window), [Option<usize>; 2]> = BTreeMap::new();
    for (at, what, cell) in web.figures() {
        let entry = &entries[at];
        let (of, place) = match key(entry.measure, what) {
            Some((of, NumberKind::People)) => (of, 0),
            Some((of, NumberKind::Rows)) => (of, 1),
            _ => continue,
        };
        counts.entry(((of, entry.group), entry.figure.window)).or_default()[place] = Some(cell);
    }
    for kinds in counts.values() {
        if let [Some(people), Some(events)] = *kinds {
            web.sum(vec![(events, 1), (people, -1)], Some(0), None);
        }
    }
}

/// The numbers of a population on days, and those who came and went between two of them.
fn stocks(
    web: &mut Web,
    entries: &[Entry<'_>],
    left: &[usize],
    (flows, certain): (&BTreeMap<Of<'_>, Atoms>, bool),
) {
    let groups: BTreeSet<Option<InGroup<'_>>> = flows.keys().map(|(_, group)| *group).collect();
    for ((stock, [came, went]), group) in
        STOCKS.iter().flat_map(|one| groups.iter().map(move |group| (one, *group)))
    {
        let flow = |of: &str| flows.get(&(of.to_owned(), group));
        let named = |day: Date| format!("{stock}{} on {day}", group_label(group));
        let mut known = stock_days(web, entries, left, (stock, group));
        let [came, went] = [(came, 1), (went, -1)].map(|(of, sign)| {
            flow(of).cloned().unwrap_or_else(|| {
                let (other, days) = (if sign == 1 { flow(went) } else { flow(came) }, &known);
                untold(web, &format!("{of}{}", group_label(group)), sign, (other, days))
            })
        });
        let both: Vec<(Window, [(usize, bool); 2])> =
            came.iter().filter_map(|(atom, came)| Some((*atom, [*came, *went.get(atom)?]))).collect();
        // A day of which no pack tells how many there were hangs on the days around it: two quarters are a half-year.
        let mut is_new = true;
        while is_new {
            is_new = false;
            for (atom, [came, went]) in
                both.iter().filter(|(_, both)| both.iter().all(|(_, is_known)| *is_known))
            {
                let (first, last) = (before(atom.since), atom.until);
                let more = web.system.cells[came.0].value - web.system.cells[went.0].value;
                let (day, value) = match (known.get(&first), known.get(&last)) {
                    (Some(&cell), None) => (last, web.system.cells[cell].value + more),
                    (None, Some(&cell)) => (first, web.system.cells[cell].value - more),
                    _ => continue,
                };
                // It follows from figures: as long as these are shown it is known.
                known.insert(day, web.put(named(day), value.max(0), Standing::Open));
                is_new = true;
            }
        }
        let mut unseen = BTreeSet::new();
        for (atom, both) in both {
            let [first, last] = [before(atom.since), atom.until].map(|day| {
                *known.entry(day).or_insert_with(|| {
                    let cell = web.put(named(day), ANY, Standing::Hidden);
                    web.system.cells[cell].hidden_zero = true;
                    unseen.insert(cell);
                    cell
                })
            });
            let is_any = [first, last].iter().any(|cell| unseen.contains(cell));
            let terms = vec![(first, 1), (both[0].0, 1), (both[1].0, -1), (last, -1)];
            if !is_any && both.iter().all(|(_, is_known)| *is_known) {
                let twice: i64 =
                    terms.iter().map(|(cell, factor)| factor * web.system.cells[*cell].value).sum();
                web.sum(terms, Some(twice), Some(twice));
            } else if !certain {
                web.system.identities.push(Identity::equal(terms, 0));
            }
        }
    }
}

/// Those who came, or who went, where no pack tells it: what is left between two days of which it is known how many there
/// were, once the others are known. `sign` is theirs in the number there.
fn untold(
    web: &mut Web,
    of: &str,
    sign: i64,
    (others, known): (Option<&Atoms>, &BTreeMap<Date, usize>),
) -> Atoms {
    let mut found = Atoms::new();
    for (atom, (other, is_known)) in others.into_iter().flatten() {
        let ends = [before(atom.since), atom.until].map(|day| known.get(&day));
        let ([Some(&first), Some(&last)], true) = (ends, is_known) else { continue };
        let value = |cell: usize| web.system.cells[cell].value;
        // Those who are there now, less those who were, are those who came less those who went.
        let count = sign * (value(last) - value(first)) + value(*other);
        if count >= 0 {
            let name = format!("{of}, {}..{}", atom.since, atom.until);
            let cell = web.put(name, count, Standing::Open);
            web.system.cells[cell].hidden_zero = true;
            found.insert(*atom, (cell, true));
        }
    }
    found
}

/// The number of a whole population, or of a group of it, on each day of which a figure tells it by itself.
fn stock_days(
    web: &Web,
    entries: &[Entry<'_>],
    left: &[usize],
    (of, group): (&str, Option<InGroup<'_>>),
) -> BTreeMap<Date, usize> {
    let is_its = |entry: &Entry<'_>| entry.group == group && entry.measure.rows.of.value == of;
    left.iter()
        .filter(|&&at| entries[at].is_population() && is_its(&entries[at]))
        .filter_map(|&at| Some((entries[at].figure.window.until, web.cell(at, What::All)?)))
        .collect()
}

/// The base of a rate is printed beside it: the number of a population on a day, or of two days together.
fn bases(web: &mut Web, entries: &[Entry<'_>], left: &[usize]) {
    for &at in left {
        let entry = &entries[at];
        let Form::Count { per: Some(Per::Population { of, day, .. }), .. } = &entry.measure.form else {
            continue;
        };
        let Some(Value::Count { rate: Some(rate), .. }) = &entry.figure.value else { continue };
        let stock = stock_days(web, entries, left, (&of.value, entry.group));
        let window = entry.figure.window;
        let days = match day {
            PerDay::End => [window.until, window.until],
            PerDay::Average => [before(window.since), window.until],
        };
        if days.iter().all(|day| !stock.contains_key(day)) {
            continue;
        }
        let twice = i64::try_from(rate.base_halves).unwrap_or(i64::MAX);
        let base = web.base(at, entry, twice);
        let terms: Vec<(usize, i64)> =
            days.iter().filter_map(|day| stock.get(day)).map(|&cell| (cell, 1)).chain([(base, -1)]).collect();
        if terms.len() == 3 {
            web.sum(terms, Some(0), Some(0));
        } else if let [(one, _), _] = terms[..] {
            let rest = twice - web.system.cells[one].value;
            let name = format!("{} beside {}..{}", of.value, window.since, window.until);
            let rest = web.put(name, rest.max(0), Standing::Open);
            web.parts(&[one, rest], base);
        }
    }
}
