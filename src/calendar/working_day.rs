//! Working days: not Saturday, Sunday or a bank holiday in England and Wales.
//!
//! The list is GOV.UK's, 2012 to 2028. Contains public sector information licensed under the
//! Open Government Licence v3.0.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Weekday};

use super::{Date, parse_iso};

static HOLIDAYS: LazyLock<BTreeSet<Date>> = LazyLock::new(|| {
    include_str!("bank-holidays.csv")
        .lines()
        .skip(1)
        .filter_map(|line| parse_iso(line.split(',').next()?))
        .collect()
});

/// A day outside the years that the list of bank holidays covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{day} is outside the list of bank holidays, which covers {} to {}", .range.0, .range.1)]
pub struct OutsideHolidayList {
    /// The day asked for.
    pub day: Date,
    range: (Date, Date),
}

/// First and last day for which working days are known, both included.
pub fn bank_holiday_range() -> (Date, Date) {
    let year = |day: Option<&Date>| day.map_or(0, Datelike::year);
    let first = Date::from_ymd_opt(year(HOLIDAYS.first()), 1, 1).unwrap_or(Date::MIN);
    let last = Date::from_ymd_opt(year(HOLIDAYS.last()), 12, 31).unwrap_or(Date::MIN);
    (first, last)
}

fn within(day: Date) -> Result<Date, OutsideHolidayList> {
    let range = bank_holiday_range();
    if day < range.0 || day > range.1 { Err(OutsideHolidayList { day, range }) } else { Ok(day) }
}

/// Whether a day is a working day.
///
/// # Errors
/// When the day is outside the list of bank holidays.
pub fn is_working_day(day: Date) -> Result<bool, OutsideHolidayList> {
    within(day)?;
    Ok(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !HOLIDAYS.contains(&day))
}

/// The `n`th working day after `event`: the day of the event is day 0, whatever day it is.
///
/// # Errors
/// When the way there leaves the list of bank holidays.
pub fn add_working_days(event: Date, n: u32) -> Result<Date, OutsideHolidayList> {
    let mut day = within(event)?;
    let mut left = n;
    while left > 0 {
        day = within(day.checked_add_days(Days::new(1)).unwrap_or(Date::MAX))?;
        if is_working_day(day)? {
            left -= 1;
        }
    }
    Ok(day)
}

/// Working days from `first` to `last`, both included; 0 when `last` is before `first`.
///
/// # Errors
/// When either end is outside the list of bank holidays.
pub fn working_days_between(first: Date, last: Date) -> Result<u32, OutsideHolidayList> {
    within(first)?;
    within(last)?;
    let mut count = 0;
    for day in first.iter_days().take_while(|day| *day <= last) {
        count += u32::from(is_working_day(day)?);
    }
    Ok(count)
}
