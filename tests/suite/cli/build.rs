//! `boardpack build`.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Case;
use super::small_pack::SmallPack;

const FILES: [&str; 5] = ["manifest.json", "smt.csv", "smt.html", "smt.pdf", "smt.xlsx"];

/// Builds one pack of the small workspace.
fn build(more: &[&'static str]) -> Case {
    Case::new()
        .args(["build", "--workspace", "SMALL", "--snapshot", "SAMPLE", "--pack", "smt"])
        .args(more.iter().copied())
}

/// Builds the packs of the folder's own workspace.
fn build_own(more: &[&'static str]) -> Case {
    Case::new().args(["build", "--snapshot", "SAMPLE"]).args(more.iter().copied())
}

/// A pack that partners may see, of a length: one table, of the measures that `select` takes.
fn partners(period: &str, select: &str) -> String {
    let section = format!("kind = \"section\"\ntitle = \"Numbers\"\nselect = {{ {select} }}");
    SmallPack { profile: "partners", period, history: 13, blocks: &[&section] }.toml()
}

/// The folder that the first test writes into: it does not exist.
const NEW: &str = "new/folders/here";

#[test]
fn it_writes_its_files_with_their_hashes_into_a_new_folder_and_the_same_bytes_again_beside_other_files() {
    let first = build(&["--out", NEW]).any_stdout().run();
    assert_eq!(first.files(), FILES.map(|name| format!("{NEW}/{name}")));
    let listed: Vec<&str> = first
        .stdout
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().nth(2))
        .collect();
    let names = ["smt.pdf", "smt.xlsx", "smt.html", "smt.csv", "manifest.json"];
    assert_eq!(listed, names.map(|name| format!("{NEW}/{name}")));
    assert!(first.stdout.ends_with("\n\nFrom SAMPLE, as at 31 March 2019.\n"), "{}", first.stdout);
    let manifest: Value = serde_json::from_slice(&first.read(&format!("{NEW}/manifest.json"))).expect("JSON");
    assert_eq!(manifest["format"], 1);
    assert_eq!(manifest["inputs"]["period"], "2018-19-Q4");
    assert_eq!(manifest["inputs"]["snapshot"]["as_at"], "2019-03-31");
    let snapshot = std::fs::read(super::sample()).expect("the sample");
    assert_eq!(manifest["inputs"]["snapshot"]["sha256"], hash(&snapshot));
    let files = manifest["files"].as_array().expect("files");
    assert_eq!(files.len(), 4);
    for file in files {
        let bytes = first.read(&format!("{NEW}/{}", file["path"].as_str().expect("a path")));
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], hash(&bytes));
        let pages = lopdf::Document::load_mem(&bytes).ok().map(|pdf| pdf.get_pages().len());
        assert_eq!(file["pages"].as_u64(), pages.and_then(|pages| u64::try_from(pages).ok()), "{file}");
    }
    assert!(first.read(&format!("{NEW}/smt.pdf")).starts_with(b"%PDF-"));
    assert!(first.read(&format!("{NEW}/smt.xlsx")).starts_with(b"PK"));
    let notes = format!("{NEW}/notes.txt");
    let mut before = first.tree();
    before.insert(notes.clone().into(), Some(b"mine".to_vec()));
    let second = first
        .then()
        .file(&notes, "mine")
        .args(["build", "--workspace", "SMALL", "--snapshot", "SAMPLE", "--pack", "smt"])
        .args(["--out", NEW, "--timings"])
        .any_stdout()
        .any_stderr()
        .run();
    assert!(second.tree() == before, "a second run wrote other bytes, or over another file");
    let stages: Vec<&str> = second.stderr.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for stage in ["measures", "snapshot", "derive", "compute", "protect", "assemble", "write", "files", "all"]
    {
        assert!(stages.contains(&stage), "{stage} is not timed:\n{}", second.stderr);
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_build_that_fails_leaves_the_earlier_one_as_it_was() {
    // Case::run compares the folder before and after.
    let old = |case: Case| {
        case.file("out/smt.pdf", "old").file("out/manifest.json", "old").file("out/notes.txt", "mine")
    };
    let later = "2019-20-Q1";
    old(build(&["--out", "out", "--period", later])).exit(2).any_stderr().run();
    old(Case::new()).args(["build", "--snapshot", "none.sqlite", "--out", "out"]).exit(3).any_stderr().run();
    let case = old(build_own(&["--out", "out"])).file("boardpack.toml", "councill = \"X\"");
    case.exit(1).any_stderr().run();
    old(build(&["--out", "out"]))
        .folder("out/smt.csv")
        .exit(5)
        .stderr("error: `out/smt.csv` is a folder, and a file of this name is to be written: move the folder away\n")
        .run();
}

#[test]
fn a_pack_for_partners_hides_a_few_children_whichever_packs_are_built_with_it() {
    let select = "id = [\"reviews-on-time\", \"looked-after-pregnant\"]";
    // The other pack stands in the place of the built-in one, so that building both is quick.
    let [quarterly, half_yearly] = ["quarter", "half-year"].map(|period| partners(period, select));
    let own = |more: &[&'static str]| {
        let case = build_own(&["--out", "out"]).args(more.iter().copied()).file("boardpack.toml", "");
        let case = case.file("report-templates/partners.toml", &quarterly);
        case.file("report-templates/smt.toml", &half_yearly).any_stdout().run()
    };
    let (all, one) = (own(&["--pack", "partners", "--pack", "smt"]), own(&["--pack", "partners"]));
    for ending in ["csv", "html", "pdf", "xlsx"] {
        let name = format!("out/partners.{ending}");
        assert!(one.read(&name) == all.read(&name), "{name}");
    }
    let text = String::from_utf8(one.read("out/partners.csv")).expect("text");
    assert!(text.contains(",[c],"), "the sample has figures of a few children");
    let manifest: Value = serde_json::from_slice(&one.read("out/manifest.json")).expect("JSON");
    assert_eq!(manifest["inputs"]["snapshot"]["sha256"], Value::Null, "of its own outputs alone");
    let files = manifest["files"].as_array().expect("files");
    let pdf = files.iter().find(|file| file["path"] == "partners.pdf").expect("a PDF");
    assert!(pdf["pages"].as_u64() > Some(0), "{pdf}");
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    build(&["--out", "report"])
        .file("report", "a report")
        .exit(5)
        .stderr("error: `report` is a file, not a folder: choose another folder or move the file away\n")
        .run();
    build(&["--out", "report/2018"])
        .file("report", "a report")
        .exit(5)
        .stderr("error: `report` is a file, not a folder: choose another folder or move the file away\n")
        .run();
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let case = build(&["--out", "locked"]).folder("locked");
    let locked = case.path().join("locked");
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o555)).expect("permissions");
    if std::fs::write(locked.join("probe"), "").is_ok() {
        eprintln!("not checked: this user may write into a read-only folder");
        return;
    }
    let outcome = case.exit(5).any_stderr().run();
    assert!(outcome.stderr.starts_with("error: cannot write `locked/smt.pdf`: Permission denied"));
}

