//! Reporting periods: months, quarters, half-years and financial years.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days};
use serde::{Serialize, Serializer};

use super::{Date, add_months};

/// A reporting period of a financial year, 1 April to 31 March; first and last day are both in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// A calendar month, written `2019-03`.
    Month {
        /// Calendar year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// Three months, written `2018-19-Q4`: Q1 is April to June.
    Quarter {
        /// Calendar year in which the financial year starts.
        year: i32,
        /// 1 to 4.
        quarter: u32,
    },
    /// Six months, written `2018-19-H2`: H1 is April to September.
    Half {
        /// Calendar year in which the financial year starts.
        year: i32,
        /// 1 or 2.
        half: u32,
    },
    /// A financial year, written `2018-19`.
    Year {
        /// Calendar year in which it starts.
        year: i32,
    },
}

/// Why a text is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a period: write a month as 2019-03, a quarter as 2018-19-Q4, a half-year as 2018-19-H2, a financial year as 2018-19"
)]
pub struct ParsePeriodError(String);

impl Period {
    /// The quarter that holds a day.
    pub fn quarter_of(day: Date) -> Self {
        let month0 = (day.month0() + 9) % 12;
        Self::Quarter { year: Self::financial_year_of(day), quarter: month0 / 3 + 1 }
    }

    /// The last quarter that ends on or before a day.
    pub fn last_complete_quarter(day: Date) -> Self {
        let quarter = Self::quarter_of(day);
        if quarter.last_day() == day { quarter } else { quarter.previous() }
    }

    fn financial_year_of(day: Date) -> i32 {
        if day.month() >= 4 { day.year() } else { day.year() - 1 }
    }

    /// Calendar year in which the period's financial year starts.
    pub fn financial_year(self) -> i32 {
        match self {
            Self::Month { year, month } => {
                if month >= 4 {
                    year
                } else {
                    year - 1
                }
            }
            Self::Quarter { year, .. } | Self::Half { year, .. } | Self::Year { year } => year,
        }
    }

    /// Length in months.
    pub fn months(self) -> u32 {
        match self {
            Self::Month { .. } => 1,
            Self::Quarter { .. } => 3,
            Self::Half { .. } => 6,
            Self::Year { .. } => 12,
        }
    }

    /// First day, in the period.
    pub fn first_day(self) -> Date {
        let (year, month) = match self {
            Self::Month { year, month } => (year, month),
            Self::Quarter { year, quarter } => {
                if quarter == 4 {
                    (year + 1, 1)
                } else {
                    (year, quarter * 3 + 1)
                }
            }
            Self::Half { year, half } => (year, if half == 1 { 4 } else { 10 }),
            Self::Year { year } => (year, 4),
        };
        Date::from_ymd_opt(year, month, 1).unwrap_or(Date::MIN)
    }

    /// Last day, in the period.
    pub fn last_day(self) -> Date {
        i32::try_from(self.months())
            .ok()
            .and_then(|months| add_months(self.first_day(), months))
            .and_then(|next| next.checked_sub_days(Days::new(1)))
            .unwrap_or(Date::MAX)
    }

    /// The period of the same length just before.
    pub fn previous(self) -> Self {
        self.shifted(-1)
    }

    /// The same period a year earlier.
    pub fn same_last_year(self) -> Self {
        match self {
            Self::Month { year, month } => Self::Month { year: year - 1, month },
            Self::Quarter { year, quarter } => Self::Quarter { year: year - 1, quarter },
            Self::Half { year, half } => Self::Half { year: year - 1, half },
            Self::Year { year } => Self::Year { year: year - 1 },
        }
    }

    /// The last `count` periods of this length, this one last.
    pub fn history(self, count: u32) -> Vec<Self> {
        (0..i32::try_from(count).unwrap_or(i32::MAX)).rev().map(|back| self.shifted(-back)).collect()
    }

    fn shifted(self, steps: i32) -> Self {
        let turn = |year: i32, index: u32, per_year: i32| {
            let all = year * per_year + index.cast_signed() - 1 + steps;
            (all.div_euclid(per_year), all.rem_euclid(per_year).cast_unsigned() + 1)
        };
        match self {
            Self::Month { year, month } => {
                let (year, month) = turn(year, month, 12);
                Self::Month { year, month }
            }
            Self::Quarter { year, quarter } => {
                let (year, quarter) = turn(year, quarter, 4);
                Self::Quarter { year, quarter }
            }
            Self::Half { year, half } => {
                let (year, half) = turn(year, half, 2);
                Self::Half { year, half }
            }
            Self::Year { year } => Self::Year { year: year + steps },
        }
    }

    /// As people read it in a sentence: `January to March 2019`, `April 2018 to March 2019`.
    pub fn words(self) -> String {
        let (first, last) = (self.first_day(), self.last_day());
        match self {
            Self::Month { .. } => first.format("%B %Y").to_string(),
            _ if first.year() == last.year() => {
                format!("{} to {}", first.format("%B"), last.format("%B %Y"))
            }
            _ => format!("{} to {}", first.format("%B %Y"), last.format("%B %Y")),
        }
    }

    /// Short form for a chart's axis or a narrow column: `Q4 2018-19`, `Mar 2019`.
    pub fn short(self) -> String {
        match self {
            Self::Month { .. } => self.first_day().format("%b %Y").to_string(),
            Self::Quarter { year, quarter } => format!("Q{quarter} {}", year_label(year)),
            Self::Half { year, half } => format!("H{half} {}", year_label(year)),
            Self::Year { year } => year_label(year),
        }
    }
}

fn year_label(year: i32) -> String {
    format!("{year:04}-{:02}", (year + 1).rem_euclid(100))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Quarter { year, quarter } => write!(f, "{}-Q{quarter}", year_label(year)),
            Self::Half { year, half } => write!(f, "{}-H{half}", year_label(year)),
            Self::Year { year } => f.write_str(&year_label(year)),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Period {
    type Err = ParsePeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || ParsePeriodError(text.to_owned());
        let number = |part: &str, digits: usize| -> Result<u32, ParsePeriodError> {
            if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse().map_err(|_| fail())
            } else {
                Err(fail())
            }
        };
        let mut parts = text.split('-');
        let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return Err(fail()) };
        let (third, rest) = (parts.next(), parts.next());
        if rest.is_some() {
            return Err(fail());
        }
        let year = number(first, 4)?.cast_signed();
        let two = number(second, 2)?;
        let next_year = (year + 1).rem_euclid(100).cast_unsigned();
        match third {
            // 2012-13 could be no month, 2011-12 could be December 2011 or a financial year:
            // a month wins only where it cannot be the year, so that a year is never misread.
            None if two == next_year => Ok(Self::Year { year }),
            None if (1..=12).contains(&two) => Ok(Self::Month { year, month: two }),
            Some(_) if two != next_year => Err(fail()),
            Some("Q1" | "q1") => Ok(Self::Quarter { year, quarter: 1 }),
            Some("Q2" | "q2") => Ok(Self::Quarter { year, quarter: 2 }),
            Some("Q3" | "q3") => Ok(Self::Quarter { year, quarter: 3 }),
            Some("Q4" | "q4") => Ok(Self::Quarter { year, quarter: 4 }),
            Some("H1" | "h1") => Ok(Self::Half { year, half: 1 }),
            Some("H2" | "h2") => Ok(Self::Half { year, half: 2 }),
            None | Some(_) => Err(fail()),
        }
    }
}
