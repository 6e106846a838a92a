//! What is being done about the measures: actions with owner, due day and status.
//!
//! Takes the workspace's `actions.toml`; gives [`Actions`], or every fault in the file. An action stands in every period
//! from the one in which it was raised to the one in which it was closed: nobody copies it from quarter to quarter.

mod model;
mod parse;
mod schema;

pub use model::{Action, Actions, Status};
pub use parse::{FILE_NAME, asked, read_all};
pub use schema::{schema, shape};
