//! The record itself: only added to, checked to the last cell.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use boardpack::calendar::parse_iso;
use boardpack::ledger::{Ledger, NewPublication, RefusedPublication, append};
use boardpack::written::WrittenPacks;
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{ROWS, Row, packs};

/// Publishes packs of a folder on a day.
fn publish(
    ledger: &Path,
    written: &WrittenPacks,
    ids: &[&str],
    (on, replaces): (&str, Option<i64>),
) -> Result<Ledger, RefusedPublication> {
    let packs: Vec<_> = written.packs.iter().filter(|pack| ids.contains(&pack.id.as_str())).collect();
    append(
        ledger,
        &NewPublication {
            written,
            packs: &packs,
            on: parse_iso(on).expect("a day"),
            by: Some("Performance and Information"),
            replaces,
            snapshot: Some("a hash"),
        },
    )
}

fn written(folder: &Path, quarter: &str, all: &[(&str, &str, &[Row<'_>])]) -> WrittenPacks {
    packs(folder, quarter, all);
    WrittenPacks::read(folder).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

/// A ledger with two publications of one run, of its own for who asks.
fn two() -> (TempDir, PathBuf) {
    static BYTES: LazyLock<Vec<u8>> =
        LazyLock::new(|| std::fs::read(&first_two().1).expect("the first of its kind"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    std::fs::write(&path, &*BYTES).expect("a copy");
    (folder, path)
}

/// The same, published, with its packs beside it.
fn first_two() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let packs = written(
        &folder.path().join("q2"),
        "2018-19-Q2",
        &[("board", "public", &ROWS), ("smt", "internal", &ROWS[..2])],
    );
    let path = folder.path().join("ledger.sqlite");
    publish(&path, &packs, &["board", "smt"], ("2018-11-05", None)).expect("published");
    (folder, path)
}

/// The words of a ledger's faults.
fn faults(path: &Path) -> String {
    match Ledger::read(path) {
        Ok(_) => String::new(),
        Err(faults) => {
            faults.iter().map(|one| format!("{}: {}\n", one.code, one.message)).collect::<String>()
        }
    }
}

#[test]
fn it_gives_back_what_was_published() {
    let (folder, path) = first_two();
    let ledger = Ledger::read(&path).expect("sound").expect("there");
    let packs = WrittenPacks::read(&folder.path().join("q2")).expect("packs");
    assert_eq!(ledger.publications().len(), 2);
    for (one, pack) in ledger.publications().iter().zip(&packs.packs) {
        assert_eq!((&one.pack, &one.figures, &one.files), (&pack.id, &pack.rows, &pack.files));
        assert_eq!(one.snapshot.as_deref(), Some("a hash"));
    }
    assert_eq!(ledger.seal().and_then(|seal| ledger.sealed_by(seal)), Some(2));
    assert_eq!(Ledger::read(&folder.path().join("none.sqlite")), Ok(None));
}

#[test]
fn plain_sql_cannot_change_it() {
    let (_folder, path) = two();
    let before = Ledger::read(&path).expect("sound");
    let open = Connection::open(&path).expect("a database");
    for table in ["publication", "file", "figure"] {
        for sql in [
            format!("UPDATE {table} SET hash = 'x'"),
            format!("UPDATE OR REPLACE {table} SET link = link + 1"),
            format!("DELETE FROM {table} WHERE link = (SELECT max(link) FROM {table})"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"),
        ] {
            let error = open.execute(&sql, []).expect_err(&sql).to_string();
            assert!(error.contains("published") || error.contains("follows"), "{sql}: {error}");
        }
    }
    let gap = "INSERT INTO file SELECT link + 1000, publication, path, bytes, sha256, hash FROM file LIMIT 1";
    assert!(open.execute(gap, []).is_err());
    drop(open);
    assert_eq!(Ledger::read(&path), before.map(Some).map_or(Ok(None), Ok));
}

#[test]
fn nothing_is_published_twice_and_a_correction_names_what_it_replaces() {
    let (folder, path) = first_two();
    let q2 = WrittenPacks::read(&folder.path().join("q2")).expect("packs");
    let mut moved = ROWS;
    moved[1] = ("dental-check", "2018-19-Q2", "", "200", "215", "200 of 215, 93%", 1);
    let other = written(
        &folder.path().join("q2b"),
        "2018-19-Q2",
        &[("board", "public", &moved), ("smt", "internal", &moved)],
    );
    let q3 = written(&folder.path().join("q3"), "2018-19-Q3", &[("board", "public", &ROWS)]);
    let day = "2018-11-06";
    let why = |result: Result<Ledger, RefusedPublication>| result.expect_err("refused").to_string();
    let bytes = std::fs::read(&path).expect("a file");
    assert_eq!(
        why(publish(&path, &q2, &["board"], (day, None))),
        "board was published for 2018-19-Q2 already, as number 1"
    );
    assert_eq!(
        why(publish(&path, &other, &["board"], (day, None))),
        "board was published for 2018-19-Q2 already, as number 1, with other figures"
    );
    assert_eq!(
        why(publish(&path, &q2, &["board"], (day, Some(1)))),
        "board for 2018-19-Q2 cannot replace publication 1: its files are the same"
    );
    assert_eq!(
        why(publish(&path, &other, &["board"], (day, Some(2)))),
        "board for 2018-19-Q2 cannot replace publication 2: that is smt for 2018-19-Q2"
    );
    assert_eq!(
        why(publish(&path, &other, &["board"], (day, Some(7)))),
        "board for 2018-19-Q2 cannot replace publication 7: there is no such publication"
    );
    assert_eq!(
        why(publish(&path, &q3, &["board"], ("2018-11-04", None))),
        "2018-11-04 is before the last publication, on 2018-11-05"
    );
    assert!(std::fs::read(&path).expect("a file") == bytes, "a refusal changed the file");
    let ledger = publish(&path, &other, &["board"], (day, Some(1))).expect("a correction");
    assert_eq!(ledger.replaced_by(1), Some(3));
    assert_eq!(
        why(publish(&path, &q2, &["board"], (day, Some(1)))),
        "board for 2018-19-Q2 cannot replace publication 1: it was replaced already; the one that stands is 3"
    );
    // A run is whole or not at all: the board's pack of the same run is not in either.
    let both = written(
        &folder.path().join("q3b"),
        "2018-19-Q3",
        &[("board", "public", &ROWS), ("smt", "internal", &ROWS)],
    );
    publish(&path, &both, &["smt"], (day, None)).expect("published");
    assert!(publish(&path, &both, &["board", "smt"], (day, None)).is_err());
    assert_eq!(Ledger::read(&path).expect("sound").expect("there").publications().len(), 4);
}

#[test]
fn two_publishers_at_once_wait_for_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let ids = ["a", "b", "c", "d"];
    let all: Vec<(&str, &str, &[Row<'_>])> = ids.iter().map(|id| (*id, "public", &ROWS[..])).collect();
    let packs = written(&folder.path().join("q2"), "2018-19-Q2", &all);
    std::thread::scope(|scope| {
        for id in ids {
            let (path, packs) = (&path, &packs);
            scope.spawn(move || publish(path, packs, &[id], ("2018-11-05", None)).expect("published"));
        }
    });
    let ledger = Ledger::read(&path).expect("sound").expect("there");
    let mut found: Vec<&str> = ledger.publications().iter().map(|one| one.pack.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, ids);
}

#[test]
fn the_seal_tells_that_the_last_publication_was_cut_off() {
    let (_folder, path) = two();
    let before = Ledger::read(&path).expect("sound").expect("there");
    let first = before.publications()[0].clone();
    let last = i64::try_from(1 + first.files.len() + first.figures.len()).expect("small");
    meddle(
        &path,
        &format!(
            "DELETE FROM publication WHERE link > {last}; DELETE FROM file WHERE link > {last}; DELETE FROM figure WHERE link > {last}"
        ),
    );
    let after = Ledger::read(&path).expect("the chain is whole").expect("there");
    assert_eq!(after.publications(), [first]);
    assert_eq!(after.sealed_by(before.seal().expect("a seal")), None);
    // Without its last rows alone the publication itself says that it had more.
    meddle(&path, &format!("DELETE FROM figure WHERE link = {last}"));
    assert_eq!(
        faults(&path),
        "ledger::altered: publication 1 has 2 files and 2 figures; it was published with 2 and 3\n"
    );
}

#[test]
fn a_file_that_is_no_ledger_or_is_spoilt_is_refused() {
    let (folder, path) = two();
    let other = folder.path().join("other.sqlite");
    std::fs::write(&other, "not a database, whatever its name says").expect("a file");
    assert_eq!(faults(&other), "ledger::damaged: is not an SQLite database\n");
    std::fs::remove_file(&other).expect("gone");
    Connection::open(&other).and_then(|open| open.execute_batch("CREATE TABLE t (a)")).expect("a database");
    assert_eq!(faults(&other), "ledger::not-ours: is not a ledger\n");
    assert_eq!(faults(folder.path()), "ledger::folder: is a folder, not a ledger\n");
    let copy = |sql: &str| {
        std::fs::copy(&path, &other).expect("a copy");
        Connection::open(&other).and_then(|open| open.execute_batch(sql)).expect("SQL");
        faults(&other)
    };
    assert_eq!(
        copy("PRAGMA user_version = 2"),
        "ledger::later-format: has format 2; this program reads format 1\n"
    );
    assert_eq!(
        copy("DROP TRIGGER figure_stays; CREATE TABLE more (a)"),
        "ledger::layout: trigger figure_stays is not there\nledger::layout: table more is none of a ledger's\n"
    );
    assert_eq!(
        copy(
            "DROP TRIGGER figure_stays; CREATE TRIGGER figure_stays BEFORE UPDATE ON figure BEGIN SELECT 1; END"
        ),
        "ledger::layout: trigger figure_stays is not as it was made\n"
    );
}

/// Runs SQL that the triggers would refuse, and leaves them as they were: what somebody does who knows how.
fn meddle(path: &Path, sql: &str) {
    let open = Connection::open(path).expect("a database");
    let triggers: Vec<(String, String)> = open
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
        .and_then(|mut all| all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .expect("triggers");
    for (name, _) in &triggers {
        open.execute_batch(&format!("DROP TRIGGER {name}")).expect("dropped");
    }
    open.execute_batch("PRAGMA foreign_keys=0; PRAGMA ignore_check_constraints=1").expect("no checks");
    open.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    for (_, sql) in &triggers {
        open.execute_batch(sql).expect("made again");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_cell_that_is_changed_is_found(table in 0_usize..3, row in 0_usize..20, column in 0_usize..30, at in 0_usize..80) {
        let (_folder, path) = two();
        let table = ["publication", "file", "figure"][table];
        let open = Connection::open(&path).expect("a database");
        let columns: Vec<(String, String)> = open
            .prepare(&format!("SELECT name, type FROM pragma_table_info('{table}')"))
            .and_then(|mut all| all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .expect("columns");
        let links: Vec<i64> = open
            .prepare(&format!("SELECT link FROM {table}"))
            .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect())
            .expect("rows");
        drop(open);
        let (name, kind) = &columns[column % columns.len()];
        let link = links[row % links.len()];
        let new = if kind == "INTEGER" {
            format!("coalesce({name}, 0) + 1000")
        } else {
            let at = at + 1;
            format!(
                "CASE WHEN {name} IS NULL OR length({name}) < {at} THEN coalesce({name}, '') || 'x' \
                 ELSE substr({name}, 1, {at} - 1) || char(unicode(substr({name}, {at}, 1)) + 1) || substr({name}, {at} + 1) END"
            )
        };
        meddle(&path, &format!("UPDATE {table} SET {name} = {new} WHERE link = {link}"));
        prop_assert!(!faults(&path).is_empty(), "{table}.{name} of row {link}");
    }

    #[test]
    fn any_byte_that_is_flipped_is_found_or_says_the_same(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let (_folder, path) = two();
        let before = Ledger::read(&path).expect("sound");
        let mut bytes = std::fs::read(&path).expect("a file");
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        std::fs::write(&path, bytes).expect("a file");
        if let Ok(after) = Ledger::read(&path) {
            prop_assert_eq!(after, before);
        }
    }
}
