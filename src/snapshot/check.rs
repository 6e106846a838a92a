//! Checking a database against the contract, row by row: every fault is named, nothing is half-read.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::contract::{self, ContractColumn, ContractTable, Kind};
use super::holdings::Holdings;
use super::readers::Readers;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};

/// How many rows are named for one fault of one column; the rest are counted.
const NAMED_ROWS: usize = 1_000;

/// Why a check did not pass.
pub(super) enum Failure {
    /// The database breaks the contract.
    Faults(Diagnostics),
    /// The database cannot be read.
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Checks every table, several at once on connections that `connect` makes; gives what they hold.
pub(super) fn check(
    connect: impl Fn() -> rusqlite::Result<Connection> + Sync + Send,
    file: &str,
) -> Result<Holdings, Failure> {
    let mut faults = Diagnostics::new();
    let present = objects(&connect()?, file, &mut faults)?;
    let readers = Readers::new(connect);
    let checked: Vec<rusqlite::Result<(Holdings, Diagnostics)>> = contract::tables()
        .par_iter()
        .map(|table| {
            readers.with(|connection| Checked { connection, file, present: &present }.table(table))?
        })
        .collect();
    let mut holdings = Holdings::default();
    // In the contract's order, whichever was done first.
    for one in checked {
        let (held, found) = one?;
        holdings.rows.extend(held.rows);
        holdings.filled.extend(held.filled);
        faults.extend(found);
    }
    faults.or(holdings).map_err(Failure::Faults)
}

/// Names of the tables, after refusing whatever is no plain table of the contract.
fn objects(
    connection: &Connection,
    file: &str,
    faults: &mut Diagnostics,
) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement =
        connection.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY name")?;
    let mut rows = statement.query([])?;
    let mut tables = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let (kind, name, sql): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if kind == "index" || name.starts_with("sqlite_") {
            continue;
        }
        let place = Place::File(file.to_owned());
        let is_virtual = sql.to_uppercase().starts_with("CREATE VIRTUAL");
        if kind != "table" || is_virtual {
            let kind = if is_virtual { "virtual table" } else { kind.as_str() };
            faults.push(
                Diagnostic::error("snapshot::object", place, format!("holds the {kind} `{name}`"))
                    .hint("a snapshot holds plain tables and indexes only"),
            );
        } else if contract::table(&name).is_none() {
            let known = contract::tables().iter().map(|table| table.name);
            let hint = match nearest(&name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "leave out tables that the contract does not name: less to lose".to_owned(),
            };
            faults.push(
                Diagnostic::error(
                    "snapshot::unknown-table",
                    place,
                    format!("table `{name}` is not in the contract"),
                )
                .hint(hint),
            );
        } else {
            tables.insert(name);
        }
    }
    Ok(tables)
}

/// A database being checked.
struct Checked<'a> {
    connection: &'a Connection,
    file: &'a str,
    present: &'a BTreeSet<String>,
}

