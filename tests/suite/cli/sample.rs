//! `boardpack sample`.

use super::Case;

fn asked(more: &[&'static str]) -> Case {
    Case::new().args(["sample", "--out", "example.sqlite"]).args(more.iter().copied())
}

#[test]
fn it_writes_the_same_file_as_the_library() {
    let outcome = asked(&[]).any_stdout().run();
    assert!(outcome.stdout.starts_with("Wrote example.sqlite\n  ssd_person "), "{}", outcome.stdout);
    assert!(outcome.read("example.sqlite") == std::fs::read(super::sample()).expect("the sample"));
    assert_eq!(outcome.files(), ["example.sqlite"]);
}

#[test]
fn a_day_without_calibration_is_wrong_use() {
    for day in ["2016-03-30", "2019-04-01", "2024-03-31", "0001-01-01"] {
        asked(&["--as-at", day])
            .exit(2)
            .stderr(format!(
                "error: there is no example for {day}: choose a day from 2016-03-31 to 2019-03-31, until there is calibration for others\n  help: `boardpack sample --help` says what can be chosen\n"
            ))
            .run();
    }
}

#[test]
fn what_is_no_day_is_wrong_use() {
    for day in ["2019-02-29", "31/03/2019", "yesterday"] {
        asked(&["--as-at", day])
            .exit(2)
            .stderr(format!(
                "error: invalid value '{day}' for '--as-at <DATE>': write a day as 2019-03-31\n\nFor more information, try '--help'.\n"
            ))
            .run();
    }
}

#[test]
fn a_scale_without_calibration_is_wrong_use() {
    for scale in ["0", "1001"] {
        asked(&["--scale", scale])
            .exit(2)
            .stderr(format!("error: a scale of {scale} makes no example: choose 1 to 1000\n  help: `boardpack sample --help` says what can be chosen\n"))
            .run();
    }
}

#[test]
fn a_folder_that_does_not_exist_is_made_and_a_snapshot_that_was_made_stays_as_it_is() {
    let made = Case::new().args(["sample", "--out", "new/folder/example.sqlite"]).any_stdout().run();
    let again = |asked: &[&'static str], from: super::builder::Outcome| {
        from.then().args(["sample", "--out", "new/folder/example.sqlite"]).args(asked.iter().copied())
    };
    let first = made.read("new/folder/example.sqlite");
    let refused = again(&["--seed", "2"], made)
        .exit(2)
        .stderr(
            "error: new/folder/example.sqlite is there already, and a snapshot is not changed once it is made
  help: name another file with --out, or add --replace to put the new one in its place
",
        )
        .run();
    assert!(refused.read("new/folder/example.sqlite") == first);
    let replaced = again(&["--seed", "2", "--replace"], refused).any_stdout().run();
    assert!(replaced.read("new/folder/example.sqlite") != first);
}

#[test]
fn nothing_but_a_snapshot_is_ever_replaced() {
    for replace in [&["--replace"][..], &[]] {
        asked(replace)
            .file("example.sqlite", "a ledger, a manifest, notes")
            .exit(2)
            .stderr(
                "error: example.sqlite is there already and is no snapshot: nothing is written over it
  help: name another file with --out
",
            )
            .run();
    }
}

#[test]
fn a_folder_in_place_of_the_file_is_refused() {
    Case::new()
        .folder("snapshots")
        .args(["sample", "--out", "snapshots"])
        .exit(5)
        .stderr("error: cannot write snapshots: it is a folder: name a file in it\n")
        .run();
}

#[test]
fn without_a_file_to_write_it_is_wrong_use() {
    let outcome = Case::new().args(["sample"]).exit(2).any_stderr().run();
    assert!(outcome.stderr.contains("--out <FILE>"), "{}", outcome.stderr);
}
