//! What was published before: constants for the protection of the next set.
//!
//! - A figure that was shown and is the same now is never hidden again: everybody has it.
//! - A figure that was hidden stays hidden, whatever its count is now: another may lean on it.
//! - A figure that was shown and has moved is shown anew only where nobody can be found in the difference: numerator,
//!   complement, denominator and parts each moved by none or by more than k, against every version that was published.
//!   Else the pack prints it as it was published (see [`as_published`](super::as_published())), and says nothing: that a
//!   difference is too small to publish would say that there is one.

use std::collections::BTreeSet;

use super::publish::NEARLY_ALL;
use super::together::Hiding;
use super::tree::Branch;
use crate::benchmark::Benchmarks;
use crate::calendar::Period;
use crate::compute::{Figure, Part, Rate, Value};
use crate::disclosure::{self, Marks, Policy, Ready, Standing, Verdict};
use crate::kpi::{Form, Measure};
use crate::ledger::{Reported, ReportedFigure};
use crate::template::Materiality;
use crate::written::WrittenRow;

/// What a profile's readers have seen in earlier packs, and how far a figure moves before that is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Earlier<'l> {
    /// What was reported; `None` where nothing was.
    pub reported: Option<&'l Reported>,
    /// From how far on a figure is said to be restated.
    pub materiality: Materiality,
    /// What the council has decided of its published packs.
    pub policy: Policy,
    /// What the department publishes of the council itself.
    pub benchmarks: Benchmarks,
    /// Figures that stand as they were published, by measure and period: those that
    /// [`Publishable::withdrawn`](super::Publishable::withdrawn) names.
    pub stand: Option<&'l BTreeSet<(String, Period)>>,
}

/// A figure beside what was published of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Before {
    /// It was not published, or had no figure then.
    Never,
    /// It was shown, and is the same.
    Same,
    /// It was shown with another value.
    Moved {
        /// The value last published.
        reported: Value,
        /// Whether it was counted by the definition in force.
        same_definition: bool,
        /// Whether nobody can be found in the difference.
        safe: bool,
    },
    /// Parts of the whole were hidden, these; the rest was shown and is the same.
    SameParts(Vec<bool>),
    /// The same, and the rest has moved so that nobody can be found in the difference.
    Parts(Vec<bool>),
    /// It was hidden but for words, and whether these are "nearly all".
    Hidden {
        /// Whether the words were shown.
        words: bool,
    },
}

impl Earlier<'_> {
    /// Counts from 1 to this are hidden, both included.
    pub(super) fn k(&self) -> i64 {
        i64::from(self.policy.k())
    }

    /// The versions of a figure that were published, first to last: of its period, or else of another one of the same
    /// days, since who has that has this.
    pub(super) fn versions(&self, figure: &Figure) -> &[ReportedFigure] {
        let Some(reported) = self.reported else { return &[] };
        match reported.versions(&figure.measure, figure.period) {
            [] => reported.versions_of_days(&figure.measure, figure.window),
            own => own,
        }
    }

    /// Whether a figure stands as it was published.
    pub(super) fn stands(&self, figure: &Figure) -> bool {
        let own = (figure.measure.clone(), figure.period);
        self.stand.is_some_and(|stand| stand.contains(&own))
    }

    /// The figure as it was first reported, in a publication that stands.
    pub(super) fn first(&self, figure: &Figure) -> Option<&ReportedFigure> {
        self.reported?.first(&figure.measure, figure.period)
    }

    /// A figure beside what was published of it.
    pub(super) fn before(&self, measure: &Measure, figure: &Figure) -> Before {
        let Some(now) = &figure.value else { return Before::Never };
        let versions = self.versions(figure);
        let shown: Vec<(&ReportedFigure, Value)> =
            versions.iter().filter_map(|one| Some((one, value(&one.rows, measure, now)?))).collect();
        if shown.iter().any(|(_, value)| value == now) {
            return Before::Same;
        }
        if let Some((last, reported)) = shown.last() {
            let safe = shown.iter().all(|(_, value)| nobody_is_found(measure, value, now, self.k()));
            let same_definition = definition(last) == Some(figure.version);
            return Before::Moved { reported: reported.clone(), same_definition, safe };
        }
        let hidden: Vec<&ReportedFigure> =
            versions.iter().filter(|one| one.rows.iter().any(WrittenRow::is_hidden)).collect();
        let Some(last) = hidden.last() else { return Before::Never };
        match hidden_parts(last, now, self.k()) {
            Some((parts, true)) => Before::SameParts(parts),
            Some((parts, false)) => Before::Parts(parts),
            None => Before::Hidden { words: last.rows.iter().any(|row| row.shown.starts_with(NEARLY_ALL)) },
        }
    }

    /// The whole of which parts were shown, as it was published; those that were hidden have any numbers that make it
    /// up, since nobody sees them. `None` where it was hidden altogether, or counted by another definition.
    pub(super) fn shown_in_part(&self, figure: &Figure) -> Option<Value> {
        let Some(Value::Parts { parts, .. }) = &figure.value else { return None };
        let hidden = |one: &&ReportedFigure| one.rows.iter().any(WrittenRow::is_hidden);
        let last = self.versions(figure).iter().rfind(hidden)?;
        let of = u64::try_from(last.rows.first()?.denominator()?).ok()?;
        let row = |part: &Part| last.rows.iter().find(|row| row.category == part.name);
        let shown: Vec<Option<u64>> = parts
            .iter()
            .map(|part| Some(row(part)?.numerator().and_then(|count| u64::try_from(count).ok())))
            .collect::<Option<_>>()?;
        let is_shown = shown.iter().any(Option::is_some) && definition(last) == Some(figure.version);
        let mut left = of.checked_sub(shown.iter().flatten().sum()).filter(|_| is_shown)?;
        let mut without = u64::try_from(shown.iter().filter(|one| one.is_none()).count()).ok()?;
        let parts = parts
            .iter()
            .zip(shown)
            .map(|(part, shown)| {
                let count = shown.unwrap_or_else(|| {
                    let count = left.checked_div(without).unwrap_or_default();
                    (left, without) = (left - count, without - 1);
                    count
                });
                Part { name: part.name.clone(), count }
            })
            .collect();
        Some(Value::Parts { parts, of })
    }
}

