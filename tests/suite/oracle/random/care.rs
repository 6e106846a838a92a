//! A child's care at random: episodes one after another, now and then with a gap, over one another, or without length.

use boardpack::calendar::Date;
use boardpack::snapshot::{Episode, LegalStatus, Placement, PlacementPlace, Tables};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{code, day, maybe};
use crate::oracle::days::{plus, ymd};

#[derive(Debug, Clone)]
enum Length {
    Days(i64),
    Until(Date),
    Open,
}

/// An episode after another.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Days after the end of the one before, less than 0 where they overlap; `None`: on the day it began.
    gap: Option<i64>,
    length: Length,
    reason: &'static str,
    end_reason: Option<&'static str>,
    legal: Option<&'static str>,
    /// Whether the episode names its legal status, or it is only in force.
    names_legal: bool,
    home: Option<(&'static str, &'static str)>,
    provider: Option<&'static str>,
    distance: Option<f64>,
    outside: Option<bool>,
    change_reason: Option<&'static str>,
    /// A temporary stay from this home, and back to it.
    trip: Option<i64>,
}

const HOMES: [(&str, &str); 9] = [
    ("U6", "home1"),
    ("U6", "home2"),
    ("U4", "home1"),
    ("U1", "home3"),
    ("K2", "home4"),
    ("A3", "home1"),
    ("A5", "home5"),
    ("T1", "hospital"),
    ("T3", "seaside"),
];

pub(super) fn step() -> impl Strategy<Value = Step> {
    let length = prop_oneof![
        4 => day().prop_map(Length::Until),
        4 => (20_i64..900).prop_map(Length::Days),
        2 => Just(Length::Open),
        1 => (0_i64..=2).prop_map(Length::Days),
    ];
    let legal = (
        option::weighted(0.95, prop_oneof![5 => code(&["C2", "V2", "E1"]), 1 => code(&["V4", "V3"])]),
        prop::bool::weighted(0.9),
    );
    let place = (
        option::weighted(0.95, select(HOMES.to_vec())),
        maybe(&["PR1", "PR4"]),
        option::weighted(0.8, select(vec![5.0, 20.0, 20.5, 60.0])),
        option::weighted(0.8, any::<bool>()),
        maybe(&["CARPL", "CREQB", "PLACE"]),
    );
    (
        prop_oneof![
            16 => Just(Some(0_i64)),
            2 => (1_i64..90).prop_map(Some),
            2 => (-60_i64..0).prop_map(Some),
            1 => Just(None),
        ],
        length,
        prop_oneof![5 => Just("P"), 3 => code(&["L", "T", "B", "U"]), 2 => Just("S")],
        prop_oneof![5 => Just(Some("X1")), 3 => code(&["E4A", "E11", "E46", "E7"]).prop_map(Some), 1 => Just(None)],
        legal,
        place,
        option::weighted(0.15, 0_i64..30),
    )
        .prop_map(|(gap, length, reason, end_reason, legal, place, trip)| Step {
            gap,
            length,
            reason,
            end_reason,
            legal: legal.0,
            names_legal: legal.1,
            home: place.0,
            provider: place.1,
            distance: place.2,
            outside: place.3,
            change_reason: place.4,
            trip,
        })
}

/// Writes the episodes with their legal statuses and placements; gives their first days and ends.
/// An episode in a home of its own, as a rule until the first days of a year that ends with a quarter.
pub(super) fn move_on() -> impl Strategy<Value = Step> {
    let until =
        select(vec![ymd(2018, 4, 1), ymd(2018, 4, 2), ymd(2018, 1, 1), ymd(2018, 7, 1), ymd(2018, 11, 1)]);
    (step(), until).prop_map(|(step, until)| Step {
        gap: Some(0),
        length: Length::Until(until),
        reason: "P",
        end_reason: Some("X1"),
        legal: Some("C2"),
        home: Some(HOMES[0]),
        trip: None,
        ..step
    })
}

pub(super) fn write(
    tables: &mut Tables,
    person: &str,
    first: Date,
    started: bool,
    steps: &[Step],
) -> Vec<(Date, Option<Date>)> {
    let mut episodes: Vec<(Date, Option<Date>)> = Vec::new();
    let mut next = first;
    for (number, step) in steps.iter().enumerate() {
        let start = match (episodes.last(), step.gap) {
            (None, _) => next,
            (Some((before, _)), None) => *before,
            (Some(_), Some(days)) => plus(next, days),
        };
        let end = match step.length {
            Length::Days(days) => Some(plus(start, days)),
            Length::Until(day) if day >= start => Some(day),
            Length::Until(_) => Some(plus(start, 150)),
            Length::Open => None,
        };
        let reason = if number == 0 && started { "S" } else { step.reason };
        write_episode(tables, person, (start, end), reason, step, step.home);
        episodes.push((start, end));
        // After an episode left open the next begins all the same.
        next = end.unwrap_or(plus(start, 100));
        if let (Some(days), Some(end)) = (step.trip, end) {
            let back = plus(end, days);
            write_episode(tables, person, (end, Some(back)), "P", step, Some(("T1", "hospital")));
            let until = plus(back, 10 * days);
            write_episode(tables, person, (back, Some(until)), "P", step, step.home);
            episodes.extend([(end, Some(back)), (back, Some(until))]);
            next = until;
        }
    }
    episodes
}

fn write_episode(
    tables: &mut Tables,
    person: &str,
    (start, end): (Date, Option<Date>),
    reason: &str,
    step: &Step,
    home: Option<(&str, &str)>,
) {
    let id = format!("{person}-e{:02}", tables.episodes.len());
    if let Some(code) = step.legal {
        tables.legal_statuses.push(LegalStatus {
            id: id.clone(),
            person: person.to_owned(),
            code: code.to_owned(),
            start,
            end,
        });
    }
    if let Some((kind, place)) = home {
        tables.placements.push(Placement {
            id: id.clone(),
            person: person.to_owned(),
            start,
            end,
            kind: kind.to_owned(),
            provider: step.provider.map(str::to_owned),
            urn: None,
            distance: step.distance,
            change_reason: step.change_reason.map(str::to_owned),
        });
        tables.placement_places.push(PlacementPlace {
            placement: id.clone(),
            place: Some(place.to_owned()),
            outside_borough: step.outside,
        });
    }
    tables.episodes.push(Episode {
        id: id.clone(),
        person: person.to_owned(),
        start,
        start_reason: reason.to_owned(),
        need: None,
        end,
        end_reason: end.and(step.end_reason).map(str::to_owned),
        placement: home.is_some().then(|| id.clone()),
        legal_status: (step.legal.is_some() && step.names_legal).then_some(id),
    });
}
