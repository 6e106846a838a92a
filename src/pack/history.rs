//! The figures of a measure over time: the numbers behind its chart, and those before the latest in words.

use super::figures::column;
use super::inputs::Inputs;
use super::restated::marked;
use super::trend::breaks;
use super::{Align, Block, Cell, Prose, Row, Table};
use crate::calendar::{Period, long_date};
use crate::kpi::{Break, Form, Measure};
use crate::protect::{Released, ReleasedValue};
use crate::quantity::{Symbol, count};

/// Periods before the latest that a card tells.
const BEFORE: usize = 4;

/// Years of a distribution's parts that stand in a table beside the latest.
const YEARS_OF_PARTS: usize = 3;

/// The numbers behind a chart, a financial year a row and a quarter a column.
pub(super) fn history(inputs: &Inputs<'_>, measure: &Measure) -> Table {
    if let Form::Parts { groups, .. } = &measure.form {
        let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
        return parts_history(inputs, measure, &names);
    }
    let periods = &inputs.plan.history;
    let breaks = breaks(inputs, measure);
    let starts = |period: Period| breaks.iter().any(|(at, _)| periods.get(*at) == Some(&period));
    let mut years: Vec<i32> = periods.iter().map(|period| period.financial_year()).collect();
    years.dedup();
    let per_year = periods.first().map_or(1, |period| 12 / period.months());
    let rows = years
        .iter()
        .map(|year| {
            let mut cells = vec![Cell::text(Period::Year { year: *year }.to_string())];
            cells.extend((1..=per_year).map(|n| {
                let period = nth(periods[0], *year, n);
                if periods.contains(&period) {
                    let words = inputs.at(measure, period).map_or_else(|| "[x]".to_owned(), table_words);
                    Cell::text(if starts(period) { format!("{words} {}", Symbol::Break) } else { words })
                } else {
                    Cell::text("")
                }
            }));
            Row { cells }
        })
        .collect();
    let mut columns = vec![column("Year", Align::Start, 12)];
    columns.extend((1..=per_year).map(|n| column(nth_name(periods[0], n), Align::End, 22)));
    let caption = match &measure.form {
        Form::Count { per: Some(per), .. } => format!("{}: the numbers; {}", measure.short, per.words()),
        _ => format!("{}: the numbers", measure.short),
    };
    Table { caption, columns, rows, notes: breaks.iter().map(|(_, one)| key(one)).collect() }
}

/// What a break in a series means, for the note under a table that marks it.
fn key(one: &Break) -> String {
    format!(
        "{}: a break in the series on {}. Figures before it and from it on do not compare: {}.",
        Symbol::Break,
        long_date(one.on),
        one.words
    )
}

/// The figures before the latest in words, for a card: "Before: 97% in Q3, 96% in Q2; 98% a year ago".
pub(super) fn before(inputs: &Inputs<'_>, measure: &Measure) -> Option<Block> {
    let history = &inputs.plan.history;
    let (_, earlier) = history.split_last()?;
    let last = earlier.get(earlier.len().saturating_sub(BEFORE)..).unwrap_or_default();
    let breaks = breaks(inputs, measure);
    let starts = |period: Period| breaks.iter().any(|(at, _)| history.get(*at) == Some(&period));
    let words: Vec<String> = last
        .iter()
        .rev()
        .filter_map(|period| Some((period, inputs.at(measure, *period)?)))
        .map(|(period, figure)| {
            let mark = if starts(*period) { format!(" {}", Symbol::Break) } else { String::new() };
            format!("{} in {}{mark}", figure.short, period.short())
        })
        .collect();
    // Of the periods told, the ones before a break; the mark stands only where the first one after it is told too.
    let first = earlier.len().saturating_sub(BEFORE);
    let broken = breaks.iter().rev().find(|(at, _)| *at > first);
    let broken = broken.map_or_else(String::new, |(at, one)| {
        let mark = if *at < earlier.len() { format!("{}: ", Symbol::Break) } else { String::new() };
        let on = long_date(one.on);
        format!(" {mark}A break on {on}, before which figures do not compare: {}.", one.words)
    });
    (!words.is_empty()).then(|| Block::text(Prose::Note, format!("Before: {}.{broken}", words.join(", "))))
}

