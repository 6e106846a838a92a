//! Days, periods and ages: the calendar of an English council.
//!
//! Takes dates and labels, gives [`Period`]s, windows, working days and ages. It never asks what day it is
//! and never guesses: outside the list of bank holidays a working day is an error.

mod age;
mod basis;
mod period;
mod term;
mod working_day;

pub use age::{LeapBirthday, add_months, age, nth_birthday};
pub use basis::{Basis, Window};
pub use period::{ParsePeriodError, Period};
pub use term::{Season, Term};
pub use working_day::{
    OutsideHolidayList, add_working_days, bank_holiday_range, is_working_day, working_days_between,
};

/// A day in the Gregorian calendar.
pub type Date = chrono::NaiveDate;

/// Reads an ISO day (`2019-03-31`); anything else, `2019-3-31` included, is `None`.
pub fn parse_iso(text: &str) -> Option<Date> {
    // chrono alone would take `+019-03-31` and `2019-03- 1`.
    let shape = |(at, b): (usize, u8)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    Date::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Writes a day as people read it: `31 March 2019`.
pub fn long_date(day: Date) -> String {
    day.format("%-d %B %Y").to_string()
}