/// The version of the definition that a figure was counted by.
pub(super) fn definition(reported: &ReportedFigure) -> Option<i64> {
    reported.rows.first().map(|row| row.definition)
}

/// The value that rows of released data show, of the kind of `like`; `None` where it is hidden, wholly or in part, and
/// where there was none.
pub(super) fn value(rows: &[WrittenRow], measure: &Measure, like: &Value) -> Option<Value> {
    let number = |text: Option<i64>| text.and_then(|number| u64::try_from(number).ok());
    let plain = || rows.iter().find(|row| row.form != "rate");
    Some(match like {
        Value::Share { .. } => {
            let row = plain()?;
            Value::Share { met: number(row.numerator())?, of: number(row.denominator())? }
        }
        Value::Count { rate: now, .. } => {
            let count = number(plain()?.numerator())?;
            let rate = rows.iter().find(|row| row.form == "rate").and_then(|row| {
                Some(Rate {
                    numerator: number(row.numerator())?,
                    base_halves: halves(row.denominator.as_deref()?)?,
                    multiply: now.as_ref()?.multiply,
                })
            });
            Value::Count { count, rate }
        }
        Value::Mean { .. } => {
            let (of, sum) = total(plain()?)?;
            Value::Mean { sum, of }
        }
        Value::Median { .. } => {
            let row = plain()?;
            let of = number(row.denominator())?;
            Value::Median { twice: rounded(2.0 * row.value.as_deref()?.parse::<f64>().ok()?)?, of }
        }
        Value::Parts { .. } => {
            let Form::Parts { groups, .. } = &measure.form else { return None };
            let of = number(plain()?.denominator())?;
            let parts = groups
                .iter()
                .map(|group| {
                    let row = rows.iter().find(|row| row.category == group.name)?;
                    Some(Part { name: group.name.clone(), count: number(row.numerator())? })
                })
                .collect::<Option<Vec<Part>>>()?;
            Value::Parts { parts, of }
        }
    })
}

/// How many values stand behind a mean, and their sum: whole numbers, so that six decimals give it back exactly.
fn total(row: &WrittenRow) -> Option<(u64, i64)> {
    let of = u64::try_from(row.denominator()?).ok()?;
    let mean: f64 = row.value.as_deref()?.parse().ok()?;
    let of_exact = f64::from(u32::try_from(of).ok()?);
    Some((of, rounded(mean * of_exact)?))
}

/// Twice a base that may end in a half.
fn halves(text: &str) -> Option<u64> {
    u64::try_from(rounded(2.0 * text.parse::<f64>().ok()?)?).ok()
}

/// The nearest whole number; `None` beyond what a float holds exactly.
#[expect(clippy::cast_possible_truncation, reason = "only numbers below 2^53 are cast")]
fn rounded(number: f64) -> Option<i64> {
    (number.is_finite() && number.abs() < 9e15).then(|| number.round() as i64)
}

/// Which parts of the whole were hidden, and whether the rest of it is the same now, or moved so that nobody is found;
/// `None` where it is rather to be taken as hidden altogether.
fn hidden_parts(reported: &ReportedFigure, now: &Value, k: i64) -> Option<(Vec<bool>, bool)> {
    let Value::Parts { parts, of } = now else { return None };
    let then = reported.rows.first()?.denominator()?;
    let mut hidden = Vec::new();
    let mut moved = vec![then - signed(*of)];
    for part in parts {
        let row = reported.rows.iter().find(|row| row.category == part.name)?;
        hidden.push(row.is_hidden());
        if let Some(count) = row.numerator() {
            moved.push(count - signed(part.count));
        }
    }
    let is_same = moved.iter().all(|by| *by == 0);
    moved.into_iter().all(|one| hides_nobody(one, k)).then_some((hidden, is_same))
}

