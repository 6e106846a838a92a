//! Files as they are in life: encodings, spaces, spreadsheets' habits, codes and dates of every kind.

use boardpack::snapshot::import::{Detail, Rule};
use pretty_assertions::assert_eq;

use super::{Desk, day, episodes};

#[test]
fn columns_in_any_order_case_and_company() {
    let text = "\u{feff}\r\n urn , Child,decom ,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,\"PL_POST\",WARD\r\n\
                \r\nSC1,1, 01/05/2017 ,S,C2,N1,\"U4\",PR1,,,,\"AB1, 2CD\",North\r\n,,,,,,,,,,,,\r\n\r\n\r\nx,2,02/05/2017,S,QQ,N1,U4,PR1,,,,,\r\n";
    let desk = Desk::new().file("2017", "anything.CSV", text);
    let imported = desk.import("2018-03-31");
    assert_eq!(episodes(&imported), ["1 2017-05-01 open S - C2 U4"]);
    assert_eq!(imported.tables.placements[0].urn.as_deref(), Some("SC1"));
    // The line is the file's own, blank lines and all.
    assert_eq!(
        desk.telling(&imported),
        ["2017/anything.CSV:8 refused code-unknown: child 2: LS `QQ` is not in the code list"]
    );
    assert_eq!(
        desk.warnings(&imported)[0],
        "import::extra-columns: columns that the episodes file does not have, ignored: WARD"
    );
}

#[test]
fn windows_bytes_are_read_and_said() {
    let mut text = format!("{}\n1,01/05/2017,S,C2,N1,U4,PR1,,,,,", super::EPISODES).into_bytes();
    text.extend(b"Caf\xE9 \x96,\n");
    let desk = Desk::new().bytes("2017", "episodes.csv", &text);
    let imported = desk.import("2018-03-31");
    assert_eq!(imported.tables.placement_places[0].place.as_deref(), Some("place-1"));
    assert_eq!(
        desk.warnings(&imported)[0],
        "import::windows-1252: this line is not UTF-8, read as Windows-1252"
    );
}

#[test]
fn a_placeholder_is_nothing_recorded() {
    let desk =
        Desk::new().episodes("2017", &["1,01/05/2017,S,C2,PLACEHOLDER_DATA,U4,PR1,,,,,Placeholder_Data,"]);
    let imported = desk.import("2018-03-31");
    assert_eq!(
        (imported.tables.episodes[0].need.as_ref(), imported.tables.placement_places[0].place.as_ref()),
        (None, None)
    );
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:2 changed placeholder: child 1: CIN holds PLACEHOLDER_DATA",
            "2017/episodes.csv:2 changed placeholder: child 1: PL_POST holds Placeholder_Data",
        ]
    );
}

#[test]
fn days_are_read_in_both_orders() {
    let written = [
        "01/05/2017",
        "1/5/2017",
        "2017-05-01",
        "2017-05-01 00:00:00",
        "2017-05-01T00:00:00",
        "01/05/2017 00:00",
    ];
    for text in written {
        let desk = Desk::new().episodes("2017", &[&format!("1,{text},S,C2,N1,U4,PR1,,,,,,")]);
        assert_eq!(desk.import("2018-03-31").tables.episodes[0].start, day("2017-05-01"), "{text}");
    }
    let unread = [
        "05/31/2017",
        "01/05/17",
        "42856",
        "1 May 2017",
        "2017-05-01 09:30:00",
        "01/05/1017",
        "29/02/2017",
        "é",
    ];
    for text in unread {
        let desk = Desk::new().quiet("2017").file(
            "2017",
            "r.csv",
            &format!("CHILD,REVIEW,REVIEW_CODE\n1,{text},PN1\n"),
        );
        let imported = desk.import("2018-03-31");
        assert_eq!(imported.tables.reviews, [], "{text}");
        assert_eq!(
            desk.telling(&imported),
            [format!("2017/r.csv:2 refused date-unreadable: child 1: REVIEW `{text}` is not a date")]
        );
    }
}

