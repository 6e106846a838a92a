//! `boardpack commentary`, and what `boardpack build` says of texts.

use super::Case;
use super::small_pack::SmallPack;

/// A pack that asks for commentary on a few measures.
pub(super) const PACK: SmallPack<'_> = SmallPack {
    profile: "internal",
    period: "quarter",
    history: 5,
    blocks: &[r#"
kind = "section"
title = "Visits"
select = { id = ["seen-alone", "life-story-record"] }
commentary = true
"#],
};

pub(super) const TEXT: &str = "+++
about = \"seen-alone\"
author = \"Head of Service\"
date = 2019-04-12
+++

## What are we worried about

Seen alone: {{seen-alone}}.
";

fn case() -> Case {
    Case::new().file("boardpack.toml", "").file("report-templates/smt.toml", PACK.toml())
}

#[test]
fn drafts_are_made_for_what_needs_a_comment_and_never_over_a_file() {
    let new = ["commentary", "new", "--snapshot", "SAMPLE", "--period", "2018-19-Q4"];
    let first = case()
        .file(
            "commentary/2018-19-Q4/visits.md",
            TEXT.replace("seen-alone", "CLA-1").replacen("{{CLA-1}}", "many", 1),
        )
        .args(new)
        .any_stdout()
        .run();
    let lines: Vec<&str> = first.stdout.lines().collect();
    assert!(
        lines[0].starts_with("Kept FOLDER/commentary/2018-19-Q4/visits.md, which does not speak of "),
        "{}",
        first.stdout
    );
    assert!(lines[0].contains("seen-alone"), "{}", lines[0]);
    assert!(lines[1].starts_with("Wrote FOLDER/commentary/2018-19-Q4/CLA-2.md: "), "{}", first.stdout);
    let draft = String::from_utf8(first.read("commentary/2018-19-Q4/CLA-2.md")).expect("text");
    assert!(draft.contains("about = \"CLA-2\"\ndraft = true\n"), "{draft}");
    assert!(draft.contains("{{permanence-plan-by-second-review}}"), "{draft}");
    let before = first.tree();
    // Every draft is whole: the next command reads them all, and there is nothing left to draft.
    let second = first.then().args(new).any_stdout().run();
    assert!(second.tree() == before, "a second run changed a file");
    assert_eq!(second.stdout.lines().count(), 1, "{}", second.stdout);
}

#[test]
fn a_signed_text_is_silent_until_a_figure_moves() {
    let build = ["build", "--snapshot", "SAMPLE", "--period", "2018-19-Q4", "--out", "out"];
    let first = case().file("commentary/2018-19-Q4/visits.md", TEXT);
    let signed = first
        .args(["commentary", "sign", "--snapshot", "SAMPLE", "--period", "2018-19-Q4"])
        .stdout("Signed FOLDER/commentary/2018-19-Q4/visits.md: 2 figures\n")
        .run();
    let text = String::from_utf8(signed.read("commentary/2018-19-Q4/visits.md")).expect("text");
    let built = signed.then().args(build).any_stdout().any_stderr().run();
    assert!(!built.stderr.contains("commentary::moved"), "{}", built.stderr);
    assert!(
        built.stderr.contains("says nothing of what is off target: life-story-record\n"),
        "{}",
        built.stderr
    );
    let moved = text.replace("internal = \"", "internal = \"1 fewer: ");
    let built = built
        .then()
        .file("commentary/2018-19-Q4/visits.md", moved)
        .args(build)
        .any_stdout()
        .any_stderr()
        .run();
    assert!(
        built.stderr.contains("warning[commentary::moved]: `seen-alone@2018-19-Q4` was `1 fewer: "),
        "{}",
        built.stderr
    );
    assert!(built.stderr.contains("visits.md:13:1"), "{}", built.stderr);
    let html = String::from_utf8(built.read("out/smt.html")).expect("text");
    assert!(html.contains("Written when “Seen alone at the last visit”"), "the managers' pack says so");
    // A figure that no pack shows stops the build, and nothing is written.
    let wrong = text.replace("{{seen-alone}}", "{{seen-alone@2001-02-Q1}}");
    let failed = case().file("commentary/2018-19-Q4/visits.md", wrong).args(build).exit(1).any_stderr().run();
    assert!(
        failed.stderr.contains("error[commentary::no-figure]: the pack smt does not show 2001-02-Q1"),
        "{}",
        failed.stderr
    );
}

#[test]
fn without_a_workspace_there_is_no_commentary() {
    Case::new()
        .args(["commentary", "new", "--snapshot", "SAMPLE"])
        .exit(2)
        .stderr("error: commentary belongs to a workspace, and there is none here\n  help: name one with --workspace, or go to a folder below one\n")
        .run();
}

#[test]
fn a_typed_number_is_held_against_the_councils_own_k() {
    let check = |settings: &str| {
        let text = TEXT.replace("Seen alone: {{seen-alone}}.", "Six girls were not seen alone.");
        Case::new()
            .file("boardpack.toml", settings)
            .file("report-templates/smt.toml", SmallPack { profile: "public", ..PACK }.toml())
            .file("commentary/2018-19-Q4/seen-alone.md", text)
            .args(["check"])
            .any_stdout()
    };
    check("").run();
    let refused = check("[disclosure]\nk = 7\n").exit(1).any_stderr().run();
    assert!(
        refused.stderr.contains("`Six` beside `girls` may tell of a few children, and the pack"),
        "{}",
        refused.stderr
    );
}
