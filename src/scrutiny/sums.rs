//! The sums that hold between the rows of a measure, built from the rows alone.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::name;
use crate::breakdown::Breakdown;
use crate::calendar::{self, Period, Window};
use crate::disclosure::{Attacker, Cell, Fault, Identity, Level, System, audit};
use crate::kpi::{Form, Measure, Unit};
use crate::written::WrittenRow;

/// What a number of the system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// Printed.
    Shown,
    /// Hidden behind a symbol or words.
    Hidden,
    /// Printed nowhere: a period that no pack speaks of, within one that some do; or what is left between two numbers.
    Unseen,
    /// Nobody's number: a running total.
    Reckoned,
}

/// What is counted of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Met,
    NotMet,
    All,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Met, Self::NotMet, Self::All];

    fn name(self) -> &'static str {
        match self {
            Self::Met => "numerator",
            Self::NotMet => "complement",
            Self::All => "denominator",
        }
    }
}

/// The numbers of a measure and the sums between them.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) system: System,
    pub(super) hidden: Vec<bool>,
    pub(super) numbers: Vec<Number>,
    /// Whether a number is a count by itself, no part of a share: that it is zero is no secret.
    pub(super) alone: Vec<bool>,
    /// Of whole figures, by period; of groups and parts the name stands before it.
    places: BTreeMap<(String, Period, Kind), usize>,
    /// The places of all measures, by their ids.
    all_places: BTreeMap<String, BTreeMap<(String, Period, Kind), usize>>,
    sensitive: bool,
}

impl Sums {
    pub(super) fn of(rows: &[&WrittenRow], measure: Option<&Measure>, k: i64) -> Self {
        let mut sums =
            Self { sensitive: measure.is_some_and(|measure| measure.sensitive), ..Self::default() };
        for row in rows.iter().filter(|row| row.form != "rate") {
            sums.row(row, k);
        }
        sums.groups_and_parts(rows);
        if rows.iter().all(|row| can_add_up(row)) && measure.is_none_or(adds_up) {
            let periods: Vec<&WrittenRow> =
                rows.iter().copied().filter(|row| row.breakdown.is_empty()).collect();
            sums.periods(&periods);
        }
        sums
    }

    /// Adds the numbers of a measure to those of all; gives which of its sums are whose.
    pub(super) fn append(&mut self, id: &str, other: Self) -> Vec<Identity> {
        let start = self.system.cells.len();
        self.system.cells.extend(other.system.cells);
        self.hidden.extend(other.hidden);
        self.numbers.extend(other.numbers);
        self.alone.extend(other.alone);
        let places = other.places.into_iter().map(|(at, place)| (at, place + start)).collect();
        self.all_places.insert(id.to_owned(), places);
        let moved = |(cell, factor): (usize, i64)| (cell + start, factor);
        let identities = other.system.identities.into_iter();
        identities.map(|one| Identity { terms: one.terms.into_iter().map(moved).collect(), ..one }).collect()
    }

