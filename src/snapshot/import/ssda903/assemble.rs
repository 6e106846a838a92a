//! The snapshot's rows, from the merged returns.
//!
//! What starts after the as-at date is left out, and said; what ends after it keeps its end, and that is said.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::repair::{Action, Repair, Rule};
use super::merge::History;
use super::people::leaving_care_birthday;
use super::returns::Return;
use super::rows::{At, EpisodeRow};
use crate::calendar::{Date, long_date};
use crate::snapshot::{
    CareLeaverStatus, Episode, ImmigrationStatus, LastSeen, LegalStatus, MissingEpisode, Person, Placement,
    PlacementPlace, Review, Tables, YearOutcome,
};

/// Everything that rows are made from.
pub(super) struct Assembly<'a> {
    pub(super) returns: &'a [Return],
    pub(super) people: BTreeMap<String, Person>,
    pub(super) as_at: Date,
    pub(super) repairs: &'a mut Vec<Repair>,
}

/// Row ids: child and day, with a number where there are several.
#[derive(Default)]
struct Ids(HashMap<String, u32>);

impl Ids {
    fn next(&mut self, child: &str, day: Date) -> String {
        let id = format!("{child}-{day}");
        let times = self.0.entry(id.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { id } else { format!("{id}-{times}") }
    }
}

impl Assembly<'_> {
    /// All tables.
    pub(super) fn tables(mut self, history: &History) -> Tables {
        let mut tables = Tables::default();
        self.episodes(history, &mut tables);
        self.reviews(&mut tables);
        self.missing(&mut tables);
        self.asylum(&mut tables);
        self.outcomes(&mut tables);
        self.leavers(&mut tables);
        tables.last_seen = history
            .gone
            .iter()
            .map(|gone| LastSeen {
                person: gone.child.clone(),
                until: gone.until,
                source: gone.label.clone(),
            })
            .collect();
        tables.persons = self.people.into_values().collect();
        tables
    }

    /// Whether a row that starts on `day` is in the snapshot.
    fn is_by_as_at(&mut self, at: &At, child: &str, what: &str, day: Date) -> bool {
        let is = day <= self.as_at;
        if !is {
            let words = format!("child {child}: {what} {day}");
            self.repairs.push(at.repair(Rule::AfterAsAt, Action::LeftOut, words));
        }
        is
    }

    /// Says that a row's end is after the as-at date.
    fn note_late_end(&mut self, at: &At, child: &str, end: Option<Date>) {
        if let Some(end) = end.filter(|end| *end > self.as_at) {
            let words = format!("child {child}: ends {end}; open as at {}", long_date(self.as_at));
            self.repairs.push(at.repair(Rule::AfterAsAt, Action::Kept, words));
        }
    }

    /// Says that something happened before the child's birth.
    fn note_before_birth(&mut self, at: &At, child: &str, what: &str, day: Date) {
        if let Some(born) = self.people.get(child).and_then(|person| person.born)
            && day < born
        {
            let words = format!("child {child}: {what} {day}, born {born}");
            self.repairs.push(at.repair(Rule::BeforeBirth, Action::Kept, words));
        }
    }

    fn episodes(&mut self, history: &History, tables: &mut Tables) {
        let places = places(self.returns);
        let mut ids = Ids::default();
        for merged in history.children.values().flatten() {
            let row = &merged.row;
            if !self.is_by_as_at(&row.at, &row.child, "an episode from", row.start) {
                continue;
            }
            self.note_late_end(&row.at, &row.child, row.end);
            self.note_before_birth(&row.at, &row.child, "an episode from", row.start);
            let id = ids.next(&row.child, row.start);
            let place = row.postcode.as_ref().and_then(|postcode| places.get(postcode.as_str())).cloned();
            push_episode(id, row, place, tables);
        }
    }

    fn reviews(&mut self, tables: &mut Tables) {
        let mut kept = Vec::new();
        for (at, one) in self.returns.iter().enumerate() {
            for row in &one.rows.reviews {
                kept.push(((row.child.as_str(), row.held), at, row));
            }
        }
        let mut ids = Ids::default();
        for row in latest(kept) {
            if self.is_by_as_at(&row.at, &row.child, "a review on", row.held) {
                self.note_before_birth(&row.at, &row.child, "a review on", row.held);
                tables.reviews.push(Review {
                    id: ids.next(&row.child, row.held),
                    person: row.child.clone(),
                    held: row.held,
                    cancelled: None,
                    participation: row.participation.clone(),
                });
            }
        }
    }

    fn missing(&mut self, tables: &mut Tables) {
        let mut kept = Vec::new();
        for (at, one) in self.returns.iter().enumerate() {
            for row in &one.rows.missing {
                kept.push(((row.child.as_str(), row.start), at, row));
            }
        }
        let mut ids = Ids::default();
        for row in latest(kept) {
            if self.is_by_as_at(&row.at, &row.child, "missing from", row.start) {
                self.note_late_end(&row.at, &row.child, row.end);
                self.note_before_birth(&row.at, &row.child, "missing from", row.start);
                tables.missing_episodes.push(MissingEpisode {
                    id: ids.next(&row.child, row.start),
                    person: row.child.clone(),
                    start: row.start,
                    kind: row.kind.clone(),
                    end: row.end,
                    interview_offered: None,
                    interview_accepted: None,
                });
            }
        }
    }

