//! What a published pack may say of a figure.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::links::{Entry, Known, hold};
use super::reader::{settled, with_what_follows};
use super::release::{Released, ReleasedValue, in_words, release};
use super::reported::{Before, Earlier};
use super::restated::restated;
use super::said::said;
use super::together::Hiding;
use crate::assess::AssessedFigure;
use crate::calendar::{Date, Period, long_date};
use crate::compute::{Figure, Wave};
use crate::kpi::{Catalogue, Measure};
use crate::quantity::{Caution, Symbol, count};

/// Word for the availability of a figure that is hidden.
pub const CONFIDENTIAL: &str = "confidential";

/// The short words of a figure of which no more is shown than that nearly all are counted.
pub const NEARLY_ALL: &str = "nearly all";

/// Released figures by measure and period.
type ByMeasure = BTreeMap<String, BTreeMap<Period, Released>>;

/// What published packs may say.
pub(super) struct Published {
    /// The figures.
    pub(super) figures: ByMeasure,
    /// A line for each figure of the department's that does not fit.
    pub(super) notes: Vec<String>,
    /// Figures that were published, have moved since, and are hidden now.
    pub(super) withdrawn: BTreeSet<(String, Period)>,
}

/// The figures of every published pack of a set, each with what may be said of it; counts from 1 to the policy's k are
/// hidden.
///
/// # Errors
/// One line for each measure that cannot be protected, without its counts.
pub(super) fn publish(
    figures: &[AssessedFigure],
    catalogue: &Catalogue,
    earlier: &Earlier<'_>,
) -> Result<Published, Vec<String>> {
    let mut by_measure: BTreeMap<&str, Vec<&AssessedFigure>> = BTreeMap::new();
    for one in figures {
        by_measure.entry(&one.figure.measure).or_default().push(one);
    }
    let k = earlier.policy.k();
    let manner = Manner { k: u64::from(k), quiet: quiet_waves(figures, u64::from(k)) };
    let by_measure: Vec<(&Measure, Vec<&AssessedFigure>)> =
        by_measure.into_iter().filter_map(|(id, figures)| Some((catalogue.get(id)?, figures))).collect();
    let before: Vec<Vec<Before>> = by_measure
        .iter()
        .map(|(measure, figures)| figures.iter().map(|one| earlier.before(measure, &one.figure)).collect())
        .collect();
    let hidings: Vec<Result<Vec<Hiding>, String>> = by_measure
        .par_iter()
        .zip(&before)
        .map(|((measure, figures), before)| {
            let plain: Vec<&Figure> = figures.iter().map(|one| &one.figure).collect();
            settled(measure, &plain, before, i64::from(k))
        })
        .collect();
    let mut entries = Vec::new();
    let mut failed = Vec::new();
    for (((measure, figures), before), hidings) in by_measure.iter().zip(&before).zip(hidings) {
        match hidings {
            Ok(hidings) => {
                let figures = figures.iter().zip(before).zip(hidings);
                entries.extend(figures.map(|((one, before), hiding)| Entry {
                    measure,
                    group: None,
                    is_small: false,
                    figure: &one.figure,
                    before,
                    hiding,
                }));
            }
            Err(why) => failed.push(why),
        }
    }
    if !failed.is_empty() {
        return Err(failed);
    }
    let notes =
        hold(&mut entries, i64::from(k), &Known { benchmarks: earlier.benchmarks, wholes: Vec::new() })?;
    let has_moved = |before: &Before| matches!(before, Before::Moved { same_definition: true, .. });
    let withdrawn = entries
        .iter()
        .filter(|entry| has_moved(entry.before) && entry.hiding == Hiding::Everything)
        .map(|entry| (entry.measure.id.clone(), entry.figure.period))
        .collect();
    let mut entries = entries.into_iter();
    let figures = by_measure
        .iter()
        .zip(&before)
        .map(|((measure, figures), before)| {
            let hidings: Vec<Hiding> = entries.by_ref().take(figures.len()).map(|one| one.hiding).collect();
            let plain: Vec<&Figure> = figures.iter().map(|one| &one.figure).collect();
            let hidings = with_what_follows(measure, &plain, before, hidings, i64::from(k));
            (measure.id.clone(), of_measure(measure, figures, (&hidings, before), (&manner, earlier)))
        })
        .collect();
    Ok(Published { figures, notes, withdrawn })
}

/// How the figures of a set are published.
struct Manner {
    /// Counts from 1 to this are hidden.
    k: u64,
    /// The last days of surveys of which it is not told how many were asked.
    quiet: BTreeSet<Date>,
}

fn of_measure(
    measure: &Measure,
    figures: &[&AssessedFigure],
    (hidings, before): (&[Hiding], &[Before]),
    (manner, earlier): (&Manner, &Earlier<'_>),
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
                Hiding::Nothing => Released {
                    restated: restated(one, measure, earlier),
                    ..shown(whole, one, &known, manner)
                },
                Hiding::Parts(hidden) => partly(whole, measure, hidden),
                Hiding::AllButWords => hidden(
                    whole,
                    measure,
                    &format!("nearly all: {} or fewer without", count(manner.k)),
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
fn shown(whole: Released, one: &AssessedFigure, known: &BTreeMap<Period, bool>, manner: &Manner) -> Released {
    let wave = one.figure.wave.filter(|wave| manner.quiet.contains(&wave.closed));
    Released {
        days: match wave {
            Some(wave) => format!("survey to {}", long_date(wave.closed)),
            None => whole.days,
        },
        who_answered: match wave {
            Some(wave) => Some(about_half(wave)),
            None => whole.who_answered,
        },
        // It could be solved for the number invited.
        margin: whole.margin.filter(|_| wave.is_none()),
        bounds: None,
        tally: None,
        judgement: whole.judgement.map(|judgement| said(judgement, known, wave.is_some(), manner.k)),
        ..whole
    }
}

/// Whether half responded to a survey: as much as can be said where the number would tell of a few.
fn about_half(wave: Wave) -> String {
    let part =
        if wave.responded.saturating_mul(2) < wave.invited { "Fewer than half" } else { "At least half" };
    format!("{part} of those invited responded.")
}

/// The last days of surveys whose numbers leave a few who did not respond, or did not answer one of the questions: of
/// none of their questions it is said how many were asked, since the others' answers stand beside it.
fn quiet_waves(figures: &[AssessedFigure], k: u64) -> BTreeSet<Date> {
    let few = |number: u64| (1..=k).contains(&number);
    let leaves_few = |one: &&AssessedFigure| {
        one.figure.wave.is_some_and(|wave| {
            let answered = one.figure.tally.met + one.figure.tally.not_met;
            let silent = wave.invited.saturating_sub(wave.responded);
            few(silent)
                || few(wave.responded.saturating_sub(answered))
                || few(wave.invited.saturating_sub(answered))
        })
    };
    figures.iter().filter(leaves_few).filter_map(|one| Some(one.figure.wave?.closed)).collect()
}
