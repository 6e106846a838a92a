//! A figure with another value, such as the one that was published.

use super::AssessedFigure;
use super::caution::caution;
use crate::compute::{Figure, Value};
use crate::kpi::Measure;

impl AssessedFigure {
    /// The figure with another value: its caution is that value's, and nothing is said of it.
    #[must_use]
    pub fn with_value(&self, value: Value, measure: &Measure) -> Self {
        let figure = Figure { value: Some(value), ..self.figure.clone() };
        Self { caution: caution(measure, &figure), bounds: None, margin: None, judgement: None, figure }
    }
}