#[test]
fn packs_are_built_for_quarters() {
    for period in ["2018-19", "2018-19-H2", "2019-03"] {
        build(&["--period", period])
            .exit(2)
            .stderr(format!(
                "error: `{period}` is not a quarter
  help: packs are built for the quarter that has ended, as 2018-19-Q4; a template says which period it reports on
"
            ))
            .run();
    }
}

#[test]
fn a_misspelt_pack_is_wrong_use() {
    build(&["--pack", "smtt"]).exit(2).stderr("error: no pack `smtt`\n  help: did you mean `smt`?\n").run();
    build(&["--pack", "board"])
        .exit(2)
        .stderr("error: no pack `board`\n  help: the packs are childrens-executive-board, corporate-parenting-board, lincc-open-meeting, smt\n")
        .run();
}

#[test]
fn a_pack_that_reports_on_no_period_that_ends_then_is_wrong_use() {
    let case = build_own(&["--period", "2018-19-Q3", "--pack", "yearly"]).file("boardpack.toml", "");
    case.file("report-templates/yearly.toml", partners("year", "context = true"))
        .exit(2)
        .stderr(
            "error: no pack reports on a period that ends with 2018-19-Q3
  help: `boardpack check` lists the templates; half-years end with Q2 and Q4, years with Q4
",
        )
        .run();
}

