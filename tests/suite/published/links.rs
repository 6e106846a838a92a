//! What a measure shows gives away neither what another hides nor a few who are left between the two.

use boardpack::assess::assess;
use boardpack::calendar::{Date, parse_iso};
use boardpack::compute::{Figure, Measured, Part, Tally, Value};
use boardpack::kpi::{Catalogue, Form};
use boardpack::protect::{Publishable, protect};
use boardpack::template::Profile;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::{figure, quarter};

/// A share of those of whom something is recorded.
fn share(catalogue: &Catalogue, id: &str, (met, not): (u64, u64), missing: u64) -> Figure {
    let tally = Tally { met, not_met: not, missing, ..Tally::default() };
    Figure { tally, ..figure(catalogue.get(id).expect("a measure"), quarter(), (met, not)) }
}

fn number(catalogue: &Catalogue, id: &str, count: u64) -> Figure {
    share(catalogue, id, (count, 0), 0)
}

fn released(catalogue: &Catalogue, figures: Vec<Figure>) -> Publishable {
    let measured: Measured = figures.into_iter().collect();
    protect(&assess(&measured, catalogue), &[], catalogue, Profile::Public).expect("safe figures")
}

/// The figures as printed, by the ids asked for.
fn shown<const N: usize>(figures: &Publishable, ids: [&str; N]) -> [String; N] {
    ids.map(|id| figures.figure(id, quarter()).expect("a figure").long.clone())
}

#[test]
fn a_few_of_whom_nothing_is_recorded_are_not_told_by_two_denominators() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let of = |missing: u64| {
        let figures = vec![
            number(&catalogue, "children-looked-after-number", 300),
            share(&catalogue, "in-contact-with-family", (200, 100 - missing), missing),
        ];
        shown(&released(&catalogue, figures), ["children-looked-after-number", "in-contact-with-family"])
    };
    assert_eq!(of(0), ["300", "200 of 300, 67%"]);
    assert_eq!(of(1), ["300", "[c]"]);
    assert_eq!(of(5), ["300", "[c]"]);
    assert_eq!(of(6), ["300", "200 of 294, 68%"]);
}

#[test]
fn two_populations_that_differ_by_a_few_do_not_stand_side_by_side() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let of = |younger: u64| {
        let figures = vec![
            number(&catalogue, "care-leavers-number", 200),
            share(&catalogue, "bank-account", (120, 80), 0),
            share(&catalogue, "allocated-personal-adviser", (150, 50 + younger), 0),
        ];
        shown(
            &released(&catalogue, figures),
            ["care-leavers-number", "bank-account", "allocated-personal-adviser"],
        )
    };
    assert_eq!(of(4), ["200", "120 of 200, 60%", "[c]"]);
    assert_eq!(of(12), ["200", "120 of 200, 60%", "150 of 212, 71%"]);
}

#[test]
fn two_measures_that_both_leave_some_out_do_not_tell_of_a_few_between_them() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let of = |unknown: u64| {
        let figures = vec![
            share(&catalogue, "education-employment-training-19-21", (80, 66), 8),
            share(&catalogue, "suitable-accommodation-19-21", (100, 46 - unknown), 8 + unknown),
        ];
        shown(
            &released(&catalogue, figures),
            ["education-employment-training-19-21", "suitable-accommodation-19-21"],
        )
    };
    assert_eq!(of(0), ["80 of 146, 55%", "100 of 146, 68%"]);
    assert_eq!(of(1).iter().filter(|one| *one == "[c]").count(), 1, "{:?}", of(1));
    assert_eq!(of(9), ["80 of 146, 55%", "100 of 137, 73%"]);
}

#[test]
fn where_every_home_is_suitable_nobody_is_in_custody_and_that_is_not_told() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let of = |suitable: u64| {
        let figures = vec![
            share(&catalogue, "suitable-accommodation", (suitable, 16 - suitable), 0),
            share(&catalogue, "care-leavers-in-custody", (0, 16), 0),
        ];
        shown(&released(&catalogue, figures), ["suitable-accommodation", "care-leavers-in-custody"])
    };
    assert_eq!(of(16), ["[c]", "[c]"]);
}

#[test]
fn who_was_missing_in_the_year_and_not_in_its_last_quarter_is_not_told() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let measure = catalogue.get("care-leavers-missing").expect("a measure");
    let year = "2018-19".parse().expect("a period");
    let of = |in_year: u64| {
        let figures = vec![
            figure(measure, quarter(), (9, 202)),
            Figure {
                tally: Tally { met: in_year, not_met: 211 - in_year, ..Tally::default() },
                ..figure(measure, year, (in_year, 211 - in_year))
            },
        ];
        let figures = released(&catalogue, figures);
        [quarter(), year]
            .map(|period| figures.figure("care-leavers-missing", period).expect("a figure").value.is_some())
    };
    assert_eq!(of(9), [true, true]);
    assert_eq!(of(12).into_iter().filter(|shown| *shown).count(), 1);
    assert_eq!(of(21), [true, true]);
}