/// Whether nobody can be found in the difference of two versions: their counts differ by none or by more than k, the base
/// of a rate likewise. A mean tells of those who make the difference as it tells of them alone, and sessions of a few
/// children speak of these children, however many they are.
pub(super) fn nobody_is_found(measure: &Measure, then: &Value, now: &Value, k: i64) -> bool {
    let hides_nobody = |difference| hides_nobody(difference, k);
    let difference = |a: u64, b: u64| signed(b) - signed(a);
    match (then, now) {
        (Value::Share { .. }, Value::Share { .. }) if matches!(measure.form, Form::Ratio { .. }) => {
            then == now
        }
        (Value::Share { met: a, of: x }, Value::Share { met: b, of: y }) => {
            let (met, of) = (difference(*a, *b), difference(*x, *y));
            [met, of, of - met].into_iter().all(hides_nobody)
        }
        (Value::Count { count: a, rate: x }, Value::Count { count: b, rate: y }) => {
            let halves = |rate: &Option<Rate>| rate.map(|rate| rate.base_halves);
            let base = halves(x).zip(halves(y)).map(|(x, y)| difference(x, y));
            hides_nobody(difference(*a, *b)) && base.is_none_or(|base| self::hides_nobody(base, 2 * k))
        }
        (Value::Mean { of: a, .. }, Value::Mean { of: b, .. })
        | (Value::Median { of: a, .. }, Value::Median { of: b, .. }) => {
            let between = disclosure::Figure::Middle { of: difference(*a, *b).abs() };
            then == now || (a != b && between.verdict(Marks::default(), k) == Verdict::Shown)
        }
        (Value::Parts { parts: a, of: x }, Value::Parts { parts: b, of: y }) => {
            hides_nobody(difference(*x, *y))
                && a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| hides_nobody(difference(a.count, b.count)))
        }
        _ => false,
    }
}

pub(super) fn hides_nobody(difference: i64, k: i64) -> bool {
    !(1..=k).contains(&difference.abs())
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What becomes of figures for their own counts' sake, once what was published of them is taken into account.
pub(super) fn keep(hidings: &mut [Hiding], before: &[Before]) {
    for (hiding, before) in hidings.iter_mut().zip(before) {
        match before {
            Before::Never | Before::Moved { safe: true, .. } => {}
            Before::Same => *hiding = Hiding::Nothing,
            // What everybody has is shown as it was, and no more of it.
            Before::SameParts(then) => *hiding = Hiding::Parts(then.clone()),
            Before::Parts(then) => match hiding {
                Hiding::Nothing => *hiding = Hiding::Parts(then.clone()),
                // To hide more parts leaves each of them as open as before, or more.
                Hiding::Parts(now) => now.iter_mut().zip(then).for_each(|(now, then)| *now |= then),
                Hiding::AllButWords | Hiding::Everything => {}
            },
            Before::Hidden { words: true } if *hiding == Hiding::AllButWords => {}
            Before::Hidden { .. } | Before::Moved { safe: false, .. } => *hiding = Hiding::Everything,
        }
    }
}

/// Says, of the counts of a system that is named by its periods, what may be done with those published before.
pub(super) fn stand(ready: &mut Ready, periods: impl Iterator<Item = (Period, Before)>) {
    for (period, before) in periods {
        let standing = match before {
            Before::Never | Before::SameParts(_) | Before::Parts(_) => continue,
            Before::Same | Before::Moved { safe: true, .. } => Standing::Published,
            Before::Moved { safe: false, .. } => Standing::Primary,
            Before::Hidden { .. } => Standing::Hidden,
        };
        let start = format!("{period}/");
        for (cell, stands) in ready.system.cells.iter_mut().zip(&mut ready.standing) {
            let is_all = cell.name.ends_with("/all");
            if !cell.name.starts_with(&start) || (is_all && standing != Standing::Published) {
                continue;
            }
            if standing == Standing::Hidden && *stands == Standing::Primary {
                continue;
            }
            *stands = standing;
            // A zero that is hidden with the rest cannot be taken to be 1 or more.
            cell.hidden_zero |= cell.value == 0 && standing != Standing::Published;
        }
    }
}

/// Names what is left of a longer period whose parts stand as they were published while late records of them, more than a
/// few together, are told in the whole.
pub(super) fn name_what_is_told_late(branches: &mut [Branch], figures: &[&Figure]) {
    let counts = |period: Period| {
        figures.iter().find(|one| one.period == period).and_then(|one| match &one.value {
            Some(Value::Share { met, of }) => Some((*met, *of)),
            Some(Value::Count { count, .. }) => Some((*count, *count)),
            _ => None,
        })
    };
    for branch in branches.iter_mut().filter(|branch| branch.rest.is_none()) {
        let parts: Option<Vec<(u64, u64)>> = branch.parts.iter().map(|part| counts(*part)).collect();
        let (Some(whole), Some(parts)) = (counts(branch.whole), parts) else { continue };
        let sum = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        if whole != sum && whole.0 >= sum.0 && whole.1 >= sum.1 {
            branch.rest = Some(format!("told late of {}", branch.whole));
        }
    }
}
