//! What differs between two lists of figures and two lists of files.

use std::collections::{BTreeMap, BTreeSet};

use comfy_table::{Table, presets};
use serde_json::{Value, json};

use crate::protect::CONFIDENTIAL;

/// Version of the JSON.
const FORMAT: u32 = 1;

/// A row of tidy data: its cells by column.
pub(super) type Row = BTreeMap<String, String>;

/// One of the two that are compared.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// Rows of tidy data by figure, `placement-moves@2018-19-Q4`, with the pack before it where they are a pack's, and the
    /// part behind it where there are several.
    pub(super) rows: BTreeMap<String, Row>,
    /// Files by path: hash, size in bytes, and pages where the manifest has them. Empty for all but builds.
    pub(super) files: BTreeMap<String, File>,
}

/// A file of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// SHA-256.
    pub(super) sha256: String,
    /// Bytes.
    pub(super) bytes: u64,
    /// Pages; `None` where the manifest has no number of them.
    pub(super) pages: Option<u64>,
}

/// What differs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The figure or file.
    pub(super) of: String,
    /// What of it: figure, suppression, status, availability, definition, target, change, file.
    pub(super) what: &'static str,
    /// In the first; `None` where it is not there.
    pub(super) before: Option<String>,
    /// In the second.
    pub(super) after: Option<String>,
}

/// Columns that are compared as they stand, with the word for each; the figure itself comes before them.
const COLUMNS: [(&str, &str); 5] = [
    ("availability", "availability"),
    ("definition", "definition"),
    ("status", "status"),
    ("target", "target"),
    ("since_last_year", "change"),
];

/// Columns that a figure is made of, beside how it is printed.
const NUMBERS: [&str; 5] = ["from", "to", "numerator", "denominator", "value"];

/// Every difference, by figure, then by file.
pub(super) fn differences(a: &Side, b: &Side) -> Vec<Difference> {
    let mut all = Vec::new();
    let ids: BTreeSet<&String> = a.rows.keys().chain(b.rows.keys()).collect();
    for id in ids {
        match (a.rows.get(id), b.rows.get(id)) {
            (Some(one), Some(other)) => of_rows(id, one, other, &mut all),
            (one, other) => {
                let shown = |row: Option<&Row>| row.map(|row| cell(row, "shown").to_owned());
                all.push(Difference {
                    of: id.clone(),
                    what: "figure",
                    before: shown(one),
                    after: shown(other),
                });
            }
        }
    }
    let paths: BTreeSet<&String> = a.files.keys().chain(b.files.keys()).collect();
    for path in paths {
        let (one, other) = (a.files.get(path), b.files.get(path));
        if one != other {
            let words = |file: Option<&File>| file.map(file_words);
            all.push(Difference { of: path.clone(), what: "file", before: words(one), after: words(other) });
        }
    }
    all
}

fn of_rows(id: &str, one: &Row, other: &Row, all: &mut Vec<Difference>) {
    let mut differ = |what: &'static str, before: String, after: String| {
        all.push(Difference { of: id.to_owned(), what, before: Some(before), after: Some(after) });
    };
    let is_hidden = |row: &Row| cell(row, "availability") == CONFIDENTIAL || cell(row, "shown") == "[c]";
    let shown = (cell(one, "shown").to_owned(), cell(other, "shown").to_owned());
    if is_hidden(one) != is_hidden(other) {
        differ("suppression", shown.0, shown.1);
    } else if shown.0 != shown.1 {
        differ("figure", shown.0, shown.1);
    } else if let Some(column) = NUMBERS.into_iter().find(|column| cell(one, column) != cell(other, column)) {
        // It is printed alike and is not the same: a date, or a decimal that is not shown.
        let words = |row: &Row| format!("{} ({column} {})", cell(row, "shown"), cell(row, column));
        differ("figure", words(one), words(other));
    }
    for (column, what) in COLUMNS {
        let (before, after) = (cell(one, column), cell(other, column));
        if before != after && (column != "availability" || is_hidden(one) == is_hidden(other)) {
            differ(what, before.to_owned(), after.to_owned());
        }
    }
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

fn file_words(file: &File) -> String {
    let pages = file.pages.map_or_else(String::new, |pages| format!(", {pages} pages"));
    let hash: String = file.sha256.chars().take(8).collect();
    format!("{} bytes{pages}, {hash}", file.bytes)
}

/// For reading on the screen: how many differ of how many, and a line for each difference.
pub(super) fn text(a: &Side, b: &Side, found: &[Difference]) -> String {
    let count = |what: &[&str]| {
        let of: BTreeSet<&str> =
            found.iter().filter(|one| what.contains(&one.what)).map(|one| one.of.as_str()).collect();
        of.len()
    };
    let figures: BTreeSet<&String> = a.rows.keys().chain(b.rows.keys()).collect();
    let differ: BTreeSet<&str> =
        found.iter().filter(|one| one.what != "file").map(|one| one.of.as_str()).collect();
    let mut text = format!(
        "{} of {} figures differ: {} in their number, {} in what is hidden, {} in status\n",
        differ.len(),
        figures.len(),
        count(&["figure"]),
        count(&["suppression"]),
        count(&["status"])
    );
    let files: BTreeSet<&String> = a.files.keys().chain(b.files.keys()).collect();
    if !files.is_empty() {
        text += &format!("{} of {} files differ\n", count(&["file"]), files.len());
    }
    if found.is_empty() {
        return text;
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["of", "what", "before", "after"]);
    let words = |side: &Option<String>| match side.as_deref() {
        None => "not there".to_owned(),
        Some("") => "-".to_owned(),
        Some(words) => words.to_owned(),
    };
    for one in found {
        table.add_row([one.of.clone(), one.what.to_owned(), words(&one.before), words(&one.after)]);
    }
    let lines: Vec<String> = table.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
    text + "\n" + &lines.join("\n") + "\n"
}

/// For a program.
pub(super) fn json(kind: &str, found: &[Difference]) -> String {
    let differences: Vec<Value> = found
        .iter()
        .map(|one| json!({ "of": one.of, "what": one.what, "before": one.before, "after": one.after }))
        .collect();
    format!("{:#}\n", json!({ "format": FORMAT, "compared": kind, "differences": differences }))
}
