//! Running the worked examples of measure files: few rows in, the expected figure out.

use std::collections::BTreeMap;

use rusqlite::types::Value as SqlValue;

use super::run::one_measure;
use super::statement::expressions;
use super::{Figure, Outcome, State, Value, days_needed};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};
use crate::fields::{Located, Scalar};
use crate::kpi::{Care, Catalogue, Example, ExampleRow, Form, Measure, Per};
use crate::snapshot::{
    Episode, Image, LegalStatus, Meta, Person, Placement, PlacementPlace, Snapshot, Tables, WriteError,
    contract,
};

/// What an example says of somebody whom the measure does not look at.
const NOT_IN: &str = "not in the population";

/// Runs every worked example of every measure; gives the faults of those that come out otherwise.
pub fn run_examples(catalogue: &Catalogue) -> Diagnostics {
    run_examples_of(catalogue.measures())
}

/// Runs every worked example of some measures; gives the faults of those that come out otherwise.
pub fn run_examples_of<'m>(measures: impl IntoIterator<Item = &'m Measure>) -> Diagnostics {
    use rayon::prelude::*;
    let measures: Vec<&Measure> = measures.into_iter().collect();
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
    let at = |fault: RowFault| {
        let place = Place::Span(measure.source.clone(), fault.span);
        Diagnostics::from(Diagnostic::error("kpi::example", place, fault.message).hint(fault.hint))
    };
    let database = |error: rusqlite::Error| at(broken(example.span.clone(), "the example's care", &error));
    let mut connection = tables(example).to_database(&meta(example)).map_err(|error| match error {
        WriteError::Contract(error) => database(error),
        other => at(RowFault {
            span: example.span.clone(),
            message: format!("the example cannot be made: {other}"),
            hint: "try again".to_owned(),
        }),
    })?;
    let mut numbers: BTreeMap<String, i64> = BTreeMap::new();
    for row in &example.rows {
        insert(&connection, row, &mut numbers).map_err(at)?;
    }
    let bytes = connection.serialize(rusqlite::MAIN_DB).map_err(database)?.to_vec();
    let snapshot = Snapshot::from_bytes(bytes, "the example")?;
    let days = days_needed([measure], &[example.period]);
    let image = Image::build_for(&snapshot, &days, &sql(measure)).map_err(database)?;
    let mut connection = image.connect().map_err(database)?;
    let mut figures = one_measure(measure, &[example.period], &image, &mut connection).map_err(|error| {
        at(RowFault {
            span: example.span.clone(),
            message: error.message,
            hint: match &measure.form {
                Form::Share(_) => "let `met` be a condition, or a CASE that gives 1 and 0",
                Form::Parts { .. } => "put every code into a part of `groups`, or into `not_known`",
                _ => "correct the measure's expressions or the example's rows",
            }
            .to_owned(),
        })
    })?;
    figures.pop().ok_or_else(|| {
        at(RowFault {
            span: example.span.clone(),
            message: "the example gave no figure".to_owned(),
            hint: "give it a period, as 2018-19-Q4".to_owned(),
        })
    })
}

/// All that a measure asks of an image: the names of its populations, and its expressions.
fn sql(measure: &Measure) -> String {
    let mut parts = vec![measure.rows.of.value.as_str()];
    parts.extend(expressions(measure).into_iter().map(|(_, sql)| sql.value.as_str()));
    if let Form::Count { per: Some(per), .. } = &measure.form {
        parts.push(match per {
            Per::Population { of, .. } => &of.value,
            Per::Value { sql, .. } => &sql.value,
        });
    }
    parts.join("\n")
}

/// A fault in an example's rows: where, what, and what to do.
struct RowFault {
    span: std::ops::Range<usize>,
    message: String,
    hint: String,
}

