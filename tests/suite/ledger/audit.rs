//! `boardpack audit`: what released data give away.

use pretty_assertions::assert_eq;
use serde_json::Value;

use super::{Row, packs};
use crate::cli::Case;

/// Reviews of a year whose second quarter is hidden, and another quarter for its sake.
const YEAR: [Row<'_>; 5] = [
    ("reviews-on-time", "2018-19-Q1", "", "60", "80", "60 of 80, 75%", 1),
    ("reviews-on-time", "2018-19-Q2", "", "", "", "[c]", 1),
    ("reviews-on-time", "2018-19-Q3", "", "", "", "[c]", 1),
    ("reviews-on-time", "2018-19-Q4", "", "70", "90", "70 of 90, 78%", 1),
    ("reviews-on-time", "2018-19", "", "240", "290", "240 of 290, 83%", 1),
];

fn audit(rows: &[Row<'_>]) -> Case {
    let case = Case::new();
    packs(&case.path().join("packs"), "2018-19-Q4", &[("board", "public", rows)]);
    case.args(["audit", "--packs", "packs"])
}

#[test]
fn packs_that_hide_enough_pass_and_say_how_near_a_reader_comes() {
    let outcome = audit(&YEAR)
        .stdout(
            "1 published pack looked at, with 5 rows: 6 numbers are hidden (k = 5).
Narrowest interval: reviews-on-time@2018-19-Q2, complement: 0 to 10.
No hidden number can be worked out, and those of a few children keep 3 possible values or more.
",
        )
        .run();
    let json = outcome.then().args(["audit", "--packs", "packs", "--format", "json"]).any_stdout().run();
    let value: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(
        (&value["hidden"], &value["k"], &value["failures"]),
        (&6.into(), &5.into(), &Value::Array(vec![]))
    );
}

#[test]
fn a_cell_that_is_shown_by_hand_gives_the_other_away() {
    let mut planted = YEAR;
    planted[2] = ("reviews-on-time", "2018-19-Q3", "", "65", "72", "65 of 72, 90%", 1);
    let outcome = audit(&planted)
        .exit(4)
        .any_stdout()
        .stderr(
            "error: the packs give away what they hide:
  reviews-on-time@2018-19-Q2, complement: can be worked out exactly
  reviews-on-time@2018-19-Q2, denominator: can be worked out exactly
  reviews-on-time@2018-19-Q2, numerator: can be worked out exactly
",
        )
        .run();
    assert!(outcome.stdout.contains("one value alone is possible"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains("45") && !outcome.stderr.contains("45"), "the value is not repeated");
}

#[test]
fn two_packs_say_the_same_and_two_days_differ_by_more_than_a_few() {
    let other = |row: Row<'static>| {
        let case = Case::new();
        let rows = [YEAR[0], YEAR[4]];
        packs(
            &case.path().join("packs"),
            "2018-19-Q4",
            &[("board", "public", &rows), ("partners", "partners", &[row, YEAR[4]])],
        );
        case.args(["audit", "--packs", "packs"]).exit(4).any_stdout().any_stderr().run().stderr
    };
    assert_eq!(
        other(("reviews-on-time", "2018-19-Q1", "", "60", "90", "60 of 90, 67%", 1)),
        "error: the packs give away what they hide:
  reviews-on-time@2018-19-Q1: is not the same in board in packs and partners in packs
"
    );
    assert!(
        other(("reviews-on-time", "2018-19-Q1", "", "", "", "[c]", 1)).contains(
            "reviews-on-time@2018-19-Q1: is shown in board in packs and hidden in partners in packs"
        )
    );

    // Published in May with 60 of 80; in August two more were recorded.
    let case = Case::new();
    packs(&case.path().join("packs/2018-19-Q4"), "2018-19-Q4", &[("board", "public", &YEAR[..1])]);
    let published = case.args(["publish", "--period", "2018-19-Q4", "--on", "2019-05-05"]).any_stdout().run();
    let case = published.then();
    let later = [("reviews-on-time", "2018-19-Q1", "", "62", "82", "62 of 82, 76%", 1)];
    packs(&case.path().join("later"), "2019-20-Q1", &[("board", "public", &later)]);
    case.args(["audit", "--packs", "later", "--ledger", "ledger.sqlite"])
        .exit(4)
        .any_stdout()
        .stderr(
            "error: the packs give away what they hide:
  reviews-on-time@2018-19-Q1: has moved by a few children between publication 1 and board in later
",
        )
        .run();
}

#[test]
fn internal_packs_hide_nothing() {
    let case = Case::new();
    packs(&case.path().join("packs"), "2018-19-Q4", &[("smt", "internal", &YEAR)]);
    case.args(["audit", "--packs", "packs"])
        .stdout("No published pack looked at: packs of the internal profile hide nothing.\n")
        .run();
}
