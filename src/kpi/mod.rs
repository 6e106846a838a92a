//! Measure files: what is measured, in words and in SQL.
//!
//! Takes TOML files, one a measure, and the list of the strategies' lines; gives a [`Catalogue`] in which every
//! measure is whole, or every fault in the files. It runs no SQL and reads no snapshot.

mod catalogue;
mod example;
mod facts;
pub mod kin;
mod lines;
mod measure;
mod named;
mod parse;
mod schema;

pub use catalogue::{Catalogue, MeasureFile, built_in_files};
pub use example::{Care, Example, ExampleChild, ExampleRow, Expected};
pub use facts::facts;
pub use lines::{Line, Priority, STRATEGIES, Strategy, line, lines, priorities};
pub use measure::{
    Break, Change, Collected, Display, Form, Group, Guards, Keep, Measure, NoRecord, Param, Per, PerDay,
    Polarity, Rows, Share, Sql, StrategyTarget, TargetKind, Tier, Unit,
};
pub use named::{measure_hint, measure_named, priority, priority_hint};
pub use parse::asked;
pub use schema::{schema, shape};
