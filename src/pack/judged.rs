//! What is said of a figure: cells of status, target, change and England, and the sentences of a measure's detail.

use super::inputs::Inputs;
use super::{Block, Cell, Inline, Mark, Prose};
use crate::kpi::Measure;
use crate::protect::{Change, Judgement, Released, Status};

fn of(figure: Option<&Released>) -> Option<&Judgement> {
    figure.and_then(|figure| figure.judgement.as_ref())
}

/// The status of a measure in the period reported on.
pub(super) fn status_of(inputs: &Inputs<'_>, measure: &Measure) -> Option<Status> {
    of(inputs.now(measure)).map(|judgement| judgement.standing.status)
}

/// The mark that stands before a status; none where nothing is judged.
fn mark(status: Status) -> Option<Mark> {
    match status {
        Status::OnTarget => Some(Mark::OnTarget),
        Status::Close => Some(Mark::Close),
        Status::OffTarget => Some(Mark::OffTarget),
        _ => None,
    }
}

/// The status as mark and word.
pub(super) fn status(figure: Option<&Released>) -> Cell {
    of(figure).map_or_else(
        || Cell::text("[x]"),
        |judgement| {
            let status = judgement.standing.status;
            Cell { mark: mark(status), ..Cell::text(status.word()) }
        },
    )
}

/// The target in a few words.
pub(super) fn target(figure: Option<&Released>) -> Cell {
    let words = of(figure).and_then(|judgement| judgement.standing.target.as_deref());
    Cell::text(words.unwrap_or("none"))
}

/// The way to the target in people.
pub(super) fn distance(figure: Option<&Released>) -> Cell {
    let words = of(figure).and_then(|judgement| judgement.standing.distance.as_deref());
    Cell::text(words.unwrap_or("[z]"))
}

/// The change since the same period last year, in a word or two.
pub(super) fn since_last_year(figure: Option<&Released>) -> Cell {
    Cell::text(of(figure).map_or("[x]", |judgement| judgement.last_year.word()))
}

/// The change since the period before.
pub(super) fn since_previous(figure: Option<&Released>) -> Cell {
    Cell::text(of(figure).map_or("[x]", |judgement| judgement.previous.word()))
}

/// The change since the strategy's starting point.
pub(super) fn since_baseline(figure: Option<&Released>) -> Cell {
    let change = of(figure).and_then(|judgement| judgement.baseline.as_ref());
    Cell::text(change.map_or("[z]", Change::word))
}

/// England's latest published figure with its year; `None` where there is no like one.
pub(super) fn england(figure: Option<&Released>) -> Option<Cell> {
    let comparators = of(figure)?.comparators.as_ref()?;
    Some(Cell::text(format!("{} in {}", comparators.england.as_deref()?, comparators.year)))
}

/// What is said of a measure, in small print under its sentence; `None` where nothing is.
pub(super) fn reasons(inputs: &Inputs<'_>, measure: &Measure) -> Option<Block> {
    let judgement = of(inputs.now(measure))?;
    let mut text = Vec::new();
    for (label, words) in judgement.brief() {
        text.push(Inline::Strong(format!("{label}: ")));
        text.push(Inline::Text(format!("{words} ")));
    }
    if let Some(Inline::Text(last)) = text.last_mut() {
        last.truncate(last.trim_end().len());
    }
    Some(Block::Paragraph { prose: Prose::Note, text })
}

/// Why measures without a place of their own are off target or close to it: a point each, off target first.
pub(super) fn exceptions(inputs: &Inputs<'_>, measures: &[&Measure]) -> Option<Block> {
    let mut short: Vec<(Status, &Measure, &str)> = measures
        .iter()
        .filter_map(|measure| {
            let standing = &of(inputs.now(measure))?.standing;
            let short = matches!(standing.status, Status::OffTarget | Status::Close);
            short.then_some((standing.status, *measure, standing.reason.as_str()))
        })
        .collect();
    short.sort_by_key(|(status, ..)| *status != Status::OffTarget);
    let points: Vec<Vec<Inline>> = short
        .into_iter()
        .map(|(_, measure, reason)| {
            vec![Inline::Strong(format!("{}: ", measure.title)), Inline::Text(reason.to_owned())]
        })
        .collect();
    (!points.is_empty()).then_some(Block::List(points))
}
