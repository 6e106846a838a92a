//! What another set of hidden counts must keep to be as good as the true one for whoever knows the definitions: every
//! count that is shown, the size class of every other, and of all that is left between two.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::calendar::{Basis, Period, Window};
use boardpack::compute::{Figure, State, Tally, Value};
use boardpack::disclosure::class;
use boardpack::kpi::{Form, Measure, kin};
use boardpack::protect::{Publishable, ReleasedValue};
use boardpack::quantity::Ratio;

use super::book::Book;
use crate::published::example::benchmarks;

/// What a reader sees of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sight {
    /// All of it.
    Shown,
    /// Of the parts of a whole those that are shown.
    InPart(Vec<bool>),
    /// Nothing, and it stands in the packs.
    Hidden,
    /// It stands in no pack: others are compared with it.
    Unasked,
}

/// A part of a figure that lies within another's, and how it is called in [`kin::COUNTED_WITHIN`].
type Place = (usize, &'static str);

/// All that must stay as it is.
pub(super) struct Limits {
    pub(super) sights: Vec<Sight>,
    k: i64,
    /// What a figure shows, or the classes of what it hides.
    figures: Vec<Vec<i64>>,
    /// Figures in packs that are of the same rows, by figure.
    of_rows: Vec<Vec<usize>>,
    /// Counts that lie within others, by figure.
    within: Vec<Vec<(Vec<Place>, Place)>>,
    /// Figures in packs by what they count, by figure: their windows cut time into days of which each has a count.
    over_time: Vec<Vec<usize>>,
    first: Vec<Left>,
    first_over_time: BTreeMap<String, Days>,
}

/// Classes of what is left between a figure and others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Left {
    of_rows: Vec<i64>,
    within: Vec<i64>,
}

/// Classes of what a measure counts, by the windows in which it lies.
type Days = BTreeMap<u128, Vec<i64>>;

impl Limits {
    /// The limits of a book of which the packs show what was released.
    pub(super) fn of(
        book: &Book<'_>,
        released: &Publishable,
        asked: &[(String, Vec<Period>)],
        k: u8,
    ) -> Self {
        let is_asked =
            |one: &Figure| asked.iter().any(|(id, all)| *id == one.measure && all.contains(&one.period));
        let sight = |one: &Figure| {
            if !is_asked(one) {
                return Sight::Unasked;
            }
            match released.figure(&one.measure, one.period).and_then(|one| one.value.as_ref()) {
                None => Sight::Hidden,
                Some(ReleasedValue::Parts { parts, .. }) if parts.iter().any(|one| one.count.is_none()) => {
                    Sight::InPart(parts.iter().map(|part| part.count.is_some()).collect())
                }
                Some(_) => Sight::Shown,
            }
        };
        let sights: Vec<Sight> = book.figures.iter().map(sight).collect();
        let in_packs: Vec<usize> = (0..sights.len()).filter(|&at| sights[at] != Sight::Unasked).collect();
        let others = |alike: &dyn Fn(usize, usize) -> bool| -> Vec<Vec<usize>> {
            let of = |at: usize| in_packs.iter().copied().filter(|&other| alike(at, other)).collect();
            (0..sights.len())
                .map(|at| if sights[at] == Sight::Unasked { Vec::new() } else { of(at) })
                .collect()
        };
        let rows: Vec<_> = (0..sights.len()).map(|at| rows(book.measures[at], &book.figures[at])).collect();
        let counted: Vec<_> = book.measures.iter().map(|one| counted(one)).collect();
        let of_rows = others(&|at, other| rows[at].is_some() && rows[at] == rows[other]);
        let over_time = others(&|at, other| counted[at].is_some() && counted[at] == counted[other]);
        let within = within(book, &in_packs, &rows);
        let mut limits = Self {
            sights,
            k: i64::from(k),
            figures: Vec::new(),
            of_rows,
            within,
            over_time,
            first: Vec::new(),
            first_over_time: BTreeMap::new(),
        };
        limits.figures = (0..book.figures.len()).map(|at| limits.figure(book, at)).collect();
        limits.first = (0..book.figures.len()).map(|at| limits.left(book, at)).collect();
        let all = (0..book.figures.len()).collect();
        limits.first_over_time = limits.days(book, &all);
        limits
    }

    /// Whether figures that have changed are within the limits.
    pub(super) fn keep(&self, book: &Book<'_>, changed: &BTreeSet<usize>) -> bool {
        changed.iter().all(|&at| self.figure(book, at) == self.figures[at])
            && changed.iter().all(|&at| self.left(book, at) == self.first[at])
            && self.days(book, changed).iter().all(|(id, days)| self.first_over_time[id] == *days)
    }

