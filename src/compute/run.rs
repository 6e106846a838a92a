//! Asking the image: every measure over all its periods.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::Connection;
use rusqlite::types::{Value as SqlValue, ValueRef};

use super::figure::{Figure, Part, Rate, Tally, Value, Wave};
use super::rows::{Outcome, State};
use super::{Availability, Statements};
use crate::calendar::{Date, Period, Window, parse_iso};
use crate::fields::Scalar;
use crate::kpi::{Catalogue, Form, Keep, Measure, Per, PerDay, Unit};
use crate::snapshot::{Image, Readers};

/// Why a measure could not be computed: a fault of its file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("measure `{measure}`: {message}")]
pub struct ComputeError {
    /// The measure.
    pub measure: String,
    /// What is wrong.
    pub message: String,
}

/// The largest value of one row, either side of nought: days, pounds and scores are far below it, and sums of as many
/// rows as a machine can hold stay within 64 bits.
const LARGEST: i64 = 1_000_000_000;

/// The same in words.
const LARGEST_WORDS: &str = "1,000,000,000";

/// A figure with the rows behind it.
pub(super) type FigureRows = (Figure, Vec<Outcome>);

/// Every figure asked for.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    figures: BTreeMap<(String, Period), Figure>,
    outcomes: BTreeMap<(String, Period), Arc<[Outcome]>>,
}

impl Measured {
    /// The figure of a measure in a period.
    pub fn figure(&self, measure: &str, period: Period) -> Option<&Figure> {
        self.figures.get(&(measure.to_owned(), period))
    }

    /// All figures, by measure and period.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.figures.values()
    }

    /// The figures of a measure, by period.
    pub fn figures_of(&self, measure: &str) -> impl Iterator<Item = &Figure> {
        let measure = measure.to_owned();
        self.figures.values().filter(move |figure| figure.measure == measure)
    }

    /// The rows behind a figure.
    pub fn outcomes(&self, measure: &str, period: Period) -> &[Outcome] {
        self.outcomes.get(&(measure.to_owned(), period)).map_or(&[], |rows| rows)
    }
}

impl FromIterator<Figure> for Measured {
    /// Figures without the rows behind them.
    fn from_iter<T: IntoIterator<Item = Figure>>(figures: T) -> Self {
        let keyed = figures.into_iter().map(|figure| ((figure.measure.clone(), figure.period), figure));
        Self { figures: keyed.collect(), outcomes: BTreeMap::new() }
    }
}

impl FromIterator<(Figure, Vec<Outcome>)> for Measured {
    /// Figures, each with the rows behind it.
    fn from_iter<T: IntoIterator<Item = (Figure, Vec<Outcome>)>>(figures: T) -> Self {
        let mut measured = Self::default();
        for (figure, outcomes) in figures {
            let key = (figure.measure.clone(), figure.period);
            measured.outcomes.insert(key.clone(), outcomes.into());
            measured.figures.insert(key, figure);
        }
        measured
    }
}

/// The evenings for which states must be worked out, so that measures can be computed for periods; none for a measure of
/// events whose expressions look at no state.
pub fn days_needed<'a>(
    measures: impl IntoIterator<Item = &'a Measure>,
    periods: &[Period],
) -> BTreeSet<Date> {
    let mut days = BTreeSet::new();
    for measure in measures.into_iter().filter(|measure| looks_at_states(measure)) {
        for period in periods {
            let window = measure.rows.basis.window(*period);
            days.insert(window.until);
            days.extend(evenings_of_base(measure, window));
        }
    }
    days
}

/// The evenings without which the numbers of a measure, rates aside, cannot be computed for periods.
///
/// A rate whose evenings are not worked out is left out, never taken of a part of its base.
pub fn days_needed_for_numbers(measure: &Measure, periods: &[Period]) -> BTreeSet<Date> {
    if rows_look_at_states(measure) { days_needed([measure], periods) } else { BTreeSet::new() }
}

