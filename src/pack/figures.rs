//! Cells and tables of figures: the same words wherever a figure stands.

use super::inputs::{Inputs, definition_anchor, measure_anchor};
use super::restated::marked;
use super::{Align, Anchor, Cell, Column, NumberKind, Row, Table, judged};
use crate::calendar::{Basis, Period, long_date};
use crate::chart::ValueUnit;
use crate::kpi::{Display, Form, Measure};
use crate::protect::{Released, ReleasedValue};
use crate::quantity::count;

/// A column.
pub(super) fn column(header: impl Into<String>, align: Align, weight: u32) -> Column {
    Column { header: header.into(), align, weight }
}

/// Where the words of a measure lead: to its own place where it has a chart, else to its definition.
pub(super) fn leads_to(measure: &Measure, charted: bool) -> Anchor {
    if charted { measure_anchor(measure) } else { definition_anchor(measure) }
}

/// The table that every section has: a measure a row, now, a year ago, the target, England, status and change.
pub(super) fn comparison(
    inputs: &Inputs<'_>,
    caption: String,
    measures: &[&Measure],
    (name, charted): (fn(&Measure) -> &str, impl Fn(&Measure) -> bool),
) -> Table {
    let period = inputs.plan.period;
    let last_year = period.same_last_year();
    // A column of "none" would only take the room.
    let england = measures.iter().any(|measure| judged::england(inputs.at(measure, period)).is_some());
    let rows = measures
        .iter()
        .map(|measure| {
            let now = inputs.at(measure, period);
            let mut cells = vec![
                Cell::text(name(measure)).linked(leads_to(measure, charted(measure))),
                now_cell(now),
                before_cell(inputs.at(measure, last_year)),
                judged::target(now),
            ];
            if england {
                cells.push(judged::england(now).unwrap_or_else(|| Cell::text("none")));
            }
            cells.extend([
                judged::status(now),
                judged::since_last_year(now),
                Cell::text(time_word(measure.rows.basis, period)),
            ]);
            Row { cells }
        })
        .collect();
    let mut columns = vec![
        column("Measure", Align::Start, 34),
        column("Now", Align::End, 16),
        column("A year ago", Align::End, 8),
        column("Target", Align::Start, 11),
    ];
    if england {
        columns.push(column("England", Align::Start, 10));
    }
    columns.extend([
        column("Status", Align::Start, 12),
        column("In a year", Align::Start, 12),
        column("Time", Align::Start, 11),
    ]);
    let mut times: Vec<String> = Vec::new();
    for measure in
        Basis::ALL.iter().flat_map(|(_, basis)| measures.iter().filter(|one| one.rows.basis == *basis))
    {
        // The days of a survey begin with the word.
        let words = match measure.rows.basis {
            Basis::Survey => days(inputs, measure),
            basis => format!("{}: {}", time_word(basis, period), days(inputs, measure)),
        };
        if !times.contains(&words) {
            times.push(words);
        }
    }
    let note = format!("Time: {}. A year ago: {}.", times.join("; "), last_year.short());
    Table { caption, columns, rows, notes: vec![note] }
}

/// The time that a figure speaks of, in a word for a narrow column; a note under the table gives the days.
fn time_word(basis: Basis, period: Period) -> String {
    match basis {
        Basis::AsAt => {
            long_date(period.last_day()).rsplit_once(' ').map_or_else(String::new, |(day, _)| day.to_owned())
        }
        Basis::InPeriod => match period {
            Period::Month { .. } => "month".to_owned(),
            Period::Quarter { .. } => "quarter".to_owned(),
            Period::Half { .. } => "half-year".to_owned(),
            Period::Year { .. } => "year".to_owned(),
        },
        Basis::Rolling12Months | Basis::Cohort => "12 months".to_owned(),
        Basis::FinancialYearToDate => "financial year".to_owned(),
        Basis::AcademicYearToDate => "school year".to_owned(),
        Basis::Term => "school term".to_owned(),
        Basis::Survey => "survey".to_owned(),
    }
}

/// The days that a measure's latest figure speaks of; of a survey who answered too.
pub(super) fn days(inputs: &Inputs<'_>, measure: &Measure) -> String {
    let period = inputs.plan.period;
    inputs.at(measure, period).map_or_else(|| measure.rows.basis.words(period), |figure| figure.days.clone())
}

/// A figure with its numbers: "33 of 348, 9%"; a rate and the parts of a whole stand where there is room for them.
fn now_cell(figure: Option<&Released>) -> Cell {
    match figure {
        None => Cell::text("[x]"),
        Some(figure) => match &figure.value {
            Some(ReleasedValue::Parts { of, .. }) => Cell::text(marked(&count(*of), figure)),
            Some(ReleasedValue::Count { .. }) => Cell::text(marked(&figure.short, figure)),
            _ => Cell::text(marked(&figure.long, figure)),
        },
    }
}

/// The figure of a year ago, beside that of now.
fn before_cell(figure: Option<&Released>) -> Cell {
    match figure.map(|figure| (figure, &figure.value)) {
        Some((figure, Some(ReleasedValue::Parts { of, .. }))) => Cell::text(marked(&count(*of), figure)),
        _ => short_cell(figure),
    }
}

/// A figure for a narrow cell: "9%".
pub(super) fn short_cell(figure: Option<&Released>) -> Cell {
    Cell::text(figure.map_or_else(|| "[x]".to_owned(), |figure| marked(&figure.short, figure)))
}

/// The number behind a figure, for a workbook: a share between 0 and 1, a count, a mean.
pub(super) fn number_cell(figure: Option<&Released>, measure: &Measure) -> Cell {
    let Some(figure) = figure else { return Cell::text("[x]") };
    match figure.height(measure.display) {
        Some(height) => Cell::number(&figure.short, height, number_kind(measure)),
        None => Cell::text(&figure.short),
    }
}

/// How the number behind a measure's figures is kept.
pub(super) fn number_kind(measure: &Measure) -> NumberKind {
    match unit(measure) {
        ValueUnit::Percent => NumberKind::Percent { decimals: 0 },
        ValueUnit::Count => NumberKind::Count,
        ValueUnit::Number => NumberKind::Decimal { decimals: 1 },
    }
}

/// The unit of a measure's figures, for a column of a workbook.
pub(super) fn unit_words(measure: &Measure) -> String {
    match unit(measure) {
        ValueUnit::Percent => format!("share of {}", measure.noun),
        ValueUnit::Count => measure.noun.clone(),
        ValueUnit::Number => match &measure.form {
            Form::Count { per: Some(per), .. } => format!("{} {}", measure.noun, per.words()),
            _ => "score".to_owned(),
        },
    }
}

/// What a measure's figures are in.
pub(super) fn unit(measure: &Measure) -> ValueUnit {
    match (&measure.form, measure.display) {
        (Form::Share(_), Display::Number) | (Form::Count { .. }, Display::Share | Display::Number) => {
            ValueUnit::Count
        }
        (Form::Share(_) | Form::Ratio { .. } | Form::Parts { .. }, _) => ValueUnit::Percent,
        (Form::Count { .. } | Form::Mean { .. } | Form::Median { .. }, _) => ValueUnit::Number,
    }
}
