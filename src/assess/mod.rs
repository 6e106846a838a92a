//! Judging figures: what a figure's numbers allow to be said.
//!
//! Takes [`Measured`] figures and the [`Grounds`] to judge them on; gives [`Assessed`] ones, each with its status against
//! the target, the changes that a test finds, what was published elsewhere, and the caution that its denominator asks
//! for. Every verdict carries its reason in a sentence made from the figures. It compares unrounded, never says that
//! nothing has changed, and sets no target of its own.

mod again;
mod aim;
mod aside;
mod caution;
mod change;
mod comparators;
mod status;
mod variation;
mod words;

use crate::benchmark::Benchmarks;
use crate::calendar::{Basis, Date, Period};
use crate::compute::{Figure, Measured};
use crate::kpi::{Catalogue, Measure};
use crate::quantity::{Caution, Ratio};
use crate::target::Targets;

pub use aim::{Aim, Reach};
pub use aside::{Aside, Beyond};
pub use change::{Against, Change};
pub use comparators::{Beside, Comparators};
pub use status::{Standing, Status, Sureness};
pub use variation::Variation;
pub use words::singular;

/// What figures are judged on.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// The measures.
    pub catalogue: &'a Catalogue,
    /// What the council has decided.
    pub targets: &'a Targets,
    /// Published figures to stand beside its own.
    pub benchmarks: Benchmarks,
    /// The day of the pack: only what was published by it is used.
    pub on: Date,
    /// The figures asked for; the others that were measured stand behind their comparisons only.
    pub asked: &'a [(String, Vec<Period>)],
}

/// What is said of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Against its target.
    pub standing: Standing,
    /// Since the period before.
    pub previous: Change,
    /// Since the same period last year.
    pub last_year: Change,
    /// Since the strategy's starting point; `None` in it and before it.
    pub baseline: Option<Change>,
    /// What was published elsewhere.
    pub comparators: Option<Comparators>,
    /// What the months show; `None` where they are not measured, and for what the rules are not made for.
    pub variation: Option<Variation>,
}

impl Judgement {
    /// Everything that is said, label by label, each in whole sentences made from the figures.
    pub fn sentences(&self) -> Vec<(&'static str, String)> {
        self.said(true)
    }

    /// The same without comparisons that could not be tested: their figures stand in the history anyway.
    pub fn brief(&self) -> Vec<(&'static str, String)> {
        self.said(false)
    }

    fn said(&self, untested: bool) -> Vec<(&'static str, String)> {
        let mut all = vec![(self.standing.status.word(), self.standing.reason.clone())];
        let mut compared = |label: &'static str, change: &Change| {
            // A direction is judged by the year: its reason has said it.
            let said = self.standing.reason.ends_with(&change.reason);
            if !said && (untested || change.verdict.is_some()) {
                all.push((label, change.reason.clone()));
            }
        };
        match &self.baseline {
            Some(baseline) if baseline.before == self.last_year.before => {
                compared("A year ago, where the strategy began", &self.last_year);
            }
            baseline => {
                compared("A year ago", &self.last_year);
                if let Some(baseline) = baseline {
                    compared("Where the strategy began", baseline);
                }
            }
        }
        compared("The period before", &self.previous);
        if let Some(comparators) = &self.comparators {
            all.push(("Elsewhere", comparators.sentence.clone()));
        }
        if let Some(variation) = &self.variation {
            all.push(("Month by month", variation.sentence.clone()));
        }
        all
    }
}

/// A figure with what may be said of it.
#[derive(Debug, Clone)]
pub struct AssessedFigure {
    /// The figure.
    pub figure: Figure,
    /// What its denominator is too small for.
    pub caution: Caution,
    /// Least and most that a share could be if every missing row were known; `None` while few are missing.
    pub bounds: Option<(Ratio, Ratio)>,
    /// Of a survey, the ends between which the share of all who were invited lies at 95%, if the others think
    /// alike; `None` for all other figures, where too few answered, and where everyone did.
    pub margin: Option<(f64, f64)>,
    /// What is said of it; `None` for one of history whose year before was not measured.
    pub judgement: Option<Judgement>,
}

