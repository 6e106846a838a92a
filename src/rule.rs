//! Rules by which populations are worked out, where councils may read a duty otherwise.
//!
//! A leaf: the names, what they mean, and the handbook's values. Measures of a population print the rules that hold for
//! it; a workspace sets them under `[rules]`.

use std::collections::BTreeMap;

/// A rule of a population, a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Days after a placement starts by which a child is to be seen.
    VisitAfterMove,
    /// Days after a visit by which the next one is to be made.
    VisitInterval,
    /// Months before a birthday from which what is known of a care leaver counts for it.
    BirthdayBefore,
    /// Months after a birthday until which what is known of a care leaver counts for it.
    BirthdayAfter,
}

impl Rule {
    /// All, in the order of their names.
    pub const ALL: [Self; 4] =
        [Self::BirthdayAfter, Self::BirthdayBefore, Self::VisitAfterMove, Self::VisitInterval];

    /// Its name in a workspace.
    pub fn name(self) -> &'static str {
        match self {
            Self::VisitAfterMove => "visit_days_after_move",
            Self::VisitInterval => "visit_days_between",
            Self::BirthdayBefore => "birthday_months_before",
            Self::BirthdayAfter => "birthday_months_after",
        }
    }

    /// The value where a workspace sets none.
    ///
    /// Visits: the strategy's "at least every six weeks", with the first week after a move of regulation 28 of the Care
    /// Planning, Placement and Case Review (England) Regulations 2010. Birthdays: the SSDA903 guide's "3 months before
    /// to 1 month after".
    pub fn default_value(self) -> u32 {
        match self {
            Self::VisitAfterMove => 7,
            Self::VisitInterval => 42,
            Self::BirthdayBefore => 3,
            Self::BirthdayAfter => 1,
        }
    }

    /// Least and most that it can be, both included.
    pub fn bounds(self) -> (u32, u32) {
        match self {
            Self::VisitAfterMove | Self::VisitInterval => (1, 366),
            Self::BirthdayBefore | Self::BirthdayAfter => (0, 12),
        }
    }

    /// What it says.
    pub fn words(self) -> &'static str {
        match self {
            Self::VisitAfterMove => "days after a placement starts by which the child is to be seen",
            Self::VisitInterval => "days after a visit by which the next one is to be made",
            Self::BirthdayBefore => {
                "months before the birthday from which what was known of the young person counts"
            }
            Self::BirthdayAfter => {
                "months after the birthday until which what was known of the young person counts"
            }
        }
    }

    /// The population it is for.
    pub fn population(self) -> &'static str {
        match self {
            Self::VisitAfterMove | Self::VisitInterval => "visits_due",
            Self::BirthdayBefore | Self::BirthdayAfter => "care_leaver_birthdays",
        }
    }
}

/// The rules in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    set: BTreeMap<Rule, u32>,
}

impl Rules {
    /// The value of a rule: as set, else its default.
    pub fn value(&self, rule: Rule) -> u32 {
        self.set.get(&rule).copied().unwrap_or_else(|| rule.default_value())
    }

    /// Sets a rule; false, and nothing set, where the value is out of bounds.
    pub fn set(&mut self, rule: Rule, value: u32) -> bool {
        let (least, most) = rule.bounds();
        let fits = (least..=most).contains(&value);
        if fits {
            self.set.insert(rule, value);
        }
        fits
    }

    /// The rules of a population, with their values.
    pub fn of(&self, population: &str) -> impl Iterator<Item = (Rule, u32)> {
        Rule::ALL
            .into_iter()
            .filter(move |rule| rule.population() == population)
            .map(|rule| (rule, self.value(rule)))
    }
}
