//! Where the two engines once differed, and what the words of the measure made of it.

use boardpack::calendar::{Date, parse_iso};
use boardpack::compute::{Value, compute, days_needed};
use boardpack::snapshot::{CareLeaverStatus, Meta, Review, Snapshot, Tables};
use pretty_assertions::assert_eq;

use super::{CATALOGUE, differences, image, measure};
use crate::by_hand::child;

fn day(text: &str) -> Date {
    parse_iso(text).unwrap_or_else(|| panic!("{text} is no day"))
}

fn review(tables: &mut Tables, person: &str, held: &str) {
    tables.reviews.push(Review {
        id: format!("{person}-{held}"),
        person: person.to_owned(),
        held: day(held),
        cancelled: None,
        participation: None,
    });
}

fn meta(as_at: &str, history_from: &str) -> Meta {
    Meta {
        as_at: day(as_at),
        full_history_from: day(history_from),
        whole_care_periods: true,
        council: "Example".to_owned(),
        la_code: None,
        ons_code: None,
        source: "made up by hand".to_owned(),
        extracted_at: None,
        synthetic: true,
    }
}

/// The figure by SQL; plain loops give the same.
fn figure(tables: &Tables, meta: &Meta, id: &str, period: &str) -> String {
    let period = period.parse().expect("a period");
    let none: Vec<String> = Vec::new();
    assert_eq!(differences(tables, meta, &[period]), none);
    let image = image(tables, meta, &days_needed([measure(id)], &[period]));
    let measured = compute(&CATALOGUE, &[(id, vec![period])], &image).expect("figures");
    match measured.figure(id, period).and_then(|figure| figure.value.clone()) {
        Some(Value::Share { met, of }) => format!("{met} of {of}"),
        Some(Value::Count { count, .. }) => count.to_string(),
        Some(Value::Parts { parts, .. }) => {
            parts.iter().map(|part| part.count.to_string()).collect::<Vec<_>>().join(" ")
        }
        other => panic!("{other:?}"),
    }
}

/// The figure of one child for January to March 2019.
fn of_child(id: &str, born: &str, care: &[&str]) -> String {
    let mut tables = Tables::default();
    child(&mut tables, "kim", born, care);
    figure(&tables, &meta("2019-03-31", "2012-04-01"), id, "2018-19-Q4")
}

#[test]
fn an_episode_may_leave_out_the_placement_where_no_placement_is_recorded() {
    let mut tables = Tables::default();
    child(&mut tables, "kim", "2008-05-01", &["S 2018-05-01.. C2 U6@oak"]);
    tables.placements.clear();
    tables.placement_places.clear();
    tables.episodes[0].placement = None;
    let bytes = tables.to_bytes(&meta("2019-03-31", "2012-04-01")).expect("rows that keep the contract");
    assert!(Snapshot::from_bytes(bytes, "story").is_ok());
}

#[test]
fn an_episode_left_open_goes_on_after_a_later_start_has_ended() {
    // Kim is still counted by the episode of 2015. This time in care began when the second one ended, not with it.
    let care = ["S 2015-01-05.. C2 U6@oak", "S 2018-05-01..2018-08-01:E4A V2 U6@elm"];
    assert_eq!(of_child("placements-to-date", "2008-05-01", &care), "1 0 0 0 0");
    assert_eq!(of_child("long-term-placement-stability", "2008-05-01", &care), "0 of 0");
    // Before the second one has ended, this time in care began with it.
    let care = ["S 2015-01-05.. C2 U6@oak", "S 2018-05-01.. V2 U6@elm"];
    assert_eq!(of_child("placements-to-date", "2008-05-01", &care), "0 1 0 0 0");
    assert_eq!(of_child("long-term-placement-stability", "2008-05-01", &care), "0 of 0");
}

#[test]
fn care_that_ended_for_good_and_goes_on_the_same_day_is_a_new_time_in_care() {
    let care = ["S 2015-01-05..2018-06-01:E4A C2 U6@oak", "P 2018-06-01.. C2 U6@elm"];
    assert_eq!(of_child("placements-to-date", "2008-05-01", &care), "1 0 0 0 0");
    assert_eq!(of_child("long-term-placement-stability", "2008-05-01", &care), "0 of 0");
}

#[test]
fn short_breaks_that_turn_into_care_bring_a_first_review() {
    let mut tables = Tables::default();
    let care = ["S 2018-01-08..2019-01-02 V4 U6@oak", "L 2019-01-02.. V2 U6@oak"];
    child(&mut tables, "kim", "2008-05-01", &care);
    review(&mut tables, "kim", "2018-11-01");
    let meta = meta("2019-03-31", "2012-04-01");
    // Due on the 20th working day after 2 January, the 30th; the review in the short breaks was another matter.
    assert_eq!(figure(&tables, &meta, "reviews-on-time", "2018-19-Q4"), "0 of 1");
    review(&mut tables, "kim", "2019-01-30");
    assert_eq!(figure(&tables, &meta, "reviews-on-time", "2018-19-Q4"), "1 of 1");
}

#[test]
fn care_that_began_just_before_the_history_may_have_had_its_first_review_then() {
    let mut tables = Tables::default();
    child(&mut tables, "kim", "2008-05-01", &["S 2018-03-20.. V2 U6@oak"]);
    review(&mut tables, "kim", "2018-07-05");
    review(&mut tables, "kim", "2018-12-20");
    let meta = meta("2019-03-31", "2018-04-01");
    // The first review may have been held in March, from where nothing is known; that of July is no first one, by which
    // the next would have been due in October.
    assert_eq!(figure(&tables, &meta, "reviews-on-time", "2018-19-Q3"), "0 of 0");
    assert_eq!(figure(&tables, &meta, "reviews-on-time", "2018-19-Q4"), "1 of 1");
}

