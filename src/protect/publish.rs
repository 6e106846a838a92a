//! What a published pack may say of a figure.

use std::collections::BTreeMap;

use super::reader::settled;
use super::release::{Released, ReleasedValue, in_words, release};
use super::reported::{Before, Earlier};
use super::restated::restated;
use super::together::{Hiding, K};
use crate::assess::{AssessedFigure, Change, Judgement, Status};
use crate::calendar::{Period, long_date};
use crate::compute::{Figure, Wave};
use crate::kpi::{Catalogue, Measure};
use crate::quantity::{Caution, Symbol, count};

/// Word for the availability of a figure that is hidden.
pub const CONFIDENTIAL: &str = "confidential";

/// The short words of a figure of which no more is shown than that nearly all are counted.
pub const NEARLY_ALL: &str = "nearly all";

/// The figures of every published pack of a set, each with what may be said of it.
///
/// # Errors
/// One line for each measure that cannot be protected, without its counts.
pub(super) fn publish(
    figures: &[AssessedFigure],
    catalogue: &Catalogue,
    earlier: &Earlier<'_>,
) -> Result<BTreeMap<String, BTreeMap<Period, Released>>, Vec<String>> {
    let mut by_measure: BTreeMap<&str, Vec<&AssessedFigure>> = BTreeMap::new();
    for one in figures {
        by_measure.entry(&one.figure.measure).or_default().push(one);
    }
    let mut all = BTreeMap::new();
    let mut failed = Vec::new();
    for (id, figures) in by_measure {
        let Some(measure) = catalogue.get(id) else { continue };
        let before: Vec<Before> = figures.iter().map(|one| earlier.before(measure, &one.figure)).collect();
        let plain: Vec<&Figure> = figures.iter().map(|one| &one.figure).collect();
        match settled(measure, &plain, &before) {
            Ok(hidings) => {
                all.insert(id.to_owned(), of_measure(measure, &figures, (&hidings, &before), earlier));
            }
            Err(why) => failed.push(why),
        }
    }
    if failed.is_empty() { Ok(all) } else { Err(failed) }
}

fn of_measure(
    measure: &Measure,
    figures: &[&AssessedFigure],
    (hidings, before): (&[Hiding], &[Before]),
    earlier: &Earlier<'_>,
) -> BTreeMap<Period, Released> {
    // What everybody has is not hidden, whatever else is.
    let hidings: Vec<&Hiding> = hidings
        .iter()
        .zip(before)
        .map(|(hiding, before)| if *before == Before::Same { &Hiding::Nothing } else { hiding })
        .collect();
    let known: BTreeMap<Period, bool> = figures
        .iter()
        .zip(&hidings)
        .map(|(one, hiding)| (one.figure.period, **hiding == Hiding::Nothing))
        .collect();
    figures
        .iter()
        .zip(hidings)
        .map(|(one, hiding)| {
            let whole = release(one, measure);
            let released = match hiding {
                Hiding::Nothing => {
                    Released { restated: restated(one, measure, earlier), ..shown(whole, one, &known) }
                }
                Hiding::Parts(hidden) => partly(whole, measure, hidden),
                Hiding::AllButWords => hidden(
                    whole,
                    measure,
                    &format!("nearly all: {} or fewer without", count(K.unsigned_abs())),
                    NEARLY_ALL,
                ),
                Hiding::Everything => {
                    let symbol = Symbol::Confidential.code();
                    hidden(whole, measure, symbol, symbol)
                }
            };
            (one.figure.period, released)
        })
        .collect()
}

/// A figure without its value: nothing that depends on it is left.
fn hidden(whole: Released, measure: &Measure, long: &str, short: &str) -> Released {
    Released {
        value: None,
        long: long.to_owned(),
        short: short.to_owned(),
        availability: CONFIDENTIAL,
        days: measure.rows.basis.words(whole.period),
        caution: Caution::NoPercentage,
        bounds: None,
        confidential: true,
        tally: None,
        who_answered: None,
        margin: None,
        closed: None,
        judgement: None,
        ..whole
    }
}

/// The parts of a whole, some of them hidden.
fn partly(mut whole: Released, measure: &Measure, hidden: &[bool]) -> Released {
    if let Some(ReleasedValue::Parts { parts, .. }) = &mut whole.value {
        for (part, _) in parts.iter_mut().zip(hidden).filter(|(_, hidden)| **hidden) {
            part.count = None;
            part.shown = Symbol::Confidential.to_string();
        }
    }
    let (long, short) = whole.value.as_ref().map(|value| in_words(value, measure)).unwrap_or_default();
    Released {
        long,
        short,
        days: measure.rows.basis.words(whole.period),
        bounds: None,
        confidential: true,
        tally: None,
        who_answered: None,
        margin: None,
        closed: None,
        judgement: None,
        ..whole
    }
}

/// A figure that is shown, with what is said of it as far as it follows from figures that are shown too.
fn shown(whole: Released, one: &AssessedFigure, known: &BTreeMap<Period, bool>) -> Released {
    let wave = one.figure.wave.filter(|wave| leaves_few(*wave, one));
    Released {
        days: match wave {
            Some(wave) => format!("survey to {}", long_date(wave.closed)),
            None => whole.days,
        },
        who_answered: whole.who_answered.filter(|_| wave.is_none()),
        // It could be solved for the number invited.
        margin: whole.margin.filter(|_| wave.is_none()),
        bounds: None,
        tally: None,
        judgement: whole.judgement.map(|judgement| from_shown(judgement, known)),
        ..whole
    }
}

/// Whether the numbers of a survey leave a few who did not respond, or did not answer the question.
fn leaves_few(wave: Wave, one: &AssessedFigure) -> bool {
    let few = |number: u64| (1..=K.unsigned_abs()).contains(&number);
    let answered = one.figure.tally.met + one.figure.tally.not_met;
    let silent = [wave.invited.saturating_sub(wave.responded), wave.responded.saturating_sub(answered)];
    silent.into_iter().any(few)
}

/// What is said, from figures that are shown alone: a comparison with any other is not told, nor are its months.
fn from_shown(mut judgement: Judgement, known: &BTreeMap<Period, bool>) -> Judgement {
    let silent = |change: &Change| -> Option<Change> {
        let why = match known.get(&change.before) {
            Some(true) => return None,
            Some(false) => "is not shown",
            None => "is not in these packs",
        };
        let reason = format!("The figure for {} {why}, so there is no comparison.", change.before.short());
        Some(Change { before: change.before, verdict: None, reason })
    };
    if let Some(change) = silent(&judgement.last_year) {
        // A direction is judged by the year.
        let standing = &mut judgement.standing;
        if let Some(start) = standing.reason.strip_suffix(&judgement.last_year.reason) {
            standing.reason = format!("{start}{}", change.reason);
            if matches!(standing.status, Status::OnTarget | Status::Close | Status::OffTarget) {
                standing.status = Status::NotClear;
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
    judgement.variation = None;
    judgement
}
