//! What children and young people said in a survey, beside the numbers of the same priority.

use super::figures::{column, leads_to};
use super::inputs::Inputs;
use super::{Align, Cell, Row, Table, judged};
use crate::kpi::Measure;
use crate::protect::Released;
use crate::quantity::Symbol;

/// Who answered, or why it is not said.
fn who_answered(now: Option<&Released>) -> &str {
    match now {
        Some(Released { who_answered: Some(words), .. }) => words,
        Some(figure) if figure.confidential => Symbol::Confidential.code(),
        _ => Symbol::NotAvailable.code(),
    }
}

/// A question a row: what was answered, by how many, and what was answered the year before.
pub(super) fn table(
    inputs: &Inputs<'_>,
    title: &str,
    measures: &[&Measure],
    charted: impl Fn(&Measure) -> bool,
) -> Table {
    let last_year = inputs.plan.period.same_last_year();
    let rows = measures
        .iter()
        .map(|measure| {
            let now = inputs.now(measure);
            let before = inputs.at(measure, last_year);
            Row {
                cells: vec![
                    Cell::text(&measure.short).linked(leads_to(measure, charted(measure))),
                    Cell::text(now.map_or("[x]", |figure| &figure.long)),
                    Cell::text(who_answered(now)),
                    Cell::text(before.map_or("[x]", |figure| &figure.short)),
                    judged::status(now),
                    judged::since_last_year(now),
                ],
            }
        })
        .collect();
    Table {
        caption: format!("{title}: what children and young people told us"),
        columns: vec![
            column("Question", Align::Start, 30),
            column("Now", Align::End, 16),
            column("Who answered", Align::Start, 34),
            column("A year ago", Align::End, 8),
            column("Status", Align::Start, 12),
            column("In a year", Align::Start, 12),
        ],
        rows,
        notes: Vec::new(),
    }
}
