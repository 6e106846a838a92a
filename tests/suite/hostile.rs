//! Files and SQL that mean no good, or were made by somebody else's program: refused with every fault named, or read
//! rightly; never a panic, never a figure made from half of a file.

mod bytes;
mod contract;
mod objects;
mod sql;
mod toml_text;

use boardpack::diagnostic::{Diagnostics, Place};
use boardpack::snapshot::sample::Options;
use boardpack::snapshot::{Meta, Snapshot, Tables};
use rusqlite::Connection;

/// The first children of the example council, with all that belongs to them.
fn few_children() -> (Tables, Meta) {
    let (mut tables, meta) = super::sample::example(Options::default().as_at).clone();
    tables.persons.truncate(12);
    let ids: Vec<String> = tables.persons.iter().map(|person| person.id.clone()).collect();
    let known = |person: &String| ids.contains(person);
    tables.immigration_statuses.retain(|row| known(&row.person));
    tables.legal_statuses.retain(|row| known(&row.person));
    tables.placements.retain(|row| known(&row.person));
    let placements: Vec<String> = tables.placements.iter().map(|row| row.id.clone()).collect();
    tables.placement_places.retain(|row| placements.contains(&row.placement));
    tables.episodes.retain(|row| known(&row.person));
    tables.reviews.retain(|row| known(&row.person));
    tables.missing_episodes.retain(|row| known(&row.person));
    tables.year_outcomes.retain(|row| known(&row.person));
    tables.care_leaver_statuses.retain(|row| known(&row.person));
    tables.leavers = Default::default();
    tables.voice = Default::default();
    tables.workers = Default::default();
    tables.wellbeing = Default::default();
    tables.school = Default::default();
    (tables, meta)
}

/// A small snapshot, made once.
fn small() -> Vec<u8> {
    static SMALL: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    let make = || {
        let (tables, meta) = few_children();
        tables.to_bytes(&meta).expect("rows that keep the contract")
    };
    SMALL.get_or_init(make).clone()
}

/// A small snapshot after a change that no rule of its tables stops.
fn changed(sql: &str) -> Vec<u8> {
    let mut connection = Connection::open_in_memory().expect("a database");
    let bytes = small();
    connection
        .deserialize_read_exact(rusqlite::MAIN_DB, &bytes[..], bytes.len(), false)
        .expect("the snapshot");
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .expect("rules off");
    connection.execute_batch(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
    connection.serialize(rusqlite::MAIN_DB).expect("its bytes").to_vec()
}

/// A snapshot whose table `name` was made by another program: the same columns without a type or a rule.
fn with_bare_table(name: &str, then: &str) -> Vec<u8> {
    changed(&format!(
        "CREATE TABLE bare AS SELECT * FROM {name}; DROP TABLE {name}; ALTER TABLE bare RENAME TO {name}; {then}"
    ))
}

fn open(bytes: Vec<u8>) -> Result<Snapshot, Diagnostics> {
    Snapshot::from_bytes(bytes, "it.sqlite")
}

/// Every fault in a line: code, place, message.
fn refusals(bytes: Vec<u8>) -> Vec<String> {
    let faults = open(bytes).expect_err("a refusal");
    faults
        .iter()
        .map(|one| match &one.place {
            Place::Table { table, column, row, .. } => {
                let part =
                    |part: &Option<String>| part.as_ref().map_or(String::new(), |part| format!(" {part}"));
                format!("{} {table}{}{}: {}", one.code, part(column), part(row), one.message)
            }
            Place::File(_) => format!("{}: {}", one.code, one.message),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn the_small_snapshot_itself_is_fine() {
    let snapshot = open(small()).unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    assert!(snapshot.is_collected("ssd_cla_episodes"));
}