/// A rule for the cells of a column: its code, the SQL condition under which a cell breaks it, and what it expects.
type Rule = (&'static str, String, String);

impl Checked<'_> {
    /// Checks a table: what it holds, and what is wrong with it.
    fn table(&self, table: &'static ContractTable) -> rusqlite::Result<(Holdings, Diagnostics)> {
        let (mut holdings, mut faults) = (Holdings::default(), Diagnostics::new());
        if !self.present.contains(table.name) {
            holdings.rows.push((table.name, 0));
            return Ok((holdings, faults));
        }
        let whole = self.columns(table, &mut faults)?;
        let count: i64 =
            self.connection
                .query_row(&format!("SELECT count(*) FROM {}", table.name), [], |row| row.get(0))?;
        holdings.rows.push((table.name, count.unsigned_abs()));
        if whole && count > 0 {
            // Two looks over the table find out whether there is anything to name; as a rule there is not.
            let (sound, readable) = (self.is_sound(table)?, self.is_readable(table)?);
            for column in &table.columns {
                if !sound {
                    self.cells(table, column, &mut faults)?;
                }
                if !readable && is_free_text(column) {
                    self.texts(table, column, &mut faults)?;
                }
            }
            holdings.fill(self.connection, table)?;
        }
        Ok((holdings, faults))
    }

    /// Compares the columns; false when rows cannot be checked.
    fn columns(&self, table: &ContractTable, faults: &mut Diagnostics) -> rusqlite::Result<bool> {
        let without_rowid: bool = self.connection.query_row(
            "SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'",
            [table.name],
            |row| row.get(0),
        )?;
        if without_rowid {
            let message = "the table has no row numbers (WITHOUT ROWID)".to_owned();
            faults.push(
                self.fault("snapshot::object", table, None, None, message)
                    .hint("make it a plain table, as the contract does"),
            );
            return Ok(false);
        }
        let mut statement = self.connection.prepare("SELECT name, hidden <> 0 FROM pragma_table_xinfo(?)")?;
        let found: BTreeMap<String, bool> = statement
            .query_map([table.name], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut whole = true;
        for column in &table.columns {
            if !found.contains_key(column.name) {
                whole = false;
                let message = "the column is missing".to_owned();
                faults.push(
                    self.fault("snapshot::missing-column", table, Some(column.name), None, message)
                        .hint(format!("it holds: {}", column.words)),
                );
            }
        }
        for (name, generated) in &found {
            if *generated {
                whole = false;
                let message = "the column is generated".to_owned();
                faults.push(
                    self.fault("snapshot::object", table, Some(name), None, message)
                        .hint("a snapshot holds plain columns only: store the values"),
                );
            } else if !table.columns.iter().any(|column| column.name == name) {
                let known = table.columns.iter().map(|column| column.name);
                let hint = match nearest(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "leave out columns that the contract does not name: less to lose".to_owned(),
                };
                let message = "the column is not in the contract".to_owned();
                faults.push(
                    self.fault("snapshot::unknown-column", table, Some(name), None, message).hint(hint),
                );
            }
        }
        Ok(whole)
    }

    /// The rules for the cells of a column: null, type, condition, reference, key.
    fn rules(&self, table: &ContractTable, column: &ContractColumn) -> Vec<Rule> {
        let name = column.name;
        let types = match column.kind {
            Kind::Text => "('text', 'null')",
            Kind::Integer => "('integer', 'null')",
            Kind::Real => "('real', 'integer', 'null')",
        };
        let mut rules: Vec<Rule> = Vec::new();
        if column.required {
            rules.push(("snapshot::null", format!("{name} IS NULL"), "must not be null".into()));
        }
        rules.push((
            "snapshot::type",
            format!("typeof({name}) NOT IN {types}"),
            format!("must be {}", kind_words(column.kind)),
        ));
        if let Some(check) = column.check {
            // SQLite's date() also gives years before 0, which no column means.
            let day =
                if check.contains("date(") { format!(" AND length({name}) = 10") } else { String::new() };
            rules.push((
                "snapshot::value",
                format!("typeof({name}) IN {types} AND {name} IS NOT NULL AND NOT ({check}{day})"),
                column.expectation().unwrap_or_default(),
            ));
        }
        if let Some((other, key)) = column.references {
            let condition = if self.present.contains(other) {
                // Without the first condition a null would be refused where the other table is empty.
                format!(
                    "{name} IS NOT NULL AND {name} NOT IN (SELECT {key} FROM {other} WHERE {key} IS NOT NULL)"
                )
            } else {
                format!("{name} IS NOT NULL")
            };
            rules.push(("snapshot::reference", condition, format!("must be in {other}.{key}")));
        }
        if column.key {
            rules.push((
                "snapshot::key",
                format!("{name} IN (SELECT {name} FROM {} GROUP BY {name} HAVING count(*) > 1)", table.name),
                "must be unique".into(),
            ));
        }
        rules
    }

    /// Names the cells of a column that break its rules.
    fn cells(
        &self,
        table: &ContractTable,
        column: &ContractColumn,
        faults: &mut Diagnostics,
    ) -> rusqlite::Result<()> {
        let hint = || format!("the column holds: {}", column.words);
        for (code, condition, expected) in self.rules(table, column) {
            let mut count = 0;
            self.each_row(table, column, &condition, |row, value| {
                count += 1;
                if count <= NAMED_ROWS {
                    let message = match value {
                        ValueRef::Null => expected.clone(),
                        _ => format!("{} {expected}", shown(value)),
                    };
                    let row = Some(shown(row));
                    faults.push(self.fault(code, table, Some(column.name), row, message).hint(hint()));
                }
            })?;
            if count > NAMED_ROWS {
                let message = format!("{} more rows: {expected}", count - NAMED_ROWS);
                faults.push(self.fault(code, table, Some(column.name), None, message));
            }
        }
        Ok(())
    }

    /// Names the cells of a column whose text is not in UTF-8.
    fn texts(
        &self,
        table: &ContractTable,
        column: &ContractColumn,
        faults: &mut Diagnostics,
    ) -> rusqlite::Result<()> {
        let condition = format!("typeof({}) = 'text'", column.name);
        self.each_row(table, column, &condition, |row, value| {
            if !is_utf8(value) {
                let message = format!("{} must be text in UTF-8", shown(value));
                let code = "snapshot::text";
                let row = Some(shown(row));
                let hint = format!("the column holds: {}", column.words);
                faults.push(self.fault(code, table, Some(column.name), row, message).hint(hint));
            }
        })
    }

    /// Whether every text of a table is in UTF-8.
    fn is_readable(&self, table: &ContractTable) -> rusqlite::Result<bool> {
        let columns: Vec<&str> =
            table.columns.iter().filter(|column| is_free_text(column)).map(|column| column.name).collect();
        if columns.is_empty() {
            return Ok(true);
        }
        let mut statement =
            self.connection.prepare(&format!("SELECT {} FROM {}", columns.join(", "), table.name))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..columns.len() {
                if !is_utf8(row.get_ref(at)?) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Whether no row of a table breaks a rule.
    fn is_sound(&self, table: &ContractTable) -> rusqlite::Result<bool> {
        let rules = table.columns.iter().flat_map(|column| self.rules(table, column));
        let any: Vec<String> = rules.map(|(_, broken, _)| format!("({broken})")).collect();
        let sql = format!("SELECT NOT EXISTS (SELECT 1 FROM {} t WHERE {})", table.name, any.join(" OR "));
        self.connection.query_row(&sql, [], |row| row.get(0))
    }

    /// Gives the rows of a table for which a condition holds, each by its key, or by its number where the column is
    /// the key itself, with the value of the column.
    fn each_row(
        &self,
        table: &ContractTable,
        column: &ContractColumn,
        condition: &str,
        mut take: impl FnMut(ValueRef<'_>, ValueRef<'_>),
    ) -> rusqlite::Result<()> {
        let key = table.columns.iter().find(|one| one.key && one.name != column.name);
        let key = key.map_or("rowid", |key| key.name);
        let sql = format!(
            "SELECT t.{key}, t.{} FROM {} t WHERE {condition} ORDER BY rowid",
            column.name, table.name
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get_ref(0)?, row.get_ref(1)?);
        }
        Ok(())
    }

    fn fault(
        &self,
        code: &'static str,
        table: &ContractTable,
        column: Option<&str>,
        row: Option<String>,
        message: String,
    ) -> Diagnostic {
        let place = Place::Table {
            file: self.file.to_owned(),
            table: table.name.to_owned(),
            column: column.map(str::to_owned),
            row,
        };
        Diagnostic::error(code, place, message)
    }
}

/// Whether a column's texts can hold any bytes: codes and days are ASCII, or they break their condition.
fn is_free_text(column: &ContractColumn) -> bool {
    column.kind == Kind::Text && column.check.is_none_or(|check| check.contains("<>"))
}

/// Whether a value is no text, or one in UTF-8.
fn is_utf8(value: ValueRef<'_>) -> bool {
    !matches!(value, ValueRef::Text(bytes) if std::str::from_utf8(bytes).is_err())
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "a whole number",
        Kind::Real => "a number",
    }
}

/// A value in a message: text in one line and not without end, whatever its bytes.
fn shown(value: ValueRef<'_>) -> String {
    const LONGEST: usize = 60;
    match value {
        ValueRef::Null => "null".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let start: String = text
                .chars()
                .take(LONGEST)
                .map(|one| if one.is_control() { char::REPLACEMENT_CHARACTER } else { one })
                .collect();
            let more = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
            format!("`{start}{more}`")
        }
        ValueRef::Blob(_) => "a blob".to_owned(),
    }
}