#[test]
fn reviews_that_were_all_cancelled_were_due() {
    let mut tables = Tables::default();
    child(&mut tables, "kim", "2008-05-01", &["S 2019-01-02.. V2 U6@oak"]);
    review(&mut tables, "kim", "2019-01-30");
    tables.reviews[0].cancelled = Some("Y".to_owned());
    assert_eq!(figure(&tables, &meta("2019-03-31", "2012-04-01"), "reviews-on-time", "2018-19-Q4"), "0 of 1");
}

#[test]
fn nobody_moves_while_looked_after_from_the_18th_birthday_on() {
    let care = ["S 2016-01-05..2019-02-01:X1+CREQB C2 U6@oak", "P 2019-02-01.. C2 K3@elm"];
    assert_eq!(of_child("placement-moves", "2001-02-02", &care), "1");
    assert_eq!(of_child("placement-moves", "2001-02-01", &care), "0");
    assert_eq!(of_child("unplanned-moves", "2001-02-01", &care), "0 of 0");
}

#[test]
fn a_move_from_a_home_that_is_not_in_the_data_is_a_move() {
    let mut tables = Tables::default();
    child(&mut tables, "kim", "2008-05-01", &["P 2019-02-01.. C2 U6@elm"]);
    child(
        &mut tables,
        "lou",
        "2008-05-01",
        &["S 2016-01-05..2019-02-01:X1+CREQB C2 U6@oak", "P 2019-02-01.. C2 U6@elm"],
    );
    let meta = meta("2019-03-31", "2012-04-01");
    assert_eq!(figure(&tables, &meta, "placement-moves", "2018-19-Q4"), "2");
    // Why it ended is not known: missing, and so not in the share.
    assert_eq!(figure(&tables, &meta, "unplanned-moves", "2018-19-Q4"), "1 of 1");
}

#[test]
fn a_short_break_elsewhere_does_not_break_two_years_in_a_home() {
    let care = ["S 2015-01-05.. C2 U6@oak", "S 2019-03-01.. V4 R1@elm"];
    // The short break began with S: a time in care is not broken by it either.
    assert_eq!(of_child("long-term-placement-stability", "2008-05-01", &care), "1 of 1");
}

#[test]
fn a_child_placed_for_adoption_and_in_hospital_is_counted_by_the_adoptive_home() {
    let care = [
        "S 2015-01-05..2018-06-01 E1 U6@oak",
        "P 2018-06-01..2019-03-30 E1 A3@elm",
        "P 2019-03-30.. E1 T1@hospital",
    ];
    assert_eq!(of_child("long-term-placement-stability", "2014-05-01", &care), "1 of 1");
}

#[test]
fn a_child_is_placed_for_adoption_by_the_episode_in_force_not_by_a_later_one_that_has_ended() {
    let care = [
        "P 2016-10-01..2017-12-28 C2 U6@oak",
        "P 2017-12-26..2018-01-01 C2 U6@elm",
        "L 2018-01-01.. C2 A3@elm",
        "L 2018-04-11..2019-03-31 C2 U6@elm",
    ];
    // The adoptive placement since December 2017 and the one before it are two years together.
    assert_eq!(of_child("long-term-placement-stability", "2009-03-31", &care), "1 of 1");
    // Where the later one is in force too, the child is counted by it: with foster carers, for 15 months.
    let care = [care[0], care[1], care[2], "L 2018-04-11.. C2 U6@elm"];
    assert_eq!(of_child("long-term-placement-stability", "2009-03-31", &care), "0 of 1");
}

#[test]
fn a_home_of_an_earlier_time_in_care_is_not_the_home_left_for_a_temporary_one() {
    let care = ["S 2012-05-01..2014-06-01:E4A C2 U6@oak", "S 2016-01-05.. C2 T1@hospital"];
    assert_eq!(of_child("long-term-placement-stability", "2008-05-01", &care), "0 of 1");
}

#[test]
fn of_two_open_episodes_begun_on_one_day_the_one_that_ends_later_counts() {
    let care = ["S 2018-05-01.. C2 U4@oak", "S 2018-05-01..2019-06-01 V2 U6@elm"];
    assert_eq!(of_child("living-in-permanent-home", "2008-05-01", &care), "1 of 1");
}

#[test]
fn a_care_leaver_born_on_29_february_with_two_birthdays_in_12_months_counts_once() {
    let mut tables = Tables::default();
    child(&mut tables, "kim", "2000-02-29", &[]);
    for (observed, activity) in [("2019-03-01", "G5"), ("2020-02-29", "F1")] {
        tables.care_leaver_statuses.push(CareLeaverStatus {
            id: observed.to_owned(),
            person: "kim".to_owned(),
            observed: day(observed),
            in_touch: Some("YES".to_owned()),
            activity: Some(activity.to_owned()),
            accommodation: None,
            suitable: None,
        });
    }
    // The 12 months to 29 February 2020 start on 1 March 2019, the 19th birthday, and end on the 20th.
    let meta = meta("2020-03-31", "2012-04-01");
    for id in ["education-employment-training-19-21", "higher-education-19-21", "care-leavers-in-touch-19-21"]
    {
        assert_eq!(figure(&tables, &meta, id, "2020-02"), "1 of 1", "{id}");
    }
}
