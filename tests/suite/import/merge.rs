//! Several returns into one history.

use pretty_assertions::assert_eq;

use super::{Desk, day, episodes};

#[test]
fn a_later_row_with_the_same_start_replaces() {
    let desk = Desk::new()
        .episodes("2017", &["1,01/05/2017,S,C1,N1,U4,PR1,,X1,,,,"])
        .episodes("2018", &["1,01/05/2017,S,C1,N1,U4,PR1,01/09/2018,E4A,,,,"]);
    let imported = desk.import("2019-03-31");
    assert_eq!(episodes(&imported), ["1 2017-05-01 2018-09-01 S E4A C1 U4"]);
    assert_eq!(
        desk.telling(&imported)[0],
        "2017/episodes.csv:2 left out replaced: child 1 from 2017-05-01: the row in 2018-19 replaces (open is now ended 2018-09-01, REC blank is now E4A)"
    );
}

#[test]
fn an_earlier_open_row_ends_at_the_later_returns_first_row() {
    let desk = Desk::new().episodes("2017", &["1,01/05/2017,S,C1,N1,U4,PR1,,,,,,"]).episodes(
        "2018",
        &["1,01/09/2018,P,C2,N1,K2,PR1,,,,,,", "1,01/06/2018,P,C2,N1,U6,PR1,01/09/2018,X1,,,,"],
    );
    let imported = desk.import("2019-03-31");
    assert_eq!(
        episodes(&imported),
        [
            "1 2017-05-01 2018-06-01 S - C1 U4",
            "1 2018-06-01 2018-09-01 P X1 C2 U6",
            "1 2018-09-01 open P - C2 K2"
        ]
    );
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:2 changed ended-by-next: child 1 from 2017-05-01: not in 2018-19, ended by next on 2018-06-01 (2018/episodes.csv:3)"
        ]
    );
}

#[test]
fn an_earlier_open_row_after_the_later_returns_first_row_is_superseded() {
    let desk = Desk::new()
        .episodes("2017", &["1,01/05/2017,S,C1,N1,U4,PR1,,,,,,"])
        .episodes("2018", &["1,02/04/2017,S,C2,N1,K2,PR1,,,,,,"]);
    let imported = desk.import("2019-03-31");
    assert_eq!(episodes(&imported), ["1 2017-04-02 open S - C2 K2"]);
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:2 left out superseded: child 1 from 2017-05-01: not in 2018-19, whose rows start on 2017-04-02 (2018/episodes.csv:2); superseded"
        ]
    );
}

#[test]
fn a_closed_row_of_an_earlier_year_stays() {
    let desk = Desk::new()
        .episodes("2017", &["1,01/05/2017,S,C1,N1,U4,PR1,01/04/2018,X1,,,,"])
        .episodes("2018", &["1,01/04/2018,L,C2,N1,U4,PR1,,,,,,"]);
    let imported = desk.import("2019-03-31");
    assert_eq!(episodes(&imported).len(), 2);
    assert_eq!(desk.telling(&imported), Vec::<String>::new());
}

#[test]
fn the_rule_never_lengthens_a_row() {
    let desk = Desk::new()
        .episodes("2017", &["1,01/05/2017,S,C1,N1,U4,PR1,01/06/2018,E8,,,,"])
        .episodes("2018", &["1,01/09/2018,S,C2,N1,U4,PR1,,,,,,"]);
    let imported = desk.import("2019-03-31");
    assert_eq!(episodes(&imported)[0], "1 2017-05-01 2018-06-01 S E8 C1 U4");
}

#[test]
fn a_child_absent_from_the_next_return_is_listed() {
    let desk = Desk::new()
        .episodes(
            "2017",
            &["1,01/05/2017,S,C1,N1,U4,PR1,,,,,,", "2,01/05/2017,S,C1,N1,U4,PR1,01/02/2018,E4A,,,,"],
        )
        .episodes("2018", &["3,01/05/2018,S,C1,N1,U4,PR1,,,,,,"]);
    let imported = desk.import("2019-03-31");
    let [gone] = imported.tables.last_seen.as_slice() else { panic!("one child") };
    assert_eq!((gone.person.as_str(), gone.until, gone.source.as_str()), ("1", day("2018-03-31"), "2017-18"));
    assert_eq!(
        desk.telling(&imported),
        ["2017/episodes.csv:2 kept not-seen: child 1 from 2017-05-01: not seen since 2017-18"]
    );
    // As at the end of that return itself, nothing is missing yet.
    assert_eq!(desk.import("2018-03-31").tables.last_seen, []);
}

