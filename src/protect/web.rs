//! The figures of all packs as one system: the numbers that each is made of, and what has become of them so far.
//!
//! Two figures of which everybody knows that they are one number (the children looked after, by themselves and beside
//! their rate) are one cell: what hides it hides both. The sums between cells are added by
//! [`same_people`](super::same_people), [`over_time`](super::over_time) and [`elsewhere`](super::elsewhere).

use std::collections::{BTreeMap, BTreeSet};

use super::reported::Before;
use super::together::{Hiding, number};
use crate::breakdown::Breakdown;
use crate::calendar::{Basis, Window};
use crate::compute::{Figure, Value};
use crate::disclosure::{self, Cell, Identity, Level, Marks, Standing, System, Verdict};
use crate::kpi::{Form, Guards, Measure, kin};

/// A group of a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InGroup<'a> {
    /// By what.
    pub(super) breakdown: Breakdown,
    /// Code of the group.
    pub(super) code: &'a str,
}

/// "/sex=female"; nothing for the whole.
pub(super) fn group_label(group: Option<InGroup<'_>>) -> String {
    group.map_or_else(String::new, |one| format!("/{}={}", one.breakdown.name(), one.code))
}

/// A figure, and what has become of it so far.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// Its measure.
    pub(super) measure: &'a Measure,
    /// Those whom it is of; `None` for all.
    pub(super) group: Option<InGroup<'a>>,
    /// Whether a group is hidden for the number of people in it, wherever that would stand.
    pub(super) is_small: bool,
    /// The figure.
    pub(super) figure: &'a Figure,
    /// What was published of it before.
    pub(super) before: &'a Before,
    /// Whether it is hidden.
    pub(super) hiding: Hiding,
}

impl Entry<'_> {
    /// Whether it is shown whole.
    pub(super) fn is_shown(&self) -> bool {
        self.hiding == Hiding::Nothing
    }

    /// Whether everybody has it, so that it cannot be hidden.
    pub(super) fn is_known(&self) -> bool {
        *self.before == Before::Same
    }

    /// Hides it, unless everybody has it.
    pub(super) fn hide(&mut self) {
        if !self.is_known() && self.figure.value.is_some() && self.hiding != Hiding::AllButWords {
            self.hiding = Hiding::Everything;
        }
    }

    /// Whether it is by itself how many there are on a day, of a whole population or of a group of it.
    pub(super) fn is_population(&self) -> bool {
        let rows = &self.measure.rows;
        rows.basis == Basis::AsAt
            && rows.only.is_none()
            && self.measure.guards == Guards::default()
            && matches!(self.measure.form, Form::Count { .. })
    }

    /// Whether zero and "everyone" of it tell of somebody too.
    fn is_sensitive(&self) -> bool {
        self.measure.sensitive || self.group.is_some_and(|group| group.breakdown.is_sensitive())
    }

    /// The name of its cells, by measure, group and days: a state of one day is one figure, whatever period it closes. Of a
    /// number of rows the rows stand for the measure, since two measures may count the same.
    fn name(&self) -> String {
        let Window { since, until } = self.figure.window;
        let group = group_label(self.group);
        match self.measure.form {
            Form::Count { unit, .. } => {
                let keep = self.measure.rows.one_per_person;
                format!("{} {unit:?} {keep:?}{group}@{since}..{until}", kin::counted(self.measure))
            }
            _ => format!("{}{group}@{since}..{until}", self.measure.id),
        }
    }
}

/// What is counted of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// The numerator.
    Met,
    /// The complement.
    Not,
    /// The denominator, or the number itself where there is none.
    All,
    /// A part of a whole, by its place.
    Part(usize),
    /// Twice the base of a rate.
    Base,
}

/// The cells of all figures, and the sums between them.
#[derive(Debug, Default)]
pub(super) struct Web {
    /// Cells and sums.
    pub(super) system: System,
    /// What may be done with each cell.
    pub(super) standing: Vec<Standing>,
    by_name: BTreeMap<String, usize>,
    by_figure: BTreeMap<(usize, What), usize>,
    seen: BTreeSet<Sum>,
}

/// Terms, least and greatest value.
type Sum = (Vec<(usize, i64)>, Option<i64>, Option<i64>);

