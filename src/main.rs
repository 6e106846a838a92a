//! The `boardpack` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    boardpack::cli::run(std::env::args_os())
}
