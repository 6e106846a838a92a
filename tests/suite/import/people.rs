//! Children, and the files that hold one row a child.

use boardpack::snapshot::import::Rule;
use pretty_assertions::assert_eq;

use super::{Desk, day};

const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n";

#[test]
fn the_latest_header_wins_and_a_blank_hides_nothing() {
    let desk = Desk::new()
        .quiet("2017")
        .file("2017", "h.csv", &format!("{HEADER}1,1,01/02/2005,WBRI,,,\n"))
        .quiet("2018")
        .file("2018", "h.csv", &format!("{HEADER}1,F,02/02/2005,,,,\n"));
    let imported = desk.import("2019-03-31");
    let one = &imported.tables.persons[0];
    assert_eq!(
        (one.sex.as_deref(), one.born, one.ethnicity.as_deref()),
        (Some("F"), Some(day("2005-02-02")), Some("WBRI"))
    );
    let differs: Vec<&str> = imported.by_rule(Rule::PersonDiffers).map(|one| one.words.as_str()).collect();
    assert_eq!(differs, ["child 1: DOB 2005-02-01 is now 2005-02-02, SEX M is now F"]);
}

#[test]
fn a_child_without_a_header_row_is_reported() {
    let desk = Desk::new()
        .episodes("2017", &["1,01/05/2017,S,C2,N1,U4,PR1,,,,,,", "2,01/05/2017,S,C2,N1,U4,PR1,,,,,,"])
        .file("2017", "h.csv", &format!("{HEADER}3,1,01/02/2005,WBRI,,,\n3,2,01/02/2005,WBRI,,,\n"))
        .file(
            "2017",
            "r.csv",
            "CHILD,DOB,REVIEW,REVIEW_CODE\n2,01/06/2006,01/06/2017,PN1\n3,02/02/2005,01/06/2017,PN1\n",
        );
    let imported = desk.import("2018-03-31");
    let born: Vec<_> = imported.tables.persons.iter().map(|one| (one.id.as_str(), one.born)).collect();
    assert_eq!(born, [("1", None), ("2", Some(day("2006-06-01"))), ("3", Some(day("2005-02-01")))]);
    assert_eq!(
        desk.repairs(&imported),
        [
            "2017/h.csv:3 left out duplicate-child: child 3: a second header row",
            "2017/episodes.csv:2 kept no-header: child 1",
            "2017/episodes.csv:3 kept no-header: child 2",
            "2017/episodes.csv:2 kept no-birth-date: child 1",
            "2017/r.csv:3 changed person-differs: child 3: DOB 2005-02-02 here, 2005-02-01 in the header, which stands",
        ]
    );
}

#[test]
fn what_is_earlier_than_birth_is_said() {
    let desk = Desk::new()
        .quiet("2017")
        .file("2017", "h.csv", &format!("{HEADER}1,1,01/06/2017,WBRI,,,\n"))
        .file("2017", "r.csv", "CHILD,REVIEW,REVIEW_CODE\n1,10/05/2017,PN0\n1,10/06/2017,PN0\n");
    let imported = desk.import("2018-03-31");
    assert_eq!(imported.tables.reviews.len(), 2);
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:2 kept before-birth: child 1: an episode from 2017-05-01, born 2017-06-01",
            "2017/r.csv:2 kept before-birth: child 1: a review on 2017-05-10, born 2017-06-01",
        ]
    );
}

#[test]
fn a_care_leaver_is_dated_by_the_birthday_in_the_year() {
    let cases = [
        ("30/04/1999", Some("2017-04-30")),
        ("31/03/1999", Some("2018-03-31")),
        ("01/04/2000", Some("2017-04-01")),
        ("29/02/1996", None),
        ("29/02/2000", Some("2018-03-01")),
        ("01/06/1996", Some("2017-06-01")),
        ("01/06/1995", None),
        ("01/06/2001", None),
        ("", None),
    ];
    for (born, observed) in cases {
        let desk = Desk::new().quiet("2017").file(
            "2017",
            "oc3.csv",
            &format!("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,{born},YES,F1,B1\n"),
        );
        let imported = desk.import("2018-03-31");
        let dates: Vec<String> =
            imported.tables.care_leaver_statuses.iter().map(|one| one.observed.to_string()).collect();
        assert_eq!(dates, observed.into_iter().collect::<Vec<_>>(), "{born}");
        assert_eq!(imported.by_rule(Rule::NoBirthday).count(), usize::from(observed.is_none()), "{born}");
    }
}

#[test]
fn a_second_row_of_a_child_is_left_out() {
    let desk = Desk::new()
        .quiet("2017")
        .file(
            "2017",
            "oc3.csv",
            "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/06/1999,YES,F1,B1\n1,01/06/1999,NO,F1,B1\n",
        )
        .file("2017", "uasc.csv", "CHILD,SEX,DOB,DUC\n1,1,01/06/1999,01/06/2017\n1,1,01/06/1999,\n");
    let imported = desk.import("2018-03-31");
    assert_eq!(imported.tables.care_leaver_statuses[0].in_touch.as_deref(), Some("YES"));
    let [status] = imported.tables.immigration_statuses.as_slice() else { panic!("one row") };
    assert_eq!(
        (status.id.as_str(), status.status.as_str(), status.start, status.end),
        ("1-uasc", "UASC", None, Some(day("2017-06-01")))
    );
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/oc3.csv:3 left out duplicate-child: child 1: a second OC3 row",
            "2017/uasc.csv:3 left out duplicate-child: child 1: a second UASC row",
        ]
    );
}

#[test]
fn missing_episodes_are_read() {
    let desk = Desk::new().quiet("2017").file(
        "2017",
        "missing.csv",
        "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,,m,01/06/2017,02/06/2017\n1,,A,03/06/2017,\n1,,Q,04/06/2017,\n1,,M,05/06/2017,04/06/2017\n",
    );
    let imported = desk.import("2018-03-31");
    let rows: Vec<(String, Option<String>)> = imported
        .tables
        .missing_episodes
        .iter()
        .map(|one| (format!("{} {}", one.kind, one.start), one.end.map(|end| end.to_string())))
        .collect();
    assert_eq!(
        rows,
        [("M 2017-06-01".to_owned(), Some("2017-06-02".to_owned())), ("A 2017-06-03".to_owned(), None)]
    );
    assert_eq!(imported.refused(), 2);
}
