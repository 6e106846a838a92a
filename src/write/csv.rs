//! Tidy data as comma-separated values.

use std::borrow::Cow;

use crate::pack::{Cell, Table};

/// Writes a table as RFC 4180 says: UTF-8 without a byte order mark, a header line, lines ended by CR LF, quotes
/// only where they are needed. Caption, notes, marks and links stay out: one line a row, one value a cell.
///
/// - A cell with a number gives the number as stored, unrounded (0.9223, not "92%"); other cells give their words.
/// - A spreadsheet that opens the file may take words that begin with `=`, `+`, `-`, `@`, a tab or a carriage return
///   for a formula. Such words get an apostrophe before them, as OWASP advises against CSV injection; words that are
///   only a number, such as "-3", stay as they are.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn csv(table: &Table) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    let in_memory = "writing to memory does not fail";
    let header = table.columns.iter().map(|column| guarded(&column.header));
    writer.write_record(header.map(|text| text.into_owned().into_bytes())).expect(in_memory);
    for row in &table.rows {
        writer
            .write_record(row.cells.iter().map(|cell| value(cell).into_owned().into_bytes()))
            .expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}

fn value(cell: &Cell) -> Cow<'_, str> {
    match cell.number {
        // Rust prints the shortest digits that read back as the same number, and never an exponent.
        Some((number, _)) if number.is_finite() => Cow::Owned(number.to_string()),
        _ => guarded(&cell.text),
    }
}

/// The words, so that no spreadsheet takes them for a formula.
fn guarded(text: &str) -> Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && !is_plain_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a text is a number in digits: "-3", "0.25"; neither "-3+1" nor "-1e9".
fn is_plain_number(text: &str) -> bool {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = size.split_once('.').unwrap_or((size, "0"));
    [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
