//! What a snapshot holds: the rows of every table, and the columns that hold anything.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::contract::ContractTable;

/// What the contract's tables hold.
#[derive(Debug, Default)]
pub(super) struct Holdings {
    /// Rows of every table; 0 for one that is absent.
    pub(super) rows: Vec<(&'static str, u64)>,
    /// Columns that hold a value in at least one row, as table and column.
    pub(super) filled: BTreeSet<(&'static str, &'static str)>,
}

impl Holdings {
    /// Notes which columns hold a value.
    pub(super) fn fill(
        &mut self,
        connection: &Connection,
        table: &'static ContractTable,
    ) -> rusqlite::Result<()> {
        // Each stops at the first value it finds, as a rule in the first row.
        let any: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("EXISTS (SELECT 1 FROM {} WHERE {} IS NOT NULL)", table.name, column.name))
            .collect();
        connection.query_row(&format!("SELECT {}", any.join(", ")), [], |row| {
            for (at, column) in table.columns.iter().enumerate() {
                if row.get(at)? {
                    self.filled.insert((table.name, column.name));
                }
            }
            Ok(())
        })
    }
}
