//! Cuts the full story to what an extract on an earlier day would hold.

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::snapshot::Tables;

/// Takes back an end that lies after a day; whether it did.
pub(super) fn ended(end: &mut Option<Date>, as_at: Date) -> bool {
    let later = end.is_some_and(|day| day > as_at);
    if later {
        *end = None;
    }
    later
}

/// Forgets what lies after a day: later rows go, what ends later is open.
pub(super) fn cut(tables: &mut Tables, as_at: Date) {
    let later = |day: Option<Date>| day.is_some_and(|day| day > as_at);

    tables.episodes.retain(|row| row.start <= as_at);
    for row in &mut tables.episodes {
        if later(row.end) {
            row.end = None;
            row.end_reason = None;
        }
    }
    tables.placements.retain(|row| row.start <= as_at);
    for row in &mut tables.placements {
        if later(row.end) {
            row.end = None;
            row.change_reason = None;
        }
    }
    let known: BTreeSet<&str> = tables.placements.iter().map(|row| row.id.as_str()).collect();
    tables.placement_places.retain(|row| known.contains(row.placement.as_str()));
    tables.legal_statuses.retain(|row| row.start <= as_at);
    for row in &mut tables.legal_statuses {
        if later(row.end) {
            row.end = None;
        }
    }
    tables.immigration_statuses.retain(|row| !later(row.start));
    for row in &mut tables.immigration_statuses {
        if later(row.end) {
            row.end = None;
        }
    }
    tables.reviews.retain(|row| row.held <= as_at);
    tables.missing_episodes.retain(|row| row.start <= as_at);
    for row in &mut tables.missing_episodes {
        if later(row.end) {
            row.end = None;
            row.interview_offered = None;
            row.interview_accepted = None;
        }
    }
    tables.year_outcomes.retain(|row| row.year_end <= as_at);
    tables.care_leaver_statuses.retain(|row| row.observed <= as_at);
    tables.populations.retain(|row| {
        i32::try_from(row.year)
            .ok()
            .and_then(|year| Date::from_ymd_opt(year, 6, 30))
            .is_some_and(|day| day <= as_at)
    });

    super::leavers::cut(tables, as_at);

    let seen: BTreeSet<&str> = tables.episodes.iter().map(|row| row.person.as_str()).collect();
    tables.persons.retain(|row| seen.contains(row.id.as_str()));
}
