//! Opening a snapshot: read whole, checked against the contract, never changed.

use std::path::Path;
use std::sync::Arc;

use chrono::Datelike as _;
use rusqlite::{Connection, MAIN_DB};
use sha2::{Digest, Sha256};

use super::holdings::Holdings;
use super::{Meta, SCHEMA_VERSION, check, harden};
use crate::calendar::{Date, parse_iso};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Years in which a snapshot's days may lie: outside them the calendar of duties cannot be worked out.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The largest file that is read into memory, in bytes.
const LARGEST: u64 = 2_000_000_000;

/// A snapshot that keeps the contract.
#[derive(Debug, Clone)]
pub struct Snapshot {
    bytes: Arc<[u8]>,
    sha256: String,
    meta: Meta,
    holdings: Arc<Holdings>,
}

impl Snapshot {
    /// Opens a file, read-only, and checks every row of it.
    ///
    /// # Errors
    /// Every fault found: no file, not a database, unfinished writes beside it, another schema version, or rows that
    /// break the contract, each with its table, column, row and value.
    pub fn open(path: &Path) -> Result<Self, Diagnostics> {
        let name = path.display().to_string();
        let refuse = |code, message: String, hint: &str| {
            Diagnostics::from(Diagnostic::error(code, Place::File(name.clone()), message).hint(hint))
        };
        let about = std::fs::metadata(path).map_err(|error| {
            let message = if error.kind() == std::io::ErrorKind::NotFound {
                "there is no such file".to_owned()
            } else {
                format!("cannot be read: {error}")
            };
            refuse(
                "snapshot::missing",
                message,
                "name a snapshot with --snapshot; `boardpack import` or `boardpack sample` makes one",
            )
        })?;
        if about.is_dir() {
            return Err(refuse(
                "snapshot::folder",
                "is a folder, not a snapshot".into(),
                "name the .sqlite file in it",
            ));
        }
        if about.len() > LARGEST {
            return Err(refuse(
                "snapshot::size",
                "is larger than 2 GB".into(),
                "a snapshot of one council is far smaller",
            ));
        }
        for ending in ["-wal", "-journal"] {
            let mut beside = path.as_os_str().to_owned();
            beside.push(ending);
            if std::fs::metadata(&beside).is_ok_and(|about| about.len() > 0) {
                return Err(refuse(
                    "snapshot::unfinished",
                    format!("has unfinished writes beside it, in {}", beside.display()),
                    "close the program that writes to it, or open it once with sqlite3 and run PRAGMA wal_checkpoint(TRUNCATE)",
                ));
            }
        }
        let bytes = std::fs::read(path).map_err(|error| {
            refuse("snapshot::missing", format!("cannot be read: {error}"), "check the file's permissions")
        })?;
        Self::from_bytes(bytes, &name)
    }

    /// Checks the bytes of a snapshot; `name` stands in messages.
    ///
    /// # Errors
    /// Every fault found, as for [`Snapshot::open`].
    pub fn from_bytes(mut bytes: Vec<u8>, name: &str) -> Result<Self, Diagnostics> {
        let refuse = |code, message: String, hint: &str| {
            Diagnostics::from(Diagnostic::error(code, Place::File(name.to_owned()), message).hint(hint))
        };
        let sha256 = hex(&Sha256::digest(&bytes));
        if bytes.is_empty() {
            return Err(refuse("snapshot::empty", "is empty".into(), "make it again"));
        }
        if !bytes.starts_with(b"SQLite format 3\0") || bytes.len() < 100 {
            return Err(refuse(
                "snapshot::not-sqlite",
                "is not an SQLite database".into(),
                "a snapshot is made by `boardpack import` or `boardpack sample`",
            ));
        }
        // A copy in memory cannot use a write-ahead log; the file has none beside it, so the marks can go.
        bytes[18] = 1;
        bytes[19] = 1;
        let damaged = |error: rusqlite::Error| {
            refuse("snapshot::damaged", format!("cannot be read as a database: {error}"), "make it again")
        };
        let connection = connect(&bytes, false).map_err(damaged)?;
        harden::distrust(&connection).map_err(damaged)?;
        if let Some(damage) = damage(&connection).map_err(damaged)? {
            return Err(refuse("snapshot::damaged", format!("is damaged: {damage}"), "make it again"));
        }
        let version = schema_version(&connection);
        match version {
            None => {
                return Err(refuse(
                    "snapshot::not-ours",
                    "has no table snapshot_meta with one row".into(),
                    "a snapshot is made by `boardpack import` or `boardpack sample`",
                ));
            }
            Some(version) if version > SCHEMA_VERSION => {
                return Err(refuse(
                    "snapshot::later-version",
                    format!("has schema version {version}; this program reads version {SCHEMA_VERSION}"),
                    "use the newer boardpack that made it",
                ));
            }
            Some(version) if version < SCHEMA_VERSION => {
                return Err(refuse(
                    "snapshot::earlier-version",
                    format!("has schema version {version}; this program reads version {SCHEMA_VERSION}"),
                    "make it again with this boardpack",
                ));
            }
            Some(_) => {}
        }
        let another = || {
            let connection = connect(&bytes, true)?;
            harden::distrust(&connection)?;
            Ok(connection)
        };
        let holdings = check::check(another, name).map_err(|error| match error {
            check::Failure::Faults(faults) => faults,
            check::Failure::Database(error) => damaged(error),
        })?;
        let meta = read_meta(&connection).map_err(damaged)?;
        drop(connection);
        for (what, day) in [("as at", meta.as_at), ("full from", meta.full_history_from)] {
            if !YEARS.contains(&day.year()) {
                return Err(refuse(
                    "snapshot::range",
                    format!(
                        "says that it is {what} {day}: a day from {} to {} is expected",
                        YEARS.start(),
                        YEARS.end()
                    ),
                    "make it again with the last day that the data describe, as `boardpack import` asks for with --as-at",
                ));
            }
        }
        Ok(Self { bytes: bytes.into(), sha256, meta, holdings: Arc::new(holdings) })
    }

