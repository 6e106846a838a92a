//! What differs between two snapshots, two definitions and two builds.

use pretty_assertions::assert_eq;

use super::Case;

const HEADER: &str = "measure,period,from,to,basis,form,breakdown,group,category,numerator,denominator,value,shown,met,not_met,missing,not_known,not_due,not_applicable,availability,definition,status,target,since_last_year";

/// Tidy data of a pack: measure, numbers, as printed, availability, definition and status.
fn tidy(rows: &[(&str, &str, &str, &str, u8, &str)]) -> String {
    let mut text = format!("{HEADER}\n");
    for (measure, numbers, shown, availability, definition, status) in rows {
        text += &format!(
            "{measure},2018-19-Q4,2019-03-31,2019-03-31,as-at,share,,,,{numbers},\"{shown}\",,,,,,,{availability},{definition},{status},,\n"
        );
    }
    text
}

fn manifest(pdf: &str, pages: &str) -> String {
    let inputs = "{\"program\": \"0.1.0\", \"period\": \"2018-19-Q4\", \"snapshot\": {\"as_at\": \"2019-03-31\"}, \"packs\": [\"smt\"], \"profiles\": {\"smt\": \"internal\"}, \"k\": 5}";
    format!(
        "{{\"format\": 1, \"inputs\": {inputs}, \"files\": [{{\"path\": \"smt.csv\", \"bytes\": 9, \"sha256\": \"aa11aa11aa\"}}, {{\"path\": \"smt.pdf\", \"bytes\": 200, \"sha256\": \"{pdf}\"{pages}}}]}}"
    )
}

/// Two builds in folders of their own.
fn builds() -> Case {
    let before = tidy(&[
        ("dental-check", "180,200,0.9", "180 of 200, 90%", "available", 1, "off-target"),
        ("life-story-record", "60,80,0.75", "60 of 80, 75%", "available", 1, "off-target"),
        ("placement-moves", "33,,33", "33", "available", 1, "no-target"),
        ("seen-on-time", "90,100,0.9", "90 of 100, 90%", "available", 1, "close"),
    ]);
    let after = tidy(&[
        ("dental-check", "180,200,0.9", "180 of 200, 90%", "available", 1, "off-target"),
        ("life-story-record", ",,", "[c]", "confidential", 1, ""),
        ("reviews-on-time", "50,60,0.833333", "50 of 60, 83%", "available", 1, "close"),
        ("seen-on-time", "95,100,0.95", "95 of 100, 95%", "available", 2, "on-target"),
    ]);
    Case::new()
        .file("a/manifest.json", manifest("bb22bb22bb", ", \"pages\": 11"))
        .file("a/smt.csv", before)
        .file("b/manifest.json", manifest("cc33cc33cc", ", \"pages\": 12"))
        .file("b/smt.csv", after)
}

#[test]
fn builds_differ_in_figures_statuses_suppressions_and_files() {
    let outcome = builds().args(["diff", "a", "b"]).any_stdout().run();
    let lines: Vec<&str> = outcome.stdout.lines().map(str::trim_end).collect();
    let squeezed: Vec<String> = lines
        .iter()
        .map(|line| {
            line.split("  ").filter(|part| !part.is_empty()).map(str::trim).collect::<Vec<_>>().join(" | ")
        })
        .collect();
    assert_eq!(
        squeezed,
        [
            "4 of 5 figures differ: 3 in their number, 1 in what is hidden, 2 in status",
            "1 of 2 files differ",
            "",
            "of | what | before | after",
            "smt life-story-record@2018-19-Q4 | suppression | 60 of 80, 75% | [c]",
            "smt life-story-record@2018-19-Q4 | status | off-target | -",
            "smt placement-moves@2018-19-Q4 | figure | 33 | not there",
            "smt reviews-on-time@2018-19-Q4 | figure | not there | 50 of 60, 83%",
            "smt seen-on-time@2018-19-Q4 | figure | 90 of 100, 90% | 95 of 100, 95%",
            "smt seen-on-time@2018-19-Q4 | definition | 1 | 2",
            "smt seen-on-time@2018-19-Q4 | status | close | on-target",
            "smt.pdf | file | 200 bytes, 11 pages, bb22bb22 | 200 bytes, 12 pages, cc33cc33",
        ]
    );
    let outcome = builds().args(["diff", "a", "b", "--format", "json"]).any_stdout().run();
    let value: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((value["format"].as_u64(), value["compared"].as_str()), (Some(1), Some("builds")));
    assert_eq!(value["differences"].as_array().map(Vec::len), Some(8));
    assert_eq!(value["differences"][2]["after"], serde_json::Value::Null);
    let same = builds().args(["diff", "a", "a"]);
    same.stdout(
        "0 of 4 figures differ: 0 in their number, 0 in what is hidden, 0 in status\n0 of 2 files differ\n",
    )
    .run();
}

#[test]
fn what_cannot_be_compared_is_wrong_use() {
    builds()
        .args(["diff", "a", "nowhere"])
        .exit(2)
        .stderr("error: nowhere is nothing that can be compared\n  help: name a snapshot (.sqlite), a workspace (a folder with boardpack.toml) or packs (a folder with manifest.json)\n")
        .run();
    builds()
        .args(["diff", "a", "SMALL"])
        .exit(2)
        .stderr("error: one of builds, one of definitions: they cannot be compared\n  help: name two snapshots, two workspaces or two folders of packs\n")
        .run();
}

#[test]
fn a_broken_manifest_is_told_alike_by_every_command() {
    let outside = manifest("bb22bb22bb", "").replace("smt.csv", "../smt.csv");
    for (text, words) in [
        (outside.as_str(), "lists `../smt.csv`, which leads out of its folder"),
        ("{", "cannot be read: EOF while parsing an object at line 1 column 1"),
    ] {
        for command in [
            &["diff", "a", "b"][..],
            &["audit", "--packs", "a"],
            &["publish", "--packs", "a", "--period", "2018-19-Q4"],
        ] {
            builds()
                .file("a/manifest.json", text)
                .args(command.iter().copied())
                .exit(1)
                .stderr(format!(
                    "error[packs::manifest]: {words}
 |
 = at a/manifest.json
 = help: build the packs again with this version of the program

1 fault found
"
                ))
                .run();
        }
    }
}

#[test]
fn definitions_differ_by_what_the_council_reads_otherwise() {
    let outcome = Case::new()
        .file("a/boardpack.toml", "")
        .file("b/boardpack.toml", "[params.has-trusted-adult]\nfrom_age = 10\n")
        .args(["diff", "a", "b", "--snapshot", "SAMPLE", "--period", "2018-19-Q4", "--format", "json"])
        .any_stdout()
        .run();
    let value: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let differences = value["differences"].as_array().expect("a list");
    assert_eq!(value["compared"], "definitions");
    assert_eq!(differences[0]["what"], "figure");
    for one in differences {
        assert_eq!(one["of"], "has-trusted-adult@2018-19-Q4", "{one}");
    }
}

#[test]
fn a_snapshot_does_not_differ_from_itself() {
    let outcome = Case::new().args(["--workspace", "SMALL", "diff", "SAMPLE", "SAMPLE"]).any_stdout().run();
    assert!(outcome.stdout.starts_with("0 of "), "{}", outcome.stdout);
    assert_eq!(outcome.stdout.lines().count(), 1);
}
