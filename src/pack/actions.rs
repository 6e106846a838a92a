//! What is being done about the measures: a table a section, or one for the whole pack.

use super::figures::column;
use super::inputs::{Inputs, opening};
use super::words::{header, marked, measures_cell};
use super::{Align, Anchor, Block, Cell, Level, Mark, Prose, Row, Table};
use crate::action::{Action, Status};
use crate::calendar::long_date;
use crate::kpi::Measure;
use crate::quantity::count;
use crate::template::BlockSpec;

/// The block for the whole pack.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "actions");
    let actions = of(inputs, |measure| spec.select.takes(measure));
    if actions.is_empty() {
        blocks.push(Block::text(Prose::Body, "No action is noted for this period."));
    } else {
        blocks.push(Block::Table(table(
            inputs,
            "What is being done, by whom and by when".to_owned(),
            &actions,
        )));
    }
    blocks
}

/// The part of a section on its actions; nothing where it has none.
pub(super) fn of_section(
    inputs: &Inputs<'_>,
    (place, title): (&str, &str),
    stands_here: impl Fn(&Measure) -> bool,
) -> Vec<Block> {
    let actions = of(inputs, stands_here);
    if actions.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading {
            level: Level::Two,
            text: format!("{title}: actions"),
            anchor: Anchor(format!("actions-{place}")),
        },
        Block::Table(table(inputs, format!("{title}: what is being done"), &actions)),
    ]
}

/// The actions of the period that stand under such a measure: under the first that an action names.
fn of<'a>(inputs: &Inputs<'a>, stands_here: impl Fn(&Measure) -> bool) -> Vec<&'a Action> {
    let Some(actions) = inputs.words.actions else { return Vec::new() };
    let first = |one: &Action| one.measures.first().and_then(|id| inputs.catalogue.get(id));
    let mut own: Vec<&Action> =
        actions.of(inputs.plan.period).filter(|one| first(one).is_some_and(&stands_here)).collect();
    // What is overdue first, what is closed last; within each by the day it is due.
    let day = inputs.plan.period.last_day();
    own.sort_by_key(|one| (one.status_on(day).is_closed(), !one.is_overdue(day), one.due));
    own
}

fn is_example(inputs: &Inputs<'_>) -> bool {
    inputs.words.actions.is_some_and(|actions| actions.example)
}

fn status(inputs: &Inputs<'_>, one: &Action) -> Cell {
    let day = inputs.plan.period.last_day();
    let status = one.status_on(day);
    match (status, one.closed) {
        (Status::Done, Some(closed)) => {
            marked(Some(Mark::OnTarget), format!("Done on {}", long_date(closed)))
        }
        (Status::Withdrawn, Some(closed)) => marked(None, format!("Withdrawn on {}", long_date(closed))),
        _ if one.is_overdue(day) => marked(Some(Mark::OffTarget), format!("{}, overdue", status.word())),
        _ => marked(None, status.word()),
    }
}

fn table(inputs: &Inputs<'_>, caption: String, actions: &[&Action]) -> Table {
    let example = is_example(inputs);
    let rows = actions
        .iter()
        .map(|one| Row {
            cells: vec![
                Cell::text(&one.what.value),
                Cell::text(format!("{}; {}", one.owner, long_date(one.due))),
                status(inputs, one),
                Cell::text(&one.effect.value),
                measures_cell(inputs, &one.measures),
                Cell::text(one.plan.as_deref().unwrap_or("none")),
            ],
        })
        .collect();
    let first_day = inputs.plan.period.first_day();
    let carried = actions.iter().filter(|one| one.raised < first_day).count() as u64;
    let mut notes = vec!["Plan: the reference in the Service Improvement Plan.".to_owned()];
    if carried > 0 {
        notes.push(format!("Carried forward from an earlier period: {}.", count(carried)));
    }
    if example {
        notes.push("These actions are examples, made up for the demonstration.".to_owned());
    }
    Table {
        caption,
        columns: vec![
            column(header(example, "Action"), Align::Start, 30),
            column("By whom, by when", Align::Start, 20),
            column("Status", Align::Start, 13),
            column("What it should change", Align::Start, 21),
            column("Measures", Align::Start, 18),
            column("Plan", Align::Start, 8),
        ],
        rows,
        notes: vec![notes.join(" ")],
    }
}

/// Every action of the period, one a row, for the workbook; `None` where there is none.
pub(super) fn sheet(inputs: &Inputs<'_>) -> Option<Table> {
    let actions = of(inputs, |_| true);
    let rows: Vec<Row> = actions
        .iter()
        .map(|one| Row {
            cells: vec![
                Cell::text(&one.what.value),
                Cell::text(&one.owner),
                Cell::text(long_date(one.raised)),
                Cell::text(long_date(one.due)),
                status(inputs, one),
                Cell::text(&one.effect.value),
                measures_cell(inputs, &one.measures),
                Cell::text(one.plan.as_deref().unwrap_or("none")),
            ],
        })
        .collect();
    let example = is_example(inputs);
    (!rows.is_empty()).then(|| Table {
        caption: "Actions".to_owned(),
        columns: vec![
            column(header(example, "Action"), Align::Start, 60),
            column("By whom", Align::Start, 30),
            column("Raised", Align::Start, 18),
            column("Due", Align::Start, 18),
            column("Status", Align::Start, 22),
            column("What it should change", Align::Start, 50),
            column("Measures, with their status", Align::Start, 50),
            column("Service Improvement Plan", Align::Start, 16),
        ],
        rows,
        notes: vec![if example {
            "An open action is carried forward from period to period until it is done. These are examples, made up for the demonstration.".to_owned()
        } else {
            "An open action is carried forward from period to period until it is done.".to_owned()
        }],
    })
}
