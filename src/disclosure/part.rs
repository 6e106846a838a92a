//! Systems that have nothing to do with each other.

use super::component::Component;
use super::system::{Identity, System};

/// A part of a system, in an order that its names alone decide.
#[derive(Debug)]
pub(super) struct Part {
    /// Indices of its cells in the whole system.
    pub(super) cells: Vec<usize>,
    /// The part as a system of its own: cells by name, identities by their cells.
    pub(super) system: System,
}

impl Part {
    /// The parts of a system, in the order of their first cells.
    pub(super) fn all(system: &System) -> Vec<Self> {
        let mut place = vec![(0, 0); system.cells.len()];
        let mut parts: Vec<Self> = Component::cells_of(system)
            .into_iter()
            .enumerate()
            .map(|(number, mut cells)| {
                cells.sort_by(|&a, &b| system.cells[a].name.cmp(&system.cells[b].name));
                for (new, &old) in cells.iter().enumerate() {
                    place[old] = (number, new);
                }
                let own = cells.iter().map(|&cell| system.cells[cell].clone()).collect();
                Self { cells, system: System { cells: own, identities: Vec::new() } }
            })
            .collect();
        for identity in &system.identities {
            let Some(&(first, _)) = identity.terms.first() else { continue };
            let mut terms: Vec<(usize, i64)> =
                identity.terms.iter().map(|&(cell, factor)| (place[cell].1, factor)).collect();
            terms.sort_unstable();
            parts[place[first].0].system.identities.push(Identity { terms, ..*identity });
        }
        for part in &mut parts {
            part.system.identities.sort_by(|a, b| (&a.terms, a.low, a.high).cmp(&(&b.terms, b.low, b.high)));
        }
        parts
    }
}