#[test]
fn those_counted_by_one_measure_and_not_by_the_one_within_it_are_children_too() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let of = |studying: u64| {
        let figures = vec![
            share(&catalogue, "education-employment-training", (60, 40), 0),
            share(&catalogue, "higher-education", (studying, 100 - studying), 0),
        ];
        shown(&released(&catalogue, figures), ["education-employment-training", "higher-education"])
    };
    assert_eq!(of(30), ["60 of 100, 60%", "30 of 100, 30%"]);
    // Three in education, employment or training other than higher education.
    assert!(of(57).contains(&"[c]".to_owned()), "{:?}", of(57));
}

/// Care leavers by where they live: custody, staying put, all others.
fn living(catalogue: &Catalogue, custody: u64, others: [u64; 3]) -> Figure {
    let measure = catalogue.get("where-care-leavers-live").expect("a measure");
    let Form::Parts { groups, .. } = &measure.form else { panic!("parts") };
    let count = |name: &str| match name {
        "Custody" => custody,
        "With family" => others[0],
        "Supported lodgings" => others[1],
        "Other" => others[2],
        _ => 12,
    };
    let parts: Vec<Part> =
        groups.iter().map(|one| Part { name: one.name.clone(), count: count(&one.name) }).collect();
    let of = parts.iter().map(|part| part.count).sum();
    Figure {
        value: Some(Value::Parts { parts, of }),
        tally: Tally { met: of, ..Tally::default() },
        ..figure(measure, quarter(), (0, 0))
    }
}

#[test]
fn a_part_that_is_hidden_for_anothers_sake_does_not_stand_in_another_measure() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    // A few with their family; whichever part is hidden with them, custody has a measure of its own.
    let live = living(&catalogue, 7, [3, 12, 12]);
    let all = live.value.as_ref().map_or(0, Value::of);
    let figures = vec![live, share(&catalogue, "care-leavers-in-custody", (7, all - 7), 0)];
    let released = released(&catalogue, figures);
    let custody = &shown(&released, ["care-leavers-in-custody"])[0];
    let parts = &shown(&released, ["where-care-leavers-live"])[0];
    assert!(parts.contains("With family: [c]"), "{parts}");
    let hidden =
        parts.matches("[c]").count() - usize::from(parts.contains("Custody: [c]") && custody != "[c]");
    assert!(hidden >= 2, "what custody's own measure shows is not hidden: {parts}; {custody}");
}

/// A day long after all histories.
fn day() -> Date {
    parse_iso("2019-03-31").expect("a day")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_from_1_to_5_is_left_between_shown_figures_of_a_day(
        missing in prop::collection::vec(0_u64..8, 4),
        met in prop::collection::vec(0_u64..60, 4),
        younger in 0_u64..8,
    ) {
        let catalogue = Catalogue::built_in().expect("the built-in measures");
        let ids = ["bank-account", "education-employment-training", "contact-in-last-two-months", "higher-education"];
        let mut figures: Vec<Figure> = ids
            .iter()
            .enumerate()
            .map(|(at, id)| share(&catalogue, id, (met[at], 68 - missing[at] - met[at]), missing[at]))
            .collect();
        figures.push(number(&catalogue, "care-leavers-number", 68));
        figures.push(share(&catalogue, "allocated-personal-adviser", (40, 28 + younger), 0));
        prop_assert_eq!(figures[0].window.until, day());
        let released = released(&catalogue, figures);
        let of = |id: &str| {
            let value = released.figure(id, quarter()).and_then(|one| one.value.clone());
            match value {
                Some(boardpack::protect::ReleasedValue::Share { met, of }) => Some((met, of)),
                Some(boardpack::protect::ReleasedValue::Count { count, .. }) => Some((count, count)),
                _ => None,
            }
        };
        let shown: Vec<(u64, u64)> = ids.iter().chain(&["care-leavers-number", "allocated-personal-adviser"]).filter_map(|id| of(id)).collect();
        if let Some((_, all)) = of("care-leavers-number") {
            for (_, of) in &shown {
                prop_assert!(!(1..=5).contains(&all.abs_diff(*of)), "{shown:?}");
            }
        }
        if let (Some((some, _)), Some((more, _))) = (of("higher-education"), of("education-employment-training")) {
            prop_assert!(more < some || !(1..=5).contains(&(more - some)), "{shown:?}");
        }
    }
}
