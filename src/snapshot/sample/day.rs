//! Days as plain numbers: the generator adds and compares them by the million.

use chrono::Datelike;

use crate::calendar::Date;

/// A day, counted from the start of the common era.
pub(super) type Day = i32;

/// The day with this year, month and day of the month.
pub(super) fn ymd(year: i32, month: u32, day: u32) -> Day {
    Date::from_ymd_opt(year, month, day).map_or(0, |date| date.num_days_from_ce())
}

/// The day as a date.
pub(super) fn date(day: Day) -> Date {
    Date::from_num_days_from_ce_opt(day).unwrap_or(Date::MIN)
}

/// First day of the financial year that ends in calendar year `ending`.
pub(super) fn year_start(ending: i32) -> Day {
    ymd(ending - 1, 4, 1)
}

/// Last day of the financial year that ends in calendar year `ending`.
pub(super) fn year_end(ending: i32) -> Day {
    ymd(ending, 3, 31)
}

/// Calendar year in which the day's financial year ends.
pub(super) fn year_of(day: Day) -> i32 {
    let date = date(day);
    if date.month() >= 4 { date.year() + 1 } else { date.year() }
}

/// The birthday on which a child becomes `age`; nobody here is born on 29 February.
pub(super) fn birthday(born: Day, age: i32) -> Day {
    let date = date(born);
    ymd(date.year() + age, date.month(), date.day())
}

/// Age in completed years.
pub(super) fn age(born: Day, on: Day) -> i32 {
    let years = date(on).year() - date(born).year();
    if on < birthday(born, years) { years - 1 } else { years }
}
