//! Tidy data: one row a measure, period, breakdown and category.

use serde::{Serialize, Serializer};

use super::figures::column;
use super::restated::marked;
use super::{Align, Cell, Column, Inputs, NumberKind, Row, Table};
use crate::breakdown::SplitBy;
use crate::calendar::Period;
use crate::kpi::Catalogue;
use crate::protect::{CONFIDENTIAL, Publishable, Released, ReleasedBreakdown, ReleasedGroup, ReleasedValue};
use crate::quantity::{Ratio, Symbol};

/// A row of tidy data; its fields are the columns, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TidyRow {
    /// Id of the measure.
    pub measure: String,
    /// Period.
    pub period: String,
    /// First day that the figure speaks of.
    pub from: String,
    /// Last day, included.
    pub to: String,
    /// Time basis.
    pub basis: &'static str,
    /// Form: share, count, rate, mean, median, parts.
    pub form: &'static str,
    /// Breakdown; empty for the whole.
    pub breakdown: String,
    /// Group of the breakdown; empty for the whole.
    pub group: String,
    /// Part of a distribution, or what a rate is for every 100 of; else empty.
    pub category: String,
    /// Numerator; `None` where there is none.
    #[serde(serialize_with = "plain")]
    pub numerator: Option<f64>,
    /// Denominator; `None` where there is none.
    #[serde(serialize_with = "plain")]
    pub denominator: Option<f64>,
    /// The value to six decimals, rounded half up: a share between 0 and 1, a number, a rate, a mean.
    #[serde(serialize_with = "plain")]
    pub value: Option<f64>,
    /// As printed; with `[r]` where it has moved since it was published.
    pub shown: String,
    /// Rows met; for counts, means and parts: judged. `None` for published packs, as for the states below.
    pub met: Option<u64>,
    /// Rows not met.
    pub not_met: Option<u64>,
    /// Rows not recorded.
    pub missing: Option<u64>,
    /// Rows looked for and not known.
    pub not_known: Option<u64>,
    /// Rows not yet due.
    pub not_due: Option<u64>,
    /// Rows for which the question does not arise.
    pub not_applicable: Option<u64>,
    /// Whether there is a figure, or why not.
    pub availability: &'static str,
    /// Version of the definition.
    pub definition: i64,
    /// Status against the target; empty for a part, and for a figure of history that is not judged.
    pub status: &'static str,
    /// The target in words; empty without one.
    pub target: String,
    /// The change since the same period last year: better, no-clear-change, not-tested; empty where not judged.
    pub since_last_year: &'static str,
}

/// Whole numbers without a point: 33, not 33.0.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
#[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 2^53 are cast")]
fn plain<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        Some(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            serializer.serialize_i64(*number as i64)
        }
        Some(number) => serializer.serialize_f64(*number),
    }
}

/// Names of the columns, in order.
pub const TIDY_COLUMNS: [&str; 24] = [
    "measure",
    "period",
    "from",
    "to",
    "basis",
    "form",
    "breakdown",
    "group",
    "category",
    "numerator",
    "denominator",
    "value",
    "shown",
    "met",
    "not_met",
    "missing",
    "not_known",
    "not_due",
    "not_applicable",
    "availability",
    "definition",
    "status",
    "target",
    "since_last_year",
];

/// The rows of a pack: of the figures that it shows, then of those that stand broken down in it.
pub fn tidy_of(inputs: &Inputs<'_>) -> Vec<TidyRow> {
    let mut rows = tidy_rows(inputs.figures, |measure, period| inputs.plan.shows(measure, period));
    rows.extend(tidy_breakdowns(inputs.figures, |by| inputs.plan.breakdowns.contains(by)));
    rows
}

/// The rows of the figures that `wanted` names, by measure and period.
pub fn tidy_rows(figures: &Publishable, wanted: impl Fn(&str, Period) -> bool) -> Vec<TidyRow> {
    figures.figures().filter(|figure| wanted(&figure.measure, figure.period)).flat_map(rows_of).collect()
}

