//! Groups of every broken-down figure held together, with those that readers have from earlier packs.
//!
//! [`groups`](super::groups) has chosen what is hidden of each table by itself. Here the groups are figures of their own,
//! each of people whom no other group of the breakdown holds, and [`links`](super::links) holds them as it holds whole
//! figures: of the same people or events, of days that add up, within one another. Who moves from one group to another
//! between two days breaks such a sum; then nobody can work with it, and it is left out.
//!
//! The figures themselves are given, since they stand in the same packs: no group ever hides one.

use super::groups::Hidden;
use super::links::{Entry, Known, hold};
use super::reported::Before;
use super::together::Hiding;
use super::web::InGroup;
use crate::breakdown::Breakdown;
use crate::calendar::{Period, Window};
use crate::compute::{Availability, Figure, SplitGroup, Value};
use crate::kpi::Measure;

/// A broken-down figure.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// Its measure.
    pub(super) measure: &'a Measure,
    /// By what.
    pub(super) breakdown: Breakdown,
    /// Period.
    pub(super) period: Period,
    /// The days it speaks of.
    pub(super) window: Window,
    /// The figure itself, as readers have it; `None` where not every group is known.
    pub(super) whole: Option<Value>,
    /// The groups, and what has become of them so far.
    pub(super) groups: Vec<(SplitGroup, Hidden)>,
    /// Whether readers have it, so that nothing that is shown of it can be hidden.
    pub(super) is_told: bool,
}

impl Table<'_> {
    /// Whether there is a group left to show that anybody is in.
    pub(super) fn shows_somebody(&self) -> bool {
        self.groups.iter().any(|(group, hidden)| *hidden == Hidden::No && group.value.of() > 0)
    }
}

/// Hides what is needed besides, so that no group of any table gives away one of another.
///
/// # Errors
/// A line when the audit has no answer. No count is in it.
pub(super) fn hold_together(tables: &mut [Table<'_>], k: i64) -> Result<(), Vec<String>> {
    let figures: Vec<Figure> =
        tables.iter().flat_map(|table| table.groups.iter().map(|(group, _)| figure(table, group))).collect();
    let mut rest = figures.iter();
    let mut known = Known::default();
    let mut entries = Vec::new();
    for table in &*tables {
        let start = entries.len();
        for ((group, hidden), figure) in table.groups.iter().zip(rest.by_ref()) {
            entries.push(Entry {
                measure: table.measure,
                group: Some(InGroup { breakdown: table.breakdown, code: &group.code }),
                is_small: *hidden == Hidden::Number,
                figure,
                before: match (table.is_told, hidden) {
                    (false, _) => &Before::Never,
                    (true, Hidden::No) => &Before::Same,
                    (true, _) => &Before::Hidden { words: false },
                },
                hiding: if *hidden == Hidden::No { Hiding::Nothing } else { Hiding::Everything },
            });
        }
        known.wholes.extend(table.whole.clone().map(|whole| (whole, (start..entries.len()).collect())));
    }
    hold(&mut entries, k, &known)?;
    let hidden: Vec<bool> = entries.iter().map(|entry| !entry.is_shown()).collect();
    let groups = tables.iter_mut().flat_map(|table| &mut table.groups);
    for ((_, state), _) in groups.zip(hidden).filter(|((_, state), hidden)| *hidden && *state == Hidden::No) {
        *state = Hidden::Answer;
    }
    Ok(())
}

/// A group as a figure of its own.
fn figure(table: &Table<'_>, group: &SplitGroup) -> Figure {
    Figure {
        measure: table.measure.id.clone(),
        period: table.period,
        window: table.window,
        availability: Availability::Available,
        value: Some(group.value.clone()),
        tally: group.tally,
        wave: None,
        version: table.measure.version(),
    }
}
