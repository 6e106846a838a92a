//! Snapshots that are missing or refused, and periods that they cannot speak of: for every command that reads one.

use rusqlite::Connection;

use super::{Case, sample};

/// A change to the example snapshot, as bytes.
fn changed(sql: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("changed.sqlite");
    std::fs::copy(sample(), &path).expect("a copy");
    let connection = Connection::open(&path).expect("a database");
    connection.execute_batch(sql).expect("a change");
    drop(connection);
    std::fs::read(path).expect("the file")
}

/// Runs `values` and `build` in a folder that `case` prepares; both are refused with the same words and code 3.
fn refused(case: impl Fn() -> Case, snapshot: &str, message: &str) {
    for command in ["values", "build"] {
        case().args([command, "--snapshot", snapshot]).exit(3).stderr(message).run();
    }
}

#[test]
fn no_file() {
    refused(
        Case::new,
        "none.sqlite",
        "error[snapshot::missing]: there is no such file
 |
 = at none.sqlite
 = help: name a snapshot with --snapshot; `boardpack import` or `boardpack sample` makes one

1 fault found
",
    );
}

#[test]
fn a_folder() {
    refused(
        || Case::new().folder("snapshots"),
        "snapshots",
        "error[snapshot::folder]: is a folder, not a snapshot
 |
 = at snapshots
 = help: name the .sqlite file in it

1 fault found
",
    );
}

#[test]
fn a_text_file() {
    refused(
        || Case::new().file("notes.txt", "Quarter four, as agreed.\n"),
        "notes.txt",
        "error[snapshot::not-sqlite]: is not an SQLite database
 |
 = at notes.txt
 = help: a snapshot is made by `boardpack import` or `boardpack sample`

1 fault found
",
    );
}

#[test]
fn an_empty_file() {
    refused(
        || Case::new().file("empty.sqlite", ""),
        "empty.sqlite",
        "error[snapshot::empty]: is empty
 |
 = at empty.sqlite
 = help: make it again

1 fault found
",
    );
}

#[test]
fn an_empty_database() {
    let mut connection = Connection::open_in_memory().expect("a database");
    connection.execute_batch("PRAGMA user_version = 1").expect("a page");
    let bytes = connection.serialize(rusqlite::MAIN_DB).expect("its bytes").to_vec();
    refused(
        || Case::new().file("empty.sqlite", &bytes),
        "empty.sqlite",
        "error[snapshot::not-ours]: has no table snapshot_meta with one row
 |
 = at empty.sqlite
 = help: a snapshot is made by `boardpack import` or `boardpack sample`

1 fault found
",
    );
}

#[test]
fn another_programs_database() {
    let bytes = {
        let mut connection = Connection::open_in_memory().expect("a database");
        connection
            .execute_batch("CREATE TABLE staff (name TEXT); INSERT INTO staff VALUES ('A')")
            .expect("rows");
        connection.serialize(rusqlite::MAIN_DB).expect("its bytes").to_vec()
    };
    refused(
        || Case::new().file("hr.sqlite", &bytes),
        "hr.sqlite",
        "error[snapshot::not-ours]: has no table snapshot_meta with one row
 |
 = at hr.sqlite
 = help: a snapshot is made by `boardpack import` or `boardpack sample`

1 fault found
",
    );
}

#[test]
fn a_later_schema_version() {
    let bytes = changed("UPDATE snapshot_meta SET meta_schema_version = 9");
    refused(
        || Case::new().file("later.sqlite", &bytes),
        "later.sqlite",
        "error[snapshot::later-version]: has schema version 9; this program reads version 2
 |
 = at later.sqlite
 = help: use the newer boardpack that made it

1 fault found
",
    );
}

#[test]
fn unfinished_writes_beside_it() {
    for ending in ["-wal", "-journal"] {
        let beside = format!("open.sqlite{ending}");
        refused(
            || Case::new().file("open.sqlite", std::fs::read(sample()).expect("the sample")).file(&beside, "x"),
            "open.sqlite",
            &format!(
                "error[snapshot::unfinished]: has unfinished writes beside it, in {beside}
 |
 = at open.sqlite
 = help: close the program that writes to it, or open it once with sqlite3 and run PRAGMA wal_checkpoint(TRUNCATE)

1 fault found
"
            ),
        );
    }
}