/// The rows of the broken-down figures that `wanted` names, a group a row, by measure, period and breakdown. A figure that
/// is not broken down has none.
pub fn tidy_breakdowns(figures: &Publishable, wanted: impl Fn(&SplitBy) -> bool) -> Vec<TidyRow> {
    figures
        .breakdowns()
        .iter()
        .filter(|one| {
            let by = SplitBy { measure: one.measure.clone(), period: one.period, breakdown: one.breakdown };
            wanted(&by)
        })
        .flat_map(|one| one.groups.iter().map(|group| row_of_group(one, group)))
        .collect()
}

fn row_of_group(one: &ReleasedBreakdown, group: &ReleasedGroup) -> TidyRow {
    let tally = group.tally;
    let (numerator, denominator, value) = match &group.value {
        Some(ReleasedValue::Share { met, of }) => (whole(*met), whole(*of), share(*met, *of)),
        Some(ReleasedValue::Count { count, .. }) => (whole(*count), None, whole(*count)),
        Some(ReleasedValue::Middle { exact, of }) => (None, whole(*of), Some(six_decimals(*exact))),
        Some(ReleasedValue::Parts { .. }) | None => (None, None, None),
    };
    TidyRow {
        measure: one.measure.clone(),
        period: one.period.to_string(),
        from: one.window.since.to_string(),
        to: one.window.until.to_string(),
        basis: one.basis.name(),
        form: one.form,
        breakdown: one.breakdown.name().to_owned(),
        group: group.code.clone(),
        category: String::new(),
        numerator,
        denominator,
        value,
        shown: group.long.clone(),
        met: tally.map(|tally| tally.met),
        not_met: tally.map(|tally| tally.not_met),
        missing: tally.map(|tally| tally.missing),
        not_known: tally.map(|tally| tally.not_known),
        not_due: tally.map(|tally| tally.not_due),
        not_applicable: tally.map(|tally| tally.not_applicable),
        availability: if group.confidential { CONFIDENTIAL } else { "available" },
        definition: one.version,
        status: "",
        target: String::new(),
        since_last_year: "",
    }
}

fn rows_of(figure: &Released) -> Vec<TidyRow> {
    let tally = figure.tally;
    let judgement = figure.judgement.as_ref();
    let blank = TidyRow {
        measure: figure.measure.clone(),
        period: figure.period.to_string(),
        from: figure.window.since.to_string(),
        to: figure.window.until.to_string(),
        basis: figure.basis.name(),
        form: figure.form,
        breakdown: String::new(),
        group: String::new(),
        category: String::new(),
        numerator: None,
        denominator: None,
        value: None,
        shown: marked(&figure.long, figure),
        met: tally.map(|tally| tally.met),
        not_met: tally.map(|tally| tally.not_met),
        missing: tally.map(|tally| tally.missing),
        not_known: tally.map(|tally| tally.not_known),
        not_due: tally.map(|tally| tally.not_due),
        not_applicable: tally.map(|tally| tally.not_applicable),
        availability: figure.availability,
        definition: figure.version,
        status: judgement.map_or("", |one| one.standing.status.name()),
        target: figure.target.clone().unwrap_or_default(),
        since_last_year: judgement.map_or("", |one| one.last_year.name()),
    };
    match &figure.value {
        None => vec![blank],
        Some(ReleasedValue::Share { met, of }) => {
            vec![TidyRow {
                numerator: whole(*met),
                denominator: whole(*of),
                value: share(*met, *of),
                ..blank
            }]
        }
        Some(ReleasedValue::Count { count, rate }) => {
            let mut rows = vec![TidyRow {
                numerator: whole(*count),
                value: whole(*count),
                shown: marked(&crate::quantity::count(*count), figure),
                ..blank.clone()
            }];
            if let Some(rate) = rate {
                rows.push(TidyRow {
                    form: "rate",
                    category: rate.words.clone(),
                    numerator: whole(*count),
                    denominator: rate.base.replace(',', "").parse().ok(),
                    value: Some(six_decimals(rate.exact)),
                    shown: marked(&rate.shown, figure),
                    ..blank
                });
            }
            rows
        }
        Some(ReleasedValue::Middle { exact, of }) => {
            vec![TidyRow { denominator: whole(*of), value: Some(six_decimals(*exact)), ..blank }]
        }
        Some(ReleasedValue::Parts { parts, of }) => parts
            .iter()
            .map(|part| TidyRow {
                category: part.name.clone(),
                numerator: part.count.and_then(whole),
                denominator: whole(*of),
                value: part.count.and_then(|count| share(count, *of)),
                shown: marked(&part.shown, figure),
                ..blank.clone()
            })
            .collect(),
    }
}

