//! The built-in measure files: whole, right in SQL, and worked out by their own examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use boardpack::compute::{run_examples, verify};
use boardpack::diagnostic::Diagnostics;
use boardpack::fields::Scalar;
use boardpack::kpi::{Catalogue, Example, Form, Measure, NoRecord, Polarity};

fn catalogue() -> Catalogue {
    Catalogue::built_in().unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

fn assert_none(faults: &Diagnostics) {
    assert!(faults.is_empty(), "\n{}", faults.render(false));
}

/// A file that lies beside the project while it is made; said aloud when it does not.
fn beside_the_project(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !path.exists() {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn every_file_is_read_whole() {
    assert!(!catalogue().is_empty());
}

#[test]
fn every_expression_names_only_what_is_there() {
    assert_none(&verify(&catalogue()).expect("an empty image"));
}

#[test]
fn every_worked_example_comes_out() {
    assert_none(&run_examples(&catalogue()));
}

#[test]
fn every_measure_shows_what_becomes_of_a_row_without_a_record() {
    for measure in catalogue().measures() {
        let shown = match &measure.form {
            Form::Share(share) => match share.no_record {
                NoRecord::CannotHappen => true,
                NoRecord::Missing => has_state(measure, "missing", |_, _| true),
                NoRecord::NotMet => {
                    has_state(measure, "not-met", |example, id| without_a_row(measure, example, id))
                }
            },
            Form::Ratio { .. } | Form::Mean { .. } | Form::Median { .. } => {
                has_state(measure, "missing", |_, _| true)
            }
            Form::Count { .. } | Form::Parts { .. } => true,
        };
        assert!(shown, "no example of {} holds a row without a record", measure.id);
    }
}

fn has_state(measure: &Measure, state: &str, row: impl Fn(&Example, &str) -> bool) -> bool {
    measure.examples.iter().any(|example| {
        example
            .expected
            .states
            .iter()
            .any(|(id, expected)| expected.value == state && row(example, &id.value))
    })
}

/// Whether no row of the table that holds the record, the last one that the measure names, speaks of a row.
fn without_a_row(measure: &Measure, example: &Example, id: &str) -> bool {
    let record = measure.tables.last().and_then(|table| table.value.split('.').next());
    let rows = example.rows.iter().filter(|row| Some(row.table.value.as_str()) == record);
    let mut values = rows.flat_map(|row| &row.values);
    !values.any(|(_, value)| matches!(value, Scalar::Text(text) if text == id))
}

#[test]
fn short_titles_are_short_and_tell_measures_apart() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for measure in catalogue().measures() {
        let length = measure.short.chars().count();
        assert!(length <= 40, "{}: `{}` has {length} characters", measure.id, measure.short);
        if let Some(other) = seen.insert(measure.short.clone(), measure.id.clone()) {
            panic!("{} and {other} are both called `{}`", measure.id, measure.short);
        }
    }
}

#[test]
fn young_wording_is_plain() {
    let jargon = ["placement", "siblings", "lac", "neet", "cohort", "statutory", "episode", "percentage"];
    for measure in catalogue().measures() {
        let words: Vec<String> =
            measure.young.split_whitespace().map(|w| w.trim_matches(',').to_lowercase()).collect();
        assert!(words.len() < 15, "{}: {} words in `{}`", measure.id, words.len(), measure.young);
        for word in &words {
            assert!(!jargon.contains(&word.as_str()), "{}: `{word}` in `{}`", measure.id, measure.young);
        }
    }
}

#[test]
fn files_follow_the_plan() {
    let Some(path) = beside_the_project("measure-plan.tsv") else { return };
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_path(path).expect("the plan");
    let plan: BTreeMap<String, BTreeMap<String, String>> = reader
        .deserialize()
        .map(|row| row.expect("a row of the plan"))
        .map(|row: BTreeMap<String, String>| (row["measure_id"].clone(), row))
        .collect();
    for measure in catalogue().measures() {
        let id = &measure.id;
        // Beside the plan: the issue asks for the grades of audits, the plan has the share judged good or better.
        if id == "case-audit-grades" {
            continue;
        }
        // The plan's one row of ten statements is ten measures: one question, one idea.
        let statement = id.starts_with("survey-social-worker-");
        let planned = if statement { "survey-ten-lincc-statements" } else { id };
        let row = plan.get(planned).unwrap_or_else(|| panic!("the plan has no {id}"));
        assert!(statement || measure.title == row["title"], "{id}: `{}`", measure.title);
        let answers: Vec<&str> = measure.answers.iter().map(|answer| answer.value.as_str()).collect();
        let refs: Vec<&str> = row["refs"].split("; ").filter(|one| !one.starts_with("context")).collect();
        assert_eq!(answers, refs, "{id}");
        let polarity = Polarity::ALL.iter().find(|(name, _)| *name == row["polarity"]).map(|(_, p)| *p);
        assert_eq!(Some(measure.polarity), polarity, "{id}");
        assert_eq!(measure.sensitive, row["sensitive"] == "yes", "{id}");
        let quoted = row["target_from_strategy"].split('\'').nth(1).map(str::to_lowercase);
        if let (Some(target), Some(quoted)) = (&measure.target, quoted) {
            // The plan leaves words out with dots.
            for part in quoted.split(" ...").map(str::trim) {
                assert!(target.quote.to_lowercase().contains(part), "{id}: `{part}` is not in its target");
            }
        }
    }
}

#[test]
fn targets_are_the_strategies_own_words() {
    let Some(folder) = beside_the_project("seeds") else { return };
    let mut strategies = String::new();
    for file in std::fs::read_dir(folder).expect("the strategies") {
        strategies += &std::fs::read_to_string(file.expect("a strategy").path()).expect("a strategy");
        strategies.push(' ');
    }
    let in_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let strategies = in_one_line(&strategies);
    for measure in catalogue().measures() {
        if let Some(target) = &measure.target {
            assert!(
                strategies.contains(&in_one_line(&target.quote)),
                "{}: no strategy says `{}`",
                measure.id,
                target.quote
            );
        }
    }
}

#[test]
fn comparators_are_published_under_their_codes() {
    let Some(path) = beside_the_project("data/benchmarks/bromley_benchmarks_2016_2025.csv") else { return };
    let published: BTreeSet<String> = csv::Reader::from_path(path)
        .expect("the benchmarks")
        .records()
        .filter_map(|row| Some(row.ok()?.get(0)?.to_owned()))
        .collect();
    for measure in catalogue().measures() {
        if let Some(code) = &measure.benchmark {
            assert!(published.contains(code), "{}: nothing is published as `{code}`", measure.id);
        }
    }
}
