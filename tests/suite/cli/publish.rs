//! From a publication to the pack that says what has been restated since.

use rusqlite::Connection;

use super::small_pack::SmallPack;
use super::{Case, sample};

/// A pack with one measure of events, for the managers.
const PACK: SmallPack<'_> = SmallPack {
    profile: "internal",
    period: "quarter",
    history: 3,
    blocks: &[
        "kind = \"what-changed\"\ntitle = \"What changed\"",
        r#"
kind = "section"
title = "Away from home"
select = { id = ["missing-episodes", "reviews-on-time"] }
chart = ["core", "standard", "detail"]
"#,
    ],
};

/// The example council as it was known before a quarter of the episodes of going missing was recorded.
fn before_late_entries(case: &Case) {
    let path = case.path().join("early.sqlite");
    std::fs::copy(sample(), &path).expect("a copy");
    let snapshot = Connection::open(&path).expect("a snapshot");
    snapshot
        .execute(
            "DELETE FROM ext_return_interview WHERE rein_missing_id IN \
             (SELECT miss_table_id FROM ssd_missing WHERE rowid % 4 = 0)",
            [],
        )
        .expect("rows");
    let gone = snapshot.execute("DELETE FROM ssd_missing WHERE rowid % 4 = 0", []).expect("rows");
    assert!(gone > 20, "{gone}");
}

#[test]
fn a_later_pack_shows_what_was_reported_beside_what_is_known_now() {
    let case = Case::new().file("boardpack.toml", "").file("report-templates/smt.toml", PACK.toml());
    before_late_entries(&case);
    let built = case
        .args(["build", "--period", "2018-19-Q2", "--snapshot", "early.sqlite", "--pack", "smt"])
        .any_stdout()
        .run();
    let published =
        built.then().args(["publish", "--period", "2018-19-Q2", "--on", "2019-04-05"]).any_stdout().run();
    let shown = |csv: &[u8], period: &str| {
        let text = String::from_utf8(csv.to_vec()).expect("text");
        let line = text.lines().find(|line| line.starts_with(&format!("missing-episodes,{period},")));
        line.expect("a row").split(',').nth(12).expect("a cell").to_owned()
    };
    let then = shown(&published.read("packs/2018-19-Q2/smt.csv"), "2018-19-Q2");
    let later = published.then().args(["build", "--snapshot", "SAMPLE", "--pack", "smt"]).any_stdout().run();
    let now = shown(&later.read("packs/2018-19-Q4/smt.csv"), "2018-19-Q2");
    let now = now.strip_suffix(" [r]").expect("a mark");
    let page = String::from_utf8(later.read("packs/2018-19-Q4/smt.html")).expect("text");
    let sentence = format!(
        "Q2 2018-19 restated from {then} to {now}: late recording or correction (reported on 5 April 2019)"
    );
    assert!(page.contains(&sentence), "{sentence}");
    let reviews = page.matches("restated from").count();
    assert_eq!(reviews, 1, "reviews were recorded in time");
    // The same packs again: the ledger does not change, and neither do they.
    let before = later.tree();
    let again = later.then().args(["build", "--snapshot", "SAMPLE", "--pack", "smt"]).any_stdout().run();
    assert!(again.tree() == before);
}

#[test]
fn a_ledger_that_is_spoilt_stops_a_build() {
    let case = Case::new().file("boardpack.toml", "").file("report-templates/smt.toml", PACK.toml());
    case.file("ledger.sqlite", "not a ledger at all")
        .args(["build", "--snapshot", "SAMPLE"])
        .exit(1)
        .stderr(
            "error[ledger::damaged]: is not an SQLite database
 |
 = at FOLDER/ledger.sqlite
 = help: name the file that `boardpack publish` made, or leave --ledger out

1 fault found
",
        )
        .run();
}
