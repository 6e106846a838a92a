//! `boardpack due`.

use super::Case;
use super::builder::sample;
use super::small_pack::SmallPack;

/// A pack of who is looked after; `more` are keys of its one block.
fn pack(more: &str) -> String {
    let block =
        "kind = \"section\"\ntitle = \"Who we look after\"\nselect = { context = true, tier = [\"core\"] }\n";
    SmallPack { history: 2, blocks: &[&format!("{block}{more}")], ..SmallPack::default() }.toml()
}

#[test]
fn each_pack_that_is_due_says_what_is_missing() {
    Case::new()
        .file("boardpack.toml", "[calendar]\nsmt = \"q4\"\nlincc-open-meeting = \"q2-and-q4\"\n")
        .args(["due", "--date", "2018-11-05"])
        .stdout(
            "On 5 November 2018 the packs after 2018-19-Q2, which ended on 30 September 2018, are due:

childrens-executive-board: Children's Executive Board pack, 2018-19-H1
  missing: a snapshot of 30 September 2018 or later (`boardpack import` makes one)
  missing: the pack itself (`boardpack build`)
  missing: sign-off of the pack: the ledger does not say that it was given out (`boardpack publish --period 2018-19-Q2 --pack childrens-executive-board`)

corporate-parenting-board: Corporate Parenting Board pack, 2018-19-H1
  missing: a snapshot of 30 September 2018 or later (`boardpack import` makes one)
  missing: commentary (`boardpack commentary new --period 2018-19-Q2` drafts it)
  missing: the pack itself (`boardpack build`)
  missing: sign-off of the pack: the ledger does not say that it was given out (`boardpack publish --period 2018-19-Q2 --pack corporate-parenting-board`)
",
        )
        .run();
}

#[test]
fn nothing_is_missing_once_a_pack_is_built_and_published() {
    let snapshot = std::fs::read(sample()).expect("the sample");
    let built = Case::new()
        .file("boardpack.toml", "")
        .file("report-templates/smt.toml", pack(""))
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
        .stdout(due("missing: sign-off of the pack: the ledger does not say that it was given out (`boardpack publish --period 2018-19-Q3 --pack smt`)"))
        .run()
        .then()
        .args(["publish", "--period", "2018-19-Q3", "--on", "2019-04-05"])
        .any_stdout()
        .run();
    let listed =
        published.then().args(["due", "--date", "2019-01-31"]).stdout(due("nothing is missing")).run();
    let page = listed.read("packs/2018-19-Q3/smt.html");
    let changed = listed
        .then()
        .file("packs/2018-19-Q3/smt.html", "changed")
        .args(["due", "--date", "2019-01-31"])
        .stdout(due("missing: the pack as it was written: smt.html is not the file that was written: its hash differs (build it again, or put the file back)"))
        .run();
    let back = changed.then().file("packs/2018-19-Q3/smt.html", page);
    let json = back.args(["due", "--date", "2019-01-31", "--format", "json"]).any_stdout().run();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["packs"][0]["pack"], "smt");
    assert_eq!(json["packs"][0]["missing"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_text_that_is_not_signed_lacks_its_sign_off() {
    let pack = pack("commentary = true");
    let text = |about: &str, more: &str, words: &str| {
        format!(
            "+++\nabout = \"{about}\"\nauthor = \"Head of Service\"\ndate = 2018-10-12\n{more}+++\n\n## What is working well\n\n{words}\n"
        )
    };
    let figure = "{{children-looked-after-number}} looked after.";
    let signed = "[figures]\n\"children-looked-after-number@2018-19-Q1\" = { internal = \"320\" }\n";
    let published = signed.replace("internal", "published");
    let due = |texts: [(&str, String); 4]| {
        let case = Case::new()
            .file("boardpack.toml", "")
            .file("snapshots/2019-03-31.sqlite", std::fs::read(sample()).expect("the sample"))
            .file("report-templates/smt.toml", &pack);
        let case = texts
            .iter()
            .fold(case, |case, (name, text)| case.file(&format!("commentary/2018-19-Q1/{name}"), text));
        case.args(["due", "--date", "2018-07-20"])
    };
    let said = |sign_off: &str| {
        format!(
            "On 20 July 2018 the packs after 2018-19-Q1, which ended on 30 June 2018, are due:

smt: A small pack, 2018-19-Q1
{sign_off}  missing: the pack itself (`boardpack build`)
  missing: sign-off of the pack: the ledger does not say that it was given out (`boardpack publish --period 2018-19-Q1 --pack smt`)
"
        )
    };
    // One is signed for the pack's readers, one speaks of no figure.
    due([
        ("CLA-1.md", text("CLA-1", "", figure)),
        ("CLA-2.md", text("CLA-2", signed, figure)),
        ("CLA-3.md", text("CLA-3", &published, figure)),
        ("CLA-4.md", text("CLA-4", "", "All is well.")),
    ])
    .stdout(said("  missing: sign-off of the commentary on CLA-1 and CLA-3: the figures it was written on are not recorded (`boardpack commentary sign --period 2018-19-Q1`)\n"))
    .run();
    due([
        ("CLA-1.md", text("CLA-1", signed, figure)),
        ("CLA-2.md", text("CLA-2", signed, figure)),
        ("CLA-3.md", text("CLA-3", signed, figure)),
        ("CLA-4.md", text("CLA-4", "", "All is well.")),
    ])
    .stdout(said(""))
    .run();
}

#[test]
fn without_a_day_it_looks_from_today() {
    let outcome = Case::new().file("boardpack.toml", "").args(["due"]).any_stdout().run();
    let quarter = boardpack::calendar::Period::last_complete_quarter(chrono::Local::now().date_naive());
    assert!(
        outcome.stdout.contains(&format!(" the packs after {quarter}, which ended on ")),
        "{}",
        outcome.stdout
    );
}
