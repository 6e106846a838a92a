//! What one cell says: dates, whole numbers, codes. It knows no column and no table.

use chrono::Datelike;

use crate::calendar::{Date, parse_day};

/// The literal that some extracts write where a value was withheld.
const PLACEHOLDER: &str = "PLACEHOLDER_DATA";

/// Whether a cell holds the placeholder.
pub(super) fn is_placeholder(text: &str) -> bool {
    text.eq_ignore_ascii_case(PLACEHOLDER)
}

/// Reads a day written `31/03/2018` or `2018-03-31`, with a midnight after it or not; between 1900 and 2100,
/// since anything else is a slip of the keyboard. Two-digit years are not read.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = match text.find([' ', 'T']) {
        Some(at) if is_midnight(&text[at + 1..]) => &text[..at],
        Some(_) => return None,
        None => text,
    };
    let date = parse_day(day)?;
    (1900..=2100).contains(&date.year()).then_some(date)
}

fn is_midnight(time: &str) -> bool {
    let time = time.trim();
    let digits = time.strip_suffix('Z').unwrap_or(time);
    matches!(digits, "00:00" | "0:00" | "00:00:00" | "0:00:00")
        || digits.strip_prefix("00:00:00.").is_some_and(|rest| rest.bytes().all(|b| b == b'0'))
}

/// Reads a whole number; `1.0` is 1, `1.5` is not a whole number.
pub(super) fn whole_number(text: &str) -> Option<i64> {
    without_point_zero(text.trim()).parse().ok()
}

/// An identifier as it was before a spreadsheet made a decimal of it: `296227.0` is `296227`.
pub(super) fn without_point_zero(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, fraction))
            if !whole.is_empty()
                && whole.bytes().all(|b| b.is_ascii_digit())
                && !fraction.is_empty()
                && fraction.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => text,
    }
}

/// The first year of a financial year written `2017-18`, `2017/18`, `2017_18` or `2017-2018`.
pub(super) fn financial_year(text: &str) -> Option<i32> {
    let (first, second) = text.trim().split_once(['-', '/', '_'])?;
    let year = plain_year(first)?;
    let next = year + 1;
    let fits = match second.len() {
        2 => second == format!("{:02}", next % 100),
        4 => plain_year(second) == Some(next),
        _ => false,
    };
    fits.then_some(year)
}

/// A calendar year from 1990 to 2100, four digits.
pub(super) fn plain_year(text: &str) -> Option<i32> {
    let text = without_point_zero(text.trim());
    let year: i32 =
        (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()?;
    (1990..=2100).contains(&year).then_some(year)
}
