//! Which tables a statement reads, as SQLite itself says, and how many rows they hold.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::{Image, contract};

/// What a table of the image is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// A table of the contract, as it stands in the snapshot.
    Snapshot,
    /// Worked out from the snapshot: placements, periods of care.
    Derived,
    /// Worked out from the snapshot: rows that measures look at.
    Population,
}

impl TableKind {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snapshot => "snapshot",
            Self::Derived => "derived",
            Self::Population => "population",
        }
    }
}

/// A table with the number of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRows {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: TableKind,
    /// Rows, in the whole image.
    pub rows: u64,
}

impl Image {
    /// The tables that statements read, with those named beside them, by name; views and common table expressions are
    /// seen through.
    ///
    /// # Errors
    /// When a statement cannot be prepared.
    pub fn tables_read<'a>(
        &self,
        statements: impl IntoIterator<Item = &'a str>,
        named: impl IntoIterator<Item = &'a str>,
    ) -> rusqlite::Result<Vec<TableRows>> {
        let mut connection = self.connect()?;
        let seen: Arc<Mutex<BTreeSet<String>>> =
            Arc::new(Mutex::new(named.into_iter().map(str::to_owned).collect()));
        let noted = Arc::clone(&seen);
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            if let AuthAction::Read { table_name, .. } = context.action {
                noted.lock().unwrap_or_else(PoisonError::into_inner).insert(table_name.to_owned());
            }
            Authorization::Allow
        }))?;
        for sql in statements {
            // Preparing is enough: it asks for leave to read every column that the statement names.
            drop(connection.prepare(sql)?);
        }
        drop(connection);
        let connection = self.connect()?;
        let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        self.tables()
            .iter()
            .filter(|name| seen.contains(*name))
            .map(|name| {
                let rows: i64 =
                    connection
                        .query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |row| row.get(0))?;
                let kind = if contract::table(name).is_some() {
                    TableKind::Snapshot
                } else if self.population(name).is_some() {
                    TableKind::Population
                } else {
                    TableKind::Derived
                };
                Ok(TableRows { name: name.clone(), kind, rows: rows.unsigned_abs() })
            })
            .collect()
    }
}
