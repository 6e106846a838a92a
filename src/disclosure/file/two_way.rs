//! A table by two groupings.

use std::collections::BTreeMap;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;

use super::json::span;
use super::{Fields, LARGEST_COUNT};
use crate::diagnostic::nearest;
use crate::disclosure::system::System;
use crate::disclosure::two_way::{Totals, TwoWay};

/// Words for the totals beside a table.
const TOTALS: [(&str, Totals); 4] =
    [("both", Totals::Both), ("rows", Totals::Rows), ("cols", Totals::Columns), ("none", Totals::None)];

/// Reads it; everything in it may be published.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(System, Option<Vec<bool>>)> {
    let rows = fields.labels("rows");
    let columns = fields.labels("cols");
    let totals = totals(fields);
    let (rows, columns) = (rows?, columns?);
    let counts = match (fields.object.get("values"), fields.object.get("cells")) {
        (Some(values), Some(_)) => {
            let message = "the table has both `values` and `cells`";
            fields.reader.fault("table::twice", span(&values.value), message, "leave one of them");
            None
        }
        (_, Some(cells)) => by_name(fields, &cells.value, &rows, &columns),
        (_, None) => in_rows(fields, fields.required("values")?, &rows, &columns),
    };
    Some((TwoWay { rows, columns, counts: counts?, totals: totals? }.system(), None))
}

fn totals(fields: &Fields<'_, '_>) -> Option<Totals> {
    let Some(value) = fields.object.get("totals_published").map(|field| &field.value) else {
        return Some(Totals::Both);
    };
    let word = fields.reader.text(value, "`totals_published`")?;
    let totals = TOTALS.iter().find(|(name, _)| *name == word).map(|(_, totals)| *totals);
    if totals.is_none() {
        let hint = nearest(word, TOTALS.map(|(name, _)| name)).map_or_else(
            || "write \"both\", \"rows\", \"cols\" or \"none\"".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        fields.reader.fault("table::totals", span(value), format!("no totals `{word}`"), hint);
    }
    totals
}

/// A list of counts for each row.
fn in_rows(
    fields: &Fields<'_, '_>,
    value: &Value<'_>,
    rows: &[String],
    columns: &[String],
) -> Option<Vec<Vec<i64>>> {
    let list = fields.reader.list(value, "`values`")?;
    let mut sound = true;
    if list.len() != rows.len() {
        let message =
            format!("`values` has {}, `rows` {}", count(list.len(), "row"), count(rows.len(), "label"));
        fields.reader.fault(
            "table::shape",
            span(value),
            message,
            "give one list of counts for each label of `rows`",
        );
        sound = false;
    }
    let mut counts = Vec::new();
    for (at, row) in list.iter().enumerate() {
        let name = rows.get(at).map_or_else(|| format!("row {}", at + 1), |label| format!("row `{label}`"));
        let Some(cells) = fields.reader.list(row, &name) else {
            sound = false;
            continue;
        };
        if cells.len() != columns.len() {
            let message = format!(
                "{name} has {}, `cols` {}",
                count(cells.len(), "count"),
                count(columns.len(), "label")
            );
            fields.reader.fault(
                "table::shape",
                span(row),
                message,
                "give one count for each label of `cols`",
            );
            sound = false;
        }
        let cells: Vec<Option<i64>> =
            cells.iter().map(|cell| fields.reader.whole(cell, "a count", 0, LARGEST_COUNT)).collect();
        match cells.into_iter().collect::<Option<Vec<i64>>>() {
            Some(row) => counts.push(row),
            None => sound = false,
        }
    }
    sound.then_some(counts)
}

/// Counts by the names of their cells.
fn by_name(
    fields: &Fields<'_, '_>,
    value: &Value<'_>,
    rows: &[String],
    columns: &[String],
) -> Option<Vec<Vec<i64>>> {
    let object = fields.reader.object(value, "`cells`")?;
    let names: Vec<String> =
        rows.iter().flat_map(|row| columns.iter().map(move |column| format!("{row}|{column}"))).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut given = BTreeMap::new();
    let mut sound = true;
    for property in &object.properties {
        let name = property.name.as_str();
        if !known.contains(&name) {
            let start = property.range().start;
            fields.no_cell(name, start..start + name.len() + 2, &known);
            sound = false;
        }
        match fields.reader.whole(&property.value, "a count", 0, LARGEST_COUNT) {
            Some(count) => drop(given.insert(name, count)),
            None => sound = false,
        }
    }
    let missing: Vec<&str> = known.iter().copied().filter(|name| object.get(name).is_none()).collect();
    if !missing.is_empty() {
        let message = format!("`cells` has no count for {}", missing.join(", "));
        fields.reader.fault(
            "table::shape",
            span(value),
            message,
            "give a count for every row and column, 0 too",
        );
        sound = false;
    }
    sound.then(|| {
        known.chunks(columns.len()).map(|row| row.iter().map(|name| given[name]).collect()).collect()
    })
}

fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