#[test]
fn a_child_seen_again_is_not_last_seen() {
    let open = "1,01/05/2017,S,C1,N1,U4,PR1,,,,,,";
    let desk = Desk::new()
        .episodes("2017", &[open])
        .episodes("2018", &["2,01/05/2018,S,C1,N1,U4,PR1,,,,,,"])
        .episodes("2019", &[open, "2,01/05/2018,S,C1,N1,U4,PR1,,,,,,"]);
    let imported = desk.import("2020-03-31");
    assert_eq!(imported.tables.last_seen, []);
    let seen: Vec<String> =
        desk.telling(&imported).into_iter().filter(|one| one.contains("seen-again")).collect();
    assert_eq!(
        seen,
        [
            "2017/episodes.csv:2 kept seen-again: child 1 from 2017-05-01: in 2017-18, absent from 2018-19, seen again in 2019-20"
        ]
    );
}

#[test]
fn within_one_return_nothing_is_cut() {
    let desk = Desk::new().episodes(
        "2017",
        &[
            "1,01/05/2017,S,C1,N1,U4,PR1,,,,,,",
            "1,01/06/2017,P,C1,N1,U6,PR1,,,,,,",
            "1,01/06/2017,P,C1,N1,K2,PR1,,,,,,",
        ],
    );
    let imported = desk.import("2018-03-31");
    let ids: Vec<&str> = imported.tables.episodes.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["1-2017-05-01", "1-2017-06-01", "1-2017-06-01-2"]);
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:3 kept overlap: child 1: 2017-06-01, open overlaps 2017-05-01, open (2017/episodes.csv:2)",
            "2017/episodes.csv:4 kept overlap: child 1: 2017-06-01, open overlaps 2017-06-01, open (2017/episodes.csv:3)",
        ]
    );
}

#[test]
fn a_year_between_two_returns_shortens_the_history() {
    let desk = Desk::new().quiet("2017").quiet("2019");
    let imported = desk.import("2020-03-31");
    assert_eq!(imported.meta.full_history_from, day("2019-04-01"));
    assert_eq!(imported.meta.source, "SSDA903 returns 2017-18, 2019-20");
    assert!(
        desk.warnings(&imported)
            .contains(&"import::year-between: no return between 2017-18 and 2019-20".to_owned())
    );
    // An earlier as-at date is before the break.
    assert_eq!(desk.import("2018-03-31").meta.full_history_from, day("2017-04-01"));
}

#[test]
fn reviews_and_missing_episodes_of_later_returns_replace() {
    let desk = Desk::new()
        .quiet("2017")
        .file("2017", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,,01/06/2017,PN1\n1,,01/07/2017,PN1\n")
        .file("2017", "m.csv", "CHILD,MISSING,MIS_START,MIS_END\n1,M,30/03/2018,\n")
        .quiet("2018")
        .file("2018", "r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,,01/06/2017,PN2\n1,,01/06/2018,PN1\n")
        .file("2018", "m.csv", "CHILD,MISSING,MIS_START,MIS_END\n1,M,30/03/2018,02/04/2018\n");
    let tables = desk.import("2019-03-31").tables;
    let reviews: Vec<String> = tables
        .reviews
        .iter()
        .map(|one| format!("{} {}", one.held, one.participation.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(reviews, ["2017-06-01 PN2", "2017-07-01 PN1", "2018-06-01 PN1"]);
    assert_eq!(tables.missing_episodes.len(), 1);
    assert_eq!(tables.missing_episodes[0].end, Some(day("2018-04-02")));
}

#[test]
fn what_starts_after_the_as_at_date_is_left_out() {
    let desk = Desk::new()
        .episodes(
            "2017",
            &["1,01/05/2017,S,C1,N1,U4,PR1,01/02/2018,X1,,,,", "1,01/02/2018,L,C2,N1,U4,PR1,,,,,,"],
        )
        .file("2017", "r.csv", "CHILD,REVIEW,REVIEW_CODE\n1,01/03/2018,PN1\n")
        .file("2017", "oc2.csv", "CHILD,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT\n1,1,1,1\n");
    let imported = desk.import("2017-12-31");
    assert_eq!(episodes(&imported), ["1 2017-05-01 2018-02-01 S X1 C1 U4"]);
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:2 kept after-as-at: child 1: ends 2018-02-01; open as at 31 December 2017",
            "2017/episodes.csv:3 left out after-as-at: child 1: an episode from 2018-02-01",
            "2017/oc2.csv:2 left out after-as-at: child 1: outcomes of the year to 2018-03-31",
            "2017/r.csv:2 left out after-as-at: child 1: a review on 2018-03-01",
        ]
    );
    // The return's own figures speak of its year's end all the same.
    assert_eq!(imported.summaries[0].episodes, 2);
}
