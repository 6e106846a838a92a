//! Who is behind the measures that are short of their target: the first of each on the page, all of them in the workbook.

use super::figures::column;
use super::inputs::{Inputs, definition_anchor, opening};
use super::{Align, Block, Cell, NumberKind, Prose, Row, Table};
use crate::calendar::{Date, long_date};
use crate::kpi::Measure;
use crate::protect::{Case, Cases};
use crate::template::BlockSpec;

/// How many of a measure stand on the page.
const MOST: usize = 5;

/// One table over all measures of the block with somebody behind them.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let Some(cases) = inputs.cases else { return Vec::new() };
    let mut blocks = opening(spec, "exceptions");
    blocks.push(Block::text(
        Prose::Body,
        "Each child or young person behind a minimum standard that not all have, and behind every measure here that is off target. Ids are the opaque ones of the snapshot. The longest overdue come first; the workbook has all of them.",
    ));
    let (mut rows, mut nobody) = (Vec::new(), Vec::new());
    for measure in inputs.measures(|measure| spec.select.takes(measure)) {
        match cases.exceptions(&measure.id) {
            None => {}
            Some([]) => nobody.push(measure.short.as_str()),
            Some(list) => rows.extend(of_measure(cases, measure, list)),
        }
    }
    if !rows.is_empty() {
        let mut columns = vec![column("Measure", Align::Start, 30), column("Id", Align::Start, 12)];
        if cases.has_key() {
            columns.push(column("Own number", Align::Start, 13));
        }
        columns.extend([
            column("What is missing", Align::Start, 21),
            column("Was due", Align::Start, 15),
            column("Days overdue", Align::End, 9),
        ]);
        let notes = vec![
            "[z]: nothing is due on a day, or it was done since.".to_owned(),
            format!("Days overdue are counted to {}.", long_date(cases.as_at())),
        ];
        let caption = "Who is behind the measures short of their target".to_owned();
        blocks.push(Block::Table(Table { caption, columns, rows, notes }));
    }
    if !nobody.is_empty() {
        blocks.push(Block::text(Prose::Body, format!("Nobody stands behind: {}.", nobody.join("; "))));
    }
    blocks
}

/// A row for each of the first behind a measure, and one that says how many more there are.
fn of_measure(cases: &Cases, measure: &Measure, list: &[Case]) -> Vec<Row> {
    let row = |first: Cell, id: &str, own: Cell, rest: [Cell; 3]| {
        let mut cells = vec![first, Cell::text(id)];
        if cases.has_key() {
            cells.push(own);
        }
        cells.extend(rest);
        Row { cells }
    };
    let name = || Cell::text(&measure.short).linked(definition_anchor(measure));
    let mut rows: Vec<Row> = list
        .iter()
        .take(MOST)
        .map(|case| {
            let [day, overdue] = was_due(cases, case);
            row(name(), &case.person, own_number(cases, &case.person), [Cell::text(what(case)), day, overdue])
        })
        .collect();
    let more = list.len().saturating_sub(MOST);
    if more > 0 {
        let none = || Cell::text("[z]");
        let where_to = Cell::text("in the workbook");
        rows.push(row(name(), &format!("and {more} more"), none(), [where_to, none(), none()]));
    }
    rows
}

/// What is missing; how often, where it is more than once.
fn what(case: &Case) -> String {
    if case.rows == 1 { case.words.to_owned() } else { format!("{} ({} times)", case.words, case.rows) }
}

/// The council's own number of a person.
pub(super) fn own_number(cases: &Cases, person: &str) -> Cell {
    Cell::text(cases.own(person).unwrap_or("[x]"))
}

/// The day it was due, and how many days ago that was.
fn was_due(cases: &Cases, case: &Case) -> [Cell; 2] {
    match case.due_on {
        Some(day) => [Cell::text(long_date(day)), days(cases.as_at() - day)],
        None => [Cell::text("[z]"), Cell::text("[z]")],
    }
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
            let [_, overdue] = was_due(cases, case);
            cells.extend([iso(case.due_on), overdue]);
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
