//! Social workers' visits: within a week of a move, then every six weeks, most of them on time.

use super::super::day::{Day, age, date};
use super::super::draw::Draw;
use super::Life;
use crate::snapshot::{Tables, Visit, VisitNotAlone};

/// Writes the visits of a child.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let mut number = 0;
    for told in life.told() {
        let mut day = told.start + if draw.chance(90) { draw.between(8, 24) } else { draw.between(0, 6) };
        if !told.from_entry {
            day = told.start + draw.between(0, 40);
        }
        while day < told.end {
            number += 1;
            let seen = push(tables, draw, life, number, day);
            let wait = match (seen, draw.below(1000)) {
                // A child who was not there is visited again soon.
                (false, _) => draw.between(2, 10),
                (true, 0..65) => draw.between(43, 80),
                _ => 42 - draw.small(24),
            };
            let next = day + wait;
            let moved = life.moves.iter().find(|one| **one > day && **one + 7 < next).copied();
            day = match moved {
                Some(moved) if draw.chance(890) => moved + draw.between(0, 6),
                _ => next,
            };
        }
    }
}

fn push(tables: &mut Tables, draw: &mut Draw, life: &Life, number: usize, day: Day) -> bool {
    let id = format!("{}-V{number}", life.id);
    let yes = |yes: bool| if yes { "Y" } else { "N" }.to_owned();
    let seen = draw.pick(&[(970, Some(true)), (25, Some(false)), (5, None)]);
    let years = age(life.born, day);
    let often = match years {
        ..=3 => 60,
        4..=6 => 800,
        _ => 935,
    };
    let alone = draw.chance(often);
    let reason = match years {
        ..=3 => draw.pick(&[(60, Some("NOT_APPROPRIATE")), (40, None)]),
        4..=6 => draw.pick(&[(45, Some("NOT_APPROPRIATE")), (15, Some("DECLINED")), (40, None)]),
        _ => draw.pick(&[(8, Some("NOT_APPROPRIATE")), (50, Some("DECLINED")), (42, None)]),
    };
    let recorded = !draw.chance(8);
    tables.workers.visits.push(Visit {
        id: id.clone(),
        person: life.id.clone(),
        made: date(day),
        seen: seen.map(yes),
        alone: (seen == Some(true) && recorded).then(|| yes(alone)),
    });
    if let Some(reason) = reason.filter(|_| seen == Some(true) && !alone && recorded) {
        tables.workers.visits_not_alone.push(VisitNotAlone { visit: id, reason: reason.to_owned() });
    }
    seen == Some(true)
}
