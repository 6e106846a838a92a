//! Groups that readers have from earlier packs: constants for those of the next set.
//!
//! - A table of the same days is shown as it was, or, where it would show anything else, as after late records, not at all.
//! - A measure is not broken down again over days that lie within days of which its groups were told, or hold them: one
//!   could be subtracted from the other. Of people on a day only that day counts.
//! - Whatever else was told stands beside the new tables: what was shown is known, what was hidden stays hidden.

use std::collections::BTreeMap;

use super::by_group::Table;
use super::groups::Hidden;
use super::reported::value;
use crate::breakdown::SplitBy;
use crate::calendar::Window;
use crate::compute::{Split, SplitGroup, Tally, Value};
use crate::kpi::{Catalogue, Form, Measure};
use crate::ledger::{Reported, ReportedGroups};
use crate::written::WrittenRow;

/// A table beside what was told before: as it was where readers have it; `None` where it is not told again.
pub(super) fn as_told<'a>(mut table: Table<'a>, reported: Option<&Reported>) -> Option<Table<'a>> {
    let (id, breakdown) = (&table.measure.id, table.breakdown);
    let days = days(table.measure, table.window);
    let all = reported.map_or(&[][..], Reported::groups);
    for told in all.iter().filter(|told| told.measure == *id && told.breakdown == breakdown) {
        let theirs = self::days(table.measure, told.window);
        if theirs == days {
            table = as_it_was(table, told)?;
        } else if holds(days, theirs) || holds(theirs, days) {
            return None;
        }
    }
    Some(table)
}

/// The days that tell tables of a measure apart: of people on a day that day alone.
fn days(measure: &Measure, window: Window) -> Window {
    match measure.rows.dated_by {
        None => Window { since: window.until, until: window.until },
        Some(_) => window,
    }
}

fn holds(whole: Window, part: Window) -> bool {
    whole.since <= part.since && part.until <= whole.until
}

/// A table with the groups hidden that were hidden then; `None` where anything that was shown is another now, or the
/// groups are.
fn as_it_was<'a>(table: Table<'a>, told: &ReportedGroups) -> Option<Table<'a>> {
    let row_of = |group: &SplitGroup| told.rows.iter().find(|row| row.group == group.code);
    if told.rows.len() != table.groups.len() {
        return None;
    }
    let mut groups = Vec::new();
    for (group, hidden) in table.groups {
        let row = row_of(&group)?;
        let hidden = match shown_in(row, table.measure, &group.value) {
            Some(then) if then == group.value => Hidden::No,
            Some(_) => return None,
            None if hidden == Hidden::No => Hidden::Answer,
            None => hidden,
        };
        groups.push((group, hidden));
    }
    Some(Table { groups, is_told: true, ..table })
}

/// The value that a row shows; `None` where it is hidden.
fn shown_in(row: &WrittenRow, measure: &Measure, like: &Value) -> Option<Value> {
    value(std::slice::from_ref(row), measure, like)
}

/// The tables told before that are none of these: what was hidden in them is taken as it is now.
pub(super) fn tables<'a>(
    reported: Option<&Reported>,
    new: &[Table<'_>],
    (asked, catalogue): (&BTreeMap<&'a SplitBy, (&'a Split, &'a Measure)>, &'a Catalogue),
) -> Vec<Table<'a>> {
    let mut tables = Vec::new();
    for told in reported.map_or(&[][..], Reported::groups) {
        let Some(measure) = catalogue.get(&told.measure) else { continue };
        let is_new = |table: &Table<'_>| {
            table.is_told
                && (table.measure.id.as_str(), table.breakdown) == (told.measure.as_str(), told.breakdown)
                && days(measure, table.window) == days(measure, told.window)
        };
        let like = match measure.form {
            Form::Share(_) => Value::Share { met: 0, of: 0 },
            Form::Count { .. } => Value::Count { count: 0, rate: None },
            // No others are broken down in published packs.
            _ => continue,
        };
        if new.iter().any(is_new) {
            continue;
        }
        let by = SplitBy { measure: told.measure.clone(), period: told.period, breakdown: told.breakdown };
        let now = asked.get(&by).and_then(|(split, _)| split.groups.as_ref().ok());
        let groups: Vec<(SplitGroup, Hidden)> =
            told.rows.iter().filter_map(|row| group(row, measure, &like, now)).collect();
        let whole = reported
            .map(|reported| reported.versions_of_days(&told.measure, told.window))
            .and_then(|versions| versions.iter().find(|one| one.publication == told.publication))
            .and_then(|one| value(&one.rows, measure, &like))
            .filter(|_| groups.len() == told.rows.len());
        tables.push(Table {
            measure,
            breakdown: told.breakdown,
            period: told.period,
            window: told.window,
            whole,
            groups,
            is_told: true,
        });
    }
    tables
}

/// A group as a row shows it; one that was hidden as it is now, `None` where nobody knows.
fn group(
    row: &WrittenRow,
    measure: &Measure,
    like: &Value,
    now: Option<&Vec<SplitGroup>>,
) -> Option<(SplitGroup, Hidden)> {
    if let Some(value) = shown_in(row, measure, like) {
        let of = value.of();
        let tally = Tally { met: of, ..Tally::default() };
        let value = match value {
            Value::Count { count, .. } => Value::Count { count, rate: None },
            other => other,
        };
        return Some((
            SplitGroup { code: row.group.clone(), name: row.group.clone(), tally, value },
            Hidden::No,
        ));
    }
    let now = now?.iter().find(|group| group.code == row.group)?;
    Some((now.clone(), Hidden::Number))
}
