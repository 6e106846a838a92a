//! Periods, working days and ages, against worked cases and by properties.

use std::path::Path;

use boardpack::calendar::{
    Basis, Date, LeapBirthday, Period, Window, add_months, add_working_days, age, bank_holiday_range,
    is_working_day, long_date, parse_iso, working_days_between,
};
use chrono::{Datelike, Days};
use proptest::prelude::*;
use serde_json::Value;

fn day(text: &str) -> Date {
    parse_iso(text).expect(text)
}

/// The cases under one heading of the worked cases; `None`, said aloud, where the shared data are not at hand.
fn cases(heading: &str) -> Option<Vec<Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/calendar/calendar-cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("left out: {} is not there", path.display());
        return None;
    };
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let list = all[heading].as_array().expect("a list of cases").clone();
    assert!(!list.is_empty(), "no cases under {heading}");
    Some(list)
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().expect(key)
}

fn number(case: &Value, key: &str) -> i64 {
    case[key].as_i64().expect(key)
}

#[test]
fn working_day_deadlines_of_the_worked_cases() {
    for case in cases("working_day_deadlines").unwrap_or_default() {
        let n = u32::try_from(number(&case, "n")).expect("a count");
        let found = add_working_days(day(text(&case, "start")), n).expect("inside the list");
        assert_eq!(found, day(text(&case, "deadline")), "{case}");
    }
}

#[test]
fn working_days_of_the_worked_cases() {
    for case in cases("working_days_inclusive").unwrap_or_default() {
        let found =
            working_days_between(day(text(&case, "first")), day(text(&case, "last"))).expect("inside");
        assert_eq!(i64::from(found), number(&case, "working_days_inclusive"), "{case}");
    }
}

#[test]
fn ages_of_the_worked_cases() {
    for case in cases("ages").unwrap_or_default() {
        let (born, on) = (day(text(&case, "dob")), day(text(&case, "on")));
        let found = |leap| age(born, on, leap).map(i64::from);
        assert_eq!(found(LeapBirthday::FirstOfMarch), Some(number(&case, "age_mar1")), "{case}");
        assert_eq!(found(LeapBirthday::LastOfFebruary), Some(number(&case, "age_feb28")), "{case}");
    }
}

#[test]
fn quarters_of_the_worked_cases() {
    for case in cases("financial_quarters").unwrap_or_default() {
        let quarter = Period::quarter_of(day(text(&case, "date")));
        assert_eq!(quarter.to_string(), text(&case, "label").replace(' ', "-"), "{case}");
        let year = Period::Year { year: quarter.financial_year() };
        assert_eq!(year.to_string(), text(&case, "financial_year"), "{case}");
    }
}

#[test]
fn rolling_windows_of_the_worked_cases() {
    for case in cases("rolling_12_month_windows").unwrap_or_default() {
        let end = day(text(&case, "window_end"));
        let month = Period::Month { year: end.year(), month: end.month() };
        assert_eq!(month.last_day(), end, "the case does not end with a month: {case}");
        let window = Basis::Rolling12Months.window(month);
        assert_eq!(window.since, day(text(&case, "window_start")), "{case}");
        assert_eq!((window.until - window.since).num_days() + 1, number(&case, "days"), "{case}");
    }
}

#[test]
fn outside_the_list_of_bank_holidays_is_an_error() {
    let (first, last) = bank_holiday_range();
    assert!(is_working_day(first).is_ok() && is_working_day(last).is_ok());
    for outside in [first - Days::new(1), last + Days::new(1)] {
        let error = is_working_day(outside).expect_err("outside");
        assert!(error.to_string().contains("outside the list of bank holidays"), "{error}");
        assert!(add_working_days(outside, 0).is_err());
    }
    assert!(add_working_days(last, 1).is_err());
    assert!(working_days_between(first, last + Days::new(1)).is_err());
    assert!(add_working_days(first, u32::MAX).is_err());
}

#[test]
fn what_is_not_a_period_is_refused() {
    let faults = [
        "",
        "2018",
        "2018-13",
        "2018-00",
        "2018-20",
        "2018-19-Q5",
        "2018-19-Q0",
        "2018-19-H3",
        "2018-20-Q1",
        "2018-19-",
        "2018-19-Q1-",
        "18-19",
        "2018/19",
        "2018-19 Q4",
        "2018-9",
        "2018-1é",
        "+018-19",
        "Q4 2018-19",
    ];
    for text in faults {
        assert!(text.parse::<Period>().is_err(), "`{text}` was read");
    }
}

