//! What children, young people and staff say and do: surveys, the Living in Care Council, training, audits, complaints.
//!
//! None of it is published, so none of it is calibrated: levels are plausible, improve a little over the years, and are
//! drawn from streams of their own, so that no other row of the example hangs on them.
//!
//! Faults, on purpose: one training day in about forty is not recorded; a few answers are blank; one audit in fifty
//! has no grade; a few complaints are still open and some requests are never told of again.

mod oversight;
mod participation;
mod questions;
mod surveys;
mod workforce;

use std::collections::BTreeSet;

use super::child::Child;
use super::day::{Day, age, ymd};
use super::draw::{Draw, Purpose};
use crate::calendar::Date;
use crate::snapshot::Tables;

/// First and last day of the story: events are drawn up to the last as-at day.
fn story() -> (Day, Day) {
    (ymd(2012, 4, 1), ymd(2019, 3, 31))
}

/// Writes the rows of one copy of the council; `ids` are the children's, in their order.
pub(super) fn write(
    tables: &mut Tables,
    stream: impl Fn(Purpose) -> Draw,
    copy: u32,
    children: &[Child],
    ids: &[String],
) {
    surveys::write(tables, &mut stream(Purpose::Surveys), copy, children);
    participation::write(tables, &mut stream(Purpose::Participation), copy, children, ids);
    workforce::write(tables, &mut stream(Purpose::Workforce), copy);
    oversight::write(tables, &mut stream(Purpose::Oversight), copy);
}

/// Whether a care leaver, or a child about to be one, on a day: aged 16 to 20, and of those aged 21 to 24 one in four,
/// who still has support.
fn is_care_leaver(child: &Child, day: Day) -> bool {
    match age(child.born, day) {
        16..=20 => child.entitled(day),
        21..=24 => child.born % 4 == 0 && child.entitled(day),
        _ => false,
    }
}

/// Forgets what lies after a day, and then the days of a few training rows that nobody wrote down.
pub(super) fn cut(tables: &mut Tables, as_at: Date) {
    let rows = &mut tables.voice;
    let later = |day: Option<Date>| day.is_some_and(|day| day > as_at);
    let forget = |day: &mut Option<Date>| {
        if day.is_some_and(|day| day > as_at) {
            *day = None;
        }
    };

    rows.survey_waves.retain(|row| row.opened <= as_at);
    rows.survey_waves.iter_mut().for_each(|row| forget(&mut row.closed));
    // Answers come out of the survey when it closes.
    let closed: BTreeSet<&str> =
        rows.survey_waves.iter().filter(|row| row.closed.is_some()).map(|row| row.id.as_str()).collect();
    rows.survey_responses.retain(|row| closed.contains(row.wave.as_str()));

    rows.participation_events.retain(|row| row.held <= as_at);
    let held: BTreeSet<&str> = rows.participation_events.iter().map(|row| row.id.as_str()).collect();
    rows.participations.retain(|row| held.contains(row.event.as_str()));
    rows.participation_ratings.retain(|row| held.contains(row.event.as_str()));
    rows.participation_requests.retain(|row| held.contains(row.event.as_str()));
    for row in &mut rows.participation_requests {
        forget(&mut row.agreed);
        forget(&mut row.done);
        if later(row.told) {
            row.told = None;
            row.reason_not_done = None;
        }
    }

    rows.staff.retain(|row| row.start <= as_at);
    rows.staff.iter_mut().for_each(|row| forget(&mut row.end));
    rows.staff_trainings.retain(|row| !later(row.completed));
    rows.foster_carers.retain(|row| row.approved_from <= as_at);
    rows.foster_carers.iter_mut().for_each(|row| forget(&mut row.approved_to));
    rows.carer_trainings.retain(|row| !later(row.attended));
    // After the cut, or a row without a day would tell of training that is still to come.
    rows.staff_trainings.iter_mut().skip(17).step_by(41).for_each(|row| row.completed = None);
    rows.carer_trainings.iter_mut().skip(11).step_by(37).for_each(|row| row.attended = None);

    rows.case_audits.retain(|row| row.audited <= as_at);
    rows.agency_signups.retain(|row| row.asked <= as_at);
    rows.agency_signups.iter_mut().for_each(|row| forget(&mut row.signed));
    rows.complaints.retain(|row| row.received <= as_at);
    for row in &mut rows.complaints {
        if later(row.answered) {
            row.answered = None;
            row.upheld = None;
        }
    }
}