/// A pack with the lists of people.
const LISTS: SmallPack<'_> = SmallPack {
    profile: "internal",
    period: "quarter",
    history: 1,
    blocks: &[
        r#"
kind = "exceptions"
title = "Who is behind it"
select = { id = ["allocated-social-worker"] }
"#,
        "kind = \"due-soon\"\ntitle = \"What falls due\"",
    ],
};

#[test]
fn the_key_of_the_workspace_is_read_where_it_is_and_stands_in_the_lists_alone() {
    let built = Case::new()
        .file("boardpack.toml", "paths.key = \"kept/key.csv\"")
        .file("report-templates/lists.toml", LISTS.toml())
        .file("kept/key.csv", "person_id,own_number\nEX-00089,OWN-4711\n")
        .args(["build", "--snapshot", "SAMPLE", "--pack", "lists", "--out", "out"])
        .any_stdout()
        .run();
    let text = |path: &str| String::from_utf8_lossy(&built.read(path)).into_owned();
    assert!(text("out/lists.html").contains("OWN-4711"));
    assert!(!text("out/lists.csv").contains("OWN-4711"));
    assert!(
        !text("out/manifest.json").contains("OWN-4711") && !text("out/manifest.json").contains("key.csv")
    );
    let files = built.files();
    assert_eq!(files.iter().filter(|name| name.contains("key")).count(), 1, "no copy: {files:?}");
}

#[test]
fn a_faulty_key_stops_the_build_before_anything_is_computed() {
    let own = || Case::new().file("boardpack.toml", "").file("report-templates/lists.toml", LISTS.toml());
    own()
        .file("key.csv", "person_id,own_number\nEX-00089\n")
        .args(["build", "--snapshot", "SAMPLE", "--pack", "lists", "--key", "key.csv"])
        .exit(1)
        .stderr(
            "error[key::fields]: a line does not have two fields
 --> key.csv:2:1
  |
2 | EX-00089
  | ^^^^^^^^
  |
  = help: the opaque id, a comma, the council's own number

1 fault found
",
        )
        .run();
    let missing = own()
        .args(["build", "--snapshot", "SAMPLE", "--pack", "lists", "--key", "no.csv"])
        .exit(5)
        .any_stderr()
        .run();
    assert!(missing.stderr.starts_with("error: the key no.csv cannot be read"), "{}", missing.stderr);
}

/// Two packs of one measure each: one for the public, one for the managers.
fn two_packs() -> Case {
    let public = partners("quarter", "id = [\"reviews-on-time\"]");
    let managers = public.replace("\"partners\"", "\"internal\"");
    let public = public.replace("\"partners\"", "\"public\"");
    Case::new()
        .file("boardpack.toml", "calendar = { corporate-parenting-board = \"q4\" }")
        .file("report-templates/board.toml", public)
        .file("report-templates/smt.toml", managers)
}

