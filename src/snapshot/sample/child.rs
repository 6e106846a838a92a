//! A child of the example council and the times in care.

use super::day::{Day, birthday};

/// Code that stands for "turned 18" until the last placement tells which reason fits.
pub(super) const TURNED_18: &str = "18";

/// Code that stands for "special guardianship" until the carer tells which reason fits.
pub(super) const GUARDIANSHIP: &str = "SG";

/// A period of care; the end day is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spell {
    pub(super) start: Day,
    pub(super) end: Option<Day>,
    pub(super) code: &'static str,
}

/// A child.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub(super) asylum: bool,
    /// Calendar year in which the financial year of the 18th birthday ends.
    pub(super) turn_18_in: i32,
    pub(super) born: Day,
    pub(super) spells: Vec<Spell>,
}

impl Child {
    /// Completed years at the 31 March that ends a financial year.
    pub(super) fn age_at_end(&self, ending: i32) -> i32 {
        ending + 18 - self.turn_18_in
    }

    /// The open period of care.
    pub(super) fn open(&self) -> Option<&Spell> {
        self.spells.last().filter(|spell| spell.end.is_none())
    }

    /// The period of care that holds a day's evening.
    pub(super) fn in_care(&self, day: Day) -> Option<&Spell> {
        self.spells.iter().find(|spell| spell.start <= day && spell.end.is_none_or(|end| end > day))
    }

    /// Whether looked after at any time from `first` to `last`.
    pub(super) fn in_care_between(&self, first: Day, last: Day) -> bool {
        self.spells.iter().any(|spell| spell.start <= last && spell.end.is_none_or(|end| end > first))
    }

    /// Whether entitled to a care leaver's support by a day: 13 weeks in care since the 14th birthday,
    /// some of it after the 16th.
    pub(super) fn entitled(&self, by: Day) -> bool {
        let days_since = |age: i32| -> i32 {
            let since = birthday(self.born, age);
            self.spells
                .iter()
                .map(|spell| (spell.end.unwrap_or(by).min(by) - spell.start.max(since)).max(0))
                .sum()
        };
        days_since(14) >= 91 && days_since(16) >= 1
    }
}
