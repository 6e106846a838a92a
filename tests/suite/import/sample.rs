//! The five linked returns and the broken histories made by others.

use std::collections::BTreeMap;
use std::path::PathBuf;

use boardpack::snapshot::import::{Action, Detail, Imported, Options, Rule, ssda903};
use pretty_assertions::assert_eq;

use super::{day, import, said, shared_data};

fn years(all: std::ops::RangeInclusive<i32>) -> Option<Vec<PathBuf>> {
    let data = shared_data()?;
    Some(all.map(|year| data.join("ssda903").join(year.to_string())).collect())
}

fn imported(returns: &[PathBuf], as_at: &str) -> Imported {
    import(returns, as_at).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

#[test]
fn each_return_on_its_own_gives_the_handbooks_table() {
    // return, looked after, without V3/V4, started, ceased, 3+, continuously, in the year
    let table = [
        [2017, 434, 367, 150, 227, 92, 225, 687],
        [2018, 234, 195, 13, 184, 57, 169, 454],
        [2019, 161, 135, 9, 113, 27, 122, 299],
        [2020, 103, 89, 11, 72, 18, 76, 185],
        [2021, 62, 55, 3, 52, 10, 48, 120],
    ];
    let Some(returns) = years(2017..=2021) else { return };
    for (path, expected) in returns.iter().zip(table) {
        let year = expected[0];
        let imported = imported(std::slice::from_ref(path), &format!("{}-03-31", year + 1));
        let [one] = imported.summaries.as_slice() else { panic!("one return") };
        assert_eq!(one.year, format!("{year}-{:02}", (year + 1) % 100));
        assert_eq!(
            [
                one.looked_after,
                one.without_short_breaks,
                one.started,
                one.ceased,
                one.three_or_more_placements,
                one.continuously,
                one.in_year
            ]
            .map(|count| i32::try_from(count).expect("a small count")),
            expected[1..],
            "{year}"
        );
        assert_eq!(imported.tables.episodes.len(), one.episodes, "nothing is cut");
        assert_eq!(imported.tables.last_seen, []);
    }
}

#[test]
fn the_report_prints_open_episodes() {
    let Some(returns) = years(2018..=2018) else { return };
    let text = imported(&returns, "2019-03-31").text(Detail::Counts);
    let expected = "  2018-19       974            235           234            195       13     184             57           169 / 454\n";
    assert!(text.contains(expected), "{text}");
}

/// Worked out by a script over the raw files, which shares no code with the import.
#[test]
fn five_returns_merge_by_the_rule() {
    let Some(returns) = years(2017..=2021) else { return };
    let imported = imported(&returns, "2022-03-31");
    let tables = &imported.tables;
    assert_eq!(tables.persons.len(), 820);
    assert_eq!(tables.episodes.len(), 2827);
    assert_eq!(imported.meta.source, "SSDA903 returns 2017-18 to 2021-22");
    assert_eq!(imported.meta.full_history_from, day("2017-04-01"));
    let count = |rule| imported.by_rule(rule).count();
    assert_eq!(
        [Rule::EndedByNext, Rule::Superseded, Rule::Replaced, Rule::NotSeen, Rule::ReasonWithoutEnd]
            .map(count),
        [4, 1, 909, 24, 996]
    );
    let gone: BTreeMap<&str, &str> =
        tables.last_seen.iter().map(|one| (one.person.as_str(), one.source.as_str())).collect();
    let of = |label: &str| gone.values().filter(|source| **source == label).count();
    assert_eq!([of("2019-20"), of("2020-21"), gone.len()], [3, 21, 24]);
    let looked_after = |on: &str| {
        let on = day(on);
        let mut children: Vec<&str> = tables
            .episodes
            .iter()
            .filter(|one| one.start <= on && one.end.is_none_or(|end| end > on))
            .map(|one| one.person.as_str())
            .filter(|child| !tables.last_seen.iter().any(|gone| gone.person == *child && gone.until < on))
            .collect();
        children.sort_unstable();
        children.dedup();
        children.len()
    };
    let ends = ["2018-03-31", "2019-03-31", "2020-03-31", "2021-03-31", "2022-03-31"];
    assert_eq!(ends.map(looked_after), [550, 341, 214, 137, 62]);
    assert!(
        tables.episodes.iter().all(|one| one.end.is_some() || one.end_reason.is_none()),
        "no reason without an end"
    );
}

#[test]
fn the_order_of_the_returns_does_not_matter() {
    let Some(mut returns) = years(2017..=2019) else { return };
    let forward = imported(&returns, "2020-03-31");
    returns.reverse();
    let backward = imported(&returns, "2020-03-31");
    assert_eq!(forward.tables, backward.tables);
    assert_eq!(forward.repairs, backward.repairs);
}

fn bad_histories(la: Option<&str>, as_at: &str) -> Option<Result<Imported, String>> {
    let folder = shared_data()?.join("ssda903-bad-histories");
    let options = Options { la: la.map(str::to_owned), ..Options::as_at(day(as_at)) };
    Some(ssda903(&[folder], &options, &|_| {}).map_err(|faults| said(&faults)))
}

#[test]
fn bad_histories_are_repaired_by_row_and_rule() {
    let Some(imported) = bad_histories(Some("barking and  dagenham"), "2022-03-31") else { return };
    let imported = imported.unwrap_or_else(|faults| panic!("{faults}"));
    let repairs: Vec<(u64, &str, Action)> =
        imported.repairs.iter().map(|one| (one.line, one.rule.code(), one.action)).collect();
    assert_eq!(
        repairs,
        [
            (7, "ended-by-next", Action::Changed),
            (11, "ended-by-next", Action::Changed),
            (15, "superseded", Action::LeftOut),
            (18, "superseded", Action::LeftOut),
            (21, "superseded", Action::LeftOut),
            (13, "not-seen", Action::Kept),
            (7, "seen-again", Action::Kept),
            (20, "overlap", Action::Kept),
            // Its next episode was superseded.
            (19, "nothing-follows", Action::Kept),
            (23, "nothing-follows", Action::Kept),
            (2, "no-birth-date", Action::Kept),
            (7, "no-birth-date", Action::Kept),
            (10, "no-birth-date", Action::Kept),
            (13, "no-birth-date", Action::Kept),
            (15, "no-birth-date", Action::Kept),
            (16, "no-birth-date", Action::Kept),
            (19, "no-birth-date", Action::Kept),
            (23, "no-birth-date", Action::Kept),
        ]
    );
    assert_eq!(imported.meta.council, "Barking and Dagenham");
    assert_eq!(imported.other_authorities, 3);
    let years: Vec<&str> = imported.summaries.iter().map(|one| one.year.as_str()).collect();
    assert_eq!(years, ["2016-17", "2017-18", "2018-19", "2019-20", "2021-22"]);
    let ended = |id: &str| {
        let row = imported.tables.episodes.iter().find(|one| one.id == id).expect("the row");
        (row.end, row.end_reason.clone())
    };
    assert_eq!(ended("RULE1_BAD-2016-01-13"), (Some(day("2017-08-20")), None));
    assert_eq!(ended("RULE1A_BAD-2016-10-24"), (Some(day("2017-04-20")), None));
    // 2020-21 is not there: what came before cannot be whole.
    assert_eq!(imported.meta.full_history_from, day("2021-04-01"));
}

#[test]
fn several_authorities_need_a_choice() {
    let Some(faults) = bad_histories(None, "2022-03-31") else { return };
    assert_eq!(
        faults.expect_err("a choice is needed"),
        "error import::several-authorities\n  the files hold 3 authorities: Barking and Dagenham, Newham, Sutton\n  help: choose one: --la \"Barking and Dagenham\"\n"
    );
    let Some(faults) = bad_histories(Some("Newam"), "2022-03-31") else { return };
    assert_eq!(
        faults.expect_err("no such authority"),
        "error import::authority-not-found\n  no authority `Newam` in the files: they hold Barking and Dagenham, Newham, Sutton\n  help: did you mean `Newham`?\n"
    );
}

#[test]
fn a_year_column_names_the_march_in_which_the_return_ends() {
    let Some(imported) = bad_histories(Some("Newham"), "2023-03-31") else { return };
    let imported = imported.unwrap_or_else(|faults| panic!("{faults}"));
    let [one] = imported.summaries.as_slice() else { panic!("one return") };
    assert_eq!((one.year.as_str(), one.looked_after, one.started, one.ceased), ("2022-23", 1, 1, 1));
}
