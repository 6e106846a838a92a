//! What workers, carers, schools and clinics recorded: the same story on every day, at plausible levels.

use std::collections::BTreeSet;

use boardpack::calendar::{Date, Period};
use boardpack::compute::{Measured, Value, compute, days_needed};
use boardpack::kpi::Catalogue;
use boardpack::snapshot::sample::DEFAULT_SEED;
use boardpack::snapshot::{Image, Snapshot, Tables};

use super::counting::*;

/// Every day in the records, with the table it stands in.
fn days(tables: &Tables) -> Vec<(&'static str, Date)> {
    let (w, b, s) = (&tables.workers, &tables.wellbeing, &tables.school);
    let mut days: Vec<(&'static str, Option<Date>)> = Vec::new();
    days.extend(w.involvements.iter().flat_map(|row| [("workers", Some(row.start)), ("workers", row.end)]));
    days.extend(w.visits.iter().map(|row| ("visits", Some(row.made))));
    days.extend(w.return_interviews.iter().flat_map(|row| [("talks", row.offered), ("talks", row.held)]));
    days.extend(w.youth_justice.iter().flat_map(|row| [("justice", Some(row.start)), ("justice", row.end)]));
    days.extend(w.care_plans.iter().flat_map(|row| [("plans", Some(row.start)), ("plans", row.end)]));
    days.extend(w.siblings.iter().map(|row| ("siblings", row.planned)));
    days.extend(
        b.life_stories.iter().flat_map(|row| [("stories", Some(row.begun)), ("stories", row.updated)]),
    );
    days.extend(b.trusted_adults.iter().map(|row| ("adults", Some(row.recorded))));
    days.extend(
        b.family_contacts
            .iter()
            .flat_map(|row| [("family", Some(row.recorded)), ("family", row.last_contact)]),
    );
    days.extend(b.activities.iter().map(|row| ("activities", Some(row.recorded))));
    days.extend(b.health_checks.iter().map(|row| ("health", Some(row.on))));
    days.extend(
        b.parent_statuses.iter().flat_map(|row| [("parents", Some(row.start)), ("parents", row.end)]),
    );
    days.extend(s.school_enrolments.iter().flat_map(|row| [("rolls", Some(row.start)), ("rolls", row.end)]));
    days.extend(s.attendances.iter().map(|row| ("attendance", Some(row.to))));
    days.extend(s.exclusions.iter().map(|row| ("exclusions", Some(row.start))));
    days.extend(s.peps.iter().flat_map(|row| [("peps", Some(row.held)), ("peps", row.virtual_head)]));
    days.extend(s.qualifications.iter().map(|row| ("results", Some(row.on))));
    days.into_iter().filter_map(|(table, day)| Some((table, day?))).collect()
}

#[test]
fn no_record_lies_after_the_as_at_day() {
    for as_at in [day(2016, 3, 31), day(2018, 1, 31), day(2019, 3, 31)] {
        let (tables, meta) = sample(DEFAULT_SEED, as_at);
        for (table, day) in days(tables) {
            assert!(day <= as_at, "{table}: {day} is after {as_at}");
        }
        tables.to_bytes(meta).expect("rows that keep the contract");
    }
}

#[test]
fn records_of_an_earlier_day_are_the_same_story_cut_off() {
    let as_at = day(2017, 8, 15);
    let (full, early) = (whole(DEFAULT_SEED), &sample(DEFAULT_SEED, as_at).0);
    let visits: Vec<_> = full.workers.visits.iter().filter(|row| row.made <= as_at).cloned().collect();
    assert_eq!(early.workers.visits, visits);
    let checks: Vec<_> = full.wellbeing.health_checks.iter().filter(|row| row.on <= as_at).cloned().collect();
    assert_eq!(early.wellbeing.health_checks, checks);
    let months: Vec<_> = full.school.attendances.iter().filter(|row| row.to <= as_at).cloned().collect();
    assert_eq!(early.school.attendances, months);
}

#[test]
fn records_begin_in_2012_and_fill_every_table() {
    let tables = whole(DEFAULT_SEED);
    let counts =
        [tables.workers.row_counts(), tables.wellbeing.row_counts(), tables.school.row_counts()].concat();
    for (table, rows) in counts {
        assert!(rows > 0, "{table} is empty");
    }
    let early: BTreeSet<&str> =
        days(tables).into_iter().filter(|(_, on)| *on < day(2013, 4, 1)).map(|(table, _)| table).collect();
    for table in ["workers", "visits", "plans", "stories", "family", "health", "rolls", "attendance", "peps"]
    {
        assert!(early.contains(table), "{table} does not go back to 2012");
    }
}

fn measured(wanted: &[(&str, std::ops::RangeInclusive<u64>)], period: Period) -> Measured {
    let (tables, meta) = sample(DEFAULT_SEED, day(2019, 3, 31));
    let snapshot = Snapshot::from_bytes(tables.to_bytes(meta).expect("rows that keep the contract"), "test")
        .unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let catalogue = Catalogue::built_in().unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let measures = wanted.iter().filter_map(|(id, _)| catalogue.get(id));
    let image = Image::build(&snapshot, &days_needed(measures, &[period])).expect("an image");
    let wanted: Vec<(&str, Vec<Period>)> = wanted.iter().map(|(id, _)| (*id, vec![period])).collect();
    compute(&catalogue, &wanted, &image).expect("figures")
}

#[test]
fn levels_are_plausible() {
    let wanted = [
        ("allocated-social-worker", 96..=100),
        ("seen-on-time", 88..=99),
        ("visits-on-time", 85..=97),
        ("seen-alone", 85..=99),
        ("life-story-record", 65..=95),
        ("has-trusted-adult", 65..=95),
        ("in-contact-with-family", 75..=97),
        ("optician-check", 70..=97),
        ("initial-health-assessment", 60..=95),
        ("review-health-assessment", 85..=99),
        ("in-education-or-work", 85..=99),
        ("school-attendance", 92..=98),
        ("pep-reviewed-this-term", 75..=97),
        ("permanence-plan-by-second-review", 75..=99),
        ("social-worker-changes", 8..=35),
        ("known-to-youth-offending-service", 3..=20),
        ("brothers-and-sisters-together", 35..=85),
        ("adviser-caseloads-within-maximum", 50..=100),
    ];
    let period: Period = "2018-19-Q4".parse().expect("a period");
    let measured = measured(&wanted, period);
    for (measure, level) in wanted {
        let value = measured.figure(measure, period).and_then(|figure| figure.value.clone());
        let Some(Value::Share { met, of }) = value else { panic!("{measure}: {value:?}") };
        assert!(of > 0 && level.contains(&(100 * met / of)), "{measure}: {met} of {of}");
    }
}
