//! What a reader of this set and of all that was published before can work out of both together.
//!
//! The choice of what is hidden (see [`together`](super::together)) protects the figures of a set; those that were
//! published before stand beside them, and where records have come in late they do not fit the new ones, so that the
//! choice may have no answer. Here the whole is looked at once more as a reader has it: what this set shows, what was
//! shown of the rest, and every sum of periods between them. Where anything hidden can be worked out,
//!
//! - a figure that follows from what everybody has anyway is shown: to hide it hides nothing;
//! - else no more is shown of the days around it than what was published before and what follows from that.

use std::collections::BTreeMap;

use super::reported::Before;
use super::together::{Hiding, hidings, own};
use crate::calendar::{self, Basis, Period};
use crate::compute::{Figure, Value};
use crate::disclosure::{Attacker, Cell, Identity, Interval, Level, System, VALUES, audit};
use crate::kpi::{Form, Measure, Unit};

/// What becomes of each figure of a measure, in their order: what is chosen for the set by itself, and then settled
/// against a reader who has all that was published before. `before` has for each figure what was published of it.
///
/// # Errors
/// The measure, and why it cannot be protected. No count is in it.
pub(super) fn settled(
    measure: &Measure,
    figures: &[&Figure],
    before: &[Before],
    k: i64,
) -> Result<Vec<Hiding>, String> {
    let chosen = hidings(measure, figures, before, k)?;
    // Without anything before, and where nothing adds up, the choice is all there is.
    if !are_sums(measure) || before.iter().all(|one| *one == Before::Never) {
        return Ok(chosen);
    }
    let reader = Reader { measure, figures, before, k };
    let chosen = reader.with_what_follows(chosen);
    let Some(found) = reader.found(&chosen).filter(|found| found.contains(&true)) else { return Ok(chosen) };
    let mut fewer = chosen;
    for at in reader.around(&found) {
        if before[at] != Before::Same && fewer[at] == Hiding::Nothing {
            fewer[at] = Hiding::Everything;
        }
    }
    Ok(reader.with_what_follows(fewer))
}

/// What becomes of figures once all that follows from what everybody has is shown.
pub(super) fn with_what_follows(
    measure: &Measure,
    figures: &[&Figure],
    before: &[Before],
    hidings: Vec<Hiding>,
    k: i64,
) -> Vec<Hiding> {
    if !are_sums(measure) || before.iter().all(|one| *one == Before::Never) {
        return hidings;
    }
    Reader { measure, figures, before, k }.with_what_follows(hidings)
}

/// Whether figures of a measure are sums of events over their days.
fn are_sums(measure: &Measure) -> bool {
    measure.rows.dated_by.is_some()
        && measure.rows.one_per_person.is_none()
        && matches!(measure.form, Form::Share(_) | Form::Count { unit: Unit::Rows, .. })
        && matches!(
            measure.rows.basis,
            Basis::InPeriod | Basis::Rolling12Months | Basis::FinancialYearToDate | Basis::AcademicYearToDate
        )
}

/// What is counted of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Met,
    Not,
    All,
}

/// Somebody who has all packs.
struct Reader<'a> {
    measure: &'a Measure,
    figures: &'a [&'a Figure],
    before: &'a [Before],
    /// Counts from 1 to this are hidden.
    k: i64,
}

/// The numbers of a measure, known or not, and the sums between them.
#[derive(Default)]
struct Numbers {
    system: System,
    hidden: Vec<bool>,
    /// The number of each figure and kind.
    own: BTreeMap<(usize, Kind), usize>,
    /// Of periods that nobody speaks of.
    unseen: BTreeMap<(Period, Kind), usize>,
}

