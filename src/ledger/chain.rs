//! The chain: the text of a row, and the hash that ties it to all rows before it.

use serde_json::{Value, json};

use super::publication::Publication;
use crate::quantity::Symbol;
use crate::written::{WrittenFile, WrittenRow, sha256};

/// The hash before the first row.
pub(super) const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of a row: of the hash before it and its own text.
pub(super) fn hash(before: &str, text: &str) -> String {
    sha256(format!("{before}\n{text}").as_bytes())
}

/// The text of a publication's own row: every column in order, as a list in JSON.
pub(super) fn publication(link: i64, one: &Publication, (files, figures): (usize, usize)) -> String {
    line(&[
        json!("publication"),
        json!(link),
        json!(one.number),
        json!(one.pack),
        json!(one.profile.name()),
        json!(one.period.to_string()),
        json!(one.on.to_string()),
        json!(one.by),
        json!(one.replaces),
        json!(one.as_at),
        json!(one.snapshot),
        json!(one.program),
        json!(one.k),
        json!(files),
        json!(figures),
    ])
}

/// The text of a file's row.
pub(super) fn file(link: i64, publication: i64, one: &WrittenFile) -> String {
    line(&[
        json!("file"),
        json!(link),
        json!(publication),
        json!(one.path),
        json!(one.bytes),
        json!(one.sha256),
    ])
}

/// The text of a figure's row.
pub(super) fn figure(link: i64, publication: i64, one: &WrittenRow) -> String {
    line(&[
        json!("figure"),
        json!(link),
        json!(publication),
        json!(one.measure),
        json!(one.period.to_string()),
        json!(one.from.to_string()),
        json!(one.to.to_string()),
        json!(one.basis),
        json!(one.form),
        json!(one.breakdown),
        json!(one.group),
        json!(one.category),
        json!(one.numerator),
        json!(one.denominator),
        json!(one.value),
        json!(one.shown),
        json!(one.symbol().map(Symbol::code)),
        json!(one.missing),
        json!(one.availability),
        json!(one.definition),
    ])
}

fn line(columns: &[Value]) -> String {
    Value::from(columns).to_string()
}
