//! What a published pack says of a figure that is shown: nothing that does not follow from figures that are shown too.

use std::collections::BTreeMap;

use crate::assess::{Aside, Beyond, Change, Judgement, Standing, Status};
use crate::calendar::Period;

/// What is said, from figures that are shown alone: a comparison with any other is not told, nor are its months.
///
/// `quiet`: the figure is of a survey of which it is not told how many were asked.
pub(super) fn said(
    mut judgement: Judgement,
    known: &BTreeMap<Period, bool>,
    quiet: bool,
    k: u64,
) -> Judgement {
    without_asides(&mut judgement.standing, quiet, k);
    let silent = |change: &Change| -> Option<Change> {
        let why = match known.get(&change.before) {
            Some(true) => return None,
            Some(false) => "is not shown",
            None => "is not in these packs",
        };
        let reason = format!("The figure for {} {why}, so there is no comparison.", change.before.short());
        Some(Change { before: change.before, verdict: None, broken: None, reason })
    };
    if let Some(change) = silent(&judgement.last_year) {
        // A direction is judged by the year.
        let standing = &mut judgement.standing;
        if let Some(start) = standing.reason.strip_suffix(&judgement.last_year.reason) {
            standing.reason = format!("{start}{}", change.reason);
            // That a test was made, and found nothing clear, would tell of the other figure too.
            let tested = [Status::OnTarget, Status::Close, Status::OffTarget, Status::NotClear]
                .contains(&standing.status);
            if tested {
                standing.status = Status::NotTested;
            }
        }
        judgement.last_year = change;
    }
    if let Some(change) = silent(&judgement.previous) {
        judgement.previous = change;
    }
    if let Some(change) = judgement.baseline.as_ref().and_then(silent) {
        judgement.baseline = Some(change);
    }
    if quiet && let Some(comparators) = &mut judgement.comparators {
        // The verdict beside England's figure is worked out with the number invited too.
        if let Some(beside) = comparators.beside.take() {
            let words = format!("; this figure is {}", beside.words());
            comparators.sentence = comparators.sentence.replacen(&words, "", 1);
        }
    }
    judgement.variation = None;
    judgement
}

/// Takes out of a reason what may not be said.
fn without_asides(standing: &mut Standing, quiet: bool, k: u64) {
    if quiet {
        standing.sureness = None;
    }
    for Aside { words, instead, beyond } in std::mem::take(&mut standing.asides) {
        let may_be_said = match beyond {
            Beyond::LeftOut => false,
            Beyond::Cases(cases) => !(1..=k).contains(&cases),
            Beyond::Invited => !quiet,
            Beyond::OwnWords => !names_a_few(&words, k),
        };
        if !may_be_said {
            standing.reason = standing.reason.replacen(&words, &instead, 1);
        }
    }
}

/// Whether words that the council wrote hold a number from 1 to k, in digits or letters, which may be one of children.
fn names_a_few(words: &str, k: u64) -> bool {
    const NUMBERS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let spelt = NUMBERS.iter().zip(1..).find(|(name, _)| word.eq_ignore_ascii_case(name));
        let number = spelt.map(|(_, number)| number).or_else(|| word.parse().ok());
        number.is_some_and(|number: u64| (1..=k).contains(&number))
    })
}

#[cfg(test)]
mod tests {
    use super::names_a_few;

    #[test]
    fn a_small_number_is_found_in_digits_and_letters() {
        for words in ["five records wait", "Two: of courts abroad", "waits for 3 papers", "(1)"] {
            assert!(names_a_few(words, 5), "{words}");
        }
        for words in ["the contract began late", "since 2018", "someone", "12 records", "six papers", ""] {
            assert!(!names_a_few(words, 5), "{words}");
        }
        assert!(names_a_few("six papers", 6));
    }
}