impl Reader<'_> {
    /// Numerator and denominator that readers have of a figure; a count has no denominator.
    fn known(&self, at: usize, hiding: &Hiding) -> Option<(u64, Option<u64>)> {
        let value = match &self.before[at] {
            Before::Same => self.figures[at].value.as_ref(),
            _ if *hiding == Hiding::Nothing => self.figures[at].value.as_ref(),
            Before::Moved { reported, .. } => Some(reported),
            _ => None,
        };
        match value? {
            Value::Share { met, of } => Some((*met, Some(*of))),
            Value::Count { count, .. } => Some((*count, None)),
            _ => None,
        }
    }

    /// Shows what was hidden and follows from what is known, where its own counts and what was published of it allow it.
    fn with_what_follows(&self, hidings: Vec<Hiding>) -> Vec<Hiding> {
        let mut shown = hidings;
        // Each round shows at least one more.
        for _ in 0..self.figures.len() {
            let numbers = self.numbers(&shown);
            let Some(intervals) = numbers.intervals() else { return shown };
            let follows: Vec<usize> = (0..self.figures.len())
                .filter(|&at| shown[at] == Hiding::Everything && self.before[at] == Before::Never)
                .filter(|&at| own(self.measure, self.figures[at], self.k) == Hiding::Nothing)
                .filter(|&at| numbers.are_exactly(at, &self.figures[at].value, &intervals))
                .collect();
            if follows.is_empty() {
                return shown;
            }
            for at in follows {
                shown[at] = Hiding::Nothing;
            }
        }
        shown
    }

    /// Which hidden figures can be worked out, or narrowed too far; `None` where what is known does not fit together, so
    /// that nothing follows from it.
    fn found(&self, hidings: &[Hiding]) -> Option<Vec<bool>> {
        let numbers = self.numbers(hidings);
        let intervals = numbers.intervals()?;
        let is_found = |at: usize| {
            [Kind::Met, Kind::Not, Kind::All].into_iter().any(|kind| {
                let Some(&cell) = numbers.own.get(&(at, kind)) else { return false };
                intervals[cell].is_some_and(|open| says_too_much(&numbers.system.cells[cell], open, self.k))
            })
        };
        Some((0..self.figures.len()).map(is_found).collect())
    }

    /// The figures whose days hang together with those of some.
    fn around(&self, some: &[bool]) -> Vec<usize> {
        let mut near = some.to_vec();
        loop {
            let next: Vec<usize> = (0..near.len())
                .filter(|&at| !near[at])
                .filter(|&at| {
                    let days = self.figures[at].window;
                    (0..near.len()).filter(|&other| near[other]).any(|other| {
                        let others = self.figures[other].window;
                        days.since <= others.until && others.since <= days.until
                    })
                })
                .collect();
            if next.is_empty() {
                return (0..near.len()).filter(|&at| near[at]).collect();
            }
            for at in next {
                near[at] = true;
            }
        }
    }

    /// All numbers with what is known of them.
    fn numbers(&self, hidings: &[Hiding]) -> Numbers {
        let mut numbers = Numbers::default();
        for (at, figure) in self.figures.iter().enumerate() {
            let known = self.known(at, &hidings[at]);
            match &figure.value {
                Some(Value::Share { .. }) => {
                    let of = known.and_then(|known| known.1);
                    let met = known.map(|known| known.0);
                    let cells = [
                        (Kind::Met, met),
                        (Kind::Not, met.zip(of).map(|(met, of)| of.saturating_sub(met))),
                        (Kind::All, of),
                    ]
                    .map(|(kind, value)| numbers.put_own((at, kind), value, self.measure.sensitive));
                    numbers.share(cells);
                    if hidings[at] == Hiding::AllButWords && known.is_none() {
                        let complement = &mut numbers.system.cells[cells[1]];
                        (complement.low, complement.high) = (Some(1), Some(self.k));
                    }
                }
                Some(Value::Count { .. }) => {
                    let count = known.map(|known| known.0);
                    numbers.put_own((at, Kind::Met), count, self.measure.sensitive);
                }
                _ => {}
            }
        }
        self.add_sums(&mut numbers);
        numbers
    }

    /// Periods of events add up by themselves; of running totals and 12 months the quarters do.
    fn add_sums(&self, numbers: &mut Numbers) {
        let is_there = |at: &usize| numbers.own.contains_key(&(*at, Kind::Met));
        let there: Vec<usize> = (0..self.figures.len()).filter(is_there).collect();
        let add_up = self.measure.rows.basis == Basis::InPeriod;
        let place: BTreeMap<Period, usize> =
            there.iter().filter(|_| add_up).map(|&at| (self.figures[at].period, at)).collect();
        let sums: Vec<(usize, Vec<Period>)> = if add_up {
            let periods: Vec<Period> = place.keys().copied().collect();
            calendar::sums(&periods).into_iter().map(|(whole, parts)| (place[&whole], parts)).collect()
        } else {
            there.iter().filter_map(|&at| Some((at, calendar::quarters(self.figures[at].window)?))).collect()
        };
        for (whole, parts) in sums {
            for kind in [Kind::Met, Kind::Not, Kind::All] {
                let Some(&cell) = numbers.own.get(&(whole, kind)) else { continue };
                let parts: Vec<usize> = parts
                    .iter()
                    .map(|part| match place.get(part).and_then(|at| numbers.own.get(&(*at, kind))) {
                        Some(&cell) => cell,
                        None => numbers.put_unseen(*part, kind),
                    })
                    .collect();
                numbers.sum(&parts, cell);
            }
        }
        numbers.unseen_shares();
    }
}

