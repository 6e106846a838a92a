//! Percentages in words: 100% stands only for all and 0% only for none.

use super::{Decimal, Ratio};

/// A ratio between 0 and 1 as a percentage with so many decimals, rounded half up on the exact fraction.
///
/// One that rounds to 0% or 100% without being it is "<1%" or ">99%", with one decimal "<0.1%" or ">99.9%".
pub fn percentage_of(ratio: Ratio, decimals: u8) -> String {
    let rounded = ratio.times(100).round_half_up(decimals);
    let (none, all) = (ratio.numerator() <= 0, ratio.numerator() >= ratio.denominator());
    in_words(rounded, none, all)
}

/// The end of an interval between 0 and 1 in whole percent, by the same rule.
pub fn percentage_near(end: f64) -> String {
    // From 0 to 100: any whole number is one of them.
    let rounded = (0..=100_i32).rev().find(|whole| f64::from(*whole) <= end * 100.0 + 0.5).unwrap_or(0);
    in_words(Decimal::new(i128::from(rounded), 0), end <= 0.0, end >= 1.0)
}

fn in_words(rounded: Decimal, none: bool, all: bool) -> String {
    let unit = 10_i128.pow(u32::from(rounded.decimals()));
    let last = Decimal::new(1, rounded.decimals());
    if none {
        "0%".to_owned()
    } else if all {
        "100%".to_owned()
    } else if rounded.units() <= 0 {
        format!("<{last}%")
    } else if rounded.units() >= 100 * unit {
        format!(">{}%", Decimal::new(100 * unit - 1, rounded.decimals()))
    } else {
        format!("{rounded}%")
    }
}
