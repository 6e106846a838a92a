//! Moves from one set of hidden counts to another: one row is judged otherwise, comes, goes or changes its day, in every
//! figure that it is in, so that every sum stays true.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::compute::State;
use boardpack::kpi::kin::{self, Counted};
use boardpack::kpi::{Form, Measure};

use super::book::{Book, Edit, Row};
use super::limits::{Limits, Sight};

/// Populations that come, stand and go: a row more or less would change who is there on every later day.
const STOCK: [&str; 3] = ["children_looked_after", "children_started", "children_ceased"];

/// Numbers that look random and are the same in every run (splitmix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below another one, or 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % end.max(1) as u64).expect("below a size")
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It is judged so.
    To(Row),
    /// It is not there.
    Goes,
    /// There is one more like it.
    Doubles,
}

/// Which measures go with which.
pub(super) struct Moves {
    /// Of each figure the others in which the same row is judged alike.
    judged: Vec<Vec<usize>>,
    /// Of each figure the others in which the same row stands.
    rows: Vec<Vec<usize>>,
}

impl Moves {
    pub(super) fn of(book: &Book<'_>) -> Self {
        let judged = book.measures.iter().map(|one| judged(one)).collect::<Vec<_>>();
        let place = |one: &Measure| match &one.rows.dated_by {
            Some(dated) => format!("{} by {}", one.rows.of.value, dated.value),
            None => kin::counted(one),
        };
        let places = book.measures.iter().map(|one| place(one)).collect::<Vec<_>>();
        let is_dated = |at: usize| book.measures[at].rows.dated_by.is_some();
        let beside = |alike: &dyn Fn(usize, usize) -> bool| -> Vec<Vec<usize>> {
            let all = 0..book.figures.len();
            let days = |at: usize, other: usize| {
                is_dated(at) || book.figures[at].window == book.figures[other].window
            };
            all.clone()
                .map(|at| all.clone().filter(|&other| alike(at, other) && days(at, other)).collect())
                .collect()
        };
        Self {
            judged: beside(&|at, other| judged[at] == judged[other]),
            rows: beside(&|at, other| places[at] == places[other]),
        }
    }

    /// Makes a move that changes a figure; whether one was found that keeps the limits.
    pub(super) fn change(
        &self,
        book: &mut Book<'_>,
        limits: &Limits,
        (at, upwards): (usize, bool),
        dice: &mut Dice,
    ) -> bool {
        let Some((row, change)) = self.draw(book, (at, upwards), dice) else { return false };
        let Some(edits) = self.edits(book, at, row, change) else { return false };
        let (mut back, mut changed) = book.edit(&edits);
        // What readers would see of it another row makes up for.
        let seen: Vec<usize> =
            changed.iter().copied().filter(|&at| !limits.looks_the_same(book, at)).collect();
        if let Some(&other) = seen.iter().min_by_key(|&&at| book.rows[at].len()) {
            let against = against(book, other, change, dice);
            let edits = against.and_then(|(row, change)| self.edits(book, other, row, change));
            if let Some(edits) = edits {
                let (mut first, more) = book.edit(&edits);
                first.append(&mut back);
                back = first;
                changed.extend(more);
            }
        }
        let keeps = limits.keep(book, &changed);
        if !keeps {
            book.edit(&back);
        }
        keeps
    }

    /// A row of a figure, and what could become of it: mostly so that the figure goes up, or mostly down.
    fn draw(&self, book: &Book<'_>, (at, upwards): (usize, bool), dice: &mut Dice) -> Option<(u32, Change)> {
        let rows = &book.rows[at];
        let (&row, &one) = rows.iter().nth(dice.below(rows.len()))?;
        let measure = book.measures[at];
        let goes_up = upwards == (dice.below(5) > 0);
        if can_come_and_go(measure) && (matches!(measure.form, Form::Count { .. }) || dice.below(3) == 0) {
            return Some((row, if goes_up { Change::Doubles } else { Change::Goes }));
        }
        let to = match &measure.form {
            Form::Share(_) => {
                let leaves_missing = rows.values().any(|row| row.state == State::Missing);
                let state = match (one.state, leaves_missing && dice.below(3) == 0) {
                    (State::Met | State::NotMet, true) => State::Missing,
                    (State::Met, false) if !goes_up => State::NotMet,
                    (State::NotMet | State::Missing, _) if goes_up => State::Met,
                    (State::Missing, _) => State::NotMet,
                    _ => return None,
                };
                Row { state, ..one }
            }
            Form::Parts { groups, .. } => {
                Row { group: Some(one.group.map(|_| dice.below(groups.len()))?), ..one }
            }
            Form::Mean { .. } | Form::Median { .. } | Form::Ratio { .. } => {
                let value = one.value? + if goes_up { 1 } else { -1 };
                if value < 0 || one.of.is_some_and(|of| value > of) {
                    return None;
                }
                Row { value: Some(value), ..one }
            }
            Form::Count { .. } => return None,
        };
        (to != one).then_some((row, Change::To(to)))
    }

