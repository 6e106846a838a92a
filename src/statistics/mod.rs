//! How sure one can be of a figure, and whether two figures differ.
//!
//! Takes exact counts and shares; gives 95% intervals, differences with their intervals, and a verdict in three states:
//! better, worse, or no clear change. Pure arithmetic: it knows nothing of measures, periods or targets, and it never
//! says that nothing has changed, only that no change is clear.
//!
//! Every interval is two-sided at 95% and includes both of its ends. Method and source stand at each function.

mod comparison;
mod count;
mod interval;
mod root;
mod share;

pub use comparison::{Comparison, Direction, Events, Verdict};
pub use count::count;
pub use interval::Interval;
pub use share::{survey, wilson};

/// The two-sided 95% point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;
/// What each tail of a 95% interval leaves out.
const TAIL: f64 = 0.025;
