//! What the law calls a young person, and who goes on being supported from 21.

use super::super::child::Child;
use super::super::day::{Day, birthday, date, ymd};
use super::super::draw::Draw;
use super::{Leaver, Support, story_ends};
use crate::snapshot::{CareLeaverPeriod, CareLeaverSupport, Tables};

/// Care leavers aged 18 and over, from the council's strategy ("May 2017 Performance data").
const IN_MAY_2017: usize = 186;

/// First day of entitlement: looked after at 16 or 17, for 13 weeks since 14.
pub(super) fn entitled_since(child: &Child) -> Option<Day> {
    let (first, last) = (birthday(child.born, 16), birthday(child.born, 18));
    (first..last)
        .find(|day| child.in_care(*day).is_some() && child.entitled(*day + 1))
        .filter(|day| *day <= story_ends())
}

/// Whether an activity code means studying.
pub(super) fn studies(activity: &str) -> bool {
    matches!(activity, "F1" | "P1" | "F2" | "P2")
}

/// Draws who is supported from 21 on: in education or training, and from April 2018 whoever asks.
pub(super) fn support(draw: &mut Draw, leavers: &mut [Leaver<'_>]) {
    let counted = ymd(2017, 5, 15);
    let asking = ymd(2018, 4, 1);
    let young = leavers.iter().filter(|one| (18..=20).contains(&one.age(counted))).count();
    let grown: Vec<usize> =
        (0..leavers.len()).filter(|i| (21..=24).contains(&leavers[*i].age(counted))).collect();
    let studied = |leaver: &Leaver<'_>| {
        let turned = leaver.turns(21);
        leaver.seen.iter().any(|seen| seen.day == turned && studies(&seen.activity))
    };
    let weights: Vec<(usize, usize)> =
        grown.iter().map(|i| (if studied(&leavers[*i]) { 60 } else { 4 }, *i)).collect();
    let chosen = draw.draw(&weights, IN_MAY_2017.saturating_sub(young));
    for (i, leaver) in leavers.iter_mut().enumerate() {
        let (from, until) = (leaver.turns(21), leaver.turns(25));
        let (reason, at_once) = ("EDUCATION", studied(leaver));
        if chosen.contains(&i) {
            let start = if at_once { from } else { draw.between(from, counted - 10).max(from) };
            let end = draw.between(counted + 20, counted + 900).min(until);
            leaver.support.push(Support { start, end, reason });
        } else if at_once {
            let end = from + draw.between(120, 1100);
            let end = if from <= counted { end.min(counted) } else { end };
            leaver.support.push(Support { start: from, end: end.min(until), reason });
        }
        let free_from = leaver.support.last().map_or(from, |one| one.end).max(asking);
        if free_from < until && free_from <= story_ends() && draw.chance(220) {
            let start = if free_from == from { from } else { free_from + draw.small(300) };
            let end = (start + draw.between(150, 900)).min(until);
            if start < end {
                leaver.support.push(Support { start, end, reason: "ASKED" });
            }
        }
        leaver.support.retain(|one| one.start < one.end && one.start <= story_ends());
    }
}

/// Writes the spells of a young person.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let grown = leaver.turns(18);
    let mut spells: Vec<(Day, Day, &str)> = Vec::new();
    let mut from = leaver.since;
    while from < grown {
        let (name, until) = match leaver.child.in_care(from) {
            Some(spell) => ("ELIGIBLE", spell.end.unwrap_or(grown)),
            None => {
                let next = leaver.child.spells.iter().map(|spell| spell.start).find(|start| *start > from);
                ("RELEVANT", next.unwrap_or(grown))
            }
        };
        spells.push((from, until.min(grown), name));
        from = until;
    }
    // A few are never moved on at 18: the law does it all the same.
    let forgotten = draw.chance(12);
    if !forgotten {
        spells.push((grown, leaver.turns(25), "FORMER-RELEVANT"));
    }
    let last = spells.len();
    for (number, (start, end, name)) in (1..).zip(spells).filter(|(_, spell)| spell.0 <= story_ends()) {
        let end = (!forgotten || number < last).then_some(end).filter(|end| *end <= story_ends());
        let reason = if number < last { "NEXT" } else { "TURNED-25" };
        tables.leavers.periods.push(CareLeaverPeriod {
            id: format!("{}-E{number}", leaver.id),
            person: leaver.id.to_owned(),
            eligibility: name.to_owned(),
            start: date(start),
            end: end.map(date),
            end_reason: end.map(|_| reason.to_owned()),
        });
    }
    for (number, one) in (1..).zip(&leaver.support) {
        tables.leavers.supports.push(CareLeaverSupport {
            id: format!("{}-A{number}", leaver.id),
            person: leaver.id.to_owned(),
            reason: one.reason.to_owned(),
            start: date(one.start),
            end: (one.end <= story_ends()).then(|| date(one.end)),
        });
    }
}
