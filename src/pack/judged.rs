//! What is said of a figure: cells of status, target, change and England, and the sentences of a measure's detail.

use super::figures::column;
use super::inputs::Inputs;
use super::{Align, Block, Cell, Inline, Mark, NumberKind, Prose, Row, Table};
use chrono::Datelike as _;

use crate::benchmark::{Published, shown};
use crate::chart::{Benchmark, ControlChart, StripChart, ValueUnit};
use crate::kpi::{Form, Measure};
use crate::protect::{Change, Judgement, Released, Status};
use crate::quantity::{Decimal, Ratio};

fn of(figure: Option<&Released>) -> Option<&Judgement> {
    figure.and_then(|figure| figure.judgement.as_ref())
}

/// The status of a measure in the period reported on.
pub(super) fn status_of(inputs: &Inputs<'_>, measure: &Measure) -> Option<Status> {
    of(inputs.now(measure)).map(|judgement| judgement.standing.status)
}

/// In place of what is said of every figure: that it is hidden with the figure, or not there.
fn nothing_said(figure: Option<&Released>) -> &'static str {
    if figure.is_some_and(|figure| figure.confidential) { "[c]" } else { "[x]" }
}

/// In place of what is said of some figures: that it is hidden with the figure, or that there is nothing of the kind.
fn no_such(figure: Option<&Released>) -> &'static str {
    if figure.is_some_and(|figure| figure.confidential) { "[c]" } else { "[z]" }
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
        || Cell::text(nothing_said(figure)),
        |judgement| {
            let status = judgement.standing.status;
            Cell { mark: mark(status), ..Cell::text(status.word()) }
        },
    )
}

/// The target in a few words.
pub(super) fn target(figure: Option<&Released>) -> Cell {
    let words = figure.and_then(|figure| figure.target.as_deref()).unwrap_or("none");
    let height = of(figure).and_then(|judgement| judgement.standing.height);
    let percent = words.strip_suffix('%').and_then(|digits| Ratio::new(digits.parse().ok()?, 100));
    match percent.filter(|percent| height == Some(*percent)) {
        // Words that are the number alone, as a duty's 100%.
        Some(percent) => Cell::number(words, percent.as_f64(), NumberKind::Percent { decimals: 0 }),
        None => Cell::text(words),
    }
}

/// The way to the target in people.
pub(super) fn distance(figure: Option<&Released>) -> Cell {
    let words = of(figure).and_then(|judgement| judgement.standing.distance.as_deref());
    Cell::text(words.unwrap_or_else(|| no_such(figure)))
}

/// The change since the same period last year, in a word or two.
pub(super) fn since_last_year(figure: Option<&Released>) -> Cell {
    Cell::text(of(figure).map_or_else(|| nothing_said(figure), |judgement| judgement.last_year.word()))
}

/// The change since the period before.
pub(super) fn since_previous(figure: Option<&Released>) -> Cell {
    Cell::text(of(figure).map_or_else(|| nothing_said(figure), |judgement| judgement.previous.word()))
}

/// The change since the strategy's starting point.
pub(super) fn since_baseline(figure: Option<&Released>) -> Cell {
    let change = of(figure).and_then(|judgement| judgement.baseline.as_ref());
    Cell::text(change.map_or_else(|| no_such(figure), Change::word))
}

/// England's latest published figure with its year; `None` where there is no like one.
pub(super) fn england(figure: Option<&Released>) -> Option<Cell> {
    let comparators = of(figure)?.comparators.as_ref()?;
    Some(Cell::text(format!("{} in {}", comparators.england.as_deref()?, comparators.year)))
}

/// What was published of one of the others in a year.
type Theirs = fn(&Published) -> Option<Decimal>;

/// Whose published figures stand on a chart, those that matter most first. The neighbours' is their mean, as the
/// department's own tool shows it; their median stands in the sentence.
const OTHERS: [(&str, Theirs); 3] = [
    ("England", |one| one.england),
    ("Neighbours' mean", |one| one.neighbours.map(|all| all.mean)),
    ("London", |one| one.london),
];

/// Others' published figures at the ends of the years that a chart's periods reach, as heights on its axis; none where
/// nothing like is published, or the chart shows another unit.
pub(super) fn others(inputs: &Inputs<'_>, measure: &Measure, unit: ValueUnit) -> Vec<Benchmark> {
    let comparators = of(inputs.now(measure)).and_then(|judgement| judgement.comparators.as_ref());
    let Some(comparators) = comparators else { return Vec::new() };
    let hundredths = match unit {
        ValueUnit::Percent => 100.0,
        ValueUnit::Number => 1.0,
        // A number of children says nothing beside England's.
        ValueUnit::Count => return Vec::new(),
    };
    let line = |(name, value): (&str, Theirs)| {
        let found: Vec<(usize, i32, Decimal)> = inputs
            .plan
            .history
            .iter()
            .enumerate()
            .filter_map(|(at, period)| {
                let day = period.last_day();
                let ends = (day.month(), day.day()) == (3, 31);
                let year = comparators.years.iter().find(|one| ends && one.year == day.year())?;
                Some((at, year.year, value(year)?))
            })
            .collect();
        let (_, year, last) = found.last()?;
        let label = format!("{name} {} ({year})", shown(*last, unit == ValueUnit::Percent));
        let points = found.iter().map(|(at, _, value)| (*at, value.as_f64() / hundredths)).collect();
        Some(Benchmark { label, points })
    };
    OTHERS.into_iter().filter_map(line).collect()
}