    /// A change of a row in every figure that it is in; `None` where it is not alike in all of them.
    fn edits(&self, book: &mut Book<'_>, at: usize, row: u32, change: Change) -> Option<Vec<Edit>> {
        let one = *book.rows[at].get(&row)?;
        let edit = |figure, row, to| Edit { figure, row, to };
        match change {
            Change::To(to) => {
                let figures = self.judged[at].iter().copied();
                let figures: Vec<usize> =
                    figures.filter(|&other| book.rows[other].contains_key(&row)).collect();
                let alike = figures.iter().all(|&other| book.rows[other][&row] == one);
                alike.then(|| figures.into_iter().map(|other| edit(other, row, Some(to))).collect())
            }
            Change::Goes => {
                let figures = self.rows[at].iter().copied();
                Some(
                    figures
                        .filter(|&other| book.rows[other].contains_key(&row))
                        .map(|other| edit(other, row, None))
                        .collect(),
                )
            }
            Change::Doubles => {
                let (new, person) = (book.new_number(), book.new_number());
                let figures = self.rows[at].iter().copied();
                Some(
                    figures
                        .filter_map(|other| {
                            let one = *book.rows[other].get(&row)?;
                            let person = one.person.map(|_| person);
                            Some(edit(other, new, Some(Row { person, ..one })))
                        })
                        .collect(),
                )
            }
        }
    }
}

/// A change of another row of a figure, the other way round.
fn against(book: &Book<'_>, at: usize, change: Change, dice: &mut Dice) -> Option<(u32, Change)> {
    let rows: Vec<(u32, Row)> = book.rows[at].iter().map(|(row, one)| (*row, *one)).collect();
    let (row, one) = rows[dice.below(rows.len())..].first().copied()?;
    let change = match change {
        Change::Goes => Change::Doubles,
        Change::Doubles => Change::Goes,
        Change::To(to) if to.value.is_some() => {
            let step = if dice.below(2) == 0 { 1 } else { -1 };
            Change::To(Row { value: Some(one.value? + step), ..one })
        }
        Change::To(to) if to.group.is_some() => {
            let groups: BTreeSet<usize> = rows.iter().filter_map(|(_, row)| row.group).collect();
            let group = groups.into_iter().nth(dice.below(rows.len()))?;
            Change::To(Row { group: Some(group), ..one })
        }
        Change::To(to) => {
            let state = match to.state {
                State::Met if one.state == State::Met => State::NotMet,
                State::NotMet if one.state == State::NotMet => State::Met,
                State::Missing if one.state == State::Missing => State::Met,
                _ => return None,
            };
            Change::To(Row { state, ..one })
        }
    };
    Some((row, change))
}

/// Whether a row more or less changes nothing but the counts of its days.
fn can_come_and_go(measure: &Measure) -> bool {
    let rows = &measure.rows;
    let is_free = rows.dated_by.is_some() || rows.only.is_some();
    is_free
        && rows.one_per_person.is_none()
        && !STOCK.contains(&rows.of.value.as_str())
        && !matches!(measure.form, Form::Ratio { .. } | Form::Mean { .. } | Form::Median { .. })
        && !rows.of.value.contains("survey")
}

/// How a measure judges rows: equal for two that judge them alike.
fn judged(measure: &Measure) -> String {
    let what = match measure.form {
        Form::Parts { .. } => Counted::Part(0),
        Form::Mean { .. } | Form::Median { .. } | Form::Count { .. } => Counted::All,
        _ => Counted::Met,
    };
    kin::key(measure, what).map_or_else(|| measure.id.clone(), |(key, _)| key)
}

/// Figures that are hidden, those moved, and of how many measures.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) hidden: usize,
    pub(super) moved: usize,
    pub(super) measures: BTreeSet<String>,
    /// Figures in no pack, which others are compared with.
    pub(super) unasked: usize,
    /// Hidden figures that were not moved, by measure.
    pub(super) left: BTreeMap<String, usize>,
}

/// What has moved since the first.
pub(super) fn moved(book: &Book<'_>, first: &Book<'_>, limits: &Limits) -> Moved {
    let mut all = Moved::default();
    for (at, (now, then)) in book.figures.iter().zip(&first.figures).enumerate() {
        let is_other = now.value != then.value;
        match limits.sights[at] {
            Sight::Shown => assert!(!is_other, "{} is shown", now.id()),
            Sight::Unasked => all.unasked += usize::from(is_other),
            Sight::Hidden | Sight::InPart(_) => {
                all.hidden += 1;
                if is_other {
                    all.moved += 1;
                    all.measures.insert(now.measure.clone());
                } else {
                    *all.left.entry(now.measure.clone()).or_default() += 1;
                }
            }
        }
    }
    all
}

/// Moves every hidden figure that can be, up or down, as far as some steps lead.
pub(super) fn shuffle(book: &mut Book<'_>, limits: &Limits, seed: u64, tries: usize) {
    let moves = Moves::of(book);
    let mut dice = Dice(seed);
    let hidden: Vec<usize> = (0..book.figures.len())
        .filter(|&at| matches!(limits.sights[at], Sight::Hidden | Sight::InPart(_)))
        .collect();
    for &at in &hidden {
        let (goal, upwards) = (1 + dice.below(12), dice.below(2) == 0);
        let mut made = 0;
        for _ in 0..tries {
            made += usize::from(moves.change(book, limits, (at, upwards), &mut dice));
            if made == goal {
                break;
            }
        }
    }
}