impl Web {
    /// The cells of figures, without sums between them but those of a share and of the parts of a whole.
    pub(super) fn of(entries: &[Entry<'_>], left: &[usize], k: i64) -> Self {
        let mut web = Self::default();
        for &at in left {
            let entry = &entries[at];
            // Answers to a survey have rules of their own, sessions at school are no people.
            let apart =
                entry.measure.rows.basis == Basis::Survey || matches!(entry.measure.form, Form::Ratio { .. });
            if let Some(value) = entry.figure.value.as_ref().filter(|_| !apart) {
                web.add(at, entry, value, k);
            }
        }
        web
    }

    /// The cell of a figure's number; `None` where it has none.
    pub(super) fn cell(&self, at: usize, what: What) -> Option<usize> {
        self.by_figure.get(&(at, what)).copied()
    }

    /// The figures and numbers that a cell stands for.
    pub(super) fn figures(&self) -> impl Iterator<Item = (usize, What, usize)> {
        self.by_figure.iter().map(|((at, what), cell)| (*at, *what, *cell))
    }

    /// A number that stands in no figure: what is left between two, or of days that no pack speaks of.
    pub(super) fn put(&mut self, name: String, value: i64, standing: Standing) -> usize {
        if let Some(&cell) = self.by_name.get(&name) {
            return cell;
        }
        self.system.cells.push(Cell::new(name.clone(), value, Level::Breakdown));
        self.standing.push(standing);
        self.by_name.insert(name, self.standing.len() - 1);
        self.standing.len() - 1
    }

    /// The sum lies between two values, where the true counts keep it. A sum that they do not keep is of figures published
    /// before that have moved since; nobody can work with it.
    pub(super) fn sum(&mut self, terms: Vec<(usize, i64)>, low: Option<i64>, high: Option<i64>) -> bool {
        let mut factors: BTreeMap<usize, i64> = BTreeMap::new();
        for (cell, factor) in terms {
            *factors.entry(cell).or_default() += factor;
        }
        let terms: Vec<(usize, i64)> = factors.into_iter().filter(|(_, factor)| *factor != 0).collect();
        let identity = Identity { terms, low, high };
        let holds = self
            .system
            .sum(&identity)
            .is_some_and(|sum| low.is_none_or(|low| sum >= low) && high.is_none_or(|high| sum <= high));
        if holds && !identity.terms.is_empty() && self.seen.insert((identity.terms.clone(), low, high)) {
            self.system.identities.push(identity);
        }
        holds
    }

    /// The parts make up the whole.
    pub(super) fn parts(&mut self, parts: &[usize], whole: usize) -> bool {
        let terms = parts.iter().map(|&part| (part, 1)).chain([(whole, -1)]);
        self.sum(terms.collect(), Some(0), Some(0))
    }

    /// Twice the base of a figure's rate, printed where the figure is.
    pub(super) fn base(&mut self, at: usize, entry: &Entry<'_>, twice: i64) -> usize {
        let stands = match (entry.is_known(), entry.is_shown()) {
            (true, _) => Standing::Published,
            (false, true) => Standing::Open,
            (false, false) => Standing::Hidden,
        };
        self.own(at, entry, (What::Base, twice), (level(entry), stands))
    }

    fn add(&mut self, at: usize, entry: &Entry<'_>, value: &Value, k: i64) {
        let of = number(value.of());
        let level = level(entry);
        let is_hidden = matches!(entry.hiding, Hiding::Everything | Hiding::AllButWords) && !entry.is_known();
        let known = match entry.before {
            Before::Same | Before::Moved { safe: true, .. } => Standing::Published,
            _ => Standing::Open,
        };
        let hidden = if is_hidden { Standing::Hidden } else { known };
        match value {
            Value::Share { met, .. } => {
                let marks = Marks { minimum_standard: false, sensitive: entry.is_sensitive() };
                let share = disclosure::Figure::Share { met: number(*met), of };
                let few = share.verdict(marks, k) != Verdict::Shown && known != Standing::Published;
                let stands = if few { Standing::Primary } else { hidden };
                let numbers = [(What::Met, number(*met)), (What::Not, of - number(*met))];
                let parts = numbers.map(|(what, count)| {
                    let cell = self.own(at, entry, (what, count), (level.min(Level::Subtotal), stands));
                    self.system.cells[cell].sensitive = entry.is_sensitive();
                    cell
                });
                let above = level.max(Level::Subtotal);
                // How many there are may stand elsewhere, but in a group that is hidden for their number.
                let whole = if entry.is_small { hidden } else { known };
                let whole = self.own(at, entry, (What::All, of), (above, whole));
                self.parts(&parts, whole);
            }
            Value::Parts { parts, .. } => {
                let cells: Vec<usize> = parts
                    .iter()
                    .enumerate()
                    .map(|(place, part)| {
                        let goes = match &entry.hiding {
                            Hiding::Parts(hidden) => hidden.get(place).copied().unwrap_or(true),
                            _ => is_hidden,
                        };
                        let stands = if goes { Standing::Hidden } else { known };
                        let what = (What::Part(place), number(part.count));
                        let cell = self.own(at, entry, what, (Level::Breakdown, stands));
                        self.system.cells[cell].sensitive = entry.is_sensitive();
                        cell
                    })
                    .collect();
                let whole = self.own(at, entry, (What::All, of), (Level::Subtotal, known));
                self.parts(&cells, whole);
            }
            Value::Count { .. } => {
                let above = if is_state(entry) { Level::Total } else { level };
                let cell = self.own(at, entry, (What::All, of), (above, hidden));
                self.system.cells[cell].sensitive = entry.is_sensitive();
            }
            Value::Mean { .. } | Value::Median { .. } => {
                self.own(at, entry, (What::All, of), (Level::Total, hidden));
            }
        }
    }

    /// A number of a figure, in the cell that it shares with others, if it does.
    fn own(
        &mut self,
        at: usize,
        entry: &Entry<'_>,
        (what, value): (What, i64),
        (level, stands): (Level, Standing),
    ) -> usize {
        let (name, what_name) = (entry.name(), what_name(entry, what));
        let whose = if what == What::Base { entry.measure.id.as_str() } else { "" };
        let mut name = format!("{whose}{name}/{what_name}");
        if self.by_name.get(&name).is_some_and(|&cell| self.system.cells[cell].value != value) {
            // The same days and another number: it stands as it was published.
            name = format!("{name} in {}", entry.figure.period);
        }
        // That a number hidden with others is a true zero tells of nobody: it is taken for known, the worst case.
        let is_zero = value == 0 && stands == Standing::Hidden && !entry.is_sensitive();
        let stands = if is_zero { Standing::Open } else { stands };
        let cell = self.put(name, value, stands);
        let known = &mut self.system.cells[cell];
        known.level = known.level.max(level);
        let strength = |standing: Standing| match standing {
            Standing::Open => 0,
            Standing::Hidden => 1,
            Standing::Primary => 2,
            Standing::Published => 3,
        };
        if strength(stands) > strength(self.standing[cell]) {
            self.standing[cell] = stands;
        }
        // Of a figure hidden whole nobody can tell that a count is not zero.
        known.hidden_zero =
            known.value == 0 && matches!(self.standing[cell], Standing::Hidden | Standing::Primary);
        self.by_figure.insert((at, what), cell);
        cell
    }
}

fn what_name(entry: &Entry<'_>, what: What) -> String {
    match what {
        What::Met => "met".to_owned(),
        What::Not => "not met".to_owned(),
        What::All => "all".to_owned(),
        What::Base => "base".to_owned(),
        What::Part(place) => match &entry.figure.value {
            Some(Value::Parts { parts, .. }) => {
                parts.get(place).map_or_else(String::new, |part| part.name.clone())
            }
            _ => String::new(),
        },
    }
}

/// Whether a figure is of people on a day.
pub(super) fn is_state(entry: &Entry<'_>) -> bool {
    entry.measure.rows.dated_by.is_none()
}

/// How dear the numbers of a figure are: those of a quarter are hidden before those of a half-year, and these before
/// those of a year; of states the numerator is hidden first.
fn level(entry: &Entry<'_>) -> Level {
    let Window { since, until } = entry.figure.window;
    match (until - since).num_days() {
        _ if is_state(entry) || entry.group.is_some() => Level::Breakdown,
        ..=100 => Level::Breakdown,
        101..=200 => Level::Subtotal,
        _ => Level::Total,
    }
}
