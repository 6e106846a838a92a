//! For whom a command prints: a person or a program.

use clap::ValueEnum;

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading on the screen
    #[value(alias = "table")]
    Text,
    /// For a program
    Json,
}
