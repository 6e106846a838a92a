//! Statutory reviews: within 20 working days, then within three months, then every six months.

use crate::calendar::{add_months, add_working_days};
use crate::snapshot::{Review, Tables};

use super::child::Child;
use super::day::{Day, age, date, ymd};
use super::draw::Draw;

/// First day from which reviews are in the snapshot.
fn first_day() -> Day {
    ymd(2012, 4, 1)
}

/// Writes the reviews of a child's periods of care: 93% on time, a few cancelled.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, person: &str, child: &Child) {
    let mut number = 0;
    for spell in &child.spells {
        let end = spell.end.unwrap_or(ymd(2020, 4, 1));
        let mut last = spell.start;
        for round in 0.. {
            let due = due_day(last, round, spell.start);
            let late = draw.chance(65);
            let held = if late {
                due + 2 + draw.small(30)
            } else {
                // The first is held close to its day, later ones with some weeks in hand.
                due - if round == 0 { draw.between(0, 8) } else { draw.small(24) }
            };
            let held = weekday(held.max(last + 5));
            if held >= end {
                break;
            }
            if held >= first_day() {
                if draw.chance(18) {
                    number += 1;
                    let day = weekday(held - draw.between(7, 20).min(held - last - 3)).max(last + 1);
                    push(tables, person, number, day, true, None);
                }
                number += 1;
                let code = participation(draw, age(child.born, held));
                push(tables, person, number, held, false, code);
            }
            last = held;
        }
    }
}

fn push(tables: &mut Tables, person: &str, number: usize, held: Day, cancelled: bool, code: Option<&str>) {
    tables.reviews.push(Review {
        id: format!("{person}-R{number}"),
        person: person.to_owned(),
        held: date(held),
        cancelled: cancelled.then(|| "Y".to_owned()),
        participation: code.map(str::to_owned),
    });
}

fn due_day(last: Day, round: u32, start: Day) -> Day {
    use chrono::Datelike;
    let months =
        |months: i32| add_months(date(last), months).map_or(last + 30 * months, |day| day.num_days_from_ce());
    match round {
        // Bank holidays are known from 2012: before that, four weeks.
        0 => add_working_days(date(start), 20).map_or(start + 28, |day| day.num_days_from_ce()),
        1 => months(3),
        _ => months(6),
    }
}

/// The day itself, or the Friday before a weekend.
fn weekday(day: Day) -> Day {
    match day.rem_euclid(7) {
        6 => day - 1,
        0 => day - 2,
        _ => day,
    }
}

/// How the child took part; not recorded once in a while.
fn participation(draw: &mut Draw, age: i32) -> Option<&'static str> {
    if draw.chance(8) {
        return None;
    }
    Some(match age {
        ..=3 => "PN0",
        4..=9 => draw.pick(&[
            (40, "PN1"),
            (8, "PN2"),
            (6, "PN3"),
            (5, "PN4"),
            (15, "PN5"),
            (20, "PN6"),
            (6, "PN7"),
        ]),
        _ => draw.pick(&[
            (56, "PN1"),
            (5, "PN2"),
            (1, "PN3"),
            (3, "PN4"),
            (10, "PN5"),
            (16, "PN6"),
            (9, "PN7"),
        ]),
    })
}
