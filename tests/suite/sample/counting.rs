//! A second, plain way to count: children and their episodes straight from the rows, by the written rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use boardpack::calendar::{Date, LeapBirthday, add_months, age};
use boardpack::snapshot::sample::{DEFAULT_SEED, Options, generate};
use boardpack::snapshot::{Meta, Placement, PlacementPlace, Tables};

pub(super) fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).expect("a day")
}

pub(super) fn months(from: Date, months: i32) -> Date {
    add_months(from, months).expect("a day")
}

pub(super) fn years_old(born: Date, on: Date) -> i32 {
    age(born, on, LeapBirthday::FirstOfMarch).expect("born by then")
}

/// A rounded share in per cent.
pub(super) fn per_cent(part: usize, of: usize) -> usize {
    (200 * part + of) / (2 * of)
}

/// An example council: its rows, and what its snapshot says of itself.
pub(super) type Council = (Tables, Meta);

/// An example council, drawn anew.
pub(super) fn drawn(seed: u64, as_at: Date, scale: u32) -> Council {
    generate(&Options { seed, as_at, scale }).expect("an example council")
}

/// An example council of the usual size, drawn once a run of the tests and kept to its end.
pub(super) fn sample(seed: u64, as_at: Date) -> &'static Council {
    static DRAWN: Mutex<BTreeMap<(u64, Date), &'static OnceLock<Council>>> = Mutex::new(BTreeMap::new());
    let place = *DRAWN
        .lock()
        .expect("no test fails while it looks")
        .entry((seed, as_at))
        .or_insert_with(|| Box::leak(Box::default()));
    place.get_or_init(|| drawn(seed, as_at, 1))
}

pub(super) fn whole(seed: u64) -> &'static Tables {
    &sample(seed, day(2019, 3, 31)).0
}

pub(super) const SEEDS: [u64; 6] = [DEFAULT_SEED, 1, 2, 20_190_331, 4_000_000_000, u64::MAX];

/// An episode with what belongs to it.
pub(super) struct Episode<'a> {
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) reason: &'a str,
    pub(super) end_reason: Option<&'a str>,
    pub(super) legal: &'a str,
    pub(super) home: &'a Placement,
    pub(super) place: &'a PlacementPlace,
}

impl Episode<'_> {
    pub(super) fn short_break(&self) -> bool {
        matches!(self.legal, "V3" | "V4")
    }

    pub(super) fn temporary(&self) -> bool {
        self.home.kind.starts_with('T')
    }

    pub(super) fn holds(&self, evening: Date) -> bool {
        self.start <= evening && self.end.is_none_or(|end| end > evening)
    }
}

pub(super) struct Child<'a> {
    pub(super) id: &'a str,
    pub(super) born: Date,
    pub(super) male: bool,
    pub(super) episodes: Vec<Episode<'a>>,
}

