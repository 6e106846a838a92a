//! A value axis for values of any size.

use crate::chart::{Scale, ValueUnit};

/// A value axis with its grid lines named.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruler {
    /// Bottom.
    pub low: f64,
    /// Top.
    pub high: f64,
    /// Heights of the grid lines with their words, from the bottom.
    pub ticks: Vec<(f64, String)>,
}

impl Ruler {
    /// A scale as a pack's other charts write it.
    pub fn of(scale: &Scale, unit: ValueUnit) -> Self {
        let ticks = scale.ticks().into_iter().map(|tick| (tick, scale.words(unit, tick))).collect();
        Self { low: scale.low, high: scale.high, ticks }
    }

    /// Round numbers that hold all values, whatever their size; the bottom is not 0 where that would leave the upper
    /// half alone in use.
    pub fn nice(values: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low > 0.0 && low < high * 0.5 {
            low = 0.0;
        } else if high < 0.0 && high > low * 0.5 {
            high = 0.0;
        }
        if high - low <= high.abs().max(low.abs()) * 1e-9 {
            // One value alone: some room on both sides of it.
            let room = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
            (low, high) = (low - room, high + room);
        }
        let rough = (high - low) / 6.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 5.0].map(|factor| factor * power).into_iter().find(|step| *step >= rough * 0.999);
        let step = step.unwrap_or(power * 10.0);
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let decimals = decimals(step);
        let mut ticks = Vec::new();
        let mut at = first;
        // A dozen at the most, since the step is a sixth of the height or more.
        while at <= last && ticks.len() < 20 {
            ticks.push((at * step, words(at * step, decimals)));
            at += 1.0;
        }
        Self { low: first * step, high: last * step, ticks }
    }

    /// Whether the axis does not show 0, which a chart then says in words.
    pub fn is_cut(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Whether a height lies on it.
    pub(super) fn holds(&self, value: f64) -> bool {
        let dust = (self.high - self.low) * 1e-6;
        (self.low - dust..=self.high + dust).contains(&value)
    }
}

/// Decimals that a step of 1, 2 or 5 times a power of ten needs.
fn decimals(step: f64) -> usize {
    (0..15)
        .find(|places| step * 10_f64.powi(*places) > 0.999)
        .map_or(15, |places| places.unsigned_abs() as usize)
}

/// A number with commas between thousands and a real minus.
pub(super) fn words(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut words = String::new();
    if value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        words.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words + rest
}
