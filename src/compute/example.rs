//! Running the worked examples of measure files: few rows in, the expected figure out.

use std::collections::BTreeMap;

use rusqlite::types::Value as SqlValue;

use super::run::one_measure;
use super::{Figure, Outcome, Value, days_needed};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};
use crate::fields::{Located, Scalar};
use crate::kpi::{Care, Catalogue, Example, ExampleRow, Measure};
use crate::snapshot::{
    Episode, Image, LegalStatus, Meta, Person, Placement, PlacementPlace, Snapshot, Tables, contract,
};

/// Runs every worked example of every measure; gives the faults of those that come out otherwise.
pub fn run_examples(catalogue: &Catalogue) -> Diagnostics {
    use rayon::prelude::*;
    let measures: Vec<&Measure> = catalogue.measures().collect();
    let found: Vec<Diagnostics> = measures.par_iter().map(|measure| examples_of(measure)).collect();
    let mut faults = Diagnostics::new();
    found.into_iter().for_each(|some| faults.extend(some));
    faults
}

fn examples_of(measure: &Measure) -> Diagnostics {
    let mut faults = Diagnostics::new();
    if measure.examples.is_empty() {
        faults.push(
            Diagnostic::error(
                "kpi::no-example",
                Place::Span(measure.source.clone(), 0..0),
                "the measure has no worked example",
            )
            .hint("add [[example]] with few rows and the figure that must come out"),
        );
    }
    for example in &measure.examples {
        match run(measure, example) {
            Ok((figure, outcomes)) => compare(measure, example, &figure, &outcomes, &mut faults),
            Err(some) => faults.extend(some),
        }
    }
    faults
}

fn run(measure: &Measure, example: &Example) -> Result<(Figure, Vec<Outcome>), Diagnostics> {
    let at = |span: std::ops::Range<usize>, message: String| {
        Diagnostics::from(Diagnostic::error(
            "kpi::example",
            Place::Span(measure.source.clone(), span),
            message,
        ))
    };
    let database = |error: rusqlite::Error| at(example.span.clone(), format!("the example's rows: {error}"));
    let bytes = tables(example)
        .to_bytes(&meta(example))
        .map_err(|error| at(example.span.clone(), format!("the example's rows: {error}")))?;
    let mut connection = rusqlite::Connection::open_in_memory().map_err(database)?;
    connection.deserialize_read_exact(rusqlite::MAIN_DB, &bytes[..], bytes.len(), false).map_err(database)?;
    let mut numbers: BTreeMap<String, i64> = BTreeMap::new();
    for row in &example.rows {
        insert(&connection, row, &mut numbers).map_err(|(span, message)| at(span, message))?;
    }
    let bytes = connection.serialize(rusqlite::MAIN_DB).map_err(database)?.to_vec();
    let snapshot = Snapshot::from_bytes(bytes, "the example")?;
    let days = days_needed([measure], &[example.period]);
    let image = Image::build(&snapshot, &days).map_err(database)?;
    let connection = image.connect().map_err(database)?;
    let mut figures = one_measure(measure, &[example.period], &image, &connection)
        .map_err(|error| at(example.span.clone(), error.message))?;
    figures.pop().ok_or_else(|| at(example.span.clone(), "the example gave no figure".to_owned()))
}

fn meta(example: &Example) -> Meta {
    Meta {
        as_at: example.period.last_day(),
        full_history_from: crate::calendar::Date::from_ymd_opt(1990, 1, 1).unwrap_or_default(),
        whole_care_periods: true,
        council: "Example".to_owned(),
        la_code: None,
        ons_code: None,
        source: "A worked example".to_owned(),
        extracted_at: None,
        synthetic: true,
    }
}

/// The children of an example and their care as rows of the contract.
fn tables(example: &Example) -> Tables {
    let mut tables = Tables::default();
    for child in &example.children {
        tables.persons.push(Person { id: child.id.clone(), sex: None, ethnicity: None, born: child.born });
        for (n, care) in child.care.iter().enumerate() {
            episode(&mut tables, &child.id, &format!("{}-{}", child.id, n + 1), care);
        }
    }
    tables
}

fn episode(tables: &mut Tables, person: &str, id: &str, care: &Care) {
    tables.legal_statuses.push(LegalStatus {
        id: id.to_owned(),
        person: person.to_owned(),
        code: care.legal_status.clone(),
        start: care.start,
        end: care.end,
    });
    tables.placements.push(Placement {
        id: id.to_owned(),
        person: person.to_owned(),
        start: care.start,
        end: care.end,
        kind: care.placement.clone(),
        provider: care.provider.clone(),
        urn: None,
        distance: None,
        change_reason: care.change_reason.clone(),
    });
    if care.place.is_some() {
        tables.placement_places.push(PlacementPlace {
            placement: id.to_owned(),
            place: care.place.clone(),
            outside_borough: None,
        });
    }
    tables.episodes.push(Episode {
        id: id.to_owned(),
        person: person.to_owned(),
        start: care.start,
        start_reason: care.reason.clone(),
        need: None,
        end: care.end,
        end_reason: care.end_reason.clone(),
        placement: Some(id.to_owned()),
        legal_status: Some(id.to_owned()),
    });
}

