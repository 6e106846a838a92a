//! What the strategies promise to do: by priority, each promise with its owner, its day, its state and what shows it.

use super::figures::column;
use super::inputs::{Inputs, opening};
use super::section::slug;
use super::words::{header, marked, measures_cell};
use super::{Align, Anchor, Block, Cell, Level, Mark, Prose, Row, Table};
use crate::calendar::{Date, long_date};
use crate::commitment::{Commitment, Commitments, Progress};
use crate::kpi::{Priority, priorities};
use crate::quantity::count;
use crate::template::BlockSpec;

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let place = slug(&spec.title);
    let mut blocks = opening(spec, &format!("commitments-{place}"));
    let Some(commitments) = inputs.words.commitments else {
        blocks.push(Block::text(
            Prose::Body,
            "Nobody has noted yet how far the promises of the strategies are.",
        ));
        return blocks;
    };
    let day = inputs.plan.period.last_day();
    let by_priority = by_priority(commitments, |priority| takes(spec, priority));
    blocks.push(Block::text(Prose::Body, introduction(commitments, &by_priority, day)));
    blocks.push(Block::Table(counts(&by_priority, commitments.example, day)));
    if spec.attention {
        // A few of each priority: one table says them on fewer pages, and the reference says the priority.
        let all = by_priority.iter().flat_map(|(_, own)| own.iter().copied());
        let wanted: Vec<&Commitment> = all.filter(|one| one.needs_attention(day)).collect();
        if !wanted.is_empty() {
            blocks.push(Block::Table(attention_table(commitments, &wanted, day)));
        }
        return blocks;
    }
    for (priority, promises) in &by_priority {
        blocks.push(Block::Heading {
            level: Level::Two,
            text: format!("{} promises: {}", priority.reference(), priority.title),
            anchor: Anchor(format!("commitments-{place}-{}", priority.reference().to_lowercase())),
        });
        let caption = format!("{}: how far each promise is", priority.title);
        blocks.push(Block::Table(promises_table(inputs, commitments, caption, promises)));
    }
    blocks
}

/// Whether a block speaks of a priority.
fn takes(spec: &BlockSpec, priority: &Priority) -> bool {
    spec.strategy.as_deref().is_none_or(|id| id == priority.strategy.id)
        && (spec.select.priorities.is_empty() || spec.select.priorities.contains(&priority.reference()))
}

/// The promises of each priority that has any, in the strategies' order.
fn by_priority(
    commitments: &Commitments,
    takes: impl Fn(&Priority) -> bool,
) -> Vec<(&'static Priority, Vec<&Commitment>)> {
    priorities()
        .iter()
        .filter(|priority| takes(priority))
        .filter_map(|priority| {
            let own: Vec<&Commitment> =
                commitments.list.iter().filter(|one| one.priority == *priority).collect();
            (!own.is_empty()).then_some((priority, own))
        })
        .collect()
}

fn introduction(
    commitments: &Commitments,
    by_priority: &[(&Priority, Vec<&Commitment>)],
    day: Date,
) -> String {
    let all: Vec<&Commitment> = by_priority.iter().flat_map(|(_, own)| own.iter().copied()).collect();
    let number = |is: &dyn Fn(&Commitment) -> bool| count(all.iter().filter(|one| is(one)).count() as u64);
    let mut words = format!(
        "Of {} promises {} are done and {} are on track; {} are at risk, {} late and {} not started. {} are overdue on {}: their day has come and they are not done. The states are as at {}.",
        count(all.len() as u64),
        number(&|one| one.progress == Progress::Done),
        number(&|one| one.progress == Progress::OnTrack),
        number(&|one| one.progress == Progress::AtRisk),
        number(&|one| one.progress == Progress::Late),
        number(&|one| one.progress == Progress::NotStarted),
        number(&|one| one.is_overdue(day)),
        long_date(day),
        long_date(commitments.as_at),
    );
    if commitments.example {
        words += " The promises are the strategies' own words; owners, days, states and evidence are examples, made up for the demonstration.";
    }
    words
}

/// How many promises of each priority are in which state.
fn counts(by_priority: &[(&Priority, Vec<&Commitment>)], example: bool, day: Date) -> Table {
    let states = [Progress::Done, Progress::OnTrack, Progress::AtRisk, Progress::Late, Progress::NotStarted];
    let row = |name: String, own: &[&Commitment]| {
        let number =
            |is: &dyn Fn(&Commitment) -> bool| Cell::count(own.iter().filter(|one| is(one)).count() as u64);
        let mut cells = vec![Cell::text(name), Cell::count(own.len() as u64)];
        cells.extend(states.iter().map(|state| number(&|one| one.progress == *state)));
        cells.push(number(&|one| one.is_overdue(day)));
        Row { cells }
    };
    let mut rows: Vec<Row> = by_priority
        .iter()
        .map(|(priority, own)| row(format!("{} {}", priority.reference(), priority.title), own))
        .collect();
    let all: Vec<&Commitment> = by_priority.iter().flat_map(|(_, own)| own.iter().copied()).collect();
    rows.push(row("All".to_owned(), &all));
    let mut columns = vec![column("Priority", Align::Start, 40), column("Promises", Align::End, 11)];
    columns.extend(states.iter().map(|state| column(state.word(), Align::End, 11)));
    columns.push(column("Overdue", Align::End, 11));
    let caption = header(example, "States of the promises, by priority");
    Table {
        caption,
        columns,
        rows,
        notes: vec!["Overdue promises are counted under their state too.".to_owned()],
    }
}

