//! The statements behind a measure's figures: the text that is run, and the text that is shown.

use super::{Availability, statement};
use crate::calendar::{Period, Window};
use crate::fields::Scalar;
use crate::kpi::{Form, Measure};
use crate::snapshot::{Image, PopulationTable};

/// What is asked of the image for a measure: one statement for its rows in all windows, one for the bases of
/// a rate, one for the waves of a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Statements {
    /// Gives a row for every row of the population in every window, with its state.
    pub rows: String,
    /// Gives twice the base of the rate for every window; `None` for a measure without a rate.
    pub base: Option<String>,
    /// Gives the survey wave of every window; `None` for rows that are no answers to a survey.
    pub wave: Option<String>,
    /// Names and values bound in all of them.
    pub params: Vec<(String, Scalar)>,
}

impl Statements {
    /// Their texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [Some(&self.rows), self.base.as_ref(), self.wave.as_ref()].into_iter().flatten().map(String::as_str)
    }

    /// The statements for windows, which are numbered from 0 in their order.
    pub(super) fn new(measure: &Measure, population: &PopulationTable, windows: &[Window]) -> Self {
        let base = match &measure.form {
            Form::Count { per: Some(per), .. } => Some(statement::base_statement(per, windows)),
            _ => None,
        };
        Self {
            rows: statement::rows_statement(measure, population, windows),
            base,
            wave: population.of_waves().then(|| statement::wave_statement(measure, population, windows)),
            params: measure
                .params
                .iter()
                .map(|param| (param.name.value.clone(), param.value.clone()))
                .collect(),
        }
    }
}

/// The statements that [`compute`](super::compute) runs for a measure and periods, with the periods that they answer,
/// the first as window 0; `None` when it runs none, since there is no figure for any of the periods.
pub fn statements(measure: &Measure, periods: &[Period], image: &Image) -> Option<(Statements, Vec<Period>)> {
    let answered: Vec<(Period, Window)> = periods
        .iter()
        .map(|period| (*period, measure.rows.basis.window(*period)))
        .filter(|(period, window)| {
            Availability::of(measure, *period, *window, image) == Availability::Available
        })
        .collect();
    if answered.is_empty() {
        return None;
    }
    let population = image.population(&measure.rows.of.value)?;
    let (periods, windows): (Vec<Period>, Vec<Window>) = answered.into_iter().unzip();
    Some((Statements::new(measure, population, &windows), periods))
}
