//! Checking a database against the contract, row by row: every fault is named, nothing is half-read.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::contract::{self, ContractColumn, ContractTable, Kind};
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

/// What the contract's tables hold.
#[derive(Debug, Default)]
pub(super) struct Holdings {
    /// Rows of every table; 0 for one that is absent.
    pub(super) rows: Vec<(&'static str, u64)>,
    /// Columns that hold a value in at least one row, as table and column.
    pub(super) filled: BTreeSet<(&'static str, &'static str)>,
}

/// Checks every table; gives what they hold.
pub(super) fn check(connection: &Connection, file: &str) -> Result<Holdings, Failure> {
    let mut faults = Diagnostics::new();
    let present = objects(connection, file, &mut faults)?;
    let mut holdings = Holdings::default();
    for table in contract::tables() {
        if !present.contains(table.name) {
            holdings.rows.push((table.name, 0));
            continue;
        }
        let whole = columns(connection, table, &mut faults)?;
        if whole {
            let rules: Vec<Rule> = table.columns.iter().flat_map(|one| rules(table, one, &present)).collect();
            // One look over the table finds out whether there is anything to name; as a rule there is not.
            if !is_sound(connection, table, &rules)? {
                for rule in &rules {
                    name_rows(connection, table, rule, &mut faults)?;
                }
            }
        }
        let count: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {}", table.name), [], |row| row.get(0))?;
        holdings.rows.push((table.name, count.unsigned_abs()));
        if whole && count > 0 {
            fill(connection, table, &mut holdings)?;
        }
    }
    faults.or(holdings).map_err(Failure::Faults)
}

/// Notes which columns hold a value.
fn fill(
    connection: &Connection,
    table: &'static ContractTable,
    holdings: &mut Holdings,
) -> rusqlite::Result<()> {
    let any: Vec<String> =
        table.columns.iter().map(|column| format!("max({} IS NOT NULL)", column.name)).collect();
    connection.query_row(&format!("SELECT {} FROM {}", any.join(", "), table.name), [], |row| {
        for (at, column) in table.columns.iter().enumerate() {
            if row.get::<_, Option<bool>>(at)? == Some(true) {
                holdings.filled.insert((table.name, column.name));
            }
        }
        Ok(())
    })
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
        if kind != "table" || sql.to_uppercase().starts_with("CREATE VIRTUAL") {
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

/// Compares the columns; false when rows cannot be checked.
fn columns(
    connection: &Connection,
    table: &ContractTable,
    faults: &mut Diagnostics,
) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_xinfo(?)")?;
    let found: BTreeSet<String> =
        statement.query_map([table.name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut whole = true;
    for column in &table.columns {
        if !found.contains(column.name) {
            whole = false;
            faults.push(
                fault(
                    "snapshot::missing-column",
                    table,
                    Some(column.name),
                    None,
                    "the column is missing".into(),
                )
                .hint(format!("it holds: {}", column.words)),
            );
        }
    }
    for name in &found {
        if !table.columns.iter().any(|column| column.name == name) {
            let known = table.columns.iter().map(|column| column.name);
            let hint = match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "leave out columns that the contract does not name: less to lose".to_owned(),
            };
            faults.push(
                fault(
                    "snapshot::unknown-column",
                    table,
                    Some(name),
                    None,
                    "the column is not in the contract".into(),
                )
                .hint(hint),
            );
        }
    }
    Ok(whole)
}

/// What no row of a table may be.
struct Rule {
    code: &'static str,
    column: &'static ContractColumn,
    /// Holds for a row that breaks the rule; the table is `t`.
    broken: String,
    expected: String,
}

/// The rules of a column: null, type, condition, reference, key.
fn rules(
    table: &'static ContractTable,
    column: &'static ContractColumn,
    present: &BTreeSet<String>,
) -> Vec<Rule> {
    let name = column.name;
    let types = match column.kind {
        Kind::Text => "('text', 'null')",
        Kind::Integer => "('integer', 'null')",
        Kind::Real => "('real', 'integer', 'null')",
    };
    let rule = |code, broken: String, expected: String| Rule { code, column, broken, expected };
    let mut rules = Vec::new();
    if column.required {
        rules.push(rule("snapshot::null", format!("{name} IS NULL"), "must not be null".into()));
    }
    let kind = format!("must be {}", kind_words(column.kind));
    rules.push(rule("snapshot::type", format!("typeof({name}) NOT IN {types}"), kind));
    if let Some(check) = column.check {
        let broken = format!("typeof({name}) IN {types} AND {name} IS NOT NULL AND NOT ({check})");
        rules.push(rule("snapshot::value", broken, expectation(column, check)));
    }
    if let Some((other, key)) = column.references {
        let broken = if present.contains(other) {
            // Without the first condition a null would be refused where the other table is empty.
            format!(
                "{name} IS NOT NULL AND {name} NOT IN (SELECT {key} FROM {other} WHERE {key} IS NOT NULL)"
            )
        } else {
            format!("{name} IS NOT NULL")
        };
        rules.push(rule("snapshot::reference", broken, format!("must be in {other}.{key}")));
    }
    if column.key {
        let broken =
            format!("{name} IN (SELECT {name} FROM {} GROUP BY {name} HAVING count(*) > 1)", table.name);
        rules.push(rule("snapshot::key", broken, "must be unique".into()));
    }
    rules
}

/// Whether no row of a table breaks a rule.
fn is_sound(connection: &Connection, table: &ContractTable, rules: &[Rule]) -> rusqlite::Result<bool> {
    let any: Vec<String> = rules.iter().map(|rule| format!("({})", rule.broken)).collect();
    let sql = format!("SELECT NOT EXISTS (SELECT 1 FROM {} t WHERE {})", table.name, any.join(" OR "));
    connection.query_row(&sql, [], |row| row.get(0))
}

/// Names the rows that break a rule.
fn name_rows(
    connection: &Connection,
    table: &ContractTable,
    rule: &Rule,
    faults: &mut Diagnostics,
) -> rusqlite::Result<()> {
    let name = rule.column.name;
    let key = table.columns.iter().find(|column| column.key).map_or(name, |column| column.name);
    let sql =
        format!("SELECT t.{key}, t.{name} FROM {} t WHERE {} ORDER BY t.{key}", table.name, rule.broken);
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        if count <= NAMED_ROWS {
            let (key, value): (Value, Value) = (row.get(0)?, row.get(1)?);
            let message = format!("{} {}", shown(&value), rule.expected);
            faults.push(
                fault(rule.code, table, Some(name), Some(shown(&key)), message)
                    .hint(format!("the column holds: {}", rule.column.words)),
            );
        }
    }
    if count > NAMED_ROWS {
        let more = count - NAMED_ROWS;
        let message = format!("{more} more rows: {}", rule.expected);
        faults.push(fault(rule.code, table, Some(name), None, message));
    }
    Ok(())
}

fn fault(
    code: &'static str,
    table: &ContractTable,
    column: Option<&str>,
    row: Option<String>,
    message: String,
) -> Diagnostic {
    let place = Place::Table { table: table.name.to_owned(), column: column.map(str::to_owned), row };
    Diagnostic::error(code, place, message)
}

fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "a whole number",
        Kind::Real => "a number",
    }
}

fn expectation(column: &ContractColumn, check: &str) -> String {
    if check.contains("date(") {
        return match check.split_once(" LIKE ") {
            Some((_, pattern)) => {
                format!("must be a day written YYYY-MM-DD, like {}", pattern.replace('_', "Y"))
            }
            None => "must be a day written YYYY-MM-DD".to_owned(),
        };
    }
    if let Some((_, codes)) = check.split_once(" IN ") {
        return format!("must be one of {}", codes.trim_matches(['(', ')']).replace('\'', ""));
    }
    format!("must keep the rule {}", check.replace(column.name, "value"))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("`{text}`"),
        Value::Blob(_) => "a blob".to_owned(),
    }
}
