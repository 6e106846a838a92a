//! Measures of care leavers by what is known of them around their 19th, 20th or 21st birthday.

use boardpack::compute::State;
use boardpack::snapshot::CareLeaverStatus;

use super::days::{Days, birthday, months};
use super::plain::{Answer, Council, judged};

/// Care leavers whose 19th, 20th or 21st birthday fell in the days, once each, by the latest of them of which anything
/// is known: the record nearest to it from three months before to one month after, the later of two that are as near.
fn cohort<'a>(council: &Council<'a>, days: Days) -> Vec<(&'a str, &'a CareLeaverStatus)> {
    let mut rows = Vec::new();
    for child in &council.children {
        let Some(born) = child.born else { continue };
        let mut row = None;
        for turned in 19..=21 {
            let day = birthday(born, turned);
            if !days.hold(day) {
                continue;
            }
            let (from, until) = (months(day, -3), months(day, 1));
            let mut nearest: Option<&CareLeaverStatus> = None;
            for status in &council.tables.care_leaver_statuses {
                if status.person != child.id || status.observed < from || status.observed > until {
                    continue;
                }
                let far = |one: &CareLeaverStatus| (one.observed - day).num_days().abs();
                if nearest.is_none_or(|nearest| {
                    far(status) < far(nearest)
                        || far(status) == far(nearest)
                            && (status.observed, &status.id) > (nearest.observed, &nearest.id)
                }) {
                    nearest = Some(status);
                }
            }
            if nearest.is_some() {
                row = nearest;
            }
        }
        rows.extend(row.map(|status| (child.id, status)));
    }
    rows
}

/// Died, and returned home for six months or more: not asked about.
fn is_left_out(status: &CareLeaverStatus) -> bool {
    matches!(status.in_touch.as_deref(), Some("DIED" | "RHOM"))
}

pub(super) fn care_leavers_in_touch_19_21(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for (person, status) in cohort(council, days) {
        let activity_known = status.activity.as_deref().is_some_and(|code| code != "0");
        let state = match status.in_touch.as_deref() {
            _ if is_left_out(status) => State::NotApplicable,
            _ if activity_known => State::Met,
            Some("YES") => State::Met,
            Some(_) => State::NotMet,
            None => State::Missing,
        };
        rows.push((person.to_owned(), state));
    }
    Answer::share(rows, &[State::Missing])
}

fn by_activity(council: &Council<'_>, days: Days, is_met: impl Fn(&str) -> bool) -> Answer {
    let mut rows = Vec::new();
    for (person, status) in cohort(council, days) {
        let state = match status.activity.as_deref() {
            _ if is_left_out(status) => State::NotApplicable,
            Some("0") => State::NotKnown,
            activity => judged(activity.map(&is_met)),
        };
        rows.push((person.to_owned(), state));
    }
    Answer::share(rows, &[State::Missing, State::NotKnown])
}

pub(super) fn education_employment_training_19_21(council: &Council<'_>, days: Days) -> Answer {
    by_activity(council, days, |code| code.starts_with('F') || code.starts_with('P'))
}

pub(super) fn higher_education_19_21(council: &Council<'_>, days: Days) -> Answer {
    by_activity(council, days, |code| code == "F1" || code == "P1")
}

pub(super) fn suitable_accommodation_19_21(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for (person, status) in cohort(council, days) {
        let state = match status.accommodation.as_deref() {
            _ if is_left_out(status) => State::NotApplicable,
            // Gone abroad, deported, residence not known.
            Some("G" | "H" | "R") => State::NotApplicable,
            Some("0") => State::NotKnown,
            // Homeless and in custody are never suitable.
            Some("S" | "X") => State::NotMet,
            _ => judged(status.suitable),
        };
        rows.push((person.to_owned(), state));
    }
    Answer::share(rows, &[State::Missing, State::NotKnown])
}
