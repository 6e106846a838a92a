//! Figures of real-looking returns that nobody here wrote: the engine agrees with the table worked out elsewhere.

use std::path::{Path, PathBuf};

use boardpack::calendar::{Date, Period};
use boardpack::compute::{Availability, Measured, Value, compute, days_needed};
use boardpack::kpi::Catalogue;
use boardpack::snapshot::import::{self, Options};
use boardpack::snapshot::{Image, Snapshot};
use pretty_assertions::assert_eq;

/// Return, without V3/V4, started, ceased, three or more placements: from the table of five linked returns.
const TABLE: [(i32, u64, u64, u64, u64); 5] = [
    (2017, 367, 150, 227, 92),
    (2018, 195, 13, 184, 57),
    (2019, 135, 9, 113, 27),
    (2020, 89, 11, 72, 18),
    (2021, 55, 3, 52, 10),
];

fn returns() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ssda903");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("not tested: {} is not here", folder.display());
    None
}

/// Every measure over a period, from one return.
fn figures(folder: &Path, year: i32, period: Period) -> Measured {
    let as_at = Date::from_ymd_opt(year + 1, 3, 31).expect("a day");
    let imported = import::ssda903(&[folder.join(year.to_string())], &Options::as_at(as_at), &|_| {})
        .unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let bytes = imported.tables.to_bytes(&imported.meta).expect("rows that keep the contract");
    let snapshot = Snapshot::from_bytes(bytes, "import").expect("a sound snapshot");
    let catalogue = Catalogue::built_in().expect("the built-in files");
    let image = Image::build(&snapshot, &days_needed(catalogue.measures(), &[period])).expect("an image");
    let wanted: Vec<(&str, Vec<Period>)> =
        catalogue.measures().map(|measure| (measure.id.as_str(), vec![period])).collect();
    compute(&catalogue, &wanted, &image).expect("figures")
}

#[test]
fn each_return_gives_the_figures_worked_out_elsewhere() {
    let Some(folder) = returns() else { return };
    for (year, looked_after, started, ceased, three_or_more) in TABLE {
        let period = Period::Year { year };
        let measured = figures(&folder, year, period);
        let value = |id: &str| measured.figure(id, period).and_then(|figure| figure.value.clone());
        let count = |id: &str| match value(id) {
            Some(Value::Count { count, .. }) => count,
            other => panic!("{id}: {other:?}"),
        };
        assert_eq!(count("children-looked-after-number"), looked_after, "looked after, {year}");
        assert_eq!(count("children-started"), started, "started, {year}");
        assert_eq!(count("children-ceased"), ceased, "ceased, {year}");
        assert_eq!(
            value("three-or-more-placements"),
            Some(Value::Share { met: three_or_more, of: looked_after }),
            "three or more placements, {year}"
        );
    }
}

#[test]
fn what_a_return_does_not_hold_is_not_collected_rather_than_none() {
    let Some(folder) = returns() else { return };
    let period = Period::Quarter { year: 2017, quarter: 4 };
    let measured = figures(&folder, 2017, period);
    let why = |id: &str| measured.figure(id, period).map(|figure| figure.availability.clone());
    assert_eq!(
        why("placed-outside-borough"),
        Some(Availability::NotCollected(vec!["ext_placement_geo.plge_outside_borough".to_owned()]))
    );
    assert_eq!(
        why("children-looked-after-rate"),
        Some(Availability::NotCollected(vec!["ref_population".to_owned()]))
    );
    assert_eq!(
        why("long-term-placement-stability"),
        Some(Availability::HistoryStarts(Date::from_ymd_opt(2017, 4, 1).expect("a day")))
    );
    assert_eq!(why("placements-to-date"), Some(Availability::CarePeriodsCut));
}
