//! The SQL functions of the calendar: what SQLite's own date functions cannot do rightly.
//!
//! | function | gives |
//! |---|---|
//! | `add_months(day, n)` | the same day n calendar months later, clamped to the month's end |
//! | `add_days(day, n)` | the day n days later |
//! | `add_working_days(day, n)` | the nth working day after the day; NULL outside the list of bank holidays |
//! | `working_days(first, last)` | working days from first to last, both included; NULL outside the list |
//! | `age(born, day)` | age in completed years; NULL before birth |
//! | `birthday(born, n)` | the nth birthday; 29 February falls on 1 March in other years |
//!
//! A NULL argument, or one that is no day, gives NULL.

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};

use crate::calendar::{self, Date, LeapBirthday};

/// Adds the functions to a connection.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("add_months", 2, flags, |context| {
        Ok(day_and_number(context)?.and_then(|(day, n)| calendar::add_months(day, n)).map(iso))
    })?;
    connection.create_scalar_function("add_days", 2, flags, |context| {
        Ok(day_and_number(context)?
            .and_then(|(day, n)| day.checked_add_signed(chrono::TimeDelta::days(n.into())))
            .map(iso))
    })?;
    connection.create_scalar_function("add_working_days", 2, flags, |context| {
        Ok(day_and_number(context)?
            .and_then(|(day, n)| calendar::add_working_days(day, u32::try_from(n).ok()?).ok())
            .map(iso))
    })?;
    connection.create_scalar_function("working_days", 2, flags, |context| {
        let (first, last) = (day(context, 0)?, day(context, 1)?);
        Ok(first.zip(last).and_then(|(first, last)| calendar::working_days_between(first, last).ok()))
    })?;
    connection.create_scalar_function("age", 2, flags, |context| {
        let (born, on) = (day(context, 0)?, day(context, 1)?);
        Ok(born.zip(on).and_then(|(born, on)| calendar::age(born, on, LeapBirthday::FirstOfMarch)))
    })?;
    connection.create_scalar_function("birthday", 2, flags, |context| {
        Ok(day_and_number(context)?
            .and_then(|(born, n)| calendar::nth_birthday(born, n, LeapBirthday::FirstOfMarch))
            .map(iso))
    })
}

fn day(context: &Context<'_>, argument: usize) -> rusqlite::Result<Option<Date>> {
    Ok(context.get_raw(argument).as_str_or_null().ok().flatten().and_then(calendar::parse_iso))
}

fn day_and_number(context: &Context<'_>) -> rusqlite::Result<Option<(Date, i32)>> {
    let number = context.get_raw(1).as_i64_or_null().ok().flatten().and_then(|n| i32::try_from(n).ok());
    Ok(day(context, 0)?.zip(number))
}

fn iso(day: Date) -> String {
    // Not `format`, which reads its pattern anew each time: measures call these functions for every row.
    day.to_string()
}
