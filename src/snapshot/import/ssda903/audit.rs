//! Data-quality audits of episodes: what is reported and left as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::super::repair::{Action, Repair, Rule};
use super::merge::{History, Merged};
use super::returns::Return;
use super::rows::EpisodeRow;
use super::year::{in_year, label};
use crate::calendar::Date;

/// Overlapping episodes of a child within one return, and rows that have no day in the return's year.
pub(super) fn audit_return(one: &Return, repairs: &mut Vec<Repair>) {
    let mut children: BTreeMap<&str, Vec<&EpisodeRow>> = BTreeMap::new();
    for row in &one.rows.episodes {
        children.entry(&row.child).or_default().push(row);
        if !in_year(row.start, row.end, one.year) {
            let span = span(row.start, row.end);
            let words = format!("child {}: {span}, return {}", row.child, label(one.year));
            repairs.push(row.at.repair(Rule::OutsideReturn, Action::Kept, words));
        }
    }
    for rows in children.values_mut() {
        rows.sort_by_key(|row| (row.start, row.end.is_none(), row.end, row.at.line));
        let rows: Vec<_> = rows.iter().map(|row| (0, *row)).collect();
        overlaps(&rows, false, repairs);
    }
}

/// Overlaps that only the merge shows, and X1 without a next episode.
///
/// A row that overlaps another of its own return is named there already, and not again.
pub(super) fn audit_history(history: &History, as_at: Date, repairs: &mut Vec<Repair>) {
    let named: BTreeSet<(String, u64)> = repairs
        .iter()
        .filter(|one| one.rule == Rule::Overlap)
        .map(|one| (one.file.clone(), one.line))
        .collect();
    let first_new = repairs.len();
    for rows in history.children.values() {
        let numbered: Vec<_> = rows.iter().map(|one| (one.from, &one.row)).collect();
        overlaps(&numbered, true, repairs);
        for Merged { row, .. } in rows {
            let Some(end) = row.end.filter(|end| *end <= as_at) else { continue };
            let followed = rows.iter().any(|next| next.row.start == end && !std::ptr::eq(&next.row, row));
            if row.end_reason.as_deref() == Some("X1") && !followed {
                let words = format!("child {}: REC X1 on {end}", row.child);
                repairs.push(row.at.repair(Rule::NothingFollows, Action::Kept, words));
            }
        }
    }
    let new = repairs.split_off(first_new);
    repairs.extend(
        new.into_iter()
            .filter(|one| one.rule != Rule::Overlap || !named.contains(&(one.file.clone(), one.line))),
    );
}

/// Names every row that starts before an earlier one of the child has ended, with the one that lasts longest;
/// `across` looks at rows of different returns only, else at those of one.
fn overlaps(rows: &[(usize, &EpisodeRow)], across: bool, repairs: &mut Vec<Repair>) {
    for (at, (from, row)) in rows.iter().enumerate() {
        let over = rows[..at]
            .iter()
            .filter(|(other, one)| (other != from) == across && one.end.is_none_or(|end| end > row.start))
            .max_by_key(|(_, one)| (one.end.is_none(), one.end));
        if let Some((_, one)) = over {
            let words = format!(
                "child {}: {} overlaps {} ({}:{})",
                row.child,
                span(row.start, row.end),
                span(one.start, one.end),
                one.at.file,
                one.at.line
            );
            repairs.push(row.at.repair(Rule::Overlap, Action::Kept, words));
        }
    }
}

fn span(start: Date, end: Option<Date>) -> String {
    end.map_or_else(|| format!("{start}, open"), |end| format!("{start} to {end}"))
}