    /// Of the measures of figures the classes of what they count in the days between the ends of windows.
    fn days(&self, book: &Book<'_>, figures: &BTreeSet<usize>) -> BTreeMap<String, Days> {
        let one: BTreeMap<&str, usize> = figures
            .iter()
            .filter(|&&at| !self.over_time[at].is_empty())
            .map(|&at| (book.figures[at].measure.as_str(), at))
            .collect();
        one.into_iter().map(|(id, at)| (id.to_owned(), self.over_time(book, at))).collect()
    }

    /// Whether a figure is what it was where readers see it.
    pub(super) fn looks_the_same(&self, book: &Book<'_>, at: usize) -> bool {
        matches!(self.sights[at], Sight::Hidden | Sight::Unasked) || self.figure(book, at) == self.figures[at]
    }

    /// A count as a choice may look at it.
    fn class(&self, count: i64) -> i64 {
        if count < 0 { -1 } else { i64::from(class(count, self.k)) }
    }

    /// What a figure shows, and the classes of what it does not show.
    fn figure(&self, book: &Book<'_>, at: usize) -> Vec<i64> {
        let figure = &book.figures[at];
        let value = figure.value.as_ref().expect("figures with values alone");
        let classes = |counts: &[u64]| counts.iter().map(|one| self.class(signed(*one))).collect::<Vec<_>>();
        match &self.sights[at] {
            Sight::Unasked => Vec::new(),
            Sight::Shown => exactly(figure.tally, value),
            Sight::InPart(shown) => {
                let Value::Parts { parts, of } = value else { panic!("parts of a whole alone") };
                let parts = parts.iter().zip(shown).map(|(part, shown)| {
                    if *shown { 1000 + signed(part.count) } else { self.class(signed(part.count)) }
                });
                parts.chain([signed(*of)]).collect()
            }
            Sight::Hidden => match value {
                Value::Share { met, of } => {
                    let mut all = classes(&[*met, of - met, *of, figure.tally.met]);
                    all.extend([i64::from(*of < 20), i64::from(figure.tally.met >= 10)]);
                    all.extend(figure.wave.iter().flat_map(|wave| {
                        let answered = figure.tally.met + figure.tally.not_met;
                        let few =
                            [wave.responded, wave.invited].map(|all| self.class(signed(all - answered)));
                        few.into_iter().chain([signed(wave.responded), signed(wave.invited)])
                    }));
                    all.extend(self.fits_the_department(book.measures[at], figure));
                    all
                }
                Value::Count { count, .. } => classes(&[*count]),
                Value::Parts { parts, of } => {
                    let counts: Vec<u64> = parts.iter().map(|part| part.count).chain([*of]).collect();
                    classes(&counts)
                }
                Value::Mean { of, .. } | Value::Median { of, .. } => vec![signed(*of)],
            },
        }
    }

    /// Whether the department's percentage of a year is that of the figure, and its denominator, where there is one.
    fn fits_the_department(&self, measure: &Measure, figure: &Figure) -> Vec<i64> {
        let (Some(code), Some(Value::Share { met, of })) = (measure.benchmark.as_deref(), &figure.value)
        else {
            return Vec::new();
        };
        let years = benchmarks().years(code, chrono::NaiveDate::MAX);
        let own = |year: i32| years.iter().find(|one| one.year == year)?.own.map(|own| own.value);
        let Some(published) = own(chrono::Datelike::year(&figure.window.until)) else { return Vec::new() };
        let printed =
            Ratio::new(signed(100 * met), signed(*of)).map(|one| one.round_half_up(published.decimals()));
        vec![i64::from(printed == Some(published)), signed(*of)]
    }

    /// Classes of what is left between a figure and those that it hangs together with.
    fn left(&self, book: &Book<'_>, at: usize) -> Left {
        let of = |at: usize| signed(book.figures[at].value.as_ref().map_or(0, Value::of));
        let all = |at: usize| {
            let all = signed(book.figures[at].tally.all());
            (book.measures[at].rows.only.is_none() && of(at) == all).then_some(all)
        };
        let without = |number: usize, other: usize| all(number).map_or(-2, |all| self.class(all - of(other)));
        let of_rows = self.of_rows[at].iter().flat_map(|&other| [without(other, at), without(at, other)]);
        let within = self.within[at].iter().flat_map(|(parts, whole)| {
            let count = |place: &Place| part(book, *place);
            // A measure that is left out leaves more between the others.
            let some = (1_u32..1 << parts.len()).map(|some| {
                let taken = parts.iter().enumerate().filter(|(bit, _)| some & (1 << bit) != 0);
                self.class(count(whole) - taken.map(|(_, part)| count(part)).sum::<i64>())
            });
            some.collect::<Vec<_>>()
        });
        Left { of_rows: of_rows.collect(), within: within.collect() }
    }

