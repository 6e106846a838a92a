//! Records that came in late: what stands as it was published is not told by what is counted now.

use boardpack::assess::assess;
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::Period;
use boardpack::compute::{Availability, Figure, Measured, Rate, Tally, Value};
use boardpack::kpi::Catalogue;
use boardpack::ledger::Reported;
use boardpack::pack::tidy_rows;
use boardpack::protect::{Earlier, Publishable, as_published, protect_after};
use boardpack::scrutiny::scrutinise;
use boardpack::template::Profile;
use pretty_assertions::assert_eq;

const NUMBER: &str = "children-looked-after-number";

fn then() -> Period {
    "2017-18-Q4".parse().expect("a period")
}

/// A figure of the quarter to the last day of March 2018; nothing is missing.
fn of(id: &str, value: Value) -> Figure {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let measure = catalogue.get(id).expect("a measure");
    Figure {
        measure: id.to_owned(),
        period: then(),
        window: measure.rows.basis.window(then()),
        availability: Availability::Available,
        tally: Tally { met: value.of(), ..Tally::default() },
        value: Some(value),
        wave: None,
        version: measure.version(),
    }
}

fn number(count: u64) -> Figure {
    of(NUMBER, Value::Count { count, rate: None })
}

fn share(id: &str, met: u64, all: u64) -> Figure {
    of(id, Value::Share { met, of: all })
}

/// The figures as they are released beside what was published before.
fn released(figures: &[Figure], reported: &Reported) -> Publishable {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let measured: Measured = figures.iter().cloned().collect();
    let earlier = Earlier { reported: Some(reported), ..Earlier::default() };
    let printed = as_published(&measured, &catalogue, &earlier);
    protect_after(&assess(&printed, &catalogue), &[], &catalogue, Profile::Public, &earlier)
        .expect("safe figures")
}

/// What is printed of each figure now, once those of then are published.
fn printed(then_were: &[Figure], now_are: &[Figure]) -> Vec<String> {
    let first = released(then_were, &Reported::default());
    let folder = tempfile::tempdir().expect("a folder");
    let packs = [("board", Profile::Public, tidy_rows(&first, |_, _| true))];
    let (_, ledger) = super::restated::record(folder.path(), then(), &packs, "2018-05-01");
    let now = released(now_are, &Reported::to(Profile::Public, &ledger));
    let long = |one: &Figure| now.figure(&one.measure, then()).expect("a figure").long.clone();
    now_are.iter().map(long).collect()
}

#[test]
fn a_measure_that_is_new_does_not_tell_how_many_children_came_late() {
    let placements = |all| share("three-or-more-placements", 58, all);
    assert_eq!(printed(&[number(307)], &[number(310), placements(310)]), ["307", "[c]"]);
    assert_eq!(printed(&[number(307)], &[number(320), placements(320)]), ["320", "58 of 320, 18%"]);
    assert_eq!(printed(&[number(307)], &[number(307), placements(307)]), ["307", "58 of 307, 19%"]);
}

#[test]
fn people_of_a_day_and_some_of_them_move_together_or_stand() {
    // Of eight children told late six were in care for a year: the two others are not to be told.
    let year = |met, all| share("dental-check", met, all);
    let were = [number(278), year(135, 161)];
    assert_eq!(printed(&were, &[number(286), year(141, 167)]), ["278", "135 of 161, 84%"]);
    assert_eq!(printed(&were, &[number(298), year(142, 168)]), ["298", "142 of 168, 85%"]);
}

#[test]
fn a_mean_that_has_moved_does_not_tell_of_whom() {
    let score = |sum, of_children| of("sdq-average-score", Value::Mean { sum, of: of_children });
    let were = [score(1793, 109)];
    // One child's score was mended, or nine children's came in late.
    assert_eq!(printed(&were, &[score(1820, 109)]), ["16.4 (109 children)"]);
    assert_eq!(printed(&were, &[score(1940, 118)]), ["16.4 (109 children)"]);
    assert_eq!(printed(&were, &[score(1990, 120)]), ["16.6 (120 children)"]);
}

#[test]
fn sessions_at_school_that_came_late_may_be_one_childs() {
    let sessions = |met, all| {
        let tally = Tally { met: 180, ..Tally::default() };
        Figure { tally, ..share("school-attendance", met, all) }
    };
    let were = [sessions(36_878, 38_774)];
    assert_eq!(printed(&were, &[sessions(37_118, 39_032)]), ["36,878 of 38,774, 95.1%"]);
}

#[test]
fn the_base_of_a_rate_does_not_tell_how_many_children_came_late() {
    let moves = |base_halves| {
        let rate = Rate { numerator: 52, base_halves, multiply: 100 };
        of("placement-moves", Value::Count { count: 52, rate: Some(rate) })
    };
    let words = |base: &str| printed(&[moves(558)], &[moves(base.parse().expect("a number"))]);
    let were = ["52; 18.6 for every 100 children looked after"];
    assert_eq!(words("562"), were, "two children more on both days");
    assert_eq!(words("600"), ["52; 17.3 for every 100 children looked after"]);
}

#[test]
fn the_audit_names_the_few_between_two_measures_of_the_same_children() {
    let notes = |all: u64| {
        let apart = [number(307), share("three-or-more-placements", 58, all)]
            .map(|one| released(&[one], &Reported::default()));
        let rows = apart.iter().flat_map(|figures| tidy_rows(figures, |_, _| true)).collect();
        let folder = tempfile::tempdir().expect("a folder");
        let packs = [("board", Profile::Public, rows)];
        let (written, _) = super::restated::record(folder.path(), then(), &packs, "2018-05-01");
        let catalogue = Catalogue::built_in().expect("the built-in measures");
        scrutinise(&[written], None, (&catalogue, Benchmarks::default()), None).notes
    };
    let name = "three-or-more-placements not in children-looked-after-number ".to_owned();
    let few = (name, "a count of a few children is the difference of figures that are shown".to_owned());
    assert!(notes(310).contains(&few), "{:?}", notes(310));
    assert!(!notes(320).contains(&few), "{:?}", notes(320));
}