/// What is said of a measure, in small print under its sentence; `None` where nothing is.
pub(super) fn reasons(inputs: &Inputs<'_>, measure: &Measure) -> Option<Block> {
    small_print(of(inputs.now(measure))?.brief())
}

/// The same beside a chart: its status, and in small print the year's change where it was tested and what is known from
/// elsewhere. The workbook has the rest.
pub(super) fn headline_reasons(inputs: &Inputs<'_>, measure: &Measure) -> Vec<Block> {
    let Some(judgement) = of(inputs.now(measure)) else { return Vec::new() };
    let standing = &judgement.standing;
    let status = Block::Paragraph {
        prose: Prose::Body,
        text: vec![
            Inline::Strong(format!("{}: ", standing.status.word())),
            Inline::Text(standing.reason.clone()),
        ],
    };
    let mut said = Vec::new();
    let year = &judgement.last_year;
    if year.verdict.is_some() && !standing.reason.ends_with(&year.reason) {
        said.push(("A year ago", year.reason.clone()));
    }
    said.extend(judgement.comparators.iter().map(|one| ("Elsewhere", one.sentence.clone())));
    std::iter::once(status).chain(small_print(said)).collect()
}

fn small_print(said: Vec<(&'static str, String)>) -> Option<Block> {
    let mut text = Vec::new();
    for (label, words) in said {
        text.push(Inline::Strong(format!("{label}: ")));
        text.push(Inline::Text(format!("{words} ")));
    }
    if let Some(Inline::Text(last)) = text.last_mut() {
        last.truncate(last.trim_end().len());
    }
    (!text.is_empty()).then_some(Block::Paragraph { prose: Prose::Note, text })
}

/// The months of a measure with their limits; `None` where they are not watched or too small for limits.
pub(super) fn months(inputs: &Inputs<'_>, measure: &Measure) -> Option<Block> {
    let xmr = of(inputs.now(measure))?.variation.as_ref()?.xmr.as_ref()?;
    let what = if matches!(measure.form, Form::Count { .. }) { "Number" } else { "Percentage" };
    let title = format!("{what} of {}, month by month, with the limits of ordinary variation", measure.noun);
    Some(Block::ControlChart(ControlChart::of(xmr, &format!("{}-months", measure.id), &title, 0)))
}

/// The events of a measure day by day, where they are too rare for limits; `None` where they are not, and in published
/// packs, which hold no days.
pub(super) fn strip(inputs: &Inputs<'_>, measure: &Measure) -> Option<StripChart> {
    let events = of(inputs.now(measure))?.variation.as_ref()?.events.as_ref()?;
    let mut chart = StripChart::of(events, &format!("{}-days", measure.id), &measure.title);
    // The heading above names the measure, and so does the text for those who hear it.
    chart.title = format!("Number of {}, day by day: too rare for limits", measure.noun);
    Some(chart)
}

/// Every watched month of every measure, for the workbook: value, mean, limits and signal.
pub(super) fn months_table(inputs: &Inputs<'_>) -> Table {
    let number = |value: Option<f64>| match value {
        Some(value) => Cell::number(format!("{value:.1}"), value, NumberKind::Decimal { decimals: 1 }),
        None => Cell::text("[z]"),
    };
    let mut rows = Vec::new();
    for measure in inputs.measures(|_| true) {
        let Some(variation) = of(inputs.now(measure)).and_then(|one| one.variation.as_ref()) else {
            continue;
        };
        for (at, (month, value)) in variation.months.iter().enumerate() {
            let point = variation.xmr.as_ref().and_then(|xmr| {
                let point = xmr.points().get(at)?;
                Some((point, xmr.groups().get(point.group)?))
            });
            let limits = point.and_then(|(_, group)| group.limits);
            rows.push(Row {
                cells: vec![
                    Cell::text(&measure.title),
                    Cell::text(month.to_string()),
                    number(*value),
                    number(limits.map(|one| one.lower)),
                    number(point.and_then(|(_, group)| group.mean)),
                    number(limits.map(|one| one.upper)),
                    Cell::text(point.map_or("[z]", |(point, _)| point.label.words())),
                ],
            });
        }
    }
    Table {
        caption: "Months".to_owned(),
        columns: vec![
            column("Measure", Align::Start, 40),
            column("Month", Align::Start, 12),
            column("Value, a share in percent", Align::End, 14),
            column("Lower limit", Align::End, 12),
            column("Mean", Align::End, 12),
            column("Upper limit", Align::End, 12),
            column("What it shows", Align::Start, 36),
        ],
        rows,
        notes: Vec::new(),
    }
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
