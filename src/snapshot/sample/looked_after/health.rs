//! Health assessments, dental checks, eye tests and development assessments, each with its date.

use super::super::day::{Day, age, birthday, date};
use super::super::draw::Draw;
use super::{Life, Told};
use crate::snapshot::{HealthCheck, Tables};

/// Writes the checks of a child.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let mut rows = Rows { tables, life, number: 0 };
    for told in life.told() {
        rows.assessments(draw, told);
        rows.round(draw, told, "DENTAL", (2, 18), (160, 330), 60);
        rows.round(draw, told, "OPTICIAN", (4, 18), (330, 640), 90);
        rows.round(draw, told, "DEVELOPMENT", (0, 5), (150, 330), 50);
    }
}

struct Rows<'a> {
    tables: &'a mut Tables,
    life: &'a Life,
    number: usize,
}

impl Rows<'_> {
    /// The first assessment within four weeks for most, then twice a year under 5 and once a year from 5.
    fn assessments(&mut self, draw: &mut Draw, told: Told) {
        let mut day = if told.from_entry {
            let days = match draw.below(100) {
                0..84 => draw.between(9, 26),
                84..97 => draw.between(29, 75),
                _ => draw.between(90, 150),
            };
            let day = told.start + days;
            if day >= told.end {
                return;
            }
            if draw.chance(30) {
                self.push("INITIAL", (day - 6).max(told.start), "CANCELLED");
            }
            let refused = age(self.life.born, day) >= 13 && draw.chance(50);
            self.push("INITIAL", day, if refused { "REFUSED" } else { "COMPLETED" });
            day
        } else {
            told.start - draw.between(20, 300)
        };
        loop {
            let due = if age(self.life.born, day) < 5 { 182 } else { 365 };
            day += if draw.chance(150) { due + draw.between(5, 110) } else { due - 3 - draw.small(40) };
            if day >= told.end {
                break;
            }
            let older = age(self.life.born, day) >= 13;
            if draw.chance(if older { 60 } else { 15 }) {
                self.push("REVIEW", day, if older { "REFUSED" } else { "CANCELLED" });
                day += draw.between(20, 100);
                if day >= told.end {
                    break;
                }
            }
            self.push("REVIEW", day, "COMPLETED");
        }
    }

    /// A check that comes round again and again; `missed` in a thousand are refused or cancelled.
    fn round(
        &mut self,
        draw: &mut Draw,
        told: Told,
        kind: &str,
        (from_age, to_age): (i32, i32),
        (shortest, longest): (i32, i32),
        missed: usize,
    ) {
        let first = told.start.max(birthday(self.life.born, from_age));
        let last = told.end.min(birthday(self.life.born, to_age));
        // A few never go.
        if draw.chance(40) {
            return;
        }
        let mut day = first + draw.between(10, shortest);
        while day < last {
            let status = match draw.below(1000) {
                n if n < missed / 2 => "REFUSED",
                n if n < missed => "CANCELLED",
                _ => "COMPLETED",
            };
            self.push(kind, day, status);
            day += draw.between(shortest, longest) + if draw.chance(60) { draw.between(30, 200) } else { 0 };
        }
    }

    fn push(&mut self, kind: &str, on: Day, status: &str) {
        self.number += 1;
        self.tables.wellbeing.health_checks.push(HealthCheck {
            id: format!("{}-K{}", self.life.id, self.number),
            person: self.life.id.clone(),
            kind: kind.to_owned(),
            on: date(on),
            status: status.to_owned(),
        });
    }
}
