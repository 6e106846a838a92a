//! Nursery, school, college and work; sessions attended; exclusions; plans for education; results.

use chrono::Datelike;

use super::super::day::{Day, age, birthday, date, ymd};
use super::super::draw::Draw;
use super::terms::{SchoolDays, next_month};
use super::{Life, Told, first_day, horizon};
use crate::snapshot::{Attendance, Exclusion, Pep, Qualification, SchoolEnrolment, Tables};

/// Writes what nurseries, schools and colleges recorded of a child.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life, days: &SchoolDays) {
    let mut rows = Rows { tables, life, days, number: 0 };
    // Some come every day, a few often stay away; some are in trouble at school.
    let absence = draw.pick(&[(62, 15), (25, 45), (9, 130), (4, 330)]);
    let trouble = draw.pick(&[(80, 12), (14, 160), (6, 520)]);
    for told in life.told() {
        rows.enrolments(draw, told);
        rows.attendance(draw, told, absence);
        rows.exclusions(draw, told, trouble);
        rows.plans(draw, told);
    }
    rows.plans_after_care(draw);
    rows.results(draw);
}

struct Rows<'a> {
    tables: &'a mut Tables,
    life: &'a Life,
    days: &'a SchoolDays,
    number: usize,
}

impl Rows<'_> {
    /// The 1 September on which the school year begins that a child of `years` on the 31 August before it starts.
    fn september(&self, years: i32) -> Day {
        let born = date(self.life.born);
        let late = (born.month(), born.day()) > (8, 31);
        ymd(born.year() + years + i32::from(late), 9, 1)
    }

    fn enrolments(&mut self, draw: &mut Draw, told: Told) {
        let (reception, after) = (self.september(4), self.september(16));
        let nursery = birthday(self.life.born, 3) + draw.between(30, 160);
        if draw.chance(870) {
            self.enrol("EARLY_YEARS", told, nursery, reception);
        }
        // A child who comes from far away waits for a place.
        let wait = match draw.below(100) {
            _ if self.life.asylum => draw.between(20, 110),
            0..90 => 0,
            _ => draw.between(8, 60),
        };
        let from = reception.max(told.start + if told.from_entry { wait } else { 0 });
        if draw.chance(70) {
            // A move to other provision, with some days between.
            let change = draw.between(from, after.max(from));
            self.enrol("SCHOOL", told, from, change);
            self.enrol("ALTERNATIVE", told, change + draw.between(3, 40), after);
        } else {
            self.enrol("SCHOOL", told, from, after);
        }
        let from = after.max(told.start + wait);
        let first =
            draw.pick(&[(60, "COLLEGE"), (16, "SCHOOL"), (7, "TRAINING"), (5, "EMPLOYER"), (7, "NONE")]);
        if first != "NONE" && draw.chance(150) {
            // Some do not stay, above all in the first autumn.
            let stops = from + 35 + draw.small(260);
            self.enrol(first, told, from, stops);
            self.enrol("NONE", told, stops, stops + draw.between(40, 400));
        } else if draw.chance(975) {
            self.enrol(first, told, from, Day::MAX);
        }
    }

    fn enrol(&mut self, setting: &str, told: Told, from: Day, to: Day) {
        let (from, end) = (from.max(told.start), to.min(told.left.unwrap_or(Day::MAX)));
        if from >= end || from >= horizon() {
            return;
        }
        self.number += 1;
        self.tables.school.school_enrolments.push(SchoolEnrolment {
            id: format!("{}-S{}", self.life.id, self.number),
            person: self.life.id.clone(),
            setting: setting.to_owned(),
            start: date(from),
            end: (end < Day::MAX).then(|| date(end)),
        });
    }

    /// A row a month of school; few are missing.
    fn attendance(&mut self, draw: &mut Draw, told: Told, absence: usize) {
        let wait = if self.life.asylum { 60 } else { 0 };
        let mut from = told.start.max(self.september(4)) + if told.from_entry { wait } else { 0 };
        let last = told.end.min(self.september(16) - 40);
        while from < last {
            let to = next_month(from).min(last);
            let days = self.days.open(from, to).len();
            if days > 0 && !draw.chance(12) {
                let possible = 2 * days;
                let away = (0..days).filter(|_| draw.chance(absence)).count();
                let half = usize::from(away < days && draw.chance(absence * 2));
                let sessions = |number: usize| i64::try_from(number).unwrap_or(0);
                self.tables.school.attendances.push(Attendance {
                    id: format!("{}-A{}", self.life.id, date(from).format("%Y%m%d")),
                    person: self.life.id.clone(),
                    from: date(from),
                    to: date(to - 1),
                    possible: sessions(possible),
                    attended: sessions(possible - 2 * away - half),
                });
            }
            from = to;
        }
    }

    fn exclusions(&mut self, draw: &mut Draw, told: Told, trouble: usize) {
        for term in self.days.terms.clone() {
            let (from, to) = (term.first.max(told.start), (term.last - 2).min(told.end - 2));
            let years = age(self.life.born, term.first);
            if from >= to || !(6..=15).contains(&years) {
                continue;
            }
            let often = if years < 11 { trouble / 5 } else { trouble };
            if draw.chance(often) {
                let times = draw.pick(&[(55, 1), (26, 2), (12, 3), (7, 5)]);
                for day in draw.spaced(from, to, times, 4) {
                    let sessions = draw.pick(&[(40, 2), (24, 4), (16, 6), (10, 10), (6, 1), (4, 20)]);
                    self.exclude("SUSPENSION", day, (!draw.chance(20)).then_some(sessions));
                }
                if years >= 11 && draw.chance(25) {
                    self.exclude("PERMANENT", to, None);
                }
            }
        }
    }

    fn exclude(&mut self, kind: &str, day: Day, sessions: Option<i64>) {
        self.number += 1;
        let open = self.days.open(day, day + 10).first().copied().unwrap_or(day);
        self.tables.school.exclusions.push(Exclusion {
            id: format!("{}-E{}", self.life.id, self.number),
            person: self.life.id.clone(),
            kind: kind.to_owned(),
            start: date(open),
            sessions,
        });
    }

    /// The first plan within four weeks for most, then one each term.
    fn plans(&mut self, draw: &mut Draw, told: Told) {
        if told.from_entry && age(self.life.born, told.start + 28) >= 3 {
            let days = match draw.below(100) {
                0..80 => draw.between(8, 26),
                80..96 => draw.between(29, 70),
                _ => 0,
            };
            if days > 0 && told.start + days < told.end {
                self.plan(draw, "FIRST", told.start + days);
            }
        }
        for term in self.days.terms.clone() {
            let (from, to) = ((term.first + 7).max(told.start + 35), term.last.min(told.end) - 4);
            let years = age(self.life.born, term.last);
            let often = match years {
                5..=15 => 935,
                3 | 4 | 16 | 17 => 800,
                _ => 0,
            };
            if from < to && draw.chance(often) {
                // Few are left to the last weeks of a term.
                let weeks = to - from + 1;
                let held = if draw.chance(850) { from + draw.small(weeks) } else { draw.between(from, to) };
                self.plan(draw, "REVIEW", held);
            }
        }
    }

    /// Plans of young people who have left care: the council's own promise, kept for some.
    fn plans_after_care(&mut self, draw: &mut Draw) {
        if self.life.entitled_on().is_none() || !draw.chance(520) {
            return;
        }
        let last = birthday(self.life.born, draw.between(19, 23)).min(horizon());
        let mut day = birthday(self.life.born, 18) + draw.between(20, 200);
        while day < last {
            if day >= first_day() {
                self.plan(draw, "REVIEW", day);
            }
            day += draw.between(110, 260);
        }
    }

    fn plan(&mut self, draw: &mut Draw, kind: &str, held: Day) {
        self.number += 1;
        let due = (kind == "REVIEW" && !draw.chance(30)).then(|| draw.between(0, 6));
        let met = due.map(|due| {
            let well = draw.pick(&[(60, 780), (30, 520), (10, 200)]);
            (0..due).filter(|_| draw.chance(well)).count()
        });
        let head = draw.chance(if kind == "REVIEW" { 260 } else { 0 });
        self.tables.school.peps.push(Pep {
            id: format!("{}-Q{}", self.life.id, self.number),
            person: self.life.id.clone(),
            kind: kind.to_owned(),
            held: date(held),
            targets_due: due.map(i64::from),
            targets_met: met.and_then(|met| i64::try_from(met).ok()),
            virtual_head: head.then(|| date(held + draw.between(2, 25))),
        });
    }

    /// Results of Year 11, in August, of those who were in care at some time.
    fn results(&mut self, draw: &mut Draw) {
        let on = self.september(16) - 9;
        if on < first_day() || on >= horizon() {
            return;
        }
        // How well it goes: nothing, other awards, a few passes, English and maths.
        let (english, maths, others, awards) = match draw.below(100) {
            _ if self.life.asylum && draw.chance(600) => (None, None, 0, draw.between(0, 2)),
            0..22 => (None, None, 0, draw.between(0, 3)),
            22..58 => (Some(draw.between(1, 3)), Some(draw.between(1, 3)), draw.between(0, 4), 1),
            58..82 => (Some(draw.between(2, 5)), Some(draw.between(2, 4)), draw.between(2, 6), 1),
            _ => (Some(draw.between(4, 8)), Some(draw.between(4, 7)), draw.between(3, 7), 0),
        };
        let level = english.unwrap_or(2);
        for (subject, grade) in [("ENGLISH", english), ("MATHS", maths)] {
            if let Some(grade) = grade {
                self.result("GCSE", subject, Some(grade), on);
            }
        }
        for _ in 0..others {
            let grade = (level + draw.between(-2, 1)).clamp(1, 9);
            self.result("GCSE", "OTHER", Some(grade), on);
        }
        for _ in 0..awards {
            self.result("OTHER", "OTHER", None, on);
        }
    }

    fn result(&mut self, kind: &str, subject: &str, grade: Option<i32>, on: Day) {
        self.number += 1;
        self.tables.school.qualifications.push(Qualification {
            id: format!("{}-G{}", self.life.id, self.number),
            person: self.life.id.clone(),
            on: date(on),
            kind: kind.to_owned(),
            subject: subject.to_owned(),
            grade: grade.map(i64::from),
        });
    }
}
