//! Care leavers' lives between birthdays: what the law calls them, support, homes, plans, money, health, services.
//!
//! Everything follows from the histories of care and from what is known on the birthdays, which stay as they are.
//! On 15 May 2017 the council is responsible for 186 aged 18 and over, as its strategy says: those under 21, and of
//! those aged 21 to 24 as many in education or training as are wanting. History from April 2015, with what a look
//! back of 12 months needs before it.
//!
//! # Faults, on purpose
//! Spells of eligibility that nobody moved on at 18; months without rent information; undated grants, summaries and
//! risk assessments; contacts without an answer recorded; visits to services that were never closed; young people of
//! whom nothing has been recorded for more than a year.

mod health;
mod homes;
mod money;
mod observations;
mod periods;
mod plans;
mod services;

use std::collections::{BTreeMap, BTreeSet};

use super::child::Child;
use super::cut::ended;
use super::day::{Day, age, birthday, date, year_end, ymd};
use super::draw::Draw;
use crate::calendar::{Date, add_months};
use crate::snapshot::{CareLeaverStatus, Tables};

pub(super) use self::services::services;

/// Last day of the story.
fn story_ends() -> Day {
    year_end(2019)
}

/// First day of what is recorded between birthdays.
fn history_starts() -> Day {
    ymd(2014, 4, 1)
}

/// A child or young person with the id of the row, before anything is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Someone<'a> {
    pub(super) id: &'a str,
    pub(super) child: &'a Child,
    pub(super) male: bool,
}

/// What was known of a young person on a day.
#[derive(Debug, Clone)]
struct Seen {
    day: Day,
    in_touch: String,
    activity: String,
    home: String,
    suitable: Option<bool>,
}

/// A spell of advice and support from the 21st birthday on.
#[derive(Debug, Clone, Copy)]
struct Support {
    start: Day,
    end: Day,
    reason: &'static str,
}

/// A young person entitled to support on leaving care.
#[derive(Debug)]
struct Leaver<'a> {
    id: &'a str,
    child: &'a Child,
    male: bool,
    /// First day of entitlement, from the 16th birthday on.
    since: Day,
    support: Vec<Support>,
    /// By day: birthdays first, then what lies between them too.
    seen: Vec<Seen>,
}

impl Leaver<'_> {
    fn turns(&self, age: i32) -> Day {
        birthday(self.child.born, age)
    }

    fn age(&self, day: Day) -> i32 {
        age(self.child.born, day)
    }

    /// Whether the council advises and supports the young person on a day.
    fn supported(&self, day: Day) -> bool {
        day >= self.since
            && (day < self.turns(21) || self.support.iter().any(|one| one.start <= day && day < one.end))
    }

    /// What was last known by a day.
    fn last_seen(&self, day: Day) -> Option<&Seen> {
        self.seen.iter().rev().find(|seen| seen.day <= day)
    }

    /// Days from `first` on, `low` to `high` days apart, until the story or the 25th birthday ends.
    fn days(&self, draw: &mut Draw, first: Day, low: i32, high: i32) -> Vec<Day> {
        let last = story_ends().min(self.turns(25) - 1);
        let mut days = Vec::new();
        let mut day = first.max(history_starts()) + draw.between(0, high - low);
        while day <= last {
            days.push(day);
            day += draw.between(low, high);
        }
        days
    }
}

/// Draws everything for one copy of the council.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, people: &[Someone<'_>]) {
    let mut known: BTreeMap<&str, Vec<Seen>> = BTreeMap::new();
    for row in &tables.care_leaver_statuses {
        known.entry(row.person.as_str()).or_default().push(Seen {
            day: day_of(row.observed),
            in_touch: row.in_touch.clone().unwrap_or_default(),
            activity: row.activity.clone().unwrap_or_default(),
            home: row.accommodation.clone().unwrap_or_default(),
            suitable: row.suitable,
        });
    }
    let mut leavers: Vec<Leaver<'_>> = people
        .iter()
        .filter_map(|someone| {
            let since = periods::entitled_since(someone.child)?;
            let seen = known.get(someone.id).cloned().unwrap_or_default();
            let Someone { id, child, male } = *someone;
            Some(Leaver { id, child, male, since, support: Vec::new(), seen })
        })
        .collect();
    drop(known);
    periods::support(draw, &mut leavers);
    for leaver in &mut leavers {
        periods::write(tables, draw, leaver);
        observations::write(tables, draw, leaver);
    }
    for leaver in &leavers {
        let tenancies = homes::write(tables, draw, leaver);
        money::write(tables, draw, leaver, &tenancies);
        plans::write(tables, draw, leaver);
        health::write(tables, draw, leaver);
        services::of_leaver(tables, draw, leaver);
    }
    for someone in people {
        services::of_child(tables, draw, someone);
    }
}

