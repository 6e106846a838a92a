//! At a glance: what is measured, and the headlines on one page.

use super::detail::has_chart;
use super::figures::{column, comparison};
use super::inputs::{Inputs, opening};
use super::judged::status_of;
use super::section::priority_anchor;
use super::{Align, Block, Cell, Prose, Row, Table};
use crate::kpi::{Measure, Priority, priorities};
use crate::protect::Status;
use crate::quantity::count;
use crate::template::{BlockKind, BlockSpec};

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "at-a-glance");
    let all = inputs.measures(|_| true);
    let with_figure = all.iter().filter(|measure| has_figure(inputs, measure)).count();
    blocks.push(Block::text(Prose::Lead, held(inputs, all.len(), with_figure)));
    blocks.push(Block::text(
        Prose::Body,
        "Each figure stands beside the same period last year and, where there is one, its target. A change is claimed only where a test finds one; below 20 no status is given, but for duties that allow no exception. The reasons stand with each measure.",
    ));
    blocks.push(Block::Table(statuses(inputs)));
    let mut headlines = inputs.measures(|measure| spec.select.takes(measure));
    headlines.sort_by_key(|measure| (rank(status_of(inputs, measure)), place(measure), &measure.short));
    let charted = |measure: &Measure| {
        inputs.plan.template.blocks.iter().any(|block| {
            matches!(block.kind, BlockKind::Section | BlockKind::PrioritySections)
                && has_chart(inputs, block, measure)
        })
    };
    blocks.push(Block::Table(comparison(
        inputs,
        "Headline measures, those short of their targets first".to_owned(),
        &headlines,
        (|one| &one.short, charted),
    )));
    blocks
}

/// How many measures the pack holds, and how many of them have a figure.
fn held(inputs: &Inputs<'_>, all: usize, with_figure: usize) -> String {
    let period = super::inputs::period_words(inputs.plan.period);
    let holds = match all {
        1 => "This pack holds 1 measure".to_owned(),
        _ => format!("This pack holds {} measures", count(all as u64)),
    };
    if with_figure == all {
        let each = if all == 1 { "it has" } else { "each has" };
        return format!("{holds}; {each} a figure for {period}.");
    }
    let with = match with_figure {
        0 => "none of them has".to_owned(),
        1 => "1 of them has".to_owned(),
        _ => format!("{} of them have", count(with_figure as u64)),
    };
    // Only a pack with the part can be read on there.
    let quality = inputs.plan.template.blocks.iter().any(|block| block.kind == BlockKind::DataQuality);
    let why = if quality { " Why the others have none stands under data quality." } else { "" };
    format!("{holds}; {with} a figure for {period}.{why}")
}

fn has_figure(inputs: &Inputs<'_>, measure: &Measure) -> bool {
    inputs.now(measure).is_some_and(|figure| figure.value.is_some())
}

/// Where a status stands in the table of headlines: what is short of its target first, what is not shown last, so that
/// its place tells nothing of it.
fn rank(status: Option<Status>) -> usize {
    const ORDER: [Status; 9] = [
        Status::OffTarget,
        Status::Close,
        Status::OnTarget,
        Status::NotClear,
        Status::NotTested,
        Status::TooFew,
        Status::NoTarget,
        Status::NotCollected,
        Status::NoFigure,
    ];
    status.and_then(|status| ORDER.iter().position(|one| *one == status)).unwrap_or(ORDER.len())
}

/// The place of a measure's first priority in the strategies; context measures stand before them.
fn place(measure: &Measure) -> Option<usize> {
    let first = measure.priorities().into_iter().next()?;
    priorities().iter().position(|one| one == first)
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
            "A measure that serves two priorities stands in both rows. Not clear: the strategy asks for a direction, and the figures show none clearly. Not tested: it asks for one, and nothing tests the figures. Too few: below 20, or a survey that too few answered.".to_owned(),
        ],
    }
}
