//! School terms and the days on which school is open.

use chrono::Datelike;

use super::super::day::{Day, date, ymd};
use crate::snapshot::{SchoolTerm, Tables};

/// Terms of English schools, roughly: school year (the calendar year in which it begins), then first and last day as
/// month and day of the autumn, spring and summer term. Days differ from school to school: these are an example.
type Days = [((u32, u32), (u32, u32)); 3];
const TERMS: [(i32, Days); 8] = [
    (2011, [((9, 5), (12, 16)), ((1, 3), (3, 30)), ((4, 16), (7, 20))]),
    (2012, [((9, 4), (12, 21)), ((1, 7), (3, 28)), ((4, 15), (7, 23))]),
    (2013, [((9, 3), (12, 20)), ((1, 6), (4, 4)), ((4, 22), (7, 22))]),
    (2014, [((9, 2), (12, 19)), ((1, 5), (3, 27)), ((4, 13), (7, 21))]),
    (2015, [((9, 2), (12, 18)), ((1, 4), (3, 24)), ((4, 11), (7, 20))]),
    (2016, [((9, 5), (12, 20)), ((1, 4), (3, 31)), ((4, 18), (7, 21))]),
    (2017, [((9, 4), (12, 20)), ((1, 4), (3, 29)), ((4, 16), (7, 20))]),
    (2018, [((9, 4), (12, 20)), ((1, 3), (4, 5)), ((4, 23), (7, 19))]),
];

/// A term of a school year.
#[derive(Clone, Copy)]
pub(super) struct Term {
    pub(super) first: Day,
    pub(super) last: Day,
}

/// All terms with their school year and name, in order.
fn named() -> impl Iterator<Item = (i32, &'static str, Term)> {
    TERMS.into_iter().flat_map(|(begins, days)| {
        let names = ["AUTUMN", "SPRING", "SUMMER"].into_iter().enumerate();
        names.zip(days).map(move |((n, name), ((month, day), (last_month, last_day)))| {
            let year = if n == 0 { begins } else { begins + 1 };
            (begins, name, Term { first: ymd(year, month, day), last: ymd(year, last_month, last_day) })
        })
    })
}

/// Writes the terms.
pub(super) fn write(tables: &mut Tables) {
    for (begins, name, term) in named() {
        tables.school.school_terms.push(SchoolTerm {
            id: format!("{begins}-{name}"),
            name: name.to_owned(),
            first: date(term.first),
            last: date(term.last),
            source: "example dates, close to those of schools in London".to_owned(),
        });
    }
}

/// The days on which school is open.
pub(super) struct SchoolDays {
    /// Terms in order.
    pub(super) terms: Vec<Term>,
    days: Vec<Day>,
}

impl SchoolDays {
    pub(super) fn new() -> Self {
        let terms: Vec<Term> = named().map(|(_, _, term)| term).collect();
        let mut days = Vec::new();
        for term in &terms {
            // The week in the middle is a holiday.
            let middle = term.first + (term.last - term.first) / 2;
            let monday = middle - (middle - 1).rem_euclid(7);
            days.extend(
                (term.first..=term.last)
                    .filter(|day| !(monday..monday + 7).contains(day))
                    .filter(|day| crate::calendar::is_working_day(date(*day)).unwrap_or(false)),
            );
        }
        Self { terms, days }
    }

    /// Open days from `first` to the day before `end`.
    pub(super) fn open(&self, first: Day, end: Day) -> &[Day] {
        let at = |day: Day| self.days.partition_point(|one| *one < day);
        &self.days[at(first)..at(end.max(first))]
    }
}

/// The first of the month after a day.
pub(super) fn next_month(day: Day) -> Day {
    let today = date(day);
    let (year, month) = (today.year(), today.month());
    if month == 12 { ymd(year + 1, 1, 1) } else { ymd(year, month + 1, 1) }
}
