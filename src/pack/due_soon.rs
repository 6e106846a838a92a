//! What falls due after the snapshot's day: by week on the page, by person and day in the workbook.

use super::exceptions::{days, iso, own_number};
use super::figures::column;
use super::inputs::{Inputs, opening};
use super::{Align, Block, Cell, Prose, Row, Table};
use crate::calendar::{Date, long_date};
use crate::due::{DAYS, DueKind};
use crate::protect::Cases;
use crate::template::{BlockKind, BlockSpec};

/// A sentence, and the table of duties by week.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let Some(cases) = inputs.cases else { return Vec::new() };
    let mut blocks = opening(spec, "due-soon");
    blocks.push(Block::text(
        Prose::Body,
        format!(
            "Duties that were open on {}, by the day by which they are to be done: those overdue, and those of the {DAYS} days after. The days are those of the measures. Who it is stands in the workbook.",
            long_date(cases.as_at())
        ),
    ));
    blocks.push(Block::Table(by_week(cases)));
    blocks
}

/// The weeks: first and last day, both included; the last one is shorter.
fn weeks(as_at: Date) -> Vec<(Date, Date)> {
    let after = |days: u64| as_at.checked_add_days(chrono::Days::new(days)).unwrap_or(Date::MAX);
    (0..DAYS).step_by(7).map(|day| (after(day + 1), after((day + 7).min(DAYS)))).collect()
}

/// "1 to 7 April"; over the end of a month "29 April to 5 May".
fn days_words((first, last): (Date, Date)) -> String {
    let short = |day: Date, form: &str| day.format(form).to_string();
    let month = |day: Date| day.format("%Y-%m").to_string();
    if first == last {
        short(first, "%-d %B")
    } else if month(first) == month(last) {
        format!("{} to {}", short(first, "%-d"), short(last, "%-d %B"))
    } else {
        format!("{} to {}", short(first, "%-d %B"), short(last, "%-d %B"))
    }
}

fn by_week(cases: &Cases) -> Table {
    let weeks = weeks(cases.as_at());
    let mut columns = vec![column("Duty", Align::Start, 30), column("Overdue", Align::End, 11)];
    columns.extend(weeks.iter().map(|week| column(days_words(*week), Align::End, 13)));
    columns.push(column(format!("All {DAYS} days"), Align::End, 11));
    let rows =
        DueKind::ALL
            .iter()
            .filter(|(_, kind)| !cases.not_collected().iter().any(|(lacking, _)| lacking == kind))
            .map(|(words, kind)| {
                let count = |holds: &dyn Fn(Date) -> bool| {
                    Cell::count(
                        cases.due().iter().filter(|one| one.kind == *kind && holds(one.on)).count() as u64
                    )
                };
                let mut cells = vec![Cell::text(*words), count(&|day| day <= cases.as_at())];
                cells.extend(weeks.iter().map(|(first, last)| count(&|day| *first <= day && day <= *last)));
                cells.push(count(&|day| day > cases.as_at()));
                Row { cells }
            })
            .collect();
    let mut notes = vec![
        "Overdue: due by the snapshot\u{2019}s day and not done. An education plan that was not reviewed in a term that is over is not overdue: the next review is that of the new term.".to_owned(),
    ];
    notes.extend(cases.not_collected().iter().map(|(kind, why)| format!("{}: {why}.", kind.words())));
    Table { caption: "What falls due, by week".to_owned(), columns, rows, notes }
}

/// Every open duty by day, for the workbook; `None` for a pack without.
pub(super) fn table(inputs: &Inputs<'_>) -> Option<Table> {
    let asked = inputs.plan.template.blocks.iter().any(|block| block.kind == BlockKind::DueSoon);
    let cases = inputs.cases.filter(|_| asked)?;
    let mut columns = vec![
        column("Due", Align::Start, 14),
        column("Duty", Align::Start, 30),
        column("Id", Align::Start, 16),
    ];
    if cases.has_key() {
        columns.push(column("Own number", Align::Start, 16));
    }
    columns.push(column("Days left", Align::End, 10));
    let rows = cases
        .due()
        .iter()
        .map(|one| {
            let mut cells = vec![iso(Some(one.on)), Cell::text(one.kind.words()), Cell::text(&one.person)];
            if cases.has_key() {
                cells.push(own_number(cases, &one.person));
            }
            cells.push(days(one.on - cases.as_at()));
            Row { cells }
        })
        .collect();
    let notes = vec![format!(
        "Days left are counted from {}; below 0 it is overdue. OFFICIAL-SENSITIVE: for the council\u{2019}s own managers.",
        long_date(cases.as_at())
    )];
    Some(Table { caption: "Falling due".to_owned(), columns, rows, notes })
}