#[test]
fn a_century_turns() {
    assert_eq!("1999-00".parse(), Ok(Period::Year { year: 1999 }));
    assert_eq!(Period::Year { year: 1999 }.to_string(), "1999-00");
    assert_eq!(Period::Quarter { year: 1999, quarter: 4 }.first_day(), day("2000-01-01"));
}

#[test]
fn the_last_complete_quarter_ends_on_or_before_the_day() {
    let of = |text: &str| Period::last_complete_quarter(day(text)).to_string();
    assert_eq!(of("2019-03-30"), "2018-19-Q3");
    assert_eq!(of("2019-03-31"), "2018-19-Q4");
    assert_eq!(of("2019-04-01"), "2018-19-Q4");
}

#[test]
fn words_of_periods_and_days() {
    let words = |text: &str| text.parse::<Period>().expect(text).words();
    assert_eq!(words("2018-19-Q4"), "January to March 2019");
    assert_eq!(words("2018-19-H2"), "October 2018 to March 2019");
    assert_eq!(words("2018-19"), "April 2018 to March 2019");
    assert_eq!(words("2019-03"), "March 2019");
    assert_eq!(long_date(day("2019-03-01")), "1 March 2019");
    assert_eq!(parse_iso("2019-3-31"), None);
    assert_eq!(parse_iso("2019-02-29"), None);
    assert_eq!(parse_iso("+019-03-31"), None);
    assert_eq!(parse_iso("2019-03- 1"), None);
}

#[test]
fn a_school_year_is_reported_whole_when_it_has_ended() {
    let days = |period: &str| {
        let Window { since, until } = Basis::AcademicYearToDate.window(period.parse().expect("a period"));
        format!("{since} to {until}")
    };
    assert_eq!(days("2018-19-Q1"), "2017-09-01 to 2018-06-30");
    assert_eq!(days("2018-19-Q2"), "2017-09-01 to 2018-08-31");
    assert_eq!(days("2018-19-Q3"), "2018-09-01 to 2018-12-31");
    assert_eq!(days("2018-19-Q4"), "2018-09-01 to 2019-03-31");
    assert_eq!(days("2018-19-H1"), "2017-09-01 to 2018-08-31");
    assert_eq!(days("2018-19-H2"), "2018-09-01 to 2019-03-31");
    assert_eq!(days("2018-19"), "2017-09-01 to 2018-08-31");
    assert_eq!(days("2018-08"), "2017-09-01 to 2018-08-31");
    assert_eq!(days("2018-09"), "2018-09-01 to 2018-09-30");
    assert_eq!(
        Basis::AcademicYearToDate.words("2018-19-Q2".parse().expect("a period")),
        "1 September 2017 to 31 August 2018"
    );
}

#[test]
fn a_figure_has_a_length_where_its_number_depends_on_one() {
    let length = |basis: Basis, period: &str| {
        basis.length(period.parse().expect("a period")).map_or("none", boardpack::calendar::Length::name)
    };
    assert_eq!(length(Basis::InPeriod, "2018-19-H2"), "half-year");
    assert_eq!(length(Basis::Rolling12Months, "2018-19-Q4"), "none");
    assert_eq!(length(Basis::FinancialYearToDate, "2018-19-Q3"), "none");
    assert_eq!(length(Basis::FinancialYearToDate, "2018-19-Q4"), "year");
    assert_eq!(length(Basis::FinancialYearToDate, "2019-03"), "year");
    assert_eq!(length(Basis::AcademicYearToDate, "2018-19-Q1"), "none");
    assert_eq!(length(Basis::AcademicYearToDate, "2018-19-Q2"), "year");
    assert_eq!(length(Basis::AcademicYearToDate, "2018-19"), "year");
}

#[test]
fn six_months_after_the_end_of_august_is_the_end_of_february() {
    assert_eq!(add_months(day("2018-08-31"), 6), Some(day("2019-02-28")));
    assert_eq!(add_months(day("2019-08-31"), 6), Some(day("2020-02-29")));
    assert_eq!(add_months(day("2020-02-29"), -12), Some(day("2019-02-28")));
    assert_eq!(add_months(Date::MAX, 1), None);
    assert_eq!(add_months(Date::MIN, i32::MIN), None);
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_u64..120 * 365).prop_map(|days| Date::default() - Days::new(20 * 365) + Days::new(days))
}

