//! A decimal number, exact.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::Ratio;

/// A number with a fixed count of decimals, as it is printed: `92`, `92.3`, `1,234`.
///
/// Two are equal when they are written alike: 92 and 92.0 are not. Compare values by [`Decimal::as_ratio`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    decimals: u8,
}

/// Why a text is not a decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number: write digits, and a point before decimals, as in 92 or 92.5")]
pub struct ParseDecimalError(String);

impl Decimal {
    /// The largest count of decimals.
    pub const MAX_DECIMALS: u8 = 18;

    /// A number of so many units of its last decimal: 923 units with one decimal are 92.3.
    /// More than [`Self::MAX_DECIMALS`] decimals are taken as that many.
    pub fn new(units: i128, decimals: u8) -> Self {
        Self { units, decimals: decimals.min(Self::MAX_DECIMALS) }
    }

    /// The number in units of its last decimal.
    pub fn units(self) -> i128 {
        self.units
    }

    /// How many decimals it is written with.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// The exact fraction; `None` beyond 64 bits.
    pub fn as_ratio(self) -> Option<Ratio> {
        let denominator = 10_i64.checked_pow(u32::from(self.decimals))?;
        Ratio::new(i64::try_from(self.units).ok()?, denominator)
    }

    /// The nearest binary number: for drawing and for the cells of a workbook.
    #[allow(clippy::cast_precision_loss)]
    pub fn as_f64(self) -> f64 {
        self.units as f64 / 10_f64.powi(i32::from(self.decimals))
    }
}

impl fmt::Display for Decimal {
    /// With commas between thousands: `1,234.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u128.pow(u32::from(self.decimals));
        let size = self.units.unsigned_abs();
        let whole = (size / one).to_string();
        let mut text = String::new();
        if self.units < 0 {
            text.push('-');
        }
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if self.decimals > 0 {
            text.push_str(&format!(".{:0width$}", size % one, width = usize::from(self.decimals)));
        }
        f.pad(&text)
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Reads `92`, `-1.5`, `1,234.5`: commas only where thousands part, digits on both sides of a point.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).ok_or_else(|| ParseDecimalError(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Decimal> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (negative, size) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = match size.split_once('.') {
        Some((whole, fraction)) if digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (size, ""),
    };
    let mut groups = whole.split(',');
    let first = groups.next().filter(|group| digits(group))?;
    let rest: Vec<&str> = groups.collect();
    if !rest.is_empty() && (first.len() > 3 || rest.iter().any(|group| group.len() != 3 || !digits(group))) {
        return None;
    }
    let decimals = u8::try_from(fraction.len()).ok().filter(|count| *count <= Decimal::MAX_DECIMALS)?;
    let units: i128 = format!("{first}{}{fraction}", rest.concat()).parse().ok()?;
    Some(Decimal::new(if negative { -units } else { units }, decimals))
}

impl Serialize for Decimal {
    /// As text, so that no reader turns it into a binary number.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
