//! `boardpack publish` and `boardpack ledger`.

use pretty_assertions::assert_eq;
use serde_json::Value;

use super::{ROWS, packs};
use crate::cli::Case;

const PUBLISH: [&str; 7] =
    ["publish", "--period", "2018-19-Q2", "--on", "2018-11-05", "--by", "Performance and Information"];

/// A folder with the packs of a quarter.
fn built() -> Case {
    let case = Case::new();
    packs(
        &case.path().join("packs/2018-19-Q2"),
        "2018-19-Q2",
        &[("board", "public", &ROWS), ("smt", "internal", &ROWS[..2])],
    );
    case
}

#[test]
fn it_records_what_the_packs_show_and_says_so() {
    let outcome = built().args(PUBLISH).any_stdout().run();
    let seal = outcome.stdout.split("ledger.sqlite: ").nth(1).and_then(|rest| rest.lines().next());
    let seal = seal.expect("a seal").to_owned();
    assert_eq!(
        outcome.stdout,
        format!(
            "Published board for 2018-19-Q2 (public) as number 1: 3 figures, 2 files.
Published smt for 2018-19-Q2 (internal) as number 2: 2 figures, 2 files.

Seal of ledger.sqlite: {seal}
Note it where the ledger does not lie, in the minutes for one: `boardpack ledger verify --seal` looks for it.
"
        )
    );
    let log = outcome
        .then()
        .args(["ledger", "log"])
        .stdout(
            " number  on          pack   period      profile   figures  by                           standing
 1       2018-11-05  board  2018-19-Q2  public    3        Performance and Information  stands
 2       2018-11-05  smt    2018-19-Q2  internal  2        Performance and Information  stands
",
        )
        .run();
    let json = log.then().args(["ledger", "log", "--format", "json"]).any_stdout().run();
    let value: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(value["seal"], seal.as_str());
    assert_eq!(value["publications"][1]["files"][0]["path"], "smt.csv");
    let show = json.then().args(["ledger", "show", "1"]).any_stdout().run();
    assert!(
        show.stdout.starts_with(
            "Publication 1: board for 2018-19-Q2 (public), on 5 November 2018\nStanding: stands\n"
        )
    );
    assert!(
        show.stdout.contains("looked-after-pregnant  2018-19-Q2  -     -          -            [c]\n"),
        "{}",
        show.stdout
    );
    let verify = show
        .then()
        .args(["ledger", "verify", "--seal", &seal])
        .stdout(
            "2 publications with 5 figures: every row is as it was published.
4 published files are as they were; none is missing from packs.
The ledger holds all that the seal sealed.
",
        )
        .run();
    verify
        .then()
        .args(["ledger", "show", "3"])
        .exit(2)
        .stderr("error: no publication 3\n  help: the ledger has publications 1 to 2\n")
        .run();
}

#[test]
fn packs_that_are_not_what_the_manifest_says_are_refused() {
    built()
        .file("packs/2018-19-Q2/smt.csv", "measure\n")
        .args(PUBLISH)
        .exit(1)
        .stderr(
            "error[packs::changed]: is not the file that was written: its hash differs
 |
 = at packs/2018-19-Q2/smt.csv
 = help: build the packs again, or put back the file as it was written

1 fault found
",
        )
        .run();
    Case::new()
        .args(PUBLISH)
        .exit(1)
        .stderr(
            "error[packs::unreadable]: is not there
 |
 = at packs/2018-19-Q2/manifest.json
 = help: build the packs first, or name their folder with --packs

1 fault found
",
        )
        .run();
}

#[test]
fn wrong_use_says_what_to_do() {
    let wrong = |arguments: &[&'static str], stderr: &str| {
        built().args(arguments.iter().copied()).exit(2).stderr(stderr).run();
    };
    wrong(
        &["publish", "--period", "2018-19-Q3", "--packs", "packs/2018-19-Q2"],
        "error: the packs in packs/2018-19-Q2 were built for 2018-19-Q2
  help: publish them with --period 2018-19-Q2, or build those of 2018-19-Q3
",
    );
    wrong(
        &["publish", "--period", "2018-19-Q2", "--pack", "bord"],
        "error: no pack `bord` in packs/2018-19-Q2\n  help: did you mean `board`?\n",
    );
    wrong(
        &["publish", "--period", "2018-19-Q2", "--replaces", "1"],
        "error: --replaces corrects one publication, and several packs were chosen\n  help: name the one pack with --pack\n",
    );
    wrong(
        &["ledger", "log"],
        "error: there is no ledger ledger.sqlite\n  help: `boardpack publish` makes it, or name another one with --ledger\n",
    );
    let once = built().args(PUBLISH).any_stdout().run();
    once.then()
        .args(PUBLISH)
        .exit(2)
        .stderr(
            "error: board was published for 2018-19-Q2 already, as number 1
  help: there is nothing to record; a corrected document names what it replaces: --replaces N
",
        )
        .run();
}

#[test]
fn verify_finds_published_files_that_were_changed_since() {
    let outcome = built().args(PUBLISH).any_stdout().run();
    let case = outcome.then().file("packs/2018-19-Q2/board.pdf", "Another pack.");
    let outcome = case
        .args(["ledger", "verify"])
        .exit(1)
        .stderr(
            "error[ledger::file]: is not the file of publication 1
 |
 = at packs/2018-19-Q2/board.pdf
 = help: put back the published file, or publish the new one as a correction

1 fault found
",
        )
        .run();
    let json = outcome.then().args(["ledger", "verify", "--format", "json"]).exit(1).any_stdout().run();
    let value: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!((&value["sound"], &value["faults"][0]["code"]), (&false.into(), &"ledger::file".into()));
}

#[test]
fn a_day_that_shuts_the_ledger_or_on_which_there_were_no_packs_is_refused() {
    // Case::run compares the folder before and after: no ledger is made.
    for (day, words) in [
        (
            "2091-05-14",
            "2091-05-14 has not come yet: packs are published today or were before
  help: give --on the day on which the packs went out, or leave it out for today",
        ),
        (
            "2018-09-29",
            "2018-09-29 is before the end of the quarter, 30 September 2018: the packs were not there yet
  help: give --on the day on which the packs went out; where it is today, look at the computer's clock",
        ),
    ] {
        let case = built().args(["publish", "--period", "2018-19-Q2", "--on", day]);
        case.exit(2).stderr(format!("error: {words}\n")).run();
    }
    // The packs of a quarter may be built from a snapshot of a later day.
    let manifest = |case: &Case| case.path().join("packs/2018-19-Q2/manifest.json");
    let case = built();
    let text = std::fs::read_to_string(manifest(&case)).expect("a manifest");
    std::fs::write(manifest(&case), text.replace("2018-09-30", "2019-03-31")).expect("a manifest");
    case.args(["publish", "--period", "2018-19-Q2", "--on", "2019-03-30"])
        .exit(2)
        .stderr(
            "error: 2019-03-30 is before the day of their snapshot, 31 March 2019: the packs were not there yet
  help: give --on the day on which the packs went out; where it is today, look at the computer's clock
",
        )
        .run();
}

#[test]
fn a_ledger_in_a_folder_that_is_not_there_is_told_so() {
    let case = built().args(PUBLISH).args(["--ledger", "kept/ledger.sqlite"]);
    case.exit(1)
        .stderr(
            "error[ledger::damaged]: there is no folder kept
 |
 = at kept/ledger.sqlite
 = help: make the folder, or name a file in another one with --ledger

1 fault found
",
        )
        .run();
}
