//! Which year a return is of.
//!
//! Every episode of a return has a day in the return's year, so that the year is the one which most episodes
//! overlap. Where the data leave a choice (no episode ended), the folder's name decides, then the as-at date
//! of a single return, then the latest start. A name that the data contradict is an error, never followed.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::folder::{Folder, NamedYear, year_in_name};
use super::rows::EpisodeRow;
use crate::calendar::{Date, Period, Window};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// First calendar year of the financial year that holds a day.
pub(super) fn year_of(day: Date) -> i32 {
    if day.month() >= 4 { day.year() } else { day.year() - 1 }
}

/// The days of a return's year, 1 April to 31 March.
pub(super) fn window(year: i32) -> Window {
    let period = Period::Year { year };
    Window { since: period.first_day(), until: period.last_day() }
}

/// A return's year as people write it: `2017-18`.
pub(super) fn label(year: i32) -> String {
    Period::Year { year }.to_string()
}

/// Whether an episode has a day in a year.
pub(super) fn in_year(start: Date, end: Option<Date>, year: i32) -> bool {
    let Window { since, until } = window(year);
    start <= until && end.is_none_or(|end| end >= since)
}

/// How a return's year came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Said,
    Column,
    Name,
    Data,
    AsAt,
}

impl Known {
    /// In words, for the report.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Said => "as given after the @",
            Self::Column => "from the YEAR column",
            Self::Name => "from the folder's name, which the dates bear out",
            Self::Data => "from the dates of the episodes",
            Self::AsAt => "from the as-at date, which the dates bear out",
        }
    }
}

/// The year of a folder that holds one return.
///
/// # Errors
/// When neither the name nor the dates say it.
pub(super) fn infer(
    folder: &Folder,
    episodes: &[EpisodeRow],
    as_at_of_single: Option<Date>,
) -> Result<(i32, Known), Diagnostics> {
    if let Some(year) = folder.said {
        return Ok((year, Known::Said));
    }
    let spans: Vec<(Date, Option<Date>)> = episodes
        .iter()
        .filter(|row| as_at_of_single.is_none_or(|day| row.start <= day))
        .map(|row| (row.start, row.end))
        .collect();
    let score = |year: i32| spans.iter().filter(|(start, end)| in_year(*start, *end, year)).count();
    let most = |year: i32| score(year) * 2 > spans.len();
    match year_in_name(&folder.last_part) {
        Some(NamedYear::Both(year)) if most(year) => return Ok((year, Known::Name)),
        Some(NamedYear::Both(year)) => return Err(contradicted(folder, year)),
        Some(NamedYear::One(year)) => {
            // 2018 is the April it starts, unless the dates say that it is the March it ends.
            let year = if score(year - 1) > score(year) { year - 1 } else { year };
            if most(year) {
                return Ok((year, Known::Name));
            }
            return Err(contradicted(folder, year));
        }
        None => {}
    }
    let years: Vec<i32> = {
        let days = || spans.iter().flat_map(|(start, end)| [Some(*start), *end]).flatten();
        match (days().min(), days().max()) {
            (Some(first), Some(last)) => (year_of(first)..=year_of(last)).collect(),
            _ => Vec::new(),
        }
    };
    let scores: BTreeMap<i32, usize> = years.into_iter().map(|year| (year, score(year))).collect();
    let best = scores.values().copied().max().unwrap_or(0);
    if let Some(year) = as_at_of_single.map(year_of)
        && best > 0
        && most(year)
        && score(year) * 10 >= best * 9
    {
        let only = scores.iter().filter(|(_, score)| **score == best).count() == 1
            && scores.get(&year) == Some(&best);
        return Ok((year, if only { Known::Data } else { Known::AsAt }));
    }
    match scores.iter().find(|(_, score)| **score == best) {
        Some((year, _)) if most(*year) => Ok((*year, Known::Data)),
        _ => Err(Diagnostic::error(
            "import::year-unknown",
            Place::File(folder.name.clone()),
            "the dates of the episodes do not say which year the return is of",
        )
        .hint(format!("say it after the path: `{}@2017-18`", folder.name))
        .into()),
    }
}

fn contradicted(folder: &Folder, year: i32) -> Diagnostics {
    Diagnostic::error(
        "import::year-contradicted",
        Place::File(folder.name.clone()),
        format!("the folder's name says {}, but most episodes have no day in that year", label(year)),
    )
    .hint(format!("say which year it is after the path: `{}@2017-18`", folder.name))
    .into()
}
