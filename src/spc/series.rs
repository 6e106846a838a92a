//! Values over time.

use crate::calendar::Date;

/// A value a period, in the order of their dates; a period without one keeps its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    points: Vec<(Date, Option<f64>)>,
}

/// Why values are no series.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SeriesError {
    /// A date that does not come after the one before it.
    #[error("{0} does not come after the date before it")]
    Order(Date),
    /// A value that is no number, or too large to reckon with.
    #[error("the value of {0} is not a number between -1e15 and 1e15")]
    Value(Date),
}

impl Series {
    /// The largest size of a value: beyond it, sums and differences of values lose their decimals.
    pub const MOST: f64 = 1e15;

    /// A series of dates, each after the one before, with the value of the period that each stands for; `None` is a
    /// period without a value.
    ///
    /// # Errors
    ///
    /// A date that does not come after the one before it; a value that is not finite or larger than [`Self::MOST`].
    pub fn new(points: impl IntoIterator<Item = (Date, Option<f64>)>) -> Result<Self, SeriesError> {
        // Adding 0 makes -0 the 0 that it is.
        let points: Vec<(Date, Option<f64>)> =
            points.into_iter().map(|(date, value)| (date, value.map(|value| value + 0.0))).collect();
        if let Some(pair) = points.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
            return Err(SeriesError::Order(pair[1].0));
        }
        let fits = |value: f64| value.abs() <= Self::MOST;
        match points.iter().find(|(_, value)| value.is_some_and(|value| !fits(value))) {
            Some((date, _)) => Err(SeriesError::Value(*date)),
            None => Ok(Self { points }),
        }
    }

    /// Dates and values in order.
    pub fn points(&self) -> &[(Date, Option<f64>)] {
        &self.points
    }

    /// The values that are there, in order.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().filter_map(|(_, value)| *value)
    }
}
