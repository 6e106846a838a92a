//! What a figure's denominator is too small for.

use crate::compute::{Figure, Value, Wave};
use crate::kpi::{Form, Measure};
use crate::quantity::{Caution, Ratio, Share, bounds};

/// Fewest answers to a survey that allow a percentage.
const FEWEST_ANSWERS: u64 = 30;
/// Fewest of 100 invited who must respond.
const LEAST_RESPONSE: u128 = 30;
/// Fewest rows that allow a verdict.
const FEWEST_ROWS: u64 = 20;

/// Why a figure allows no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Few {
    /// So few rows, or people behind them.
    Rows(u64),
    /// Too few answered a survey.
    Answers,
}

/// Whether a figure is of too few for a verdict; `None` when it is not, and for a plain count, which is of all.
pub(super) fn too_few(measure: &Measure, figure: &Figure) -> Option<Few> {
    if figure.wave.is_some_and(|wave| too_few_answers(figure, wave)) {
        return Some(Few::Answers);
    }
    let of = base(measure, figure)?;
    (of < FEWEST_ROWS).then_some(Few::Rows(of))
}

/// How many rows or people stand behind a value; `None` for a plain count and where there is no value.
pub(super) fn base(measure: &Measure, figure: &Figure) -> Option<u64> {
    match figure.value.as_ref()? {
        // A ratio adds up many sessions of few children: it is the children who are few.
        Value::Share { .. } if matches!(measure.form, Form::Ratio { .. }) => Some(figure.tally.met),
        Value::Share { of, .. }
        | Value::Mean { of, .. }
        | Value::Median { of, .. }
        | Value::Parts { of, .. } => Some(*of),
        Value::Count { .. } => None,
    }
}

/// What a figure's denominator is too small for.
pub(super) fn caution(measure: &Measure, figure: &Figure) -> Caution {
    if figure.wave.is_some_and(|wave| too_few_answers(figure, wave)) {
        return Caution::NoPercentage;
    }
    base(measure, figure)
        .map_or(Caution::None, |of| Share::new(0, of).map_or(Caution::NoPercentage, Share::caution))
}

/// The bounds that missing rows leave open, where they are not in the denominator already.
pub(super) fn missing_bounds(measure: &Measure, figure: &Figure) -> Option<(Ratio, Ratio)> {
    match (&measure.form, &figure.value) {
        (Form::Share(_), Some(Value::Share { .. })) => {
            bounds(figure.tally.met, figure.tally.not_met, figure.tally.missing)
        }
        _ => None,
    }
}

/// A survey allows a percentage from 30 answers on, where at least 30 in 100 of those invited responded.
fn too_few_answers(figure: &Figure, wave: Wave) -> bool {
    figure.value.as_ref().is_some_and(|value| value.of() < FEWEST_ANSWERS)
        || u128::from(wave.responded) * 100 < u128::from(wave.invited) * LEAST_RESPONSE
}
