//! Health summaries, doctors, risks, and what becomes of CAMHS at 18.

use super::super::day::{date, ymd};
use super::super::draw::Draw;
use super::services::{Access, access};
use super::{Leaver, story_ends};
use crate::snapshot::{GpRecord, HealthSummary, Risk, Tables};

pub(super) fn write(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let grown = leaver.turns(18);
    let late = if grown < ymd(2017, 4, 1) { 220 } else { 110 };
    let issued = match draw.below(1000) {
        one if one < 70 => None,
        one if one < 70 + late => Some(grown + draw.between(1, 110)),
        _ => Some(grown - draw.small(75)),
    };
    if let Some(day) = issued.filter(|day| *day <= story_ends()) {
        tables.leavers.health_summaries.push(HealthSummary {
            id: format!("{}-Y1", leaver.id),
            person: leaver.id.to_owned(),
            issued_on: (!draw.chance(10)).then(|| date(day)),
        });
    }
    let mut registered = draw.chance(900);
    let days = leaver.days(draw, grown - 30, 180, 330);
    for (number, day) in (1..).zip(days.into_iter().filter(|day| leaver.supported(*day))) {
        registered = if registered { !draw.chance(30) } else { draw.chance(350) };
        tables.leavers.gp_records.push(GpRecord {
            id: format!("{}-D{number}", leaver.id),
            person: leaver.id.to_owned(),
            recorded_on: date(day),
            registered: (!draw.chance(15)).then_some(registered),
        });
    }
    risk(tables, draw, leaver);
    minds(tables, draw, leaver);
}

fn risk(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let share = if leaver.male { 40 } else { 190 };
    if !draw.chance(share + 60) {
        return;
    }
    let start = draw.between(leaver.turns(16), leaver.turns(20));
    if start < leaver.since || start > story_ends() {
        return;
    }
    let sexual = draw.below(share + 60) < share;
    let end = start + draw.between(90, 700);
    tables.leavers.risks.push(Risk {
        id: format!("{}-Q1", leaver.id),
        person: leaver.id.to_owned(),
        kind: if sexual { "SEXUAL-EXPLOITATION" } else { "CRIMINAL-EXPLOITATION" }.to_owned(),
        start: date(start),
        end: (end <= story_ends()).then(|| date(end)),
        plan_on: draw
            .chance(850)
            .then(|| start + draw.between(0, 40))
            .filter(|day| *day <= story_ends())
            .map(date),
    });
}

/// CAMHS ends about the 18th birthday; adult services take on some, and others later on.
fn minds(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let grown = leaver.turns(18);
    let mut asked = draw.chance(150).then(|| grown + draw.between(100, 1100));
    if draw.chance(210) {
        let came = leaver.child.spells.first().map_or(grown, |spell| spell.start);
        let start = (grown - draw.between(60, 900)).max(came);
        let end = if draw.chance(250) { start + (grown - start) / 2 } else { grown + draw.small(60) };
        let row =
            Access { started: Some(start), ended: Some(end), ..Access::of("CAMHS", (start - 60).max(came)) };
        access(tables, draw, leaver.id, row);
        if end >= grown && draw.chance(880) {
            asked = Some(grown - draw.between(-30, 120));
        }
    }
    let Some(asked) = asked else { return };
    let outcome = draw.pick(&[(52, "ACCEPTED"), (30, "NOT-ELIGIBLE"), (10, "WAITING"), (12, "DECLINED")]);
    let start = asked.max(grown) + draw.between(5, 90);
    let row = Access {
        started: (outcome == "ACCEPTED").then_some(start),
        ended: Some(start + draw.between(100, 900)),
        outcome: Some(outcome),
        ..Access::of("ADULT-MENTAL-HEALTH", asked)
    };
    access(tables, draw, leaver.id, row);
}
