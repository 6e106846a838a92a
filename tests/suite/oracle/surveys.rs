//! Surveys by plain loops: random waves, wordings and answers, with blanks and second answers.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::calendar::{Date, Period};
use boardpack::compute::{Value, compute};
use boardpack::snapshot::{Meta, Question, SurveyResponse, SurveyWave, Tables};
use proptest::collection::vec;
use proptest::prelude::*;

use super::days::{plus, ymd};
use super::{CATALOGUE, cases, image};

const MEASURE: &str = "feel-safe-and-secure";
const AUDIENCES: [&str; 2] = ["children-looked-after", "care-leavers"];
const QUESTIONS: [&str; 2] = ["safe-and-secure", "enjoy-school"];
const ANSWERS: [Option<&str>; 6] =
    [Some("always"), Some("mostly"), Some("sometimes"), Some("never"), Some("prefer-not-to-say"), None];

/// A wave: whose, when it closed (none: still open), and who answered what, by number.
type Wave = (usize, Option<i64>, Vec<(u8, usize, usize)>);

fn wave() -> impl Strategy<Value = Wave> {
    // Days around the first and last of the 12 months to 31 March 2019, and others.
    let closed = closing_day();
    let answers = vec((0..6_u8, 0..QUESTIONS.len() + 1, 0..ANSWERS.len()), 0..12);
    (0..AUDIENCES.len(), closed, answers)
}

fn closing_day() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        1 => Just(None),
        2 => prop_oneof![Just(Some(0)), Just(Some(-1)), Just(Some(364)), Just(Some(365))],
        3 => (-400_i64..700).prop_map(Some),
    ]
}

fn tables(waves: &[Wave]) -> Tables {
    let mut tables = Tables::default();
    // The first question in two wordings.
    for (id, question, version) in [("q0", 0, 1), ("q1", 1, 1), ("q2", 0, 2)] {
        tables.voice.questions.push(Question {
            id: id.to_owned(),
            question: QUESTIONS[question].to_owned(),
            wording_version: version,
            wording: "A question".to_owned(),
            answers: "always,mostly,sometimes,never,prefer-not-to-say".to_owned(),
        });
    }
    for (n, (audience, closed, answers)) in waves.iter().enumerate() {
        let first = ymd(2018, 4, 1);
        let closed = closed.map(|days| plus(first, days));
        tables.voice.survey_waves.push(SurveyWave {
            id: format!("w{n}"),
            audience: AUDIENCES[*audience].to_owned(),
            opened: plus(closed.unwrap_or(first), -20),
            closed,
            invited: 40,
        });
        for (m, (respondent, question, answer)) in answers.iter().enumerate() {
            tables.voice.survey_responses.push(SurveyResponse {
                id: format!("r{n:02}-{m:02}"),
                wave: format!("w{n}"),
                respondent: format!("p{respondent}"),
                question: format!("q{question}"),
                answer: ANSWERS[*answer].map(str::to_owned),
                age_band: None,
            });
        }
    }
    tables
}

/// Met and judged in the latest wave that closed in the 12 months and asked the question; `None` where none did.
fn by_loops(tables: &Tables, first: Date, last: Date) -> Option<(u64, u64)> {
    let asked: BTreeSet<&str> = tables
        .voice
        .questions
        .iter()
        .filter(|one| one.question == "safe-and-secure")
        .map(|one| one.id.as_str())
        .collect();
    let mut latest: Option<(Date, &str)> = None;
    for wave in &tables.voice.survey_waves {
        let Some(closed) = wave.closed else { continue };
        let in_time = closed >= first && closed <= last;
        let any = tables
            .voice
            .survey_responses
            .iter()
            .any(|one| one.wave == wave.id && asked.contains(one.question.as_str()));
        if in_time && any && wave.audience == "children-looked-after" {
            latest = latest.max(Some((closed, wave.id.as_str())));
        }
    }
    let (_, wave) = latest?;
    // Who answered twice is taken by the last answer.
    let mut last_answers: BTreeMap<&str, &SurveyResponse> = BTreeMap::new();
    for one in &tables.voice.survey_responses {
        if one.wave == wave && asked.contains(one.question.as_str()) {
            let own = last_answers.entry(&one.respondent).or_insert(one);
            if one.id > own.id {
                *own = one;
            }
        }
    }
    let (mut met, mut of) = (0, 0);
    for one in last_answers.values() {
        match one.answer.as_deref() {
            Some("always" | "mostly") => {
                met += 1;
                of += 1;
            }
            Some("sometimes" | "never") => of += 1,
            _ => {}
        }
    }
    Some((met, of))
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn surveys_by_sql_are_those_of_plain_loops(waves in vec(wave(), 0..5)) {
        let tables = tables(&waves);
        let meta = Meta {
            as_at: ymd(2020, 12, 31),
            full_history_from: ymd(2012, 4, 1),
            whole_care_periods: true,
            council: "Random".to_owned(),
            la_code: None,
            ons_code: None,
            source: "made up at random".to_owned(),
            extracted_at: None,
            synthetic: true,
        };
        let image = image(&tables, &meta, &BTreeSet::new());
        let periods: Vec<Period> = ["2017-18-Q4", "2018-19-Q1", "2018-19-Q4", "2019-20-Q2"]
            .map(|label| label.parse().expect("a period")).to_vec();
        let measured = compute(&CATALOGUE, &[(MEASURE, periods.clone())], &image).expect("figures");
        for period in periods {
            let figure = measured.figure(MEASURE, period).expect("a figure or a reason");
            let by_sql = figure.value.as_ref().map(|value| match value {
                Value::Share { met, of } => (*met, *of),
                other => panic!("{other:?}"),
            });
            let window = figure.window;
            // Nothing collected at all is another reason for no figure.
            prop_assert_eq!(by_sql, by_loops(&tables, window.since, window.until), "{}", period);
            prop_assert!((window.until - window.since).num_days() >= 364, "12 months");
        }
    }
}
