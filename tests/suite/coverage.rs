//! Every line of both strategies is answered, and by a measure of the right kind.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::calendar::Basis;
use boardpack::kpi::{Catalogue, Form, Measure, lines};

/// The measures that answer each line.
fn answers(catalogue: &Catalogue) -> BTreeMap<String, Vec<&Measure>> {
    let mut answers: BTreeMap<String, Vec<&Measure>> = BTreeMap::new();
    for measure in catalogue.measures() {
        for answer in &measure.answers {
            answers.entry(answer.value.clone()).or_default().push(measure);
        }
    }
    answers
}

#[test]
fn every_line_of_both_strategies_is_answered() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let answers = answers(&catalogue);
    assert_eq!(lines().len(), 100);
    let open: Vec<String> = lines()
        .iter()
        .filter(|line| !answers.contains_key(line.reference))
        .map(|line| format!("{}: {}", line.reference, line.text))
        .collect();
    assert!(open.is_empty(), "{} lines without a measure:\n{}", open.len(), open.join("\n"));
}

#[test]
fn every_answer_is_to_a_line_that_exists() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let known: BTreeSet<&str> = lines().iter().map(|line| line.reference).collect();
    for (reference, measures) in answers(&catalogue) {
        assert!(known.contains(reference.as_str()), "{reference} in {}", measures[0].id);
    }
}

/// A line that asks what children, young people or an audit say is answered by their own answers or by grades.
#[test]
fn lines_that_ask_how_it_is_felt_are_not_answered_by_counting_alone() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let answers = answers(&catalogue);
    for line in lines().iter().filter(|line| line.qualitative) {
        let measures = answers.get(line.reference).map_or(&[][..], Vec::as_slice);
        let told = measures
            .iter()
            .any(|measure| measure.rows.basis == Basis::Survey || measure.rows.of.value == "case_audits");
        let counts = measures.iter().all(|measure| matches!(measure.form, Form::Count { .. }));
        // A line without any measure is named by the test above.
        assert!(
            measures.is_empty() || told && !counts,
            "{} is answered by the wrong kind of measure",
            line.reference
        );
    }
}
