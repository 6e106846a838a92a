//! Moves, tenancies, and young people reported missing: they follow from where each was seen to live.

use super::super::day::{Day, date, ymd};
use super::super::draw::Draw;
use super::{Leaver, story_ends};
use crate::snapshot::{AccommodationMove, MissingAdult, Tables, Tenancy};

/// A tenancy of a young person's own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub(super) start: Day,
    pub(super) end: Option<Day>,
}

/// Writes moves and tenancies; gives the tenancies.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) -> Vec<Held> {
    missing(tables, draw, leaver);
    let grown = leaver.turns(18);
    let mut tenancies: Vec<Held> = Vec::new();
    let mut home: Option<(Day, &str)> = None;
    let mut moves = 0;
    for seen in leaver.seen.iter().filter(|seen| seen.day >= grown) {
        let here = seen.home.as_str();
        if matches!(here, "" | "0" | "R") {
            continue;
        }
        let moved = match home {
            Some((_, before)) if before == here => None,
            Some((last, _)) => Some(draw.between(last + 1, seen.day)),
            // On the 18th birthday most leave the placement for the home in which they are first seen.
            None if !matches!(here, "Z" | "C") && seen.day < grown + 60 && draw.chance(700) => Some(grown),
            None => None,
        };
        let was_at_home = home.is_some_and(|(_, before)| before == "U");
        if let Some(day) = moved {
            moves += 1;
            let row = accommodation_move(draw, leaver, moves, day, here);
            tables.leavers.accommodation_moves.push(row);
            if was_at_home
                && let Some(held) = tenancies.last_mut().filter(|held| held.end.is_none())
                && day > held.start
            {
                held.end = Some(day);
                if let Some(row) = tables.leavers.tenancies.last_mut() {
                    row.end = Some(date(day));
                    row.end_reason = end_reason(draw, here).map(str::to_owned);
                }
            }
        }
        if here == "U" && (moved.is_some() || home.is_none()) && draw.chance(640) {
            let start = moved.unwrap_or_else(|| draw.between(grown.max(seen.day - 150), seen.day));
            tenancies.push(Held { start, end: None });
            tables.leavers.tenancies.push(Tenancy {
                id: format!("{}-T{}", leaver.id, tenancies.len()),
                person: leaver.id.to_owned(),
                start: date(start),
                landlord: (!draw.chance(15)).then(|| {
                    draw.pick(&[(40, "COUNCIL"), (35, "HOUSING-ASSOCIATION"), (25, "PRIVATE")]).to_owned()
                }),
                end: None,
                end_reason: None,
            });
        }
        home = Some((seen.day, here));
    }
    tenancies
}

fn accommodation_move(
    draw: &mut Draw,
    leaver: &Leaver<'_>,
    number: usize,
    day: Day,
    home: &str,
) -> AccommodationMove {
    let careful = if day < ymd(2017, 10, 1) { 660 } else { 810 };
    let assessed = (!draw.chance(35)).then(|| draw.chance(careful));
    let on = assessed
        .filter(|assessed| *assessed && !draw.chance(25))
        .map(|_| if draw.chance(90) { day + draw.between(1, 20) } else { day - draw.small(30) });
    AccommodationMove {
        id: format!("{}-V{number}", leaver.id),
        person: leaver.id.to_owned(),
        moved_on: date(day),
        accommodation: Some(home.to_owned()),
        risk_assessed: assessed,
        risk_assessed_on: on.map(date),
    }
}

fn end_reason(draw: &mut Draw, next: &str) -> Option<&'static str> {
    if draw.chance(20) {
        return None;
    }
    Some(match next {
        "S" | "V" | "W" => draw.pick(&[(45, "EVICTED"), (30, "ARREARS"), (25, "ABANDONED")]),
        "X" => draw.pick(&[(50, "ABANDONED"), (50, "UNPLANNED")]),
        _ => draw.pick(&[(66, "PLANNED"), (16, "UNPLANNED"), (11, "ARREARS"), (7, "ABANDONED")]),
    })
}

/// Reports as missing: few, most for a night or two.
fn missing(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let (first, last) = (leaver.turns(18).max(ymd(2015, 4, 1)), leaver.turns(22).min(story_ends()));
    let mut number = 0;
    for day in draw.spaced(first, last, 60, 20) {
        if !draw.chance(8) {
            continue;
        }
        number += 1;
        let nights = draw.pick(&[(50, 1), (25, 2), (10, 3), (6, 4), (5, 6), (4, 15)]);
        let found = (day + nights).min(story_ends());
        let timed = !draw.chance(150);
        let time = |draw: &mut Draw| format!("{:02}:{:02}", draw.below(24), 5 * draw.below(12));
        let (from_time, to_time) = (time(draw), time(draw));
        tables.leavers.missing_adults.push(MissingAdult {
            id: format!("{}-N{number}", leaver.id),
            person: leaver.id.to_owned(),
            missing_from: date(day),
            missing_time: timed.then_some(from_time),
            found_on: (!draw.chance(15)).then(|| date(found)),
            found_time: None,
        });
        if let Some(row) = tables.leavers.missing_adults.last_mut()
            && row.found_on.is_some()
            && timed
        {
            row.found_time = Some(to_time);
        }
    }
}