    /// Adds sums, if they fit together with those that hang together with them.
    ///
    /// # Errors
    /// When the audit has no answer for another reason than that they do not.
    pub(super) fn takes(&mut self, new: Vec<Identity>) -> Result<bool, Fault> {
        let is_hidden = |cell: &usize| self.hidden[*cell];
        let cells = |one: &Identity| -> Vec<usize> {
            one.terms.iter().map(|(cell, _)| *cell).filter(is_hidden).collect()
        };
        let mut near: BTreeSet<usize> = new.iter().flat_map(cells).collect();
        let mut beside: Vec<Identity> = new.clone();
        let mut rest: Vec<&Identity> = self.system.identities.iter().collect();
        loop {
            let (found, left): (Vec<&Identity>, Vec<&Identity>) =
                rest.into_iter().partition(|one| cells(one).iter().any(|cell| near.contains(cell)));
            if found.is_empty() {
                break;
            }
            near.extend(found.iter().flat_map(|one| cells(one)));
            beside.extend(found.into_iter().cloned());
            rest = left;
        }
        // A sum of numbers that are all shown is kept or not, whatever is hidden.
        let is_broken = |one: &Identity| {
            let sum = self.system.sum(one);
            cells(one).is_empty()
                && sum.is_none_or(|sum| {
                    one.low.is_some_and(|low| sum < low) || one.high.is_some_and(|high| sum > high)
                })
        };
        if new.iter().any(is_broken) {
            return Ok(false);
        }
        // The rest of the numbers has no part in it.
        let used: BTreeSet<usize> =
            beside.iter().flat_map(|one| one.terms.iter().map(|(cell, _)| *cell)).collect();
        let place: BTreeMap<usize, usize> = used.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        for term in beside.iter_mut().flat_map(|one| &mut one.terms) {
            term.0 = place[&term.0];
        }
        let cells = used.iter().map(|&cell| self.system.cells[cell].clone()).collect();
        let hidden: Vec<bool> = used.iter().map(|&cell| self.hidden[cell]).collect();
        match audit(&System { cells, identities: beside }, &hidden, Attacker::Rule) {
            Ok(_) => {
                self.system.identities.extend(new);
                Ok(true)
            }
            Err(Fault::Contradiction) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// The cell of a row's number, among those of all measures.
    pub(super) fn place(&self, row: &WrittenRow, kind: Kind) -> Option<usize> {
        self.all_places.get(&row.measure)?.get(&(label(row), row.period, kind)).copied()
    }

    /// A number that is printed nowhere; there may be none.
    pub(super) fn unseen(&mut self, name: String) -> usize {
        self.add(name, Number::Unseen)
    }

    /// A running total.
    pub(super) fn reckoned(&mut self, name: String) -> usize {
        self.add(name, Number::Reckoned)
    }

    /// Says of a denominator that other rows show it.
    pub(super) fn known_elsewhere(&mut self, cell: usize) {
        if self.hidden[cell] && !self.alone[cell] {
            self.numbers[cell] = Number::Reckoned;
        }
    }

    fn add(&mut self, name: String, number: Number) -> usize {
        let mut cell = Cell::new(name, 0, Level::Breakdown);
        cell.hidden_zero = true;
        self.system.cells.push(cell);
        self.hidden.push(true);
        self.numbers.push(number);
        self.alone.push(false);
        self.numbers.len() - 1
    }

    fn put(&mut self, at: (String, Period, Kind), name: String, value: Option<i64>, number: Number) -> usize {
        if let Some(place) = self.places.get(&at) {
            return *place;
        }
        let mut cell = Cell::new(name, value.unwrap_or_default(), Level::Breakdown);
        cell.sensitive = self.sensitive && number == Number::Hidden;
        self.system.cells.push(cell);
        self.hidden.push(value.is_none());
        self.numbers.push(if value.is_some() { Number::Shown } else { number });
        self.alone.push(false);
        self.places.insert(at, self.numbers.len() - 1);
        self.numbers.len() - 1
    }

    /// The numbers of a row: those of a share hang together.
    fn row(&mut self, row: &WrittenRow, k: i64) {
        if row.value.is_none() && !row.is_hidden() {
            return;
        }
        let label = label(row);
        let named = |kind: Kind| format!("{}, {}", name(&row.key()), kind.name());
        let mut add = |kind: Kind, value: Option<i64>| {
            self.put((label.clone(), row.period, kind), named(kind), value, Number::Hidden)
        };
        let (met, of) = (row.numerator(), row.denominator());
        match row.form.as_str() {
            "count" | "parts" => {
                let cell = add(Kind::Met, met);
                self.alone[cell] = row.form == "count" && !self.sensitive;
            }
            "share" | "ratio" => {
                let complement = met.zip(of).map(|(met, of)| of - met);
                let parts = [add(Kind::Met, met), add(Kind::NotMet, complement)];
                let whole = add(Kind::All, of);
                self.system.identities.push(Identity::parts(parts, whole));
                for cell in parts {
                    // A share of a few is hidden whole, its zero too.
                    self.system.cells[cell].hidden_zero = self.hidden[cell];
                }
                if row.shown.starts_with("nearly all") {
                    let cell = &mut self.system.cells[parts[1]];
                    (cell.low, cell.high, cell.hidden_zero) = (Some(1), Some(k), false);
                }
            }
            _ => {}
        }
        if Breakdown::named(&row.breakdown).is_some_and(Breakdown::is_sensitive) {
            let own = Kind::ALL.map(|kind| self.places.get(&(label.clone(), row.period, kind)));
            for &cell in own.into_iter().flatten() {
                self.system.cells[cell].sensitive = self.hidden[cell];
                self.alone[cell] = false;
            }
        }
    }

    /// Groups of a breakdown make up the whole figure, parts of a distribution their denominator.
    fn groups_and_parts(&mut self, rows: &[&WrittenRow]) {
        let mut groups: BTreeMap<(String, Period, Kind), Vec<usize>> = BTreeMap::new();
        for row in rows.iter().filter(|row| !row.breakdown.is_empty() && row.category.is_empty()) {
            for kind in Kind::ALL {
                if let Some(place) = self.places.get(&(label(row), row.period, kind)) {
                    groups.entry((row.breakdown.clone(), row.period, kind)).or_default().push(*place);
                }
            }
        }
        for ((_, period, kind), places) in groups {
            if let Some(whole) = self.places.get(&(String::new(), period, kind)) {
                self.system.identities.push(Identity::parts(places, *whole));
            }
        }
        let mut wholes: BTreeMap<(String, Period), Whole> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.form == "parts") {
            let Some(place) = self.places.get(&(label(row), row.period, Kind::Met)) else { continue };
            let group = format!("{}={}/whole", row.breakdown, row.group);
            let whole = wholes.entry((group, row.period)).or_insert_with(|| {
                let mut key = row.key();
                key.part[2].clear();
                let name = format!("{}, {}", name(&key), Kind::All.name());
                Whole { parts: Vec::new(), of: None, name }
            });
            whole.parts.push(*place);
            whole.of = whole.of.or(row.denominator());
        }
        for ((group, period), Whole { parts, of, name }) in wholes {
            let whole = self.put((group, period, Kind::All), name, of, Number::Hidden);
            self.system.identities.push(Identity::parts(parts, whole));
        }
    }

    /// Longer periods are the sums of shorter ones, of those too that no pack speaks of; running totals and 12 months
    /// are sums of quarters.
    fn periods(&mut self, rows: &[&WrittenRow]) {
        let shown: Vec<Period> = rows.iter().map(|row| row.period).collect();
        let sums = calendar::sums(&shown);
        for row in rows {
            let spans: Vec<Vec<Period>> = match row.basis.as_str() {
                "in-period" => sums
                    .iter()
                    .filter(|(whole, _)| *whole == row.period)
                    .map(|(_, parts)| parts.clone())
                    .collect(),
                _ => calendar::quarters(Window { since: row.from, until: row.to }).into_iter().collect(),
            };
            for parts in spans {
                for kind in Kind::ALL {
                    let Some(&whole) = self.places.get(&(String::new(), row.period, kind)) else { continue };
                    // A running total has a cell of its own beside the quarter of the same name.
                    let label = if row.basis == "in-period" { "" } else { "within" };
                    let cells: Vec<usize> = parts
                        .iter()
                        .map(|part| {
                            let named = format!("{}@{part}, {}, not in any pack", row.measure, kind.name());
                            let cell = self.put((label.to_owned(), *part, kind), named, None, Number::Unseen);
                            if self.numbers[cell] == Number::Unseen {
                                self.system.cells[cell].hidden_zero = true;
                            }
                            cell
                        })
                        .collect();
                    if !self.is_broken(&cells, whole) {
                        self.system.identities.push(Identity::parts(cells, whole));
                    }
                }
            }
        }
        self.unseen_shares();
    }

    /// Of a period that no pack speaks of, too, numerator and complement make up the denominator.
    fn unseen_shares(&mut self) {
        let unseen: Vec<(String, Period)> = self
            .places
            .iter()
            .filter(|((_, _, kind), place)| *kind == Kind::All && self.numbers[**place] == Number::Unseen)
            .map(|((label, period, _), _)| (label.clone(), *period))
            .collect();
        for (label, period) in unseen {
            let cells = Kind::ALL.map(|kind| self.places.get(&(label.clone(), period, kind)).copied());
            if let [Some(met), Some(not), Some(all)] = cells {
                self.system.identities.push(Identity::parts([met, not], all));
            }
        }
    }

    /// Whether every number of a sum is printed, and they do not keep it: then it holds for nobody.
    fn is_broken(&self, parts: &[usize], whole: usize) -> bool {
        let value = |cell: usize| (!self.hidden[cell]).then(|| self.system.cells[cell].value);
        let sum: Option<i64> = parts.iter().map(|part| value(*part)).sum();
        sum.zip(value(whole)).is_some_and(|(sum, whole)| sum != whole)
    }
}

/// The whole of a distribution.
struct Whole {
    parts: Vec<usize>,
    of: Option<i64>,
    name: String,
}

/// What of a measure a row speaks of: nothing for the whole figure.
fn label(row: &WrittenRow) -> String {
    if row.breakdown.is_empty() && row.category.is_empty() {
        String::new()
    } else {
        format!("{}={}/{}", row.breakdown, row.group, row.category)
    }
}

/// Whether a row is of a kind that adds up at all.
fn can_add_up(row: &WrittenRow) -> bool {
    matches!(row.form.as_str(), "share" | "count" | "rate")
        && matches!(
            row.basis.as_str(),
            "in-period" | "rolling-12-months" | "financial-year-to-date" | "academic-year-to-date"
        )
}

/// Whether a measure counts events by their days, each once whatever the period.
fn adds_up(measure: &Measure) -> bool {
    measure.rows.dated_by.is_some()
        && measure.rows.one_per_person.is_none()
        && matches!(measure.form, Form::Share(_) | Form::Count { unit: Unit::Rows, .. })
}
