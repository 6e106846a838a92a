//! Tidy data as comma-separated values.

use crate::pack::{TIDY_COLUMNS, TidyRow};

/// Writes tidy rows as RFC 4180 says: UTF-8 without a byte order mark, a header line, lines ended by CR LF, quotes
/// only where they are needed. A number that is not there is an empty cell.
///
/// A spreadsheet that opens the file may take words that begin with `=`, `+`, `-`, `@`, a tab or a carriage return
/// for a formula. Such words get an apostrophe before them, as OWASP advises against CSV injection; words that are
/// only a number, such as "-3", stay as they are.
///
/// # Errors
/// When memory runs out.
pub fn csv(rows: &[TidyRow]) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::WriterBuilder::new()
        .has_headers(false)
        .terminator(::csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(TIDY_COLUMNS)?;
    for row in rows {
        let safe = TidyRow {
            group: guarded(&row.group),
            category: guarded(&row.category),
            shown: guarded(&row.shown),
            ..row.clone()
        };
        writer.serialize(safe)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// Writes a header and lines of cells by the same rules as [`csv()`].
///
/// # Errors
/// When memory runs out, or a line has not as many cells as the header.
pub fn csv_lines(
    header: &[&str],
    lines: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header)?;
    for line in lines {
        writer.write_record(line.iter().map(|cell| guarded(cell)))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The words, so that no spreadsheet takes them for a formula.
fn guarded(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && !is_plain_number(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a text is a number in digits: "-3", "0.25"; neither "-3+1" nor "-1e9".
fn is_plain_number(text: &str) -> bool {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = size.split_once('.').unwrap_or((size, "0"));
    [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
