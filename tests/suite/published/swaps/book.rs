//! The rows behind figures, as they could be otherwise: every figure is counted anew from its rows.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::compute::{Figure, Measured, Outcome, Part, State, Tally, Value};
use boardpack::kpi::{Catalogue, Form, Measure, Unit};

/// A row of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) person: Option<u32>,
    pub(super) state: State,
    pub(super) value: Option<i64>,
    pub(super) of: Option<i64>,
    pub(super) group: Option<usize>,
}

/// A row put in, changed, or, with `None`, taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) figure: usize,
    pub(super) row: u32,
    pub(super) to: Option<Row>,
}

/// Figures with their rows.
pub(super) struct Book<'c> {
    pub(super) measures: Vec<&'c Measure>,
    pub(super) figures: Vec<Figure>,
    pub(super) rows: Vec<BTreeMap<u32, Row>>,
    /// The next row or person that nobody has.
    next: u32,
}

impl<'c> Book<'c> {
    /// The figures of some measures.
    pub(super) fn of(catalogue: &'c Catalogue, measured: &Measured, ids: &BTreeSet<String>) -> Self {
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        let mut number = |name: &str| {
            let next = u32::try_from(names.len()).expect("few");
            *names.entry(name.to_owned()).or_insert(next)
        };
        let mut book = Self { measures: Vec::new(), figures: Vec::new(), rows: Vec::new(), next: 1 << 30 };
        for figure in measured.figures().filter(|one| ids.contains(&one.measure) && one.value.is_some()) {
            let mut rows = BTreeMap::new();
            for one in measured.outcomes(&figure.measure, figure.period) {
                let Outcome { state, value, of, group, .. } = *one;
                let person = one.person.as_deref().map(&mut number);
                let row = Row { person, state, value, of, group };
                assert!(rows.insert(number(&one.row), row).is_none(), "{} has a row twice", figure.id());
            }
            book.measures.push(catalogue.get(&figure.measure).expect("a measure"));
            book.figures.push(figure.clone());
            book.rows.push(rows);
        }
        for at in 0..book.figures.len() {
            let before = book.figures[at].clone();
            book.count(at);
            assert_eq!(book.figures[at], before, "{} is counted otherwise here", before.id());
        }
        book
    }

    /// A row, or a person, that is in no figure.
    pub(super) fn new_number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Makes edits and counts the figures anew; gives what takes the edits back, and the figures.
    pub(super) fn edit(&mut self, edits: &[Edit]) -> (Vec<Edit>, BTreeSet<usize>) {
        let mut back = Vec::new();
        for &Edit { figure, row, to } in edits {
            let rows = &mut self.rows[figure];
            let before = match to {
                Some(to) => rows.insert(row, to),
                None => rows.remove(&row),
            };
            back.push(Edit { figure, row, to: before });
        }
        back.reverse();
        let figures: BTreeSet<usize> = edits.iter().map(|one| one.figure).collect();
        for &at in &figures {
            self.count(at);
        }
        (back, figures)
    }

    /// All figures of `measured`, those of the book as they are in it.
    pub(super) fn measured(&self, measured: &Measured) -> Measured {
        let known: BTreeMap<_, &Figure> =
            self.figures.iter().map(|one| ((one.measure.as_str(), one.period), one)).collect();
        let now = |one: &Figure| {
            known.get(&(one.measure.as_str(), one.period)).map_or_else(|| one.clone(), |now| (*now).clone())
        };
        measured.figures().map(now).collect()
    }

    /// Counts the rows of a figure: its states, then its value.
    fn count(&mut self, at: usize) {
        let (measure, rows) = (self.measures[at], &self.rows[at]);
        let mut tally = Tally::default();
        for row in rows.values() {
            *match row.state {
                State::Met => &mut tally.met,
                State::NotMet => &mut tally.not_met,
                State::Missing => &mut tally.missing,
                State::NotKnown => &mut tally.not_known,
                State::NotDue => &mut tally.not_due,
                State::NotApplicable => &mut tally.not_applicable,
            } += 1;
        }
        let figure = &mut self.figures[at];
        figure.tally = tally;
        let judged = || rows.values().filter(|row| row.state == State::Met);
        let sum = |part: fn(&Row) -> Option<i64>| rows.values().filter_map(part).sum::<i64>();
        figure.value = Some(match (&measure.form, figure.value.take().expect("figures with values alone")) {
            (Form::Share(share), _) => {
                let missing = if share.count_missing { tally.missing } else { 0 };
                let not_known = if share.count_not_known { tally.not_known } else { 0 };
                Value::Share { met: tally.met, of: tally.met + tally.not_met + missing + not_known }
            }
            (Form::Count { unit, .. }, Value::Count { rate, .. }) => {
                let count = match unit {
                    Unit::Rows => judged().count(),
                    Unit::People => judged().filter_map(|row| row.person).collect::<BTreeSet<_>>().len(),
                };
                let count = count as u64;
                let rate = rate.map(|rate| boardpack::compute::Rate { numerator: count, ..rate });
                Value::Count { count, rate }
            }
            (Form::Ratio { .. }, _) => {
                let number = |sum: i64| u64::try_from(sum).expect("no fewer than none");
                Value::Share { met: number(sum(|row| row.value)), of: number(sum(|row| row.of)) }
            }
            (Form::Mean { .. }, _) => Value::Mean { sum: sum(|row| row.value), of: tally.met },
            (Form::Median { .. }, _) => {
                let mut values: Vec<i64> = rows.values().filter_map(|row| row.value).collect();
                values.sort_unstable();
                let middle = |at: usize| values.get(at).copied().unwrap_or_default();
                let (lower, upper) = (values.len().saturating_sub(1) / 2, values.len() / 2);
                Value::Median { twice: middle(lower) + middle(upper), of: tally.met }
            }
            (Form::Parts { .. }, Value::Parts { parts, .. }) => {
                let parts: Vec<Part> = parts
                    .into_iter()
                    .enumerate()
                    .map(|(place, part)| Part {
                        count: rows.values().filter(|row| row.group == Some(place)).count() as u64,
                        ..part
                    })
                    .collect();
                Value::Parts { of: parts.iter().map(|part| part.count).sum(), parts }
            }
            (form, value) => panic!("{value:?} of {form:?}"),
        });
    }
}
