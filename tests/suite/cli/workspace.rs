//! Workspaces: found, named, and wrong.

use std::path::Path;

use super::Case;

#[test]
fn a_folder_that_is_no_workspace_is_wrong_use() {
    for folder in ["here", "nowhere"] {
        Case::new()
            .folder("here")
            .args(["--workspace", folder, "check"])
            .exit(2)
            .stderr(format!(
                "error: {folder} is not a workspace: it has no boardpack.toml\n  help: name a folder that holds boardpack.toml\n"
            ))
            .run();
    }
}

#[test]
fn the_nearest_folder_above_is_the_workspace() {
    let case = Case::new().file("boardpack.toml", "councill = \"X\"").folder("packs");
    let folder = case.path().join("packs");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_boardpack"))
        .arg("list")
        .current_dir(folder)
        .output()
        .expect("the binary");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn faults_as_json_name_file_line_column_code_and_hint() {
    let outcome = Case::new()
        .file("boardpack.toml", "council = \"X\"\n\n[paths]\nkpi = \"kpis\"\n")
        .args(["--workspace", ".", "check", "--format", "json"])
        .exit(1)
        .any_stdout()
        .run();
    let found: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let expected = serde_json::json!([{
        "code": "toml::unknown-field", "severity": "error", "message": "unknown field `paths.kpi`",
        "file": "./boardpack.toml", "line": 4, "column": 1, "end": { "line": 4, "column": 4 },
        "label": null, "hint": "did you mean `kpis`?",
    }]);
    assert_eq!(found, expected);
}

#[test]
fn no_fault_as_json_is_an_empty_list() {
    Case::new().args(["check", "--format", "json"]).stdout("[]\n").run();
}

#[test]
fn a_rule_of_a_population_changes_its_figures_and_is_printed_with_them() {
    let value = |rules: &str| -> String {
        let outcome = Case::new()
            .file("boardpack.toml", rules)
            .args(["explain", "visits-on-time@2018-19-Q4", "--snapshot", "SAMPLE"])
            .any_stdout()
            .run();
        outcome.stdout
    };
    let (six_weeks, two_weeks) = (value(""), value("[rules]\nvisit_days_between = 14\n"));
    assert!(six_weeks.contains("visit_days_between = 42"), "{six_weeks}");
    assert!(two_weeks.contains("visit_days_between = 14"), "{two_weeks}");
    let share = |said: &str| -> u32 {
        let words = said.split_whitespace().collect::<Vec<_>>();
        let percent = words.iter().find_map(|word| word.trim_end_matches(['.', ',']).strip_suffix('%'));
        percent.and_then(|number| number.parse().ok()).expect("a percentage")
    };
    assert!(share(&two_weeks) < share(&six_weeks), "{two_weeks}");
}

#[test]
fn a_workspace_is_not_ignored_without_a_word() {
    for (command, name) in [
        (&["spc", "series.csv"][..], "spc"),
        (&["schema", "measure"], "schema"),
        (&["sample", "--out", "new.sqlite"], "sample"),
        (&["attack", "table.json"], "attack"),
        (&["demo"], "demo"),
    ] {
        Case::new()
            .args(["--workspace", "."])
            .args(command.iter().copied())
            .exit(2)
            .stderr(format!("error: `{name}` reads no workspace\n  help: leave --workspace out\n"))
            .run();
    }
}

#[test]
fn a_table_is_suppressed_by_the_councils_own_k() {
    let table = "{\"true_values\": {\"met\": 38, \"not met\": 7, \"all\": 45}, \"identities\": [{\"coef\": {\"met\": 1, \"not met\": 1, \"all\": -1}, \"lo\": 0, \"hi\": 0}]}";
    let primary = |settings: &str, more: &[&'static str]| -> serde_json::Value {
        let outcome = Case::new()
            .file("boardpack.toml", settings)
            .file("table.json", table)
            .args(["suppress", "table.json"])
            .args(more.iter().copied())
            .any_stdout()
            .run();
        serde_json::from_str::<serde_json::Value>(&outcome.stdout).expect("JSON")["primary"].clone()
    };
    assert_eq!(primary("", &[]), serde_json::json!([]));
    assert_eq!(primary("disclosure.k = 7", &[]), serde_json::json!(["not met"]));
    assert_eq!(primary("disclosure.k = 7", &["--k", "6"]), serde_json::json!([]));
}

#[test]
fn a_day_that_is_in_no_calendar_is_one_fault() {
    Case::new()
        .file("boardpack.toml", "")
        .file("targets.toml", "[[rebase]]\nmeasure = \"visits-on-time\"\non = 2019-02-30\nreason = \"A new form\"\ndecided_by = \"Head of Service\"\n")
        .args(["list"])
        .exit(1)
        .stderr(
            "error[toml::syntax]: invalid date, expected day between 01 and 28
 --> FOLDER/targets.toml:3:6
  |
3 | on = 2019-02-30
  |      ^^^^^^^^^^
  |
  = help: write a day that is in the calendar, as 2019-02-28

1 fault found
",
        )
        .run();
}

#[test]
fn the_tables_of_a_snapshot_are_printed() {
    let outcome = Case::new().args(["schema", "snapshot"]).any_stdout().run();
    let contract = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshot/contract.sql");
    assert_eq!(outcome.stdout, std::fs::read_to_string(contract).expect("the contract"));
}