#[test]
fn a_row_is_refused_for_what_it_cannot_do_without() {
    let desk = Desk::new().episodes(
        "2017",
        &[
            "1,01/05/2017,S,C2,N1,U4,PR1,,,,,,",
            "2,,S,C2,N1,U4,PR1,,,,,,",
            "3,01/05/2017,Q,,N1,ZZ,PR1,,,,,,",
            ",01/05/2017,S,C2,N1,U4,PR1,,,,,,",
            "4,01/05/2017,S,C2,N1,U4,PR1,soon,E4A,,,,",
            "5,02/05/2017,S,C2,N1,U4,PR1,01/05/2017,E4A,,,,",
            "6,01/05/2017,S,C2,N1,U4,PR1,,,,,,,too many",
            "7,01/05/2017,S,C2,N1,U4,PR1,,,,,\"AB1\n2CD\",",
        ],
    );
    let imported = desk.import("2018-03-31");
    assert_eq!(episodes(&imported).len(), 1);
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:8 refused row-shape: 14 cells under 13 columns",
            "2017/episodes.csv:9 refused row-shape: a cell runs over several lines: a quotation mark may not be closed",
            "2017/episodes.csv:5 refused child-missing: CHILD is blank",
            "2017/episodes.csv:3 refused date-missing: child 2: DECOM is blank",
            "2017/episodes.csv:6 refused date-unreadable: child 4: DEC `soon` is not a date",
            "2017/episodes.csv:4 refused code-missing: child 3: LS is blank",
            "2017/episodes.csv:4 refused code-unknown: child 3: PLACE `ZZ` is not in the code list",
            "2017/episodes.csv:4 refused code-unknown: child 3: RNE `Q` is not in the code list",
            "2017/episodes.csv:7 refused end-before-start: child 5: starts 2017-05-02, ends 2017-05-01",
        ]
    );
    // Refused rows leave no child behind.
    assert_eq!(imported.tables.persons.len(), 1);
}

#[test]
fn codes_are_read_in_lower_case_and_never_guessed() {
    let desk = Desk::new().episodes("2017", &["1,01/05/2017,s,c2,N9,k2,pr1,01/06/2017,e4a,xx,,,"]);
    let imported = desk.import("2018-03-31");
    assert_eq!(episodes(&imported), ["1 2017-05-01 2017-06-01 S E4A C2 K2"]);
    assert_eq!(imported.tables.episodes[0].need, None);
    assert_eq!(imported.by_rule(Rule::CodeCase).count(), 5);
    let unknown: Vec<&str> = imported.by_rule(Rule::CodeUnknown).map(|one| one.words.as_str()).collect();
    assert_eq!(
        unknown,
        [
            "child 1: CIN `N9` is not in the code list; read as blank",
            "child 1: REASON_PLACE_CHANGE `xx` is not in the code list; read as blank",
        ]
    );
}

#[test]
fn an_end_and_its_reason_may_disagree() {
    let desk = Desk::new().episodes(
        "2017",
        &[
            "1,01/05/2017,S,C2,N1,U4,PR1,,E4A,,,,",
            "2,01/05/2017,S,C2,N1,U4,PR1,01/06/2017,,,,,",
            "3,01/05/2017,S,C2,N1,U4,PR1,01/05/2017,E4A,,,,",
        ],
    );
    let imported = desk.import("2018-03-31");
    assert_eq!(
        episodes(&imported),
        [
            "1 2017-05-01 open S - C2 U4",
            "2 2017-05-01 2017-06-01 S - C2 U4",
            "3 2017-05-01 2017-05-01 S E4A C2 U4"
        ]
    );
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/episodes.csv:4 kept zero-length: child 3: on 2017-05-01",
            "2017/episodes.csv:2 changed reason-without-end: child 1: REC E4A, DEC blank",
            "2017/episodes.csv:3 kept end-without-reason: child 2: DEC 2017-06-01, REC blank or unknown",
        ]
    );
    // No reason and nothing that follows: care ended.
    assert_eq!((imported.summaries[0].looked_after, imported.summaries[0].ceased), (1, 2));
}

#[test]
fn identifiers_and_numbers_survive_a_spreadsheet() {
    let desk = Desk::new()
        .episodes("2017", &["296227.0,01/05/2017,S,C2,N1,U4,PR1,,,,,,1679094.0"])
        .file("2017", "header.csv", "CHILD,SEX,DOB,ETHNIC\n296227,2.0,01/02/2005,wbri\n")
        .file(
            "2017",
            "oc2.csv",
            "CHILD,SDQ_SCORE,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,CONVICTED\n296227.0,38.0,1.0,0.0,,2\n",
        );
    let imported = desk.import("2018-03-31");
    let tables = &imported.tables;
    assert_eq!(tables.persons.len(), 1);
    assert_eq!(
        (tables.persons[0].sex.as_deref(), tables.persons[0].ethnicity.as_deref()),
        (Some("F"), Some("WBRI"))
    );
    assert_eq!(tables.placements[0].urn.as_deref(), Some("1679094"));
    let outcome = &tables.year_outcomes[0];
    assert_eq!(
        (
            outcome.sdq_score,
            outcome.immunisations,
            outcome.dental_check,
            outcome.health_assessment,
            outcome.convicted
        ),
        (Some(38), Some(true), Some(false), None, None)
    );
    assert_eq!(outcome.year_end, day("2018-03-31"));
    assert_eq!(
        desk.telling(&imported),
        [
            "2017/header.csv:2 changed code-case: child 296227: ETHNIC `wbri` read as WBRI",
            "2017/oc2.csv:2 changed number-unreadable: child 296227: CONVICTED `2` is not a whole number from 0 to 1; read as blank",
        ]
    );
}

