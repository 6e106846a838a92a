//! Services: who uses them, how often, from when.

use super::super::day::{Day, birthday, date, ymd};
use super::super::draw::Draw;
use super::{Leaver, Someone, history_starts, story_ends};
use crate::snapshot::{Service, ServiceAccess, Tables};

/// A use of a service before it has an id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Access {
    pub(super) service: &'static str,
    pub(super) asked: Option<Day>,
    pub(super) offered: Option<Day>,
    pub(super) started: Option<Day>,
    pub(super) ended: Option<Day>,
    pub(super) outcome: Option<&'static str>,
}

impl Access {
    /// A request of a day, and nothing else yet.
    pub(super) fn of(service: &'static str, asked: Day) -> Self {
        Self { service, asked: Some(asked), offered: None, started: None, ended: None, outcome: None }
    }
}

/// Writes a use of a service; what lies after the story is not in it.
pub(super) fn access(tables: &mut Tables, draw: &mut Draw, person: &str, one: Access) {
    let known = |day: Option<Day>| day.filter(|day| *day <= story_ends());
    let begins = one.started.or(one.offered).or(one.asked).unwrap_or(0);
    let Some(first) = known(one.asked).or(known(one.offered)).or(known(one.started)) else { return };
    if begins < history_starts() && one.ended.is_none_or(|end| end < history_starts()) {
        return;
    }
    let started = known(one.started);
    // One in a hundred is never closed.
    let ended = known(one.ended).filter(|_| started.is_some() && !draw.chance(10));
    let waiting = one.started.is_some() && started.is_none();
    tables.leavers.service_accesses.push(ServiceAccess {
        id: format!("{person}-U{first}-{}", tables.leavers.service_accesses.len()),
        person: person.to_owned(),
        service: one.service.to_owned(),
        requested_on: known(one.asked).map(date),
        offered_on: known(one.offered).map(date),
        started_on: started.map(date),
        ended_on: ended.map(date),
        outcome: if waiting { Some("WAITING") } else { one.outcome }.map(str::to_owned),
    });
}

