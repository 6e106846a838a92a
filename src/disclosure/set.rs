//! All the figures of a set of packs, put into one system.

use std::collections::BTreeMap;

use super::protect::Standing;
use super::rules::{Figure, Marks, Verdict};
use super::system::{Cell, Identity, Level, System};

/// Why a figure or a sum cannot be put in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// One name, two counts.
    #[error("`{name}` is {first} in one place and {second} in another")]
    TwoCounts {
        /// The name.
        name: String,
        /// What it was given as first.
        first: i64,
        /// What it was given as later.
        second: i64,
    },
    /// A sum names a count that was not given.
    #[error("no count `{0}`")]
    Unknown(String),
    /// The counts do not keep a sum.
    #[error("the counts do not keep the sum of {}", .0.join(", "))]
    Broken(Vec<String>),
}

/// Figures of a set of packs, and what a reader can work out between them.
///
/// Counts go by name: the figure's id and what is counted of it. A count that several figures share is one cell, whatever
/// the number of places that name it.
#[derive(Debug, Clone, Default)]
pub struct Set {
    system: System,
    standing: Vec<Standing>,
    elsewhere: Vec<bool>,
    by_name: BTreeMap<String, usize>,
}

/// A system to protect, and the sums that were left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Counts and sums.
    pub system: System,
    /// What may be done with each count.
    pub standing: Vec<Standing>,
    /// Names of the counts of each sum that figures published elsewhere do not keep; such a sum is left out, and wants
    /// to be looked at.
    pub dropped: Vec<Vec<String>>,
}

impl Set {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a count.
    ///
    /// # Errors
    /// When it was given with another number.
    pub fn count(&mut self, name: &str, value: i64, level: Level) -> Result<(), Unfit> {
        self.put(name, value, level).map(|_| ())
    }

    /// Adds a share: `id/met` and `id/not met`, which make up `id/all`. The three stand as the rules for a share have it.
    ///
    /// # Errors
    /// When one of them was given with another number.
    pub fn share(&mut self, id: &str, met: i64, of: i64, marks: Marks, k: i64) -> Result<(), Unfit> {
        let [numerator, complement] = [("met", met), ("not met", of - met)]
            .map(|(what, count)| self.put(&format!("{id}/{what}"), count, Level::Breakdown));
        let (numerator, complement) = (numerator?, complement?);
        let whole = self.put(&format!("{id}/all"), of, Level::Subtotal)?;
        self.system.identities.push(Identity::parts([numerator, complement], whole));
        for cell in [numerator, complement] {
            self.system.cells[cell].sensitive = marks.sensitive;
        }
        let verdict = Figure::Share { met, of }.verdict(marks, k);
        if verdict != Verdict::Shown {
            // Of a few children all or none: the zero goes with the rest.
            for cell in [numerator, complement] {
                self.standing[cell] = Standing::Primary;
                self.system.cells[cell].hidden_zero = self.system.cells[cell].value == 0;
            }
        }
        if verdict == Verdict::NearlyAll {
            // The words say as much.
            let complement = &mut self.system.cells[complement];
            (complement.low, complement.high) = (Some(1), Some(k));
        }
        Ok(())
    }

    /// The counts of all states make up the population: `id/met`, `id/not known` and so on, and `id/population`.
    ///
    /// # Errors
    /// When one of them was given with another number.
    pub fn states(&mut self, id: &str, states: &[(&str, i64)]) -> Result<(), Unfit> {
        let mut cells = Vec::new();
        for (state, count) in states {
            cells.push(self.put(&format!("{id}/{state}"), *count, Level::Breakdown)?);
        }
        let all = states.iter().map(|(_, count)| count).sum();
        let whole = self.put(&format!("{id}/population"), all, Level::Subtotal)?;
        self.system.identities.push(Identity::parts(cells, whole));
        Ok(())
    }

    /// The parts make up the whole: parts of a distribution, quarters of a half-year or a year, months of a rolling year.
    ///
    /// # Errors
    /// When a name was not given.
    pub fn parts(&mut self, whole: &str, parts: &[&str]) -> Result<(), Unfit> {
        let terms = parts.iter().map(|part| (*part, 1)).chain([(whole, -1)]);
        self.sum(&terms.collect::<Vec<_>>(), Some(0), Some(0))
    }