#[test]
fn accommodation_is_a_letter_and_whether_it_is_suitable() {
    let cases = [
        ("B1", Some("B"), Some(true)),
        ("b2", Some("B"), Some(false)),
        ("S2", Some("S"), Some(false)),
        ("S1", Some("S"), Some(false)),
        ("X", Some("X"), Some(false)),
        ("U", Some("U"), None),
        ("0", Some("0"), None),
        ("01", Some("0"), None),
        ("02", Some("0"), None),
        ("B3", None, None),
        ("Q1", None, None),
        ("B12", None, None),
        ("", None, None),
    ];
    for (code, letter, suitable) in cases {
        let desk = Desk::new().quiet("2017").file(
            "2017",
            "oc3.csv",
            &format!("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/06/1999,yes,F1,{code}\n"),
        );
        let imported = desk.import("2018-03-31");
        let one = &imported.tables.care_leaver_statuses[0];
        assert_eq!((one.accommodation.as_deref(), one.suitable), (letter, suitable), "{code}");
        assert_eq!((one.in_touch.as_deref(), one.activity.as_deref()), (Some("YES"), Some("F1")));
    }
}

#[test]
fn places_are_opaque_and_equal_where_the_postcodes_are() {
    let desk = Desk::new()
        .episodes(
            "2017",
            &[
                "1,01/05/2017,S,C2,N1,U4,PR1,01/06/2017,X1,,ZZ9 9ZZ,SE1 7PB,SC1",
                "1,01/06/2017,P,C2,N1,U4,PR1,01/07/2017,X1,,ZZ9 9ZZ,BR1 3UH,SC1",
                "1,01/07/2017,P,C2,N1,U4,PR1,,,,ZZ9 9ZZ,se17pb,SC1",
            ],
        )
        .file("2017", "header.csv", "CHILD,SEX,DOB,ETHNIC,UPN\n1,1,01/02/2005,WBRI,A123456789012\n");
    let imported = desk.import("2018-03-31");
    let places: Vec<_> =
        imported.tables.placement_places.iter().map(|one| one.place.as_deref().unwrap_or("-")).collect();
    assert_eq!(places, ["place-1", "place-2", "place-1"]);
    let bytes = imported.tables.to_bytes(&imported.meta).expect("a snapshot");
    let told = format!("{:?}{}{}", imported.repairs, imported.text(Detail::Rows), imported.to_json());
    for secret in ["SE1", "BR1", "ZZ9", "A123456789012"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{secret} is stored");
        assert!(!told.contains(secret), "{secret} is told");
    }
}

#[test]
fn an_identical_row_is_read_once() {
    let row = "1,01/05/2017,S,C2,N1,U4,PR1,,,,,,";
    let desk = Desk::new().episodes("2017", &[row, row]);
    let imported = desk.import("2018-03-31");
    assert_eq!(episodes(&imported).len(), 1);
    assert_eq!(desk.telling(&imported), ["2017/episodes.csv:3 left out duplicate-row: the same as line 2"]);
}

#[test]
fn an_x1_without_a_next_episode_is_said() {
    let desk = Desk::new().episodes(
        "2017",
        &["1,01/05/2017,S,C2,N1,U4,PR1,01/06/2017,X1,,,,", "1,03/06/2017,P,C2,N1,U4,PR1,,,,,,"],
    );
    assert_eq!(
        desk.telling(&desk.import("2018-03-31")),
        ["2017/episodes.csv:2 kept nothing-follows: child 1: REC X1 on 2017-06-01"]
    );
}

#[test]
fn columns_that_are_not_there_are_said() {
    let desk =
        Desk::new().file("2017", "e.csv", "CHILD,DECOM,RNE,LS,PLACE,DEC,REC,REC\n1,01/05/2017,S,C2,U4,,,\n");
    let imported = desk.import("2018-03-31");
    assert_eq!(
        desk.warnings(&imported)[..2],
        [
            "import::absent-columns: the episodes file is without CIN, PLACE_PROVIDER, REASON_PLACE_CHANGE, PL_POST, URN: not recorded",
            "import::column-twice: columns that stand twice, the first is read: REC",
        ]
    );
}
