//! At a glance: what is measured, and the headlines on one page.

use super::figures::{column, comparison};
use super::inputs::{Inputs, opening};
use super::section::priority_anchor;
use super::{Align, Block, Cell, Prose, Row, Table};
use crate::kpi::{Measure, Priority, priorities};
use crate::quantity::count;
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
        "Each figure stands beside the period before and the same period last year. A difference between two figures is not by itself a change: this pack judges none of them, and gives no status against a target.",
    ));
    let headlines = inputs.measures(|measure| spec.select.takes(measure));
    let charted = |measure: &Measure| {
        inputs.plan.template.blocks.iter().any(|block| {
            matches!(block.kind, BlockKind::Section | BlockKind::PrioritySections)
                && block.charts.contains(&measure.tier)
        }) && super::figures::chart(inputs, measure).is_some()
    };
    blocks.push(Block::Table(comparison(inputs, "Headline measures".to_owned(), &headlines, charted)));
    blocks.push(Block::Table(coverage(inputs)));
    blocks
}

fn has_figure(inputs: &Inputs<'_>, measure: &Measure) -> bool {
    inputs.now(measure).is_some_and(|figure| figure.value.is_some())
}

/// How many measures each priority has, and how many of them a figure.
fn coverage(inputs: &Inputs<'_>) -> Table {
    let shown: Vec<&str> = inputs
        .plan
        .template
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::PrioritySections)
        .filter_map(|block| block.strategy.as_deref())
        .collect();
    let number = |number: usize| Cell::text(count(number as u64));
    let row = |label: Cell, measures: &[&Measure]| {
        let with = measures.iter().filter(|measure| has_figure(inputs, measure)).count();
        Row { cells: vec![label, number(measures.len()), number(with), number(measures.len() - with)] }
    };
    let of_priority = |priority: &Priority| {
        let measures = inputs.measures(|measure| measure.priorities().contains(priority));
        let label = format!("{}: {}", priority.reference(), priority.title);
        row(Cell::text(label).linked(priority_anchor(priority)), &measures)
    };
    let context = inputs.measures(|measure| measure.priorities().is_empty());
    let mut rows = vec![row(Cell::text("Who we look after"), &context)];
    rows.extend(priorities().iter().filter(|one| shown.contains(&one.strategy.id)).map(of_priority));
    Table {
        caption: "Measures by priority".to_owned(),
        columns: vec![
            column("Priority", Align::Start, 60),
            column("Measures", Align::End, 13),
            column("With a figure", Align::End, 14),
            column("Without", Align::End, 13),
        ],
        rows,
        notes: vec!["A measure that serves two priorities stands in both rows.".to_owned()],
    }
}
