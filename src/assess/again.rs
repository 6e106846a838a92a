//! Judging again beside a figure as it was published.

use super::caution::caution;
use super::change::{Against, Change, change};
use super::status::by_direction;
use super::{AssessedFigure, Judgement};
use crate::compute::{Figure, Value};
use crate::kpi::Measure;

impl AssessedFigure {
    /// The figure with another value, such as the one that was published: its caution is that value's, and nothing is
    /// said of it yet.
    #[must_use]
    pub fn with_value(&self, value: Value, measure: &Measure) -> Self {
        let figure = Figure { value: Some(value), ..self.figure.clone() };
        Self { caution: caution(measure, &figure), bounds: None, judgement: None, figure }
    }
}

impl Judgement {
    /// The same with every comparison with one earlier period made beside another figure of that period; a status that
    /// follows from the comparison follows it.
    #[must_use]
    pub fn beside(mut self, measure: &Measure, now: &Figure, before: &Figure) -> Self {
        let again = |one: &Change, against: Against| {
            (one.before == before.period)
                .then(|| change(measure, now, Some(before), (against, before.period)))
        };
        if let Some(made) = again(&self.last_year, Against::LastYear) {
            // A direction is judged by the year: its reason ends with the comparison's.
            let standing = &mut self.standing;
            if let Some(start) = standing.reason.strip_suffix(&self.last_year.reason) {
                standing.reason = format!("{start}{}", made.reason);
                standing.status = by_direction(measure, now, &made);
            }
            self.last_year = made;
        }
        if let Some(made) = again(&self.previous, Against::Previous) {
            self.previous = made;
        }
        if let Some(made) = self.baseline.as_ref().and_then(|one| again(one, Against::Baseline)) {
            self.baseline = Some(made);
        }
        self
    }
}
