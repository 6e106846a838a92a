//! The handout's workbook: the same sentences in tables, each beside the figure that it is made from.

use super::super::figures::column;
use super::super::inputs::{Inputs, empty_book};
use super::super::{Align, Book, Cell, Row, Sheet, SheetBody, Table, tidy};
use super::figure::told;
use super::topics::heading;
use super::{cover, meeting, occurring, promises, without};
use crate::pack::Block;
use crate::protect::Released;
use crate::template::{BlockKind, BlockSpec};

pub(in crate::pack) fn book(inputs: &Inputs<'_>) -> Book {
    let mut book = empty_book(inputs);
    if let Block::Cover(cover) = cover(inputs) {
        let purpose = ("Purpose".to_owned(), cover.purpose);
        book.sheets.push(Sheet {
            name: "Cover".to_owned(),
            title: format!("{}: {}", inputs.plan.template.title, inputs.provenance.council),
            notes: Vec::new(),
            anchor: None,
            body: SheetBody::Cover(std::iter::once(purpose).chain(cover.facts).collect()),
        });
    }
    let blocks = &inputs.plan.template.blocks;
    book.sheets.push(Sheet::of_table(
        "How we are doing",
        "What you said, how we are doing",
        "how_we_are_doing",
        topics(inputs),
    ));
    book.sheets.push(Sheet::of_table("What we will do", "What we will do", "what_we_will_do", will(inputs)));
    for spec in blocks {
        match spec.kind {
            BlockKind::AskedLastYear => {
                book.sheets.push(Sheet::of_table("You asked", &spec.title, "you_asked", asked(inputs)));
            }
            BlockKind::NotMeasured => {
                book.sheets.push(Sheet::of_table(
                    "Not measured",
                    &spec.title,
                    "not_measured",
                    not_measured(inputs, spec),
                ));
            }
            BlockKind::Words => {
                let rows = occurring(inputs, spec)
                    .into_iter()
                    .map(|one| vec![one.word.clone(), one.means.clone()])
                    .collect();
                let table = table(&spec.title, &[("Word", 24), ("What it means", 80)], rows);
                book.sheets.push(Sheet::of_table("Words", &spec.title, "words", table));
            }
            _ => {}
        }
    }
    let wanted = |measure: &str, period| {
        inputs.plan.measures.iter().any(|id| id == measure) && inputs.plan.history.contains(&period)
    };
    let rows = tidy::tidy_rows(inputs.figures, wanted);
    book.sheets.push(Sheet::of_table(
        "Tidy data",
        "Every figure, one a row",
        "tidy_data",
        tidy::table(&rows, inputs.catalogue),
    ));
    book.sheets.retain(|sheet| match &sheet.body {
        SheetBody::Table { table, .. } => !table.rows.is_empty(),
        SheetBody::Cover(_) => true,
    });
    book
}

/// A table of words alone; columns with their widths.
fn table(caption: &str, columns: &[(&str, u32)], rows: Vec<Vec<String>>) -> Table {
    Table {
        caption: caption.to_owned(),
        columns: columns.iter().map(|(name, weight)| column(*name, Align::Start, *weight)).collect(),
        rows: rows
            .into_iter()
            .map(|cells| Row { cells: cells.into_iter().map(Cell::text).collect() })
            .collect(),
        notes: Vec::new(),
    }
}

/// A row for each measure of each topic: the sentences, and the figure behind them.
fn topics(inputs: &Inputs<'_>) -> Table {
    let mut rows = Vec::new();
    for topic in inputs.plan.template.topics() {
        for measure in topic.measures.iter().filter_map(|id| inputs.catalogue.get(id)) {
            let told = told(inputs, measure);
            let figure = inputs.now(measure);
            rows.push(vec![
                heading(topic),
                measure.young.clone(),
                told.number,
                told.beside.join(" "),
                figure.map_or("[x]", |figure| figure.long.as_str()).to_owned(),
                figure.map_or_else(String::new, Released::id),
            ]);
        }
    }
    table(
        "How we are doing",
        &[
            ("You said or we promised", 40),
            ("What we counted", 40),
            ("In words", 40),
            ("When, and since last year", 40),
            ("The numbers", 24),
            ("Figure", 36),
        ],
        rows,
    )
}

fn will(inputs: &Inputs<'_>) -> Table {
    let Some(meeting) = meeting(inputs) else { return table("What we will do", &[], Vec::new()) };
    let example = if meeting.example { "Example: " } else { "" };
    let rows = inputs
        .plan
        .template
        .topics()
        .filter_map(|topic| {
            let words = meeting.will.get(&topic.id)?;
            Some(vec![heading(topic), format!("{example}{words}")])
        })
        .collect();
    table("What we will do", &[("You said or we promised", 40), ("What we will do", 80)], rows)
}

fn asked(inputs: &Inputs<'_>) -> Table {
    let mut rows = Vec::new();
    if let Some(meeting) = meeting(inputs) {
        let example = if meeting.example { "Example: " } else { "" };
        for one in &meeting.asked {
            rows.push(vec![format!("{example}{}", one.asked), format!("{example}{}", one.happened)]);
        }
    }
    table("You asked", &[("What you asked", 60), ("What happened", 60)], rows)
}

fn not_measured(inputs: &Inputs<'_>, spec: &BlockSpec) -> Table {
    let unknown = without(inputs)
        .into_iter()
        .map(|measure| vec!["We could not find this out this year".to_owned(), measure.young.clone()]);
    let promised = promises(inputs, spec)
        .into_iter()
        .map(|words| vec!["We promised this and do not measure it yet".to_owned(), words.to_owned()]);
    table("Not measured", &[("Why", 44), ("What", 80)], unknown.chain(promised).collect())
}
