//! A return on its own, in figures: as it stands at its year's end, nothing merged and nothing cut.

use std::collections::BTreeMap;

use serde::Serialize;

use super::returns::Return;
use crate::calendar::{Date, Window};
use crate::snapshot::care::{self, CareEpisode, PlacementRun};

/// One return's figures at the end of its year, from the rows that could be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnSummary {
    /// Its year: `2017-18`.
    pub year: String,
    /// Last day of its year.
    #[serde(serialize_with = "iso")]
    pub year_end: Date,
    /// How the year is known, in words.
    pub year_known: String,
    /// Path of its folder.
    pub folder: String,
    /// Kinds of file that were read.
    pub files: Vec<&'static str>,
    /// Children in the episodes file.
    pub children: usize,
    /// Episodes read.
    pub episodes: usize,
    /// Episodes open at the year's end.
    pub open_episodes: usize,
    /// Children with any open episode at the year's end.
    pub looked_after: usize,
    /// Children with an open episode other than a short break (V3, V4).
    pub without_short_breaks: usize,
    /// Children who started to be looked after in the year, once each, short breaks left out.
    pub started: usize,
    /// Children who ceased to be looked after in the year, once each, short breaks left out.
    pub ceased: usize,
    /// Of `without_short_breaks`, children with three or more placements in the year.
    pub three_or_more_placements: usize,
    /// Of `in_year`, children looked after throughout the year.
    pub continuously: usize,
    /// Children with an episode in the year.
    pub in_year: usize,
}

fn iso<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

impl ReturnSummary {
    /// Works the figures out.
    pub(super) fn of(one: &Return) -> Self {
        let window = one.window();
        let episodes = episodes(one);
        let children = care::by_person(&episodes);
        let mut runs: BTreeMap<&str, Vec<&PlacementRun>> = BTreeMap::new();
        let all_runs = care::placement_runs(&episodes);
        for run in &all_runs {
            runs.entry(&run.person).or_default().push(run);
        }
        let mut summary = Self {
            year: one.label(),
            year_end: window.until,
            year_known: one.known.words().to_owned(),
            folder: one.folder.to_string(),
            files: one.kinds.clone(),
            children: children.len(),
            episodes: episodes.len(),
            open_episodes: episodes.iter().filter(|row| row.is_open_on(window.until)).count(),
            looked_after: 0,
            without_short_breaks: 0,
            started: 0,
            ceased: 0,
            three_or_more_placements: 0,
            continuously: 0,
            in_year: 0,
        };
        for (child, own) in &children {
            summary.add(own, runs.get(child).map_or(&[], Vec::as_slice), window);
        }
        summary
    }

    /// Counts one child.
    fn add(&mut self, own: &[&CareEpisode], runs: &[&PlacementRun], window: Window) {
        let is_open = |row: &&&CareEpisode| row.is_open_on(window.until);
        let in_care = own.iter().filter(is_open).any(|row| !row.is_short_break());
        let placements = runs.iter().filter(|run| run.counts_in(window)).count();
        self.looked_after += usize::from(own.iter().any(|row| row.is_open_on(window.until)));
        self.without_short_breaks += usize::from(in_care);
        self.started += usize::from(care::started(own, window));
        self.ceased += usize::from(care::ceased(own, window));
        self.three_or_more_placements += usize::from(in_care && placements >= 3);
        self.continuously += usize::from(care::continuously_looked_after(own, window));
        self.in_year += usize::from(own.iter().any(|row| row.overlaps(window)));
    }
}

/// The rows as episodes of care; the line of the file is the id.
fn episodes(one: &Return) -> Vec<CareEpisode> {
    let own = one.rows.episodes.iter();
    own.map(|row| CareEpisode {
        id: format!("{:012}", row.at.line),
        person: row.child.clone(),
        start: row.start,
        end: row.end,
        start_reason: row.start_reason.clone(),
        end_reason: row.end_reason.clone(),
        legal_status: row.legal_status.clone(),
        kind: row.kind.clone(),
        urn: row.urn.clone(),
        place: row.postcode.clone(),
        provider: row.provider.clone(),
        change_reason: row.change_reason.clone(),
    })
    .collect()
}
