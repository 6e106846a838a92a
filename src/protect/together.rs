//! What is hidden of the figures of a measure: for their own counts, and so that no hidden one can be worked out from others
//! of it.
//!
//! Figures of one measure are linked where their days overlap and both count events. States of different days are not
//! linked. All measures of a set, and what is left of these here, are held together by [`links`](super::links).
//!
//! - Quarters, half-years and years of events add up. What is hidden besides is chosen by [`disclosure`] over
//!   numerators, complements and denominators; the remainder of a longer period of which only parts are shown is a count
//!   of the system too. Where no choice protects them, the whole measure is hidden.
//! - Windows that overlap otherwise (12 months, years to date) and sensitive measures: every figure whose days overlap
//!   those of a figure hidden for itself is hidden with it. Then nothing published speaks of those days, and nothing can
//!   be worked out of them, whatever the counts are.
//!
//! Every choice looks at size classes alone, so that what is hidden tells nothing more.

use std::collections::BTreeMap;

use super::reported::{self, Before};
use super::tree::{Branch, branches};
use crate::calendar::{Basis, Period};
use crate::compute::{Figure, Value};
use crate::disclosure::{
    self, Attacker, Cell, Fault, Identity, Level, Marks, Pattern, Rule, Set, Sight, System, Unfit,
    Unprotected, VALUES, Verdict, audit,
};
use crate::kpi::{Form, Measure, Polarity, Unit};

/// The rule of published packs, against a reader who knows it; counts from 1 to `k` are hidden.
pub(super) fn rule(k: i64) -> Rule {
    Rule { k, attacker: Attacker::Rule, sight: Sight::Classes }
}

/// What becomes of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hiding {
    /// It is shown.
    Nothing,
    /// These parts of a whole are hidden.
    Parts(Vec<bool>),
    /// It is hidden but for the words "nearly all".
    AllButWords,
    /// It is hidden.
    Everything,
}

/// What becomes of each figure of a measure, in their order; the figures are all that any published pack shows of it.
/// `before` has for each what was published of it.
///
/// # Errors
/// The measure, and why the audit of the choice has no answer. No count is in it.
pub(super) fn hidings(
    measure: &Measure,
    figures: &[&Figure],
    before: &[Before],
    k: i64,
) -> Result<Vec<Hiding>, String> {
    let mut hidings: Vec<Hiding> = figures.iter().map(|figure| own(measure, figure, k)).collect();
    reported::keep(&mut hidings, before);
    if adds_up(measure) {
        let shown: Vec<Period> =
            figures.iter().filter(|figure| figure.value.is_some()).map(|figure| figure.period).collect();
        let mut branches = branches(&shown);
        reported::name_what_is_told_late(&mut branches, figures);
        if !branches.is_empty() {
            return tree(measure, (figures, before), (&branches, &hidings), k);
        }
    } else if overlaps(measure) {
        spread(figures, &mut hidings);
    }
    Ok(hidings)
}

/// What becomes of a figure for its own counts' sake.
pub(super) fn own(measure: &Measure, figure: &Figure, k: i64) -> Hiding {
    let marks = marks(measure);
    let verdict = |figure: disclosure::Figure| figure.verdict(marks, k);
    let verdict = match &figure.value {
        None => Verdict::Shown,
        Some(Value::Share { met, of }) => {
            let (met, of) = (number(*met), number(*of));
            let rows = disclosure::Figure::Middle { of: number(figure.tally.met) };
            if matches!(measure.form, Form::Ratio { .. }) && verdict(rows) == Verdict::Hidden {
                // Sessions of a few children speak of these children.
                Verdict::Hidden
            } else if let Some(wave) = figure.wave {
                verdict(disclosure::Figure::Answers { met, of, respondents: number(wave.responded) })
            } else {
                verdict(disclosure::Figure::Share { met, of })
            }
        }
        Some(Value::Count { rate: Some(rate), .. })
            if (1..=2 * k.unsigned_abs()).contains(&rate.base_halves) =>
        {
            Verdict::Hidden
        }
        Some(Value::Count { count, .. }) => verdict(disclosure::Figure::Count(number(*count))),
        Some(Value::Mean { of, .. } | Value::Median { of, .. }) => {
            verdict(disclosure::Figure::Middle { of: number(*of) })
        }
        Some(Value::Parts { parts, of }) => {
            let counts: Vec<i64> = parts.iter().map(|part| number(part.count)).collect();
            return parts_of(&counts, number(*of), marks, k);
        }
    };
    match verdict {
        Verdict::Shown => Hiding::Nothing,
        Verdict::Hidden => Hiding::Everything,
        Verdict::NearlyAll => Hiding::AllButWords,
    }
}

