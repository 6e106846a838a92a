//! The `boardpack` command as its users meet it: arguments in; exit code, words and files out.

mod build;
mod builder;
mod demo;
mod help;
mod import;
mod sample;
mod snapshots;
mod spc;
mod values;
mod workspace;

use self::builder::{Case, sample};
