//! Several returns into one history of episodes, oldest first.
//!
//! Same child and start: the later row replaces. An earlier row that reaches into a later return's year and is
//! not in it ends at that return's first row for the child if that starts later, else it is dropped. A child
//! with an open row who is in no later return was last seen at the end of the last return that holds the
//! child. Within one return nothing is cut.

use std::collections::{BTreeMap, BTreeSet};

use super::super::repair::{Action, Repair, Rule};
use super::returns::Return;
use super::rows::EpisodeRow;
use crate::calendar::Date;

/// A row of the merged history.
#[derive(Debug, Clone)]
pub(super) struct Merged {
    /// Number of the return that it is from, oldest 0.
    pub(super) from: usize,
    pub(super) row: EpisodeRow,
}

/// A child who is in no return after one with an open row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) child: String,
    /// Last day of the last return that holds the child.
    pub(super) until: Date,
    /// That return's name.
    pub(super) label: String,
}

/// The merged history.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Rows of each child, in order of start.
    pub(super) children: BTreeMap<String, Vec<Merged>>,
    pub(super) gone: Vec<Gone>,
}

/// The rows of one return, child by child.
fn by_child(one: &Return) -> BTreeMap<&str, Vec<&EpisodeRow>> {
    let mut children: BTreeMap<&str, Vec<&EpisodeRow>> = BTreeMap::new();
    for row in &one.rows.episodes {
        children.entry(&row.child).or_default().push(row);
    }
    children
}

/// Merges returns that are in order of their years.
pub(super) fn merge(returns: &[Return], as_at: Date, repairs: &mut Vec<Repair>) -> History {
    let mut children: BTreeMap<String, Vec<Merged>> = BTreeMap::new();
    let mut held: Vec<BTreeSet<String>> = Vec::new();
    for (from, one) in returns.iter().enumerate() {
        let new = by_child(one);
        for (child, rows) in &mut children {
            if let Some(new) = new.get(child.as_str()) {
                seen_again(child, rows, from, returns, &held, repairs);
                let earlier = std::mem::take(rows);
                *rows = earlier.into_iter().filter_map(|old| fit(old, new, one, repairs)).collect();
            }
        }
        for (child, new) in &new {
            let rows = children.entry((*child).to_owned()).or_default();
            rows.extend(new.iter().map(|row| Merged { from, row: (*row).clone() }));
        }
        held.push(new.keys().map(|child| (*child).to_owned()).collect());
    }
    for rows in children.values_mut() {
        rows.sort_by_key(|one| {
            (one.row.start, one.row.end.is_none(), one.row.end, one.from, one.row.at.line)
        });
    }
    let gone = gone(&children, returns, &held, as_at, repairs);
    History { children, gone }
}

/// An earlier row beside the child's rows of a later return: as it was, ended, or no more.
fn fit(mut old: Merged, new: &[&EpisodeRow], later: &Return, repairs: &mut Vec<Repair>) -> Option<Merged> {
    let label = later.label();
    let row = &mut old.row;
    if let Some(same) = new.iter().find(|one| one.start == row.start) {
        let words = format!("child {} from {}: {}", row.child, row.start, difference(row, same, &label));
        repairs.push(row.at.repair(Rule::Replaced, Action::LeftOut, words));
        return None;
    }
    if !reaches(row, later.window().since) {
        return Some(old);
    }
    let first = new.iter().min_by_key(|one| (one.start, one.at.line))?;
    let there = format!("{}:{}", first.at.file, first.at.line);
    if first.start <= row.start {
        let words = format!(
            "child {} from {}: not in {label}, whose rows start on {} ({there}); superseded",
            row.child, row.start, first.start
        );
        repairs.push(row.at.repair(Rule::Superseded, Action::LeftOut, words));
        return None;
    }
    // A row that had ended before that first row stays: the rule shortens and never lengthens.
    if row.end.is_none_or(|end| end > first.start) {
        let words = format!(
            "child {} from {}: not in {label}, ended by next on {} ({there})",
            row.child, row.start, first.start
        );
        repairs.push(row.at.repair(Rule::EndedByNext, Action::Changed, words));
        row.end = Some(first.start);
        row.end_reason = None;
    }
    Some(old)
}