fn pack(case: Case, packs: &[&'static str]) -> super::builder::Outcome {
    let case = case.args(["build", "--snapshot", "SAMPLE", "--out", "out"]);
    packs.iter().fold(case, |case, pack| case.args(["--pack", pack])).any_stdout().any_stderr().run()
}

#[test]
fn packs_built_one_after_the_other_are_as_if_built_together() {
    let together = pack(two_packs(), &["board", "smt"]);
    let first = pack(two_packs(), &["board"]);
    let second = pack(first.then(), &["smt"]);
    let own = |outcome: &super::builder::Outcome| -> Vec<(String, Vec<u8>)> {
        let files = outcome.files().into_iter().filter(|name| name.starts_with("out/"));
        files.map(|name| (name.clone(), outcome.read(&name))).collect()
    };
    assert_eq!(own(&together).len(), 9);
    assert!(own(&second) == own(&together), "another manifest");
    // Of other definitions the two are no set, and nothing is written.
    let managers = String::from_utf8(second.read("report-templates/smt.toml")).expect("text");
    let board = String::from_utf8(second.read("report-templates/board.toml")).expect("text");
    let more = board.replace("reviews-on-time", "missing-episodes");
    let case = second.then().file("report-templates/board.toml", more);
    let refused = case
        .file("report-templates/smt.toml", managers)
        .args(["build", "--snapshot", "SAMPLE", "--out", "out", "--pack", "smt"])
        .exit(2)
        .stderr(format!(
            "error: out holds a pack of other data, definitions or rules, and those of a quarter are protected together: board\n  help: {TOGETHER}\n"
        ))
        .run();
    // Nor are they with a pack that was changed by hand.
    let case = refused.then().file("out/board.html", "changed");
    case.args(["build", "--snapshot", "SAMPLE", "--out", "out", "--pack", "smt"])
        .exit(1)
        .stderr(
            "error[packs::changed]: is not the file that was written: its hash differs
 |
 = at out/board.html
 = help: build the packs again, or put back the file as it was written

1 fault found
",
        )
        .run();
}

const TOGETHER: &str = "build them together: name each with --pack, or leave --pack out for all that are due; or write to another folder with --out";

#[test]
fn packs_of_another_quarter_snapshot_or_version_do_not_stand_with_new_ones() {
    let built = pack(two_packs(), &["board"]);
    let manifest = String::from_utf8(built.read("out/manifest.json")).expect("text");
    let mut last = built;
    for (from, to, words) in [
        (
            "2018-19-Q4",
            "2018-19-Q3",
            "out holds the packs of 2018-19-Q3, not of 2018-19-Q4\n  help: name another folder with --out"
                .to_owned(),
        ),
        (
            "2019-03-31",
            "2018-12-31",
            format!("out holds packs of another snapshot: board\n  help: {TOGETHER}"),
        ),
        ("\"0.1.0\"", "\"0.0.9\"", format!("out holds packs of boardpack 0.0.9: board\n  help: {TOGETHER}")),
    ] {
        assert!(manifest.contains(from), "{manifest}");
        let case = last.then().file("out/manifest.json", manifest.replace(from, to));
        last = case
            .args(["build", "--snapshot", "SAMPLE", "--out", "out", "--pack", "smt"])
            .exit(2)
            .stderr(format!("error: {words}\n"))
            .run();
    }
}

#[test]
fn what_no_manifest_lists_is_named_and_neither_audited_nor_published() {
    let case =
        pack(two_packs(), &["board"]).then().file("out/notes.csv", "day,what\n").file("out/minutes.pdf", "x");
    std::fs::remove_file(case.path().join("out/manifest.json")).expect("a file");
    let built = case
        .args(["build", "--snapshot", "SAMPLE", "--out", "out", "--pack", "smt"])
        .any_stdout()
        .stderr("note: out holds files of packs that manifest.json does not list, of an earlier build: move them away: board.csv, board.html, board.pdf, board.xlsx\n")
        .run();
    let audited = built.then().args(["audit", "--packs", "out"]).exit(1).stderr(UNLISTED).run();
    audited
        .then()
        .args(["publish", "--packs", "out", "--period", "2018-19-Q4", "--pack", "smt"])
        .exit(1)
        .stderr(UNLISTED)
        .run();
}

const UNLISTED: &str = "error[packs::unlisted]: does not list files of packs that lie beside it: board.csv, board.html, board.pdf, board.xlsx
 |
 = at out/manifest.json
 = help: build the packs of the quarter again, together, or move these files away: what is not listed is neither audited nor published

1 fault found
";
