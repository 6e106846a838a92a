//! Measures of the yearly outcomes of children looked after for 12 months.

use boardpack::compute::{State, Value};
use boardpack::snapshot::YearOutcome;

use super::days::{Days, age};
use super::plain::{Answer, Council, judged};

/// Every child looked after for 12 months at the end of the last day, with the age and the year's outcomes.
fn each<'a>(council: &Council<'a>, days: Days) -> Vec<(&'a str, Option<i32>, Option<&'a YearOutcome>)> {
    let mut rows = Vec::new();
    for child in &council.children {
        if child.looked_after_12_months(days.last).is_some() {
            let outcome = council
                .tables
                .year_outcomes
                .iter()
                .find(|row| row.person == child.id && row.year_end == days.last);
            rows.push((child.id, age(child.born, days.last), outcome));
        }
    }
    rows
}

fn share_of(
    council: &Council<'_>,
    days: Days,
    outcome: impl Fn(&YearOutcome) -> Option<bool>,
) -> Vec<(String, State)> {
    each(council, days)
        .into_iter()
        .map(|(child, _, row)| (child.to_owned(), judged(row.and_then(&outcome))))
        .collect()
}

pub(super) fn annual_health_assessment(council: &Council<'_>, days: Days) -> Answer {
    Answer::share(share_of(council, days, |row| row.health_assessment), &[State::Missing])
}

pub(super) fn dental_check(council: &Council<'_>, days: Days) -> Answer {
    Answer::share(share_of(council, days, |row| row.dental_check), &[State::Missing])
}

pub(super) fn immunisations_up_to_date(council: &Council<'_>, days: Days) -> Answer {
    Answer::share(share_of(council, days, |row| row.immunisations), &[State::Missing])
}

pub(super) fn development_assessment(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for (child, age, row) in each(council, days) {
        if age.is_some_and(|age| age < 5) {
            rows.push((child.to_owned(), judged(row.and_then(|row| row.development_check))));
        }
    }
    Answer::share(rows, &[State::Missing])
}

pub(super) fn looked_after_drugs_alcohol(council: &Council<'_>, days: Days) -> Answer {
    Answer::share(share_of(council, days, |row| row.substance_misuse), &[])
}

pub(super) fn sdq_average_score(council: &Council<'_>, days: Days) -> Answer {
    let (mut sum, mut of, mut rows) = (0, 0, Vec::new());
    for (child, age, row) in each(council, days) {
        if age.is_some_and(|age| (5..=16).contains(&age)) {
            let score = row.and_then(|row| row.sdq_score);
            if let Some(score) = score {
                sum += score;
                of += 1;
            }
            rows.push((child.to_owned(), judged(score.map(|_| true))));
        }
    }
    Answer { value: Value::Mean { sum, of }, rows }
}