    fn asylum(&mut self, tables: &mut Tables) {
        let mut statuses: BTreeMap<&str, ImmigrationStatus> = BTreeMap::new();
        for one in self.returns {
            let mut here = BTreeSet::new();
            for row in &one.rows.asylum {
                if !self.is_first(&mut here, &row.at, &row.child, "UASC") {
                    continue;
                }
                let status = ImmigrationStatus {
                    id: format!("{}-uasc", row.child),
                    person: row.child.clone(),
                    status: "UASC".to_owned(),
                    start: None,
                    end: row.ceased,
                };
                statuses.insert(&row.child, status);
            }
        }
        tables.immigration_statuses = statuses.into_values().collect();
    }

    fn outcomes(&mut self, tables: &mut Tables) {
        let mut ids = Ids::default();
        for one in self.returns {
            let year_end = one.window().until;
            let mut here = BTreeSet::new();
            for row in &one.rows.outcomes {
                if !self.is_first(&mut here, &row.at, &row.child, "OC2")
                    || !self.is_by_as_at(&row.at, &row.child, "outcomes of the year to", year_end)
                {
                    continue;
                }
                tables.year_outcomes.push(YearOutcome {
                    id: ids.next(&row.child, year_end),
                    person: row.child.clone(),
                    year_end,
                    health_assessment: row.health_assessment,
                    development_check: row.development_check,
                    immunisations: row.immunisations,
                    dental_check: row.dental_check,
                    substance_misuse: row.substance_misuse,
                    intervention_received: row.intervention_received,
                    intervention_offered: row.intervention_offered,
                    convicted: row.convicted,
                    sdq_score: row.sdq_score,
                    sdq_reason: row.sdq_reason.clone(),
                });
            }
        }
    }

    fn leavers(&mut self, tables: &mut Tables) {
        let mut ids = Ids::default();
        for one in self.returns {
            let window = one.window();
            let mut here = BTreeSet::new();
            for row in &one.rows.leavers {
                if !self.is_first(&mut here, &row.at, &row.child, "OC3") {
                    continue;
                }
                let born = self.people.get(&row.child).and_then(|person| person.born).or(row.born);
                let birthday = born.and_then(|born| leaving_care_birthday(born, window.since, window.until));
                let Some(observed) = birthday else {
                    let born = born.map_or("no date of birth".to_owned(), |born| format!("born {born}"));
                    let words = format!("child {}: {born}, return {}", row.child, one.label());
                    self.repairs.push(row.at.repair(Rule::NoBirthday, Action::Refused, words));
                    continue;
                };
                if self.is_by_as_at(&row.at, &row.child, "a birthday on", observed) {
                    tables.care_leaver_statuses.push(CareLeaverStatus {
                        id: ids.next(&row.child, observed),
                        person: row.child.clone(),
                        observed,
                        in_touch: row.in_touch.clone(),
                        activity: row.activity.clone(),
                        accommodation: row.accommodation.clone(),
                        suitable: row.suitable,
                    });
                }
            }
        }
    }

    /// Whether it is the child's first row in a file where each has one; a second is written down.
    fn is_first<'a>(&mut self, here: &mut BTreeSet<&'a str>, at: &At, child: &'a str, file: &str) -> bool {
        let first = here.insert(child);
        if !first {
            let words = format!("child {child}: a second {file} row");
            self.repairs.push(at.repair(Rule::DuplicateChild, Action::LeftOut, words));
        }
        first
    }
}

/// The rows of each key's latest return, by key and in the order of the file.
fn latest<'a, T>(rows: Vec<((&'a str, Date), usize, &'a T)>) -> Vec<&'a T> {
    let mut newest: HashMap<(&str, Date), usize> = HashMap::new();
    for (key, from, _) in &rows {
        let known = newest.entry(*key).or_insert(*from);
        *known = (*known).max(*from);
    }
    let mut rows: Vec<_> = rows.into_iter().filter(|(key, from, _)| newest.get(key) == Some(from)).collect();
    // Stable: several rows of one key keep the order of the file.
    rows.sort_by_key(|(key, ..)| *key);
    rows.into_iter().map(|(.., row)| row).collect()
}

/// Opaque names of places, in order of first appearance: oldest return first, each file from its top.
fn places(returns: &[Return]) -> HashMap<&str, String> {
    let mut places: HashMap<&str, String> = HashMap::new();
    for postcode in
        returns.iter().flat_map(|one| &one.rows.episodes).filter_map(|row| row.postcode.as_deref())
    {
        let next = places.len() + 1;
        places.entry(postcode).or_insert_with(|| format!("place-{next}"));
    }
    places
}

/// One row of the return makes a legal status, a placement and the episode that links them.
fn push_episode(id: String, row: &EpisodeRow, place: Option<String>, tables: &mut Tables) {
    tables.legal_statuses.push(LegalStatus {
        id: id.clone(),
        person: row.child.clone(),
        code: row.legal_status.clone(),
        start: row.start,
        end: row.end,
    });
    tables.placements.push(Placement {
        id: id.clone(),
        person: row.child.clone(),
        start: row.start,
        end: row.end,
        kind: row.kind.clone(),
        provider: row.provider.clone(),
        urn: row.urn.clone(),
        distance: None,
        change_reason: row.change_reason.clone(),
    });
    tables.placement_places.push(PlacementPlace { placement: id.clone(), place, outside_borough: None });
    tables.episodes.push(Episode {
        person: row.child.clone(),
        start: row.start,
        start_reason: row.start_reason.clone(),
        need: row.need.clone(),
        end: row.end,
        end_reason: row.end_reason.clone(),
        placement: Some(id.clone()),
        legal_status: Some(id.clone()),
        id,
    });
}