/// Whether a row has a day on or after the first day of a later return's year.
fn reaches(row: &EpisodeRow, since: Date) -> bool {
    row.end.is_none_or(|end| end > since)
}

/// What a later row with the same start changes.
fn difference(old: &EpisodeRow, new: &EpisodeRow, label: &str) -> String {
    let mut changed = Vec::new();
    if old.end != new.end {
        let day = |end: Option<Date>| end.map_or("open".to_owned(), |end| format!("ended {end}"));
        changed.push(format!("{} is now {}", day(old.end), day(new.end)));
    }
    let pairs = [
        ("RNE", Some(&old.start_reason), Some(&new.start_reason)),
        ("LS", Some(&old.legal_status), Some(&new.legal_status)),
        ("PLACE", Some(&old.kind), Some(&new.kind)),
        ("CIN", old.need.as_ref(), new.need.as_ref()),
        ("PLACE_PROVIDER", old.provider.as_ref(), new.provider.as_ref()),
        ("URN", old.urn.as_ref(), new.urn.as_ref()),
        ("REC", old.end_reason.as_ref(), new.end_reason.as_ref()),
        ("REASON_PLACE_CHANGE", old.change_reason.as_ref(), new.change_reason.as_ref()),
    ];
    for (column, old, new) in pairs {
        if old != new {
            let word = |code: Option<&String>| code.map_or("blank".to_owned(), Clone::clone);
            changed.push(format!("{column} {} is now {}", word(old), word(new)));
        }
    }
    if old.postcode != new.postcode {
        changed.push("another place".to_owned());
    }
    let changed = if changed.is_empty() { "unchanged".to_owned() } else { changed.join(", ") };
    format!("the row in {label} replaces ({changed})")
}

/// Says that a child whose care was open was absent from returns in between.
fn seen_again(
    child: &str,
    rows: &[Merged],
    now: usize,
    returns: &[Return],
    held: &[BTreeSet<String>],
    repairs: &mut Vec<Repair>,
) {
    let Some(last) = held.iter().rposition(|children| children.contains(child)) else { return };
    let Some(next) = returns.get(last + 1).filter(|_| last + 1 < now) else { return };
    if let Some(open) = rows.iter().find(|one| reaches(&one.row, next.window().since)) {
        let absent: Vec<String> = returns[last + 1..now].iter().map(Return::label).collect();
        let words = format!(
            "child {child} from {}: in {}, absent from {}, seen again in {}",
            open.row.start,
            returns[last].label(),
            absent.join(", "),
            returns[now].label()
        );
        repairs.push(open.row.at.repair(Rule::SeenAgain, Action::Kept, words));
    }
}

/// Children with a row that reaches beyond the last return that holds them.
///
/// A child whose care had ended by then is absent for that reason, and is not named; nor is one whose last
/// return reaches to the as-at date.
fn gone(
    children: &BTreeMap<String, Vec<Merged>>,
    returns: &[Return],
    held: &[BTreeSet<String>],
    as_at: Date,
    repairs: &mut Vec<Repair>,
) -> Vec<Gone> {
    let mut out = Vec::new();
    for (child, rows) in children {
        let Some(last) = held.iter().rposition(|held| held.contains(child)) else { continue };
        let (Some(one), Some(next)) = (returns.get(last), returns.get(last + 1)) else { continue };
        if let Some(open) = rows.iter().find(|merged| reaches(&merged.row, next.window().since)) {
            let (until, label) = (one.window().until, one.label());
            if until >= as_at {
                continue;
            }
            let words = format!("child {child} from {}: not seen since {label}", open.row.start);
            repairs.push(open.row.at.repair(Rule::NotSeen, Action::Kept, words));
            out.push(Gone { child: child.clone(), until, label });
        }
    }
    out
}
