//! School terms by name; their days stand in a reference table of the snapshot, since every council sets its own.

use std::fmt;

use super::Period;

/// A term's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// From September: reported in Q3.
    Autumn,
    /// From January: reported in Q4.
    Spring,
    /// From April: reported in Q2.
    Summer,
}

/// A school term, written `autumn 2018`, by the calendar year in which it falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    /// Its name.
    pub season: Season,
    /// Calendar year.
    pub year: i32,
}

impl Term {
    /// The term that a period reports on: the one its last quarter is named for. Q1 has no term of its own and shows
    /// the last completed one, spring. `None` for a month.
    ///
    /// Of a term that ends after the period, as a spring term that ends in April, the figure holds what there was by the
    /// period's last day.
    pub fn of(period: Period) -> Option<Self> {
        let (season, year) = match period {
            Period::Month { .. } => return None,
            Period::Quarter { year, quarter: 1 } => (Season::Spring, year),
            Period::Quarter { year, quarter: 2 } | Period::Half { year, half: 1 } => (Season::Summer, year),
            Period::Quarter { year, quarter: 3 } => (Season::Autumn, year),
            Period::Quarter { year, .. } | Period::Half { year, .. } | Period::Year { year } => {
                (Season::Spring, year + 1)
            }
        };
        Some(Self { season, year })
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let season = match self.season {
            Season::Autumn => "autumn",
            Season::Spring => "spring",
            Season::Summer => "summer",
        };
        write!(f, "{season} {}", self.year)
    }
}