impl Child<'_> {
    pub(super) fn birthday(&self, years: i32) -> Date {
        months(self.born, 12 * years)
    }

    /// The episode in which the child is looked after on an evening.
    pub(super) fn now(&self, evening: Date) -> Option<&Episode<'_>> {
        self.episodes.iter().find(|e| e.holds(evening) && !e.short_break() && evening < self.birthday(18))
    }

    pub(super) fn started(&self, from: Date, to: Date) -> usize {
        self.episodes
            .iter()
            .filter(|e| e.reason == "S" && !e.short_break() && (from..=to).contains(&e.start))
            .count()
    }

    /// Reasons for ceasing in a period, in order.
    pub(super) fn ceased(&self, from: Date, to: Date) -> Vec<&str> {
        self.episodes
            .iter()
            .filter(|e| !e.short_break() && e.end.is_some_and(|end| (from..=to).contains(&end)))
            .filter_map(|e| e.end_reason.filter(|reason| *reason != "X1"))
            .collect()
    }

    /// Placements that overlap the days from `from` to `to`.
    pub(super) fn placements(&self, from: Date, to: Date) -> usize {
        // (first day, first day elsewhere, temporary, type, Ofsted number, place)
        type Run<'a> = (Date, Option<Date>, bool, &'a str, Option<&'a str>, Option<&'a str>);
        let mut runs: Vec<Run<'_>> = Vec::new();
        for e in self.episodes.iter().filter(|e| !e.short_break()) {
            let what = (e.home.kind.as_str(), e.home.urn.as_deref(), e.place.place.as_deref());
            let back_to = if runs.last().is_some_and(|run| run.2) && !e.temporary() && e.reason != "S" {
                runs.iter()
                    .rposition(|run| !run.2)
                    .filter(|at| (runs[*at].3, runs[*at].4, runs[*at].5) == what)
            } else {
                None
            };
            if let Some(at) = back_to {
                runs[at].1 = e.end;
                runs.truncate(at + 1);
                continue;
            }
            let moved = matches!(e.reason, "S" | "P" | "B");
            match runs.last_mut() {
                Some(run) if !moved && run.2 == e.temporary() => {
                    (run.1, run.3, run.4, run.5) = (e.end, what.0, what.1, what.2);
                }
                _ => runs.push((e.start, e.end, e.temporary(), what.0, what.1, what.2)),
            }
        }
        runs.iter()
            .filter(|run| !run.2 && run.1 != Some(run.0))
            .filter(|run| run.0 <= to && run.1.is_none_or(|end| end > from))
            .count()
    }

    /// First day of the period of care that holds an evening.
    pub(super) fn since(&self, evening: Date) -> Option<Date> {
        self.now(evening)?;
        self.episodes.iter().rev().find(|e| e.reason == "S" && e.start <= evening).map(|e| e.start)
    }

    /// First day with the carer of an evening.
    pub(super) fn carer_since(&self, evening: Date) -> Option<Date> {
        let moves = self.episodes.iter().rev().filter(|e| e.start <= evening);
        moves.filter(|e| matches!(e.reason, "S" | "P" | "B")).map(|e| e.start).next()
    }

    pub(super) fn continuously(&self, from: Date, to: Date) -> bool {
        self.now(to).is_some()
            && self.episodes.iter().any(|e| e.start <= to && e.end.is_none_or(|end| end > from))
            && self.started(from.succ_opt().expect("a day"), to) == 0
            && self.ceased(from, to).is_empty()
            && !self
                .episodes
                .iter()
                .any(|e| e.short_break() && e.start <= to && e.end.is_none_or(|end| end > from))
    }

    /// Entitled to a care leaver's support by a day.
    pub(super) fn entitled(&self, by: Date) -> bool {
        let days = |age: i32| -> i64 {
            let since = self.birthday(age);
            let care = self.episodes.iter().filter(|e| !e.short_break());
            care.map(|e| (e.end.unwrap_or(by).min(by) - e.start.max(since)).num_days().max(0)).sum()
        };
        days(14) >= 91 && days(16) > 0
    }
}

pub(super) fn children(tables: &Tables) -> Vec<Child<'_>> {
    let legal: BTreeMap<&str, &str> =
        tables.legal_statuses.iter().map(|row| (row.id.as_str(), row.code.as_str())).collect();
    let homes: BTreeMap<&str, &Placement> =
        tables.placements.iter().map(|row| (row.id.as_str(), row)).collect();
    let places: BTreeMap<&str, &PlacementPlace> =
        tables.placement_places.iter().map(|row| (row.placement.as_str(), row)).collect();
    let mut children: Vec<Child<'_>> = tables
        .persons
        .iter()
        .map(|row| Child {
            id: &row.id,
            born: row.born.expect("a day of birth"),
            male: row.sex.as_deref() == Some("M"),
            episodes: Vec::new(),
        })
        .collect();
    let at: BTreeMap<String, usize> =
        children.iter().enumerate().map(|(at, child)| (child.id.to_owned(), at)).collect();
    for row in &tables.episodes {
        let placement = row.placement.as_deref().expect("a placement");
        children[at[&row.person]].episodes.push(Episode {
            start: row.start,
            end: row.end,
            reason: &row.start_reason,
            end_reason: row.end_reason.as_deref(),
            legal: legal[row.legal_status.as_deref().expect("a legal status")],
            home: homes[placement],
            place: places[placement],
        });
    }
    for child in &mut children {
        child.episodes.sort_by_key(|e| (e.start, e.end.unwrap_or(Date::MAX)));
    }
    children
}

/// First and last day of the financial year that ends in a calendar year.
pub(super) fn year(ending: i32) -> (Date, Date) {
    (day(ending - 1, 4, 1), day(ending, 3, 31))
}

pub(super) fn looked_after<'a>(children: &'a [Child<'a>], evening: Date) -> Vec<&'a Child<'a>> {
    children.iter().filter(|child| child.now(evening).is_some()).collect()
}

pub(super) fn asylum(tables: &Tables, stock: &[&Child<'_>], evening: Date) -> usize {
    let seeking: BTreeSet<&str> = tables
        .immigration_statuses
        .iter()
        .filter(|row| row.status == "UASC" && row.start.is_none_or(|start| start <= evening))
        .filter(|row| row.end.is_none_or(|end| end > evening))
        .map(|row| row.person.as_str())
        .collect();
    stock.iter().filter(|child| seeking.contains(child.id)).count()
}
