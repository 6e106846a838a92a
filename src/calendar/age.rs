//! Ages in completed years and calendar months.

use chrono::{Datelike, Months};

use super::Date;

/// When a child born on 29 February has a birthday in other years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LeapBirthday {
    /// On 1 March: the day after which the year is complete (default).
    #[default]
    FirstOfMarch,
    /// On 28 February.
    LastOfFebruary,
}

/// Age in completed years on a day; `None` before birth.
pub fn age(born: Date, on: Date, leap: LeapBirthday) -> Option<i32> {
    if on < born {
        return None;
    }
    let years = on.year() - born.year();
    Some(if on < birthday(born, on.year(), leap) { years - 1 } else { years })
}

/// The birthday that falls in `year`.
fn birthday(born: Date, year: i32, leap: LeapBirthday) -> Date {
    born.with_year(year).unwrap_or_else(|| {
        let (month, day) = match leap {
            LeapBirthday::FirstOfMarch => (3, 1),
            LeapBirthday::LastOfFebruary => (2, 28),
        };
        Date::from_ymd_opt(year, month, day).unwrap_or(born)
    })
}

/// The same day `months` calendar months later (earlier if negative), clamped to the month's end:
/// six months after 31 August is 28 or 29 February. `None` outside the range of dates.
pub fn add_months(day: Date, months: i32) -> Option<Date> {
    let step = Months::new(months.unsigned_abs());
    if months < 0 { day.checked_sub_months(step) } else { day.checked_add_months(step) }
}

/// The `n`th birthday; `None` outside the range of dates.
pub fn nth_birthday(born: Date, n: i32, leap: LeapBirthday) -> Option<Date> {
    let year = born.year().checked_add(n)?;
    Date::from_ymd_opt(year, 1, 1).map(|_| birthday(born, year, leap))
}
