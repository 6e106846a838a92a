//! Figures: measures times periods, by one SQL statement a measure.
//!
//! Takes a catalogue, an image of the snapshot and the periods wanted; gives [`Measured`], in which every measure has
//! a figure for every period, or the reason why there is none. Counting, ratios and distributions are made in Rust from
//! the rows that a statement returns. It judges nothing and publishes nothing.

mod availability;
mod example;
mod figure;
mod rows;
mod run;
mod split;
mod statement;
mod statements;
mod verify;

pub use availability::Availability;
pub use example::{run_examples, run_examples_of};
pub use figure::{Figure, Part, Rate, Tally, Value, Wave};
pub use rows::{Outcome, State};
pub use run::{ComputeError, Measured, compute, days_needed, days_needed_for_numbers};
pub use split::{Membership, NoSplit, Split, SplitGroup, membership_on, split};
pub use statement::expressions;
pub use statements::{Statements, statements};
pub use verify::verify;
