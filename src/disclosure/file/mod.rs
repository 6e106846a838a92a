//! Tables that an analyst brings, as JSON.
//!
//! Takes a text; gives [`Brought`] tables, or every fault in the text with its place. A file holds one table or a list of
//! them. A table is by two groupings (`rows`, `cols`, and `values` or `cells`) or any cells with sums between them
//! (`true_values`, `identities`); other fields, such as a description, are passed over.

mod json;
mod linear;
mod two_way;

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;

use super::system::System;
use crate::diagnostic::{Diagnostics, Source, nearest};
use json::{Reader, span};

/// The tables of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The tables, in the file's order.
    pub tables: Vec<Table>,
    /// Whether the file is a list, and not one table.
    pub is_list: bool,
}

/// A table of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its id, where the file gives one.
    pub id: Option<String>,
    /// Its cells and sums.
    pub system: System,
    /// Cells hidden for their own count, as the file has it.
    pub primary: Vec<bool>,
    /// Cells hidden besides.
    pub secondary: Vec<bool>,
    /// Whether what the file leaves unpublished stays so whatever is chosen; of a table by two groupings everything may be
    /// published.
    pub withholds: bool,
}

impl Table {
    /// Whether each cell is hidden, as the file has it.
    pub fn hidden(&self) -> Vec<bool> {
        self.primary.iter().zip(&self.secondary).map(|(primary, secondary)| *primary || *secondary).collect()
    }
}

/// Counts beyond it are taken for a slip: England has fewer people.
const LARGEST_COUNT: i64 = 100_000_000;

/// Fields that the format has.
const FIELDS: [&str; 14] = [
    "id",
    "kind",
    "rows",
    "cols",
    "values",
    "cells",
    "totals_published",
    "primary",
    "secondary",
    "true_values",
    "published",
    "identities",
    "variable_bounds",
    "attacker_knows",
];

/// Words that others use for a field.
const OTHER_WORDS: [(&str, &str); 3] =
    [("columns", "cols"), ("counts", "values"), ("totals", "totals_published")];

/// Reads the tables of a file; counts from 1 to `k` are primary where the file does not name the primary cells.
///
/// # Errors
/// Every fault in it.
pub fn read(source: Arc<Source>, k: i64) -> Result<Brought, Diagnostics> {
    Reader::new(source).read(|reader, value| {
        if let Some(list) = value.as_array() {
            let tables: Vec<Option<Table>> = list.elements.iter().map(|one| table(reader, one, k)).collect();
            return Some(Brought { tables: tables.into_iter().collect::<Option<_>>()?, is_list: true });
        }
        Some(Brought { tables: vec![table(reader, value, k)?], is_list: false })
    })
}

fn table(reader: &Reader, value: &Value<'_>, k: i64) -> Option<Table> {
    let object = reader.object(value, "a table")?;
    for property in &object.properties {
        misspelt(reader, property);
    }
    let id = object.get("id").and_then(|id| reader.text(&id.value, "`id`")).map(str::to_owned);
    let kind = match object.get("kind") {
        Some(kind) => reader.text(&kind.value, "`kind`")?,
        None if object.get("true_values").is_some() => "linear",
        None => "two_way",
    };
    let fields = Fields { reader, object };
    let made = match kind {
        "two_way" => two_way::read(&fields),
        "linear" => linear::read(&fields),
        other => {
            let place = object.get("kind").map_or_else(|| span(value), |kind| span(&kind.value));
            reader.fault(
                "table::kind",
                place,
                format!("no kind of table `{other}`"),
                "write \"two_way\" or \"linear\"",
            );
            None
        }
    };
    let (mut system, published) = made?;
    let (primary, secondary) = marked(&fields, &system, published.as_deref(), k);
    if object
        .get("attacker_knows")
        .and_then(|knows| knows.value.as_string_lit())
        .is_some_and(|knows| knows.value.contains("primary"))
        && let Some(most) = most_of_primary(&fields)
    {
        for (cell, primary) in system.cells.iter_mut().zip(&primary) {
            if *primary {
                cell.low = Some(cell.low.map_or(1, |low| low.max(1)));
                cell.high = Some(cell.high.map_or(most, |high| high.min(most)));
            }
        }
    }
    Some(Table { id, system, primary, secondary, withholds: published.is_some() })
}

