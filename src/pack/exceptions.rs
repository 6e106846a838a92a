//! Who is behind the measures that are short of their target: the first of each on the page, all of them in the workbook.

use super::figures::column;
use super::inputs::{Inputs, definition_anchor, opening};
use super::{Align, Block, Cell, NumberKind, Prose, Row, Table};
use crate::calendar::{Date, long_date};
use crate::kpi::Measure;
use crate::protect::{Case, Cases};
use crate::template::BlockSpec;

/// How many of a measure stand on the page.
const MOST: usize = 6;

/// One table over all measures of the block with somebody behind them, a row each.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let Some(cases) = inputs.cases else { return Vec::new() };
    let mut blocks = opening(spec, "exceptions");
    blocks.push(Block::text(
        Prose::Body,
        "Who is behind each minimum standard that not all have, and behind every measure here that is off target, by the opaque ids of the snapshot. The workbook has all of them, a row each, with the day that each was due.",
    ));
    let (mut rows, mut nobody) = (Vec::new(), Vec::new());
    for measure in inputs.measures(|measure| spec.select.takes(measure)) {
        match cases.exceptions(&measure.id) {
            None => {}
            Some([]) => nobody.push(measure.short.as_str()),
            Some(list) => rows.push(of_measure(cases, measure, list)),
        }
    }
    if !rows.is_empty() {
        let columns = vec![
            column("Measure", Align::Start, 26),
            column("How many", Align::End, 8),
            column("What is missing", Align::Start, 20),
            column(format!("The first {MOST}, longest overdue first"), Align::Start, 46),
        ];
        let mut notes = vec![format!(
            "A number of days is how long overdue on {}; without one, nothing was due on a day or it was done since.",
            long_date(cases.as_at())
        )];
        if cases.has_key() {
            notes.push("After each id, in brackets, stands the council\u{2019}s own number.".to_owned());
        }
        let caption = "Who is behind the measures short of their target".to_owned();
        blocks.push(Block::Table(Table { caption, columns, rows, notes }));
    }
    if !nobody.is_empty() {
        blocks.push(Block::text(Prose::Body, format!("Nobody stands behind: {}.", nobody.join("; "))));
    }
    blocks
}

/// How many people are behind a measure, what is missing, and the first of them.
fn of_measure(cases: &Cases, measure: &Measure, list: &[Case]) -> Row {
    let mut people: Vec<String> = list.iter().take(MOST).map(|case| person(cases, case)).collect();
    let more = list.len().saturating_sub(MOST);
    if more > 0 {
        people.push(format!("and {more} more"));
    }
    Row {
        cells: vec![
            Cell::text(&measure.short).linked(definition_anchor(measure)),
            Cell::count(list.len() as u64),
            Cell::text(what(list)),
            Cell::text(people.join("; ")),
        ],
    }
}

/// What is missing; of how many, where it is not the same for all.
fn what(list: &[Case]) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for case in list {
        match kinds.iter_mut().find(|(words, _)| *words == case.words) {
            Some((_, people)) => *people += 1,
            None => kinds.push((case.words, 1)),
        }
    }
    if let [(words, _)] = kinds[..] {
        return words.to_owned();
    }
    // Most first; the sort is stable, so what is as frequent stays in the order of the list.
    kinds.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
    kinds.iter().map(|(words, people)| format!("{words}: {people}")).collect::<Vec<_>>().join("; ")
}

/// One of the people behind a measure: the id, the council's own number, how often and how long overdue.
fn person(cases: &Cases, case: &Case) -> String {
    let mut words = case.person.clone();
    if cases.has_key() {
        words.push_str(&format!(" ({})", cases.own(&case.person).unwrap_or("[x]")));
    }
    if case.rows > 1 {
        words.push_str(&format!(", {} times", case.rows));
    }
    if let Some(day) = case.due_on {
        let overdue = (cases.as_at() - day).num_days();
        let unit = if overdue == 1 { "day" } else { "days" };
        words.push_str(&format!(", {overdue} {unit}"));
    }
    words
}

/// The council's own number of a person.
pub(super) fn own_number(cases: &Cases, person: &str) -> Cell {
    Cell::text(cases.own(person).unwrap_or("[x]"))
}

/// How many days ago it was due.
fn overdue(cases: &Cases, case: &Case) -> Cell {
    case.due_on.map_or_else(|| Cell::text("[z]"), |day| days(cases.as_at() - day))
}

/// A number of days.
pub(super) fn days(time: chrono::TimeDelta) -> Cell {
    let days = time.num_days();
    let value = i32::try_from(days).unwrap_or(i32::MAX);
    Cell::number(days.to_string(), f64::from(value), NumberKind::Count)
}

/// Everybody behind every measure of the pack's lists, for the workbook; `None` for a pack without.
pub(super) fn table(inputs: &Inputs<'_>) -> Option<Table> {
    let cases = inputs.cases.filter(|_| !inputs.plan.exceptions.is_empty())?;
    let mut columns = vec![column("Measure", Align::Start, 40), column("Id", Align::Start, 16)];
    if cases.has_key() {
        columns.push(column("Own number", Align::Start, 16));
    }
    columns.extend([
        column("What is missing", Align::Start, 24),
        column("Times", Align::End, 8),
        column("Was due", Align::Start, 14),
        column("Days overdue", Align::End, 12),
    ]);
    let mut rows = Vec::new();
    for measure in inputs.measures(|measure| inputs.plan.exceptions.contains(&measure.id)) {
        for case in cases.exceptions(&measure.id).unwrap_or_default() {
            let mut cells = vec![Cell::text(&measure.title), Cell::text(&case.person)];
            if cases.has_key() {
                cells.push(own_number(cases, &case.person));
            }
            cells.push(Cell::text(case.words));
            cells.push(Cell::count(case.rows as u64));
            cells.extend([iso(case.due_on), overdue(cases, case)]);
            rows.push(Row { cells });
        }
    }
    let notes = vec![format!(
        "Days overdue are counted to {}. OFFICIAL-SENSITIVE: for the council\u{2019}s own managers.",
        long_date(cases.as_at())
    )];
    Some(Table { caption: "Exceptions".to_owned(), columns, rows, notes })
}

/// A day that sorts.
pub(super) fn iso(day: Option<Date>) -> Cell {
    Cell::text(day.map_or_else(|| "[z]".to_owned(), |day| day.to_string()))
}
