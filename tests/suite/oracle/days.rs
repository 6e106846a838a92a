//! Days, written again: birthdays, ages and windows. Months and working days are those of `calendar`, which
//! `tests/suite/calendar.rs` holds to cases worked out elsewhere.

use boardpack::calendar::{Date, add_months};
use chrono::Datelike;

pub(super) fn ymd(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).expect("a day")
}

pub(super) fn next(day: Date) -> Date {
    day.succ_opt().expect("a day after it")
}

pub(super) fn before(day: Date) -> Date {
    day.pred_opt().expect("a day before it")
}

pub(super) fn plus(day: Date, days: i64) -> Date {
    day + chrono::TimeDelta::days(days)
}

pub(super) fn months(day: Date, n: i32) -> Date {
    add_months(day, n).expect("a day some months away")
}

/// The first of the last `n` months, counted back from the end of `last`.
pub(super) fn first_of_months(last: Date, n: i32) -> Date {
    months(next(last), -n)
}

/// The nth birthday; one of 29 February falls on 1 March in other years.
pub(super) fn birthday(born: Date, n: i32) -> Date {
    let year = born.year() + n;
    Date::from_ymd_opt(year, born.month(), born.day()).unwrap_or_else(|| ymd(year, 3, 1))
}

/// Birthdays had, the day itself included; `None` where the day of birth is not known or still to come.
pub(super) fn age(born: Option<Date>, on: Date) -> Option<i32> {
    let born = born?;
    let mut years = -1;
    while birthday(born, years + 1) <= on {
        years += 1;
    }
    (years >= 0).then_some(years)
}

/// First and last day, both in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Days {
    pub(super) fn hold(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}
