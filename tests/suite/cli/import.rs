//! `boardpack import`.

use std::path::Path;

use super::Case;

/// The returns that lie beside the project while it is made; said aloud when they do not.
fn returns() -> Option<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ssda903");
    if !folder.is_dir() {
        eprintln!("not checked: {} is not here", folder.display());
        return None;
    }
    let years = ["2017", "2018", "2019"];
    Some(years.iter().map(|year| folder.join(year).display().to_string()).collect())
}

#[test]
fn it_says_how_many_episodes_are_open_at_the_end_of_each_year() {
    let Some(returns) = returns() else { return };
    let arguments =
        ["import", "ssda903", "--as-at", "2019-03-31", "--out", "new.sqlite", "--format", "counts"];
    let case = Case::new().args(arguments).args(["--allow-refused"]).args(returns.iter().map(String::as_str));
    let outcome = case.any_stdout().any_stderr().run();
    assert_eq!(outcome.files(), ["new.sqlite"]);
    let mut lines = outcome.stdout.lines();
    let header = lines.find(|line| line.contains("open episodes")).expect("a table of returns");
    assert!(header.trim_start().starts_with("return   episodes  open episodes  looked after"), "{header}");
    let rows: Vec<Vec<&str>> = lines.take(3).map(|line| line.split_whitespace().collect()).collect();
    for ((row, folder), year) in rows.iter().zip(&returns).zip([2017, 2018, 2019]) {
        assert_eq!(row[0], format!("{year}-{}", year - 1999), "{row:?}");
        assert_eq!(row[2], open_episodes(folder, year + 1).to_string(), "{row:?}");
    }
    let outcome = outcome
        .then()
        .args(["values", "--snapshot", "new.sqlite", "--format", "csv"])
        .any_stdout()
        .any_stderr()
        .run();
    assert!(outcome.stdout.contains("\nchildren-looked-after-number,2018-19-Q4,"), "{}", outcome.stdout);
}

/// Episodes of a return that have no last day, or one after 31 March of a year: read a second time, from the file alone.
fn open_episodes(folder: &str, year: u32) -> usize {
    let mut file = csv::Reader::from_path(Path::new(folder).join("episodes.csv")).expect("episodes");
    let last_day = file.headers().expect("columns").iter().position(|name| name == "DEC").expect("DEC");
    let after = |day: &str| {
        let parts: Vec<u32> = day.split('/').filter_map(|part| part.parse().ok()).collect();
        matches!(parts[..], [day, month, in_year] if (in_year, month, day) > (year, 3, 31))
    };
    let open = |day: &str| day.is_empty() || after(day);
    file.records().filter(|row| open(row.as_ref().expect("a row")[last_day].trim())).count()
}

const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";

fn small(more: &str) -> Case {
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2008,WBRI,,,\n";
    let episodes = format!("{EPISODES}1,01/05/2018,S,C2,N1,U6,PR1,,,,,,\n{more}");
    Case::new().file("2019/header.csv", header).file("2019/episodes.csv", episodes).args([
        "import",
        "ssda903",
        "2019@2018-19",
        "--as-at",
        "2019-03-31",
        "--out",
        "new.sqlite",
        "--format",
        "counts",
    ])
}

#[test]
fn a_small_return_becomes_a_snapshot() {
    let outcome = small("").any_stdout().any_stderr().run();
    assert!(outcome.files().contains(&"new.sqlite".to_owned()));
    assert!(outcome.stdout.contains("\nWrote new.sqlite\n"), "{}", outcome.stdout);
}

#[test]
fn a_failure_writes_nothing_and_what_is_there_stays() {
    // Case::run compares the folder before and after.
    let outcome = small("").args(["missing-folder"]).exit(1).any_stderr().run();
    assert!(outcome.stderr.contains("missing-folder"), "{}", outcome.stderr);
    small("")
        .file("new.sqlite", "the ledger")
        .exit(2)
        .stderr(
            "error: new.sqlite is there already and is no snapshot: nothing is written over it
  help: name another file with --out
",
        )
        .run();
    Case::new()
        .folder("empty")
        .args(["import", "ssda903", "empty", "--as-at", "2019-03-31", "--out", "new.sqlite"])
        .exit(1)
        .any_stderr()
        .run();
}

#[test]
fn an_as_at_day_outside_the_returns_is_a_fault() {
    Case::new()
        .file("2019/episodes.csv", format!("{EPISODES}1,01/05/2018,S,C2,N1,U6,PR1,,,,,,\n"))
        .args(["import", "ssda903", "2019@2018-19", "--as-at", "2021-03-31", "--out", "new.sqlite"])
        .exit(1)
        .any_stderr()
        .run();
}

#[test]
fn a_folder_that_does_not_exist_is_made_and_a_snapshot_is_replaced_when_asked() {
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2008,WBRI,,,\n";
    let import =
        ["import", "ssda903", "2019@2018-19", "--as-at", "2019-03-31", "--out", "snapshots/new.sqlite"];
    let made = Case::new()
        .file("2019/header.csv", header)
        .file("2019/episodes.csv", format!("{EPISODES}1,01/05/2018,S,C2,N1,U6,PR1,,,,,,\n"))
        .args(import)
        .any_stdout()
        .any_stderr()
        .run();
    let refused = made
        .then()
        .args(import)
        .exit(2)
        .stderr(
            "error: snapshots/new.sqlite is there already, and a snapshot is not changed once it is made
  help: name another file with --out, or add --replace to put the new one in its place
",
        )
        .run();
    refused.then().args(import).args(["--replace"]).any_stdout().any_stderr().run();
}

#[test]
fn rows_that_are_refused_make_no_snapshot_unless_that_is_asked_for() {
    // Case::run compares the folder before and after.
    let refused = small("2,01/13/2018,S,C2,N1,U6,PR1,,,,,,\n").exit(1).any_stdout().any_stderr().run();
    assert!(!refused.stdout.contains("Wrote "), "{}", refused.stdout);
    assert!(
        refused.stderr.ends_with(
            "error[import::refused]: 1 row was refused, so no snapshot was written: its figures would be without them
 |
 = help: mend the rows that the report names, or add --allow-refused to do without them

1 fault found
"
        ),
        "{}",
        refused.stderr
    );
    let allowed = small("2,01/13/2018,S,C2,N1,U6,PR1,,,,,,\n").args(["--allow-refused"]);
    let made = allowed.any_stdout().any_stderr().run();
    assert!(made.stdout.contains("\nWrote new.sqlite\n"), "{}", made.stdout);
}

#[test]
fn another_separator_than_the_comma_is_named() {
    let outcome = Case::new()
        .file("2019/episodes.csv", EPISODES.replace(',', ";"))
        .args(["import", "ssda903", "2019@2018-19", "--as-at", "2019-03-31", "--out", "new.sqlite"])
        .exit(1)
        .any_stderr()
        .run();
    assert!(
        outcome.stderr.contains("no episodes file in the return (found: nothing known); one file is not recognised, not read: its columns are separated by semicolons, not by commas"),
        "{}",
        outcome.stderr
    );
}
