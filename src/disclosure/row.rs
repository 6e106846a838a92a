//! An equation in whole numbers.

/// A sum of variables with factors, and its value; factors have no common divisor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Variables in ascending order, with factors other than 0.
    pub(super) terms: Vec<(usize, i128)>,
    /// What they sum to.
    pub(super) value: i128,
}

impl Row {
    /// An equation; terms in any order, each variable once.
    pub(super) fn new(mut terms: Vec<(usize, i128)>, value: i128) -> Self {
        terms.retain(|(_, factor)| *factor != 0);
        terms.sort_unstable();
        let mut row = Self { terms, value };
        row.shorten();
        row
    }

    /// The factor of a variable; 0 where it does not occur.
    pub(super) fn factor(&self, variable: usize) -> i128 {
        self.terms.binary_search_by_key(&variable, |term| term.0).map_or(0, |at| self.terms[at].1)
    }

    /// This equation less the multiple of `other` that takes `variable` out; `None` when a number outgrows 128 bits.
    pub(super) fn without(&self, variable: usize, other: &Self) -> Option<Self> {
        let (mine, its) = (self.factor(variable), other.factor(variable));
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            let (of, a, b) = match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some(&&(of, a)), None) => (of, a, 0),
                (None, Some(&&(of, b))) => (of, 0, b),
                (Some(&&(first, a)), Some(&&(second, b))) => match first.cmp(&second) {
                    std::cmp::Ordering::Less => (first, a, 0),
                    std::cmp::Ordering::Greater => (second, 0, b),
                    std::cmp::Ordering::Equal => (first, a, b),
                },
            };
            left.next_if(|term| term.0 == of);
            right.next_if(|term| term.0 == of);
            let factor = a.checked_mul(its)?.checked_sub(b.checked_mul(mine)?)?;
            if factor != 0 {
                terms.push((of, factor));
            }
        }
        let value = self.value.checked_mul(its)?.checked_sub(other.value.checked_mul(mine)?)?;
        let mut row = Self { terms, value };
        row.shorten();
        Some(row)
    }

    /// Divides by the common divisor.
    fn shorten(&mut self) {
        let divisor = self.terms.iter().fold(0, |divisor, (_, factor)| common(divisor, *factor));
        // An equation of whole numbers whose value is no multiple of the divisor has no solution; it is kept as it is.
        if divisor > 1 && self.value % divisor == 0 {
            for (_, factor) in &mut self.terms {
                *factor /= divisor;
            }
            self.value /= divisor;
        }
    }
}

/// The greatest common divisor.
fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.saturating_abs()
}
