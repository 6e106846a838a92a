//! Whether there is a figure, or why not. A measure is never silently left out.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::calendar::{Basis, Date, Period, Window, add_months, long_date};
use crate::kpi::{Collected, Measure};
use crate::snapshot::{Image, records_in};

/// Whether there is a figure, or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// There is one.
    Available,
    /// Tables that it needs are absent or empty.
    NotCollected(Vec<String>),
    /// The data do not go back far enough.
    HistoryStarts(Date),
    /// The period ends after the snapshot's day.
    NotYet(Date),
    /// It is collected once a year, at 31 March.
    OnceAYear,
    /// It needs open periods of care from their first day, and the snapshot has not got them.
    CarePeriodsCut,
    /// No survey that closed in the 12 months to the period's last day asked the question.
    NoSurvey,
}

impl Availability {
    /// Why a measure has or has not a figure for a period.
    pub(super) fn of(measure: &Measure, period: Period, window: Window, image: &Image) -> Self {
        let meta = image.meta();
        let lacking: Vec<String> = measure
            .tables
            .iter()
            .filter(|table| !image.is_collected(&table.value))
            .map(|table| table.value.clone())
            .collect();
        if !lacking.is_empty() {
            return Self::NotCollected(lacking);
        }
        if period.last_day() > meta.as_at {
            return Self::NotYet(meta.as_at);
        }
        if measure.collected == Collected::Year && (window.until.month(), window.until.day()) != (3, 31) {
            return Self::OnceAYear;
        }
        if first_needed(measure, window) < meta.full_history_from {
            return Self::HistoryStarts(meta.full_history_from);
        }
        if measure.whole_care_periods && !meta.whole_care_periods {
            return Self::CarePeriodsCut;
        }
        Self::Available
    }

    /// One word for tidy data.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::NotCollected(_) => "not-collected",
            Self::HistoryStarts(_) => "before-history",
            Self::NotYet(_) => "not-yet",
            Self::OnceAYear => "once-a-year",
            Self::CarePeriodsCut => "care-periods-cut",
            Self::NoSurvey => "no-survey",
        }
    }

    /// The tables that it would need, by name, for those who keep them; none where that is not why.
    pub fn lacking(&self) -> &[String] {
        match self {
            Self::NotCollected(tables) => tables,
            _ => &[],
        }
    }

    /// In words, for a page and readers who know no table: "not collected: records of pathway plans".
    pub fn words(&self) -> String {
        match self {
            Self::Available => String::new(),
            Self::NotCollected(tables) => {
                let mut records: Vec<&str> = tables.iter().map(|table| records_in(table)).collect();
                let mut seen = BTreeSet::new();
                records.retain(|one| seen.insert(*one));
                format!("not collected: {}", records.join(", "))
            }
            Self::HistoryStarts(day) => format!("history starts {}", long_date(*day)),
            Self::NotYet(day) => format!("the snapshot ends on {}", long_date(*day)),
            Self::OnceAYear => "collected once a year".to_owned(),
            Self::CarePeriodsCut => "not collected: needs periods of care from their first day".to_owned(),
            Self::NoSurvey => "no survey in the last 12 months".to_owned(),
        }
    }
}

/// The first day that the history must hold.
///
/// Months back from a state count from the day after it: 12 months to the evening of 31 March start on 1 April.
fn first_needed(measure: &Measure, window: Window) -> Date {
    let back = i32::try_from(measure.looks_back_months).unwrap_or(i32::MAX);
    let from = match measure.rows.basis {
        Basis::AsAt | Basis::Term if back > 0 => window.until.succ_opt().unwrap_or(window.until),
        _ => window.since,
    };
    add_months(from, back.saturating_neg()).unwrap_or(Date::MIN)
}
