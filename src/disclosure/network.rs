//! Systems in which every cell stands in two sums at most, once on either side: tables with rows, columns and totals,
//! quarters of a year, stock and flow.
//!
//! Such a system is a network: sums are nodes, cells are arcs, and a change that leaves every sum as it is, is a flow in
//! a circle. How far a cell can move is then a maximum flow, found in whole numbers, and why it cannot move further is a
//! minimum cut.

use std::collections::VecDeque;

use super::system::System;

/// A system as a network. The node after the last identity stands for all that is in no sum.
#[derive(Debug, Clone)]
pub(super) struct Network {
    /// From which node to which a cell's increase flows.
    pub(super) arcs: Vec<(usize, usize)>,
    /// The cells at each node.
    pub(super) at: Vec<Vec<usize>>,
}

impl Network {
    /// The network of a system; `None` when it is none.
    pub(super) fn of(system: &System) -> Option<Self> {
        let ground = system.identities.len();
        let mut sums: Vec<Vec<(usize, i64)>> = vec![Vec::new(); system.cells.len()];
        for (number, identity) in system.identities.iter().enumerate() {
            if !identity.is_equality() {
                return None;
            }
            for &(cell, factor) in &identity.terms {
                if factor.abs() != 1 {
                    return None;
                }
                sums[cell].push((number, factor));
            }
        }
        if sums.iter().any(|sums| sums.len() > 2) {
            return None;
        }
        let signs = signs(system, &sums)?;
        let mut at = vec![Vec::new(); ground + 1];
        let arcs: Vec<(usize, usize)> = sums
            .iter()
            .enumerate()
            .map(|(cell, sums)| {
                let arc = match sums[..] {
                    [(sum, factor)] if signs[sum] * factor > 0 => (sum, ground),
                    [(sum, _)] => (ground, sum),
                    [(first, factor), (second, _)] if signs[first] * factor > 0 => (first, second),
                    [(first, _), (second, _)] => (second, first),
                    _ => (ground, ground),
                };
                at[arc.0].push(cell);
                if arc.1 != arc.0 {
                    at[arc.1].push(cell);
                }
                arc
            })
            .collect();
        Some(Self { arcs, at })
    }
}

/// A sign for each identity so that every cell stands once on either side; `None` when there are no such signs.
fn signs(system: &System, sums: &[Vec<(usize, i64)>]) -> Option<Vec<i64>> {
    let mut signs = vec![0_i64; system.identities.len()];
    for start in 0..signs.len() {
        if signs[start] != 0 {
            continue;
        }
        signs[start] = 1;
        let mut queue = VecDeque::from([start]);
        while let Some(number) = queue.pop_front() {
            for &(cell, _) in &system.identities[number].terms {
                let [(first, a), (second, b)] = sums[cell][..] else { continue };
                let other = if first == number { second } else { first };
                let sign = -signs[number] * a * b;
                if signs[other] == 0 {
                    signs[other] = sign;
                    queue.push_back(other);
                } else if signs[other] != sign {
                    return None;
                }
            }
        }
    }
    Some(signs)
}
