//! Whether a figure has changed: three states from an interval, or why it cannot be tested.

use super::caution::{Few, too_few};
use super::words::{moved, value};
use crate::calendar::{Basis, Date, Period, Window, long_date};
use crate::compute::{Availability, Figure, Value};
use crate::kpi::{Form, Measure, Polarity};
use crate::quantity::Share;
use crate::statistics::{Comparison, Direction, Events, Verdict};

/// With what a figure is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The period just before.
    Previous,
    /// The same period a year earlier.
    LastYear,
    /// The period from which the strategy is judged.
    Baseline,
}

/// A figure beside an earlier one of the same measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The earlier period.
    pub before: Period,
    /// The verdict of the test; `None` when there is none to make.
    pub verdict: Option<Verdict>,
    /// The day of a break in the series that lies between the two, which do not compare; `None` where none does.
    pub broken: Option<Date>,
    /// The sentence that gives both figures and the verdict, or why there is none.
    pub reason: String,
}

impl Change {
    /// In a word or two: "Better", "No clear change", "Not tested", "Not comparable".
    pub fn word(&self) -> &'static str {
        match self.verdict {
            Some(Verdict::Better) => "Better",
            Some(Verdict::Worse) => "Worse",
            Some(Verdict::Higher) => "Higher",
            Some(Verdict::Lower) => "Lower",
            Some(Verdict::NoClearChange) => "No clear change",
            None if self.broken.is_some() => "Not comparable",
            None => "Not tested",
        }
    }

    /// In tidy data: `better`, `no-clear-change`, `not-tested`, `not-comparable`.
    pub fn name(&self) -> &'static str {
        match self.verdict {
            Some(Verdict::Better) => "better",
            Some(Verdict::Worse) => "worse",
            Some(Verdict::Higher) => "higher",
            Some(Verdict::Lower) => "lower",
            Some(Verdict::NoClearChange) => "no-clear-change",
            None if self.broken.is_some() => "not-comparable",
            None => "not-tested",
        }
    }

    /// Whether the test found a change.
    pub fn is_clear(&self) -> bool {
        self.verdict.is_some_and(|verdict| verdict != Verdict::NoClearChange)
    }
}

/// Which way of a measure is better.
pub(super) fn direction(polarity: Polarity) -> Direction {
    match polarity {
        Polarity::Higher => Direction::Increase,
        Polarity::Lower => Direction::Decrease,
        Polarity::Neutral => Direction::Neutral,
    }
}

/// Compares a figure with an earlier one.
pub(super) fn change(
    measure: &Measure,
    now: &Figure,
    before: Option<&Figure>,
    (against, period): (Against, Period),
) -> Change {
    let short = period.short();
    let untested = |reason: String| Change { before: period, verdict: None, broken: None, reason };
    let Some(before) = before else { return untested(format!("No figure for {short}.")) };
    let (Some(here), Some(there)) = (value(now, measure), value(before, measure)) else {
        let lacking = if now.value.is_none() { now } else { before };
        let why = match &lacking.availability {
            Availability::Available => "it has no value".to_owned(),
            other => other.words(),
        };
        return untested(format!("No figure for {}: {why}.", lacking.period.short()));
    };
    if now.wave.is_some_and(|wave| before.wave.is_some_and(|other| other.closed == wave.closed)) {
        return untested(format!("The same survey stands behind {short}."));
    }
    let both = format!("{here} now, {there} in {short}");
    if let Some(one) = measure.break_between(days(before), days(now)) {
        let on = long_date(one.on);
        return Change {
            broken: Some(one.on),
            ..untested(format!("{both}; not comparable with before {on}: {}.", one.words))
        };
    }
    match test(measure, now, before, against) {
        Err(why) => untested(format!("{both}{why}.")),
        Ok(verdict) => {
            let words = match verdict {
                Verdict::Better => "Better than in",
                Verdict::Worse => "Worse than in",
                Verdict::Higher => "Higher than in",
                Verdict::Lower => "Lower than in",
                Verdict::NoClearChange => "No clear change since",
            };
            Change {
                before: period,
                verdict: Some(verdict),
                broken: None,
                reason: format!("{words} {short}: {here} now, {there} then."),
            }
        }
    }
}

/// The days that a figure speaks of: of a survey the one on which it closed.
fn days(figure: &Figure) -> Window {
    figure.wave.map_or(figure.window, |wave| Window { since: wave.closed, until: wave.closed })
}

/// The verdict, or the end of the sentence that says why there is none.
fn test(measure: &Measure, now: &Figure, before: &Figure, against: Against) -> Result<Verdict, String> {
    let same_people = format!("; not tested, for mostly the same {} stand in both", measure.noun);
    let (Some(one), Some(other)) = (&now.value, &before.value) else { return Err(String::new()) };
    let basis = measure.rows.basis;
    match (&measure.form, one, other) {
        (Form::Share(_), Value::Share { met, of }, Value::Share { met: met_before, of: of_before }) => {
            // States and 12 months a quarter apart hold the same people: only a year apart the test is safe.
            if against == Against::Previous && !matches!(basis, Basis::InPeriod | Basis::Survey) {
                return Err(same_people);
            }
            for figure in [now, before] {
                match too_few(measure, figure) {
                    Some(Few::Rows(_)) => {
                        return Err(format!("; not tested, for fewer than 20 {} are too few", measure.noun));
                    }
                    Some(Few::Answers) => return Err("; not tested, for too few answered".to_owned()),
                    None => {}
                }
            }
            let shares = Share::new(*met, *of).zip(Share::new(*met_before, *of_before));
            let comparison = shares.and_then(|(one, other)| Comparison::of_shares(one, other));
            comparison
                .map(|comparison| comparison.verdict(direction(measure.polarity)))
                .ok_or_else(|| "; not tested, for one is a share of nothing".to_owned())
        }
        (Form::Ratio { .. }, ..) => Err(format!(
            "; not tested, for {} of one child are alike and no independent sample",
            measure.noun
        )),
        (Form::Count { .. }, Value::Count { count: one, .. }, Value::Count { count: other, .. }) => {
            let difference = moved(*one, *other);
            match basis {
                Basis::InPeriod => {}
                Basis::AcademicYearToDate | Basis::FinancialYearToDate if against != Against::Previous => {}
                Basis::AcademicYearToDate | Basis::FinancialYearToDate => {
                    return Err("; not tested, for the count grows through the year".to_owned());
                }
                _ => return Err(format!(", {difference}{same_people}")),
            }
            let events = |count: u64, figure: &Figure| {
                let days = (figure.window.until - figure.window.since).num_days() + 1;
                Events::new(count).over(f64::from(i32::try_from(days).unwrap_or(i32::MAX)))
            };
            let comparison = events(*one, now)
                .zip(events(*other, before))
                .and_then(|(one, other)| Comparison::of_counts(one, other));
            // Without any event on either side there is nothing that could differ.
            Ok(comparison
                .map_or(Verdict::NoClearChange, |comparison| comparison.verdict(direction(measure.polarity))))
        }
        (Form::Mean { .. } | Form::Median { .. }, ..) => {
            let middle = if matches!(measure.form, Form::Mean { .. }) { "mean" } else { "median" };
            Err(format!("; not tested, for a {middle} alone does not say how far its values spread"))
        }
        (Form::Parts { .. }, Value::Parts { of, .. }, Value::Parts { of: of_before, .. }) => {
            Err(format!(", {}; not tested, for parts have no single number", moved(*of, *of_before)))
        }
        _ => Err("; not tested, for the two are of different kinds".to_owned()),
    }
}
