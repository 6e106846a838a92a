//! How far a cell can move in a network: maximum flow and minimum cut.

use std::collections::VecDeque;

use super::network::Network;
use super::reach::{Cover, Cut, Direction, Need, Reach, Room, judge};

/// Finds ways through a network.
#[derive(Debug)]
pub(super) struct Flow {
    network: Network,
    room: Room,
    moved: Vec<i64>,
    came: Vec<Option<(usize, Direction)>>,
    seen: Vec<bool>,
    work: u64,
}

impl Flow {
    /// Ways through a network whose cells have this room.
    pub(super) fn new(network: Network, room: Room) -> Self {
        let (cells, nodes) = (network.arcs.len(), network.at.len());
        Self {
            network,
            room,
            moved: vec![0; cells],
            came: vec![None; nodes],
            seen: vec![false; nodes],
            work: 0,
        }
    }

    /// How much further a cell can move, given how far it has.
    fn left(&self, cell: usize, direction: Direction) -> i64 {
        match direction {
            Direction::Up => self.room.up[cell].map_or(i64::MAX, |up| up - self.moved[cell]),
            Direction::Down => self.room.down[cell] + self.moved[cell],
        }
    }

    /// How far the cell can move in a direction, at most `limit`, and what hinders it.
    fn way(&mut self, cover: &Cover, need: &Need, direction: Direction, limit: i64) -> (i64, Cut) {
        let cell = need.cell;
        self.moved.fill(0);
        let own = if direction == Direction::Up { self.left(cell, direction) } else { need.own };
        let limit = limit.min(own);
        let (from, to) = match direction {
            Direction::Up => (self.network.arcs[cell].1, self.network.arcs[cell].0),
            Direction::Down => self.network.arcs[cell],
        };
        if from == to {
            return (limit, Cut::new());
        }
        let mut total = 0;
        while total < limit {
            if !self.search(cover, cell, from, to) {
                return (total, self.crossing(cover));
            }
            let mut most = limit - total;
            let mut node = to;
            while node != from {
                let Some((arc, way)) = self.came[node] else { break };
                most = most.min(self.left(arc, way));
                node = self.before(arc, way);
            }
            node = to;
            while node != from {
                let Some((arc, way)) = self.came[node] else { break };
                self.moved[arc] += if way == Direction::Up { most } else { -most };
                node = self.before(arc, way);
            }
            total += most;
        }
        (total, Cut::new())
    }

    fn before(&self, arc: usize, way: Direction) -> usize {
        match way {
            Direction::Up => self.network.arcs[arc].0,
            Direction::Down => self.network.arcs[arc].1,
        }
    }

    /// Looks for a way over hidden cells other than `cell` that can still move.
    fn search(&mut self, cover: &Cover, cell: usize, from: usize, to: usize) -> bool {
        self.seen.fill(false);
        self.seen[from] = true;
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            self.work += self.network.at[node].len() as u64;
            for place in 0..self.network.at[node].len() {
                let arc = self.network.at[node][place];
                if !cover.hidden[arc] || arc == cell {
                    continue;
                }
                let (tail, head) = self.network.arcs[arc];
                let (way, next) = if tail == node { (Direction::Up, head) } else { (Direction::Down, tail) };
                if !self.seen[next] && self.left(arc, way) > 0 {
                    self.seen[next] = true;
                    self.came[next] = Some((arc, way));
                    queue.push_back(next);
                    if next == to {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The open cells that would lead out of what the last search reached.
    fn crossing(&self, cover: &Cover) -> Cut {
        let leads = |cell: usize| {
            let (tail, head) = self.network.arcs[cell];
            match (self.seen[tail], self.seen[head]) {
                (true, false) => self.room.up[cell] != Some(0),
                (false, true) => self.room.down[cell] > 0,
                _ => false,
            }
        };
        (0..cover.open.len()).filter(|&cell| cover.open[cell] && leads(cell)).collect()
    }
}

impl Reach for Flow {
    fn shortfall(&mut self, cover: &Cover, need: &Need) -> Option<Cut> {
        judge(need, |direction, limit| self.way(cover, need, direction, limit))
    }

    fn work(&self) -> u64 {
        self.work
    }
}
