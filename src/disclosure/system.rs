//! Counts and the sums that hold between them.

/// Where a cell stands in its table; what is further up is dearer to hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One group of a breakdown.
    Breakdown,
    /// A total of a row or a column, or of another part of the whole.
    Subtotal,
    /// The figure for all children.
    Total,
}

/// A count, hidden or shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its name, unique in the system: "remand|16-17", "remand|Total".
    pub name: String,
    /// The true count.
    pub value: i64,
    /// Where it stands.
    pub level: Level,
    /// The least that anybody knows it to be without any publication; `None` when that is 0.
    pub low: Option<i64>,
    /// The most that anybody knows it to be without any publication, itself included; `None` when there is no such bound.
    pub high: Option<i64>,
    /// Whether a true zero is hidden like a small count, as in measures marked sensitive.
    pub sensitive: bool,
    /// Whether it is hidden though it is a true zero, beside a small count: then nobody can take it to be 1 or more.
    pub hidden_zero: bool,
}

impl Cell {
    /// A cell of which nothing is known beforehand.
    pub fn new(name: impl Into<String>, value: i64, level: Level) -> Self {
        Self { name: name.into(), value, level, low: None, high: None, sensitive: false, hidden_zero: false }
    }

    /// Whether it is hidden for its own count: 1 to `k`, and 0 where that is sensitive.
    pub fn is_primary(&self, k: i64) -> bool {
        (i64::from(!self.sensitive)..=k).contains(&self.value)
    }
}

/// What is known of a sum of cells: it lies from `low` to `high`, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Cells by their index, each once, with their coefficient, never 0.
    pub terms: Vec<(usize, i64)>,
    /// The least value; `None` when there is none.
    pub low: Option<i64>,
    /// The greatest value; `None` when there is none.
    pub high: Option<i64>,
}

impl Identity {
    /// The sum is exactly `value`.
    pub fn equal(terms: Vec<(usize, i64)>, value: i64) -> Self {
        Self { terms, low: Some(value), high: Some(value) }
    }

    /// The parts make up the whole.
    pub fn parts(parts: impl IntoIterator<Item = usize>, whole: usize) -> Self {
        let terms = parts.into_iter().map(|part| (part, 1)).chain([(whole, -1)]);
        Self::equal(terms.collect(), 0)
    }

    /// Whether it fixes its sum.
    pub fn is_equality(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }
}

/// Cells, and the identities that a reader can use to work one out from others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct System {
    /// The cells.
    pub cells: Vec<Cell>,
    /// The identities.
    pub identities: Vec<Identity>,
}

impl System {
    /// The sum of an identity at the true counts; `None` when it is beyond what 64 bits hold.
    pub fn sum(&self, identity: &Identity) -> Option<i64> {
        let products = identity
            .terms
            .iter()
            .map(|&(cell, factor)| self.cells.get(cell).and_then(|cell| cell.value.checked_mul(factor)));
        products.into_iter().try_fold(0_i64, |sum, product| sum.checked_add(product?))
    }

    /// Names of the cells whose true count breaks what is known beforehand, and numbers of the identities that the true
    /// counts do not keep.
    pub fn contradictions(&self) -> (Vec<&str>, Vec<usize>) {
        let outside = |value: i64, low: Option<i64>, high: Option<i64>| {
            low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high)
        };
        let cells = self.cells.iter().filter(|cell| outside(cell.value, cell.low, cell.high));
        let identities = self.identities.iter().enumerate().filter(|(_, identity)| {
            self.sum(identity).is_none_or(|sum| outside(sum, identity.low, identity.high))
        });
        (cells.map(|cell| cell.name.as_str()).collect(), identities.map(|(number, _)| number).collect())
    }
}
