//! Whatever stands in a file, import gives rows that keep the contract, or words; it never panics.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Desk, day, import};
use boardpack::snapshot::import::Detail;

/// Cells that mean something in some column, and some that mean nothing in any.
fn cell() -> impl Strategy<Value = String> {
    let dates = prop_oneof![
        Just("01/05/2017"),
        Just("2017-05-01"),
        Just("31/03/2018"),
        Just("01/04/2018"),
        Just("29/02/2000"),
        Just("30/06/2017"),
        Just("2018-02-30"),
        Just("01/01/2100"),
        Just("01/06/1999"),
        Just("99/99/9999")
    ];
    let codes = prop_oneof![
        Just(""),
        Just("S"),
        Just("P"),
        Just("L"),
        Just("C2"),
        Just("V4"),
        Just("U4"),
        Just("T0"),
        Just("k2"),
        Just("X1"),
        Just("E4A"),
        Just("1"),
        Just("2.0"),
        Just("S1"),
        Just("0"),
        Just("02"),
        Just("M"),
        Just("PLACEHOLDER_DATA"),
        Just("é"),
        Just("\"open"),
        Just("2018"),
        Just("2017-18")
    ];
    prop_oneof![dates.prop_map(str::to_owned), codes.prop_map(str::to_owned), ".{0,6}"]
}

const KINDS: [&str; 9] = [
    super::EPISODES,
    "CHILD,DECOM,RNE,LS,PLACE,DEC,REC,YEAR,LA",
    "CHILD,SEX,DOB,ETHNIC",
    "CHILD,DOB,REVIEW,REVIEW_CODE",
    "CHILD,SDQ_SCORE,SDQ_REASON,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT",
    "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "CHILD,SEX,DOB,DUC",
    "CHILD,MISSING,MIS_START,MIS_END",
    "CHILD,DECOM,RNE",
];

/// A file of one of the kinds, its cells whatever they are.
fn file() -> impl Strategy<Value = (usize, String)> {
    (0..KINDS.len(), vec(vec(cell(), 3..14), 0..6)).prop_map(|(kind, rows)| {
        let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        (kind, format!("{}\n{}\n", KINDS[kind], rows.join("\n")))
    })
}

/// An episode that can be read, of one of three children.
fn episode() -> impl Strategy<Value = String> {
    let start = (1_u32..4, 1_u32..13, 1_u32..29, 2016_i32..2019);
    (start, proptest::option::of(0_u64..500), 0_usize..6, 0_usize..4).prop_map(
        |((child, month, day, year), days, rne, place)| {
            let start = boardpack::calendar::Date::from_ymd_opt(year, month, day).expect("a day");
            let end = days.map_or(String::new(), |days| (start + chrono::Days::new(days)).to_string());
            let rec = if end.is_empty() { "" } else { ["X1", "E8", ""][rne % 3] };
            let (rne, place) = (["S", "P", "L", "T", "B", "U"][rne], ["U4", "K2", "T1", "P1"][place]);
            format!("{child},{start},{rne},C2,N1,{place},PR1,{end},{rec},,,AB{place},")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..400)) {
        let mut file = super::EPISODES.as_bytes().to_vec();
        file.extend(b"\n");
        file.extend(&bytes);
        let desk = Desk::new().bytes("2017", "a.csv", &bytes).bytes("2018", "b.csv", &file);
        let _ = import(&desk.returns, "2018-03-31");
        let _ = import(&desk.returns[1..], "2018-03-31");
    }

    #[test]
    fn arbitrary_cells_give_rows_that_keep_the_contract(files in vec(file(), 1..5)) {
        let mut desk = Desk::new().quiet("2017").quiet("2018");
        for (at, (kind, text)) in files.iter().enumerate() {
            // One episodes file a folder is there already: others stand alone.
            let folder = if *kind < 2 { format!("alone {at}") } else { "2017".to_owned() };
            desk = desk.file(&folder, &format!("{kind}.csv"), text);
        }
        for returns in [&desk.returns[..1], &desk.returns[..2], &desk.returns[..]] {
            if let Ok(imported) = import(returns, "2018-03-31") {
                prop_assert!(imported.tables.to_bytes(&imported.meta).is_ok());
                let _ = (imported.text(Detail::Rows), imported.to_json());
            }
        }
    }

    #[test]
    fn a_merge_ends_where_its_last_return_does(old in vec(episode(), 1..12), new in vec(episode(), 1..12)) {
        let rows = |rows: &[String]| format!("{}\n{}\n", super::EPISODES, rows.join("\n"));
        let mut desk = Desk::new().file("a", "e.csv", &rows(&old)).file("b", "e.csv", &rows(&new));
        desk.returns[0].as_mut_os_string().push("@2017-18");
        desk.returns[1].as_mut_os_string().push("@2018-19");
        let imported = desk.import("2019-03-31");
        let on = day("2019-03-31");
        let mut open: Vec<&str> = imported
            .tables
            .episodes
            .iter()
            .filter(|one| one.end.is_none_or(|end| end > on))
            .map(|one| one.person.as_str())
            .filter(|child| !imported.tables.last_seen.iter().any(|gone| gone.person == *child))
            .collect();
        open.sort_unstable();
        open.dedup();
        // Each child is counted as the last return alone counts it.
        let last = &imported.summaries[1];
        prop_assert_eq!(open.len(), last.looked_after);
    }
}
