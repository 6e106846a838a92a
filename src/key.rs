//! A council's own numbers for the opaque ids of its snapshot: a file that the council keeps, outside the snapshot.
//!
//! Takes a CSV text with the columns `person_id` and `own_number`; gives a [`Key`], or every fault in it. The key never
//! leaves the internal packs, and nothing copies the file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};

/// The columns, in this order.
pub const COLUMNS: [&str; 2] = ["person_id", "own_number"];

/// The council's own number of each person of its snapshot.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Key {
    own: BTreeMap<String, String>,
}

impl std::fmt::Debug for Key {
    /// How many, and no number: what is logged is no place for them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Key").field("people", &self.own.len()).finish()
    }
}

impl Key {
    /// Reads a key. Quoted fields and empty lines are as in any CSV; the order of lines does not matter.
    pub fn read(source: &Arc<Source>) -> (Self, Diagnostics) {
        let mut faults = Diagnostics::new();
        let mut own: BTreeMap<String, String> = BTreeMap::new();
        let mut first_line: BTreeMap<String, usize> = BTreeMap::new();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(source.text.as_bytes());
        let mut is_header = true;
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let place = Place::File(source.name.clone());
                    faults.push(
                        Diagnostic::error("key::syntax", place, format!("is no CSV: {error}"))
                            .hint("two columns with a comma between, a line a person"),
                    );
                    continue;
                }
            };
            let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
            let spans = fields(&source.text, start);
            let at = |field: usize| {
                Place::Span(
                    Arc::clone(source),
                    spans.get(field).or(spans.last()).cloned().unwrap_or(start..start),
                )
            };
            let header = std::mem::take(&mut is_header);
            if header {
                let first = record.get(0).map(|name| name.trim_start_matches('\u{feff}'));
                if [first, record.get(1)] != COLUMNS.map(Some) || record.len() != COLUMNS.len() {
                    faults.push(
                        Diagnostic::error(
                            "key::header",
                            at(0),
                            "the first line is not the names of the columns",
                        )
                        .hint(format!("write {}", COLUMNS.join(","))),
                    );
                }
                continue;
            }
            if record.len() != COLUMNS.len() {
                faults.push(
                    Diagnostic::error("key::fields", at(2), "a line does not have two fields")
                        .hint("the opaque id, a comma, the council's own number"),
                );
                continue;
            }
            let (person, number) = (&record[0], &record[1]);
            for (field, value) in [(0, person), (1, number)] {
                if value.is_empty() {
                    faults.push(
                        Diagnostic::error("key::empty", at(field), format!("`{}` is empty", COLUMNS[field]))
                            .hint("leave the line out where there is no number"),
                    );
                }
            }
            if person.is_empty() || number.is_empty() {
                continue;
            }
            let (line, _) = source.line_column(spans.first().map_or(start, |span| span.start));
            if let Some(known) = first_line.get(person) {
                faults.push(
                    Diagnostic::error("key::twice", at(0), "the same person has two lines")
                        .hint(format!("the other is line {known}: leave one of them out")),
                );
                continue;
            }
            first_line.insert(person.to_owned(), line);
            own.insert(person.to_owned(), number.to_owned());
        }
        if is_header {
            let place = Place::Span(Arc::clone(source), 0..0);
            faults.push(
                Diagnostic::error("key::header", place, "the file is empty")
                    .hint(format!("write {} in the first line", COLUMNS.join(","))),
            );
        }
        (Self { own }, faults)
    }

    /// The council's own number of a person; `None` where the key has none.
    pub fn own(&self, person: &str) -> Option<&str> {
        self.own.get(person).map(String::as_str)
    }
}

/// The bytes of each field of the record that starts at or after an offset, without spaces around it.
fn fields(text: &str, start: usize) -> Vec<Range<usize>> {
    let rest = text.get(start..).unwrap_or_default();
    let start = start + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
    let rest = text.get(start..).unwrap_or_default();
    let mut spans = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, c) in rest.char_indices().chain([(rest.len(), '\n')]) {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => {
                let field = &rest[from..at];
                let trimmed = field.trim();
                let before = field.len() - field.trim_start().len();
                spans.push(start + from + before..start + from + before + trimmed.len());
                from = at + 1;
                if c == '\n' {
                    break;
                }
            }
            _ => {}
        }
    }
    spans
}
