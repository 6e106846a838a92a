//! Data quality: what could not be calculated and why, what is missing, what the data cannot mean.

use super::figures::column;
use super::inputs::{Inputs, definition_anchor, opening};
use super::{Align, Anchor, Block, Cell, Level, Prose, Row, Table};
use crate::kpi::lines;
use crate::protect::Released;
use crate::quantity::{Symbol, count};
use crate::template::BlockSpec;

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = opening(spec, "data-quality");
    blocks.push(heading("What could not be calculated, and why", "quality-without"));
    let without = without(inputs);
    if without.rows.is_empty() {
        blocks.push(Block::text(Prose::Body, "Every measure of this pack has a figure for the period."));
    } else {
        blocks.push(Block::Table(without));
    }
    // What is missing and what was found is counted for those alone who see every figure.
    if inputs.figures.hidden_to().is_none() {
        blocks.push(heading("What is not recorded", "quality-missing"));
        blocks.extend(missing(inputs));
        blocks.push(heading("What was found in the data", "quality-findings"));
        blocks.push(Block::Table(findings(inputs)));
    }
    blocks.push(heading("What this pack does not hold", "quality-not-held"));
    let unanswered = lines()
        .iter()
        .filter(|line| {
            !inputs
                .catalogue
                .measures()
                .any(|measure| measure.answers.iter().any(|a| a.value == line.reference))
        })
        .count();
    blocks.push(Block::text(
        Prose::Body,
        match unanswered {
            0 => format!("Each of the {} lines of the strategies has a measure: none is left out.", lines().len()),
            some => format!(
                "{some} of the {} lines of the strategies have no measure; each stands in the table of its priority.",
                lines().len()
            ),
        },
    ));
    blocks
}

/// The figures that the missing rows leave open, and how many others rest on a few.
fn missing(inputs: &Inputs<'_>) -> Vec<Block> {
    let all = gaps(inputs, |_| true).rows.len() as u64;
    if all == 0 {
        let words = "No figure of the period rests on rows that are missing or not known.";
        return vec![Block::text(Prose::Body, words)];
    }
    let open = gaps(inputs, |figure| figure.bounds.is_some());
    let few = all - open.rows.len() as u64;
    let words = format!(
        "Behind {} figures of the period some rows are missing or not known; behind {} of them 5% or fewer. The workbook names all.",
        count(all),
        count(few)
    );
    let table = (!open.rows.is_empty()).then_some(Block::Table(open));
    std::iter::once(Block::text(Prose::Body, words)).chain(table).collect()
}

fn heading(text: &str, anchor: &str) -> Block {
    Block::Heading { level: Level::Two, text: text.to_owned(), anchor: Anchor(anchor.to_owned()) }
}

/// Measures without a figure for the period.
pub(super) fn without(inputs: &Inputs<'_>) -> Table {
    let rows = inputs
        .measures(|_| true)
        .into_iter()
        .filter_map(|measure| {
            let figure = inputs.now(measure).filter(|figure| figure.value.is_none())?;
            Some(Row {
                cells: vec![
                    Cell::text(&measure.title).linked(definition_anchor(measure)),
                    Cell::text(if figure.confidential {
                        Symbol::Confidential.meaning()
                    } else {
                        figure.long.as_str()
                    }),
                ],
            })
        })
        .collect();
    Table {
        caption: "Measures without a figure for this period".to_owned(),
        columns: vec![column("Measure", Align::Start, 55), column("Why", Align::Start, 45)],
        rows,
        notes: Vec::new(),
    }
}

/// Rows that are missing or not known behind the period's figures.
pub(super) fn gaps(inputs: &Inputs<'_>, shown: impl Fn(&Released) -> bool) -> Table {
    let rows = inputs
        .measures(|_| true)
        .into_iter()
        .filter_map(|measure| {
            let figure = inputs.now(measure).filter(|figure| figure.value.is_some() && shown(figure))?;
            let tally = figure.tally?;
            if tally.missing + tally.not_known == 0 {
                return None;
            }
            Some(Row {
                cells: vec![
                    Cell::text(&measure.title).linked(definition_anchor(measure)),
                    Cell::count(tally.missing),
                    Cell::count(tally.not_known),
                    Cell::count(tally.all() - tally.not_applicable - tally.not_due),
                    Cell::text(figure.bounds.clone().unwrap_or_else(|| "5% or fewer missing".to_owned())),
                ],
            })
        })
        .collect();
    Table {
        caption: "Missing and not known behind this period's figures".to_owned(),
        columns: vec![
            column("Measure", Align::Start, 42),
            column("Not recorded", Align::End, 12),
            column("Not known", Align::End, 12),
            column("Of", Align::End, 9),
            column("What it leaves open", Align::Start, 25),
        ],
        rows,
        notes: vec![
            "Missing is not the same as not met. With more than 5% missing the share is shown with the least and the most that it could be.".to_owned(),
        ],
    }
}

/// What the audits looked for.
pub(super) fn findings(inputs: &Inputs<'_>) -> Table {
    let rows = inputs
        .figures
        .findings()
        .iter()
        .map(|one| Row {
            cells: vec![Cell::text(&one.words), Cell::count(one.count), Cell::text(&one.effect)],
        })
        .collect();
    Table {
        caption: "Checks on the snapshot".to_owned(),
        columns: vec![
            column("Looked for", Align::Start, 40),
            column("Found", Align::End, 10),
            column("What it does to the figures", Align::Start, 50),
        ],
        rows,
        notes: Vec::new(),
    }
}
