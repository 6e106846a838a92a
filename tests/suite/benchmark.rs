//! The department's published figures beside a council's own.

use std::path::Path;

use boardpack::benchmark::{Benchmarks, is_known};
use boardpack::calendar::{Date, parse_iso};
use boardpack::kpi::Catalogue;
use boardpack::quantity::{Decimal, Ratio};
use pretty_assertions::assert_eq;

fn day(text: &str) -> Date {
    parse_iso(text).expect("a day")
}

fn bromley() -> Benchmarks {
    Benchmarks::of(Some("London Borough of Bromley"))
}

#[test]
fn every_measure_with_a_comparator_names_one_that_is_carried() {
    let catalogue = Catalogue::built_in().expect("the built-in files");
    let codes: Vec<(&str, &str)> = catalogue
        .measures()
        .filter_map(|measure| Some((measure.id.as_str(), measure.benchmark.as_deref()?)))
        .collect();
    assert!(codes.len() >= 14, "{} measures with a comparator", codes.len());
    for (id, code) in codes {
        assert!(is_known(code), "{id} names {code}");
    }
    assert!(!is_known("LACStable"), "the beginning of a code is none");
}

#[test]
fn only_what_was_public_on_the_day_is_given() {
    let year = |on: &str| bromley().latest("LACStable_2016on", day(on)).map(|one| one.year);
    assert_eq!(year("2017-02-27"), None);
    assert_eq!(year("2017-02-28"), Some(2016));
    assert_eq!((year("2017-12-06"), year("2017-12-07")), (Some(2016), Some(2017)));
    assert_eq!(year("2019-03-31"), Some(2018));
    assert_eq!(year("2019-12-31"), Some(2019));
    // Results of school come out in the spring after.
    let results = |on: &str| bromley().latest("LAC_EngMaths9-4", day(on)).map(|one| one.year);
    assert_eq!((results("2019-04-10"), results("2019-04-11")), (Some(2017), Some(2018)));
    // Released on 10 December 2020, but for councils' placement stability and care leavers, which came later.
    let latest = |code: &str| bromley().latest(code, day("2020-12-10")).map(|one| one.year);
    assert_eq!(
        ["LACDistance", "LACStable_2016on", "CareLeaverEET"].map(latest),
        [Some(2020), Some(2019), Some(2019)]
    );
}

/// The department counts a year in the summer after it at the earliest, and prints it in autumn.
#[test]
fn no_figure_is_public_before_the_autumn_of_its_year() {
    let rows = include_str!("../../src/benchmark/published.csv").lines();
    let rows: Vec<(&str, i32, Date)> = rows
        .filter(|row| !row.starts_with('#') && !row.starts_with("code,"))
        .map(|row| {
            let (mut cells, last) = (row.split(','), row.rsplit(',').next().expect("a day"));
            let (code, year) = (cells.next().expect("a code"), cells.next().expect("a year"));
            (code, year.parse().expect("a year"), day(last))
        })
        .collect();
    assert!(rows.len() > 600, "{} rows", rows.len());
    for (code, year, published) in &rows {
        assert!(*published >= day(&format!("{year}-11-01")), "{code} {year}: {published}");
    }
    // The latest year that is public is the last row that is: a later one never comes out first.
    for pair in rows.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        assert!(pair[0].1 < pair[1].1 && pair[0].2 <= pair[1].2, "{:?}", pair[1]);
    }
}

#[test]
fn another_council_has_england_and_london_only_where_it_lies_there() {
    let on = day("2019-03-31");
    let elsewhere = Benchmarks::of(Some("Leeds City Council")).latest("CareLeaverEET", on).expect("a year");
    assert_eq!(elsewhere.england, Some(Decimal::new(51, 0)));
    assert_eq!((elsewhere.london, elsewhere.own, elsewhere.neighbours), (None, None, None));
    let camden =
        Benchmarks::of(Some("London Borough of Camden")).latest("CareLeaverEET", on).expect("a year");
    assert_eq!((camden.london, camden.own), (Some(Decimal::new(53, 0)), None));
}

/// Every carried number is that of the file it was taken from, to four decimals.
#[test]
fn the_carried_figures_are_those_of_the_department() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/benchmarks/bromley_benchmarks_2016_2025.csv");
    let Ok(mut file) = csv::Reader::from_path(&path) else {
        eprintln!("not compared with the department's file: {} is not here", path.display());
        return;
    };
    let mut compared = 0;
    for row in file.records() {
        let row = row.expect("a row");
        let (code, year): (&str, i32) = (&row[0], row[3].parse().expect("a year"));
        let years = bromley().years(code, Date::MAX);
        let one = years.iter().find(|one| one.year == year).unwrap_or_else(|| panic!("{code} {year}"));
        let same = |text: &str, carried: Option<Decimal>| match text.parse::<f64>() {
            Ok(number) => carried.is_some_and(|one| (one.as_f64() - number).abs() <= 0.000_051),
            Err(_) => carried.is_none(),
        };
        assert!(same(&row[4], one.own.map(|own| own.value)), "{code} {year}: own");
        assert!(same(&row[5], one.neighbours.map(|all| all.mean)), "{code} {year}: mean");
        assert!(same(&row[6], one.neighbours.map(|all| all.median)), "{code} {year}: median");
        assert!(same(&row[9], one.london), "{code} {year}: London");
        assert!(same(&row[10], one.england), "{code} {year}: England");
        if let Some(own) = one.own {
            let rank = row[11].parse().ok().zip(row[13].parse().ok());
            assert_eq!(own.rank, rank, "{code} {year}");
            let quartile = row[12].chars().next().filter(char::is_ascii_uppercase);
            assert_eq!(own.quartile, quartile, "{code} {year}");
        }
        compared += 1;
    }
    assert!(compared > 600, "{compared} rows");
    // The sample's own figures are calibrated to these.
    let placements = bromley().latest("LACStable_2016on", day("2018-12-31")).expect("2018");
    let own = placements.own.expect("the council's own").value.as_ratio();
    assert_eq!(own, Ratio::new(11, 1));
}
