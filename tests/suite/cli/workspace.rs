//! Workspaces: found, named, and wrong.

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
