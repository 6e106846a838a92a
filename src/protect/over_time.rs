//! Figures of different days that add up, of one measure or of several.
//!
//! - Events, each counted by its own day: whatever the windows of their figures are (quarters, half-years and years, the
//!   year so far, 12 months), each figure is the sum of what happened between the ends of all windows. Measures belong
//!   together that look at the same rows by the text of their files: a count in the quarter and one of 12 months, and a
//!   share whose denominator is a count.
//! - People counted once in each window: a longer one has no fewer than a shorter one within it, and no more than the
//!   shorter ones together, nor more than there were events.
//! - Those looked after on a day are those of an earlier day, and those who started between, less those who ceased. That
//!   holds of periods of care; of children it misses those who came or left twice. Who they are is assumed known, which is
//!   the worst case, so that it is an equation here.
//! - A rate for so many children tells how many there are.
//!
//! States of two days are not linked otherwise, nor are people of a day who are asked about the months before it: nobody
//! is in both figures by necessity, and each can be any number from 0 to the people of its day.

use std::collections::{BTreeMap, BTreeSet};

use super::web::{Entry, Web, What, counted, is_state, plain, with_params};
use crate::calendar::{Basis, Date, Window};
use crate::compute::Value;
use crate::disclosure::Standing;
use crate::kpi::{Form, Measure, NoRecord, Per, PerDay, Unit};

/// Who there is on a day, who came, and who went: populations, with the days by which they are dated.
const STOCKS: [(&str, (&str, &str), (&str, &str)); 1] =
    [("children_looked_after", ("children_started", "started_on"), ("children_ceased", "ceased_on"))];

/// A count of an atom of which nothing at all is known: of the largest size class, so that it asks for no protection.
const ANY: i64 = 500;

