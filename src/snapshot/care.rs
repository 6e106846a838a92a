//! Periods in care and placements, worked out from episodes: plain Rust over rows, no SQL.
//!
//! Takes episodes of care ([`CareEpisode`]), gives placements ([`PlacementRun`]), and says who started, who
//! ceased and who was looked after throughout. It cuts nothing and drops nothing: overlapping episodes make
//! overlapping placements, and the order of the rows given never matters.
//!
//! Definitions: the project's handbook, after the SSDA903 guidance. Intervals are half-open: the end day is not
//! in the episode.

use std::collections::BTreeMap;

use crate::calendar::{Date, Window};

/// An episode of care: the time over which legal status and placement did not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareEpisode {
    /// Row id.
    pub id: String,
    /// Child.
    pub person: String,
    /// First day.
    pub start: Date,
    /// First day after it; `None` when open.
    pub end: Option<Date>,
    /// SSDA903 reason for a new episode (RNE).
    pub start_reason: String,
    /// SSDA903 reason episode ceased (REC); `None` when open or not recorded.
    pub end_reason: Option<String>,
    /// SSDA903 legal status.
    pub legal_status: String,
    /// SSDA903 placement code.
    pub kind: String,
    /// Ofsted number of the home or agency.
    pub urn: Option<String>,
    /// Opaque name of the place.
    pub place: Option<String>,
    /// SSDA903 provider code.
    pub provider: Option<String>,
    /// SSDA903 reason for place change: why the placement ended.
    pub change_reason: Option<String>,
}

impl CareEpisode {
    /// Whether the legal status is a series of short breaks (V3, V4): not looked after for most figures.
    pub fn is_short_break(&self) -> bool {
        is_short_break(&self.legal_status)
    }

    /// Whether the placement is temporary (T0 to T4).
    pub fn is_temporary(&self) -> bool {
        is_temporary(&self.kind)
    }

    /// Whether it is in force at the end of a day; the end day itself is not in it.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.start <= day && self.end.is_none_or(|end| end > day)
    }

    /// Whether one of its days lies in the window.
    pub fn overlaps(&self, window: Window) -> bool {
        self.start <= window.until && self.end.is_none_or(|end| end > window.since)
    }

    /// The day on which care ended with this episode; `None` when it is open or care went on.
    ///
    /// Care goes on after X1. Where no reason is recorded it goes on if another of `episodes` (all those of
    /// the child, this one among them) is in force on the end day, else it ended.
    pub fn care_ended(&self, episodes: &[&Self]) -> Option<Date> {
        let end = self.end?;
        let goes_on = match self.end_reason.as_deref() {
            Some("X1") => true,
            Some(_) => false,
            None => episodes.iter().any(|other| other.id != self.id && other.is_open_on(end)),
        };
        (!goes_on).then_some(end)
    }

    fn same_place(&self, run: &PlacementRun) -> bool {
        self.kind == run.kind && self.urn == run.urn && self.place == run.place
    }
}

/// Whether a legal status is a series of short breaks.
pub fn is_short_break(legal_status: &str) -> bool {
    matches!(legal_status, "V3" | "V4")
}

/// Whether a placement code is a temporary placement.
pub fn is_temporary(kind: &str) -> bool {
    matches!(kind, "T0" | "T1" | "T2" | "T3" | "T4")
}

/// A placement: a run of episodes with one carer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacementRun {
    /// Child.
    pub person: String,
    /// First day.
    pub start: Date,
    /// First day elsewhere, the latest of its episodes' ends; `None` when one of them is open.
    pub end: Option<Date>,
    /// Id of the first of its episodes.
    pub first_episode: String,
    /// Ids of its episodes, in order; those of a temporary stay in between belong to another run.
    pub episodes: Vec<String>,
    /// Reason for a new episode of the first one.
    pub start_reason: String,
    /// Whether it is a temporary placement.
    pub temporary: bool,
    /// Placement code of the last episode.
    pub kind: String,
    /// Ofsted number of the last episode.
    pub urn: Option<String>,
    /// Opaque name of the place of the last episode.
    pub place: Option<String>,
    /// Provider code of the last episode.
    pub provider: Option<String>,
    /// Why it ended, as the last episode has it.
    pub change_reason: Option<String>,
}

impl PlacementRun {
    fn new(episode: &CareEpisode) -> Self {
        Self {
            person: episode.person.clone(),
            start: episode.start,
            end: episode.end,
            first_episode: episode.id.clone(),
            episodes: vec![episode.id.clone()],
            start_reason: episode.start_reason.clone(),
            temporary: episode.is_temporary(),
            kind: episode.kind.clone(),
            urn: episode.urn.clone(),
            place: episode.place.clone(),
            provider: episode.provider.clone(),
            change_reason: episode.change_reason.clone(),
        }
    }

