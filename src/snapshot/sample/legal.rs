//! Under which legal status a child is looked after, and when it changes.

use super::child::{Child, Spell};
use super::day::{Day, age, birthday};
use super::draw::Draw;

/// Spells of legal status over a period of care: first day and code, in order.
pub(super) type LegalPath = Vec<(Day, &'static str)>;

/// Draws the legal statuses of a period of care.
pub(super) fn legal_path(draw: &mut Draw, child: &Child, spell: &Spell, moves: &[Day]) -> LegalPath {
    let (start, adopted) = (spell.start, matches!(spell.code, "E11" | "E12"));
    let mut path: LegalPath = Vec::new();
    if child.asylum {
        path.push((start, "V2"));
        return path;
    }
    let years = age(child.born, start);
    let short = spell.end.is_some_and(|end| end - start < 60);
    if spell.code == "E14" {
        path.push((start, "J1"));
    } else if short {
        match draw.below(100) {
            0..55 => path.push((start, "V2")),
            55..75 => path.extend([(start, "L1"), (start + 1 + draw.small(3), "V2")]),
            75..85 => path.extend([(start, "L2"), (start + 2 + draw.small(7), "C1")]),
            _ => path.push((start, "C1")),
        }
    } else if adopted {
        let order = placement_order(draw, spell);
        path.push((start, if draw.chance(300) { "V2" } else { "C1" }));
        if path[0].1 == "V2" {
            path.push((start + 20 + draw.small(40), "C1"));
        }
        path.push((order, "E1"));
    } else {
        let voluntary = if years >= 13 { 640 } else { 90 };
        if draw.chance(voluntary) {
            path.push((start, "V2"));
        } else {
            let mut interim = start;
            match draw.below(100) {
                0..40 => {
                    path.push((start, "V2"));
                    interim = start + 25 + draw.small(180);
                }
                40..55 => {
                    path.push((start, "L2"));
                    interim = start + 2 + draw.small(7);
                }
                55..60 => {
                    path.push((start, "L1"));
                    interim = start + 1 + draw.small(3);
                }
                _ => {}
            }
            path.push((interim, "C1"));
            path.push((interim + 150 + draw.between(0, 110), "C2"));
        }
    }
    // A court date and a move sometimes fall together.
    for at in 1..path.len() {
        let day = path[at].0;
        if draw.chance(180)
            && let Some(near) = moves.iter().find(|other| (**other - day).abs() < 60)
            && *near > path[at - 1].0
            && path.get(at + 1).is_none_or(|next| *near < next.0)
        {
            path[at].0 = *near;
        }
    }
    let last = spell.end.unwrap_or(Day::MAX).min(birthday(child.born, 18)) - 4;
    path.truncate(1 + path.iter().skip(1).take_while(|(day, _)| *day < last).count());
    path
}

/// Day of the placement order of a child who will be adopted.
fn placement_order(draw: &mut Draw, spell: &Spell) -> Day {
    let end = spell.end.unwrap_or(spell.start + 700);
    let latest = (end - 110).max(spell.start + 70);
    (spell.start + 150 + draw.between(0, 90)).min(latest)
}

/// The status in force on a day.
pub(super) fn in_force(path: &LegalPath, day: Day) -> &'static str {
    path.iter().rev().find(|(from, _)| *from <= day).map_or("V2", |(_, code)| code)
}
