//! How far a hidden cell can move while the published cells stand still.

use super::system::System;

/// How far a cell must be able to move from its true count, for a reader who sees the published cells alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Need {
    /// The cell.
    pub(super) cell: usize,
    /// Steps upward.
    pub(super) up: i64,
    /// Steps downward.
    pub(super) down: i64,
    /// Steps upward and downward together: one less than the number of possible values.
    pub(super) both: i64,
    /// Steps downward that its own count leaves it.
    pub(super) own: i64,
}

/// How far each cell can move by itself, were nothing known of the others; `None` for without end.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    /// Upward.
    pub(super) up: Vec<Option<i64>>,
    /// Downward.
    pub(super) down: Vec<i64>,
}

/// Which cells are hidden, and which could be.
#[derive(Debug, Clone)]
pub(super) struct Cover {
    /// Hidden.
    pub(super) hidden: Vec<bool>,
    /// Published so far, and may be hidden.
    pub(super) open: Vec<bool>,
}

/// Why a need is not met: at least one of these cells must be hidden before it can be. Empty where nothing helps.
pub(super) type Cut = Vec<usize>;

/// Finds out whether a need is met.
pub(super) trait Reach {
    /// `None` when the need is met. Hiding more cells never unmeets it.
    fn shortfall(&mut self, cover: &Cover, need: &Need) -> Option<Cut>;

    /// Which of the needs are met for certain, found for all at once where that is quicker than asking for each.
    fn surely_met(&mut self, cover: &Cover, needs: &[Need]) -> Vec<bool> {
        let _ = cover;
        vec![false; needs.len()]
    }

    /// How many cuts are worth finding at a time.
    fn cuts_at_a_time(&self) -> usize {
        usize::MAX
    }

    /// Steps of work done so far: the same for the same questions on any machine.
    fn work(&self) -> u64;
}

/// The way upward and the way downward put together into one answer.
pub(super) fn judge(need: &Need, mut way: impl FnMut(Direction, i64) -> (i64, Cut)) -> Option<Cut> {
    let (up, above) = way(Direction::Up, need.up.max(need.both));
    if up < need.up {
        return Some(above);
    }
    let rest = (need.both - up).max(need.down);
    if rest <= 0 {
        return None;
    }
    let (down, below) = way(Direction::Down, rest);
    if down < need.down {
        return Some(below);
    }
    if up + down >= need.both {
        return None;
    }
    let mut cut = above;
    cut.extend(below);
    cut.sort_unstable();
    cut.dedup();
    Some(cut)
}

/// Which way a cell moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// To more.
    Up,
    /// To less.
    Down,
}

/// The means for a system: flows where it is a network, linear programmes where it is not.
pub(super) fn reach(system: &System, room: Room) -> Box<dyn Reach + '_> {
    match super::network::Network::of(system) {
        Some(network) => Box::new(super::flow::Flow::new(network, room)),
        None => Box::new(super::dual::Dual::new(system, room)),
    }
}