/// Whether a measure's card, or else its table of history, holds the mark of a break.
pub(super) fn marks_a_break(inputs: &Inputs<'_>, measure: &Measure, card: bool) -> bool {
    let latest = inputs.plan.history.len().saturating_sub(1);
    let first = if card { latest.saturating_sub(BEFORE) } else { 1 };
    let whole = !card && !matches!(measure.form, Form::Parts { .. });
    breaks(inputs, measure).iter().any(|(at, _)| *at >= first && (*at < latest && card || whole))
}

/// The words of a figure in a table of history: short reasons where there is none; of a rate, which every cell would
/// explain anew, the numbers alone.
fn table_words(figure: &Released) -> String {
    match &figure.value {
        Some(ReleasedValue::Count { count: number, rate: Some(rate) }) => {
            marked(&format!("{}; {}", count(*number), rate.shown), figure)
        }
        Some(_) => marked(&figure.long, figure),
        None => figure.short.clone(),
    }
}

fn nth(like: Period, year: i32, n: u32) -> Period {
    match like {
        Period::Quarter { .. } => Period::Quarter { year, quarter: n },
        Period::Half { .. } => Period::Half { year, half: n },
        Period::Year { .. } => Period::Year { year },
        Period::Month { .. } => {
            if n <= 9 {
                Period::Month { year, month: n + 3 }
            } else {
                Period::Month { year: year + 1, month: n - 9 }
            }
        }
    }
}

fn nth_name(like: Period, n: u32) -> String {
    match like {
        Period::Quarter { .. } => {
            let months = ["Apr to Jun", "Jul to Sep", "Oct to Dec", "Jan to Mar"];
            format!("Q{n}, {}", months.get(n as usize - 1).unwrap_or(&""))
        }
        Period::Half { .. } => {
            let months = ["Apr to Sep", "Oct to Mar"];
            format!("H{n}, {}", months.get(n as usize - 1).unwrap_or(&""))
        }
        Period::Year { .. } => "Year".to_owned(),
        Period::Month { .. } => nth(like, 2001, n).first_day().format("%B").to_string(),
    }
}

/// The parts of a distribution: now, in the period before, and in the same period of the years of the history.
fn parts_history(inputs: &Inputs<'_>, measure: &Measure, names: &[&str]) -> Table {
    let period = inputs.plan.period;
    let mut shown = vec![period, period.previous()];
    shown.extend(
        std::iter::successors(Some(period.same_last_year()), |period| Some(period.same_last_year()))
            .take(YEARS_OF_PARTS)
            .take_while(|period| inputs.plan.history.contains(period)),
    );
    shown.dedup();
    let figures: Vec<Option<&Released>> = shown.iter().map(|period| inputs.at(measure, *period)).collect();
    let mut rows: Vec<Row> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let words = figures.iter().map(|figure| match figure {
                Some(Released { value: Some(ReleasedValue::Parts { parts, .. }), .. }) => {
                    parts.get(at).map(|part| part.shown.clone()).unwrap_or_default()
                }
                Some(figure) => figure.short.clone(),
                None => "[x]".to_owned(),
            });
            Row { cells: std::iter::once(Cell::text(*name)).chain(words.map(Cell::text)).collect() }
        })
        .collect();
    let all = figures.iter().map(|figure| match figure {
        Some(figure @ Released { value: Some(ReleasedValue::Parts { of, .. }), .. }) => {
            Cell::text(marked(&count(*of), figure))
        }
        _ => Cell::text(""),
    });
    rows.push(Row { cells: std::iter::once(Cell::text("All")).chain(all).collect() });
    let mut columns = vec![column("Part", Align::Start, 42)];
    columns.extend(shown.iter().map(|period| column(period.short(), Align::End, 17)));
    let since = |period: Period| measure.rows.basis.window(period).until;
    let first = shown.iter().min_by_key(|period| period.last_day()).map_or(period, |period| *period);
    let broken = measure.break_after(since(first), since(period));
    let notes = broken.map(|one| {
        format!("Figures before {} do not compare with those since: {}.", long_date(one.on), one.words)
    });
    Table {
        caption: format!("{}: the numbers", measure.short),
        columns,
        rows,
        notes: notes.into_iter().collect(),
    }
}