/// A service with single visits or short programmes: name, from and to which age, chance of coming at all in a year
/// of life in a thousand, most visits in it, days that a visit or programme lasts, first day of the service.
type Visits = (&'static str, i32, i32, usize, usize, i32, (i32, u32, u32));

const VISITS: [Visits; 7] = [
    ("HUB", 16, 25, 340, 9, 1, (2014, 9, 1)),
    ("ETE-WORKER", 16, 25, 290, 3, 60, (2014, 4, 1)),
    ("TENANCY-ADVISER", 18, 25, 210, 2, 45, (2015, 9, 1)),
    ("NURSING-TEAM", 16, 25, 170, 3, 1, (2014, 4, 1)),
    ("WORK-EXPERIENCE", 16, 25, 90, 2, 10, (2014, 4, 1)),
    ("CARE-TO-INDEPENDENCE", 16, 21, 150, 1, 56, (2015, 1, 12)),
    ("MY-BANK", 16, 21, 95, 2, 1, (2016, 1, 11)),
];

pub(super) fn of_leaver(tables: &mut Tables, draw: &mut Draw, leaver: &Leaver<'_>) {
    for (service, from, to, chance, most, length, begins) in VISITS {
        let begins = ymd(begins.0, begins.1, begins.2);
        for age in from..to {
            // What the strategy pushes grows a little after it.
            let more = if leaver.turns(age) > ymd(2017, 6, 1) { 5 } else { 4 };
            if !draw.chance(chance * more / 4) {
                continue;
            }
            for _ in 0..=draw.below(most) {
                let day = leaver.turns(age) + draw.between(0, 364);
                if day < begins || !leaver.supported(day) {
                    continue;
                }
                let outcome =
                    if length == 56 { draw.pick(&[(60, "COMPLETED"), (40, "ACCEPTED")]) } else { "ACCEPTED" };
                let row = Access {
                    service,
                    asked: None,
                    offered: None,
                    started: Some(day),
                    ended: Some(day + length),
                    outcome: Some(outcome),
                };
                access(tables, draw, leaver.id, row);
            }
        }
    }
    for day in leaver.days(draw, leaver.since, 300, 420) {
        let studies = leaver.last_seen(day).is_some_and(|seen| super::periods::studies(&seen.activity));
        if leaver.supported(day)
            && draw.chance(if leaver.age(day) < 18 {
                800
            } else if studies {
                520
            } else {
                90
            })
        {
            let row = Access {
                started: Some(day),
                ended: Some(day + draw.between(30, 280)),
                outcome: Some("ACCEPTED"),
                ..Access::of("VIRTUAL-SCHOOL", day)
            };
            access(tables, draw, leaver.id, row);
        }
        if leaver.supported(day) && leaver.age(day) >= 18 && draw.chance(105) {
            let taken_up = draw.chance(560);
            let row = Access {
                offered: Some(day),
                started: taken_up.then(|| day + draw.between(7, 80)),
                ended: Some(day + draw.between(120, 420)),
                outcome: Some(if taken_up { "ACCEPTED" } else { "DECLINED" }),
                ..Access::of("THERAPY", day - 20)
            };
            access(tables, draw, leaver.id, row);
        }
        if leaver.supported(day) && leaver.age(day) >= 18 && draw.chance(75) {
            advocacy(tables, draw, leaver.id, day);
        }
        let parent = leaver.last_seen(day).is_some_and(|seen| seen.activity == "G6");
        if parent && !leaver.male && leaver.age(day) < 21 && draw.chance(500) {
            let row = Access {
                offered: Some(day),
                started: Some(day + 20),
                ended: Some(day + 700),
                outcome: Some("ACCEPTED"),
                ..Access::of("FAMILY-NURSE-PARTNERSHIP", day)
            };
            access(tables, draw, leaver.id, row);
        }
    }
}

fn advocacy(tables: &mut Tables, draw: &mut Draw, person: &str, day: Day) {
    let start = day + draw.between(1, 25);
    let row = Access {
        started: Some(start),
        ended: Some(start + draw.between(20, 150)),
        outcome: Some("ACCEPTED"),
        ..Access::of("ADVOCACY", day)
    };
    access(tables, draw, person, row);
}

/// Advocacy and independent visitors for children while they are looked after.
pub(super) fn of_child(tables: &mut Tables, draw: &mut Draw, someone: &Someone<'_>) {
    let child = someone.child;
    for spell in &child.spells {
        let last = spell.end.unwrap_or(story_ends()).min(birthday(child.born, 18));
        let mut day = spell.start.max(birthday(child.born, 4)).max(history_starts()) + draw.between(20, 300);
        while day < last {
            let older = day >= birthday(child.born, 11);
            if draw.chance(if older { 105 } else { 35 }) {
                advocacy(tables, draw, someone.id, day);
            }
            day += draw.between(250, 400);
        }
        let asked = spell.start.max(birthday(child.born, 8)) + draw.between(120, 900);
        if asked < last && draw.chance(190) {
            let start = asked + draw.between(30, 260);
            let row = Access {
                offered: Some(asked + 14),
                started: (start < last).then_some(start),
                ended: Some((start + draw.between(200, 1200)).min(last)),
                outcome: Some(if start < last { "ACCEPTED" } else { "WAITING" }),
                ..Access::of("INDEPENDENT-VISITOR", asked)
            };
            access(tables, draw, someone.id, row);
        }
    }
}

/// The services with their names.
pub(in super::super) fn services() -> Vec<Service> {
    const NAMES: [(&str, &str, &str); 14] = [
        ("INDEPENDENT-VISITOR", "Independent visitors' scheme", "a charity"),
        ("ADVOCACY", "Independent advocacy service", "a charity"),
        ("HUB", "Leaving Care Hub", "the council with partners"),
        ("ETE-WORKER", "Education, Employment and Training worker", "the council"),
        ("TENANCY-ADVISER", "Income and Tenancy Officer", "the council"),
        ("NURSING-TEAM", "Children Looked After Nursing Team", "the health service"),
        ("ADULT-MENTAL-HEALTH", "Adult mental health services", "the health service"),
        ("CAMHS", "Child and adolescent mental health services", "the health service"),
        ("THERAPY", "Therapeutic support", "commissioned"),
        ("VIRTUAL-SCHOOL", "Virtual School", "the council"),
        ("WORK-EXPERIENCE", "Work experience", "the council with partners"),
        ("CARE-TO-INDEPENDENCE", "Care to Independence programme", "the council"),
        ("MY-BANK", "My Bank workshops", "a charity"),
        ("FAMILY-NURSE-PARTNERSHIP", "Family Nurse Partnership", "the health service"),
    ];
    NAMES
        .iter()
        .map(|(service, name, provider)| Service {
            service: (*service).to_owned(),
            name: (*name).to_owned(),
            provider: Some((*provider).to_owned()),
        })
        .collect()
}
