//! The contract, read from `contract.sql`: the only source of tables, columns and what they may hold.

/// The text that makes an empty snapshot.
pub(super) const SQL: &str = include_str!("contract.sql");
