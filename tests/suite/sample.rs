//! The example council has the published figures, whatever the seed: counted a second time, from the rows alone.

mod calibration;
mod counting;
mod histories;
mod leavers;
mod outcomes;
mod records;

use std::collections::BTreeMap;

use boardpack::calendar::Date;
use boardpack::snapshot::sample::{DEFAULT_SEED, Options, OutOfRange, generate};
use boardpack::snapshot::{Meta, Tables};

use self::counting::*;

/// The example council with the usual seed as at a day, drawn once a run of the tests.
pub(crate) fn example(as_at: Date) -> &'static (Tables, Meta) {
    sample(DEFAULT_SEED, as_at)
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let bytes = |seed: u64| {
        let (tables, meta) = drawn(seed, day(2019, 3, 31), 1);
        tables.to_bytes(&meta).expect("rows that keep the contract")
    };
    let one = bytes(DEFAULT_SEED);
    assert!(one == bytes(DEFAULT_SEED), "two runs differ");
    assert!(one != bytes(1), "another seed tells the same story");
}

#[test]
fn an_earlier_day_is_the_same_story_cut_off() {
    let (full, _) = sample(DEFAULT_SEED, day(2019, 3, 31));
    for as_at in [day(2016, 3, 31), day(2017, 8, 15), day(2018, 1, 31), day(2019, 3, 30)] {
        let (early, meta) = sample(DEFAULT_SEED, as_at);
        assert_eq!((meta.as_at, meta.extracted_at), (as_at, Some(as_at)));
        early.to_bytes(meta).expect("rows that keep the contract");
        let whole: BTreeMap<&str, _> = full.episodes.iter().map(|row| (row.id.as_str(), row)).collect();
        for row in &early.episodes {
            let mut expected = whole[row.id.as_str()].clone();
            if expected.end.is_some_and(|end| end > as_at) {
                (expected.end, expected.end_reason) = (None, None);
            }
            assert_eq!(*row, expected);
        }
        assert_eq!(early.episodes.len(), full.episodes.iter().filter(|row| row.start <= as_at).count());
        assert_eq!(early.reviews.len(), full.reviews.iter().filter(|row| row.held <= as_at).count());
        let same = |child: &&boardpack::snapshot::Person| full.persons.contains(child);
        assert!(early.persons.iter().all(|child| same(&child)));
        let (now, then) = (children(early), children(full));
        let ids = |children: &[Child<'_>]| -> Vec<String> {
            looked_after(children, as_at).iter().map(|child| child.id.to_owned()).collect()
        };
        assert_eq!(ids(&now), ids(&then), "{as_at}");
    }
}

#[test]
fn nothing_lies_after_the_as_at_day() {
    for as_at in [day(2016, 3, 31), day(2018, 1, 31), day(2019, 3, 31)] {
        let (tables, _) = sample(DEFAULT_SEED, as_at);
        let mut days: Vec<Option<Date>> = Vec::new();
        days.extend(tables.persons.iter().map(|row| row.born));
        days.extend(tables.immigration_statuses.iter().flat_map(|row| [row.start, row.end]));
        days.extend(tables.legal_statuses.iter().flat_map(|row| [Some(row.start), row.end]));
        days.extend(tables.placements.iter().flat_map(|row| [Some(row.start), row.end]));
        days.extend(tables.episodes.iter().flat_map(|row| [Some(row.start), row.end]));
        days.extend(tables.reviews.iter().map(|row| Some(row.held)));
        days.extend(tables.missing_episodes.iter().flat_map(|row| [Some(row.start), row.end]));
        days.extend(tables.year_outcomes.iter().map(|row| Some(row.year_end)));
        days.extend(tables.care_leaver_statuses.iter().map(|row| Some(row.observed)));
        assert!(days.into_iter().flatten().all(|day| day <= as_at), "{as_at}");
    }
}

#[test]
fn days_and_scales_without_calibration_are_refused() {
    let ask = |as_at: Date, scale: u32| generate(&Options { seed: 1, as_at, scale }).err();
    let early = ask(day(2016, 3, 30), 1);
    assert_eq!(early, Some(OutOfRange::AsAt { as_at: day(2016, 3, 30) }));
    assert_eq!(
        early.map(|error| error.to_string()).as_deref(),
        Some(
            "there is no example for 2016-03-30: choose a day from 2016-03-31 to 2019-03-31, until there is calibration for others"
        )
    );
    assert!(ask(day(2019, 4, 1), 1).is_some());
    assert_eq!(ask(day(2019, 3, 31), 0), Some(OutOfRange::Scale { scale: 0 }));
}

#[test]
fn it_says_that_no_child_is_real() {
    let (tables, meta) = sample(DEFAULT_SEED, day(2019, 3, 31));
    assert!(meta.synthetic);
    assert_eq!(meta.source, "Example data made by boardpack sample, seed 305: no real child");
    assert_eq!((meta.la_code.as_deref(), meta.ons_code.as_deref()), (Some("305"), Some("E09000006")));
    assert!(tables.persons.iter().all(|row| row.id.starts_with("EX-")));
    // The few faults that are there on purpose.
    let without = tables.persons.iter().filter(|row| row.ethnicity.is_none()).count();
    assert!((1..=2).contains(&without));
    let same_day = tables.episodes.iter().filter(|row| row.end == Some(row.start)).count();
    assert!((1..=25).contains(&same_day), "{same_day} same-day moves");
}
