//! `boardpack init`.

use std::path::Path;

use boardpack::kpi::Catalogue;
use boardpack::workspace::Workspace;

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
    assert!(checked.stdout.ends_with(" worked examples and 4 templates: no fault\n"), "{}", checked.stdout);
    // The sample is of Bromley, and made up: it serves any council to try with.
    let built = checked
        .then()
        .args(["build", "--workspace", "elsewhere", "--snapshot", "SAMPLE"])
        .any_stdout()
        .any_stderr()
        .run();
    let quoted = quoted();
    assert!(quoted.len() >= 2, "{quoted:?}");
    for pack in ["childrens-executive-board", "corporate-parenting-board", "lincc-open-meeting", "smt"] {
        for ending in ["html", "csv"] {
            let file = format!("elsewhere/packs/2018-19-Q4/{pack}.{ending}");
            let text = String::from_utf8(built.read(&file))
                .expect("text")
                .replace("&quot;", "\"")
                .replace("&#39;", "'");
            assert_eq!(text.contains("Elsewhere \"on Sea\" Council"), ending == "html", "{file}");
            // What the strategies say stands in their own words, as of the strategies that the measures answer.
            let own = quoted.iter().fold(text, |text, quotation| text.replace(quotation, ""));
            let place = own
                .find("Bromley")
                .map(|at| own[at.saturating_sub(200)..].chars().take(400).collect::<String>());
            assert_eq!(place, None, "{file}");
        }
    }
}

/// Sentences of the two strategies that name their council, as the built-in measures quote them.
fn quoted() -> Vec<String> {
    let catalogue = Catalogue::built_in().expect("the built-in files");
    let lines = boardpack::kpi::lines().iter().map(|line| line.text.to_owned());
    let targets = catalogue.measures().filter_map(|measure| Some(measure.target.as_ref()?.quote.clone()));
    lines.chain(targets).filter(|words| words.contains("Bromley")).collect()
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

/// A file with every sample line in it: `# key = value` and `# [table]` without their marks.
fn with_samples(text: &str) -> (String, usize) {
    let is_key = |key: &str| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let mut samples = 0;
    let lines = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(sample)
            if sample.starts_with('[') || sample.split_once(" = ").is_some_and(|(key, _)| is_key(key)) =>
        {
            samples += 1;
            sample.to_owned()
        }
        _ => line.to_owned(),
    });
    (lines.collect::<Vec<_>>().join("\n") + "\n", samples)
}

#[test]
fn every_sample_line_is_sound_when_its_mark_is_taken_away() {
    let made = Case::new().args(["init", "new", "--council", "Elsewhere"]).any_stdout().run();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bromley");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let settings = text(made.read("new/boardpack.toml"));
    let targets = text(made.read("new/targets.toml"));
    let own = std::fs::read_to_string(example.join("boardpack.toml")).expect("the example");
    for (settings, targets, least) in [(&settings, &targets, 20), (&own, &String::new(), 9)] {
        let ((settings, one), (targets, other)) = (with_samples(settings), with_samples(targets));
        assert!(one + other >= least, "{one} and {other} samples");
        let case = Case::new().file("boardpack.toml", &settings).file("targets.toml", &targets);
        let (_, faults) = Workspace::read_all(Some(case.path()));
        assert!(faults.is_empty(), "{}\n{settings}{targets}", faults.render(false));
    }
    for table in ["[disclosure]", "[rules]", "[calendar]", "[paths]", "ledger = ", "key = "] {
        assert!(settings.contains(table), "{table}");
    }
    for table in ["[[exception]]", "[[rebase]]", "[baseline]"] {
        assert!(targets.contains(table), "{table}");
    }
}
