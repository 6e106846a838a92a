//! Measures of the children looked after at the end of a day.

use boardpack::compute::{Rate, State};
use chrono::Datelike;

use super::child::Spell;
use super::days::Days;
use super::plain::{Answer, Council, judged};

/// Every child looked after at the end of the last day, judged by the spell in force.
fn each(council: &Council<'_>, days: Days, judge: impl Fn(&Spell<'_>) -> State) -> Vec<(String, State)> {
    let mut rows = Vec::new();
    for child in &council.children {
        if let Some(spell) = child.looked_after(days.last) {
            rows.push((child.id.to_owned(), judge(spell)));
        }
    }
    rows
}

pub(super) fn children_looked_after_number(council: &Council<'_>, days: Days) -> Answer {
    let rows = each(council, days, |_| State::Met);
    Answer::count(rows.into_iter().map(|(person, _)| person).collect(), None)
}

pub(super) fn children_looked_after_rate(council: &Council<'_>, days: Days) -> Answer {
    let mut answer = children_looked_after_number(council, days);
    let mut rate = None;
    for row in &council.tables.populations {
        if row.year == i64::from(days.last.year() - 1) {
            rate = Some(Rate {
                numerator: answer.value.of(),
                base_halves: 2 * row.children.unsigned_abs(),
                multiply: 10_000,
            });
        }
    }
    answer.value = boardpack::compute::Value::Count { count: answer.value.of(), rate };
    answer
}

pub(super) fn unaccompanied_asylum_seeking_children(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        if child.looked_after(days.last).is_some() {
            let mut met = false;
            for row in &council.tables.immigration_statuses {
                met |= row.person == child.id
                    && row.status == "UASC"
                    && (row.start.is_none() || row.start <= Some(days.last))
                    && (row.end.is_none() || row.end > Some(days.last));
            }
            rows.push((child.id.to_owned(), judged(Some(met))));
        }
    }
    Answer::share(rows, &[])
}

pub(super) fn on_final_order(council: &Council<'_>, days: Days) -> Answer {
    let judge = |spell: &Spell<'_>| judged(spell.legal.map(|code| code == "C2" || code == "E1"));
    Answer::share(each(council, days, judge), &[State::Missing])
}

pub(super) fn living_in_permanent_home(council: &Council<'_>, days: Days) -> Answer {
    let permanent = ["U1", "U4", "A3", "A4", "A5", "A6"];
    let judge = |spell: &Spell<'_>| judged(spell.kind.map(|kind| permanent.contains(&kind)));
    Answer::share(each(council, days, judge), &[State::Missing])
}

pub(super) fn in_house_foster_homes(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        if let Some(spell) = child.looked_after(days.last)
            && spell.kind.is_some_and(|kind| kind.starts_with('U'))
        {
            rows.push((child.id.to_owned(), judged(spell.provider.map(|one| one == "PR1"))));
        }
    }
    Answer::share(rows, &[])
}

pub(super) fn placed_outside_borough(council: &Council<'_>, days: Days) -> Answer {
    Answer::share(each(council, days, |spell| judged(spell.outside)), &[State::Missing])
}

pub(super) fn placed_over_20_miles(council: &Council<'_>, days: Days) -> Answer {
    let judge = |spell: &Spell<'_>| {
        let far = spell.distance.map(|miles| miles > 20.0);
        judged(match (spell.outside, far) {
            // Inside, or near, is not far away even when the other half is not known.
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        })
    };
    Answer::share(each(council, days, judge), &[State::Missing])
}
