//! Faulty files and the exact words that `boardpack check` has for them: a folder of `tests/cases/errors` is a workspace with
//! its message in `expected.txt`. `BLESS=1` writes the messages anew; read what changed before it is committed.

use std::path::{Path, PathBuf};
use std::process::Command;

use boardpack::compute::{run_examples_of, verify};
use boardpack::diagnostic::{Diagnostics, Place};
use boardpack::workspace::Workspace;
use rayon::prelude::*;
use serde_json::Value;

/// The folders of the cases, by name.
fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/errors");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("the cases")
        .map(|entry| entry.expect("a case").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// Every fault of a case, as `check` finds them; the built-in measures' examples are left out, for they take long and
/// are run elsewhere.
fn faults(case: &Path) -> Diagnostics {
    let (workspace, mut faults) = Workspace::read_all(Some(case));
    faults.extend(verify(&workspace.catalogue).expect("an empty image"));
    let own = workspace.catalogue.measures().filter(|measure| measure.source.name.starts_with('/'));
    let faulty = |measure: &boardpack::kpi::Measure| {
        faults.iter().any(|one| matches!(&one.place, Place::Span(source, _) if *source == measure.source))
    };
    let found = run_examples_of(own.filter(|measure| !faulty(measure)));
    faults.extend(found);
    faults
}

/// A text in which the paths of the case stand as its user would know them.
fn from_inside(text: &str, case: &Path) -> String {
    text.replace(&format!("{}/", case.display()), "").replace(&case.display().to_string(), ".")
}

#[test]
fn faulty_files_have_their_exact_message() {
    let cases = cases();
    assert!(cases.len() >= 25, "only {} cases", cases.len());
    let wrong: Vec<String> = cases
        .par_iter()
        .filter_map(|case| {
            let name = case.file_name().expect("a name").to_string_lossy();
            let faults = faults(case);
            let careless: Vec<String> =
                faults.to_json().as_array().expect("a list").iter().filter_map(careless).collect();
            if faults.is_empty() || !careless.is_empty() {
                return Some(format!("{name}: {}", careless.join("\n")));
            }
            let found = from_inside(&faults.render(false), case);
            let golden = case.join("expected.txt");
            if std::env::var_os("BLESS").is_some() {
                std::fs::write(&golden, &found).expect("a golden");
            }
            let expected = std::fs::read_to_string(&golden).unwrap_or_default();
            (found != expected).then(|| format!("{name}: expected\n{expected}\nfound\n{found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// A fault that lacks a code, a place, or something to do, or whose words begin with a capital.
fn careless(fault: &Value) -> Option<String> {
    let text = |key: &str| fault[key].as_str().is_some_and(|text| !text.is_empty());
    let first = fault["message"].as_str().and_then(|message| message.chars().next());
    let placed = fault["line"].is_u64() && fault["column"].is_u64();
    let whole_file = fault["line"].is_null() && fault["column"].is_null();
    let good = text("code") && text("file") && text("hint") && (placed || whole_file);
    (!good || first.is_none_or(char::is_uppercase)).then(|| format!("{fault:#}"))
}

#[test]
fn the_command_says_the_same() {
    // Faults of reading in several files, and of SQL and an example: `check` runs every worked example each time.
    for name in ["several-files-at-once", "sql-and-example-in-different-files"] {
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/errors").join(name);
        let output = Command::new(env!("CARGO_BIN_EXE_boardpack"))
            .args(["check", "--workspace"])
            .arg(&case)
            .output()
            .expect("the binary");
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = from_inside(&String::from_utf8(output.stderr).expect("text in UTF-8"), &case);
        let expected = std::fs::read_to_string(case.join("expected.txt")).expect("a golden");
        let counted = said.strip_prefix(&expected).expect("the same words");
        assert!(counted.ends_with(" found\n"), "{counted}");
    }
}
