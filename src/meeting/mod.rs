//! What a council writes for the open meeting: what young people asked last year, what happened, what will be done.
//!
//! Takes the workspace's `open-meeting.toml`; gives a [`Meeting`] whose every topic stands in a template, or every fault
//! in the file. Sentences that are not plain are warnings: the file is read all the same.

mod model;
mod parse;
mod schema;

pub use model::{Asked, Meeting};
pub use parse::{FILE_NAME, asked, read_all};
pub use schema::{schema, shape};
