//! Children who come for short breaks (legal status V3 or V4): about fifteen at a time, in no count.

use crate::snapshot::{Episode, LegalStatus, Person, Placement, PlacementPlace, Tables};

use super::day::{Day, date, ymd};
use super::draw::Draw;

/// A child with short breaks: under an agreement (V4), or each break by itself (V3).
pub(super) struct ShortBreaks {
    pub(super) first: Day,
    breaks: Vec<(Day, Option<Day>)>,
    legal: &'static str,
    born: Day,
    male: bool,
    place: usize,
}

/// Draws agreements that follow one another, and three children with single breaks.
pub(super) fn short_breaks(draw: &mut Draw) -> Vec<ShortBreaks> {
    let (from, until) = (ymd(2011, 4, 1), ymd(2020, 3, 31));
    let mut all = Vec::new();
    for place in 0..15 {
        let mut start = from + draw.between(0, 300);
        while start < until {
            let end = start + 300 + draw.small(1100);
            let born = ymd(2000, 6, 15) + (start - from) + draw.between(-700, 1400);
            let end = end.min(born + 17 * 365);
            let breaks = vec![(start, (end < until).then_some(end))];
            all.push(ShortBreaks { first: start, breaks, legal: "V4", born, male: draw.chance(650), place });
            start = end + draw.between(1, 60);
        }
    }
    for place in 15..18 {
        let born = ymd(2005, 3, 10) + draw.between(0, 900);
        let mut breaks = Vec::new();
        let mut start = ymd(2015, 5, 1) + draw.between(0, 500);
        while start < until {
            breaks.push((start, Some(start + draw.between(1, 3))));
            start += 25 + draw.between(0, 20);
        }
        let first = breaks.first().map_or(from, |(start, _)| *start);
        all.push(ShortBreaks { first, breaks, legal: "V3", born, male: draw.chance(650), place });
    }
    all
}

/// Writes the rows of a child with short breaks.
pub(super) fn write(tables: &mut Tables, person: &str, child: &ShortBreaks) {
    tables.persons.push(Person {
        id: person.to_owned(),
        sex: Some(if child.male { "M" } else { "F" }.to_owned()),
        ethnicity: Some("WBRI".to_owned()),
        born: Some(date(child.born)),
    });
    for (number, (start, end)) in child.breaks.iter().enumerate() {
        let number = number + 1;
        let (start, end) = (date(*start), end.map(date));
        let (legal, placement) = (format!("{person}-L{number}"), format!("{person}-P{number}"));
        tables.legal_statuses.push(LegalStatus {
            id: legal.clone(),
            person: person.to_owned(),
            code: child.legal.to_owned(),
            start,
            end,
        });
        tables.placements.push(Placement {
            id: placement.clone(),
            person: person.to_owned(),
            start,
            end,
            kind: "R1".to_owned(),
            provider: Some("PR4".to_owned()),
            urn: Some("EX00300".to_owned()),
            distance: Some(2.5),
            change_reason: None,
        });
        tables.placement_places.push(PlacementPlace {
            placement: placement.clone(),
            place: Some(format!("place-{:05}", 700 + child.place % 3)),
            outside_borough: Some(false),
        });
        tables.episodes.push(Episode {
            id: format!("{person}-E{number}"),
            person: person.to_owned(),
            start,
            start_reason: "S".to_owned(),
            need: Some("N2".to_owned()),
            end,
            end_reason: end.map(|_| "E8".to_owned()),
            placement: Some(placement),
            legal_status: Some(legal),
        });
    }
}
