//! A figure as it was reported and as it is now known.

use super::release::{ReleasedValue, in_words, release};
use super::reported::{Earlier, definition, value};
use crate::assess::AssessedFigure;
use crate::calendar::{Date, long_date};
use crate::compute::Value;
use crate::kpi::{Form, Measure};
use crate::quantity::{Ratio, count};
use crate::template::Materiality;

/// Why a figure is not what was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Rows were recorded late, or put right.
    LateRecording,
    /// The measure is counted by another definition.
    Definition {
        /// Its version then.
        then: i64,
        /// Its version now.
        now: i64,
    },
}

/// What was reported of a figure that has moved since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// As it was reported: "82%".
    pub reported: String,
    /// As it is now known: "83%".
    pub now: String,
    /// Why it moved.
    pub reason: Reason,
    /// Day on which it was first reported.
    pub on: Date,
    /// Number of that publication.
    pub publication: i64,
}

impl Restated {
    /// The reason in words.
    pub fn why(&self) -> String {
        match self.reason {
            Reason::LateRecording => "late recording or correction".to_owned(),
            Reason::Definition { then, now } => {
                format!(
                    "definition changed, version {then} then and version {now} now, so the two are not alike"
                )
            }
        }
    }

    /// "restated from 82% to 83%: late recording or correction (reported on 5 November 2018)".
    pub fn words(&self) -> String {
        format!(
            "restated from {} to {}: {} (reported on {})",
            self.reported,
            self.now,
            self.why(),
            long_date(self.on)
        )
    }
}

/// What was first reported of a figure, where it has moved by as much as matters.
pub(super) fn restated(one: &AssessedFigure, measure: &Measure, earlier: &Earlier<'_>) -> Option<Restated> {
    let now = one.figure.value.as_ref()?;
    let first = earlier.first(&one.figure)?;
    let then = value(&first.rows, measure, now)?;
    if !matters(&then, now, earlier.materiality) {
        return None;
    }
    let version = definition(first)?;
    let reason = if version == one.figure.version {
        Reason::LateRecording
    } else {
        Reason::Definition { then: version, now: one.figure.version }
    };
    let (reported, now) = pair(one, measure, &then, now, earlier.materiality);
    Some(Restated { reported, now, reason, on: first.on, publication: first.publication })
}

/// Whether a value has moved by as much as matters.
fn matters(then: &Value, now: &Value, least: Materiality) -> bool {
    match (then, now) {
        (Value::Share { met: a, of: x }, Value::Share { met: b, of: y }) => {
            (a, x) != (b, y) && points(*a, *x, *b, *y, least.points)
        }
        (Value::Count { count: a, .. }, Value::Count { count: b, .. }) => {
            i64::try_from(a.abs_diff(*b)).unwrap_or(i64::MAX) >= least.count
        }
        (Value::Mean { sum: a, of: x }, Value::Mean { sum: b, of: y }) => tenths(*a, *x) != tenths(*b, *y),
        (Value::Median { twice: a, .. }, Value::Median { twice: b, .. }) => a != b,
        (Value::Parts { parts: a, of: x }, Value::Parts { parts: b, of: y }) => {
            then != now && a.iter().zip(b).any(|(a, b)| points(a.count, *x, b.count, *y, least.points))
        }
        _ => false,
    }
}

/// Whether two shares lie so many percentage points apart or more, exactly; a share of nothing is beside any other.
fn points(met: u64, of: u64, met_now: u64, of_now: u64, least: i64) -> bool {
    let [met, of, met_now, of_now] = [met, of, met_now, of_now].map(i128::from);
    if of == 0 || of_now == 0 {
        return of != of_now;
    }
    100 * (met_now * of - met * of_now).abs() >= i128::from(least) * of * of_now
}

/// A mean as it prints, in tenths.
fn tenths(sum: i64, of: u64) -> Option<i128> {
    Ratio::new(sum, i64::try_from(of).ok()?).map(|mean| mean.round_half_up(1).units())
}

/// Both values in words: as narrow as they can be and still differ. Of parts of a whole those that moved.
fn pair(
    one: &AssessedFigure,
    measure: &Measure,
    then: &Value,
    now: &Value,
    least: Materiality,
) -> (String, String) {
    if let (Value::Parts { parts: a, of: x }, Value::Parts { parts: b, of: y }, Form::Parts { .. }) =
        (then, now, &measure.form)
    {
        let moved: Vec<(String, String)> = a
            .iter()
            .zip(b)
            .filter(|(a, b)| points(a.count, *x, b.count, *y, least.points))
            .map(|(a, b)| {
                let words =
                    |part: &str, number: u64, of: u64| format!("{} of {} {part}", count(number), count(of));
                (words(&a.name, a.count, *x), words(&b.name, b.count, *y))
            })
            .collect();
        let (then, now): (Vec<String>, Vec<String>) = moved.into_iter().unzip();
        return (then.join(", "), now.join(", "));
    }
    let words = |value: &Value| {
        let released = release(&one.with_value(value.clone(), measure), measure);
        match &released.value {
            // Of a count and its rate the one is told that the measure prints first.
            Some(value @ ReleasedValue::Count { .. }) => (in_words(value, measure).0, released.short),
            _ => (released.long, released.short),
        }
    };
    let ((long, short), (long_now, short_now)) = (words(then), words(now));
    if short == short_now { (long, long_now) } else { (short, short_now) }
}
