//! How long a period is, by name.

use super::Period;

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Length {
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// Twelve months.
    Year,
}

impl Length {
    /// Every length with the word for it in a file.
    pub const ALL: [(&'static str, Self); 4] =
        [("month", Self::Month), ("quarter", Self::Quarter), ("half-year", Self::Half), ("year", Self::Year)];

    /// The word for it: `half-year`.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, length)| *length == self).map_or("", |(name, _)| name)
    }
}

impl Period {
    /// How long it is, by name.
    pub fn length(self) -> Length {
        match self {
            Self::Month { .. } => Length::Month,
            Self::Quarter { .. } => Length::Quarter,
            Self::Half { .. } => Length::Half,
            Self::Year { .. } => Length::Year,
        }
    }
}
