//! Figures as people read them: exact counts and ratios, rounding, cautions and shorthand.
//!
//! Takes whole numbers; gives exact ratios, and the words that a figure is shown with. It never rounds before the
//! end, never holds a figure in binary floating point, and knows nothing of measures, periods or disclosure.

mod decimal;
mod mean;
mod missing;
mod percentage;
mod ratio;
mod share;
mod symbol;

pub use decimal::{Decimal, ParseDecimalError};
pub use mean::{Mean, Rate};
pub use missing::bounds;
pub use percentage::{percentage_near, percentage_of};
pub use ratio::Ratio;
pub use share::{Caution, Share, Shown, percent};
pub use symbol::Symbol;

/// A whole number with commas between thousands: `1,234`.
pub fn count(number: u64) -> String {
    Decimal::new(i128::from(number), 0).to_string()
}