/// The evenings on which the base of a rate is counted.
fn evenings_of_base(measure: &Measure, window: Window) -> Vec<Date> {
    match &measure.form {
        Form::Count { per: Some(Per::Population { day, .. }), .. } => {
            let before = window.since.pred_opt().filter(|_| *day == PerDay::Average);
            before.into_iter().chain([window.until]).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a measure's rows, base or expressions may be of a population of states, whose rows have an evening `at`.
fn looks_at_states(measure: &Measure) -> bool {
    rows_look_at_states(measure) || matches!(measure.form, Form::Count { per: Some(_), .. })
}

fn rows_look_at_states(measure: &Measure) -> bool {
    let names_evening = |sql: &str| {
        sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .any(|word| word.eq_ignore_ascii_case("at"))
    };
    measure.rows.dated_by.is_none()
        || super::statement::expressions(measure).iter().any(|(_, sql)| names_evening(&sql.value))
}

/// Computes measures for periods, in parallel on read-only connections.
///
/// # Errors
/// When a measure's SQL fails or gives something that its form has no place for.
pub fn compute(
    catalogue: &Catalogue,
    wanted: &[(&str, Vec<Period>)],
    image: &Image,
) -> Result<Measured, ComputeError> {
    let readers = Readers::new(|| image.connect());
    let results: Vec<Result<Vec<FigureRows>, ComputeError>> = wanted
        .par_iter()
        .map(|(id, periods)| {
            let failed = |message: String| ComputeError { measure: (*id).to_owned(), message };
            let measure = catalogue.get(id).ok_or_else(|| failed("there is no such measure".to_owned()))?;
            readers
                .with(|connection| one_measure(measure, periods, image, connection))
                .map_err(|error| failed(error.to_string()))?
        })
        .collect();
    let mut rows = Vec::new();
    for result in results {
        rows.extend(result?);
    }
    Ok(rows.into_iter().collect())
}

/// A measure in all its periods.
pub(super) fn one_measure(
    measure: &Measure,
    periods: &[Period],
    image: &Image,
    connection: &mut Connection,
) -> Result<Vec<FigureRows>, ComputeError> {
    let failed = |message: String| ComputeError { measure: measure.id.clone(), message };
    let mut figures: Vec<FigureRows> = periods
        .iter()
        .map(|period| {
            let window = measure.rows.basis.window(*period);
            let availability = Availability::of(measure, *period, window, image);
            let figure = Figure {
                measure: measure.id.clone(),
                period: *period,
                window,
                availability,
                value: None,
                tally: Tally::default(),
                wave: None,
                version: measure.version(),
            };
            (figure, Vec::new())
        })
        .collect();
    let mut available: Vec<&mut FigureRows> =
        figures.iter_mut().filter(|(figure, _)| figure.availability == Availability::Available).collect();
    if available.is_empty() {
        return Ok(figures);
    }
    let windows: Vec<Window> = available.iter().map(|(figure, _)| figure.window).collect();
    let population = image
        .population(&measure.rows.of.value)
        .ok_or_else(|| failed(format!("there is no population `{}`", measure.rows.of.value)))?;
    let statements = Statements::new(measure, population, &windows);
    let database = |error: rusqlite::Error| {
        failed(match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => {
                "runs too long: an expression asks for more than a minute's work".to_owned()
            }
            Some(rusqlite::ErrorCode::TooBig) => "makes a text that is too big".to_owned(),
            _ => error.to_string(),
        })
    };
    Image::fresh_budget(connection).map_err(database)?;
    let connection: &Connection = connection;
    let mut query = prepare(connection, measure, &statements.rows).map_err(database)?;
    let mut rows = query.raw_query();
    while let Some(row) = rows.next().map_err(database)? {
        let n: u32 = row.get(0).map_err(database)?;
        let Some((_, outcomes)) = available.get_mut(n as usize).map(|one| &mut **one) else { continue };
        let id = text(row.get_ref(1).map_err(database)?);
        let person: Option<String> = row.get(2).map_err(database)?;
        let guard: Option<String> = row.get(3).map_err(database)?;
        let judged: SqlValue = row.get(4).map_err(database)?;
        let of: SqlValue = row.get(5).map_err(database)?;
        let mut outcome =
            judge(measure, &id, person.as_deref(), guard.as_deref(), (&judged, &of)).map_err(failed)?;
        if measure.has_watched_events() {
            outcome.day = parse_iso(&text(row.get_ref(6).map_err(database)?));
        }
        outcomes.push(outcome);
    }
    drop(rows);
    drop(query);
    if let Some(wave_of) = &statements.wave {
        let mut query = prepare(connection, measure, wave_of).map_err(database)?;
        let mut rows = query.raw_query();
        while let Some(row) = rows.next().map_err(database)? {
            let n: u32 = row.get(0).map_err(database)?;
            if let Some((figure, _)) = available.get_mut(n as usize).map(|one| &mut **one) {
                figure.wave = wave(row).map_err(database)?;
            }
        }
    }
    let bases = match &statements.base {
        Some(base) => {
            let mut query = prepare(connection, measure, base).map_err(database)?;
            let mut bases = Vec::new();
            let mut rows = query.raw_query();
            while let Some(row) = rows.next().map_err(database)? {
                let base: Option<i64> = row.get(1).map_err(database)?;
                bases.push(base.and_then(|base| u64::try_from(base).ok()).filter(|base| *base > 0));
            }
            bases
        }
        None => vec![None; windows.len()],
    };
    for ((figure, outcomes), base) in available.iter_mut().map(|one| &mut **one).zip(bases) {
        if let Some(keep) = measure.rows.one_per_person {
            one_per_person(outcomes, keep);
        }
        if population.of_waves() && figure.wave.is_none() {
            figure.availability = Availability::NoSurvey;
            continue;
        }
        figure.tally = tally(outcomes);
        let counted = evenings_of_base(measure, figure.window).iter().all(|day| image.has_evening(*day));
        let value = value(measure, outcomes, figure.tally, base.filter(|_| counted));
        figure.value = Some(value);
    }
    Ok(figures)
}

/// Prepares a statement with the measure's parameters bound; it must be one that only reads.
pub(super) fn prepare<'c>(
    connection: &'c Connection,
    measure: &Measure,
    sql: &str,
) -> rusqlite::Result<rusqlite::Statement<'c>> {
    let mut statement = connection.prepare(sql)?;
    if !statement.readonly() || statement.is_explain() != 0 {
        return Err(rusqlite::Error::InvalidQuery);
    }
    for param in &measure.params {
        // A parameter that an expression does not use is no fault here; `check` says so.
        if let Some(index) = statement.parameter_index(&format!(":{}", param.name.value))? {
            match &param.value {
                Scalar::Text(text) => statement.raw_bind_parameter(index, text)?,
                Scalar::Integer(number) => statement.raw_bind_parameter(index, number)?,
                Scalar::Real(number) => statement.raw_bind_parameter(index, number)?,
            }
        }
    }
    Ok(statement)
}