/// Which parts of a whole are hidden; the whole with them, where that is not enough.
fn parts_of(counts: &[i64], of: i64, marks: Marks, k: i64) -> Hiding {
    let mut system = System::default();
    for (at, count) in counts.iter().enumerate() {
        // Names decide between equals: the place keeps the measure's order.
        let mut cell = Cell::new(format!("{at:03}"), *count, Level::Breakdown);
        cell.sensitive = marks.sensitive;
        system.cells.push(cell);
    }
    system.cells.push(Cell::new("all", of, Level::Subtotal));
    system.identities.push(Identity::parts(0..counts.len(), counts.len()));
    match disclosure::protect(&system, &[], &rule(k)) {
        Ok(pattern) if !pattern.hidden.contains(&true) => Hiding::Nothing,
        Ok(pattern) if !pattern.hidden[counts.len()] => {
            Hiding::Parts(pattern.hidden[..counts.len()].to_vec())
        }
        _ => Hiding::Everything,
    }
}

/// Whether the periods of a measure add up: events, each counted in the period of its day.
pub(super) fn adds_up(measure: &Measure) -> bool {
    measure.rows.basis == Basis::InPeriod
        && measure.rows.dated_by.is_some()
        && measure.rows.one_per_person.is_none()
        && matches!(measure.form, Form::Share(_) | Form::Count { unit: Unit::Rows, .. })
        && !measure.sensitive
}

/// Whether figures of overlapping days speak of the same events.
fn overlaps(measure: &Measure) -> bool {
    match measure.rows.basis {
        Basis::FinancialYearToDate | Basis::AcademicYearToDate => true,
        Basis::InPeriod | Basis::Rolling12Months | Basis::Cohort => measure.rows.dated_by.is_some(),
        Basis::AsAt | Basis::Term | Basis::Survey => false,
    }
}

/// Hides with each figure hidden for itself all that speak of any of its days, but for those that speak of just the same.
fn spread(figures: &[&Figure], hidings: &mut [Hiding]) {
    let hidden: Vec<usize> = (0..figures.len()).filter(|&at| hidings[at] != Hiding::Nothing).collect();
    for seed in hidden {
        let days = figures[seed].window;
        for (other, figure) in figures.iter().enumerate() {
            let (one, two) = (days, figure.window);
            if figure.value.is_none() || one == two || one.until < two.since || two.until < one.since {
                continue;
            }
            for at in [seed, other] {
                if hidings[at] != Hiding::AllButWords {
                    hidings[at] = Hiding::Everything;
                }
            }
        }
    }
}

/// Hides what is needed of periods that add up.
fn tree(
    measure: &Measure,
    (figures, before): (&[&Figure], &[Before]),
    (branches, own): (&[Branch], &[Hiding]),
    k: i64,
) -> Result<Vec<Hiding>, String> {
    let everything = |figure: &&Figure| match figure.value {
        Some(_) => Hiding::Everything,
        None => Hiding::Nothing,
    };
    let dropped = || figures.iter().map(everything).collect();
    if own.iter().all(|hiding| *hiding == Hiding::Nothing) && branches.iter().all(|one| one.rest.is_none()) {
        return Ok(own.to_vec());
    }
    // Counts that do not add up belong to a measure that is not what it says: nothing of it is published.
    let Ok(mut ready) = set(figures, branches, k).and_then(Set::ready) else { return Ok(dropped()) };
    reported::stand(&mut ready, figures.iter().map(|one| one.period).zip(before.iter().cloned()));
    let system = &ready.system;
    let pattern = match disclosure::protect(system, &ready.standing, &rule(k)) {
        Ok(pattern) => pattern,
        Err(Unprotected::OutOfReach(_)) => return Ok(dropped()),
        Err(Unprotected::Audit(fault)) => return Err(format!("{}: {fault}", measure.id)),
    };
    let mut by_period: BTreeMap<String, bool> = BTreeMap::new();
    let period_of = |cell: &Cell| cell.name.split('/').next().unwrap_or_default().to_owned();
    for (cell, hidden) in system.cells.iter().zip(&pattern.hidden) {
        *by_period.entry(period_of(cell)).or_default() |= *hidden;
    }
    // A figure goes as a whole: its numerator, its complement and its words. Its denominator may be known from elsewhere.
    let hidden: Vec<bool> = system
        .cells
        .iter()
        .zip(&pattern.hidden)
        .map(|(cell, hidden)| {
            *hidden || (by_period[&period_of(cell)] && !cell.name.ends_with("/all") && cell.value > 0)
        })
        .collect();
    match is_safe(system, &pattern, &hidden) {
        Ok(true) => {}
        Ok(false) => return Ok(dropped()),
        Err(fault) => return Err(format!("{}: {fault}", measure.id)),
    }
    Ok(figures
        .iter()
        .zip(own)
        .map(|(figure, own)| {
            let hidden = by_period.get(&figure.period.to_string()).copied().unwrap_or(false);
            if hidden || *own != Hiding::Nothing { Hiding::Everything } else { Hiding::Nothing }
        })
        .collect())
}

