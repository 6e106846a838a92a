//! `boardpack demo`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Case;
use super::builder::Outcome;
use crate::published::swaps::every_pack::files_of_the_example;

/// The packs of the example's last quarter.
const PACKS: [&str; 4] =
    ["childrens-executive-board", "corporate-parenting-board", "lincc-open-meeting", "smt"];

/// Every file of the demo's folder: the example workspace, its snapshot, its packs.
fn files() -> Vec<String> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bromley");
    let mut all: Vec<String> = walkdir(&example, "");
    let endings = ["csv", "html", "pdf", "xlsx"];
    let packs = PACKS.iter().flat_map(|pack| endings.map(|ending| format!("{pack}.{ending}")));
    all.extend(packs.map(|name| format!("packs/2018-19-Q4/{name}")));
    all.extend(
        [".boardpack-demo", "packs/2018-19-Q4/manifest.json", "snapshots/2019-03-31.sqlite"]
            .map(str::to_owned),
    );
    all.sort();
    all
}

fn walkdir(folder: &Path, below: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .flat_map(|entry| {
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() { walkdir(&entry.path(), &format!("{name}/")) } else { vec![name] }
        })
        .collect()
}

/// What the demo says, without the sizes and times.
fn words(said: &str) -> String {
    let number = |word: &str| word.parse::<f64>().is_ok();
    let pages = |word: &str| word.strip_prefix('(').is_some_and(number);
    let line = |line: &str| {
        let words: Vec<&str> = line
            .split_whitespace()
            .map(|word| match word {
                _ if pages(word) => "(N",
                _ if number(word) => "N",
                _ => word,
            })
            .collect();
        words.join(" ") + "\n"
    };
    said.lines().map(line).collect()
}

#[test]
fn it_makes_a_workspace_with_packs_and_makes_the_same_again() {
    // What it made before is replaced, and nothing of it is left.
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let first = Case::new()
        .file("boardpack-demo/.boardpack-demo", format!("{{ \"packs/left-over.txt\": \"{empty}\" }}"))
        .file("boardpack-demo/packs/left-over.txt", "")
        .args(["demo"])
        .any_stdout()
        .run();
    assert_eq!(
        first.files(),
        files().iter().map(|name| format!("boardpack-demo/{name}")).collect::<Vec<_>>()
    );
    assert_eq!(
        words(&first.stdout),
        "The example council: synthetic data, no real child.

N kB boardpack-demo/snapshots/2019-03-31.sqlite
N kB boardpack-demo/packs/2018-19-Q4/childrens-executive-board.pdf (N pages of at most 16)
N kB boardpack-demo/packs/2018-19-Q4/childrens-executive-board.xlsx
N kB boardpack-demo/packs/2018-19-Q4/childrens-executive-board.html
N kB boardpack-demo/packs/2018-19-Q4/childrens-executive-board.csv
N kB boardpack-demo/packs/2018-19-Q4/corporate-parenting-board.pdf (N pages of at most 20)
N kB boardpack-demo/packs/2018-19-Q4/corporate-parenting-board.xlsx
N kB boardpack-demo/packs/2018-19-Q4/corporate-parenting-board.html
N kB boardpack-demo/packs/2018-19-Q4/corporate-parenting-board.csv
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.pdf (N pages of at most 8)
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.xlsx
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.html
N kB boardpack-demo/packs/2018-19-Q4/lincc-open-meeting.csv
N kB boardpack-demo/packs/2018-19-Q4/smt.pdf (N pages of at most 40)
N kB boardpack-demo/packs/2018-19-Q4/smt.xlsx
N kB boardpack-demo/packs/2018-19-Q4/smt.html
N kB boardpack-demo/packs/2018-19-Q4/smt.csv
N kB boardpack-demo/packs/2018-19-Q4/manifest.json

Snapshot made in N s, packs in N s.
Open boardpack-demo/packs/2018-19-Q4 to read the packs.
"
    );
    the_published_packs_are_those_that_were_tried(&first);
    let below = |tree: BTreeMap<PathBuf, Option<Vec<u8>>>| -> Vec<(PathBuf, Option<Vec<u8>>)> {
        let own =
            |(path, bytes): (PathBuf, _)| Some((path.strip_prefix("boardpack-demo").ok()?.to_owned(), bytes));
        tree.into_iter().filter_map(own).filter(|(path, _)| *path != Path::new("")).collect()
    };
    // An empty folder is filled with the same bytes, and is a workspace from inside.
    let second = Case::new().args(["demo", "--out", "."]).any_stdout().run();
    assert!(second.tree().into_iter().collect::<Vec<_>>() == below(first.tree()), "a second demo is another");
    // Whoever works in the folder loses nothing to a third one.
    let worked = second.then().file("ledger.sqlite", "a ledger").file("actions.toml", "# mine\n");
    let refused = worked
        .args(["demo", "--out", "."])
        .exit(2)
        .stderr(
            "error: . holds what the demo did not make, or what was changed since: actions.toml, ledger.sqlite
  help: move these away, or name another folder with --out
",
        )
        .run();
    let checked = refused.then();
    for name in ["ledger.sqlite", "actions.toml"] {
        std::fs::remove_file(checked.path().join(name)).expect("a file");
    }
    let checked = checked.args(["check"]).any_stdout().run();
    assert!(
        checked.stdout.ends_with(" worked examples, 4 templates and the texts of 2018-19-Q4: no fault\n"),
        "{}",
        checked.stdout
    );
    let values =
        checked.then().args(["values", "--measure", "children-looked-after-number"]).any_stdout().run();
    assert!(values.stdout.contains("  348\n\nFrom "), "{}", values.stdout);
}

/// The tests that move hidden counts make the published packs from their figures as a build does: to the same bytes.
fn the_published_packs_are_those_that_were_tried(demo: &Outcome) {
    let read = |name: &str| demo.read(&format!("boardpack-demo/packs/2018-19-Q4/{name}"));
    let json = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).expect("JSON");
    let mut manifest = json(&read("manifest.json"));
    for (name, bytes) in files_of_the_example() {
        if name != "manifest.json" {
            assert!(read(name) == *bytes, "{name} is another");
            continue;
        }
        let tried = json(bytes);
        let is_tried = |file: &serde_json::Value| tried["files"].as_array().expect("files").contains(file);
        manifest["files"].as_array_mut().expect("files").retain(is_tried);
        for field in ["packs", "profiles", "snapshot"] {
            // The demo has the Senior Management Team's pack too, and with it the hash of the snapshot.
            manifest["inputs"][field] = tried["inputs"][field].clone();
        }
        assert_eq!(manifest, tried);
    }
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
fn a_mark_that_lists_nothing_gives_nothing_away() {
    let case = Case::new().file("mine/.boardpack-demo", "made by an earlier version");
    let case = (1..=7).fold(case, |case, number| case.file(&format!("mine/notes/{number}.txt"), "mine"));
    case.args(["demo", "--out", "mine"])
        .exit(2)
        .stderr(
            "error: mine holds what the demo did not make, or what was changed since: notes/1.txt, notes/2.txt, notes/3.txt, notes/4.txt, notes/5.txt, 2 more
  help: move these away, or name another folder with --out
",
        )
        .run();
}
