//! Periods of care, worked out from episodes: plain Rust over rows, no SQL.
//!
//! Short breaks are no care. Every evening on which an episode of a child is open lies in exactly one period of care
//! of the child, and no other evening lies in one; so stock and flow reconcile.

use std::collections::BTreeSet;

use super::care::{self, CareEpisode};
use crate::calendar::Date;

/// A period of care: from coming into care until it ends for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CarePeriod {
    /// Child.
    pub(super) person: String,
    /// First day.
    pub(super) start: Date,
    /// First day after it; `None` when open.
    pub(super) end: Option<Date>,
    /// Whether the rows show the child coming into care: reason S, or out of short breaks.
    pub(super) start_seen: bool,
    /// Reason the care ended; `None` where it did not end for good, or none is recorded.
    pub(super) end_reason: Option<String>,
}

/// Days without a break on which some episode is open.
struct Stretch {
    start: Date,
    end: Option<Date>,
}

/// Periods of care of all children, by child and start.
///
/// A stretch of days with an open episode is one period, but for what breaks it, as for children looked after for 12
/// months: an episode that begins with reason S, whatever was left open before it, and one that ended for good, even
/// where another goes on. A start that ended on the same day is a period without an evening.
pub(super) fn care_periods(episodes: &[CareEpisode]) -> Vec<CarePeriod> {
    care::by_person(episodes).into_iter().flat_map(|(person, own)| of_child(person, &own)).collect()
}

/// The periods of one child, whose episodes are in order.
fn of_child(person: &str, own: &[&CareEpisode]) -> Vec<CarePeriod> {
    let in_care: Vec<&CareEpisode> = own.iter().copied().filter(|one| !one.is_short_break()).collect();
    let starts: BTreeSet<Date> =
        in_care.iter().filter(|one| one.start_reason == "S").map(|one| one.start).collect();
    let ends: Vec<(Date, Option<&str>)> = in_care
        .iter()
        .filter_map(|one| one.care_ended(own).map(|end| (end, one.end_reason.as_deref())))
        .collect();
    let mut periods = Vec::new();
    for stretch in stretches(&in_care) {
        let within = |day: Date| stretch.start < day && stretch.end.is_none_or(|end| day < end);
        let mut firsts: BTreeSet<Date> =
            ends.iter().map(|(end, _)| *end).filter(|end| within(*end)).collect();
        firsts.extend(
            starts.iter().filter(|day| **day >= stretch.start && stretch.end.is_none_or(|end| **day <= end)),
        );
        if stretch.end != Some(stretch.start) {
            firsts.insert(stretch.start);
        }
        let mut following = firsts.iter().copied().skip(1);
        for start in firsts.iter().copied() {
            let end = following.next().or(stretch.end);
            periods.push(CarePeriod {
                person: person.to_owned(),
                start,
                end,
                start_seen: starts.contains(&start)
                    || start == stretch.start && out_of_short_breaks(own, start),
                end_reason: ends
                    .iter()
                    .rfind(|(day, _)| Some(*day) == end)
                    .and_then(|(_, reason)| reason.map(str::to_owned)),
            });
        }
    }
    periods
}

fn stretches(in_care: &[&CareEpisode]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for one in in_care {
        let end = one.end.map(|end| end.max(one.start));
        match stretches.last_mut() {
            Some(stretch) if stretch.end.is_none_or(|end| one.start <= end) => {
                stretch.end = stretch.end.zip(end).map(|(a, b)| a.max(b));
            }
            _ => stretches.push(Stretch { start: one.start, end }),
        }
    }
    stretches
}

/// Whether short breaks lead up to a day: the child was not looked after before, and is from then on.
fn out_of_short_breaks(own: &[&CareEpisode], day: Date) -> bool {
    own.iter().any(|one| one.is_short_break() && one.start < day && one.end.is_none_or(|end| end >= day))
}
