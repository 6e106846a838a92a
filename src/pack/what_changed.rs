//! What changed: only changes that a test found, each in a sentence made from its figures.

use super::figures::column;
use super::inputs::{Inputs, definition_anchor, opening};
use super::{Align, Anchor, Block, Cell, Inline, Level, Prose, Row, Table, restated};
use crate::kpi::Measure;
use crate::protect::{Change, Judgement};
use crate::quantity::count;
use crate::template::BlockSpec;

/// A measure and one of its changes.
type Changed<'a> = (&'a Measure, &'a Change);

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "what-changed");
    let kinds = kinds(inputs, spec);
    let tested: usize = kinds.iter().map(|kind| kind.tested).sum();
    let found: usize = kinds.iter().map(|kind| kind.changed.len()).sum();
    blocks.push(Block::text(
        Prose::Lead,
        format!(
            "{} comparisons could be tested; {} of them {} a clear change.",
            count(tested as u64),
            count(found as u64),
            if found == 1 { "shows" } else { "show" }
        ),
    ));
    blocks.push(Block::text(
        Prose::Body,
        format!(
            "A change stands here when the difference is larger than chance would explain at 95%. Of so many tests chance alone would show up to {}: a single one is a question, not an answer. What does not stand here may have changed all the same: the figures are too few to tell, or hold mostly the same children.",
            count((tested as u64).div_ceil(20))
        ),
    ));
    for kind in kinds {
        blocks.push(Block::Heading {
            level: Level::Two,
            text: kind.title.clone(),
            anchor: Anchor(kind.anchor.to_owned()),
        });
        if kind.changed.is_empty() {
            blocks.push(Block::text(
                Prose::Body,
                format!("None of the {} comparisons tested shows a clear change.", count(kind.tested as u64)),
            ));
        } else {
            blocks.push(Block::List(kind.changed.iter().map(point).collect()));
        }
    }
    blocks.extend(restated::blocks(inputs, |measure| spec.select.takes(measure)));
    blocks
}

/// A change as a point of a list: the measure, and the sentence.
fn point((measure, change): &Changed<'_>) -> Vec<Inline> {
    vec![
        Inline::Link { text: measure.title.clone(), to: definition_anchor(measure) },
        Inline::Text(format!(": {}", change.reason)),
    ]
}

/// Changes against one kind of earlier period.
struct Kind<'a> {
    title: String,
    anchor: &'static str,
    tested: usize,
    changed: Vec<Changed<'a>>,
}

fn kinds<'a>(inputs: &Inputs<'a>, spec: &BlockSpec) -> [Kind<'a>; 3] {
    let period = inputs.plan.period;
    let all: Vec<(&Measure, &Judgement)> = inputs
        .measures(|measure| spec.select.takes(measure))
        .into_iter()
        .filter_map(|measure| Some((measure, inputs.now(measure)?.judgement.as_ref()?)))
        .collect();
    let kind = |title: String, anchor, of: fn(&'a Judgement) -> Option<&'a Change>| {
        let changes: Vec<Changed<'a>> = all
            .iter()
            .filter_map(|(measure, judgement)| Some((*measure, of(judgement)?)))
            .filter(|(_, change)| change.verdict.is_some())
            .collect();
        let tested = changes.len();
        Kind {
            title,
            anchor,
            tested,
            changed: changes.into_iter().filter(|(_, change)| change.is_clear()).collect(),
        }
    };
    [
        kind(
            format!("Since a year ago ({})", period.same_last_year().short()),
            "changed-since-last-year",
            |judgement| Some(&judgement.last_year),
        ),
        kind(
            format!("Since the period before ({})", period.previous().short()),
            "changed-since-the-period-before",
            |judgement| Some(&judgement.previous),
        ),
        kind(
            "Since the strategies began".to_owned(),
            "changed-since-the-strategies-began",
            // A year ago can be where the strategy began: one comparison is told once.
            |judgement| judgement.baseline.as_ref().filter(|one| one.before != judgement.last_year.before),
        ),
    ]
}

/// The same as a table, for the workbook.
pub(super) fn table(inputs: &Inputs<'_>, spec: &BlockSpec) -> Table {
    let rows = kinds(inputs, spec)
        .iter()
        .flat_map(|kind| {
            kind.changed.iter().map(|(measure, change)| Row {
                cells: vec![
                    Cell::text(format!("{}, {}", measure.title, change.before.short())),
                    Cell::text(&kind.title),
                    Cell::text(change.word()),
                    Cell::text(&change.reason),
                ],
            })
        })
        .collect();
    Table {
        caption: "What changed".to_owned(),
        columns: vec![
            column("Measure and earlier period", Align::Start, 40),
            column("Compared with", Align::Start, 24),
            column("Change", Align::Start, 14),
            column("In a sentence", Align::Start, 70),
        ],
        rows,
        notes: Vec::new(),
    }
}
