//! The promises of the example council: every one of both strategies, word for word.

use std::collections::BTreeMap;
use std::path::Path;

use boardpack::calendar::{Date, parse_iso};
use boardpack::commitment::{Commitments, Progress, read_all};
use boardpack::diagnostic::Source;
use pretty_assertions::assert_eq;

use super::{CATALOGUE, EXAMPLE};

/// White space folded, and the marks of emphasis taken away.
fn folded(text: &str) -> String {
    text.replace('*', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The points under each "What will we do" of a strategy, in its order; a point may go on over several lines.
fn promised(text: &str) -> Vec<Vec<String>> {
    let mut lists: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let plain = folded(line).to_lowercase();
        if plain.starts_with("what will we do") || plain.starts_with("what we will do") {
            lists.push(Vec::new());
            inside = true;
        } else if ["how will we know", "priority ", "10. reviewing"].iter().any(|end| plain.starts_with(end))
        {
            inside = false;
        } else if let (true, Some(list)) = (inside, lists.last_mut()) {
            match (line.strip_prefix("- "), list.last_mut()) {
                (Some(point), _) => list.push(point.to_owned()),
                (None, Some(last)) if !plain.is_empty() => *last = format!("{last} {line}"),
                _ => {}
            }
        }
    }
    lists.into_iter().map(|list| list.iter().map(|point| folded(point)).collect()).collect()
}

#[test]
fn the_example_carries_every_promise_of_both_strategies_word_for_word() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let strategies = [
        ("CLA", "children-looked-after-strategy-2018-2020.txt"),
        ("CL", "care-leavers-strategy-2017-2019.txt"),
    ];
    let mut expected: BTreeMap<String, String> = BTreeMap::new();
    for (prefix, name) in strategies {
        let Ok(text) = std::fs::read_to_string(seeds.join(name)) else {
            eprintln!("not checked: there is no {}", seeds.join(name).display());
            return;
        };
        for (list, number) in promised(&text).into_iter().zip(1..) {
            for (promise, place) in list.into_iter().zip(1..) {
                expected.insert(format!("{prefix}-{number}.W{place}"), promise);
            }
        }
    }
    assert_eq!(expected.len(), 130, "the points of the strategies");
    let commitments = EXAMPLE.commitments.as_ref().expect("the example's promises");
    let found: BTreeMap<String, String> =
        commitments.list.iter().map(|one| (one.reference.clone(), folded(&one.promise))).collect();
    assert_eq!(found, expected);
    assert_eq!(commitments.list.len(), expected.len(), "none stands twice");
}

#[test]
fn the_example_says_of_itself_that_it_is_one() {
    assert!(EXAMPLE.commitments.as_ref().expect("promises").example);
    assert!(EXAMPLE.actions.as_ref().expect("actions").example);
    let notes: Vec<_> = EXAMPLE.commentary.notes().collect();
    assert!(notes.len() >= 10, "only {} texts", notes.len());
    for note in notes {
        assert!(note.example && !note.draft, "{}", note.source.name);
        assert!(!note.signed.is_empty(), "{} is not signed", note.source.name);
    }
}

#[test]
fn states_of_the_example_fit_their_days() {
    let commitments = EXAMPLE.commitments.as_ref().expect("promises");
    for one in &commitments.list {
        match one.progress {
            Progress::OnTrack | Progress::NotStarted => {
                assert!(one.due > commitments.as_at, "{}", one.reference);
            }
            Progress::Late => assert!(one.due <= commitments.as_at, "{}", one.reference),
            Progress::AtRisk | Progress::Done => {}
        }
    }
}

fn promises(text: &str) -> Commitments {
    let (read, faults) = read_all(&Source::new("commitments.toml", text), &CATALOGUE);
    assert!(faults.is_empty(), "{}", faults.render(false));
    read.expect("promises")
}

fn day(text: &str) -> Date {
    parse_iso(text).expect("a day")
}

#[test]
fn a_promise_is_overdue_from_the_evening_of_its_day_until_it_is_done() {
    let with = |status: &str| {
        let text = format!(
            "as_at = 2019-03-31\n[[commitment]]\nreference = \"CL-2.W1\"\npromise = \"P\"\nowner = \"O\"\ndue = 2019-03-31\nstatus = \"{status}\"\n"
        );
        promises(&text).list.remove(0)
    };
    for (word, progress) in Progress::ALL {
        let one = with(word);
        assert_eq!(one.progress, progress);
        assert!(!one.is_overdue(day("2019-03-30")), "{word}");
        assert_eq!(one.is_overdue(day("2019-03-31")), word != "done", "{word}");
        assert_eq!(one.needs_attention(day("2019-03-30")), ["at-risk", "late"].contains(&word), "{word}");
        assert_eq!(one.needs_attention(day("2019-03-31")), word != "done", "{word}");
    }
}

#[test]
fn promises_stand_by_priority_and_within_one_as_in_the_file() {
    let one = |reference: &str| {
        format!(
            "[[commitment]]\nreference = \"{reference}\"\npromise = \"P\"\nowner = \"O\"\ndue = 2019-03-31\nstatus = \"done\"\n"
        )
    };
    let references = ["CL-1.W1", "CLA-2.W10", "CLA-1.W1", "CLA-2.W9"];
    let text = format!("as_at = 2019-03-31\n{}", references.map(one).concat());
    let found: Vec<String> = promises(&text).list.into_iter().map(|one| one.reference).collect();
    assert_eq!(found, ["CLA-1.W1", "CLA-2.W10", "CLA-2.W9", "CL-1.W1"]);
}