/// What the database says of a row that breaks the contract, in the contract's words.
fn broken(span: std::ops::Range<usize>, what: &str, error: &rusqlite::Error) -> RowFault {
    let said = match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    };
    let (message, hint) = match said.split_once(" constraint failed") {
        Some(("FOREIGN KEY", _)) => (
            format!("{what} names somebody or something that is not there"),
            "a person must be one of `children`; a placement or a legal status is called CHILD-1, CHILD-2 after the child's care".to_owned(),
        ),
        Some(("CHECK", check)) => match contract::column_with_check(check.trim_start_matches(": ")) {
            Some(column) => {
                let rule = column.expectation().unwrap_or_default();
                (format!("{what}: {} {rule}", column.name), format!("the column holds: {}", column.words))
            }
            None => (format!("{what}: {said}"), "keep to the contract".to_owned()),
        },
        Some(("NOT NULL", column)) => (
            format!("{what} has no {}", column.trim_start_matches(": ").rsplit('.').next().unwrap_or_default()),
            "give the column a value".to_owned(),
        ),
        Some(("UNIQUE", column)) => (
            format!("{what}: a second row has the same {}", column.trim_start_matches(": ")),
            "give each row a key of its own, or leave the key out".to_owned(),
        ),
        _ => (format!("{what}: {said}"), "`boardpack list --tables` says what each column holds".to_owned()),
    };
    RowFault { span, message, hint }
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
) -> Result<(), RowFault> {
    let Some(table) = contract::table(&row.table.value) else {
        let near = nearest(&row.table.value, contract::tables().iter().map(|table| table.name));
        return Err(RowFault {
            span: row.table.span.clone(),
            message: format!("no table `{}`", row.table.value),
            hint: did_you_mean(near),
        });
    };
    let mut columns: Vec<&str> = Vec::new();
    let mut values: Vec<SqlValue> = Vec::new();
    for (name, value) in &row.values {
        if !table.columns.iter().any(|column| column.name == name.value) {
            let near = nearest(&name.value, table.columns.iter().map(|column| column.name));
            return Err(RowFault {
                span: name.span.clone(),
                message: format!("no column `{}` in {}", name.value, table.name),
                hint: did_you_mean(near),
            });
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
    let done = match changed {
        Ok(true) => Ok(0),
        Ok(false) => connection.execute(&sql, rusqlite::params_from_iter(values)),
        Err(error) => Err(error),
    };
    let span = row.values.first().map_or(&row.table.span, |(name, _)| &name.span);
    done.map(|_| ()).map_err(|error| broken(span.clone(), &format!("a row of {}", table.name), &error))
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(
        || "`boardpack list --tables` names the tables and their columns".to_owned(),
        |near| format!("did you mean `{near}`?"),
    )
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
    let mut fault = |span: std::ops::Range<usize>, message: String, hint: String| {
        let place = Place::Span(measure.source.clone(), span);
        faults.push(Diagnostic::error("kpi::example", place, message).hint(hint));
    };
    let found = figure.value.as_ref().map_or_else(|| figure.availability.words(), in_words);
    let Located { value: expected, span } = &example.expected.figure;
    if found != *expected {
        fault(
            span.clone(),
            format!("the example gives `{found}`, not `{expected}`"),
            "one of them is wrong: the measure or the example".to_owned(),
        );
    }
    for (row, state) in &example.expected.states {
        let of_row = |one: &&Outcome| one.row == row.value || one.person.as_ref() == Some(&row.value);
        let states: Vec<&str> = outcomes.iter().filter(of_row).map(|one| one.state.name()).collect();
        let found = if states.is_empty() { NOT_IN.to_owned() } else { states.join(", ") };
        if found != state.value {
            let words: Vec<&str> = State::ALL.iter().map(|(name, _)| *name).chain([NOT_IN]).collect();
            let each_known = state.value.split(", ").all(|word| words.contains(&word));
            let hint = if each_known {
                "one of them is wrong: the measure or the example".to_owned()
            } else {
                format!("the states are {}", words.join(", "))
            };
            let message = format!("`{}` comes out as `{found}`, not as `{}`", row.value, state.value);
            fault(state.span.clone(), message, hint);
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
