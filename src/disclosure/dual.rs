//! How far a cell can move in a system that is no network: linear programmes.
//!
//! The programme asked is the dual one: its solution puts a price on each sum, and the prices say which published cells
//! hold the cell in place. What it says is about real numbers; the audit that follows every choice says whether it holds
//! for whole ones.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};

use super::reach::{Cover, Cut, Direction, Need, Reach, Room, judge};
use super::system::System;

/// Below this a price is none.
const NEAR: f64 = 1e-6;

/// What a place of a programme weighs against a step in a network, in time.
const WEIGHT: u64 = 400;

/// Prices are small; a bound keeps those that could shift together from doing so.
const DEAREST: f64 = 1e4;

/// Asks linear programmes.
#[derive(Debug)]
pub(super) struct Dual<'a> {
    system: &'a System,
    room: Room,
    sums: Vec<Vec<(usize, i64)>>,
    work: u64,
}

impl<'a> Dual<'a> {
    /// Programmes about a system whose cells have this room.
    pub(super) fn new(system: &'a System, room: Room) -> Self {
        let mut sums = vec![Vec::new(); system.cells.len()];
        for (number, identity) in system.identities.iter().enumerate() {
            for &(cell, factor) in &identity.terms {
                sums[cell].push((number, factor));
            }
        }
        Self { system, room, sums, work: 0 }
    }

    /// The sums that a cell's movement can have to do with: reached over cells that are hidden or may be.
    fn near(&self, cover: &Cover, cell: usize) -> Vec<usize> {
        let mut seen = vec![false; self.system.identities.len()];
        let mut queue: Vec<usize> = Vec::new();
        let mut reach = |cell: usize, queue: &mut Vec<usize>| {
            for &(sum, _) in &self.sums[cell] {
                if !seen[sum] {
                    seen[sum] = true;
                    queue.push(sum);
                }
            }
        };
        reach(cell, &mut queue);
        let mut next = 0;
        while next < queue.len() {
            for &(other, _) in &self.system.identities[queue[next]].terms {
                if cover.hidden[other] || cover.open[other] {
                    reach(other, &mut queue);
                }
            }
            next += 1;
        }
        queue.sort_unstable();
        queue
    }

    fn way(&mut self, cover: &Cover, need: &Need, direction: Direction, limit: i64) -> (i64, Cut) {
        let cell = need.cell;
        let near = self.near(cover, cell);
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut price = vec![None; self.system.identities.len()];
        for &sum in &near {
            price[sum] = Some(problem.add_var(0.0, (-DEAREST, DEAREST)));
        }
        let least = problem.add_var(real(limit), (0.0, f64::INFINITY));
        let sign = if direction == Direction::Up { 1.0 } else { -1.0 };
        let involved: Vec<usize> = (0..self.sums.len())
            .filter(|&one| one == cell || self.sums[one].iter().any(|(sum, _)| price[*sum].is_some()))
            .collect();
        for &one in involved.iter().filter(|&&one| cover.hidden[one]) {
            let mut row = LinearExpr::empty();
            for &(sum, factor) in &self.sums[one] {
                if let Some(price) = price[sum] {
                    row.add(price, real(factor));
                }
            }
            // What a step costs: nothing beyond the room there is, in either direction.
            let down = if one == cell { need.own } else { self.room.down[one] };
            bounded(&mut problem, &mut row, self.room.up[one], Some(down));
            if one == cell {
                row.add(least, sign);
            }
            problem.add_constraint(row, ComparisonOp::Eq, if one == cell { sign } else { 0.0 });
        }
        for &sum in &near {
            let identity = &self.system.identities[sum];
            if identity.is_equality() {
                continue;
            }
            // A sum that is known to lie in a range can move within it.
            let Some(now) = self.system.sum(identity) else { continue };
            let mut row = LinearExpr::empty();
            if let Some(price) = price[sum] {
                row.add(price, -1.0);
            }
            bounded(
                &mut problem,
                &mut row,
                identity.high.map(|high| high - now),
                identity.low.map(|low| now - low),
            );
            problem.add_constraint(row, ComparisonOp::Eq, 0.0);
        }
        self.work += WEIGHT * (near.len() * involved.len()) as u64;
        let solution = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok());
        let open = |one: &&usize| cover.open[**one];
        let Some(solution) = solution else {
            // No answer: nothing is taken for protected, and anything near may help.
            return (0, involved.iter().filter(open).copied().collect());
        };
        let reached = whole(solution.objective());
        if reached >= limit {
            return (limit, Cut::new());
        }
        let cut = involved.iter().filter(open).copied().filter(|&one| {
            let cost: f64 = self.sums[one]
                .iter()
                .filter_map(|&(sum, factor)| price[sum].map(|price| solution.var_value(price) * real(factor)))
                .sum();
            (cost < -NEAR && self.room.up[one] != Some(0)) || (cost > NEAR && self.room.down[one] > 0)
        });
        (reached, cut.collect())
    }
}

