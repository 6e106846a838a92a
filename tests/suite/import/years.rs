//! Which year a return is of.

use pretty_assertions::assert_eq;

use super::Desk;

/// Started before the year and still in care: the dates allow any later year.
const LONG: &str = "1,01/05/2015,S,C2,N1,U4,PR1,,,,,,";
/// Started and ended in 2017-18.
const IN_2017: &str = "2,01/05/2017,S,C2,N1,U4,PR1,01/09/2017,E8,,,,";

fn year(folder: &str, rows: &[&str], as_at: &str) -> (String, String) {
    let imported = Desk::new().episodes(folder, rows).import(as_at);
    let one = &imported.summaries[0];
    (one.year.clone(), one.year_known.clone())
}

#[test]
fn names_dates_and_the_as_at_date_decide_in_turn() {
    let name = "from the folder's name, which the dates bear out";
    let cases = [
        ("2017", "2017-18", name),
        ("2017-18", "2017-18", name),
        ("2017_18", "2017-18", name),
        ("ssda903 2017-2018 final", "2017-18", name),
        // 2018 is the March in which it ends, since the dates say so.
        ("2018", "2017-18", name),
        ("return", "2017-18", "from the dates of the episodes"),
        ("903", "2017-18", "from the dates of the episodes"),
    ];
    for (folder, expected, known) in cases {
        let got = year(folder, &[LONG, IN_2017], "2018-03-31");
        assert_eq!(got, (expected.to_owned(), known.to_owned()), "{folder}");
    }
    let got = year("return", &[LONG], "2019-03-31");
    assert_eq!(got, ("2018-19".to_owned(), "from the as-at date, which the dates bear out".to_owned()));
}

#[test]
fn a_stray_date_does_not_move_the_year() {
    let stray = "3,01/05/2031,S,C2,N1,U4,PR1,,,,,,";
    let (got, _) = year("return", &[LONG, IN_2017, stray], "2018-03-31");
    assert_eq!(got, "2017-18");
    let desk = Desk::new().episodes("2017", &[LONG, IN_2017, stray]);
    assert_eq!(
        desk.telling(&desk.import("2018-03-31")),
        [
            "2017/episodes.csv:4 kept outside-return: child 3: 2031-05-01, open, return 2017-18",
            "2017/episodes.csv:4 left out after-as-at: child 3: an episode from 2031-05-01",
        ]
    );
}

#[test]
fn several_unnamed_returns_know_their_years() {
    let desk = Desk::new()
        .episodes("new", &["2,01/05/2018,S,C2,N1,U4,PR1,01/09/2018,E8,,,,", LONG])
        .episodes("old", &[LONG, IN_2017]);
    let years: Vec<String> = desk.import("2019-03-31").summaries.into_iter().map(|one| one.year).collect();
    assert_eq!(years, ["2017-18", "2018-19"]);
}

#[test]
fn a_year_after_the_path_is_taken_as_said() {
    let mut desk = Desk::new().episodes("2017", &[LONG]);
    desk.returns[0].as_mut_os_string().push("@2019-20");
    let imported = desk.import("2020-03-31");
    assert_eq!(imported.summaries[0].year, "2019-20");
    assert_eq!(imported.summaries[0].year_known, "as given after the @");
}

#[test]
fn a_name_that_the_dates_contradict_is_not_followed() {
    let desk = Desk::new().episodes("2012-13", &[IN_2017]);
    assert_eq!(
        desk.faults("2013-03-31"),
        "error import::year-contradicted\n  2012-13: the folder's name says 2012-13, but most episodes have no day in that year\n  help: say which year it is after the path: `2012-13@2017-18`\n"
    );
}

#[test]
fn a_year_column_splits_a_file_into_returns() {
    let desk = Desk::new().file(
        "histories",
        "e.csv",
        "CHILD,DECOM,RNE,LS,PLACE,DEC,REC,YEAR\n1,2016-05-01,S,C1,U4,,,2017\n1,2017-06-01,L,C2,U4,,,2018\n2,2017-06-01,S,C2,U4,,,2016/17\n3,2017-06-01,S,C2,U4,,,x\n",
    );
    let imported = desk.import("2018-03-31");
    let years: Vec<(String, usize)> =
        imported.summaries.iter().map(|one| (one.year.clone(), one.episodes)).collect();
    assert_eq!(years, [("2016-17".to_owned(), 2), ("2017-18".to_owned(), 1)]);
    let telling = desk.telling(&imported);
    assert!(telling.contains(&"histories/e.csv:5 refused year-missing: YEAR `x` is not a year such as 2018 (the return to 31 March 2018) or 2017-18".to_owned()), "{telling:#?}");
    assert!(telling.contains(&"histories/e.csv:2 changed ended-by-next: child 1 from 2016-05-01: not in 2017-18, ended by next on 2017-06-01 (histories/e.csv:3)".to_owned()), "{telling:#?}");
}

#[test]
fn two_returns_of_one_year_are_refused() {
    let desk = Desk::new().quiet("2017").quiet("2017-18");
    assert_eq!(
        desk.faults("2018-03-31"),
        "error import::same-year-twice\n  2017-18: two returns for 2017-18: 2017 and 2017-18\n  help: leave one out, or say its year after the path: `2017-18@2017-18`\n"
    );
}

#[test]
fn an_as_at_date_outside_every_return_is_refused() {
    let desk = Desk::new().quiet("2017");
    assert_eq!(
        desk.faults("2018-04-01"),
        "error import::as-at-outside\n  no return speaks of 1 April 2018: the returns are 2017-18 (1 April 2017 to 31 March 2018)\n  help: give a day of a return's year, such as --as-at 2018-03-31\n"
    );
}