fn any_period() -> impl Strategy<Value = Period> {
    let year = 1900_i32..2200;
    prop_oneof![
        (year.clone(), 1_u32..=12).prop_map(|(year, month)| Period::Month { year, month }),
        (year.clone(), 1_u32..=4).prop_map(|(year, quarter)| Period::Quarter { year, quarter }),
        (year.clone(), 1_u32..=2).prop_map(|(year, half)| Period::Half { year, half }),
        year.prop_map(|year| Period::Year { year }),
    ]
}

/// Whether a month is written like the financial year that it is not: `2004-05` is the year from April 2004.
fn reads_as_a_year(period: Period) -> bool {
    matches!(period, Period::Month { year, month } if (year + 1).rem_euclid(100).cast_unsigned() == month)
}

proptest! {
    #[test]
    fn periods_of_one_length_partition_the_days(period in any_period()) {
        let before = period.previous();
        prop_assert_eq!(before.last_day() + Days::new(1), period.first_day());
        prop_assert_eq!(before.months(), period.months());
        prop_assert!(period.first_day() <= period.last_day());
        prop_assert_eq!(period.first_day().day(), 1);
        prop_assert_eq!((period.last_day() + Days::new(1)).day(), 1);
    }

    #[test]
    fn a_year_is_its_quarters_halves_and_months(year in 1900_i32..2200) {
        let days = |period: Period| (period.last_day() - period.first_day()).num_days() + 1;
        let whole = Period::Year { year };
        let quarters = Period::Quarter { year, quarter: 4 }.history(4);
        let halves = Period::Half { year, half: 2 }.history(2);
        let months = Period::Month { year: year + 1, month: 3 }.history(12);
        for parts in [quarters, halves, months] {
            prop_assert_eq!(parts[0].first_day(), whole.first_day());
            prop_assert_eq!(parts[parts.len() - 1].last_day(), whole.last_day());
            prop_assert_eq!(parts.iter().map(|part| days(*part)).sum::<i64>(), days(whole));
            prop_assert!(parts.iter().all(|part| part.financial_year() == year));
        }
    }

    #[test]
    fn the_quarter_of_a_day_holds_it(on in any_day()) {
        let quarter = Period::quarter_of(on);
        prop_assert!(quarter.first_day() <= on && on <= quarter.last_day());
        let complete = Period::last_complete_quarter(on);
        prop_assert!(complete.last_day() <= on);
        prop_assert!((on - complete.last_day()).num_days() < 92);
    }

    #[test]
    fn a_period_survives_print_and_read(period in any_period()) {
        let read = period.to_string().parse::<Period>();
        if reads_as_a_year(period) {
            prop_assert_eq!(read, Ok(Period::Year { year: period.first_day().year() }));
        } else {
            prop_assert_eq!(read, Ok(period));
        }
    }

    #[test]
    fn reading_a_period_never_panics(text in "\\PC{0,16}") {
        let _ = text.parse::<Period>();
        let _ = parse_iso(&text);
    }

    #[test]
    fn the_same_period_last_year_is_a_year_back(period in any_period()) {
        let steps = usize::try_from(12 / period.months()).expect("a few");
        let history = period.history(u32::try_from(steps + 1).expect("a few"));
        prop_assert_eq!(history[0], period.same_last_year());
        prop_assert_eq!(history[steps], period);
    }

    #[test]
    fn windows_end_with_the_period_and_have_their_length(period in any_period()) {
        for (_, basis) in Basis::ALL {
            let window = basis.window(period);
            let ended = basis == Basis::AcademicYearToDate
                && matches!(
                    period,
                    Period::Quarter { quarter: 2, .. } | Period::Half { half: 1, .. } | Period::Year { .. }
                );
            if ended {
                prop_assert_eq!((window.until.month(), window.until.day()), (8, 31));
                prop_assert!(period.first_day() <= window.until && window.until < period.last_day());
            } else {
                prop_assert_eq!(window.until, period.last_day());
            }
            prop_assert!(window.since <= window.until);
            let days = (window.until - window.since).num_days() + 1;
            match basis {
                Basis::AsAt | Basis::Term => prop_assert_eq!(days, 1),
                Basis::InPeriod => prop_assert_eq!(window.since, period.first_day()),
                Basis::Rolling12Months | Basis::Cohort | Basis::Survey => {
                    prop_assert!(days == 365 || days == 366);
                    prop_assert_eq!(window.since.day(), 1);
                }
                Basis::FinancialYearToDate => {
                    prop_assert_eq!((window.since.month(), window.since.day()), (4, 1));
                    prop_assert!(days <= 366);
                }
                Basis::AcademicYearToDate => {
                    prop_assert_eq!((window.since.month(), window.since.day()), (9, 1));
                    prop_assert!(days <= 366);
                }
            }
        }
    }

    #[test]
    fn every_day_of_a_school_year_is_in_a_figure_of_each_length(on in any_day()) {
        // A year of periods after the day: one of each length holds it, so that no event is in no pack.
        let year = on.year();
        let after = |period: &Period| period.last_day() >= on;
        let quarters = (1..=4).flat_map(|quarter| [year - 1, year, year + 1].map(|year| Period::Quarter { year, quarter }));
        let halves = (1..=2).flat_map(|half| [year - 1, year, year + 1].map(|year| Period::Half { year, half }));
        let years = [year - 1, year, year + 1].map(|year| Period::Year { year });
        let months = (1..=12).map(|month| Period::Month { year, month });
        let holds = |period: Period| {
            let window = Basis::AcademicYearToDate.window(period);
            (window.since..=window.until).contains(&on)
        };
        prop_assert!(quarters.filter(after).any(holds));
        prop_assert!(halves.filter(after).any(holds));
        prop_assert!(years.into_iter().any(holds));
        prop_assert!(months.filter(after).any(holds));
    }

    #[test]
    fn adding_months_keeps_the_day_or_clamps_it(on in any_day(), months in -600_i32..600) {
        let moved = add_months(on, months).expect("in range");
        let index = |day: Date| day.year() * 12 + day.month0().cast_signed();
        prop_assert_eq!(index(moved) - index(on), months);
        let last_of_month = (moved + Days::new(1)).day() == 1;
        prop_assert!(moved.day() == on.day() || (moved.day() < on.day() && last_of_month));
    }

    #[test]
    fn age_never_falls_and_grows_by_one_a_year(born in any_day(), later in 0_u64..40_000) {
        for leap in [LeapBirthday::FirstOfMarch, LeapBirthday::LastOfFebruary] {
            let on = born + Days::new(later);
            let (today, tomorrow) = (age(born, on, leap), age(born, on + Days::new(1), leap));
            prop_assert!(today <= tomorrow && tomorrow <= today.map(|years| years + 1));
            prop_assert_eq!(age(born, born, leap), Some(0));
            prop_assert_eq!(age(born, born - Days::new(1), leap), None);
            let next_year = on.with_year(on.year() + 1);
            if let Some(next_year) = next_year.filter(|_| (born.month(), born.day()) != (2, 29)) {
                prop_assert_eq!(age(born, next_year, leap), today.map(|years| years + 1));
            }
        }
    }

    #[test]
    fn the_nth_working_day_has_n_working_days_before_it(from in 0_u64..5_500, n in 0_u32..60) {
        let event = bank_holiday_range().0 + Days::new(from);
        let end = add_working_days(event, n).expect("inside the list");
        prop_assert_eq!(working_days_between(event + Days::new(1), end).expect("inside"), n);
        prop_assert!(n == 0 || is_working_day(end).expect("inside"));
    }
}

#[test]
fn a_quarter_reports_on_the_term_it_is_named_for_and_q1_on_the_last_completed_one() {
    let term = |period: &str| {
        let period: Period = period.parse().expect("a period");
        boardpack::calendar::Term::of(period).map(|term| term.to_string())
    };
    for (period, words) in [
        ("2018-19-Q1", "spring 2018"),
        ("2018-19-Q2", "summer 2018"),
        ("2018-19-Q3", "autumn 2018"),
        ("2018-19-Q4", "spring 2019"),
        ("2018-19-H1", "summer 2018"),
        ("2018-19-H2", "spring 2019"),
        ("2018-19", "spring 2019"),
    ] {
        assert_eq!(term(period).as_deref(), Some(words), "{period}");
    }
    assert_eq!(term("2019-03"), None);
}