/// The state as mark and word; a promise whose day has come and that is not done says so.
fn state(one: &Commitment, day: Date) -> Cell {
    let word = one.progress.word();
    match one.progress {
        Progress::Done => marked(Some(Mark::OnTarget), word),
        Progress::Late => marked(Some(Mark::OffTarget), word),
        _ if one.is_overdue(day) => marked(Some(Mark::OffTarget), format!("{word}, but overdue")),
        Progress::OnTrack => marked(Some(Mark::OnTarget), word),
        Progress::AtRisk => marked(Some(Mark::Close), word),
        Progress::NotStarted => marked(None, word),
    }
}

/// A promise in the strategy's words, who answers for it and by when, its state, and what shows it.
fn told(one: &Commitment, day: Date) -> [Cell; 5] {
    [
        Cell::text(&one.reference),
        Cell::text(&one.promise),
        Cell::text(format!("{}; {}", one.owner, long_date(one.due))),
        state(one, day),
        evidence(one),
    ]
}

/// The promises at risk, late or overdue; the workbook has the measures that they should move.
fn attention_table(commitments: &Commitments, promises: &[&Commitment], day: Date) -> Table {
    let example = commitments.example;
    let rows = promises.iter().map(|one| Row { cells: told(one, day).into() }).collect();
    Table {
        caption: "At risk, late or overdue".to_owned(),
        columns: vec![
            column("Promise", Align::Start, 10),
            column("In the strategy's words", Align::Start, 42),
            column(header(example, "Owner and day"), Align::Start, 18),
            column(header(example, "Status"), Align::Start, 11),
            column(header(example, "Evidence"), Align::Start, 22),
        ],
        rows,
        notes: Vec::new(),
    }
}

fn promises_table(
    inputs: &Inputs<'_>,
    commitments: &Commitments,
    caption: String,
    promises: &[&Commitment],
) -> Table {
    let day = inputs.plan.period.last_day();
    let rows = promises
        .iter()
        .map(|one| {
            let moves = measures_cell(inputs, &one.measures);
            Row { cells: told(one, day).into_iter().chain([moves]).collect() }
        })
        .collect();
    let example = commitments.example;
    Table {
        caption,
        columns: vec![
            column("Promise", Align::Start, 11),
            column("In the strategy's words", Align::Start, 33),
            column(header(example, "Owner and day"), Align::Start, 16),
            column(header(example, "Status"), Align::Start, 11),
            column(header(example, "Evidence"), Align::Start, 19),
            column("Should move", Align::Start, 19),
        ],
        rows,
        notes: Vec::new(),
    }
}

fn evidence(one: &Commitment) -> Cell {
    Cell::text(one.evidence.as_ref().map_or("None noted", |text| text.value.as_str()))
}

/// Every promise of the blocks of the pack, one a row, for the workbook; `None` where no block shows any.
pub(super) fn table(inputs: &Inputs<'_>, specs: &[&BlockSpec]) -> Option<Table> {
    let commitments = inputs.words.commitments?;
    let day = inputs.plan.period.last_day();
    let rows: Vec<Row> = by_priority(commitments, |priority| specs.iter().any(|spec| takes(spec, priority)))
        .into_iter()
        .flat_map(|(priority, own)| own.into_iter().map(move |one| (priority.clone(), one)))
        .map(|(priority, one)| Row {
            cells: vec![
                Cell::text(&one.reference),
                Cell::text(priority.title),
                Cell::text(&one.promise),
                Cell::text(&one.owner),
                Cell::text(long_date(one.due)),
                state(one, day),
                evidence(one),
                measures_cell(inputs, &one.measures),
            ],
        })
        .collect();
    let example = commitments.example;
    (!rows.is_empty()).then(|| Table {
        caption: "Promises".to_owned(),
        columns: vec![
            column("Promise", Align::Start, 12),
            column("Priority", Align::Start, 24),
            column("In the strategy's words", Align::Start, 70),
            column(header(example, "Owner"), Align::Start, 30),
            column(header(example, "Due"), Align::Start, 18),
            column(header(example, "Status"), Align::Start, 16),
            column(header(example, "Evidence"), Align::Start, 50),
            column("Measures it should move, with their status", Align::Start, 50),
        ],
        rows,
        notes: vec![format!("States as at {}.", long_date(commitments.as_at))],
    })
}
