//! Which days a figure speaks of.

use chrono::Days;
use serde::Serialize;

use super::{Date, Length, Period, add_months, long_date};

/// The time basis of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The state at the end of the period's last day.
    AsAt,
    /// Events in the period.
    InPeriod,
    /// Events in the 12 months that end with the period.
    #[serde(rename = "rolling-12-months")]
    Rolling12Months,
    /// Events since 1 April.
    FinancialYearToDate,
    /// Events of the school year so far, from 1 September; of the whole one that ended on 31 August where a quarter or a
    /// half-year ends in September, and for a financial year, so that no event is in none of a kind's periods.
    AcademicYearToDate,
    /// Membership fixed by a rule over the 12 months that end with the period.
    Cohort,
    /// A school term: the latest that has ended by the last day, or ends within a fortnight of it.
    Term,
    /// A survey wave.
    Survey,
}

/// The days a figure speaks of, first and last both included; equal for a state as at a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Window {
    /// First day.
    pub since: Date,
    /// Last day.
    pub until: Date,
}

impl Basis {
    /// Every basis with the word for it in a measure file.
    pub const ALL: [(&'static str, Self); 8] = [
        ("as-at", Self::AsAt),
        ("in-period", Self::InPeriod),
        ("rolling-12-months", Self::Rolling12Months),
        ("financial-year-to-date", Self::FinancialYearToDate),
        ("academic-year-to-date", Self::AcademicYearToDate),
        ("cohort", Self::Cohort),
        ("term", Self::Term),
        ("survey", Self::Survey),
    ];

    /// The word for it in a measure file and in tidy data.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, basis)| *basis == self).map_or("", |(name, _)| name)
    }

    /// What it means, for a definition: "the state at the end of the last day".
    pub fn meaning(self) -> &'static str {
        match self {
            Self::AsAt => "the state at the end of the last day",
            Self::InPeriod => "events in the period",
            Self::Rolling12Months => "the 12 months to the last day",
            Self::FinancialYearToDate => "since 1 April",
            Self::AcademicYearToDate => {
                "the school year so far, from 1 September; for July to September, April to September and a financial year the whole school year that ended in it"
            }
            Self::Cohort => "those whom the rule picks in the 12 months to the last day",
            Self::Survey => "the latest survey of the last 12 months",
            Self::Term => "the latest school term that has ended, or ends within days of it",
        }
    }

    /// The days that a figure of this basis speaks of, for a period.
    pub fn window(self, period: Period) -> Window {
        if let Some(whole) = self.school_year_ended(period) {
            return whole;
        }
        let until = period.last_day();
        let since = match self {
            Self::AsAt | Self::Term => until,
            Self::InPeriod => period.first_day(),
            Self::Rolling12Months | Self::Cohort | Self::Survey => year_before(until),
            Self::FinancialYearToDate => Period::Year { year: period.financial_year() }.first_day(),
            Self::AcademicYearToDate => academic_year_start(until),
        };
        Window { since, until }
    }

    /// The whole school year that a period reports on in place of one so far: it ended on 31 August within the period's
    /// last quarter, or within a financial year. The next one's September stands in October to December's figure.
    fn school_year_ended(self, period: Period) -> Option<Window> {
        let year = match period {
            Period::Quarter { year, quarter: 2 } | Period::Half { year, half: 1 } | Period::Year { year } => {
                year
            }
            Period::Month { .. } | Period::Quarter { .. } | Period::Half { .. } => return None,
        };
        let since = Date::from_ymd_opt(year - 1, 9, 1)?;
        let until = Date::from_ymd_opt(year, 8, 31)?;
        (self == Self::AcademicYearToDate).then_some(Window { since, until })
    }

    /// The length of time whose events a figure of this basis holds; a year to date has one where its year is whole.
    /// `None` where no period's length matters: a state, a rolling year, a cohort, a survey.
    pub fn length(self, period: Period) -> Option<Length> {
        match self {
            Self::InPeriod => Some(period.length()),
            Self::FinancialYearToDate | Self::AcademicYearToDate => {
                let Window { since, until } = self.window(period);
                (year_before(until) == since).then_some(Length::Year)
            }
            Self::AsAt | Self::Rolling12Months | Self::Cohort | Self::Term | Self::Survey => None,
        }
    }

    /// Whether its figures hold the events of a period or of a year so far, more of them in a longer one.
    pub fn gathers(self) -> bool {
        matches!(self, Self::InPeriod | Self::FinancialYearToDate | Self::AcademicYearToDate)
    }

    /// The basis in words: "as at 31 March 2019", "in January to March 2019".
    pub fn words(self, period: Period) -> String {
        let Window { since, until } = self.window(period);
        match self {
            Self::AsAt => format!("as at {}", long_date(until)),
            Self::Term => format!("latest school term by {}", long_date(until)),
            Self::InPeriod => format!("in {}", period.words()),
            Self::Rolling12Months | Self::Cohort => format!("12 months to {}", long_date(until)),
            Self::FinancialYearToDate | Self::AcademicYearToDate => {
                format!("{} to {}", long_date(since), long_date(until))
            }
            Self::Survey => format!("latest survey by {}", long_date(until)),
        }
    }
}

/// The day after the same day a year earlier: the first of the 12 months that end on `day`.
fn year_before(day: Date) -> Date {
    // The month's end stays the month's end: 12 months to 28 February 2021 start on 1 March 2020.
    day.checked_add_days(Days::new(1)).and_then(|next| add_months(next, -12)).unwrap_or(day)
}

fn academic_year_start(day: Date) -> Date {
    use chrono::Datelike;
    let year = if day.month() >= 9 { day.year() } else { day.year() - 1 };
    Date::from_ymd_opt(year, 9, 1).unwrap_or(day)
}