fn whole(number: u64) -> Option<f64> {
    u32::try_from(number).ok().map(f64::from)
}

fn share(met: u64, of: u64) -> Option<f64> {
    Ratio::new(i64::try_from(met).ok()?, i64::try_from(of).ok()?).map(six_decimals)
}

fn six_decimals(ratio: Ratio) -> f64 {
    ratio.round_half_up(6).as_f64()
}

/// Tidy rows as a table, with the measures' titles beside their ids.
pub(super) fn table(rows: &[TidyRow], catalogue: &Catalogue) -> Table {
    let rows = rows
        .iter()
        .map(|row| {
            let hidden = row.availability == CONFIDENTIAL || row.shown == Symbol::Confidential.code();
            let none = if hidden { Symbol::Confidential } else { Symbol::NotApplicable }.code();
            let number = |value: Option<f64>, kind: NumberKind| match value {
                Some(value) => Cell::number(value.to_string(), value, kind),
                None => Cell::text(none),
            };
            let tally = |value: Option<u64>| match value.and_then(whole) {
                Some(value) => number(Some(value), NumberKind::Count),
                None => Cell::text(Symbol::Confidential.code()),
            };
            let words = |text: &str| Cell::text(if text.is_empty() { "[z]" } else { text });
            let said = |text: &str| Cell::text(if text.is_empty() { none } else { text });
            let title = catalogue.get(&row.measure).map_or("", |measure| measure.title.as_str());
            let kind = NumberKind::Decimal { decimals: 6 };
            let base = match row.denominator {
                Some(value) if value.fract() != 0.0 => NumberKind::Decimal { decimals: 1 },
                _ => NumberKind::Count,
            };
            Row {
                cells: vec![
                    Cell::text(&row.measure),
                    Cell::text(title),
                    Cell::text(&row.period),
                    Cell::text(&row.from),
                    Cell::text(&row.to),
                    Cell::text(row.basis),
                    Cell::text(row.form),
                    words(&row.breakdown),
                    words(&row.group),
                    words(&row.category),
                    number(row.numerator, NumberKind::Count),
                    number(row.denominator, base),
                    number(row.value, kind),
                    Cell::text(&row.shown),
                    tally(row.met),
                    tally(row.not_met),
                    tally(row.missing),
                    tally(row.not_known),
                    tally(row.not_due),
                    tally(row.not_applicable),
                    Cell::text(row.availability),
                    number(u32::try_from(row.definition).ok().map(f64::from), NumberKind::Count),
                    said(row.status),
                    words(&row.target),
                    said(row.since_last_year),
                ],
            }
        })
        .collect();
    let mut columns: Vec<Column> = TIDY_COLUMNS
        .iter()
        .map(|name| {
            let numeric = matches!(
                *name,
                "numerator"
                    | "denominator"
                    | "value"
                    | "met"
                    | "not_met"
                    | "missing"
                    | "not_known"
                    | "not_due"
                    | "not_applicable"
                    | "definition"
            );
            column(*name, if numeric { Align::End } else { Align::Start }, 10)
        })
        .collect();
    columns.insert(1, column("title", Align::Start, 30));
    Table { caption: "Tidy data".to_owned(), columns, rows, notes: Vec::new() }
}
