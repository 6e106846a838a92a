//! What is known of care leavers on their birthdays (SSDA903 OC3), to the published shares at 19, 20 and 21.

use crate::snapshot::CareLeaverStatus;

use super::child::Child;
use super::day::{Day, birthday, date, year_of};
use super::draw::Draw;
use super::published::{LEAVERS, Leavers};

/// A row before it has a person's id: the young person, then the row.
pub(super) type Rows = Vec<(usize, CareLeaverStatus)>;

/// Who is asked about on which birthday: young person, age, day.
type Birthday = (usize, i32, Day);

/// Draws the rows of the years to 31 March 2016 to 2019: at 17 those who have left care and are entitled,
/// from 18 on all who are entitled.
pub(super) fn care_leavers(draw: &mut Draw, children: &[Child]) -> Rows {
    let bent: Vec<i32> = children.iter().map(|_| draw.between(0, 99)).collect();
    let mut rows: Rows = Vec::new();
    for year in &LEAVERS {
        let (mut young, mut grown): (Vec<Birthday>, Vec<Birthday>) = (Vec::new(), Vec::new());
        for (i, child) in children.iter().enumerate() {
            for age in 17..=21 {
                let day = birthday(child.born, age);
                if year_of(day) != year.ending || !child.entitled(day.min(birthday(child.born, 18))) {
                    continue;
                }
                match age {
                    17 if child.in_care(day).is_some() => {}
                    17 | 18 => young.push((i, age, day)),
                    _ => grown.push((i, age, day)),
                }
            }
        }
        rows.extend(at_17_and_18(draw, children, &young));
        rows.extend(at_19_to_21(draw, children, &bent, &grown, year));
    }
    rows.sort_by_key(|(child, row)| (*child, row.observed));
    rows
}

fn row(day: Day, in_touch: &str, activity: &str, home: (&str, Option<bool>)) -> CareLeaverStatus {
    CareLeaverStatus {
        id: String::new(),
        person: String::new(),
        observed: date(day),
        in_touch: Some(in_touch.to_owned()),
        activity: Some(activity.to_owned()),
        accommodation: Some(home.0.to_owned()),
        suitable: home.1,
    }
}

/// Whether a young person stayed on with the foster carers at 18.
fn stayed_put(child: &Child, age: i32, draw: &mut Draw) -> bool {
    let rate = match age {
        18 => 800,
        19 => 560,
        20 => 380,
        _ => 90,
    };
    child.spells.last().is_some_and(|spell| spell.code == "E17") && draw.chance(rate)
}

fn at_17_and_18(draw: &mut Draw, children: &[Child], young: &[Birthday]) -> Rows {
    let mut rows = Rows::new();
    for (i, age, day) in young {
        let in_touch = match age {
            17 => draw.pick(&[(88, "YES"), (8, "NO"), (4, "RHOM")]),
            _ => draw.pick(&[(95, "YES"), (3, "NO"), (1, "REFU"), (1, "NREQ")]),
        };
        let made = if in_touch == "NO" {
            row(*day, in_touch, "0", ("0", None))
        } else if in_touch == "RHOM" {
            row(*day, in_touch, draw.pick(&[(60, "F2"), (40, "G5")]), ("B", Some(true)))
        } else {
            let activity = draw.pick(&[
                (52, "F2"),
                (6, "P2"),
                (5, "F4"),
                (8, "F5"),
                (4, "P5"),
                (4, "G4"),
                (13, "G5"),
                (3, "G6"),
                (5, "0"),
            ]);
            let home = if stayed_put(&children[*i], *age, draw) {
                ("Z", Some(true))
            } else if draw.chance(910) {
                (draw.pick(&[(46, "D"), (14, "U"), (14, "B"), (10, "E"), (8, "C"), (8, "T")]), Some(true))
            } else {
                (draw.pick(&[(40, "X"), (25, "S"), (15, "W"), (20, "Y")]), Some(false))
            };
            row(*day, in_touch, activity, home)
        };
        rows.push((*i, made));
    }
    rows
}

fn at_19_to_21(
    draw: &mut Draw,
    children: &[Child],
    bent: &[i32],
    grown: &[Birthday],
    year: &Leavers,
) -> Rows {
    // Best placed first: the same young people tend to do well, or be out of touch, year after year.
    let mut order: Vec<(i32, Birthday)> =
        grown.iter().map(|who| (bent[who.0] + draw.between(0, 60), *who)).collect();
    order.sort_by_key(|(standing, who)| (std::cmp::Reverse(*standing), who.0));
    let in_touch = order.len().saturating_sub(year.out_of_touch);
    let mut actives: Vec<usize> = (0..in_touch).collect();
    actives.sort_by_cached_key(|at| order[*at].0 / 3 + draw.between(0, 30));
    actives.reverse();
    let known = year.active + year.inactive;
    let mut activity = vec!["0"; order.len()];
    for (number, at) in actives.iter().enumerate() {
        activity[*at] = if number < year.higher {
            draw.pick(&[(93, "F1"), (7, "P1")])
        } else if number < year.active {
            draw.pick(&[(38, "F2"), (5, "P2"), (10, "F4"), (2, "P4"), (32, "F5"), (13, "P5")])
        } else if number < known {
            draw.pick(&[(20, "G4"), (58, "G5"), (22, "G6")])
        } else {
            "0"
        };
    }
    // Those in suitable homes come first among those in touch; of the others six in ten are known to be unsuitable.
    let mut housed: Vec<usize> = (0..in_touch).collect();
    housed.sort_by_cached_key(|at| order[*at].0 / 2 + draw.between(0, 40));
    housed.reverse();
    let unsuitable = year.suitable + in_touch.saturating_sub(year.suitable) * 6 / 10;
    let mut home: Vec<(&str, Option<bool>)> = vec![("0", None); order.len()];
    for (number, at) in housed.iter().enumerate() {
        let (_, (child, age, _)) = order[*at];
        if number < year.suitable {
            home[*at] = (suitable(draw, &children[child], age, activity[*at]), Some(true));
        } else if number < unsuitable {
            home[*at] =
                (draw.pick(&[(44, "X"), (26, "S"), (8, "W"), (8, "V"), (10, "K"), (4, "Y")]), Some(false));
        }
    }
    for home in home.iter_mut().rev().take(year.elsewhere) {
        *home = (draw.pick(&[(60, "R"), (25, "G"), (15, "H")]), None);
    }
    let mut rows = Rows::new();
    for (at, (_, (child, _, day))) in order.into_iter().enumerate() {
        let contact = if at >= in_touch {
            "NO"
        } else if activity[at] != "0" {
            draw.pick(&[(97, "YES"), (2, "NREQ"), (1, "REFU")])
        } else {
            "YES"
        };
        rows.push((child, row(day, contact, activity[at], home[at])));
    }
    rows
}

fn suitable(draw: &mut Draw, child: &Child, age: i32, activity: &str) -> &'static str {
    if stayed_put(child, age, draw) {
        return "Z";
    }
    match (age, activity) {
        (_, "F1" | "P1") => draw.pick(&[(75, "U"), (15, "B"), (10, "K")]),
        (19, _) => draw.pick(&[(30, "D"), (34, "U"), (16, "B"), (7, "E"), (8, "T"), (3, "C"), (2, "Y")]),
        _ => draw.pick(&[(12, "D"), (62, "U"), (14, "B"), (3, "E"), (4, "T"), (3, "K"), (2, "Y")]),
    }
}
