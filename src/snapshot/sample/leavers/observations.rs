//! What is known of young people between their birthdays: much like on the last one, or already like on the next.

use super::super::day::{Day, ymd};
use super::super::draw::Draw;
use super::periods::studies;
use super::{Leaver, Seen, status_row};
use crate::snapshot::Tables;

/// Draws and writes observations from the 18th birthday on, and leaves them with the young person.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, leaver: &mut Leaver<'_>) {
    // Of a few nothing is written down any more from some day on.
    let silent_from = draw.chance(25).then(|| draw.between(ymd(2017, 1, 1), ymd(2018, 9, 1)));
    let first = (leaver.turns(18) + 35).max(ymd(2015, 4, 6));
    let mut number = 0;
    for day in leaver.days(draw, first, 60, 115) {
        let near_birthday = (18..=25).any(|age| (leaver.turns(age) - day).abs() < 8);
        // From 21 on, those without support are heard of once a year or so.
        let heard_of = leaver.supported(day) || draw.chance(230);
        if near_birthday || !heard_of || silent_from.is_some_and(|from| day >= from) {
            continue;
        }
        let Some(seen) = seen(draw, leaver, day) else { continue };
        number += 1;
        tables.care_leaver_statuses.push(status_row(leaver, number, &seen));
        let at = leaver.seen.partition_point(|other| other.day < day);
        leaver.seen.insert(at, seen);
    }
}

fn seen(draw: &mut Draw, leaver: &Leaver<'_>, day: Day) -> Option<Seen> {
    let before = leaver.seen.iter().rev().find(|seen| seen.day < day);
    let after = leaver.seen.iter().find(|seen| seen.day > day);
    let base = match (before, after) {
        (Some(before), Some(after)) => {
            if draw.between(before.day, after.day) < day && draw.chance(500) {
                after
            } else {
                before
            }
        }
        (one, other) => one.or(other)?,
    };
    let mut seen = Seen { day, ..base.clone() };
    if matches!(seen.in_touch.as_str(), "RHOM" | "DIED" | "") {
        "YES".clone_into(&mut seen.in_touch);
    }
    if seen.in_touch == "NO" && draw.chance(170) {
        "YES".clone_into(&mut seen.in_touch);
    } else if !leaver.supported(day) {
        draw.pick(&[(45, "NREQ"), (20, "NO"), (35, "YES")]).clone_into(&mut seen.in_touch);
    } else if draw.chance(18) {
        draw.pick(&[(2, "REFU"), (1, "NO")]).clone_into(&mut seen.in_touch);
    } else if matches!(seen.in_touch.as_str(), "REFU" | "NREQ") && draw.chance(400) {
        "YES".clone_into(&mut seen.in_touch);
    }
    let reached = seen.in_touch == "YES";
    let unknown = matches!(seen.activity.as_str(), "0" | "");
    if reached && (unknown && draw.chance(350) || draw.chance(70)) {
        draw.pick(&[
            (11, "F2"),
            (3, "P2"),
            (4, "F4"),
            (13, "F5"),
            (7, "P5"),
            (12, "G4"),
            (40, "G5"),
            (8, "G6"),
            (6, "0"),
        ])
        .clone_into(&mut seen.activity);
    }
    let at_study =
        leaver.support.iter().any(|one| one.reason == "EDUCATION" && one.start <= day && day < one.end);
    if at_study && !studies(&seen.activity) {
        draw.pick(&[(45, "F1"), (40, "F2"), (15, "P2")]).clone_into(&mut seen.activity);
    }
    if seen.activity == "G6" && leaver.male && draw.chance(900) {
        "G5".clone_into(&mut seen.activity);
    }
    let lost = matches!(seen.home.as_str(), "0" | "R" | "");
    let unsettled = matches!(seen.home.as_str(), "S" | "V" | "W");
    let stays_put = seen.home == "Z" && leaver.age(day) >= 21;
    if reached && (lost && draw.chance(400) || unsettled && draw.chance(300) || stays_put || draw.chance(50))
    {
        let (home, suitable) = draw.pick(&[
            (22, ("D", true)),
            (30, ("U", true)),
            (11, ("B", true)),
            (5, ("E", true)),
            (4, ("T", true)),
            (6, ("K", false)),
            (4, ("Y", false)),
            (3, ("W", false)),
            (3, ("V", false)),
            (6, ("S", false)),
            (5, ("X", false)),
        ]);
        home.clone_into(&mut seen.home);
        seen.suitable = Some(suitable);
    }
    if draw.chance(14) {
        seen.activity.clear();
    }
    if draw.chance(14) && !matches!(seen.home.as_str(), "S" | "X") {
        seen.suitable = None;
    }
    Some(seen)
}