/// Adds the prices of a variable's own bounds to its row; a side without bound has none.
fn bounded(problem: &mut Problem, row: &mut LinearExpr, up: Option<i64>, down: Option<i64>) {
    let mut add = |room: Option<i64>, factor: f64| {
        if let Some(room) = room {
            let price: Variable = problem.add_var(real(room), (0.0, f64::INFINITY));
            row.add(price, factor);
        }
    };
    add(up, 1.0);
    add(down, -1.0);
}

impl Dual<'_> {
    /// One movement of all cells together that takes as many of the needs upward as it can: those that get as far as they
    /// must are met.
    fn together(&mut self, cover: &Cover, needs: &[Need]) -> Vec<bool> {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let end = |room: Option<i64>| room.map_or(f64::INFINITY, real);
        let moves: Vec<Option<Variable>> = (0..self.sums.len())
            .map(|cell| {
                let (down, up) = (self.room.down[cell], self.room.up[cell]);
                cover.hidden[cell].then(|| problem.add_var(0.0, (-real(down), end(up))))
            })
            .collect();
        for identity in &self.system.identities {
            let mut row = LinearExpr::empty();
            let mut any = false;
            for &(cell, factor) in &identity.terms {
                if let Some(variable) = moves[cell] {
                    row.add(variable, real(factor));
                    any = true;
                }
            }
            if !any {
                continue;
            }
            if !identity.is_equality() {
                let Some(now) = self.system.sum(identity) else { return vec![false; needs.len()] };
                let low = identity.low.map_or(f64::NEG_INFINITY, |low| real(low - now));
                row.add(problem.add_var(0.0, (low, end(identity.high.map(|high| high - now)))), -1.0);
            }
            problem.add_constraint(row, ComparisonOp::Eq, 0.0);
        }
        let gains: Vec<Option<Variable>> = needs
            .iter()
            .map(|need| {
                let variable = moves[need.cell].filter(|_| need.up == 0 && need.down == 0)?;
                let gain = problem.add_var(1.0, (0.0, real(need.both)));
                problem.add_constraint([(variable, 1.0), (gain, -1.0)], ComparisonOp::Ge, 0.0);
                Some(gain)
            })
            .collect();
        self.work += WEIGHT * (self.system.identities.len() * self.sums.len()) as u64;
        let Some(solution) = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok()) else {
            return vec![false; needs.len()];
        };
        let gained = needs.iter().zip(gains);
        gained
            .map(|(need, gain)| gain.is_some_and(|gain| whole(solution.var_value(gain)) >= need.both))
            .collect()
    }
}

impl Reach for Dual<'_> {
    fn surely_met(&mut self, cover: &Cover, needs: &[Need]) -> Vec<bool> {
        let mut met = vec![false; needs.len()];
        loop {
            let left: Vec<usize> = (0..needs.len()).filter(|&at| !met[at]).collect();
            if left.len() < 2 {
                return met;
            }
            let asked: Vec<Need> = left.iter().map(|&at| needs[at]).collect();
            let found = self.together(cover, &asked);
            if !found.contains(&true) {
                return met;
            }
            for (at, found) in left.into_iter().zip(found) {
                met[at] = found;
            }
        }
    }

    fn cuts_at_a_time(&self) -> usize {
        6
    }

    fn shortfall(&mut self, cover: &Cover, need: &Need) -> Option<Cut> {
        judge(need, |direction, limit| self.way(cover, need, direction, limit))
    }

    fn work(&self) -> u64 {
        self.work
    }
}

/// A count as a float, exactly below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn real(value: i64) -> f64 {
    value as f64
}

/// Whole steps of a movement, given in floating point; steps beyond any need do not matter.
#[expect(clippy::cast_possible_truncation, reason = "clamped")]
fn whole(value: f64) -> i64 {
    (value + NEAR).floor().clamp(0.0, 1e9) as i64
}