    fn go_on(&mut self, episode: &CareEpisode) {
        // An earlier episode that was left open keeps the run open: nothing is cut.
        self.end = self.end.zip(episode.end).map(|(one, other)| one.max(other));
        self.episodes.push(episode.id.clone());
        self.kind.clone_from(&episode.kind);
        self.urn.clone_from(&episode.urn);
        self.place.clone_from(&episode.place);
        self.provider.clone_from(&episode.provider);
        self.change_reason.clone_from(&episode.change_reason);
    }

    /// Whether it is shorter than a day.
    pub fn is_shorter_than_a_day(&self) -> bool {
        self.end.is_some_and(|end| end <= self.start)
    }

    /// Whether it counts as a placement of the window, first and last day included: temporary ones and those
    /// shorter than a day do not.
    pub fn counts_in(&self, window: Window) -> bool {
        !self.temporary
            && !self.is_shorter_than_a_day()
            && self.start <= window.until
            && self.end.is_none_or(|end| end > window.since)
    }
}

/// The episodes of each child, by child, each child's in order of start, then end (open last), then id.
pub fn by_person(episodes: &[CareEpisode]) -> BTreeMap<&str, Vec<&CareEpisode>> {
    let mut children: BTreeMap<&str, Vec<&CareEpisode>> = BTreeMap::new();
    for episode in episodes {
        children.entry(&episode.person).or_default().push(episode);
    }
    for own in children.values_mut() {
        own.sort_by_key(|one| (one.start, one.end.is_none(), one.end, one.id.as_str()));
    }
    children
}

/// The placements of all children, by child and in order of their first day.
///
/// Reasons S, P and B begin a placement, and so does going into or out of a temporary one; L, T and U
/// continue it. A return from a temporary placement to the place that the child left for it (same type, Ofsted
/// number and place) continues the earlier placement, unless care itself starts anew (S). Temporary placements
/// and those shorter than a day are given too; [`PlacementRun::counts_in`] leaves them out.
pub fn placement_runs(episodes: &[CareEpisode]) -> Vec<PlacementRun> {
    by_person(episodes).into_values().flat_map(|own| runs_of_child(&own)).collect()
}

/// The placements of one child, whose episodes are in order.
fn runs_of_child(episodes: &[&CareEpisode]) -> Vec<PlacementRun> {
    let mut runs: Vec<PlacementRun> = Vec::new();
    // The run of the episode just before, which after a return is not the last one begun.
    let mut current: Option<usize> = None;
    for episode in episodes {
        let goes_on = current.and_then(|at| {
            let run = &runs[at];
            let begins = matches!(episode.start_reason.as_str(), "S" | "P" | "B");
            if run.temporary == episode.is_temporary() {
                return (!begins).then_some(at);
            }
            if !run.temporary || episode.start_reason == "S" {
                return None;
            }
            let left = runs[..at].iter().rposition(|earlier| !earlier.temporary)?;
            episode.same_place(&runs[left]).then_some(left)
        });
        let at = goes_on.unwrap_or(runs.len());
        match runs.get_mut(at) {
            Some(run) => run.go_on(episode),
            None => runs.push(PlacementRun::new(episode)),
        }
        current = Some(at);
    }
    runs
}

/// Whether a child, whose episodes these are, was looked after throughout the window (the health cohort):
/// an episode overlaps it, none starts with reason S after its first day, none ends for real before its last
/// day, and none in it is a short break. Care that starts on the first day itself still counts.
pub fn continuously_looked_after(episodes: &[&CareEpisode], window: Window) -> bool {
    let mut overlapping = episodes.iter().filter(|one| one.overlaps(window)).peekable();
    overlapping.peek().is_some()
        && overlapping.all(|one| !one.is_short_break())
        && !episodes
            .iter()
            .any(|one| one.start_reason == "S" && one.start > window.since && one.start <= window.until)
        && !episodes
            .iter()
            .any(|one| one.care_ended(episodes).is_some_and(|end| end >= window.since && end < window.until))
}

/// Whether a child started to be looked after in the window: reason S, short breaks left out.
pub fn started(episodes: &[&CareEpisode], window: Window) -> bool {
    episodes.iter().any(|one| {
        one.start_reason == "S"
            && !one.is_short_break()
            && window.since <= one.start
            && one.start <= window.until
    })
}

/// Whether a child ceased to be looked after in the window: an end for real, short breaks left out.
pub fn ceased(episodes: &[&CareEpisode], window: Window) -> bool {
    episodes.iter().any(|one| {
        !one.is_short_break()
            && one.care_ended(episodes).is_some_and(|end| window.since <= end && end <= window.until)
    })
}
