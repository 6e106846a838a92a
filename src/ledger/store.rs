//! The SQLite file: its marks, its tables, and how it is opened.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::FORMAT;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Marks a file as a ledger: "bpLg".
pub(super) const APPLICATION: i32 = 0x6270_4c67;

/// How long a publisher waits for another one: milliseconds.
const PATIENCE: &str = "PRAGMA busy_timeout=20000";

/// Tables, view and triggers.
pub(super) const SCHEMA: &str = include_str!("schema.sql");

/// Opens a file for reading alone.
pub(super) fn open_to_read(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.execute_batch(PATIENCE)?;
    distrust(&connection)?;
    Ok(connection)
}

/// Opens a file for a publication; one that is not there is made.
pub(super) fn open_to_append(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.execute_batch(PATIENCE)?;
    distrust(&connection)?;
    connection.execute_batch("PRAGMA foreign_keys=1")?;
    Ok(connection)
}

/// Turns off what a foreign file could use to act. Triggers and views stay: the ledger's own are compared before use.
fn distrust(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for switch in [
        DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
        DbConfig::SQLITE_DBCONFIG_DQS_DDL,
    ] {
        connection.set_db_config(switch, false)?;
    }
    connection.execute_batch("PRAGMA cell_size_check=1; PRAGMA mmap_size=0")
}

/// Marks an empty file as a ledger and makes its tables; within the publisher's transaction.
pub(super) fn make(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(SCHEMA)?;
    connection.execute_batch(&format!("PRAGMA application_id={APPLICATION}; PRAGMA user_version={FORMAT}"))
}

/// Whether a file holds nothing yet.
pub(super) fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(tables == 0 && marks(connection)? == (0, 0))
}

/// The application and the format that the file is marked with.
fn marks(connection: &Connection) -> rusqlite::Result<(i32, i32)> {
    let one = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0));
    Ok((one("application_id")?, one("user_version")?))
}

/// Refuses a file that is no ledger of this format, or whose tables and triggers are not as they were made.
pub(super) fn known(connection: &Connection, name: &str) -> Result<(), Diagnostics> {
    let (application, format) = marks(connection).map_err(|error| damaged(name, &error))?;
    let refuse = |code, message: String, hint: &str| {
        Diagnostics::from(Diagnostic::error(code, Place::File(name.to_owned()), message).hint(hint))
    };
    if application != APPLICATION {
        return Err(refuse(
            "ledger::not-ours",
            "is not a ledger".to_owned(),
            "name the file that `boardpack publish` made, or leave --ledger out",
        ));
    }
    if format > FORMAT {
        return Err(refuse(
            "ledger::later-format",
            format!("has format {format}; this program reads format {FORMAT}"),
            "use the newer boardpack that made it",
        ));
    }
    let made = Connection::open_in_memory()
        .and_then(|model| {
            model.execute_batch(SCHEMA)?;
            layout(&model)
        })
        .map_err(|error| damaged(name, &error))?;
    let found = layout(connection).map_err(|error| damaged(name, &error))?;
    let mut faults = Diagnostics::new();
    let mut differs = |what: &str, message: &str| {
        let place = Place::File(name.to_owned());
        faults.push(
            Diagnostic::error("ledger::layout", place, format!("{what} {message}"))
                .hint("somebody has changed the file: put back a copy from before"),
        );
    };
    for (what, sql) in &made {
        match found.iter().find(|(other, _)| other == what) {
            None => differs(what, "is not there"),
            Some((_, other)) if other != sql => differs(what, "is not as it was made"),
            Some(_) => {}
        }
    }
    for (what, _) in found.iter().filter(|(what, _)| !made.iter().any(|(other, _)| other == what)) {
        differs(what, "is none of a ledger's");
    }
    faults.or(())
}

/// Everything in a file that is made by SQL, by kind and name, with its SQL.
fn layout(connection: &Connection) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let mut statement =
        connection.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// The folder that a ledger of a name lies in.
fn folder_of(name: &str) -> &Path {
    Path::new(name).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that cannot be read as a database.
pub(super) fn damaged(name: &str, error: &rusqlite::Error) -> Diagnostics {
    use rusqlite::ErrorCode;
    let (message, hint) = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => (
            "is not an SQLite database".to_owned(),
            "name the file that `boardpack publish` made, or leave --ledger out",
        ),
        Some(ErrorCode::ReadOnly) => (
            "has a publication beside it that was cut short".to_owned(),
            "open it once with sqlite3, which takes the unfinished part back, then run `boardpack ledger verify`",
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            "is being written by somebody else".to_owned(),
            "wait until that publication has ended, then try again",
        ),
        Some(ErrorCode::CannotOpen) if !folder_of(name).is_dir() => (
            format!("there is no folder {}", folder_of(name).display()),
            "make the folder, or name a file in another one with --ledger",
        ),
        _ => (format!("cannot be read as a database: {error}"), "put back a copy from before"),
    };
    Diagnostic::error("ledger::damaged", Place::File(name.to_owned()), message).hint(hint).into()
}
