//! What workers, carers, schools and clinics recorded of the children of the example council.
//!
//! Takes the rows that tell of children and their care; adds rows and changes none. Each child and each kind of record
//! has a stream of draws of its own, so that one more record of one child moves nobody else's. Levels are plausible and
//! not published ones. Faults, on purpose: workers recorded some days late or not by name, visits late or without the
//! child being seen, answers not recorded, plans without a date, months of school without a record.

mod cut;
mod disability;
mod family;
mod health;
mod plans;
mod school;
mod siblings;
mod terms;
mod visits;
mod wellbeing;
mod workers;

use std::collections::BTreeMap;

use chrono::Datelike;

pub(super) use self::cut::cut;
use super::day::{Day, birthday, ymd};
use super::draw::Draw;
use crate::calendar::Date;
use crate::snapshot::Tables;

/// First day of the history.
fn first_day() -> Day {
    ymd(2012, 4, 1)
}

/// The day up to which records are drawn: some weeks after the last as-at day.
fn horizon() -> Day {
    ymd(2019, 5, 1)
}

/// Which records a stream of draws is for.
#[derive(Debug, Clone, Copy)]
enum Field {
    Workers = 1,
    Visits,
    Wellbeing,
    Family,
    Health,
    School,
    Plans,
    Siblings,
    Disability,
}

/// A child, as far as records need to know.
struct Life {
    id: String,
    number: usize,
    born: Day,
    male: bool,
    asylum: bool,
    /// Periods of care, short breaks left out; the end day is not in them.
    spells: Vec<(Day, Option<Day>)>,
    /// First days of placements.
    moves: Vec<Day>,
}

impl Life {
    fn draw(&self, seed: u64, field: Field) -> Draw {
        Draw::of_person(seed, self.number, field as u64)
    }

    /// Periods of care as far as the history tells of them, with whether the first day is told.
    fn told(&self) -> impl Iterator<Item = Told> + '_ {
        self.spells.iter().filter_map(|(start, end)| {
            let told = Told {
                start: (*start).max(first_day()),
                end: end.unwrap_or(Day::MAX).min(horizon()),
                left: *end,
                from_entry: *start >= first_day(),
            };
            (told.end > told.start).then_some(told)
        })
    }

    /// The first day of being entitled to a care leaver's support: 13 weeks in care since the 14th birthday, some of
    /// it after the 16th.
    fn entitled_on(&self) -> Option<Day> {
        let (fourteen, sixteen) = (birthday(self.born, 14), birthday(self.born, 16));
        let mut days = 0;
        for (start, end) in &self.spells {
            let (from, to) = ((*start).max(fourteen), end.unwrap_or(horizon()));
            if to <= from {
                continue;
            }
            let day = (from + (91 - days)).max(from).max(sixteen + 1);
            if day <= to {
                return Some(day);
            }
            days += to - from;
        }
        None
    }
}

/// A period of care as the history tells of it.
#[derive(Clone, Copy)]
struct Told {
    start: Day,
    end: Day,
    /// The day care ended; `None` while open.
    left: Option<Day>,
    from_entry: bool,
}

/// Adds all records; `scale` is how many councils' worth of children there are.
pub(super) fn write(tables: &mut Tables, seed: u64, scale: u32) {
    let lives = lives(tables);
    let scale = usize::try_from(scale).unwrap_or(1);
    workers::staff(tables, scale);
    terms::write(tables);
    let days = terms::SchoolDays::new();
    for life in &lives {
        workers::write(tables, &mut life.draw(seed, Field::Workers), life, scale);
        visits::write(tables, &mut life.draw(seed, Field::Visits), life);
        wellbeing::write(tables, &mut life.draw(seed, Field::Wellbeing), life);
        family::write(tables, &mut life.draw(seed, Field::Family), life);
        health::write(tables, &mut life.draw(seed, Field::Health), life);
        school::write(tables, &mut life.draw(seed, Field::School), life, &days);
        plans::write(tables, &mut life.draw(seed, Field::Plans), life);
        disability::write(tables, &mut life.draw(seed, Field::Disability), life);
    }
    plans::return_interviews(tables, &mut Draw::of_person(seed, 0, Field::Plans as u64));
    siblings::write(tables, &mut Draw::of_person(seed, 0, Field::Siblings as u64), &lives);
}

fn lives(tables: &Tables) -> Vec<Life> {
    let number = |day: Date| day.num_days_from_ce();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lives: Vec<Life> = Vec::new();
    for (n, row) in tables.persons.iter().enumerate() {
        let Some(born) = row.born else { continue };
        at.insert(&row.id, lives.len());
        lives.push(Life {
            id: row.id.clone(),
            number: n + 1,
            born: number(born),
            male: row.sex.as_deref() == Some("M"),
            asylum: false,
            spells: Vec::new(),
            moves: Vec::new(),
        });
    }
    let codes: BTreeMap<&str, &str> =
        tables.legal_statuses.iter().map(|row| (row.id.as_str(), row.code.as_str())).collect();
    for row in &tables.episodes {
        let code = row.legal_status.as_deref().and_then(|id| codes.get(id)).copied().unwrap_or_default();
        if matches!(code, "V3" | "V4") {
            continue;
        }
        let Some(life) = at.get(row.person.as_str()).map(|at| &mut lives[*at]) else { continue };
        if matches!(row.start_reason.as_str(), "S" | "P" | "B") {
            life.moves.push(number(row.start));
        }
        match life.spells.last_mut() {
            Some(spell) if row.start_reason != "S" => spell.1 = row.end.map(number),
            _ => life.spells.push((number(row.start), row.end.map(number))),
        }
    }
    for row in tables.immigration_statuses.iter().filter(|row| row.status == "UASC") {
        if let Some(life) = at.get(row.person.as_str()).map(|at| &mut lives[*at]) {
            life.asylum = true;
        }
    }
    lives.retain(|life| !life.spells.is_empty());
    lives
}
