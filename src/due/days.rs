//! The first day on which something holds.

use crate::calendar::{Date, add_months};

/// The first evening on which something done on `last` is no longer within so many months: when the next one is due.
///
/// `since` gives the first day that is still within the months that end with an evening.
pub(super) fn out_of_months(last: Date, months: i32, since: impl Fn(Date) -> Option<Date>) -> Option<Date> {
    let about = add_months(last, months)?;
    // Months end on different days: the day is within a few of this one.
    let mut day = about.checked_sub_days(chrono::Days::new(4))?;
    for _ in 0..12 {
        if since(day)? > last {
            return Some(day);
        }
        day = day.succ_opt()?;
    }
    None
}
