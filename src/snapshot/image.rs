//! The image: a snapshot with its derived tables, in memory, shared read-only by all who ask it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, MAIN_DB};

use super::steps::{self, Step};
use super::{Finding, Meta, Snapshot, audit, derived, functions, harden, open};
use crate::calendar::Date;
use crate::rule::Rules;

/// A snapshot with its derived tables and populations.
#[derive(Debug, Clone)]
pub struct Image {
    bytes: Arc<[u8]>,
    snapshot: Snapshot,
    populations: Arc<[PopulationTable]>,
    tables: Arc<[String]>,
    findings: Arc<[Finding]>,
    days: Arc<BTreeSet<Date>>,
}

/// A population: a named table of rows that measures look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopulationTable {
    /// Name.
    pub name: String,
    /// Columns.
    pub columns: Vec<String>,
}

impl PopulationTable {
    /// Whether it holds states, one set of rows a day, rather than rows with days of their own.
    pub fn of_states(&self) -> bool {
        self.columns.iter().any(|column| column == "at")
    }

    /// Whether it holds answers to surveys: a figure takes the latest wave in its window.
    pub fn of_waves(&self) -> bool {
        self.columns.iter().any(|column| column == "wave")
    }

    /// The columns that can date a row.
    pub fn days(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str).filter(|column| column.ends_with("_on"))
    }
}

impl Image {
    /// Builds the derived tables by the default rules; states are worked out for the evenings of `days`.
    ///
    /// # Errors
    /// When the database cannot be read or built; not for any content that keeps the contract.
    pub fn build(snapshot: &Snapshot, days: &BTreeSet<Date>) -> rusqlite::Result<Self> {
        Self::build_by(snapshot, days, &Rules::default())
    }

    /// Builds the derived tables; states are worked out for the evenings of `days`.
    ///
    /// # Errors
    /// When the database cannot be read or built; not for any content that keeps the contract.
    pub fn build_by(snapshot: &Snapshot, days: &BTreeSet<Date>, rules: &Rules) -> rusqlite::Result<Self> {
        Self::build_steps(snapshot, days, rules, &steps::all())
    }

    /// Builds, by the default rules, the derived tables that some SQL names and those that they are made from, and no
    /// others.
    ///
    /// # Errors
    /// When the database cannot be read or built; not for any content that keeps the contract.
    pub fn build_for(snapshot: &Snapshot, days: &BTreeSet<Date>, sql: &str) -> rusqlite::Result<Self> {
        Self::build_steps(snapshot, days, &Rules::default(), &steps::needed_by(sql))
    }

    fn build_steps(
        snapshot: &Snapshot,
        days: &BTreeSet<Date>,
        rules: &Rules,
        steps: &[&Step],
    ) -> rusqlite::Result<Self> {
        let mut connection = open::connect(snapshot.bytes(), false)?;
        harden::distrust(&connection)?;
        functions::register(&connection)?;
        derived::build(&connection, snapshot.meta().full_history_from, days, rules, steps)?;
        let tables = table_names(&connection)?;
        let populations = populations(&connection, &tables)?;
        let findings = audit::audit(&connection)?;
        Ok(Self {
            bytes: Arc::from(&*connection.serialize(MAIN_DB)?),
            snapshot: snapshot.clone(),
            populations: populations.into(),
            tables: tables.into(),
            findings: findings.into(),
            days: Arc::new(days.clone()),
        })
    }

    /// An image of an empty snapshot: what measure files are checked against.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn empty() -> rusqlite::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(super::contract::SQL)?;
        let snapshot = Snapshot::empty(connection.serialize(MAIN_DB)?.to_vec());
        drop(connection);
        Self::build(&snapshot, &BTreeSet::new())
    }

    /// Whether states are worked out for the evening of a day.
    pub fn has_evening(&self, day: Date) -> bool {
        self.days.contains(&day)
    }

    /// What was found in the data that cannot be right.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The populations, by name.
    pub fn populations(&self) -> &[PopulationTable] {
        &self.populations
    }

    /// The population of a name.
    pub fn population(&self, name: &str) -> Option<&PopulationTable> {
        self.populations.iter().find(|one| one.name == name)
    }

    /// Names of all tables that a measure can read.
    pub fn tables(&self) -> &[String] {
        &self.tables
    }

    /// A connection that can only read.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn connect(&self) -> rusqlite::Result<Connection> {
        let mut connection = open::connect(&self.bytes, true)?;
        functions::register(&connection)?;
        harden::read_only(&mut connection)?;
        Ok(connection)
    }

    /// Gives the statements that follow on a connection of [`Image::connect`] the whole budget of steps.
    ///
    /// # Errors
    /// When the connection is closed.
    pub fn fresh_budget(connection: &mut Connection) -> rusqlite::Result<()> {
        harden::fresh_budget(connection)
    }

    /// What the snapshot says of itself.
    pub fn meta(&self) -> &Meta {
        self.snapshot.meta()
    }

    /// SHA-256 of the snapshot's file.
    pub fn sha256(&self) -> &str {
        self.snapshot.sha256()
    }

    /// Whether a table of the contract, or a column written `table.column`, holds anything.
    pub fn is_collected(&self, name: &str) -> bool {
        self.snapshot.is_collected(name)
    }

    /// Size of the image in bytes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }
}

fn table_names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

fn populations(connection: &Connection, tables: &[String]) -> rusqlite::Result<Vec<PopulationTable>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_xinfo(?) ORDER BY cid")?;
    let mut populations = Vec::new();
    for name in tables {
        let columns: Vec<String> =
            statement.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if columns.iter().any(|column| column == "row_id") {
            populations.push(PopulationTable { name: name.clone(), columns });
        }
    }
    Ok(populations)
}
