//! `boardpack check` on the texts of a workspace; faults in its files have cases of their own.

use super::Case;
use super::builder::sample;
use super::commentary::{PACK, TEXT};

const MISSING: &str = "warning[commentary::missing]: the pack smt says nothing of what is off target: life-story-record, seen-alone
 |
 = help: `boardpack commentary new --period 2018-19-Q3` makes drafts of what is still to be written

";

/// A workspace whose pack asks for commentary, with these texts of October to December 2018: then no other pack is due.
fn case(texts: &[(&str, &str)]) -> Case {
    let case = Case::new().file("boardpack.toml", "").file("report-templates/smt.toml", PACK.toml());
    texts.iter().fold(case, |case, (name, text)| case.file(&format!("commentary/2018-19-Q3/{name}"), text))
}

/// What was said before the line that says what was looked at, and that line from the templates on.
fn parted(stdout: &str) -> (&str, &str) {
    let before = stdout.trim_end().rfind('\n').map_or(0, |at| at + 1);
    let (found, summary) = stdout.split_at(before);
    (found, summary.split_once(" worked examples").expect("a number of them").1)
}

#[test]
fn what_is_off_target_and_nobody_wrote_about_is_listed_and_is_no_fault() {
    let checked = case(&[])
        .file("snapshots/2019-03-31.sqlite", std::fs::read(sample()).expect("the sample"))
        .args(["check", "--period", "2018-19-Q3"])
        .any_stdout()
        .run();
    let said = (MISSING, ", 4 templates and the texts of 2018-19-Q3: no fault\n");
    assert_eq!(parted(&checked.stdout), said);
    // For an editor, with a text on one of the two, of which nobody has said on which figures it was written.
    let text = TEXT.replacen("2019-04-12", "2019-01-12", 1);
    let checked = case(&[("visits.md", &text)])
        .args(["check", "--snapshot", "SAMPLE", "--period", "2018-19-Q3", "--format", "json"])
        .any_stdout()
        .run();
    let json: serde_json::Value = serde_json::from_str(&checked.stdout).expect("JSON");
    let said: Vec<[&str; 3]> = json
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| ["code", "severity", "message"].map(|key| one[key].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(
        said,
        [
            ["commentary::unsigned", "warning", "not signed for the internal packs: seen-alone@2018-19-Q3"],
            [
                "commentary::missing",
                "warning",
                "the pack smt says nothing of what is off target: life-story-record"
            ]
        ]
    );
}

#[test]
fn a_text_that_a_build_would_refuse_is_a_fault() {
    let text = TEXT.replace("{{seen-alone}}", "{{seen-alone@2001-02-Q1}}");
    let failed = case(&[("visits.md", &text)])
        .args(["check", "--snapshot", "SAMPLE", "--period", "2018-19-Q3"])
        .exit(1)
        .any_stderr()
        .run();
    assert!(
        failed.stderr.contains("error[commentary::no-figure]: the pack smt does not show 2001-02-Q1"),
        "{}",
        failed.stderr
    );
    assert!(failed.stderr.ends_with("1 fault found\n"), "{}", failed.stderr);
}

#[test]
fn whoever_asks_for_a_quarter_needs_a_snapshot() {
    // Without one and unasked, the files alone are checked: see `init`.
    case(&[])
        .args(["check", "--period", "2018-19-Q3"])
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

#[test]
fn a_letter_that_no_pack_can_print_is_a_fault_where_it_stands() {
    let case = |exit| {
        Case::new()
            .file("boardpack.toml", "# ✓ in a comment is nobody's trouble\ncouncil = \"日本 Council\"\npaths.packs = \"日\"\n")
            .file(
                "commentary/2018-19-Q4/CLA-1.md",
                "+++\nabout = \"CLA-1\"\nauthor = \"Head of Service\"\ndate = 2019-04-12\n+++\n\n## What is working well\n\nAll is well ✓ and naïve.\n",
            )
            .exit(exit)
            .stderr(
                "error[text::letter]: the packs' typeface has no letter for `日` (U+65E5)
 --> FOLDER/boardpack.toml:2:12
  |
2 | council = \"日本 Council\"
  |            ^^
  |
  = help: say it in words or with another letter: nothing is printed with a letter left out

error[text::letter]: the packs' typeface has no letter for `✓` (U+2713)
 --> FOLDER/commentary/2018-19-Q4/CLA-1.md:9:13
  |
9 | All is well ✓ and naïve.
  |             ^
  |
  = help: say it in words or with another letter: nothing is printed with a letter left out

2 faults found
",
            )
    };
    case(1).args(["check"]).run();
    case(1).args(["build", "--snapshot", "SAMPLE"]).run();
}