    /// Classes of what is counted of the measure of a figure in the days between the ends of all windows: rows that lie
    /// in the same windows are of the same days.
    fn over_time(&self, book: &Book<'_>, at: usize) -> Days {
        let mut days: BTreeMap<u32, u128> = BTreeMap::new();
        let mut windows: BTreeMap<Window, u32> = BTreeMap::new();
        for &other in &self.over_time[at] {
            let next = u32::try_from(windows.len()).expect("few");
            let window = *windows.entry(book.figures[other].window).or_insert(next);
            assert!(window < 128, "more windows than bits");
            for row in book.rows[other].keys() {
                *days.entry(*row).or_default() |= 1 << window;
            }
        }
        let own = self.over_time[at]
            .iter()
            .filter(|&&other| book.figures[other].measure == book.figures[at].measure);
        let mut rows: BTreeMap<u32, (State, Option<usize>)> = BTreeMap::new();
        for &other in own {
            rows.extend(book.rows[other].iter().map(|(row, one)| (*row, (one.state, one.group))));
        }
        let mut counts: BTreeMap<u128, BTreeMap<usize, i64>> = BTreeMap::new();
        for (row, (state, group)) in rows {
            let counts = counts.entry(days[&row]).or_default();
            let mut add = |what: usize| *counts.entry(what).or_default() += 1;
            add(0);
            if matches!(state, State::Met | State::NotMet) {
                add(1);
                add(if state == State::Met { 2 } else { 3 });
            }
            if let Some(group) = group {
                add(4 + group);
            }
        }
        let classes = |counts: BTreeMap<usize, i64>| -> Vec<i64> {
            counts.into_iter().flat_map(|(what, count)| [signed(what as u64), self.class(count)]).collect()
        };
        counts.into_iter().map(|(days, counts)| (days, classes(counts))).collect()
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).expect("few")
}

/// Everything of a figure.
fn exactly(tally: Tally, value: &Value) -> Vec<i64> {
    let states =
        [tally.met, tally.not_met, tally.missing, tally.not_known, tally.not_due, tally.not_applicable];
    let mut all: Vec<i64> = states.into_iter().map(signed).collect();
    match value {
        Value::Share { met, of } => all.extend([signed(*met), signed(*of)]),
        Value::Count { count, .. } => all.push(signed(*count)),
        Value::Mean { sum, of } => all.extend([*sum, signed(*of)]),
        Value::Median { twice, of } => all.extend([*twice, signed(*of)]),
        Value::Parts { parts, .. } => all.extend(parts.iter().map(|part| signed(part.count))),
    }
    all
}

/// The rows of a figure with their days; `None` where it counts no rows.
fn rows<'a>(measure: &'a Measure, figure: &Figure) -> Option<(&'a str, &'a str, bool, Window)> {
    let rows = &measure.rows;
    let is_of_rows = rows.basis != Basis::Survey && !matches!(measure.form, Form::Ratio { .. });
    let dated = rows.dated_by.as_ref().map(|one| one.value.as_str());
    let window = match dated {
        Some(_) => figure.window,
        None => Window { since: figure.window.until, ..figure.window },
    };
    is_of_rows.then_some((&rows.of.value, dated.unwrap_or_default(), rows.one_per_person.is_some(), window))
}

/// What a measure of events counts; `None` for a state.
fn counted(measure: &Measure) -> Option<String> {
    measure.rows.dated_by.is_some().then(|| kin::counted(measure))
}

/// The counts that lie within others, by figure.
fn within(
    book: &Book<'_>,
    in_packs: &[usize],
    rows: &[Option<(&str, &str, bool, Window)>],
) -> Vec<Vec<(Vec<Place>, Place)>> {
    let mut all: Vec<Vec<(Vec<Place>, Place)>> = vec![Vec::new(); book.figures.len()];
    let days: BTreeSet<Window> = in_packs.iter().filter_map(|&at| Some(rows[at]?.3)).collect();
    for day in days {
        let place = |name: &'static str| -> Option<Place> {
            let (id, what) = name.split_once('/').expect("a measure and what of it");
            let of_day =
                |at: &usize| book.figures[*at].measure == id && rows[*at].is_some_and(|one| one.3 == day);
            Some((in_packs.iter().copied().find(of_day)?, what))
        };
        for (parts, whole) in kin::COUNTED_WITHIN {
            let Some(whole) = place(whole) else { continue };
            let parts: Vec<Place> = parts.iter().filter_map(|part| place(part)).collect();
            for (at, _) in parts.iter().chain([&whole]) {
                all[*at].push((parts.clone(), whole));
            }
        }
    }
    all
}

/// A count of a figure: `met`, `all`, or the part of a name.
fn part(book: &Book<'_>, (at, what): Place) -> i64 {
    match (book.figures[at].value.as_ref(), what) {
        (Some(Value::Share { met, .. }), "met") => signed(*met),
        (Some(Value::Parts { parts, .. }), name) if name != "all" => {
            signed(parts.iter().find(|part| part.name == name).map_or(0, |part| part.count))
        }
        (Some(value), _) => signed(value.of()),
        (None, _) => 0,
    }
}
