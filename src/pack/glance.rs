//! At a glance: what is measured, and the headlines on one page.

use super::detail::has_chart;
use super::figures::{column, comparison};
use super::inputs::{Inputs, opening};
use super::judged::status_of;
use super::section::priority_anchor;
use super::{Align, Block, Cell, Prose, Row, Table};
use crate::kpi::{Measure, Priority, priorities};
use crate::protect::Status;
use crate::template::{BlockKind, BlockSpec};

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "at-a-glance");
    let all = inputs.measures(|_| true);
    let with_figure = all.iter().filter(|measure| has_figure(inputs, measure)).count();
    blocks.push(Block::text(
        Prose::Lead,
        format!(
            "This pack holds {} measures; {} of them have a figure for {}. Why the others have none stands under data quality.",
            all.len(),
            with_figure,
            super::inputs::period_words(inputs.plan.period),
        ),
    ));
    blocks.push(Block::text(
        Prose::Body,
        "Each figure stands beside the same period last year and, where there is one, its target. A change is claimed only where a test finds one; below 20 no status is given, but for duties that allow no exception. The reasons stand with each measure.",
    ));
    blocks.push(Block::Table(statuses(inputs)));
    let headlines = inputs.measures(|measure| spec.select.takes(measure));
    let charted = |measure: &Measure| {
        inputs.plan.template.blocks.iter().any(|block| {
            matches!(block.kind, BlockKind::Section | BlockKind::PrioritySections)
                && has_chart(inputs, block, measure)
        })
    };
    blocks.push(Block::Table(comparison(
        inputs,
        "Headline measures".to_owned(),
        &headlines,
        (|one| &one.short, charted),
    )));
    blocks
}

fn has_figure(inputs: &Inputs<'_>, measure: &Measure) -> bool {
    inputs.now(measure).is_some_and(|figure| figure.value.is_some())
}

/// How many measures of each priority have each status.
pub(super) fn statuses(inputs: &Inputs<'_>) -> Table {
    let shown: Vec<&str> = inputs
        .plan
        .template
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::PrioritySections)
        .filter_map(|block| block.strategy.as_deref())
        .collect();
    // A figure that is not shown has no status either.
    let published = inputs.figures.hidden_to().is_some();
    // A status that no measure has would only take the room.
    let all = inputs.measures(|_| true);
    let had: Vec<Status> = Status::ALL
        .into_iter()
        .filter(|status| all.iter().any(|measure| status_of(inputs, measure) == Some(*status)))
        .collect();
    let row = |label: Cell, measures: &[&Measure]| {
        let mut cells = vec![label];
        cells.extend(had.iter().map(|status| {
            let number =
                measures.iter().filter(|measure| status_of(inputs, measure) == Some(*status)).count();
            Cell::count(number as u64)
        }));
        if published {
            let without = measures.iter().filter(|measure| status_of(inputs, measure).is_none()).count();
            cells.push(Cell::count(without as u64));
        }
        cells.push(Cell::count(measures.len() as u64));
        Row { cells }
    };
    let of_priority = |priority: &Priority| {
        let measures = inputs.measures(|measure| measure.priorities().contains(&priority));
        let label = format!("{}: {}", priority.reference(), priority.title);
        row(Cell::text(label).linked(priority_anchor(priority)), &measures)
    };
    let context = inputs.measures(|measure| measure.priorities().is_empty());
    let mut rows = vec![row(Cell::text("Who we look after"), &context)];
    rows.extend(priorities().iter().filter(|one| shown.contains(&one.strategy.id)).map(of_priority));
    let mut columns = vec![column("Priority", Align::Start, 36)];
    columns.extend(had.iter().map(|status| column(status.word(), Align::End, 8)));
    if published {
        columns.push(column("Not shown", Align::End, 8));
    }
    columns.push(column("Measures", Align::End, 8));
    Table {
        caption: "Measures by priority and status".to_owned(),
        columns,
        rows,
        notes: vec![
            "A measure that serves two priorities stands in both rows. Not clear: the strategy asks for a direction, and the figures show none clearly. Too few: below 20, or a survey that too few answered.".to_owned(),
        ],
    }
}
