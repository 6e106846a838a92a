//! Days, periods and ages: the calendar of an English council.
//!
//! Takes dates and labels, gives [`Period`]s, windows, working days and ages. It never asks what day it is
//! and never guesses: outside the list of bank holidays a working day is an error.

mod age;
mod basis;
mod length;
mod period;
mod sums;
mod term;
mod working_day;

pub use age::{LeapBirthday, add_months, age, nth_birthday};
pub use basis::{Basis, Window};
pub use length::Length;
pub use period::{ParsePeriodError, Period};
pub use sums::{quarters, sums};
pub use term::{Season, Term};
pub use working_day::{
    OutsideHolidayList, add_working_days, bank_holiday_range, is_working_day, working_days_between,
};

/// A day in the Gregorian calendar.
pub type Date = chrono::NaiveDate;

/// Reads an ISO day (`2019-03-31`); anything else, `2019-3-31` included, is `None`.
pub fn parse_iso(text: &str) -> Option<Date> {
    // By hand: every row of a snapshot passes here several times, and chrono's own reading is general and slow.
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| -> Option<u32> {
        digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    let year = number(&[*y1, *y2, *y3, *y4])?.cast_signed();
    Date::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

/// Reads a day as spreadsheets in Britain save it, `31/03/2019`, or an ISO day. A year has four digits; days and months have
/// one or two.
pub fn parse_day(text: &str) -> Option<Date> {
    parse_iso(text).or_else(|| day_first(text))
}

fn day_first(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| -> Option<u32> {
        (digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let year = i32::try_from(number(year, 4..=4)?).ok()?;
    Date::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?)
}

/// Writes a day as people read it: `31 March 2019`.
pub fn long_date(day: Date) -> String {
    day.format("%-d %B %Y").to_string()
}