/// Inserts a row of any table; a key left out is numbered, a row of a key already there is changed.
fn insert(
    connection: &rusqlite::Connection,
    row: &ExampleRow,
    numbers: &mut BTreeMap<String, i64>,
) -> Result<(), (std::ops::Range<usize>, String)> {
    let Some(table) = contract::table(&row.table.value) else {
        let near = nearest(&row.table.value, contract::tables().iter().map(|table| table.name));
        let hint = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
        return Err((row.table.span.clone(), format!("no table `{}`{hint}", row.table.value)));
    };
    let mut columns: Vec<&str> = Vec::new();
    let mut values: Vec<SqlValue> = Vec::new();
    for (name, value) in &row.values {
        if !table.columns.iter().any(|column| column.name == name.value) {
            let near = nearest(&name.value, table.columns.iter().map(|column| column.name));
            let hint = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
            return Err((name.span.clone(), format!("no column `{}` in {}{hint}", name.value, table.name)));
        }
        columns.push(&name.value);
        values.push(match value {
            Scalar::Text(text) => SqlValue::Text(text.clone()),
            Scalar::Integer(number) => SqlValue::Integer(*number),
            Scalar::Real(number) => SqlValue::Real(*number),
        });
    }
    if let Some(key) = table.columns.iter().find(|column| column.key)
        && !columns.contains(&key.name)
    {
        let number = numbers.entry(table.name.to_owned()).or_default();
        *number += 1;
        columns.push(key.name);
        values.push(match key.kind {
            contract::Kind::Text => SqlValue::Text(format!("row-{number}")),
            _ => SqlValue::Integer(*number),
        });
    }
    let marks = vec!["?"; columns.len()].join(", ");
    let key = table.columns.iter().find(|column| column.key).map_or("rowid", |column| column.name);
    // A row that only changes a few cells of one that is there: INSERT would ask for all required ones.
    let changed = change(connection, table.name, key, &columns, &values);
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", table.name, columns.join(", "));
    match changed {
        Ok(true) => Ok(()),
        Ok(false) => connection
            .execute(&sql, rusqlite::params_from_iter(values))
            .map(|_| ())
            .map_err(|error| (row.table.span.clone(), format!("row of {}: {error}", table.name))),
        Err(error) => Err((row.table.span.clone(), format!("row of {}: {error}", table.name))),
    }
}

/// Changes the row of a key; false when there is none.
fn change(
    connection: &rusqlite::Connection,
    table: &str,
    key: &str,
    columns: &[&str],
    values: &[SqlValue],
) -> rusqlite::Result<bool> {
    let Some(at) = columns.iter().position(|column| *column == key) else { return Ok(false) };
    let sets: Vec<String> = columns.iter().map(|column| format!("{column} = ?")).collect();
    let sql = format!("UPDATE {table} SET {} WHERE {key} = ?", sets.join(", "));
    let all = values.iter().chain(values.get(at));
    Ok(connection.execute(&sql, rusqlite::params_from_iter(all))? > 0)
}

fn compare(
    measure: &Measure,
    example: &Example,
    figure: &Figure,
    outcomes: &[Outcome],
    faults: &mut Diagnostics,
) {
    let mut fault = |span: std::ops::Range<usize>, message: String| {
        faults.push(Diagnostic::error("kpi::example", Place::Span(measure.source.clone(), span), message));
    };
    let found = figure.value.as_ref().map_or_else(|| figure.availability.words(), in_words);
    if found != example.expected.figure {
        fault(
            example.span.clone(),
            format!("the example gives `{found}`, not `{}`", example.expected.figure),
        );
    }
    for (row, state) in &example.expected.states {
        let of_row = |one: &&Outcome| one.row == row.value || one.person.as_ref() == Some(&row.value);
        let states: Vec<&str> = outcomes.iter().filter(of_row).map(|one| one.state.name()).collect();
        let found = if states.is_empty() { "not in the population".to_owned() } else { states.join(", ") };
        if found != state.value {
            let Located { span, .. } = state;
            fault(span.clone(), format!("`{}` is {found}, not {}", row.value, state.value));
        }
    }
}

/// A value as examples write it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Share { met, of } => format!("{met} of {of}"),
        Value::Count { count, rate: None } => count.to_string(),
        Value::Count { count, rate: Some(rate) } => {
            let halves = rate.base_halves;
            let base = if halves % 2 == 0 { (halves / 2).to_string() } else { format!("{}.5", halves / 2) };
            format!("{count} per {base}")
        }
        Value::Mean { sum, of } => format!("{sum} / {of}"),
        Value::Median { twice, .. } => format!("{twice} / 2"),
        Value::Parts { parts, .. } => {
            parts.iter().map(|part| format!("{}: {}", part.name, part.count)).collect::<Vec<_>>().join(", ")
        }
    }
}
