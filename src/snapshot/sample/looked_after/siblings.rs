//! Brothers and sisters: pairs of children who came into care about the same time, many of whom share a home.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::super::day::{Day, date};
use super::super::draw::Draw;
use super::{Life, horizon};
use crate::snapshot::{Sibling, Tables};

/// How many children who come after one are looked at for a brother or sister.
const NEAR: usize = 260;

/// A stay at a place: place, first day, first day elsewhere.
type Stay = (String, Day, Day);

/// Writes the pairs, each child's row and the other's.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, lives: &[Life]) {
    let stays = stays(tables);
    let mut taken = BTreeSet::new();
    let mut number = 0;
    for (at, life) in lives.iter().enumerate() {
        if taken.contains(&at) || life.asylum {
            continue;
        }
        let near = || (at + 1..lives.len().min(at + NEAR)).filter(|other| !taken.contains(other));
        let fits = |other: &usize| could_be(life, &lives[*other]);
        let none = Vec::new();
        let own = stays.get(&life.id).unwrap_or(&none);
        let sharing: Vec<usize> = near()
            .filter(fits)
            .filter(|other| {
                stays.get(&lives[*other].id).unwrap_or(&none).iter().any(|(place, from, to)| {
                    own.iter().any(|(p, start, end)| p == place && from.max(start) + 240 < *to.min(end))
                })
            })
            .collect();
        let shares = !sharing.is_empty();
        let other = if shares {
            draw.choose(&sharing)
        } else if draw.chance(60) {
            draw.choose(&near().filter(fits).collect::<Vec<_>>())
        } else {
            None
        };
        let Some(other) = other else { continue };
        taken.extend([at, other]);
        let together = if shares {
            draw.pick(&[(95, Some("Y")), (2, Some("N")), (3, None)])
        } else {
            draw.pick(&[(40, Some("Y")), (50, Some("N")), (10, None)])
        };
        let first = |life: &Life| life.spells.first().map_or(0, |spell| spell.0);
        let planned = first(life).max(first(&lives[other])) + draw.between(10, 70);
        for (one, two) in [(life, &lives[other]), (&lives[other], life)] {
            number += 1;
            tables.workers.siblings.push(Sibling {
                id: format!("EX-Z{number:05}"),
                person: one.id.clone(),
                sibling: two.id.clone(),
                planned: together.map(|_| date(planned)),
                together: together.map(str::to_owned),
            });
        }
    }
}

/// Whether two children can be brothers or sisters: neither came alone from abroad, and they are nine months to nine
/// years apart.
fn could_be(one: &Life, two: &Life) -> bool {
    let apart = (one.born - two.born).abs();
    !two.asylum && (280..9 * 365).contains(&apart)
}

fn stays(tables: &Tables) -> BTreeMap<String, Vec<Stay>> {
    let places: BTreeMap<&str, &str> = tables
        .placement_places
        .iter()
        .filter_map(|row| Some((row.placement.as_str(), row.place.as_deref()?)))
        .collect();
    let mut stays: BTreeMap<String, Vec<Stay>> = BTreeMap::new();
    for row in &tables.placements {
        if let Some(place) = places.get(row.id.as_str()) {
            let day = |day: crate::calendar::Date| day.num_days_from_ce();
            let stay = ((*place).to_owned(), day(row.start), row.end.map_or(horizon(), day));
            stays.entry(row.person.clone()).or_default().push(stay);
        }
    }
    stays
}
