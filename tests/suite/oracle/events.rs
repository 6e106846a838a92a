//! Measures of what happened in the days of a period.

use boardpack::calendar::{Date, add_working_days, bank_holiday_range};
use boardpack::compute::State;
use boardpack::snapshot::MissingEpisode;

use super::child::{Child, Spell};
use super::days::{Days, age, months};
use super::homes::per_100_looked_after;
use super::plain::{Answer, Council, judged};

pub(super) fn children_started(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        if child.care().any(|spell| spell.reason == "S" && days.hold(spell.start)) {
            rows.push(child.id.to_owned());
        }
    }
    Answer::count(rows, None)
}

/// Children who ceased, each with the spell that ended last; of two on one day, that of the later id.
fn ceased<'c, 'a>(council: &'c Council<'a>, days: Days) -> Vec<(&'c Child<'a>, &'c Spell<'a>)> {
    let mut rows = Vec::new();
    for child in &council.children {
        let mut last: Option<&Spell<'_>> = None;
        for spell in child.care() {
            if child.ended_for_real(spell).is_some_and(|end| days.hold(end))
                && last.is_none_or(|last| (spell.end, spell.id) > (last.end, last.id))
            {
                last = Some(spell);
            }
        }
        rows.extend(last.map(|last| (child, last)));
    }
    rows
}

pub(super) fn children_ceased(council: &Council<'_>, days: Days) -> Answer {
    Answer::count(ceased(council, days).into_iter().map(|(child, _)| child.id.to_owned()).collect(), None)
}

fn ceased_by(council: &Council<'_>, days: Days, reasons: &[&str]) -> Answer {
    let mut rows = Vec::new();
    for (child, last) in ceased(council, days) {
        rows.push((child.id.to_owned(), judged(last.end_reason.map(|reason| reasons.contains(&reason)))));
    }
    Answer::share(rows, &[])
}

pub(super) fn left_care_to_permanent_home(council: &Council<'_>, days: Days) -> Answer {
    let reasons = ["E11", "E12", "E41", "E43", "E44", "E45", "E46", "E47", "E48"];
    ceased_by(council, days, &reasons)
}

pub(super) fn returned_home(council: &Council<'_>, days: Days) -> Answer {
    ceased_by(council, days, &["E4", "E4A", "E4B"])
}

/// Episodes of type M of children who were looked after when they went missing, by a day of the episode.
fn missing_from_care<'a>(
    council: &Council<'a>,
    days: Days,
    dated_by: impl Fn(&MissingEpisode) -> Option<Date>,
) -> Vec<&'a MissingEpisode> {
    let mut rows = Vec::new();
    for row in &council.tables.missing_episodes {
        if row.kind != "M" || !dated_by(row).is_some_and(|day| days.hold(day)) {
            continue;
        }
        for child in &council.children {
            if child.id == row.person && child.looked_after(row.start).is_some() {
                rows.push(row);
            }
        }
    }
    rows
}

pub(super) fn missing_episodes(council: &Council<'_>, days: Days) -> Answer {
    let rows: Vec<String> = missing_from_care(council, days, |row| Some(row.start))
        .iter()
        .map(|row| row.person.clone())
        .collect();
    let rate = per_100_looked_after(council, days, rows.len());
    Answer::count(rows, rate)
}

pub(super) fn return_interview_offered(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for row in missing_from_care(council, days, |row| row.end) {
        let offered = row.interview_offered.as_deref().map(|offered| offered == "Y");
        rows.push((row.person.clone(), judged(offered)));
    }
    Answer::share(rows, &[State::Missing])
}

/// The due days of a child's reviews in one period of care, each with the day the next review was held.
///
/// Where coming into care was not seen, or reviews held since may be from before the history, the first review that is
/// known is taken for a later one, and nothing is said of those due before it.
fn due_days(
    council: &Council<'_>,
    period: &super::child::Period,
    held: &[Date],
) -> Vec<(Date, Option<Date>)> {
    let mut inside: Vec<Date> = Vec::new();
    for day in held {
        if *day >= period.start && period.end.is_none_or(|end| *day <= end) {
            inside.push(*day);
        }
    }
    let from_the_start = period.start_seen
        && period.start >= council.meta.full_history_from
        && period.start >= bank_holiday_range().0;
    let mut due = Vec::new();
    if from_the_start {
        let first_due = add_working_days(period.start, 20).expect("a day within the list of bank holidays");
        due.push((first_due, inside.first().copied()));
    }
    for (number, day) in inside.iter().enumerate() {
        let second = from_the_start && number == 0;
        let next_due = months(*day, if second { 3 } else { 6 });
        due.push((next_due, inside.get(number + 1).copied()));
    }
    due
}

pub(super) fn reviews_on_time(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        for period in &child.periods {
            for (due, held) in due_days(council, period, &child.reviews) {
                if !days.hold(due) {
                    continue;
                }
                let still_looked_after = period.end.is_none_or(|end| end > due) && child.is_under_18(due);
                let state = if still_looked_after {
                    judged(Some(held.is_some_and(|held| held <= due)))
                } else {
                    State::NotApplicable
                };
                rows.push((child.id.to_owned(), state));
            }
        }
    }
    Answer::share(rows, &[])
}

pub(super) fn participation_in_reviews(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for row in &council.tables.reviews {
        if row.cancelled.as_deref() == Some("Y") || !days.hold(row.held) {
            continue;
        }
        let Some(child) = council.children.iter().find(|child| child.id == row.person) else { continue };
        // The day care ended is still a day on which a review can be held.
        let in_care =
            child.care().any(|spell| spell.start <= row.held && spell.end.is_none_or(|end| end >= row.held));
        if !in_care {
            continue;
        }
        let age = age(child.born, row.held);
        let state = match row.participation.as_deref() {
            _ if age.is_some_and(|age| !(4..18).contains(&age)) => State::NotApplicable,
            Some("PN0") => State::NotApplicable,
            Some("PN1" | "PN2" | "PN3" | "PN5" | "PN6") => State::Met,
            Some(_) => State::NotMet,
            None => State::Missing,
        };
        rows.push((child.id.to_owned(), state));
    }
    Answer::share(rows, &[])
}
