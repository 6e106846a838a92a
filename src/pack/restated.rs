//! What was restated: figures that have moved since they were published, beside what was reported.

use super::figures::column;
use super::inputs::{Inputs, definition_anchor};
use super::{Align, Anchor, Block, Cell, Inline, Level, Prose, Row, Table};
use crate::calendar::long_date;
use crate::kpi::Measure;
use crate::protect::{Released, Restated};
use crate::quantity::{Symbol, count};

/// Periods of a measure that a sentence names; the workbook has all.
const NAMED: usize = 3;

/// Restated figures of a measure, the latest first.
type Moved<'a> = (&'a Measure, Vec<(&'a Released, &'a Restated)>);

/// The restated figures of the pack's history, of the measures that a block takes.
fn moved<'a>(inputs: &Inputs<'a>, takes: impl Fn(&Measure) -> bool) -> Vec<Moved<'a>> {
    inputs
        .measures(takes)
        .into_iter()
        .filter_map(|measure| {
            let figures: Vec<_> = inputs
                .plan
                .history
                .iter()
                .rev()
                .filter_map(|period| inputs.at(measure, *period))
                .filter_map(|figure| Some((figure, figure.restated.as_ref()?)))
                .collect();
            (!figures.is_empty()).then_some((measure, figures))
        })
        .collect()
}

/// Whether any figure of the pack's history is restated.
pub(super) fn any(inputs: &Inputs<'_>) -> bool {
    !moved(inputs, |_| true).is_empty()
}

/// The part of "What changed": a sentence a measure; nothing where no figure was restated.
pub(super) fn blocks(inputs: &Inputs<'_>, takes: impl Fn(&Measure) -> bool) -> Vec<Block> {
    let all = moved(inputs, takes);
    if all.is_empty() {
        return Vec::new();
    }
    let figures: usize = all.iter().map(|(_, figures)| figures.len()).sum();
    let words = match (figures, all.len()) {
        (1, _) => "1 figure has".to_owned(),
        (some, 1) => format!("{} figures of 1 measure have", count(some as u64)),
        (some, measures) => {
            format!("{} figures of {} measures have", count(some as u64), count(measures as u64))
        }
    };
    vec![
        Block::Heading {
            level: Level::Two,
            text: "Restated since they were reported".to_owned(),
            anchor: Anchor("restated".to_owned()),
        },
        Block::text(
            Prose::Body,
            format!(
                "{words} moved since publication. This pack shows what is now known, marked {}; what was reported stands beside it here.",
                Symbol::Revised
            ),
        ),
        Block::List(all.iter().map(point).collect()),
    ]
}

/// A measure with what was restated of it.
fn point((measure, figures): &Moved<'_>) -> Vec<Inline> {
    let named = &figures[..figures.len().min(NAMED)];
    let first = named.first().map(|(_, restated)| (restated.why(), restated.on));
    let alike = named.iter().all(|(_, restated)| Some((restated.why(), restated.on)) == first);
    let mut words: Vec<String> = match (&first, alike && named.len() > 1) {
        // One reason and one day for all of them is said once.
        (Some((why, on)), true) => {
            let moved: Vec<String> = named
                .iter()
                .map(|(figure, one)| {
                    format!("{} from {} to {}", figure.period.short(), one.reported, one.now)
                })
                .collect();
            vec![format!("restated {}: {why} (reported on {})", moved.join(", "), long_date(*on))]
        }
        _ => named
            .iter()
            .map(|(figure, restated)| format!("{} {}", figure.period.short(), restated.words()))
            .collect(),
    };
    if let Some(more) = figures.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let periods = if more == 1 { "period" } else { "periods" };
        words.push(format!("and {} earlier {periods}, in the workbook", count(more as u64)));
    }
    vec![
        Inline::Link { text: measure.title.clone(), to: definition_anchor(measure) },
        Inline::Text(format!(": {}.", words.join("; "))),
    ]
}

/// Every restated figure, for the workbook.
pub(super) fn table(inputs: &Inputs<'_>) -> Table {
    let rows = moved(inputs, |_| true)
        .iter()
        .flat_map(|(measure, figures)| {
            figures.iter().map(|(figure, restated)| Row {
                cells: vec![
                    Cell::text(format!("{}, {}", measure.title, figure.period.short())),
                    Cell::text(&restated.reported),
                    Cell::text(&restated.now),
                    Cell::text(restated.why()),
                    Cell::text(restated.on.to_string()),
                    Cell::count(u64::try_from(restated.publication).unwrap_or_default()),
                ],
            })
        })
        .collect();
    let start = |header: &str, weight| column(header, Align::Start, weight);
    Table {
        caption: "Restated".to_owned(),
        columns: vec![
            start("Measure and period", 44),
            start("As reported", 24),
            start("As now known", 24),
            start("Why", 50),
            start("First reported on", 16),
            column("Publication", Align::End, 12),
        ],
        rows,
        notes: Vec::new(),
    }
}

/// Words of a figure, marked where it was restated.
pub(super) fn marked(words: &str, figure: &Released) -> String {
    match figure.restated {
        Some(_) => format!("{words} {}", Symbol::Revised),
        None => words.to_owned(),
    }
}
