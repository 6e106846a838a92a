//! Where a rising function reaches a height.

/// The place between `low` and `high` where `rising` reaches `height`, by halving, to the last bit.
///
/// A function that is above the height everywhere gives `low`, one that is below it everywhere `high`.
pub(super) fn root(mut low: f64, mut high: f64, height: f64, rising: impl Fn(f64) -> f64) -> f64 {
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return middle;
        }
        if rising(middle) < height {
            low = middle;
        } else {
            high = middle;
        }
    }
}
