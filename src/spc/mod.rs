//! Statistical process control: which movements of a series are more than its ordinary variation.
//!
//! Takes a dated [`Series`] and [`Rules`]; gives an [`Xmr`]: the mean and the limits of each stretch, a label for each
//! point, and the variation and assurance that the latest point shows. The rules are those of NHS England's "Making
//! data count" as NHSRplotthedots 0.2.2 computes them, but for what is said at [`Xmr`]. For events too rare for that,
//! an [`EventStrip`]. It draws nothing, knows no measure, and never reads "no signal" as "no change".

mod event_strip;
mod fitness;
mod group;
mod label;
mod series;
mod xmr;

pub use event_strip::{EventDay, EventStrip};
pub use fitness::{Unfit, fit_for_counts, fit_for_shares};
pub use group::{Group, Limits, Stage};
pub use label::{Label, Side, Variation};
pub use series::{Series, SeriesError};
pub use xmr::{Assurance, Icons, Point, Rules, Xmr};