impl Numbers {
    fn put_own(&mut self, place: (usize, Kind), value: Option<u64>, sensitive: bool) -> usize {
        let value = value.map(|value| i64::try_from(value).unwrap_or(i64::MAX));
        let mut cell = Cell::new(String::new(), value.unwrap_or_default(), Level::Breakdown);
        cell.sensitive = sensitive && value.is_none();
        self.system.cells.push(cell);
        self.hidden.push(value.is_none());
        self.own.insert(place, self.hidden.len() - 1);
        self.hidden.len() - 1
    }

    /// A number of a period that nobody speaks of; there may be none.
    fn put_unseen(&mut self, period: Period, kind: Kind) -> usize {
        *self.unseen.entry((period, kind)).or_insert_with(|| {
            let mut cell = Cell::new(String::new(), 0, Level::Breakdown);
            cell.hidden_zero = true;
            self.system.cells.push(cell);
            self.hidden.push(true);
            self.hidden.len() - 1
        })
    }

    /// Numerator and complement make up the denominator. A share of a few is hidden whole, its zero too.
    fn share(&mut self, [met, not, all]: [usize; 3]) {
        for cell in [met, not] {
            self.system.cells[cell].hidden_zero = self.hidden[cell];
        }
        self.system.identities.push(Identity::parts([met, not], all));
    }

    fn unseen_shares(&mut self) {
        let wholes: Vec<(Period, usize)> = self
            .unseen
            .iter()
            .filter(|((_, kind), _)| *kind == Kind::All)
            .map(|((period, _), cell)| (*period, *cell))
            .collect();
        for (period, all) in wholes {
            let parts = [Kind::Met, Kind::Not].map(|kind| self.unseen.get(&(period, kind)).copied());
            if let [Some(met), Some(not)] = parts {
                self.share([met, not, all]);
            }
        }
    }

    /// The parts make up the whole. Where all are known and do not, records have come in late between them: then nobody
    /// can work with it.
    fn sum(&mut self, parts: &[usize], whole: usize) {
        let is_known = parts.iter().chain([&whole]).all(|&cell| !self.hidden[cell]);
        let sum: i64 = parts.iter().map(|&cell| self.system.cells[cell].value).sum();
        if !is_known || sum == self.system.cells[whole].value {
            self.system.identities.push(Identity::parts(parts.iter().copied(), whole));
        }
    }

    /// What is left open of each number that is not known; `None` where what is known does not fit together.
    fn intervals(&self) -> Option<Vec<Option<Interval>>> {
        audit(&self.system, &self.hidden, Attacker::Rule).ok()
    }

    /// Whether a figure can be worked out, and is what it is.
    fn are_exactly(&self, at: usize, value: &Option<Value>, intervals: &[Option<Interval>]) -> bool {
        let is = |kind: Kind, count: u64| {
            let open = self.own.get(&(at, kind)).and_then(|cell| intervals[*cell]);
            open.is_some_and(|open| open.is_exact() && u64::try_from(open.low) == Ok(count))
        };
        match value {
            Some(Value::Share { met, of }) => is(Kind::Met, *met) && is(Kind::All, *of),
            Some(Value::Count { count, .. }) => is(Kind::Met, *count),
            _ => false,
        }
    }
}

/// Whether a hidden number is left too few values: it is known, or one of a few children of fewer than three, or one of
/// a sensitive measure that cannot be every number of a few.
fn says_too_much(cell: &Cell, open: Interval, k: i64) -> bool {
    let within = |low: i64| open.low >= low && open.high.is_some_and(|high| high <= k);
    open.is_exact()
        || (cell.sensitive && within(0) && !open.covers(&(0..=k)))
        || (within(1) && open.values(VALUES) < VALUES)
}
