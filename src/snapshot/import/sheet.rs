//! A CSV file as columns and rows, whatever program saved it.
//!
//! Takes a path; gives trimmed cells with the line each row starts on. It knows no kind of file.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Characters of the bytes 0x80 to 0x9F in Windows-1252; the five that it leaves undefined stay marked as such.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// Line it starts on; the header is on line 1 unless blank lines stand before it.
    pub(super) line: u64,
    /// Its cells, trimmed, one for each column; blank where the row is short.
    pub(super) cells: Vec<String>,
    /// What is wrong with its shape, if anything.
    pub(super) fault: Option<String>,
}

/// A CSV file in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Path as the user knows it.
    pub(super) name: String,
    /// Names of the columns, trimmed and in upper case.
    pub(super) columns: Vec<String>,
    /// Rows that are not blank.
    pub(super) rows: Vec<SheetRow>,
    /// Lines that are not UTF-8 and were read as Windows-1252.
    pub(super) windows_lines: Vec<u64>,
}

impl Sheet {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be opened, or is UTF-16.
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostics> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| {
            Diagnostic::error(
                "import::cannot-read",
                Place::File(name.clone()),
                format!("the file cannot be read: {error}"),
            )
        })?;
        Self::from_bytes(name, &bytes)
    }

    /// Reads the bytes of a file.
    pub(super) fn from_bytes(name: String, bytes: &[u8]) -> Result<Self, Diagnostics> {
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(Diagnostic::error(
                "import::utf-16",
                Place::File(name),
                "the file is UTF-16 (\"Unicode text\"), not CSV",
            )
            .hint("save it again as \"CSV UTF-8 (comma delimited)\"")
            .into());
        }
        let (text, windows_lines) = decode(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
        let lines = LineStarts::of(&text);
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut columns: Option<Vec<String>> = None;
        let mut rows = Vec::new();
        for record in reader.records() {
            // The text is UTF-8 and rows may have any length, so that reading a record cannot fail.
            let Ok(record) = record else { continue };
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let offset = record.position().map_or(0, csv::Position::byte);
            let line = lines.line_at(&text, usize::try_from(offset).unwrap_or(usize::MAX));
            match &columns {
                None => columns = Some(cells.iter().map(|cell| cell.to_uppercase()).collect()),
                Some(columns) => rows.push(shaped(line, cells, columns.len())),
            }
        }
        Ok(Self { name, columns: columns.unwrap_or_default(), rows, windows_lines })
    }

    /// Number of a column, from 0.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|one| one == name)
    }

    /// Whether a column is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.column(name).is_some()
    }

    /// A row's cell in a column; blank where there is no such column.
    pub(super) fn cell<'a>(&self, row: &'a SheetRow, column: &str) -> &'a str {
        self.column(column).and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }
}

/// A row with as many cells as there are columns, or with its fault.
fn shaped(line: u64, mut cells: Vec<String>, columns: usize) -> SheetRow {
    let fault = if cells.iter().any(|cell| cell.contains(['\n', '\r'])) {
        Some("a cell runs over several lines: a quotation mark may not be closed".to_owned())
    } else if cells.iter().skip(columns).any(|cell| !cell.is_empty()) {
        Some(format!("{} cells under {columns} columns", cells.len()))
    } else {
        None
    };
    cells.resize(columns, String::new());
    SheetRow { line, cells, fault }
}

/// The text of a file, and the numbers of the lines that are not UTF-8.
fn decode(bytes: &[u8]) -> (String, Vec<u64>) {
    let mut text = String::with_capacity(bytes.len());
    let mut windows_lines = Vec::new();
    for (number, line) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        if let Ok(line) = std::str::from_utf8(line) {
            text.push_str(line);
        } else {
            windows_lines.push(number);
            text.extend(line.iter().map(|byte| match byte {
                0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
                other => char::from(*other),
            }));
        }
    }
    (text, windows_lines)
}

/// Where the lines of a text start; a line ends with CRLF, LF or CR.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        Self(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// Number of the line that a record starts on: blank lines before it are not yet part of it.
    fn line_at(&self, text: &str, offset: usize) -> u64 {
        let blank =
            text.as_bytes().iter().skip(offset).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = offset.saturating_add(blank);
        u64::try_from(self.0.partition_point(|line| *line <= start)).unwrap_or(u64::MAX)
    }
}
