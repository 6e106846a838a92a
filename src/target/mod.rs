//! What a council has decided about its measures: local targets, agreed exceptions, rebasing, baselines.
//!
//! Takes the workspace's `targets.toml`; gives [`Targets`] whose every measure is known and whose every number fits its
//! measure, or every fault in the file. It judges nothing: a decision stands here with its reason and who made it.

mod model;
mod parse;

pub use model::{Agreed, Exception, LocalTarget, Rebase, Targets};
pub use parse::{FILE_NAME, read_all};
