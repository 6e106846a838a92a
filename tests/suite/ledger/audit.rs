//! `boardpack audit`: what released data give away.

use boardpack::benchmark::Benchmarks;
use boardpack::calendar::Basis;
use boardpack::kpi::Catalogue;
use boardpack::scrutiny::{Findings, scrutinise};
use boardpack::write::FileSet;
use boardpack::written::WrittenPacks;
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

/// A row of a board's pack: measure, period, basis, form, numerator, denominator; hidden where there is none.
type Plain<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

/// What a reader of rows finds, who knows what the department publishes of a council.
fn read(rows: &[Plain<'_>], council: &str) -> Findings {
    let mut text = "measure,period,from,to,basis,form,breakdown,group,category,numerator,denominator,value,shown,met,not_met,missing,not_known,not_due,not_applicable,availability,definition,status,target,since_last_year\r\n".to_owned();
    for (measure, period, basis, form, numerator, denominator) in rows {
        let (_, known) = Basis::ALL.iter().find(|(name, _)| name == basis).expect("a basis");
        let days = known.window(period.parse().expect("a period"));
        let (value, shown, availability) =
            if numerator.is_empty() { ("", "[c]", "confidential") } else { ("1", "shown", "available") };
        text += &format!(
            "{measure},{period},{},{},{basis},{form},,,,{numerator},{denominator},{value},{shown},,,,,,,{availability},1,,,\r\n",
            days.since, days.until
        );
    }
    let inputs = serde_json::json!({
        "program": "0.1.0", "period": "2018-19-Q4", "snapshot": { "as_at": "2019-03-31" },
        "packs": ["board"], "profiles": { "board": "public" }, "k": 5,
    });
    let folder = tempfile::tempdir().expect("a folder");
    FileSet::new().with("board.csv", text).write(folder.path(), &inputs).expect("packs");
    let packs = WrittenPacks::read(folder.path()).expect("what was written");
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    scrutinise(&[packs], None, (&catalogue, Benchmarks::of(Some(council))), None)
}

/// What is given away; nothing where the rows hold.
fn found(rows: &[Plain<'_>]) -> Vec<String> {
    read(rows, "").failures.into_iter().map(|(name, why)| format!("{name}: {why}")).collect()
}

#[test]
fn measures_of_different_days_give_each_other_away() {
    let number = |period, count| ("children-looked-after-number", period, "as-at", "count", count, "");
    let started = ("children-started", "2018-19-Q4", "in-period", "count", "30", "");
    let ceased = ("children-ceased", "2018-19-Q4", "in-period", "count", "", "");
    let planted = [number("2018-19-Q3", "300"), number("2018-19-Q4", "327"), started, ceased];
    assert_eq!(found(&planted), ["children-ceased@2018-19-Q4, numerator: can be worked out exactly"]);
    assert_eq!(found(&[planted[0], planted[1], ceased]), [""; 0]);
    let both =
        [planted[0], planted[1], ("children-started", "2018-19-Q4", "in-period", "count", "", ""), ceased];
    assert_eq!(found(&both), [""; 0]);
    // 12 months and the three quarters of them that are shown.
    let share = |period, met, of| ("left-care-to-permanent-home", period, "in-period", "share", met, of);
    let all = ("children-ceased", "2018-19-Q3", "in-period", "count", "40", "");
    assert_eq!(found(&[share("2018-19-Q3", "", ""), all]), [""; 0]);
    let home = ("returned-home", "2018-19-Q3", "in-period", "share", "", "");
    assert_eq!(found(&[share("2018-19-Q3", "12", "40"), all, home]), [""; 0]);
}

#[test]
fn a_base_and_the_departments_figure_are_known_to_every_reader() {
    let number = |period, count| ("children-looked-after-number", period, "as-at", "count", count, "");
    let moves = ("placement-moves", "2018-19-Q4", "in-period", "count", "8", "");
    let rate = ("placement-moves", "2018-19-Q4", "in-period", "rate", "8", "12.0");
    let planted = [number("2018-19-Q3", ""), number("2018-19-Q4", "20"), moves, rate];
    assert_eq!(
        found(&planted),
        ["children-looked-after-number@2018-19-Q3, numerator: can be worked out exactly"]
    );
    assert_eq!(found(&planted[..3]), [""; 0]);
    // In Bromley 9% had three placements or more: of 45 children 4.
    let placements = ("three-or-more-placements", "2018-19-Q4", "rolling-12-months", "share", "", "");
    let rows = [placements, number("2018-19-Q4", "45")];
    assert_eq!(found(&rows), [""; 0]);
    let bromley = read(&rows, "London Borough of Bromley").failures;
    let names: Vec<&str> = bromley.iter().map(|(name, _)| name.as_str()).collect();
    let told = ["complement", "numerator"].map(|what| format!("three-or-more-placements@2018-19-Q4, {what}"));
    assert_eq!(names, told);
}

#[test]
fn rows_that_do_not_fit_are_left_out_and_the_rest_is_audited() {
    let share = |period, met, of| ("reviews-on-time", period, "in-period", "share", met, of);
    let initial = |period, met, of| ("initial-health-assessment", period, "in-period", "share", met, of);
    let planted = [
        // The half-year has fewer than its first quarter; the other measure gives its second quarter away.
        share("2018-19-Q1", "60", "80"),
        share("2018-19-Q2", "", ""),
        share("2018-19-H1", "50", "70"),
        share("2018-19-Q3", "30", "40"),
        share("2018-19-Q4", "", ""),
        share("2018-19-H2", "33", "45"),
        initial("2018-19-Q1", "20", "30"),
        initial("2018-19-Q2", "", ""),
        initial("2018-19-H1", "23", "40"),
    ];
    let found = found(&planted);
    for name in ["reviews-on-time@2018-19-Q4, numerator", "initial-health-assessment@2018-19-Q2, numerator"] {
        assert!(found.contains(&format!("{name}: can be worked out exactly")), "{name}: {found:?}");
    }
    assert!(!found.iter().any(|one| one.contains("2018-19-Q2") && one.contains("reviews")), "{found:?}");
    let notes = read(&planted, "").notes;
    let moved =
        |(id, why): &&(String, String)| id == "reviews-on-time" && why.starts_with("some rows have moved");
    assert!(notes.iter().any(|note| moved(&note)), "{notes:?}");
}
