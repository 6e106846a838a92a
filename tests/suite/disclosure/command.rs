//! `boardpack suppress` and `boardpack attack`, as an analyst meets them.

use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use super::shared;
use crate::cli::Case;

const TABLE: &str =
    r#"{"rows": ["boys", "girls"], "cols": ["under 10", "10 and over"], "values": [[3, 20], [6, 15]]}"#;

fn answer(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn suppress_names_the_cells_to_hide_and_what_is_left_of_them() {
    let case = Case::new().file("table.json", TABLE).args(["suppress", "table.json"]);
    let outcome = case.any_stdout().run();
    assert_eq!(
        answer(&outcome.stdout),
        json!({
            "primary": ["boys|under 10"],
            "secondary": ["boys|10 and over", "girls|10 and over", "girls|under 10"],
            "intervals": {
                "boys|10 and over": [15, 22],
                "boys|under 10": [1, 8],
                "girls|10 and over": [13, 20],
                "girls|under 10": [1, 8],
            },
        })
    );
}

#[test]
fn suppress_for_reading() {
    Case::new()
        .file("table.json", TABLE)
        .args(["suppress", "table.json", "--format", "table", "--attacker", "nonnegative"])
        .stdout(
            " cell               hidden as  can be
 boys|10 and over   secondary  14 to 23
 boys|under 10      primary    0 to 9
 girls|10 and over  secondary  12 to 21
 girls|under 10     secondary  0 to 9
4 of 9 cells hidden: 1 primary, 3 secondary
",
        )
        .run();
}

#[test]
fn k_says_which_counts_are_small() {
    for (k, hidden) in [("2", 0), ("3", 4), ("9", 6)] {
        let case = Case::new().file("table.json", TABLE).args(["suppress", "table.json", "--k", k]);
        let answer = answer(&case.any_stdout().run().stdout);
        assert_eq!(answer["intervals"].as_object().expect("intervals").len(), hidden, "k = {k}");
    }
    let case = Case::new().file("table.json", TABLE).args(["suppress", "table.json", "--k", "10"]);
    let outcome = case.exit(2).any_stderr().run();
    assert!(outcome.stderr.contains("10 is not in 1..=9"), "{}", outcome.stderr);
}

#[test]
fn a_list_is_answered_by_a_list_with_ids() {
    let list = format!("[{}, {}]", TABLE.replacen('{', "{\"id\": \"first\", ", 1), TABLE);
    let case = Case::new().file("tables.json", list).args(["suppress", "tables.json"]);
    let answer = answer(&case.any_stdout().run().stdout);
    assert_eq!(answer.as_array().map(Vec::len), Some(2));
    assert_eq!(answer[0]["id"], "first");
    assert_eq!(answer[1].as_object().map(serde_json::Map::len), Some(3));
    assert_eq!(answer[0]["secondary"], answer[1]["secondary"]);
    let empty = Case::new().file("none.json", "[]").args(["suppress", "none.json"]);
    empty.stdout("[]\n").run();
}

#[test]
fn a_table_that_nothing_protects_is_hidden_as_a_whole_and_said() {
    let text = r#"{"true_values": {"met": 3, "all": 41}, "published": ["all"],
        "identities": [{"coef": {"met": 1000}, "lo": 2972.5, "hi": 3013.4}]}"#;
    let outcome = Case::new()
        .file("share.json", text)
        .args(["suppress", "share.json"])
        .exit(4)
        .any_stdout()
        .stderr("error: hiding further cells does not protect met: the whole table is hidden\n")
        .run();
    assert_eq!(
        answer(&outcome.stdout),
        json!({ "primary": ["met"], "secondary": ["all"], "intervals": { "all": [0, null], "met": [0, null] } })
    );
}

#[test]
fn attack_says_what_the_published_cells_give_away() {
    let table =
        TABLE.replace("]]}", "]], \"primary\": [\"boys|under 10\"], \"secondary\": [\"boys|10 and over\"]}");
    let outcome = Case::new()
        .file("table.json", table)
        .args(["attack", "table.json", "--format", "table"])
        .stdout(
            " cell              hidden as  can be
 boys|10 and over  secondary  20, worked out exactly
 boys|under 10     primary    3, worked out exactly
2 of 9 cells hidden: 1 primary, 1 secondary
",
        )
        .run();
    drop(outcome);
}

#[test]
fn attack_answers_the_cases() {
    let Some(path) = shared("attack-cases.json") else { return };
    let cases = std::fs::read_to_string(&path).expect("the cases");
    let case =
        Case::new().file("cases.json", &cases).args(["attack", "cases.json", "--attacker", "nonnegative"]);
    let found = answer(&case.any_stdout().run().stdout);
    for (found, expected) in
        found.as_array().expect("a list").iter().zip(answer(&cases).as_array().expect("a list"))
    {
        assert_eq!(found["id"], expected["id"]);
        assert_eq!(found["intervals"], expected["intervals"], "{}", expected["id"]);
        let hidden = found["primary"].as_array().map(Vec::len);
        assert!(hidden > Some(0), "{found:#}");
    }
}

#[test]
fn a_faulty_file_is_told_with_its_place() {
    let outcome = Case::new()
        .file("table.json", TABLE.replace("\"cols\"", "\"columns\""))
        .args(["suppress", "table.json"])
        .exit(1)
        .any_stderr()
        .run();
    assert!(outcome.stderr.contains("table.json:1:29"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("did you mean `cols`?"), "{}", outcome.stderr);
    let missing = Case::new().args(["attack", "none.json"]).exit(5).any_stderr().run();
    assert!(missing.stderr.starts_with("error: cannot read none.json: "), "{}", missing.stderr);
}

#[test]
fn hidden_cells_that_nothing_fits_are_a_fault() {
    let text = r#"{"rows": ["a", "b"], "cols": ["p", "q"], "values": [[0, 20], [0, 15]], "primary": ["a|p", "b|p"]}"#;
    Case::new()
        .file("table.json", text)
        .args(["attack", "table.json"])
        .exit(1)
        .stderr(
            "error[table::audit]: no counts fit the published cells, the sums and what is known beforehand
 |
 = at table.json
 = help: check the hidden cells and the bounds; a hidden true zero contradicts `--attacker rule`

1 fault found
",
        )
        .run();
}
