//! Value axes with round numbers.

use super::{Scale, ValueUnit};

impl Scale {
    /// A scale of round numbers that holds all values, with three to six grid lines above its bottom.
    ///
    /// `from_zero` is for bars, and for lines whose height is read as an amount; otherwise the bottom is cut where
    /// the values leave much room below, which a chart then has to say ([`Scale::is_cut`]). Percentages never go
    /// beyond 100% unless a value does.
    pub fn nice(values: impl IntoIterator<Item = f64>, unit: ValueUnit, from_zero: bool) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        let smallest = match unit {
            ValueUnit::Percent => 0.01,
            ValueUnit::Count => 1.0,
            ValueUnit::Number => 0.1,
        };
        if low > high {
            (low, high) = (0.0, smallest * 4.0);
        }
        // A cut is worth saying only where it at least doubles the room for what moves.
        let cut = !from_zero && low > 0.0 && (high - low) < high * 0.5;
        if cut {
            let room = ((high - low) * 0.25).max(smallest);
            low -= room;
            high += room;
        } else {
            low = low.min(0.0);
        }
        if unit == ValueUnit::Percent && high > 1.0 && high < 1.5 && low >= 0.0 {
            high = high.min(1.0);
        }
        high = high.max(low + smallest * 2.0);
        let step = step(high - low, smallest);
        let (mut bottom, mut top) = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
        if cut {
            bottom = bottom.max(0.0);
        }
        if unit == ValueUnit::Percent && top > 1.0 && high <= 1.0 {
            top = 1.0;
            // From 100% downwards, so that 100% is a line of the grid.
            bottom = top - ((top - bottom) / step - 1e-9).ceil() * step;
            bottom = bottom.max(0.0);
        }
        if top - bottom < step * 1.5 {
            top = bottom + step * 2.0;
        }
        Self { low: tidy(bottom), high: tidy(top), step: tidy(step) }
    }

    /// Whether the bottom is not 0, which a chart then says in words.
    pub fn is_cut(&self) -> bool {
        self.low > 0.0
    }

    /// Heights of the grid lines, from the bottom.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let mut ticks = Vec::new();
        let mut next = self.low;
        while self.step > 0.0 && next <= self.high + self.step * 1e-6 && ticks.len() < 50 {
            ticks.push(tidy(next));
            next += self.step;
        }
        ticks
    }

    /// A height as the axis writes it.
    pub(super) fn words(&self, unit: ValueUnit, value: f64) -> String {
        let fine =
            |one: f64| (self.step / one).fract().abs() > 1e-6 && (self.step / one).fract() < 1.0 - 1e-6;
        match unit {
            ValueUnit::Percent if fine(0.01) => format!("{:.1}%", value * 100.0),
            ValueUnit::Percent => format!("{:.0}%", value * 100.0),
            ValueUnit::Count | ValueUnit::Number if fine(1.0) => format!("{value:.1}"),
            ValueUnit::Count | ValueUnit::Number => thousands(value),
        }
    }
}

/// A round step that makes three to six parts of a length.
fn step(length: f64, smallest: f64) -> f64 {
    let rough = (length / 5.0).max(smallest);
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        // Half a child is no grid line.
        .find(|step| {
            *step >= rough * 0.999
                && ((step / smallest).fract() < 1e-6 || (step / smallest).fract() > 1.0 - 1e-6)
        })
        .unwrap_or(power * 10.0)
}

fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut words = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    if value < 0.0 { format!("\u{2212}{words}") } else { words }
}

/// Without the dust of binary fractions.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}