/// The wave of a row: its last day, how many were invited and how many responded.
fn wave(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Wave>> {
    let closed: String = row.get(1)?;
    let (invited, responded): (i64, i64) = (row.get(2)?, row.get(3)?);
    Ok(parse_iso(&closed).map(|closed| Wave {
        closed,
        invited: invited.unsigned_abs(),
        responded: responded.unsigned_abs(),
    }))
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}

fn judge(
    measure: &Measure,
    row: &str,
    person: Option<&str>,
    guard: Option<&str>,
    (judged, of): (&SqlValue, &SqlValue),
) -> Result<Outcome, String> {
    let outcome = |state, value, group| Outcome {
        row: row.to_owned(),
        person: person.map(str::to_owned),
        state,
        value,
        of: None,
        group,
        day: None,
    };
    if let Some(guard) = guard {
        let state = State::ALL.iter().find(|(name, _)| *name == guard).map(|(_, state)| *state);
        return state.map(|state| outcome(state, None, None)).ok_or_else(|| format!("unknown state {guard}"));
    }
    if *judged == SqlValue::Null {
        return Ok(outcome(State::Missing, None, None));
    }
    match (&measure.form, judged) {
        (Form::Share(_), SqlValue::Integer(1)) | (Form::Count { .. }, _) => {
            Ok(outcome(State::Met, None, None))
        }
        (Form::Share(_), SqlValue::Integer(0)) => Ok(outcome(State::NotMet, None, None)),
        (Form::Share(_), other) => {
            Err(format!("`met` gave {} for row {row}: it must be 1, 0 or NULL", show(other)))
        }
        (Form::Ratio { .. }, judged) => match (judged, of) {
            (_, SqlValue::Null) => Ok(outcome(State::Missing, None, None)),
            (SqlValue::Integer(part), SqlValue::Integer(whole))
                if (0..=*whole).contains(part) && *whole <= LARGEST =>
            {
                Ok(Outcome { of: Some(*whole), ..outcome(State::Met, Some(*part), None) })
            }
            (part, whole) => Err(format!(
                "`numerator` and `denominator` gave {} of {} for row {row}: they must be whole numbers up to {LARGEST_WORDS}, and part of a whole",
                show(part),
                show(whole)
            )),
        },
        (Form::Mean { .. } | Form::Median { .. }, SqlValue::Integer(number))
            if (-LARGEST..=LARGEST).contains(number) =>
        {
            Ok(outcome(State::Met, Some(*number), None))
        }
        (Form::Mean { .. } | Form::Median { .. }, other) => Err(format!(
            "`value` gave {} for row {row}: it must be a whole number from -{LARGEST_WORDS} to {LARGEST_WORDS}, or NULL",
            show(other)
        )),
        (Form::Parts { groups, not_known, .. }, code) => {
            let code = match code {
                SqlValue::Text(code) => code.clone(),
                SqlValue::Integer(number) => number.to_string(),
                other => {
                    return Err(format!("`category` gave {} for row {row}: it must be a code", show(other)));
                }
            };
            if not_known.contains(&code) {
                return Ok(outcome(State::NotKnown, None, None));
            }
            match groups.iter().position(|group| group.codes.contains(&code)) {
                Some(group) => Ok(outcome(State::Met, None, Some(group))),
                None => Err(format!("code `{code}` of row {row} is in no part")),
            }
        }
    }
}

fn show(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Real(number) => number.to_string(),
        SqlValue::Text(text) => format!("`{text}`"),
        SqlValue::Blob(_) => "a blob".to_owned(),
    }
}

