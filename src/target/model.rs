//! What `targets.toml` says.

use std::collections::BTreeMap;

use crate::calendar::{Basis, Date, Length, Period};
use crate::kpi::{Measure, Strategy};
use crate::quantity::Decimal;

/// A council's target for a measure, year by year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalTarget {
    /// By the calendar year in which the financial year starts; in percent for a share, else in the measure's own unit.
    pub by_year: BTreeMap<i32, Decimal>,
    /// How far short of it still is close, in the same unit; zero: nothing is.
    pub tolerance: Decimal,
    /// The length of time that the numbers are for; `None` where a figure does not depend on it.
    pub per: Option<Length>,
    /// Who set it, as printed.
    pub set_by: String,
}

/// What an exception allows while it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// So many cases may be without; for a duty of 100%.
    Cases(u64),
    /// This value stands in for the target, in the target's unit.
    Value(Decimal),
}

/// An agreed exception from a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Id of the measure.
    pub measure: String,
    /// First day on which it holds.
    pub from: Date,
    /// Last day on which it holds.
    pub until: Date,
    /// What it allows.
    pub agreed: Agreed,
    /// The length of time that a value is for; `None` where a figure does not depend on it.
    pub per: Option<Length>,
    /// Why.
    pub reason: String,
    /// Who agreed.
    pub agreed_by: String,
}

/// A decision to work out a measure's limits anew from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebase {
    /// Id of the measure.
    pub measure: String,
    /// First day of the new series.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by: String,
}

/// All that a council has decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Targets {
    pub(super) local: BTreeMap<String, LocalTarget>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) rebases: Vec<Rebase>,
    pub(super) baselines: BTreeMap<&'static str, i32>,
}

impl Targets {
    /// The council's own target for a measure; `None` when it has set none.
    pub fn local(&self, measure: &str) -> Option<&LocalTarget> {
        self.local.get(measure)
    }

    /// The exception that holds for a measure on a day; of several the one that ends first.
    pub fn exception(&self, measure: &str, on: Date) -> Option<&Exception> {
        self.exceptions
            .iter()
            .filter(|one| one.measure == measure && (one.from..=one.until).contains(&on))
            .min_by_key(|one| one.until)
    }

    /// The decisions to work out a measure's limits anew, by day.
    pub fn rebases(&self, measure: &str) -> impl Iterator<Item = &Rebase> {
        self.rebases.iter().filter(move |one| one.measure == measure)
    }

    /// The period from which a measure's strategy is judged: like `now`, in the strategy's baseline year.
    ///
    /// A quarter's events stand beside the same quarter of that year; a state, a rolling year and a cohort beside the
    /// year's end. The children's strategy starts from 2017-18; the care leavers' from 2016-17, for it uses figures of
    /// May 2017.
    pub fn baseline(&self, measure: &Measure, now: Period) -> Period {
        let year = self.baseline_year(measure.strategy);
        let of_events = matches!(
            measure.rows.basis,
            Basis::InPeriod | Basis::FinancialYearToDate | Basis::AcademicYearToDate | Basis::Term
        );
        match now {
            Period::Month { month, .. } if of_events => {
                Period::Month { year: if month >= 4 { year } else { year + 1 }, month }
            }
            Period::Quarter { quarter, .. } if of_events => Period::Quarter { year, quarter },
            Period::Half { half, .. } if of_events => Period::Half { year, half },
            Period::Month { .. } => Period::Month { year: year + 1, month: 3 },
            Period::Quarter { .. } => Period::Quarter { year, quarter: 4 },
            Period::Half { .. } => Period::Half { year, half: 2 },
            Period::Year { .. } => Period::Year { year },
        }
    }

    /// Calendar year in which the baseline year of a strategy starts.
    pub fn baseline_year(&self, strategy: Strategy) -> i32 {
        let default = if strategy.id == "care-leavers" { 2016 } else { 2017 };
        self.baselines.get(strategy.id).copied().unwrap_or(default)
    }
}