    /// What there is after is what there was before, and what started, less what ended: of periods of care, not of
    /// children.
    ///
    /// # Errors
    /// When a name was not given.
    pub fn stock_and_flow(
        &mut self,
        before: &str,
        starts: &str,
        ends: &str,
        after: &str,
    ) -> Result<(), Unfit> {
        self.sum(&[(before, 1), (starts, 1), (ends, -1), (after, -1)], Some(0), Some(0))
    }

    /// What is now known is what was reported and what was recorded late.
    ///
    /// # Errors
    /// When a name was not given.
    pub fn restated(&mut self, reported: &str, late: &str, now: &str) -> Result<(), Unfit> {
        self.sum(&[(reported, 1), (late, 1), (now, -1)], Some(0), Some(0))
    }

    /// A group within another: children against periods of care, a subset against all.
    ///
    /// # Errors
    /// When a name was not given.
    pub fn no_more(&mut self, fewer: &str, more: &str) -> Result<(), Unfit> {
        self.sum(&[(more, 1), (fewer, -1)], Some(0), None)
    }

    /// A percentage that stands published, rounded half up: `shown` in units of its last decimal, 73 for "7.3%" with one
    /// decimal.
    ///
    /// # Errors
    /// When a name was not given.
    pub fn percentage(&mut self, met: &str, of: &str, shown: i64, decimals: u8) -> Result<(), Unfit> {
        // (2 shown - 1) of <= 200 * 10^decimals met < (2 shown + 1) of, in whole numbers.
        let scale = 200 * 10_i64.pow(u32::from(decimals.min(6)));
        self.sum(&[(met, scale), (of, 1 - 2 * shown)], Some(0), None)?;
        self.sum(&[(met, scale), (of, -1 - 2 * shown)], None, Some(-1))
    }

    /// Says what may be done with a count.
    ///
    /// # Errors
    /// When the name was not given.
    pub fn stands(&mut self, name: &str, standing: Standing) -> Result<(), Unfit> {
        let cell = self.find(name)?;
        self.standing[cell] = standing;
        Ok(())
    }

    /// Adds a count that somebody else has published, such as one of DfE's: never hidden.
    ///
    /// # Errors
    /// When it was given with another number.
    pub fn elsewhere(&mut self, name: &str, value: i64) -> Result<(), Unfit> {
        let cell = self.put(name, value, Level::Total)?;
        self.standing[cell] = Standing::Published;
        self.elsewhere[cell] = true;
        Ok(())
    }

    /// The system, with the sums left out that figures from elsewhere do not keep.
    ///
    /// # Errors
    /// When the council's own counts do not keep a sum.
    pub fn ready(mut self) -> Result<Ready, Unfit> {
        let (_, broken) = self.system.contradictions();
        let mut dropped = Vec::new();
        for number in broken.into_iter().rev() {
            let identity = self.system.identities.remove(number);
            let names =
                identity.terms.iter().map(|(cell, _)| self.system.cells[*cell].name.clone()).collect();
            if !identity.terms.iter().any(|(cell, _)| self.elsewhere[*cell]) {
                return Err(Unfit::Broken(names));
            }
            dropped.push(names);
        }
        dropped.reverse();
        Ok(Ready { system: self.system, standing: self.standing, dropped })
    }

    fn sum(&mut self, terms: &[(&str, i64)], low: Option<i64>, high: Option<i64>) -> Result<(), Unfit> {
        let mut factors: BTreeMap<usize, i64> = BTreeMap::new();
        for (name, factor) in terms {
            *factors.entry(self.find(name)?).or_default() += factor;
        }
        let terms = factors.into_iter().filter(|(_, factor)| *factor != 0).collect();
        self.system.identities.push(Identity { terms, low, high });
        Ok(())
    }

    fn find(&self, name: &str) -> Result<usize, Unfit> {
        self.by_name.get(name).copied().ok_or_else(|| Unfit::Unknown(name.to_owned()))
    }

    fn put(&mut self, name: &str, value: i64, level: Level) -> Result<usize, Unfit> {
        if let Some(&cell) = self.by_name.get(name) {
            let known = &mut self.system.cells[cell];
            if known.value != value {
                return Err(Unfit::TwoCounts { name: name.to_owned(), first: known.value, second: value });
            }
            // What is a total somewhere is dear to hide everywhere.
            known.level = known.level.max(level);
            return Ok(cell);
        }
        let cell = self.system.cells.len();
        self.system.cells.push(Cell::new(name, value, level));
        self.standing.push(Standing::Open);
        self.elsewhere.push(false);
        self.by_name.insert(name.to_owned(), cell);
        Ok(cell)
    }
}