/// The `k` of "a primary cell is in 1..k": what the attacker of some cases knows besides.
fn most_of_primary(fields: &Fields<'_, '_>) -> Option<i64> {
    let knows = fields.object.get("attacker_knows")?.value.as_string_lit()?;
    let (_, after) = knows.value.split_once("a primary cell is in 1..")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Which cells are primary and which secondary: as the file names them; where it only says what is published, the rest is
/// hidden, and primary where its count is from 1 to `k`.
fn marked(
    fields: &Fields<'_, '_>,
    system: &System,
    published: Option<&[bool]>,
    k: i64,
) -> (Vec<bool>, Vec<bool>) {
    let names: Vec<&str> = system.cells.iter().map(|cell| cell.name.as_str()).collect();
    let named = |field: &str| fields.cells(field, &names);
    let (mut primary, mut secondary) = (named("primary"), named("secondary"));
    if let Some(published) = published {
        for (at, cell) in system.cells.iter().enumerate() {
            if !published[at] && !primary[at] && !secondary[at] {
                if cell.is_primary(k) {
                    primary[at] = true;
                } else {
                    secondary[at] = true;
                }
            }
        }
    }
    for at in 0..primary.len() {
        secondary[at] &= !primary[at];
    }
    (primary, secondary)
}

/// A field of no meaning here that is nearly one with a meaning: more likely a slip than a remark.
fn misspelt(reader: &Reader, property: &ObjectProp<'_>) {
    let name = property.name.as_str();
    if FIELDS.contains(&name) {
        return;
    }
    let other = OTHER_WORDS.map(|(word, _)| word);
    let meant = nearest(name, other).and_then(|word| OTHER_WORDS.iter().find(|(other, _)| *other == word));
    if let Some(near) = meant.map(|(_, field)| *field).or_else(|| nearest(name, FIELDS)) {
        let start = property.range().start;
        let message = format!("no field `{name}`");
        reader.fault(
            "table::field",
            start..start + name.len() + 2,
            message,
            format!("did you mean `{near}`?"),
        );
    }
}

/// The fields of a table.
struct Fields<'r, 'v> {
    reader: &'r Reader,
    object: &'v Object<'v>,
}

impl<'v> Fields<'_, 'v> {
    /// A field that must be there.
    fn required(&self, name: &str) -> Option<&'v Value<'v>> {
        let field = self.object.get(name).map(|field| &field.value);
        if field.is_none() {
            let start = self.object.range.start;
            let message = format!("the table has no `{name}`");
            self.reader.fault(
                "table::missing",
                start..start + 1,
                message,
                format!("add `{name}`; `boardpack suppress --help` shows a table"),
            );
        }
        field
    }

    /// The labels of a field, each once.
    fn labels(&self, name: &str) -> Option<Vec<String>> {
        let value = self.required(name)?;
        let list = self.reader.list(value, &format!("`{name}`"))?;
        if list.is_empty() {
            self.reader.fault(
                "table::empty",
                span(value),
                format!("`{name}` is empty"),
                "a table has one label at least",
            );
            return None;
        }
        let mut seen = BTreeSet::new();
        let mut sound = true;
        let mut labels = Vec::new();
        for label in list {
            let Some(text) = self.reader.text(label, "a label") else {
                sound = false;
                continue;
            };
            let fault = if !seen.insert(text) {
                Some((format!("`{text}` is in `{name}` twice"), "give each its own label"))
            } else if text == super::TOTAL {
                Some((
                    format!("`{text}` is a label of `{name}`"),
                    "leave totals out of the table: they are worked out",
                ))
            } else if text.contains('|') {
                Some((
                    format!("the label `{text}` has a `|`"),
                    "use another sign: `|` joins the labels of a cell",
                ))
            } else {
                None
            };
            if let Some((message, hint)) = fault {
                self.reader.fault("table::label", span(label), message, hint);
                sound = false;
            }
            labels.push(text.to_owned());
        }
        sound.then_some(labels)
    }

    /// The cells that a field lists by name, as marks; none where it is not there.
    fn cells(&self, field: &str, names: &[&str]) -> Vec<bool> {
        let mut marks = vec![false; names.len()];
        let Some(value) = self.object.get(field).map(|field| &field.value) else { return marks };
        for one in self.reader.list(value, &format!("`{field}`")).unwrap_or_default() {
            if let Some(at) = self.cell(one, names) {
                marks[at] = true;
            }
        }
        marks
    }

    /// The cell that a text names.
    fn cell(&self, value: &Value<'_>, names: &[&str]) -> Option<usize> {
        let name = self.reader.text(value, "the name of a cell")?;
        let at = names.iter().position(|known| *known == name);
        if at.is_none() {
            self.no_cell(name, span(value), names);
        }
        at
    }

    fn no_cell(&self, name: &str, place: std::ops::Range<usize>, names: &[&str]) {
        let hint = nearest(name, names.iter().copied())
            .map_or_else(|| "name a cell of the table".to_owned(), |near| format!("did you mean `{near}`?"));
        self.reader.fault("table::cell", place, format!("no cell `{name}`"), hint);
    }
}