/// Whether no hidden count can be worked out or narrowed too far, found by another way than the choice was made.
fn is_safe(system: &System, pattern: &Pattern, hidden: &[bool]) -> Result<bool, Fault> {
    let intervals = audit(system, hidden, Attacker::Rule)?;
    Ok(intervals.iter().zip(&pattern.primary).all(|(interval, primary)| {
        let wanted = if *primary { VALUES } else { 2 };
        interval.is_none_or(|interval| interval.values(wanted) >= wanted)
    }))
}

/// The periods as one system: each a share or a count, each longer one the sum of those within it.
fn set(figures: &[&Figure], branches: &[Branch], k: i64) -> Result<Set, Unfit> {
    let mut set = Set::new();
    let mut counts: BTreeMap<String, (i64, Option<i64>)> = BTreeMap::new();
    let mut levels: BTreeMap<String, Level> = BTreeMap::new();
    for figure in figures {
        let count = match &figure.value {
            Some(Value::Share { met, of }) => (number(*met), Some(number(*of))),
            Some(Value::Count { count, .. }) => (number(*count), None),
            _ => continue,
        };
        counts.insert(figure.period.to_string(), count);
        levels.insert(figure.period.to_string(), level(figure.period));
    }
    let sum = |periods: &[Period]| {
        periods
            .iter()
            .filter_map(|period| counts.get(&period.to_string()))
            .fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1.unwrap_or_default()))
    };
    let rests: Vec<(String, (i64, Option<i64>))> = branches
        .iter()
        .filter_map(|branch| {
            let whole = counts.get(&branch.whole.to_string())?;
            let parts = sum(&branch.parts);
            Some((branch.rest.clone()?, (whole.0 - parts.0, whole.1.map(|of| of - parts.1))))
        })
        .collect();
    counts.extend(rests);
    for (name, count) in &counts {
        // What is left of a period is printed nowhere: to hide it costs no more than a part.
        let level = levels.get(name).copied().unwrap_or(Level::Breakdown);
        if let (met, Some(of)) = count {
            set.share(name, *met, *of, Marks::default(), k)?;
            set.count(&format!("{name}/not met"), of - met, level)?;
        }
        set.count(&format!("{name}/met"), count.0, level)?;
    }
    for branch in branches {
        let whole = branch.whole.to_string();
        let share = counts.get(&whole).is_some_and(|count| count.1.is_some());
        let kinds: &[&str] = if share { &["met", "not met", "all"] } else { &["met"] };
        for kind in kinds {
            let parts: Vec<String> = branch
                .parts
                .iter()
                .map(ToString::to_string)
                .chain(branch.rest.clone())
                .map(|part| format!("{part}/{kind}"))
                .collect();
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            set.parts(&format!("{whole}/{kind}"), &parts)?;
        }
    }
    Ok(set)
}

/// How dear a period is: a quarter is hidden before a half-year, and that before a year.
fn level(period: Period) -> Level {
    match period {
        Period::Month { .. } | Period::Quarter { .. } => Level::Breakdown,
        Period::Half { .. } => Level::Subtotal,
        Period::Year { .. } => Level::Total,
    }
}

/// What the rules ask of a measure.
pub(super) fn marks(measure: &Measure) -> Marks {
    Marks {
        sensitive: measure.sensitive,
        minimum_standard: matches!(measure.form, Form::Share(_))
            && measure.polarity == Polarity::Higher
            && measure.target.as_ref().is_some_and(|target| target.percent == Some(100)),
    }
}

pub(super) fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