/// Adds what adds up over time.
pub(super) fn link(web: &mut Web, entries: &[Entry<'_>], left: &[usize]) {
    events(web, entries, left);
    people(web, entries, left);
    stocks(web, entries, left);
    bases(web, entries, left);
}

/// The next day, and the one before; the ends of the calendar stay.
fn next(day: Date) -> Date {
    day.succ_opt().unwrap_or(day)
}

fn before(day: Date) -> Date {
    day.pred_opt().unwrap_or(day)
}

/// Numbers that add up, by what is counted: those of a share by the share, then numerator, complement, denominator.
type Counts = BTreeMap<(String, &'static str), BTreeMap<Window, usize>>;

fn events(web: &mut Web, entries: &[Entry<'_>], left: &[usize]) {
    let mut counts = Counts::new();
    for (at, what, cell) in web.figures().filter(|(at, ..)| left.contains(at)) {
        let entry = &entries[at];
        if let Some(key) = key(entry.measure, what) {
            counts.entry(key).or_default().insert(entry.figure.window, cell);
        }
    }
    let mut unseen: BTreeMap<(String, Window), BTreeMap<&'static str, usize>> = BTreeMap::new();
    for ((of, kind), windows) in &counts {
        for (atom, cell) in add_up(web, (of, kind), windows) {
            unseen.entry((of.clone(), atom)).or_default().insert(kind, cell);
        }
    }
    // Of days that no pack speaks of, too, numerator and complement make up the denominator.
    for kinds in unseen.values() {
        if let [Some(&met), Some(&not), Some(&all)] = ["met", "not met", "judged"].map(|kind| kinds.get(kind)) {
            let is_any = [met, not, all].iter().any(|&cell| web.system.cells[cell].value == ANY);
            if is_any {
                web.system.identities.push(crate::disclosure::Identity::parts([met, not], all));
            } else {
                web.parts(&[met, not], all);
            }
        }
    }
}

/// What a number counts, if it adds up over time: equal for the numbers of two measures that count the same.
fn key(measure: &Measure, what: What) -> Option<(String, &'static str)> {
    let rows = &measure.rows;
    let is_dated = rows.dated_by.is_some()
        && rows.one_per_person.is_none()
        && matches!(
            rows.basis,
            Basis::InPeriod
                | Basis::Rolling12Months
                | Basis::FinancialYearToDate
                | Basis::AcademicYearToDate
                | Basis::Cohort
        );
    let of = counted(measure);
    let judged = |sql: &str| with_params(format!("{of} judged by {}", plain(sql)), measure);
    let (of, kind) = match (&measure.form, what) {
        (Form::Count { unit: Unit::Rows, .. }, What::All) => (of, "all"),
        (Form::Share(share), _) => {
            let beside = share.count_not_known && measure.guards.not_known.is_some();
            let every = share.count_missing || (share.no_record != NoRecord::Missing && measure.guards.missing.is_none());
            let judged = judged(&share.met.value);
            match what {
                // All rows are judged: the denominator is their number.
                What::All if every && !beside => (of, "all"),
                What::All => (judged, "judged"),
                What::Met => (judged, "met"),
                What::Not => (judged, "not met"),
                What::Part(_) | What::Base => return None,
            }
        }
        (Form::Parts { category, groups, .. }, _) => {
            let judged = judged(&category.value);
            match what {
                What::Part(place) => (format!("{judged} as {}", groups.get(place)?.codes.join(" ")), "part"),
                _ => (judged, "judged"),
            }
        }
        (Form::Mean { value } | Form::Median { value }, What::All) => (judged(&value.value), "judged"),
        _ => return None,
    };
    // What a row is must not hang on where the window ends.
    let moves = of.contains("row.until") || of.contains("row.since");
    (is_dated && !moves).then_some((of, kind))
}

/// The days between the ends of windows, those that lie in one.
fn atoms(windows: &BTreeMap<Window, usize>) -> Vec<Window> {
    let ends: BTreeSet<Date> = windows.keys().flat_map(|one| [one.since, next(one.until)]).collect();
    let ends: Vec<Date> = ends.into_iter().collect();
    ends.windows(2)
        .map(|two| Window { since: two[0], until: before(two[1]) })
        .filter(|atom| windows.keys().any(|window| lies_in(*atom, *window)))
        .collect()
}

fn lies_in(part: Window, whole: Window) -> bool {
    whole.since <= part.since && part.until <= whole.until
}

/// Makes every window the sum of the atoms within it; gives the cells of those atoms that no pack speaks of.
fn add_up(web: &mut Web, (of, kind): (&str, &str), windows: &BTreeMap<Window, usize>) -> Vec<(Window, usize)> {
    let atoms = atoms(windows);
    if atoms.len() == windows.len() && windows.keys().all(|window| atoms.contains(window)) {
        return Vec::new();
    }
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
    let mut unseen = Vec::new();
    let cells: BTreeMap<Window, (usize, bool)> = values
        .into_iter()
        .map(|(atom, value)| {
            if let Some(&cell) = windows.get(&atom) {
                return (atom, (cell, true));
            }
            // One that follows from figures is known as long as all these are shown; of another nothing is.
            let standing = if value.is_some() { Standing::Open } else { Standing::Hidden };
            let name = format!("{of}, {kind}, {}..{}", atom.since, atom.until);
            let cell = web.put(name, value.unwrap_or(ANY), standing);
            web.system.cells[cell].hidden_zero = true;
            unseen.push((atom, cell));
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
        if inside.iter().all(|(_, is_known)| *is_known) {
            web.parts(&parts, whole);
        } else {
            web.system.identities.push(crate::disclosure::Identity::parts(parts, whole));
        }
    }
    unseen
}

/// Numbers of people, each counted once in a window, by window.
fn people(web: &mut Web, entries: &[Entry<'_>], left: &[usize]) {
    let mut once: BTreeMap<String, BTreeMap<Window, usize>> = BTreeMap::new();
    let mut rows = once.clone();
    for &at in left.iter().filter(|&&at| !is_state(&entries[at])) {
        let (measure, window) = (entries[at].measure, entries[at].figure.window);
        let (Form::Count { unit, .. }, Some(cell)) = (&measure.form, web.cell(at, What::All)) else { continue };
        let is_once = *unit == Unit::People || measure.rows.one_per_person.is_some();
        let of = counted(measure);
        // A guard can look at another of the person's rows in another window.
        let is_plain = !(of.contains("row.until") || of.contains("row.since")) && measure.guards == Default::default();
        if is_plain {
            (if is_once { &mut once } else { &mut rows }).entry(of).or_default().insert(window, cell);
        }
    }
    for (of, windows) in &once {
        for (window, &whole) in windows {
            let parts: Vec<(Window, usize)> = windows
                .iter()
                .map(|(part, cell)| (*part, *cell))
                .filter(|(part, _)| part != window && lies_in(*part, *window))
                .collect();
            for (_, part) in &parts {
                web.sum(vec![(whole, 1), (*part, -1)], Some(0), None);
            }
            let all = parts.iter().copied().collect();
            let atoms = atoms(&all);
            let days = |one: &Window| (one.until - one.since).num_days() + 1;
            if atoms.iter().map(days).sum::<i64>() == days(window)
                && atoms.iter().all(|atom| all.contains_key(atom))
            {
                let mut terms: Vec<(usize, i64)> = atoms.iter().map(|atom| (all[atom], 1)).collect();
                terms.push((whole, -1));
                web.sum(terms, Some(0), None);
            }
            if let Some(&events) = rows.get(of).and_then(|rows| rows.get(window)) {
                web.sum(vec![(events, 1), (whole, -1)], Some(0), None);
            }
        }
    }
}

/// The numbers of a population on days, and those who came and went between two of them.
fn stocks(web: &mut Web, entries: &[Entry<'_>], left: &[usize]) {
    for (stock, came, went) in STOCKS {
        let days = stock_days(web, entries, left, stock);
        let flows = |web: &Web, (of, dated): (&str, &str)| -> BTreeMap<Window, usize> {
            let is_flow = |at: &&usize| {
                let rows = &entries[**at].measure.rows;
                rows.of.value == of
                    && rows.only.is_none()
                    && rows.dated_by.as_ref().is_some_and(|one| one.value == dated)
                    && matches!(entries[**at].measure.form, Form::Count { .. })
            };
            left.iter()
                .filter(is_flow)
                .filter_map(|&at| Some((entries[at].figure.window, web.cell(at, What::All)?)))
                .collect()
        };
        let (came, went) = (flows(web, came), flows(web, went));
        let windows: Vec<Window> = came.keys().copied().filter(|window| went.contains_key(window)).collect();
        let mut known: BTreeMap<Date, usize> = days;
        let ends = |window: &Window| (before(window.since), window.until);
        // A day of which no pack tells how many there were hangs on the days around it: two quarters are a half-year.
        let mut is_new = true;
        while is_new {
            is_new = false;
            for window in &windows {
                let (first, last) = ends(window);
                let more = web.system.cells[came[window]].value - web.system.cells[went[window]].value;
                let (day, value) = match (known.get(&first), known.get(&last)) {
                    (Some(&cell), None) => (last, web.system.cells[cell].value + more),
                    (None, Some(&cell)) => (first, web.system.cells[cell].value - more),
                    _ => continue,
                };
                // It follows from figures, and is no few: as long as these are shown it is known.
                let cell = web.put(format!("{stock} on {day}"), value.max(0), Standing::Open);
                known.insert(day, cell);
                is_new = true;
            }
        }
        for window in windows {
            let (first, last) = ends(&window);
            if let (Some(&first), Some(&last)) = (known.get(&first), known.get(&last)) {
                let terms = vec![(first, 1), (came[&window], 1), (went[&window], -1), (last, -1)];
                let twice: i64 = terms.iter().map(|(cell, factor)| factor * web.system.cells[*cell].value).sum();
                web.sum(terms, Some(twice), Some(twice));
            }
        }
    }
}

/// The number of a whole population on each day of which a figure tells it by itself.
fn stock_days(web: &Web, entries: &[Entry<'_>], left: &[usize], of: &str) -> BTreeMap<Date, usize> {
    left.iter()
        .filter(|&&at| {
            let measure = entries[at].measure;
            measure.rows.of.value == of
                && measure.rows.basis == Basis::AsAt
                && measure.rows.only.is_none()
                && measure.guards == Default::default()
                && matches!(measure.form, Form::Count { .. })
        })
        .filter_map(|&at| Some((entries[at].figure.window.until, web.cell(at, What::All)?)))
        .collect()
}

/// The base of a rate is printed beside it: the number of a population on a day, or of two days together.
fn bases(web: &mut Web, entries: &[Entry<'_>], left: &[usize]) {
    for &at in left {
        let entry = &entries[at];
        let Form::Count { per: Some(Per::Population { of, day, .. }), .. } = &entry.measure.form else { continue };
        let Some(Value::Count { rate: Some(rate), .. }) = &entry.figure.value else { continue };
        let stock = stock_days(web, entries, left, &of.value);
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