#[test]
fn an_empty_log_beside_it_is_no_unfinished_write() {
    let case = Case::new()
        .file("2019-03-31.sqlite", std::fs::read(sample()).expect("the sample"))
        .file("2019-03-31.sqlite-wal", "");
    case.args(["values", "--snapshot", "2019-03-31.sqlite", "--measure", "children-started"])
        .any_stdout()
        .run();
}

#[test]
fn half_a_file() {
    let bytes = std::fs::read(sample()).expect("the sample");
    let half = &bytes[..bytes.len() / 2];
    for command in ["values", "build"] {
        let case = Case::new().file("half.sqlite", half).args([command, "--snapshot", "half.sqlite"]);
        let outcome = case.exit(3).any_stderr().run();
        assert!(outcome.stderr.starts_with("error[snapshot::damaged]: "), "{}", outcome.stderr);
        assert!(outcome.stderr.ends_with(" = at half.sqlite\n = help: make it again\n\n1 fault found\n"));
    }
}

#[test]
fn rows_that_break_the_contract_are_all_named() {
    let bytes = changed(
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
         UPDATE ssd_person SET pers_dob = '2003-02-30' WHERE rowid = 1;
         UPDATE ssd_person SET pers_sex = 'X' WHERE rowid = 2;
         UPDATE ssd_cla_episodes SET clae_person_id = 'NOBODY' WHERE rowid = 3",
    );
    let case = Case::new().file("bad.sqlite", bytes).args(["values", "--snapshot", "bad.sqlite"]);
    case.exit(3)
        .stderr(
            "error[snapshot::value]: `X` must be one of M, F, U
 |
 = at bad.sqlite, table ssd_person, column pers_sex, row `EX-00002`
 = help: the column holds: 903 codes 1 and 2 become M and F

error[snapshot::value]: `2003-02-30` must be a day written YYYY-MM-DD
 |
 = at bad.sqlite, table ssd_person, column pers_dob, row `EX-00001`
 = help: the column holds: date of birth

error[snapshot::reference]: `NOBODY` must be in ssd_person.pers_person_id
 |
 = at bad.sqlite, table ssd_cla_episodes, column clae_person_id, row `EX-00001-E3`
 = help: the column holds: child

3 faults found
",
        )
        .run();
}

#[test]
fn a_day_beyond_any_calendar_of_duties() {
    for (column, what, day) in [
        ("meta_as_at", "as at", "9999-12-31"),
        ("meta_as_at", "as at", "0001-01-01"),
        ("meta_full_history_from", "full from", "1899-12-31"),
    ] {
        let bytes = changed(&format!("UPDATE snapshot_meta SET {column} = '{day}'"));
        refused(
            || Case::new().file("far.sqlite", &bytes),
            "far.sqlite",
            &format!(
                "error[snapshot::range]: says that it is {what} {day}: a day from 1900 to 2199 is expected
 |
 = at far.sqlite
 = help: make it again with the last day that the data describe, as `boardpack import` asks for with --as-at

1 fault found
"
            ),
        );
    }
}

#[test]
fn a_period_before_the_history() {
    for command in ["values", "build"] {
        Case::new()
            .args([command, "--snapshot", "SAMPLE", "--period", "2011-12-Q4"])
            .exit(2)
            .stderr(
                "error: 2011-12-Q4 starts on 1 January 2012, before the history
  help: the snapshot speaks of 1 April 2012 to 31 March 2019; its last complete quarter is 2018-19-Q4
",
            )
            .run();
    }
}

#[test]
fn a_period_after_the_snapshot() {
    for command in ["values", "build"] {
        Case::new()
            .args([command, "--snapshot", "SAMPLE", "--period", "2019-20-Q1"])
            .exit(2)
            .stderr(
                "error: 2019-20-Q1 ends on 30 June 2019, after the snapshot
  help: the snapshot speaks of 1 April 2012 to 31 March 2019; its last complete quarter is 2018-19-Q4
",
            )
            .run();
    }
}

