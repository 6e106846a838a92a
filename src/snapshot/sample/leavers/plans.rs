//! Pathway plans and their reviews, contacts, and the yearly offer to those aged 21 to 24 without support.

use super::super::day::{Day, date, ymd};
use super::super::draw::Draw;
use super::{Leaver, story_ends};
use crate::snapshot::{Contact, PathwayPlanEvent, Tables};

pub(super) fn write(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    plans(tables, draw, leaver);
    contacts(tables, draw, leaver);
}

fn plans(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let never = draw.chance(15);
    let mut day = leaver.since + draw.between(20, 130);
    let mut started = false;
    let mut progressing = true;
    let mut number = 0;
    while !never && day <= story_ends() && day < leaver.turns(25) {
        if leaver.supported(day) {
            // From 2018 an independent reviewing officer chairs, after 18 too, where the last review was worried.
            let chair = if day < leaver.turns(18) {
                draw.pick(&[(70, "IRO"), (20, "MANAGER"), (10, "ADVISER")])
            } else if !progressing && day >= ymd(2018, 1, 8) && draw.chance(620) {
                "IRO"
            } else {
                draw.pick(&[(25, "MANAGER"), (75, "ADVISER")])
            };
            progressing = !draw.chance(if progressing { 90 } else { 450 });
            if day >= ymd(2014, 4, 1) {
                number += 1;
                tables.leavers.pathway_plan_events.push(PathwayPlanEvent {
                    id: format!("{}-P{number}", leaver.id),
                    person: leaver.id.to_owned(),
                    kind: if started { "REVIEW" } else { "START" }.to_owned(),
                    date: date(day),
                    chaired_by: (!draw.chance(15)).then(|| chair.to_owned()),
                    progressing: (started && !draw.chance(30)).then_some(progressing),
                });
            }
            started = true;
        }
        day += if draw.chance(640) { draw.between(140, 182) } else { draw.between(185, 320) };
    }
}

fn contacts(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    let mut number = 0;
    let mut row = |day: Day, kind: &str, answered: Option<bool>| {
        number += 1;
        tables.leavers.contacts.push(Contact {
            id: format!("{}-K{number}", leaver.id),
            person: leaver.id.to_owned(),
            date: date(day),
            kind: kind.to_owned(),
            answered,
        });
    };
    for day in leaver.days(draw, leaver.turns(18), 13, 55) {
        if leaver.supported(day) {
            let lost = leaver.last_seen(day).is_some_and(|seen| seen.in_touch != "YES");
            let (kind, answers) = if lost {
                (draw.pick(&[(45, "CALL"), (30, "MESSAGE"), (25, "LETTER")]), 130)
            } else {
                (draw.pick(&[(48, "FACE-TO-FACE"), (30, "CALL"), (22, "MESSAGE")]), 820)
            };
            let answered = kind == "FACE-TO-FACE" || draw.chance(answers);
            row(day, kind, (!draw.chance(12)).then_some(answered));
        }
    }
    // The duty began on 1 April 2018.
    for day in leaver.days(draw, leaver.turns(21).max(ymd(2018, 4, 10)), 250, 400) {
        if !leaver.supported(day) && draw.chance(860) {
            row(day, "ANNUAL-OFFER", Some(draw.chance(420)));
        }
    }
}