/// Leaves one row for each person: the first or the last, in the statement's order. Rows without a person stay.
fn one_per_person(outcomes: &mut Vec<Outcome>, keep: Keep) {
    if keep == Keep::Last {
        outcomes.reverse();
    }
    let mut seen = BTreeSet::new();
    outcomes.retain(|one| one.person.as_ref().is_none_or(|person| seen.insert(person.clone())));
    if keep == Keep::Last {
        outcomes.reverse();
    }
}

/// Rows by state.
pub(super) fn tally(outcomes: &[Outcome]) -> Tally {
    let mut tally = Tally::default();
    for one in outcomes {
        *match one.state {
            State::NotApplicable => &mut tally.not_applicable,
            State::NotDue => &mut tally.not_due,
            State::NotKnown => &mut tally.not_known,
            State::Missing => &mut tally.missing,
            State::Met => &mut tally.met,
            State::NotMet => &mut tally.not_met,
        } += 1;
    }
    tally
}

/// The value of rows; without a base no rate. No sum can leave its 64 bits: every row's value is at most [`LARGEST`].
pub(super) fn value(
    measure: &Measure,
    outcomes: &[Outcome],
    tally: Tally,
    base_halves: Option<u64>,
) -> Value {
    match &measure.form {
        Form::Share(share) => {
            let missing = if share.count_missing { tally.missing } else { 0 };
            let not_known = if share.count_not_known { tally.not_known } else { 0 };
            Value::Share { met: tally.met, of: tally.met + tally.not_met + missing + not_known }
        }
        Form::Count { unit, per } => {
            let counted = outcomes.iter().filter(|one| one.state == State::Met);
            let count = match unit {
                Unit::Rows => counted.count(),
                Unit::People => counted.filter_map(|one| one.person.as_ref()).collect::<BTreeSet<_>>().len(),
            } as u64;
            let rate = per.as_ref().zip(base_halves).map(|(per, base_halves)| Rate {
                numerator: count,
                base_halves,
                multiply: per.multiply().unsigned_abs(),
            });
            Value::Count { count, rate }
        }
        Form::Ratio { .. } => {
            let sum = |part: fn(&Outcome) -> Option<i64>| -> u64 {
                outcomes.iter().filter_map(part).map(i64::unsigned_abs).sum()
            };
            Value::Share { met: sum(|one| one.value), of: sum(|one| one.of) }
        }
        Form::Mean { .. } => {
            Value::Mean { sum: outcomes.iter().filter_map(|one| one.value).sum(), of: tally.met }
        }
        Form::Median { .. } => {
            let mut values: Vec<i64> = outcomes.iter().filter_map(|one| one.value).collect();
            values.sort_unstable();
            let middle = values.len() / 2;
            let twice = match values.len() {
                0 => 0,
                odd if odd % 2 == 1 => 2 * values[middle],
                _ => values[middle - 1] + values[middle],
            };
            Value::Median { twice, of: tally.met }
        }
        Form::Parts { groups, .. } => {
            let parts: Vec<Part> = groups
                .iter()
                .enumerate()
                .map(|(at, group)| Part {
                    name: group.name.clone(),
                    count: outcomes.iter().filter(|one| one.group == Some(at)).count() as u64,
                })
                .collect();
            Value::Parts { of: parts.iter().map(|part| part.count).sum(), parts }
        }
    }
}
