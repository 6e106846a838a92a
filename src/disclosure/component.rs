//! A part of a system that has nothing to do with the rest, as a reader of the published cells sees it.

use super::attacker::Attacker;
use super::row::Row;
use super::system::System;

/// Hidden cells that hang together, and what is known of their sums once the published cells are put in.
#[derive(Debug, Clone)]
pub(super) struct Component {
    /// Indices of the cells in the system; the variables of the sums are places in this list.
    pub(super) cells: Vec<usize>,
    /// Least and greatest value of each.
    pub(super) bounds: Vec<(i64, Option<i64>)>,
    /// Sums that are known exactly.
    pub(super) equations: Vec<Row>,
    /// Sums known to lie between two values, both included.
    pub(super) ranges: Vec<Range>,
}

/// A sum known to lie between two values, both included.
#[derive(Debug, Clone)]
pub(super) struct Range {
    /// Variables with their factors.
    pub(super) terms: Vec<(usize, i128)>,
    /// The least value.
    pub(super) low: Option<i128>,
    /// The greatest value.
    pub(super) high: Option<i128>,
}

impl Component {
    /// The cells of each part of a system, whatever is hidden of it.
    pub(super) fn cells_of(system: &System) -> Vec<Vec<usize>> {
        let all = vec![true; system.cells.len()];
        Self::of(system, &all, Attacker::Nonnegative).into_iter().map(|component| component.cells).collect()
    }

    /// The parts of a system, in the order of their first cells. Identities with no hidden cell say nothing and fall away.
    pub(super) fn of(system: &System, hidden: &[bool], attacker: Attacker) -> Vec<Self> {
        let mut group: Vec<usize> = (0..system.cells.len()).collect();
        for identity in &system.identities {
            let mut first = None;
            for &(cell, _) in identity.terms.iter().filter(|(cell, _)| hidden[*cell]) {
                let root = find(&mut group, cell);
                let first = *first.get_or_insert(root);
                let first = find(&mut group, first);
                let (low, high) = (first.min(root), first.max(root));
                group[high] = low;
            }
        }
        let mut number = vec![usize::MAX; system.cells.len()];
        let mut place = vec![usize::MAX; system.cells.len()];
        let mut all: Vec<Self> = Vec::new();
        for cell in (0..system.cells.len()).filter(|&cell| hidden[cell]) {
            let root = find(&mut group, cell);
            if number[root] == usize::MAX {
                number[root] = all.len();
                all.push(Self { cells: vec![], bounds: vec![], equations: vec![], ranges: vec![] });
            }
            let component = &mut all[number[root]];
            place[cell] = component.cells.len();
            component.cells.push(cell);
            let known = &system.cells[cell];
            component.bounds.push((attacker.least(known), known.high));
        }
        for identity in &system.identities {
            let Some(&(one, _)) = identity.terms.iter().find(|(cell, _)| hidden[*cell]) else { continue };
            let component = &mut all[number[find(&mut group, one)]];
            let mut terms = Vec::new();
            let mut shown = 0_i128;
            for &(cell, factor) in &identity.terms {
                if hidden[cell] {
                    terms.push((place[cell], i128::from(factor)));
                } else {
                    shown += i128::from(factor) * i128::from(system.cells[cell].value);
                }
            }
            let [low, high] = [identity.low, identity.high].map(|end| end.map(|end| i128::from(end) - shown));
            match (low, high) {
                (Some(low), Some(high)) if low == high => component.equations.push(Row::new(terms, low)),
                (None, None) => {}
                (low, high) => component.ranges.push(Range { terms, low, high }),
            }
        }
        all
    }

    /// Whether whole numbers keep every bound and every sum, exactly.
    pub(super) fn admits(&self, values: &[i64]) -> bool {
        let sum = |terms: &[(usize, i128)]| -> i128 {
            terms.iter().map(|&(at, factor)| factor * i128::from(values[at])).sum()
        };
        self.bounds
            .iter()
            .zip(values)
            .all(|((low, high), value)| value >= low && high.is_none_or(|high| *value <= high))
            && self.equations.iter().all(|row| sum(&row.terms) == row.value)
            && self.ranges.iter().all(|range| {
                let sum = sum(&range.terms);
                range.low.is_none_or(|low| sum >= low) && range.high.is_none_or(|high| sum <= high)
            })
    }
}

/// The first of a group, with the way there made short.
fn find(group: &mut [usize], mut one: usize) -> usize {
    while group[one] != one {
        group[one] = group[group[one]];
        one = group[one];
    }
    one
}
