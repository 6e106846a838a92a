//! Figures as published packs may print them, where late records would tell of a few children.
//!
//! A figure that was published stands as it was while the difference is of 1 to k children, or while what is known now
//! would be hidden. A longer period that holds it, and is new, leaves the same records out, or the sum would tell of
//! them; once they are more than k it has them all. Every figure is judged and compared as it is printed, so that no
//! sentence knows more than the table.

use std::collections::BTreeMap;

use super::Earlier;
use super::reader::settled;
use super::reported::{Before, hides_nobody, nobody_is_found, value};
use super::together::{Hiding, adds_up, number, own};
use super::tree::{Branch, branches};
use crate::calendar::{Date, Period};
use crate::compute::{Figure, Measured, Value};
use crate::kpi::{Catalogue, Measure, kin};

/// The figures as packs of a published profile may print them, beside what was published before.
pub fn as_published(measured: &Measured, catalogue: &Catalogue, earlier: &Earlier<'_>) -> Measured {
    let mut by_measure: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
    for figure in measured.figures() {
        by_measure.entry(&figure.measure).or_default().push(figure);
    }
    let mut printed: Vec<Figure> = by_measure
        .into_iter()
        .flat_map(|(id, figures)| match catalogue.get(id) {
            Some(measure) => of_measure(measure, &figures, earlier),
            None => figures.into_iter().cloned().collect(),
        })
        .collect();
    move_together(&mut printed, catalogue, earlier);
    printed.into_iter().collect()
}

/// Figures of the people of a day, or of some of them, move by as many or by more than a few apart, or all stand as they
/// were published: of eight children told late six who were in care for a year leave two who were not.
fn move_together(printed: &mut [Figure], catalogue: &Catalogue, earlier: &Earlier<'_>) {
    // By people and day: which figure, by how many it has moved, and what was published of it.
    type Moved = Vec<(usize, i64, Value)>;
    let mut moved: BTreeMap<(String, Date), Moved> = BTreeMap::new();
    for (at, figure) in printed.iter().enumerate() {
        let Some(measure) = catalogue.get(&figure.measure).filter(|one| one.rows.dated_by.is_none()) else {
            continue;
        };
        if let (Some(now), Before::Moved { reported, same_definition: true, .. }) =
            (&figure.value, earlier.before(measure, figure))
        {
            let people = kin::outermost(&measure.rows.of.value).to_owned();
            let by = number(now.of()) - number(reported.of());
            moved.entry((people, figure.window.until)).or_default().push((at, by, reported));
        }
    }
    for figures in moved.into_values() {
        let mut by: Vec<i64> = figures.iter().map(|(_, by, _)| *by).collect();
        by.sort_unstable();
        if by.windows(2).any(|two| !hides_nobody(two[1] - two[0], earlier.k())) {
            for (at, _, reported) in figures {
                printed[at].value = Some(reported);
            }
        }
    }
}

fn of_measure(measure: &Measure, figures: &[&Figure], earlier: &Earlier<'_>) -> Vec<Figure> {
    let before: Vec<Before> = figures.iter().map(|figure| earlier.before(measure, figure)).collect();
    let mut stands: Vec<bool> = figures.iter().map(|figure| earlier.stands(figure)).collect();
    loop {
        let printed = print(measure, figures, (&before, &stands), earlier);
        // What would be hidden for the sake of others, and was shown, stands as it was too; each round finds more.
        let now: Vec<Before> = printed.iter().map(|figure| earlier.before(measure, figure)).collect();
        let has_moved = |at: usize| matches!(now[at], Before::Moved { same_definition: true, .. });
        if !(0..now.len()).any(has_moved) {
            return printed;
        }
        let Ok(hidings) = settled(measure, &printed.iter().collect::<Vec<_>>(), &now, earlier.k()) else {
            return printed;
        };
        let more: Vec<usize> = (0..now.len())
            .filter(|&at| !stands[at] && has_moved(at) && hidings[at] != Hiding::Nothing)
            .collect();
        if more.is_empty() {
            return printed;
        }
        for at in more {
            stands[at] = true;
        }
    }
}

/// The figures as they may be printed, where those that `stands` names stand as they were published.
fn print(
    measure: &Measure,
    figures: &[&Figure],
    (before, stands): (&[Before], &[bool]),
    earlier: &Earlier<'_>,
) -> Vec<Figure> {
    let mut printed: Vec<Figure> = figures
        .iter()
        .zip(before.iter().zip(stands))
        .map(|(figure, (before, stands))| {
            let then = match before {
                Before::Moved { reported, same_definition: true, safe }
                    if *stands || !safe || own(measure, figure, earlier.k()) != Hiding::Nothing =>
                {
                    Some(reported.clone())
                }
                // Of a whole of which parts were shown the same ones stand, rather than none.
                Before::Hidden { .. } => earlier.shown_in_part(figure),
                Before::Parts(_) if own(measure, figure, earlier.k()) == Hiding::Everything => {
                    earlier.shown_in_part(figure)
                }
                _ => None,
            };
            Figure { value: then.or_else(|| figure.value.clone()), ..(*figure).clone() }
        })
        .collect();
    if adds_up(measure) && before.iter().any(|one| *one != Before::Never) {
        let mut sums = Sums::of(figures, &printed, earlier.k());
        sums.leave_late_records_out(before, |at, counts| {
            let value = counts.value(&figures[at].value);
            // Beside what was published of it, the sum too moves by none or by more than a few.
            let then = earlier.versions(figures[at]).iter();
            then.filter_map(|one| value_of(&one.rows, measure, figures[at])).all(|then| {
                value.as_ref().is_some_and(|now| nobody_is_found(measure, &then, now, earlier.k()))
            })
        });
        sums.balance(before);
        for (figure, counts) in printed.iter_mut().zip(&sums.printed) {
            if let Some(counts) = counts {
                figure.value = counts.value(&figure.value);
            }
        }
    }
    printed
}

