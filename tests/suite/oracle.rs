//! The SQL of the measures is held to a second engine of plain loops: on small snapshots at random, and on the whole
//! example council.
//!
//! Surveys have loops of their own, in `surveys`.

mod birthdays;
mod child;
mod days;
mod events;
mod homes;
mod plain;
mod random;
mod settled;
mod states;
mod stays;
mod story;
mod surveys;
mod yearly;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boardpack::calendar::{Basis, Date, Period, parse_iso};
use boardpack::compute::{State, compute, days_needed};
use boardpack::kpi::{Catalogue, Measure};
use boardpack::snapshot::{Image, Meta, Snapshot, Tables};
use proptest::prelude::*;

use self::plain::{Answer, Council, MEASURES};
use self::story::Story;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::built_in().expect("the built-in files"));

fn measure(id: &str) -> &'static Measure {
    CATALOGUE.get(id).unwrap_or_else(|| panic!("there is no measure {id}"))
}

fn image(tables: &Tables, meta: &Meta, days: &BTreeSet<Date>) -> Image {
    let bytes = tables.to_bytes(meta).expect("rows that keep the contract");
    let snapshot =
        Snapshot::from_bytes(bytes, "story").unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    Image::build(&snapshot, days).expect("an image")
}

/// Where the SQL and the plain engine differ, in words.
fn differences(tables: &Tables, meta: &Meta, periods: &[Period]) -> Vec<String> {
    let days = days_needed(MEASURES.iter().map(|plain| measure(plain.id)), periods);
    let image = image(tables, meta, &days);
    let wanted: Vec<(&str, Vec<Period>)> =
        MEASURES.iter().map(|plain| (plain.id, periods.to_vec())).collect();
    let measured = compute(&CATALOGUE, &wanted, &image).expect("figures");
    let council = Council::new(tables, meta);
    let mut differences = Vec::new();
    for plain in &MEASURES {
        let reads: Vec<String> = measure(plain.id).tables.iter().map(|table| table.value.clone()).collect();
        for period in periods {
            let figure = measured.figure(plain.id, *period).expect("a figure or a reason");
            let mut by_sql = figure.value.clone().map(|value| Answer {
                value,
                rows: measured
                    .outcomes(plain.id, *period)
                    .iter()
                    .map(|row| (row.person.clone().unwrap_or_default(), row.state))
                    .collect(),
            });
            let mut by_loops = council.answer(plain, *period, &reads);
            let by_person = |row: &(String, State)| row.clone();
            for answer in [&mut by_sql, &mut by_loops].into_iter().flatten() {
                answer.rows.sort_by_key(by_person);
            }
            if by_sql != by_loops {
                let words = |answer: &Option<Answer>| {
                    answer
                        .as_ref()
                        .map_or("none".to_owned(), |one| format!("{:?} of {:?}", one.value, one.rows))
                };
                differences.push(format!(
                    "{}:\n  by SQL {} ({})\n  by loops {}",
                    figure.id(),
                    words(&by_sql),
                    figure.availability.name(),
                    words(&by_loops)
                ));
            }
        }
    }
    differences
}

fn periods(labels: &[&str]) -> Vec<Period> {
    labels.iter().map(|label| label.parse().expect("a period")).collect()
}

#[test]
fn the_plain_engine_knows_every_measure_but_surveys() {
    let known: BTreeSet<&str> = MEASURES.iter().map(|plain| plain.id).collect();
    assert_eq!(known.len(), MEASURES.len(), "one is there twice");
    let basis = |measure: &&Measure| measure.rows.basis != Basis::Survey;
    let unknown: Vec<&str> =
        known.iter().copied().filter(|id| CATALOGUE.get(id).as_ref().is_none_or(|one| !basis(one))).collect();
    assert!(unknown.is_empty(), "no such measures: {unknown:?}");
    assert!(known.len() >= 20);
}

/// So many cases, or as many as PROPTEST_CASES says.
fn cases(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { ProptestConfig { cases, ..config } }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn sql_is_held_to_plain_loops(story in random::stories()) {
        let Story { tables, meta } = &story;
        let periods = periods(&[
            "2018-19-Q4", "2018-19-Q3", "2018-19-H2", "2018-19", "2019-03", "2018-12", "2018-04", "2020-02",
        ]);
        let differences = differences(tables, meta, &periods);
        prop_assert!(differences.is_empty(), "{}", differences.join("\n"));
    }
}

/// A period of care of the derived table: child, first day, first day after it.
type CarePeriod = (String, Date, Option<Date>);

fn care_periods(image: &Image) -> Vec<CarePeriod> {
    let connection = image.connect().expect("a connection");
    let mut query = connection
        .prepare("SELECT person_id, start, \"end\" FROM care_period ORDER BY person_id, start, \"end\"")
        .expect("the derived table");
    let rows = query
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))
        .expect("rows");
    rows.map(|row| {
        let (person, start, end) = row.expect("a row");
        let end = parse_iso(&end).filter(|end| *end < days::ymd(9999, 12, 31));
        (person, parse_iso(&start).expect("a day"), end)
    })
    .collect()
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn stock_and_flow_of_periods_of_care_reconcile(story in random::stories()) {
        let Story { tables, meta } = &story;
        let periods = care_periods(&image(tables, meta, &BTreeSet::new()));
        let council = Council::new(tables, meta);
        let stock = |day: Date| {
            periods.iter().filter(|(_, start, end)| *start <= day && end.is_none_or(|end| end > day)).count()
        };
        let changes = periods.iter().flat_map(|(_, start, end)| [Some(*start), *end]).flatten();
        let days: BTreeSet<Date> = changes.flat_map(|day| [days::before(day), day, days::next(day)]).collect();
        for day in days {
            let starts = periods.iter().filter(|(_, start, _)| *start == day).count();
            let ends = periods.iter().filter(|(_, _, end)| *end == Some(day)).count();
            prop_assert_eq!(stock(day) + ends, stock(days::before(day)) + starts, "on {}", day);
            let in_care =
                council.children.iter().filter(|child| child.care().any(|spell| spell.is_open_on(day))).count();
            prop_assert_eq!(stock(day), in_care, "children with an open episode on {}", day);
        }
        for pair in periods.windows(2) {
            let [(one, _, end), (other, start, _)] = pair else { continue };
            prop_assert!(one != other || end.is_some_and(|end| end <= *start), "{one} is in care twice on {start}");
        }
    }
}

#[test]
fn the_example_council_has_the_figures_of_plain_loops() {
    let (tables, meta) = super::sample::example(days::ymd(2019, 3, 31));
    let quarters = Period::quarter_of(meta.as_at).history(13);
    let differences = differences(tables, meta, &quarters);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
