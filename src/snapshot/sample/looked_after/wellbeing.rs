//! Life stories, adults to trust, sport and exercise, and young people who are parents.

use super::super::day::{Day, age, birthday, date};
use super::super::draw::Draw;
use super::{Life, first_day, horizon};
use crate::snapshot::{Activity, LifeStory, ParentStatus, Tables, TrustedAdult};

/// Writes what was recorded of a child.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    life_story(tables, draw, life);
    trusted_adult(tables, draw, life);
    activity(tables, draw, life);
    parent(tables, draw, life);
}

fn life_story(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let Some((start, _)) = life.spells.first() else { return };
    let never = draw.chance(90);
    let begun = start + 20 + draw.small(420);
    let last = life.told().last().map_or(0, |told| told.end);
    if never || begun >= last {
        return;
    }
    tables.wellbeing.life_stories.push(LifeStory {
        id: format!("{}-L1", life.id),
        person: life.id.clone(),
        begun: date(begun),
        updated: draw.chance(850).then(|| date(begun + draw.between(0, last - begun))),
    });
}

fn trusted_adult(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let mut number = 0;
    for told in life.told() {
        let mut day = told.start + draw.between(20, 120);
        while day < told.end {
            if age(life.born, day) >= 3 {
                number += 1;
                tables.wellbeing.trusted_adults.push(TrustedAdult {
                    id: format!("{}-T{number}", life.id),
                    person: life.id.clone(),
                    recorded: date(day),
                    has_adult: draw.chance(945),
                    said_by_child: draw
                        .pick(&[(88, Some("Y")), (8, Some("N")), (4, None)])
                        .map(str::to_owned),
                });
            }
            day += draw.between(170, 390);
        }
    }
}

fn activity(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    // Some like sport whatever the season; of a few it is never asked.
    let bent = draw.pick(&[(12, 0), (28, 1), (60, 2)]);
    if draw.chance(60) {
        return;
    }
    let mut number = 0;
    for told in life.told() {
        let mut day = told.start + draw.between(10, 100);
        while day < told.end {
            if age(life.born, day) >= 4 {
                number += 1;
                let times = match bent {
                    0 => draw.pick(&[(80, Some(0)), (15, Some(1)), (5, None)]),
                    1 => draw.pick(&[(24, Some(0)), (50, Some(1)), (22, Some(2)), (4, None)]),
                    _ => draw.pick(&[(6, Some(0)), (25, Some(1)), (40, Some(2)), (26, Some(3)), (3, None)]),
                };
                tables.wellbeing.activities.push(Activity {
                    id: format!("{}-X{number}", life.id),
                    person: life.id.clone(),
                    recorded: date(day),
                    times_a_week: times,
                });
            }
            day += draw.between(90, 190);
        }
    }
}

/// Pregnancies and births: a few while looked after, more after it for those who have a care leaver's support.
fn parent(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let (in_care, after) = if life.male { (30, 70) } else { (140, 230) };
    let while_in_care: Option<Day> = life
        .told()
        .filter(|told| told.end > birthday(life.born, 15) + 120)
        .map(|told| draw.between(told.start.max(birthday(life.born, 15)) + 30, told.end - 60))
        .last()
        .filter(|_| draw.chance(in_care));
    let after_care = life
        .entitled_on()
        .filter(|_| draw.chance(after))
        .map(|_| birthday(life.born, 18) + draw.between(0, 4 * 365));
    let Some(known) = while_in_care.or(after_care) else { return };
    if known < first_day() || known >= horizon() {
        return;
    }
    let born = known + draw.between(130, 215);
    let row = |id: &str, status: &str, start: Day, end: Option<Day>, first: Option<Day>| ParentStatus {
        id: format!("{}-{id}", life.id),
        person: life.id.clone(),
        status: status.to_owned(),
        start: date(start),
        end: end.map(date),
        first_child_born: first.map(date),
    };
    if !life.male {
        tables.wellbeing.parent_statuses.push(row("B1", "PREGNANT", known, Some(born), None));
    }
    if draw.chance(900) {
        tables.wellbeing.parent_statuses.push(row("B2", "PARENT", born, None, Some(born)));
    }
}
