//! `boardpack due`.

use super::Case;
use super::builder::sample;

const PACK: &str = r#"
title = "A small pack"
audience = "Testers"
purpose = "Who is looked after."
profile = "internal"
calendar = "every-quarter"
period = "quarter"
history = 2

[[block]]
kind = "section"
title = "Who we look after"
select = { context = true, tier = ["core"] }
"#;

#[test]
fn each_pack_that_is_due_says_what_is_missing() {
    Case::new()
        .file("boardpack.toml", "[calendar]\nsmt = \"q4\"\nlincc-open-meeting = \"q2-and-q4\"\n")
        .args(["due", "--date", "2018-11-05"])
        .stdout(
            "On 5 November 2018 the packs after 2018-19-Q2, which ended on 30 September 2018, are due:

childrens-executive-board: Children's Executive Board pack, 2018-19-H1
  missing: a snapshot of 30 September 2018 or later
  missing: the pack itself (`boardpack build`)
  missing: sign-off (`boardpack publish --period 2018-19-Q2 --pack childrens-executive-board`)

corporate-parenting-board: Corporate Parenting Board pack, 2018-19-H1
  missing: a snapshot of 30 September 2018 or later
  missing: commentary (`boardpack commentary new --period 2018-19-Q2` drafts it)
  missing: the pack itself (`boardpack build`)
  missing: sign-off (`boardpack publish --period 2018-19-Q2 --pack corporate-parenting-board`)
",
        )
        .run();
}

#[test]
fn nothing_is_missing_once_a_pack_is_built_and_published() {
    let snapshot = std::fs::read(sample()).expect("the sample");
    let built = Case::new()
        .file("boardpack.toml", "")
        .file("report-templates/smt.toml", PACK)
        .file("snapshots/2019-03-31.sqlite", snapshot)
        .args(["build", "--period", "2018-19-Q3"])
        .any_stdout()
        .run();
    let due = |text: &str| {
        format!(
            "On 31 January 2019 the packs after 2018-19-Q3, which ended on 31 December 2018, are due:\n\nsmt: A small pack, 2018-19-Q3\n  {text}\n"
        )
    };
    let published = built
        .then()
        .args(["due", "--date", "2019-01-31"])
        .stdout(due("missing: sign-off (`boardpack publish --period 2018-19-Q3 --pack smt`)"))
        .run()
        .then()
        .args(["publish", "--period", "2018-19-Q3", "--on", "2019-01-31"])
        .any_stdout()
        .run();
    let listed =
        published.then().args(["due", "--date", "2019-01-31"]).stdout(due("nothing is missing")).run();
    let json = listed.then().args(["due", "--date", "2019-01-31", "--format", "json"]).any_stdout().run();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["packs"][0]["pack"], "smt");
    assert_eq!(json["packs"][0]["missing"].as_array().map(Vec::len), Some(0));
}
