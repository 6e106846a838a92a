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
        let mut starts: BTreeMap<Date, usize> = BTreeMap::new();
        for one in rows {
            *starts.entry(one.row.start).or_default() += 1;
        }
        for Merged { row, .. } in rows {
            let Some(end) = row.end.filter(|end| *end <= as_at) else { continue };
            // A row of no length starts on its own end.
            let own = usize::from(row.start == end);
            let followed = starts.get(&end).is_some_and(|count| *count > own);
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
    let lasts = |row: &EpisodeRow| (row.end.is_none(), row.end);
    // Of each return the row so far that lasts longest: if any overlaps the next row, it does.
    let mut longest: BTreeMap<usize, &EpisodeRow> = BTreeMap::new();
    for (from, row) in rows {
        let over = longest
            .iter()
            .filter(|(other, one)| (*other != from) == across && one.end.is_none_or(|end| end > row.start))
            .max_by_key(|(_, one)| lasts(one));
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
        let best = longest.entry(*from).or_insert(row);
        if lasts(row) >= lasts(best) {
            *best = row;
        }
    }
}

fn span(start: Date, end: Option<Date>) -> String {
    end.map_or_else(|| format!("{start}, open"), |end| format!("{start} to {end}"))
}
