//! `boardpack init`.

use super::Case;

const FILES: [&str; 3] = ["README.md", "boardpack.toml", "targets.toml"];

#[test]
fn a_new_workspace_is_sound_and_builds_on_the_sample() {
    let made = Case::new()
        .args(["init", "elsewhere", "--council", "Elsewhere \"on Sea\" Council", "--la-code", "999"])
        .args(["--calendar", "corporate-parenting-board=every-quarter"])
        .any_stdout()
        .run();
    assert_eq!(made.files(), FILES.map(|name| format!("elsewhere/{name}")));
    let settings = String::from_utf8(made.read("elsewhere/boardpack.toml")).expect("text");
    assert!(settings.contains("\nla-code = \"999\"\n# ons-code = \"E09000006\"\n"), "{settings}");
    assert!(settings.contains("\ncorporate-parenting-board = \"every-quarter\"\n"), "{settings}");
    let checked = made.then().args(["check", "--workspace", "elsewhere"]).any_stdout().run();
    assert!(checked.stdout.ends_with("no fault\n"), "{}", checked.stdout);
    // The sample is of Bromley, and made up: it serves any council to try with.
    let built = checked
        .then()
        .args(["build", "--workspace", "elsewhere", "--snapshot", "SAMPLE"])
        .args(["--pack", "childrens-executive-board"])
        .any_stdout()
        .any_stderr()
        .run();
    let page = built.read("elsewhere/packs/2018-19-Q4/childrens-executive-board.html");
    let page = String::from_utf8(page).expect("text");
    assert!(
        page.contains("Elsewhere &quot;on Sea&quot; Council")
            || page.contains("Elsewhere \"on Sea\" Council")
    );
}

#[test]
fn nothing_of_a_council_is_written_over() {
    Case::new()
        .file("mine/notes.txt", "mine")
        .args(["init", "mine", "--council", "Elsewhere"])
        .exit(2)
        .stderr("error: mine is there already and holds something\n  help: name a new folder\n")
        .run();
    Case::new()
        .file("mine", "a file")
        .args(["init", "mine", "--council", "Elsewhere"])
        .exit(2)
        .stderr("error: mine is a file\n  help: name a new folder\n")
        .run();
    Case::new()
        .args(["init", "new", "--council", " "])
        .exit(2)
        .stderr("error: the council has no name\n  help: write it as the packs are to print it\n")
        .run();
}

#[test]
fn a_calendar_names_packs_that_there_are() {
    Case::new()
        .args(["init", "new", "--council", "Elsewhere", "--calendar", "board=q4"])
        .exit(2)
        .stderr("error: no pack `board`\n  help: the packs are childrens-executive-board, corporate-parenting-board, lincc-open-meeting, smt\n")
        .run();
}
