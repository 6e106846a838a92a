//! What stands as it was published, beside what is counted now.
//!
//! A figure that was published before records came in late stands as it was while they are a few. Another of the same
//! people that was never published would tell how many there are now, and the base of a rate likewise: the difference is
//! those few. Such a figure is hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::same_people::{Rows, is_of_rows, rows};
use super::together::number;
use super::web::Entry;
use crate::calendar::Date;
use crate::compute::Value;
use crate::kpi::{Form, Per, PerDay, kin};

/// Hides figures that would tell how far others have moved.
pub(super) fn hide(entries: &mut [Entry<'_>], k: i64) {
    let then = numbers(entries);
    for entry in entries.iter_mut().filter(|entry| !entry.is_known() && is_of_rows(entry)) {
        let Some(now) = entry.figure.value.as_ref().map(Value::of) else { continue };
        let is_of_all = entry.measure.rows.only.is_none() && now == entry.figure.tally.all();
        let differs = |then: &i64| (1..=k).contains(&(number(now) - then).abs());
        if is_of_all && then.get(&rows(entry)).is_some_and(|then| then.iter().any(differs)) {
            entry.hide();
        }
    }
    let days = populations(entries);
    for entry in entries.iter_mut().filter(|entry| !entry.is_known()) {
        if base_is_off(entry, &days).is_some_and(|off| (1..=2 * k).contains(&off.abs())) {
            entry.hide();
        }
    }
}

/// How many rows there were, by figures of all of them that everybody has.
fn numbers<'a>(entries: &[Entry<'a>]) -> BTreeMap<Rows<'a>, BTreeSet<i64>> {
    let mut all: BTreeMap<Rows<'a>, BTreeSet<i64>> = BTreeMap::new();
    let known =
        |entry: &&Entry<'a>| entry.is_known() && is_of_rows(entry) && kin::is_of_all_rows(entry.measure);
    for entry in entries.iter().filter(known) {
        if let Some(value) = &entry.figure.value {
            all.entry(rows(entry)).or_default().insert(number(value.of()));
        }
    }
    all
}

/// How many there are in whole populations on days, where it is shown.
fn populations<'a>(entries: &[Entry<'a>]) -> BTreeMap<(&'a str, Date), i64> {
    let all = entries.iter().filter(|one| one.is_population() && one.is_shown() && one.group.is_none());
    all.filter_map(|entry| {
        let of = entry.measure.rows.of.value.as_str();
        Some(((of, entry.figure.window.until), number(entry.figure.value.as_ref()?.of())))
    })
    .collect()
}

/// Twice the base of a rate less the numbers on its days; `None` where one of them is not shown.
fn base_is_off(entry: &Entry<'_>, days: &BTreeMap<(&str, Date), i64>) -> Option<i64> {
    let Form::Count { per: Some(Per::Population { of, day, .. }), .. } = &entry.measure.form else {
        return None;
    };
    let Some(Value::Count { rate: Some(rate), .. }) = &entry.figure.value else { return None };
    let window = entry.figure.window;
    let first = match day {
        PerDay::End => window.until,
        PerDay::Average => window.since.pred_opt()?,
    };
    let ends = [first, window.until].map(|day| days.get(&(of.value.as_str(), day)).copied());
    Some(i64::try_from(rate.base_halves).ok()? - ends[0]? - ends[1]?)
}