fn day_of(date: Date) -> Day {
    use chrono::Datelike;
    date.num_days_from_ce()
}

/// A status row between birthdays.
fn status_row(leaver: &Leaver<'_>, number: usize, seen: &Seen) -> CareLeaverStatus {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    CareLeaverStatus {
        id: format!("{}-O{number}", leaver.id),
        person: leaver.id.to_owned(),
        observed: date(seen.day),
        in_touch: text(&seen.in_touch),
        activity: text(&seen.activity),
        accommodation: text(&seen.home),
        suitable: seen.suitable,
    }
}

/// Forgets what lies after a day.
pub(super) fn cut(tables: &mut Tables, as_at: Date) {
    let later = |day: Option<Date>| day.is_some_and(|day| day > as_at);
    let births: BTreeMap<&str, Date> =
        tables.persons.iter().filter_map(|row| Some((row.id.as_str(), row.born?))).collect();
    let own = &mut tables.leavers;
    own.periods.retain(|row| row.start <= as_at);
    for row in &mut own.periods {
        if ended(&mut row.end, as_at) {
            row.end_reason = None;
        }
    }
    own.supports.retain(|row| row.start <= as_at);
    for row in &mut own.supports {
        ended(&mut row.end, as_at);
    }
    own.pathway_plan_events.retain(|row| row.date <= as_at);
    own.contacts.retain(|row| row.date <= as_at);
    for row in &mut own.service_accesses {
        if later(row.started_on) {
            row.started_on = None;
            row.outcome = Some("WAITING".to_owned());
        }
        for day in [&mut row.requested_on, &mut row.offered_on, &mut row.ended_on] {
            ended(day, as_at);
        }
    }
    own.service_accesses
        .retain(|row| row.requested_on.is_some() || row.offered_on.is_some() || row.started_on.is_some());
    own.accommodation_moves.retain(|row| row.moved_on <= as_at);
    for row in &mut own.accommodation_moves {
        if ended(&mut row.risk_assessed_on, as_at) {
            row.risk_assessed = Some(false);
        }
    }
    own.tenancies.retain(|row| row.start <= as_at);
    for row in &mut own.tenancies {
        if ended(&mut row.end, as_at) {
            row.end_reason = None;
        }
    }
    // What has no day of its own came with the tenancy, or with the 18th birthday.
    let tenants: BTreeSet<String> = own.tenancies.iter().map(|row| row.person.clone()).collect();
    own.grant_payments
        .retain(|row| row.released_on.map_or_else(|| tenants.contains(&row.person), |day| day <= as_at));
    own.rent_months.retain(|row| add_months(row.month, 1).is_some_and(|next| next <= as_at));
    own.finance_flags.retain(|row| row.recorded_on <= as_at);
    own.risks.retain(|row| row.start <= as_at);
    for row in &mut own.risks {
        ended(&mut row.end, as_at);
        ended(&mut row.plan_on, as_at);
    }
    own.missing_adults.retain(|row| row.missing_from <= as_at);
    for row in &mut own.missing_adults {
        if ended(&mut row.found_on, as_at) {
            row.found_time = None;
        }
    }
    let grown = |person: &str| {
        births.get(person).and_then(|born| add_months(*born, 216)).is_some_and(|day| day <= as_at)
    };
    own.health_summaries.retain(|row| row.issued_on.map_or_else(|| grown(&row.person), |day| day <= as_at));
    own.gp_records.retain(|row| row.recorded_on <= as_at);
}
