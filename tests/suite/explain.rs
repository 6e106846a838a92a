//! Where a figure comes from: the explanation of three children's figure, and the list of who they are.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use boardpack::snapshot::{Snapshot, Tables};
use pretty_assertions::assert_eq;
use tempfile::TempDir;

use super::by_hand::{child, meta};

/// A folder with a snapshot of three children, whose history begins in October 2017.
fn three_children() -> (TempDir, PathBuf) {
    let mut tables = Tables::default();
    let moved = [
        "S 2017-10-01..2018-08-01 C2 U6@ash",
        "P 2018-08-01..2018-12-01 C2 U6@beech",
        "P 2018-12-01.. C2 K2@cherry",
    ];
    child(&mut tables, "ann", "2008-05-01", &moved);
    child(&mut tables, "=bob", "2010-01-15", &["S 2018-02-01.. C2 U6@dogwood"]);
    child(&mut tables, "cat", "2011-09-30", &["S 2017-11-01..2018-12-24:E4A V2 U6@elder"]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("three.sqlite");
    tables.write(&meta("2017-10-01"), &file).expect("a snapshot");
    (folder, file)
}

fn explain(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_boardpack"))
        .current_dir(folder)
        .args(["explain", "--snapshot", "three.sqlite"])
        .args(arguments)
        .output()
        .expect("the program")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn stdout(folder: &Path, arguments: &[&str]) -> String {
    let output = explain(folder, arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Compares with a file of `tests/golden`; `BLESS=1` writes it anew.
pub(crate) fn assert_golden(name: &str, text: &str) {
    assert_eq!(text, golden(name, text), "{name}: BLESS=1 writes it anew");
}

/// A file of `tests/golden`; `BLESS=1` writes it anew first.
pub(crate) fn golden(name: &str, text: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, text).expect("written");
    }
    std::fs::read_to_string(&file).unwrap_or_default()
}

#[test]
fn a_figure_is_explained_from_words_to_sql() {
    let (folder, file) = three_children();
    let sha256 = Snapshot::open(&file).expect("a snapshot").sha256().to_owned();
    let said = stdout(folder.path(), &["three-or-more-placements@2018-19-Q4"]);
    assert!(said.contains(&sha256));
    assert_golden("explain.txt", &said.replace(&sha256, "SHA256"));
    let other_way = ["three-or-more-placements", "--period", "2018-19-Q4"];
    assert_eq!(stdout(folder.path(), &other_way), said, "by id and period");
    assert_eq!(stdout(folder.path(), &["three-or-more-placements"]), said, "the last quarter by itself");
}

#[test]
fn a_program_gets_the_same_as_json() {
    let (folder, _) = three_children();
    let said = stdout(folder.path(), &["three-or-more-placements@2018-19-Q4", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(json["format"], 1);
    assert_eq!(json["figure"], "three-or-more-placements@2018-19-Q4");
    assert_eq!(
        (&json["figures"][0]["numerator"], &json["figures"][0]["denominator"]),
        (&1.into(), &2.into())
    );
    assert_eq!(json["lines"][0]["text"], "Children are stable in placements");
    assert_eq!(json["history"].as_array().map(Vec::len), Some(13));
    let last = json["run"]["windows"].as_array().and_then(|all| all.last()).expect("a window");
    assert_eq!((&last["period"], &last["since"]), (&"2018-19-Q4".into(), &"2018-04-01".into()));
    assert!(json["run"]["rows"].as_str().expect("SQL").starts_with("WITH wanted"));
}

#[test]
fn a_measure_without_a_figure_says_why_and_ran_nothing() {
    let (folder, _) = three_children();
    let said = stdout(folder.path(), &["dental-check"]);
    let words = "not collected: yearly records of health and wellbeing (ext_oc2_outcome.oc2_dental_check)";
    assert!(said.contains(words), "{said}");
    assert!(said.ends_with("SQL as run\n  None: there is no figure for any of these periods\n"), "{said}");
}

#[test]
fn the_people_go_to_a_file() {
    let (folder, _) = three_children();
    let arguments = ["three-or-more-placements", "--people", "people.csv"];
    stdout(folder.path(), &arguments);
    let people = std::fs::read_to_string(folder.path().join("people.csv")).expect("the list");
    assert_eq!(people, "state,person,row,value,of,part\r\nmet,ann,ann,,,\r\nnot-met,'=bob,'=bob,,,\r\n");
    let output = explain(folder.path(), &arguments);
    assert!(!text(&output.stdout).contains("ann"), "no id on the screen");
    assert!(text(&output.stderr).contains("2 rows by person"), "{}", text(&output.stderr));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_list_whatever_stood_there() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, _) = three_children();
    let list = folder.path().join("people.csv");
    let mode = || std::fs::metadata(&list).expect("the list").permissions().mode() & 0o7777;
    stdout(folder.path(), &["three-or-more-placements", "--people", "people.csv"]);
    assert_eq!(mode(), 0o600);
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&list, open).expect("opened to all");
    stdout(folder.path(), &["three-or-more-placements", "--people", "people.csv"]);
    assert_eq!(mode(), 0o600, "a list that all could read is replaced by one that they cannot");
    let names = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(names, 2, "nothing but the snapshot and the list");
}

#[cfg(unix)]
#[test]
fn a_link_and_a_folder_are_refused() {
    let (folder, _) = three_children();
    let target = folder.path().join("elsewhere.csv");
    std::fs::write(&target, "somebody else's").expect("written");
    std::os::unix::fs::symlink(&target, folder.path().join("link.csv")).expect("a link");
    std::os::unix::fs::symlink("nowhere", folder.path().join("dangling.csv")).expect("a link");
    std::fs::create_dir(folder.path().join("folder")).expect("a folder");
    for (name, words) in
        [("link.csv", "symbolic link"), ("dangling.csv", "symbolic link"), ("folder", "no plain file")]
    {
        let output = explain(folder.path(), &["three-or-more-placements", "--people", name]);
        assert_eq!(output.status.code(), Some(5), "{name}");
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{name}: nothing is said when the list is refused");
    }
    assert_eq!(std::fs::read_to_string(&target).expect("still there"), "somebody else's");
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn other_profiles_get_neither_the_figure_nor_the_people() {
    let (folder, _) = three_children();
    for profile in ["partners", "public"] {
        let arguments = ["three-or-more-placements", "--profile", profile, "--people", "people.csv"];
        let output = explain(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(4), "{profile}");
        assert!(output.stdout.is_empty());
        assert!(!folder.path().join("people.csv").exists());
    }
}

#[test]
fn wrong_use_is_told() {
    let (folder, _) = three_children();
    for (arguments, words) in [
        (&["three-or-more-placement"][..], "did you mean `three-or-more-placements`?"),
        (&["three-or-more-placements@2018-19-Q5"], "2018-19-Q5"),
        (&["three-or-more-placements@2018-19-Q4/ages=F"], "no breakdown `ages`: did you mean `age`?"),
        (
            &["three-or-more-placements@2018-19-Q4/age"],
            "`age` names no group: write breakdown=group, as sex=female",
        ),
        (&["three-or-more-placements@2018-19-Q4/age=5-to-8"], "did you mean `5-to-9`?"),
        (&["three-or-more-placements@2018-19-Q4/team=a"], "not collected: needs ssd_involvements"),
        (&["placements-to-date@2018-19-Q4/age=under-1"], "`placements-to-date` is not broken down by age"),
        (&["three-or-more-placements@2018-19-Q4", "--period", "2018-19"], "--period says 2018-19"),
        (&["three-or-more-placements@2019-20-Q1"], "after the snapshot"),
    ] {
        let output = explain(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
    }
}

#[test]
fn a_group_is_explained_with_what_puts_children_into_it() {
    let (folder, _) = three_children();
    let arguments = ["three-or-more-placements@2018-19-Q4/age=10-to-15", "--people", "people.csv"];
    let said = stdout(folder.path(), &arguments);
    assert!(said.starts_with(
        "Children with three or more placements in the last 12 months\nthree-or-more-placements@2018-19-Q4/age=10-to-15\n\n1 of 1"
    ), "{said}");
    assert!(
        said.contains("Age: 10 to 15. Age in completed years on the day. The day is 31 March 2019."),
        "{said}"
    );
    assert!(said.contains("-- Age in completed years, as the lowest of its band."), "{said}");
    assert!(said.contains("None: a group is shown for the period alone"), "{said}");
    let people = std::fs::read_to_string(folder.path().join("people.csv")).expect("a list");
    assert_eq!(people.lines().count(), 2, "ann alone: {people}");
    assert!(people.contains("ann"), "{people}");
}
