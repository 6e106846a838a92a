//! Placements and periods of care from episodes.

use boardpack::calendar::{Window, parse_iso};
use boardpack::snapshot::care::{
    CareEpisode, by_person, ceased, continuously_looked_after, placement_runs, started,
};
use pretty_assertions::assert_eq;

use super::day;

const YEAR: (&str, &str) = ("2017-04-01", "2018-03-31");

fn year() -> Window {
    Window { since: day(YEAR.0), until: day(YEAR.1) }
}

/// Episodes of one child, each `start end RNE REC LS PLACE place`; `-` is none.
fn care(rows: &[&str]) -> Vec<CareEpisode> {
    let some = |text: &str| (text != "-").then(|| text.to_owned());
    let episode = |(at, row): (usize, &&str)| {
        let parts: Vec<&str> = row.split(' ').collect();
        CareEpisode {
            id: at.to_string(),
            person: "1".to_owned(),
            start: day(parts[0]),
            end: parse_iso(parts[1]),
            start_reason: parts[2].to_owned(),
            end_reason: some(parts[3]),
            legal_status: parts[4].to_owned(),
            kind: parts[5].to_owned(),
            urn: None,
            place: some(parts[6]),
            provider: None,
            change_reason: None,
        }
    };
    rows.iter().enumerate().map(episode).collect()
}

/// Placements as `start end kind episodes`.
fn runs(rows: &[&str]) -> Vec<String> {
    let line = |run: &boardpack::snapshot::care::PlacementRun| {
        let end = run.end.map_or("open".to_owned(), |end| end.to_string());
        format!("{} {end} {} {}", run.start, run.kind, run.episodes.join("+"))
    };
    placement_runs(&care(rows)).iter().map(line).collect()
}

#[test]
fn s_p_and_b_begin_a_placement_and_l_t_and_u_continue_it() {
    assert_eq!(
        runs(&[
            "2017-04-01 2017-05-01 S X1 C1 U6 a",
            "2017-05-01 2017-06-01 L X1 C2 U6 a",
            "2017-06-01 2017-07-01 T X1 C2 U4 a",
            "2017-07-01 2017-08-01 U X1 E1 U5 a",
            "2017-08-01 2017-09-01 P X1 E1 K2 b",
            "2017-09-01 - B - C2 U4 c",
        ]),
        ["2017-04-01 2017-08-01 U5 0+1+2+3", "2017-08-01 2017-09-01 K2 4", "2017-09-01 open U4 5"]
    );
}

#[test]
fn a_return_from_a_temporary_placement_continues_the_earlier_one() {
    let back = |place: &str, reason: &str| {
        runs(&[
            "2017-04-01 2017-05-01 S X1 C2 U4 a",
            "2017-05-01 2017-05-08 P X1 C2 T1 h",
            &format!("2017-05-08 - {reason} - C2 U4 {place}"),
        ])
    };
    assert_eq!(back("a", "P"), ["2017-04-01 open U4 0+2", "2017-05-01 2017-05-08 T1 1"]);
    assert_eq!(
        back("b", "P"),
        ["2017-04-01 2017-05-01 U4 0", "2017-05-01 2017-05-08 T1 1", "2017-05-08 open U4 2"]
    );
    // Out of a temporary placement is a new one even with a reason that continues.
    assert_eq!(back("b", "T").len(), 3);
    assert_eq!(back("a", "S").len(), 3);
}

#[test]
fn going_on_after_a_return_goes_on_in_the_earlier_placement() {
    assert_eq!(
        runs(&[
            "2017-04-01 2017-05-01 S X1 C1 U4 a",
            "2017-05-01 2017-05-08 P X1 C1 T1 h",
            "2017-05-08 2017-05-09 P X1 C1 T4 i",
            "2017-05-09 2017-06-01 P X1 C1 U4 a",
            "2017-06-01 - L - C2 U4 a",
        ]),
        ["2017-04-01 open U4 0+3+4", "2017-05-01 2017-05-08 T1 1", "2017-05-08 2017-05-09 T4 2"]
    );
}

#[test]
fn temporary_and_momentary_placements_do_not_count() {
    let episodes = care(&[
        "2016-04-01 2017-04-01 S X1 C2 U4 a",
        "2017-04-01 2017-04-01 P X1 C2 U4 b",
        "2017-04-01 2017-05-01 P X1 C2 K2 c",
        "2017-05-01 2017-05-08 P X1 C2 T1 h",
        "2017-05-08 2018-03-31 P X1 C2 U4 d",
        "2018-03-31 - P - C2 U4 e",
        "2018-04-01 - P - C2 U4 f",
    ]);
    let counted: Vec<String> = placement_runs(&episodes)
        .iter()
        .filter(|run| run.counts_in(year()))
        .map(|run| run.first_episode.clone())
        .collect();
    assert_eq!(counted, ["2", "4", "5"]);
}

#[test]
fn overlapping_episodes_make_overlapping_placements_in_any_order() {
    let mut episodes =
        care(&["2017-04-01 - S - C2 U4 a", "2017-05-01 2017-06-01 L X1 C2 U4 a", "2017-05-15 - P - C2 K2 b"]);
    let forward = placement_runs(&episodes);
    episodes.reverse();
    assert_eq!(placement_runs(&episodes), forward);
    assert_eq!(forward.len(), 2);
    assert_eq!(forward[0].end, None, "the open episode keeps it open");
}

#[test]
fn throughout_the_year() {
    let throughout = |rows: &[&str]| {
        let episodes = care(rows);
        continuously_looked_after(&by_person(&episodes)["1"], year())
    };
    assert!(throughout(&["2017-04-01 - S - C2 U4 a"]), "from the first day itself");
    assert!(!throughout(&["2017-04-02 - S - C2 U4 a"]));
    assert!(throughout(&["2016-04-01 2017-06-01 S X1 C2 U4 a", "2017-06-01 - P - C2 K2 b"]));
    assert!(!throughout(&["2016-04-01 2017-06-01 S E4A C2 U4 a", "2017-06-01 - P - C2 K2 b"]));
    assert!(throughout(&["2016-04-01 2017-06-01 S - C2 U4 a", "2017-06-01 - P - C2 K2 b"]), "cut by a merge");
    assert!(!throughout(&["2016-04-01 2017-06-01 S - C2 U4 a"]), "no reason, and nothing follows");
    assert!(throughout(&["2016-04-01 2018-03-31 S E4A C2 U4 a"]), "to the last day itself");
    assert!(!throughout(&["2016-04-01 2018-03-30 S E4A C2 U4 a"]));
    assert!(!throughout(&["2016-04-01 - S - V4 U4 a"]));
    assert!(!throughout(&["2015-04-01 2017-04-01 S E4A C2 U4 a"]), "no day of the year");
}

#[test]
fn started_and_ceased_leave_short_breaks_out() {
    let own = |rows: &[&str]| {
        let episodes = care(rows);
        let own = &by_person(&episodes)["1"];
        (started(own, year()), ceased(own, year()))
    };
    assert_eq!(own(&["2017-04-01 2018-03-31 S E4A C2 U4 a"]), (true, true));
    assert_eq!(own(&["2017-04-01 2018-03-31 S E4A V4 U4 a"]), (false, false));
    assert_eq!(own(&["2017-03-31 2018-04-01 S E4A C2 U4 a"]), (false, false));
    assert_eq!(own(&["2017-04-01 2017-05-01 P X1 C2 U4 a"]), (false, false));
}
