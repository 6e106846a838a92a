//! What a snapshot file says of itself, read without its rows: cheap enough for every file of a folder.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::harden;
use crate::calendar::{Date, parse_iso};

/// The day that a file says its data describe; `None` where it is no snapshot that can be read.
pub fn as_at(path: &Path) -> Option<Date> {
    let day: String = asked(path, "SELECT meta_as_at FROM snapshot_meta")?;
    parse_iso(&day)
}

/// Whether a file is a snapshot, of this or another version of the program.
pub fn is_snapshot(path: &Path) -> bool {
    asked::<i64>(path, "SELECT meta_schema_version FROM snapshot_meta").is_some()
}

fn asked<T: rusqlite::types::FromSql>(path: &Path, sql: &str) -> Option<T> {
    // Immutable: no lock, and no file of shared memory is left beside a snapshot in the write-ahead mode.
    let connection = Connection::open_with_flags(
        format!("file:{}?immutable=1", escaped(path)?),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
    )
    .ok()?;
    harden::distrust(&connection).ok()?;
    connection.query_row(sql, [], |row| row.get(0)).ok()
}

/// A path as it stands in a URI.
fn escaped(path: &Path) -> Option<String> {
    let text = path.to_str()?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    if !cfg!(windows) {
        return Some(text);
    }
    let text = text.replace('\\', "/");
    Some(if path.is_absolute() && !text.starts_with('/') { format!("/{text}") } else { text })
}