#[test]
fn what_is_no_period() {
    for text in ["2018-20-Q4", "2018-19-Q5", "2018/19", "Q4", "2018-19-H3", "12018-19", ""] {
        for command in ["values", "build"] {
            Case::new().args([command, "--snapshot", "SAMPLE", "--period", text]).exit(2).any_stderr().run();
        }
    }
    let case = Case::new().args(["values", "--snapshot", "SAMPLE", "--period", "2018-20-Q4"]).exit(2);
    case.stderr(
        "error: invalid value '2018-20-Q4' for '--period <P>': `2018-20-Q4` is not a period: write a month as 2019-03, a quarter as 2018-19-Q4, a half-year as 2018-19-H2, a financial year as 2018-19

For more information, try '--help'.
",
    )
    .run();
}

#[test]
fn no_snapshot_in_the_workspace() {
    for command in ["values", "build"] {
        Case::new()
            .file("boardpack.toml", "")
            .args([command])
            .exit(3)
            .stderr(
                "error[snapshot::none]: there is no snapshot here
 |
 = at FOLDER/snapshots
 = help: name one with --snapshot, or make one with `boardpack import` or `boardpack sample`

1 fault found
",
            )
            .run();
    }
}

#[test]
fn the_latest_snapshot_of_the_workspace_is_taken_and_an_older_one_that_is_broken_does_not_matter() {
    Case::new()
        .file("boardpack.toml", "")
        .file("snapshots/2018-12-31.sqlite", "broken")
        .file("snapshots/2019-03-31.sqlite", std::fs::read(sample()).expect("the sample"))
        .args(["values", "--measure", "children-looked-after-number"])
        .any_stdout()
        .run();
}

/// A workspace's folder of snapshots: the sample, and one that says it is of the end of 2018.
fn two(sample_name: &str, earlier_name: &str) -> Case {
    let earlier = changed("UPDATE snapshot_meta SET meta_as_at = '2018-12-31'");
    Case::new()
        .file("boardpack.toml", "")
        .file(&format!("snapshots/{sample_name}"), std::fs::read(sample()).expect("the sample"))
        .file(&format!("snapshots/{earlier_name}"), earlier)
        .args(["values", "--measure", "children-looked-after-number"])
}

#[test]
fn the_latest_is_found_by_what_the_files_say_and_a_name_that_contradicts_is_refused() {
    let taken = two("after-checks.sqlite", "2018-12-31.sqlite").any_stdout().run();
    assert!(
        taken.stdout.ends_with("\n\nFrom FOLDER/snapshots/after-checks.sqlite, as at 31 March 2019.\n"),
        "{}",
        taken.stdout
    );
    two("after-checks.sqlite", "2019-06-30.sqlite")
        .exit(3)
        .stderr(
            "error[snapshot::name]: its name says 30 June 2019, and it is as at 31 December 2018
 |
 = at FOLDER/snapshots/2019-06-30.sqlite
 = help: rename it, as 2018-12-31.sqlite, or name the snapshot meant with --snapshot

1 fault found
",
        )
        .run();
}

#[test]
fn of_two_snapshots_of_one_day_none_is_guessed() {
    two("one.sqlite", "early.sqlite")
        .file("snapshots/other 100%?.sqlite", std::fs::read(sample()).expect("the sample"))
        .exit(3)
        .stderr(
            "error[snapshot::several]: several snapshots are as at 31 March 2019: one.sqlite, other 100%?.sqlite
 |
 = at FOLDER/snapshots
 = help: name the one meant with --snapshot, or move the others away

1 fault found
",
        )
        .run();
}

#[test]
fn a_latest_snapshot_that_is_broken_is_told_and_no_earlier_one_taken() {
    let broken = two("2019-03-31.sqlite", "2018-12-31.sqlite").file("snapshots/2019-06-30.sqlite", "broken");
    broken
        .exit(3)
        .stderr(
            "error[snapshot::not-sqlite]: is not an SQLite database
 |
 = at FOLDER/snapshots/2019-06-30.sqlite
 = help: a snapshot is made by `boardpack import` or `boardpack sample`

1 fault found
",
        )
        .run();
}
