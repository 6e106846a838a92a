//! `boardpack demo`.

use super::Case;

const FILES: [&str; 15] = [
    ".boardpack-demo",
    "README.md",
    "boardpack.toml",
    "open-meeting.toml",
    "packs/2018-19-Q4/lincc-open-meeting.csv",
    "packs/2018-19-Q4/lincc-open-meeting.html",
    "packs/2018-19-Q4/lincc-open-meeting.pdf",
    "packs/2018-19-Q4/lincc-open-meeting.xlsx",
    "packs/2018-19-Q4/manifest.json",
    "packs/2018-19-Q4/smt.csv",
    "packs/2018-19-Q4/smt.html",
    "packs/2018-19-Q4/smt.pdf",
    "packs/2018-19-Q4/smt.xlsx",
    "snapshots/2019-03-31.sqlite",
    "targets.toml",
];

/// What the demo says, without the sizes and times.
fn words(said: &str) -> String {
    let number = |word: &str| word.parse::<f64>().is_ok();
    let line = |line: &str| {
        let words: Vec<&str> =
            line.split_whitespace().map(|word| if number(word) { "N" } else { word }).collect();
        words.join(" ") + "\n"
    };
    said.lines().map(line).collect()
}

#[test]
fn it_makes_a_workspace_with_packs_and_replaces_what_it_made() {
    let first = Case::new().args(["demo"]).any_stdout().run();
    assert_eq!(first.files(), FILES.map(|name| format!("boardpack-demo/{name}")));
    assert_eq!(
        words(&first.stdout),
        "The example council: synthetic data, no real child.

N kB boardpack-demo/snapshots/2019-03-31.sqlite
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.pdf
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.xlsx
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.html
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.csv
N kB boardpack-demo/packs/2018-19-Q4/smt.pdf
N kB boardpack-demo/packs/2018-19-Q4/smt.xlsx
N kB boardpack-demo/packs/2018-19-Q4/smt.html
N kB boardpack-demo/packs/2018-19-Q4/smt.csv
N kB boardpack-demo/packs/2018-19-Q4/manifest.json

Snapshot made in N s, packs in N s.
Open boardpack-demo/packs/2018-19-Q4 to read the packs.
"
    );
    let before = first.tree();
    let second = first.then().file("boardpack-demo/left-over.txt", "").args(["demo"]).any_stdout().run();
    assert!(second.tree() == before, "a second demo is another");
}

#[test]
fn it_replaces_no_folder_that_it_did_not_make() {
    // Case::run compares the folder before and after.
    Case::new()
        .file("mine/notes.txt", "mine")
        .args(["demo", "--out", "mine"])
        .exit(2)
        .stderr("error: mine is there already and was not made by the demo\n  help: name another folder with --out\n")
        .run();
    Case::new()
        .file("mine", "a file")
        .args(["demo", "--out", "mine"])
        .exit(2)
        .stderr("error: mine is there already and was not made by the demo\n  help: name another folder with --out\n")
        .run();
}

#[test]
fn it_fills_an_empty_folder_and_is_a_workspace_from_inside() {
    let demo = Case::new().args(["demo", "--out", "."]).any_stdout().run();
    assert_eq!(demo.files(), FILES);
    let checked = demo.then().args(["check"]).any_stdout().run();
    assert!(checked.stdout.ends_with("no fault\n"), "{}", checked.stdout);
    let values =
        checked.then().args(["values", "--measure", "children-looked-after-number"]).any_stdout().run();
    assert!(values.stdout.ends_with("  348\n"), "{}", values.stdout);
}
