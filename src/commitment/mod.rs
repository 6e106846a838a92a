//! What the strategies promise to do, and how far each promise is.
//!
//! Takes the workspace's `commitments.toml`; gives [`Commitments`], each in the strategy's own words with its owner, its
//! due day, its progress and the measures that it should move, or every fault in the file. It judges no figure: whether a
//! promise moved anything stands beside it in the pack.

mod model;
mod parse;
mod schema;

pub use model::{Commitment, Commitments, Progress};
pub use parse::{FILE_NAME, asked, read_all};
pub use schema::{schema, shape};
