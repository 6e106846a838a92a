//! Judging figures: what a figure's numbers allow to be said.
//!
//! Takes [`Measured`] figures; gives [`Assessed`] ones, each with the caution that its denominator asks for and the
//! reason in words. It compares with no target and tests no change: nothing downstream can print either.

use crate::calendar::Period;
use crate::compute::{Figure, Measured, Value, Wave};
use crate::kpi::{Catalogue, Measure};
use crate::quantity::{Caution, Ratio, Share, bounds};

/// A figure with what may be said of it.
#[derive(Debug, Clone)]
pub struct AssessedFigure {
    /// The figure.
    pub figure: Figure,
    /// What its denominator is too small for.
    pub caution: Caution,
    /// Least and most that a share could be if every missing row were known; `None` while few are missing.
    pub bounds: Option<(Ratio, Ratio)>,
}

/// Every figure, assessed.
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

/// Assesses every figure.
pub fn assess(measured: &Measured, catalogue: &Catalogue) -> Assessed {
    let figures = measured
        .figures()
        .map(|figure| AssessedFigure {
            caution: caution(figure, catalogue.get(&figure.measure)),
            bounds: catalogue.get(&figure.measure).and_then(|measure| missing_bounds(measure, figure)),
            figure: figure.clone(),
        })
        .map(with_care_for_few_answers)
        .collect();
    Assessed { figures }
}

fn caution(figure: &Figure, measure: Option<&Measure>) -> Caution {
    match figure.value.as_ref() {
        // A ratio adds up many sessions of few children: it is the children who are few.
        Some(Value::Share { .. })
            if measure.is_some_and(|measure| matches!(measure.form, crate::kpi::Form::Ratio { .. })) =>
        {
            Share::new(0, figure.tally.met).map_or(Caution::NoPercentage, Share::caution)
        }
        Some(Value::Share { met, of }) => Share::new(*met, *of).map_or(Caution::NoPercentage, Share::caution),
        Some(Value::Mean { of, .. } | Value::Median { of, .. } | Value::Parts { of, .. }) => {
            Share::new(0, *of).map_or(Caution::NoPercentage, Share::caution)
        }
        Some(Value::Count { .. }) | None => Caution::None,
    }
}

/// The bounds that missing rows leave open, where they are not in the denominator already.
fn missing_bounds(measure: &Measure, figure: &Figure) -> Option<(Ratio, Ratio)> {
    match (&measure.form, &figure.value) {
        (crate::kpi::Form::Share(_), Some(Value::Share { .. })) => {
            bounds(figure.tally.met, figure.tally.not_met, figure.tally.missing)
        }
        _ => None,
    }
}

/// Takes the percentage from a survey that too few answered.
fn with_care_for_few_answers(one: AssessedFigure) -> AssessedFigure {
    match one.figure.wave {
        Some(wave) if too_few_answers(&one.figure, wave) => {
            AssessedFigure { caution: Caution::NoPercentage, ..one }
        }
        _ => one,
    }
}

/// A survey allows a percentage from 30 answers on, where at least 30 in 100 of those invited responded.
fn too_few_answers(figure: &Figure, wave: Wave) -> bool {
    figure.value.as_ref().is_some_and(|value| value.of() < 30) || wave.responded * 100 < wave.invited * 30
}