fn value_of(rows: &[crate::written::WrittenRow], measure: &Measure, like: &Figure) -> Option<Value> {
    value(rows, measure, like.value.as_ref()?)
}

/// Numerator and complement; of a count the complement is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    met: i64,
    not: i64,
}

impl Counts {
    fn of(value: Option<&Value>) -> Option<Self> {
        let signed = |count: u64| i64::try_from(count).ok();
        match value? {
            Value::Share { met, of } => {
                Some(Self { met: signed(*met)?, not: signed(of.checked_sub(*met)?)? })
            }
            Value::Count { count, .. } => Some(Self { met: signed(*count)?, not: 0 }),
            _ => None,
        }
    }

    /// The value of these counts, of the kind of another one.
    fn value(self, like: &Option<Value>) -> Option<Value> {
        let (met, not) = (u64::try_from(self.met).ok()?, u64::try_from(self.not).ok()?);
        match like.as_ref()? {
            Value::Share { .. } => Some(Value::Share { met, of: met + not }),
            Value::Count { count, rate } => {
                let rate = if *count == met {
                    *rate
                } else {
                    rate.map(|rate| crate::compute::Rate { numerator: met, ..rate })
                };
                Some(Value::Count { count: met, rate })
            }
            _ => None,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self { met: self.met + other.met, not: self.not + other.not }
    }

    fn less(self, other: Self) -> Self {
        Self { met: self.met - other.met, not: self.not - other.not }
    }

    /// Whether late records so many can be told: none, or more than a few of each kind.
    fn can_be_told(self, k: i64) -> bool {
        [self.met, self.not, self.met + self.not].into_iter().all(|one| one >= 0 && hides_nobody(one, k))
    }
}

/// The periods of a measure that add up: what is known, and what is printed.
struct Sums {
    place: BTreeMap<Period, usize>,
    branches: Vec<Branch>,
    now: Vec<Option<Counts>>,
    printed: Vec<Option<Counts>>,
    /// Counts from 1 to this are hidden.
    k: i64,
}

impl Sums {
    fn of(figures: &[&Figure], printed: &[Figure], k: i64) -> Self {
        let now: Vec<Option<Counts>> = figures.iter().map(|one| Counts::of(one.value.as_ref())).collect();
        let printed = printed.iter().map(|one| Counts::of(one.value.as_ref())).collect();
        let periods: Vec<Period> =
            figures.iter().zip(&now).filter(|(_, now)| now.is_some()).map(|(one, _)| one.period).collect();
        let mut branches = branches(&periods);
        branches.sort_by_key(|branch| branch.whole.months());
        let place = figures.iter().enumerate().map(|(at, figure)| (figure.period, at)).collect();
        Self { place, branches, now, printed, k }
    }

    /// Known now and not printed, of a period.
    fn late(&self, period: Period) -> Option<Counts> {
        let at = *self.place.get(&period)?;
        Some(self.now[at]?.less(self.printed[at]?))
    }

    /// From the shortest periods to the longest: what is left out of a part is left out of the whole, until it can be
    /// told.
    fn leave_late_records_out(&mut self, before: &[Before], may_stand: impl Fn(usize, Counts) -> bool) {
        for branch in self.branches.clone() {
            let Some(&at) = self.place.get(&branch.whole) else { continue };
            let (Some(now), Some(printed)) = (self.now[at], self.printed[at]) else { continue };
            // One that stands as it was published, or is hidden, keeps its number.
            if printed != now || matches!(before[at], Before::Same | Before::Hidden { .. }) {
                continue;
            }
            let late =
                branch.parts.iter().filter_map(|part| self.late(*part)).fold(Counts::default(), Counts::plus);
            if late == Counts::default() || late.can_be_told(self.k) {
                continue;
            }
            let without = now.less(late);
            if without.met >= 0 && without.not >= 0 && may_stand(at, without) {
                self.printed[at] = Some(without);
            } else if let Before::Moved { reported, .. } = &before[at] {
                self.printed[at] = Counts::of(Some(reported));
            }
        }
    }

    /// From the longest periods to the shortest: a part that is hidden has whatever number keeps the sum of those that
    /// are printed. Nobody sees it.
    fn balance(&mut self, before: &[Before]) {
        for branch in self.branches.clone().iter().rev().filter(|branch| branch.rest.is_none()) {
            let Some(whole) = self.place.get(&branch.whole).and_then(|at| self.printed[*at]) else {
                continue;
            };
            let parts: Vec<usize> =
                branch.parts.iter().filter_map(|part| self.place.get(part).copied()).collect();
            let sum = parts.iter().filter_map(|at| self.printed[*at]).fold(Counts::default(), Counts::plus);
            let over = sum.less(whole);
            if over == Counts::default() {
                continue;
            }
            let hidden = parts.into_iter().find(|at| {
                matches!(before[*at], Before::Hidden { .. })
                    && self.printed[*at].is_some_and(|one| one.met >= over.met && one.not >= over.not)
            });
            if let Some(at) = hidden {
                self.printed[at] = self.printed[at].map(|one| one.less(over));
            }
        }
    }
}
