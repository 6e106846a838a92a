//! Staff and foster carers, and what they were trained in.

use crate::snapshot::{CarerTraining, Course, FosterCarer, Staff, StaffTraining, Tables};

use super::super::day::{Day, date, ymd};
use super::super::draw::Draw;
use super::story;

/// Posts of each role: social workers, advisers, reviewing officers, support workers, managers.
const POSTS: [(usize, &str); 5] = [
    (26, "social-worker"),
    (12, "personal-adviser"),
    (5, "reviewing-officer"),
    (6, "support-worker"),
    (6, "manager"),
];

/// Courses: id, name, and what each teaches: exploitation, missing, pathway planning, money, identity.
const COURSES: [(&str, &str, [bool; 5]); 6] = [
    ("exploitation-missing", "Exploitation and children who go missing", [true, true, false, false, false]),
    ("exploitation", "Recognising child sexual exploitation", [true, false, false, false, false]),
    ("missing", "When a child goes missing", [false, true, false, false, false]),
    ("pathway-planning", "Pathway planning with young people", [false, false, true, false, false]),
    ("money", "Money, benefits and debt", [false, false, false, true, false]),
    ("identity", "Identity and belonging", [false, false, false, false, true]),
];

/// Writes the staff, the foster carers and their training of one copy of the council.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, copy: u32) {
    if copy == 0 {
        tables.voice.courses.extend(COURSES.iter().map(|(id, name, teaches)| {
            let [exploitation, missing, pathway_planning, money, identity] = *teaches;
            Course {
                id: (*id).to_owned(),
                name: (*name).to_owned(),
                exploitation,
                missing,
                pathway_planning,
                money,
                identity,
            }
        }));
    }
    let mut number = 0;
    for (posts, role) in POSTS {
        for _ in 0..posts {
            one_post(tables, draw, copy, role, &mut number);
        }
    }
    for household in 1..=190 {
        one_household(tables, draw, copy, household);
    }
}

/// The people who hold a post, one after the other, with a gap between them.
fn one_post(tables: &mut Tables, draw: &mut Draw, copy: u32, role: &str, number: &mut u32) {
    let mut start = ymd(2010, 1, 4) + draw.between(0, 700);
    while start <= story().1 {
        let end = start + draw.between(260, 1900);
        *number += 1;
        let id = format!("ST{copy}-{number:04}");
        tables.voice.staff.push(Staff {
            id: id.clone(),
            role: role.to_owned(),
            start: date(start),
            end: (end <= story().1).then(|| date(end)),
            fte_hundredths: Some(draw.pick(&[(78, 100), (12, 80), (10, 60)])),
        });
        training(tables, draw, &id, role, start, end.min(story().1));
        start = end + draw.between(0, 90);
    }
}

/// Exploitation and missing every two to four years; pathway planning and money once a year, by most and by some.
fn training(tables: &mut Tables, draw: &mut Draw, id: &str, role: &str, start: Day, end: Day) {
    let mut done: Vec<(Day, &str)> = Vec::new();
    let mut day = start + draw.between(20, 400);
    while day < end {
        if draw.chance(620) {
            done.push((day, "exploitation-missing"));
        } else {
            done.push((day, "exploitation"));
            if draw.chance(760) {
                done.push((day + draw.between(20, 160), "missing"));
            }
        }
        day += draw.between(720, 1300);
    }
    if role == "personal-adviser" {
        for year in 2012..=2019 {
            let (spring, autumn) = (ymd(year, 5, 14), ymd(year, 10, 9));
            if draw.chance(if year < 2017 { 610 } else { 790 }) {
                let days = draw.between(0, 40);
                done.push((if draw.chance(500) { spring } else { autumn } + days, "pathway-planning"));
            }
            if year >= 2016 && draw.chance(430) {
                done.push((ymd(year, 11, 20) + draw.between(0, 20), "money"));
            }
        }
    }
    done.retain(|(day, _)| *day >= start && *day < end);
    done.sort_unstable();
    for (number, (day, course)) in done.into_iter().enumerate() {
        tables.voice.staff_trainings.push(StaffTraining {
            id: format!("{id}-{:02}", number + 1),
            staff: id.to_owned(),
            course: course.to_owned(),
            completed: Some(date(day)),
        });
    }
}

/// A household: approved for two to twelve years, at the identity training now and then, more often from 2018.
fn one_household(tables: &mut Tables, draw: &mut Draw, copy: u32, number: u32) {
    let id = format!("FH{copy}-{number:03}");
    let from = ymd(2006, 1, 9) + draw.between(0, 4600);
    let to = from + draw.between(700, 4400);
    tables.voice.foster_carers.push(FosterCarer {
        id: id.clone(),
        kind: "in-house".to_owned(),
        approved_from: date(from),
        approved_to: (to <= story().1).then(|| date(to)),
    });
    let mut visits = 0;
    for year in 2012..=2019 {
        for day in [ymd(year, 3, 17), ymd(year, 6, 23), ymd(year, 11, 10)] {
            let comes = draw.chance(if day < ymd(2018, 4, 1) { 45 } else { 160 });
            if comes && day >= from && day < to && day <= story().1 {
                visits += 1;
                tables.voice.carer_trainings.push(CarerTraining {
                    id: format!("{id}-{visits}"),
                    household: id.clone(),
                    course: "identity".to_owned(),
                    attended: Some(date(day)),
                });
            }
        }
    }
}
