//! A share of children, reviews or episodes, in the words it is shown with.

use serde::Serialize;

use super::{Ratio, count, percentage_of};

/// From this denominator on, percentages have one decimal.
const ONE_DECIMAL_FROM: u64 = 1_000;

/// So many of so many: never more than all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    met: u64,
    of: u64,
}

/// What a denominator is too small for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caution {
    /// Nothing: 50 and more.
    None,
    /// A status only together with its interval: 20 to 49.
    Interval,
    /// No status colour and no claim of change; the percentage stands in brackets: 6 to 19.
    NoVerdict,
    /// No percentage: 5 and fewer, and none at all.
    NoPercentage,
}

/// A share as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// For sentences and tables: "273 of 296, 92%".
    pub long: String,
    /// For narrow cells: "92%" where the percentage may stand alone.
    pub short: String,
    /// What its denominator is too small for.
    pub caution: Caution,
}

impl Share {
    /// `met` of `of`; `None` when that is more than all. A denominator of zero is a share: it shows in words.
    pub fn new(met: u64, of: u64) -> Option<Self> {
        // The limit lets every share have an exact ratio.
        (met <= of && i64::try_from(of).is_ok()).then_some(Self { met, of })
    }

    /// How many of them.
    pub fn met(self) -> u64 {
        self.met
    }

    /// Of how many.
    pub fn of(self) -> u64 {
        self.of
    }

    /// The exact ratio, between 0 and 1; `None` when there is nothing to take a share of.
    pub fn ratio(self) -> Option<Ratio> {
        Ratio::new(i64::try_from(self.met).ok()?, i64::try_from(self.of).ok()?)
    }

    /// What the denominator is too small for.
    pub fn caution(self) -> Caution {
        match self.of {
            0..=5 => Caution::NoPercentage,
            6..=19 => Caution::NoVerdict,
            20..=49 => Caution::Interval,
            _ => Caution::None,
        }
    }

    /// Decimals of the percentage: none below a denominator of 1,000, one from there.
    pub fn decimals(self) -> u8 {
        u8::from(self.of >= ONE_DECIMAL_FROM)
    }

    /// The percentage alone, whatever the denominator; `None` when that is zero.
    ///
    /// Rounded half up on the exact fraction. 100% stands only for all and 0% only for none: a share that rounds to
    /// one of them without being it shows as ">99%" or "<1%" (">99.9%", "<0.1%" with one decimal).
    pub fn percentage(self) -> Option<String> {
        Some(percentage_of(self.ratio()?, self.decimals()))
    }

    /// As printed, by the size of the denominator; `noun` is what is counted, in the plural: "children", "reviews".
    ///
    /// | denominator | long | short |
    /// |---|---|---|
    /// | 0 | no children in scope | no children in scope |
    /// | 1 to 5 | 3 of 4 | 3 of 4 |
    /// | 6 to 19 | 5 of 12 (42%) | 5 of 12 (42%) |
    /// | 20 and more | 273 of 296, 92% | 92% |
    pub fn shown(self, noun: &str) -> Shown {
        let counts = format!("{} of {}", count(self.met), count(self.of));
        let (long, short) = match (self.percentage(), self.caution()) {
            (None, _) => (format!("no {noun} in scope"), format!("no {noun} in scope")),
            (Some(_), Caution::NoPercentage) => (counts.clone(), counts),
            (Some(percentage), Caution::NoVerdict) => {
                let both = format!("{counts} ({percentage})");
                (both.clone(), both)
            }
            (Some(percentage), Caution::Interval | Caution::None) => {
                (format!("{counts}, {percentage}"), percentage)
            }
        };
        Shown { long, short, caution: self.caution() }
    }
}

/// The percentage of a share, by the rules of [`Share::percentage`]; `None` when there is nothing to take a share of,
/// or `met` is more than `of`.
pub fn percent(met: u64, of: u64) -> Option<String> {
    Share::new(met, of)?.percentage()
}
