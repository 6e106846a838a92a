//! Disclosure control of counts: what can be worked out, and what to hide so that nobody can be.
//!
//! Takes counts, the sums that hold between them ([`System`]) and a [`Rule`]; gives the interval to which each hidden
//! count can be narrowed ([`audit`]), and a [`Pattern`] of cells to hide in which no hidden count can be worked out
//! ([`protect`]). [`Set`] puts the
//! figures of many packs into one system, and [`Figure`] says which are hidden for themselves. The module knows nothing of
//! measures and packs, and publishes nothing. Tables that an
//! analyst brings are read by [`mod@file`].
//!
//! Whole numbers: intervals are of whole numbers, and their ends are reached. Tables of rows, columns and totals, and
//! every other system in which a cell stands in two sums at most, once on either side, are networks: there the bounds of
//! real numbers are whole by themselves and every whole number between the ends is possible. In other systems an integer
//! programme moves an end inward until it is reached; that every number in between is possible too holds in most of them
//! and is not promised.

mod attacker;
mod audit;
mod class;
mod component;
mod dual;
mod eliminate;
pub mod file;
mod flow;
mod network;
mod part;
mod policy;
mod programme;
mod protect;
mod reach;
mod row;
mod rules;
mod search;
mod set;
mod system;
mod two_way;

pub use attacker::{Attacker, Interval};
pub use audit::{Fault, audit};
pub use class::class;
pub use policy::{Partners, Policy};
pub use protect::{Pattern, Rule, Sight, Standing, Unprotected, VALUES, protect};
pub use rules::{Figure, Marks, Verdict};
pub use set::{Ready, Set, Unfit};
pub use system::{Cell, Identity, Level, System};
pub use two_way::{TOTAL, Totals, TwoWay};
