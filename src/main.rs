//! The `boardpack` command.
fn main() {}
