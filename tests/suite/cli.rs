//! The `boardpack` command as its users meet it: arguments in; exit code, words and files out.

mod build;
mod builder;
mod check;
mod commentary;
mod demo;
mod diff;
mod due;
mod help;
mod import;
mod init;
mod publish;
mod readme;
mod sample;
mod small_pack;
mod snapshots;
mod spc;
mod values;
mod workspace;

pub(crate) use self::builder::Case;
use self::builder::sample;
