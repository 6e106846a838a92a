//! Definitions, generated from the measure files.

use super::figures::column;
use super::inputs::{Inputs, definition_anchor, opening};
use super::{Align, Anchor, Block, Cell, Inline, Level, Prose, Row, Table};
use crate::kpi::{Measure, facts, priorities};
use crate::quantity::Symbol;
use crate::template::BlockSpec;

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "definitions");
    blocks.push(Block::Heading {
        level: Level::Two,
        text: "Symbols".to_owned(),
        anchor: Anchor("symbols".to_owned()),
    });
    blocks.push(Block::Table(symbols()));
    let context = inputs.measures(|measure| measure.priorities().is_empty());
    blocks.extend(group("Who we look after", "definitions-context", &context));
    for priority in priorities() {
        // A measure that serves several priorities is defined once, under the first of them.
        let measures = inputs.measures(|measure| measure.priorities().first() == Some(&priority));
        let title = format!("{}: {}", priority.reference(), priority.title);
        let anchor = format!("definitions-{}", priority.reference().to_lowercase());
        blocks.extend(group(&title, &anchor, &measures));
    }
    blocks
}

/// The definitions of a group of measures under a heading of their own.
fn group(title: &str, anchor: &str, measures: &[&Measure]) -> Vec<Block> {
    if measures.is_empty() {
        return Vec::new();
    }
    let mut blocks =
        vec![Block::Heading { level: Level::Two, text: title.to_owned(), anchor: Anchor(anchor.to_owned()) }];
    for measure in measures {
        blocks.push(Block::Heading {
            level: Level::Three,
            text: measure.title.clone(),
            anchor: definition_anchor(measure),
        });
        let mut text = vec![Inline::Text(format!("{} ", measure.question))];
        for (label, words) in facts(measure) {
            text.push(Inline::Strong(format!("{label}: ")));
            text.push(Inline::Text(format!("{}. ", words.trim_end_matches('.'))));
        }
        blocks.push(Block::Paragraph { prose: Prose::Note, text });
    }
    blocks
}

/// The symbols that a pack of this version can print.
fn symbols() -> Table {
    let rows = [Symbol::NotAvailable, Symbol::NotApplicable]
        .into_iter()
        .map(|symbol| Row { cells: vec![Cell::text(symbol.code()), Cell::text(symbol.meaning())] })
        .collect();
    Table {
        caption: "Symbols in place of a figure".to_owned(),
        columns: vec![column("Symbol", Align::Start, 12), column("Meaning", Align::Start, 88)],
        rows,
        notes: vec![
            "Percentages are rounded half up from the exact numbers. Below 6 no percentage is shown; from 6 to 19 it stands in brackets.".to_owned(),
        ],
    }
}

/// Definitions as a table, for the workbook.
pub(super) fn table(inputs: &Inputs<'_>) -> Table {
    let mut measures = inputs.measures(|_| true);
    measures.sort_by(|a, b| a.title.cmp(&b.title));
    let rows = measures
        .into_iter()
        .map(|measure| {
            let rest: Vec<String> = facts(measure)
                .into_iter()
                .skip_while(|(label, _)| matches!(*label, "Counts" | "Out of"))
                .map(|(label, words)| format!("{label}: {words}"))
                .collect();
            Row {
                cells: vec![
                    Cell::text(&measure.title),
                    Cell::text(&measure.id),
                    Cell::text(&measure.question),
                    Cell::text(&measure.numerator),
                    Cell::text(measure.denominator.clone().unwrap_or_else(|| "[z]".to_owned())),
                    Cell::text(rest.join(". ")),
                ],
            }
        })
        .collect();
    let start = |header: &str, weight| column(header, Align::Start, weight);
    Table {
        caption: "Definitions".to_owned(),
        columns: vec![
            start("Measure", 30),
            start("Id", 20),
            start("Question", 30),
            start("Counts", 30),
            start("Out of", 30),
            start("More", 60),
        ],
        rows,
        notes: Vec::new(),
    }
}