/// Every figure asked for, assessed.
#[derive(Debug, Clone, Default)]
pub struct Assessed {
    figures: Vec<AssessedFigure>,
}

impl Assessed {
    /// The figures, by measure and period.
    pub fn figures(&self) -> &[AssessedFigure] {
        &self.figures
    }

    /// The figure of a measure in a period.
    pub fn figure(&self, measure: &str, period: Period) -> Option<&AssessedFigure> {
        self.figures.iter().find(|one| one.figure.measure == measure && one.figure.period == period)
    }
}

/// Assesses every figure measured on the strategies' own targets, beside no published figure.
pub fn assess(measured: &Measured, catalogue: &Catalogue) -> Assessed {
    let asked: Vec<(String, Vec<Period>)> =
        measured.figures().map(|figure| (figure.measure.clone(), vec![figure.period])).collect();
    let grounds = Grounds {
        catalogue,
        targets: &Targets::default(),
        benchmarks: Benchmarks::default(),
        on: Date::MIN,
        asked: &asked,
    };
    assess_on(measured, &grounds)
}

/// Assesses every figure asked for.
pub fn assess_on(measured: &Measured, grounds: &Grounds<'_>) -> Assessed {
    let mut figures: Vec<AssessedFigure> = grounds
        .asked
        .iter()
        .filter_map(|(id, periods)| Some((grounds.catalogue.get(id)?, periods)))
        .flat_map(|(measure, periods)| {
            periods
                .iter()
                .filter_map(|period| measured.figure(&measure.id, *period))
                .map(|figure| assess_one(measured, measure, figure, grounds))
        })
        .collect();
    figures.sort_by(|a, b| (&a.figure.measure, a.figure.period).cmp(&(&b.figure.measure, b.figure.period)));
    Assessed { figures }
}

fn assess_one(
    measured: &Measured,
    measure: &Measure,
    figure: &Figure,
    grounds: &Grounds<'_>,
) -> AssessedFigure {
    let year_before = measured.figure(&measure.id, figure.period.same_last_year());
    AssessedFigure {
        caution: caution::caution(measure, figure),
        bounds: caution::missing_bounds(measure, figure),
        margin: status::margin(measure, figure),
        judgement: year_before.map(|before| judgement(measured, measure, (figure, before), grounds)),
        figure: figure.clone(),
    }
}

fn judgement(
    measured: &Measured,
    measure: &Measure,
    (figure, year_before): (&Figure, &Figure),
    grounds: &Grounds<'_>,
) -> Judgement {
    let compared = |against: Against, period: Period, before: Option<&Figure>| {
        change::change(measure, figure, before, (against, period))
    };
    let measured_in = |period: Period| measured.figure(&measure.id, period);
    let last_year = compared(Against::LastYear, year_before.period, Some(year_before));
    let standing = status::standing(measure, figure, &last_year, grounds.targets);
    let previous = figure.period.previous();
    let baseline = baseline(measured, measure, figure.period, grounds.targets);
    Judgement {
        variation: variation::variation(measured, measure, (figure.period, &standing), grounds.targets),
        standing,
        previous: compared(Against::Previous, previous, measured_in(previous)),
        last_year,
        baseline: baseline.map(|period| compared(Against::Baseline, period, measured_in(period))),
        comparators: comparators::comparators(measure, figure, (grounds.benchmarks, grounds.on)),
    }
}

/// The period from which a measure is judged; `None` in it and before it.
///
/// A survey starts from its first wave on or after the baseline year's beginning.
fn baseline(measured: &Measured, measure: &Measure, now: Period, targets: &Targets) -> Option<Period> {
    let period = targets.baseline(measure, now);
    if measure.rows.basis != Basis::Survey {
        return (period.last_day() < now.last_day()).then_some(period);
    }
    let start = Period::Year { year: targets.baseline_year(measure.strategy) }.first_day();
    measured
        .figures_of(&measure.id)
        .filter(|one| one.period.months() == now.months() && one.period.last_day() < now.last_day())
        .filter(|one| one.value.is_some() && one.wave.is_some_and(|wave| wave.closed >= start))
        .min_by_key(|one| one.period.last_day())
        .map(|one| one.period)
}