    /// A snapshot without a row, for checking measure files.
    pub(super) fn empty(bytes: Vec<u8>) -> Self {
        let meta = Meta {
            as_at: Date::MIN,
            full_history_from: Date::MIN,
            whole_care_periods: true,
            council: String::new(),
            la_code: None,
            ons_code: None,
            source: String::new(),
            extracted_at: None,
            synthetic: true,
        };
        Self { bytes: bytes.into(), sha256: String::new(), meta, holdings: Arc::default() }
    }

    /// What the snapshot says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// SHA-256 of the file, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Number of rows of every table of the contract; 0 for a table that is absent.
    pub fn row_counts(&self) -> &[(&'static str, u64)] {
        &self.holdings.rows
    }

    /// Whether a table, or a column written `table.column`, holds anything; what does not is "not collected".
    pub fn is_collected(&self, name: &str) -> bool {
        match name.split_once('.') {
            Some((table, column)) => self.holdings.filled.iter().any(|one| *one == (table, column)),
            None => self.holdings.rows.iter().any(|(table, rows)| *table == name && *rows > 0),
        }
    }

    /// The database's bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A database in memory made from bytes.
pub(super) fn connect(bytes: &[u8], read_only: bool) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), read_only)?;
    Ok(connection)
}

/// What is broken in the file itself, indexes included: an index that lost a row would give wrong figures without a word.
///
/// Rows that break a rule of their table are no damage: the check that follows names each of them.
fn damage(connection: &Connection) -> rusqlite::Result<Option<String>> {
    const BROKEN_RULES: [&str; 3] = ["CHECK constraint failed", "NULL value in", "non-"];
    connection.execute_batch("PRAGMA ignore_check_constraints = 1")?;
    let mut statement = connection.prepare("PRAGMA integrity_check(1000000)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let message: String = row.get(0)?;
        if message != "ok" && !BROKEN_RULES.iter().any(|rule| message.starts_with(rule)) {
            return Ok(Some(message.trim_start_matches("*** in database main ***").trim().to_owned()));
        }
    }
    Ok(None)
}

fn schema_version(connection: &Connection) -> Option<i64> {
    connection.query_row("SELECT meta_schema_version FROM snapshot_meta", [], |row| row.get(0)).ok()
}

fn read_meta(connection: &Connection) -> rusqlite::Result<Meta> {
    connection.query_row("SELECT * FROM snapshot_meta", [], |row| {
        let day = |column: &str| -> rusqlite::Result<Option<Date>> {
            Ok(row.get::<_, Option<String>>(column)?.as_deref().and_then(parse_iso))
        };
        Ok(Meta {
            as_at: day("meta_as_at")?.unwrap_or_default(),
            full_history_from: day("meta_full_history_from")?.unwrap_or_default(),
            whole_care_periods: row.get("meta_whole_care_periods")?,
            council: row.get("meta_council")?,
            la_code: row.get("meta_la_code")?,
            ons_code: row.get("meta_ons_code")?,
            source: row.get("meta_source")?,
            extracted_at: day("meta_extracted_at")?,
            synthetic: row.get("meta_synthetic")?,
        })
    })
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
