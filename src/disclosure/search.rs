//! Which cells to hide besides: the cheapest set that meets every need, or the best that a bounded search finds.
//!
//! A need that is not met comes with a cut: cells of which at least one must be hidden. The search branches over the
//! cells of a smallest cut, and gives up a branch whose cost, with the cheapest cell of each of several disjoint cuts
//! added, is no better than the best set so far. When the work allowed is used up, what was found so far is improved by
//! taking cells out one and two at a time and looking for something cheaper in their place.

use super::reach::{Cover, Cut, Need, Reach};

/// Work of a first search and of all later ones: steps of [`Reach::work`], so that every machine stops at the same place.
const FIRST: u64 = 4_000_000;
/// Work of all searches together.
const ALL: u64 = 12_000_000;

/// A search over the cells of one system.
pub(super) struct Search<'a> {
    reach: Box<dyn Reach + 'a>,
    /// What hiding each cell costs; cells in the order of their names.
    cost: Vec<u64>,
    needs: Vec<Need>,
    until: u64,
    best: Option<(u64, Vec<bool>)>,
}

impl<'a> Search<'a> {
    /// A search for a cheap set of cells that meets the needs.
    pub(super) fn new(reach: Box<dyn Reach + 'a>, cost: Vec<u64>, needs: Vec<Need>) -> Self {
        Self { reach, cost, needs, until: 0, best: None }
    }

    /// The hidden cells of the best cover found; `None` when the needs cannot be met by hiding open cells.
    pub(super) fn run(mut self, start: &Cover) -> Option<Vec<bool>> {
        let greedy = self.greedy(start)?;
        let greedy = self.released(start, greedy);
        self.best = Some((self.price(start, &greedy), greedy));
        self.until = FIRST;
        let needs = self.needs.clone();
        self.branch(&mut start.clone(), &needs, 0);
        if self.reach.work() >= self.until {
            self.until = ALL;
            self.improve(start);
        }
        self.best.map(|(_, hidden)| hidden)
    }

    fn price(&self, start: &Cover, hidden: &[bool]) -> u64 {
        let added = (0..hidden.len()).filter(|&cell| hidden[cell] && !start.hidden[cell]);
        added.map(|cell| self.cost[cell]).sum()
    }

    /// The needs that are not met, or not known to be, and the cuts of the first of them; no cut only when all are met.
    fn unmet(&mut self, cover: &Cover, needs: &[Need]) -> (Vec<Need>, Vec<(Need, Cut)>) {
        let sure = self.reach.surely_met(cover, needs);
        let most = self.reach.cuts_at_a_time();
        let (mut left, mut cuts) = (Vec::new(), Vec::new());
        for (need, _) in needs.iter().zip(sure).filter(|(_, sure)| !sure) {
            if cuts.len() == most {
                left.push(*need);
            } else if let Some(cut) = self.reach.shortfall(cover, need) {
                left.push(*need);
                cuts.push((*need, cut));
            }
        }
        (left, cuts)
    }

    fn is_met(&mut self, cover: &Cover, needs: &[Need]) -> bool {
        let sure = self.reach.surely_met(cover, needs);
        needs.iter().zip(sure).all(|(need, sure)| sure || self.reach.shortfall(cover, need).is_none())
    }

    /// Hides the cell that stands in most cuts for its cost until every need is met.
    fn greedy(&mut self, start: &Cover) -> Option<Vec<bool>> {
        let mut cover = start.clone();
        let mut needs = self.needs.clone();
        loop {
            let (left, cuts) = self.unmet(&cover, &needs);
            if cuts.is_empty() {
                return Some(cover.hidden);
            }
            let mut count = vec![0_u64; self.cost.len()];
            for cell in cuts.iter().flat_map(|(_, cut)| cut) {
                count[*cell] += 1;
            }
            let cell = (0..count.len())
                .filter(|&cell| count[cell] > 0)
                .min_by(|&a, &b| (self.cost[a] * count[b]).cmp(&(self.cost[b] * count[a])).then(a.cmp(&b)))?;
            cover.hidden[cell] = true;
            cover.open[cell] = false;
            needs = left;
        }
    }

    /// Publishes again, dearest first, what the needs can do without.
    fn released(&mut self, start: &Cover, hidden: Vec<bool>) -> Vec<bool> {
        let mut cover = Cover { open: vec![false; hidden.len()], hidden };
        let mut added: Vec<usize> =
            (0..cover.hidden.len()).filter(|&cell| cover.hidden[cell] && !start.hidden[cell]).collect();
        added.sort_by_key(|&cell| (std::cmp::Reverse(self.cost[cell]), std::cmp::Reverse(cell)));
        for cell in added {
            cover.hidden[cell] = false;
            let needs = self.needs.clone();
            if !self.is_met(&cover, &needs) {
                cover.hidden[cell] = true;
            }
        }
        cover.hidden
    }

    /// Looks below this cover for one that is cheaper than the best.
    fn branch(&mut self, cover: &mut Cover, needs: &[Need], cost: u64) {
        if self.reach.work() >= self.until {
            return;
        }
        let (needs, mut cuts) = self.unmet(cover, needs);
        let best = self.best.as_ref().map_or(u64::MAX, |(best, _)| *best);
        if cuts.is_empty() {
            if cost < best {
                self.best = Some((cost, cover.hidden.clone()));
            }
            return;
        }
        for (_, cut) in &mut cuts {
            cut.sort_by_key(|&cell| (self.cost[cell], cell));
        }
        cuts.sort_by_key(|(need, cut)| (cut.len(), need.cell));
        let mut used = vec![false; self.cost.len()];
        let mut least = cost;
        for (_, cut) in &cuts {
            let Some(cheapest) = cut.first() else { return };
            if cut.iter().all(|&cell| !used[cell]) {
                least += self.cost[*cheapest];
                for &cell in cut {
                    used[cell] = true;
                }
            }
        }
        if least >= best {
            return;
        }
        let (_, cut) = cuts.swap_remove(0);
        for &cell in &cut {
            cover.hidden[cell] = true;
            cover.open[cell] = false;
            self.branch(cover, &needs, cost + self.cost[cell]);
            // Sets with this cell have all been looked at: from here on it stays published.
            cover.hidden[cell] = false;
        }
        for &cell in &cut {
            cover.open[cell] = true;
        }
    }

    /// Takes one or two cells out of the best cover and looks for cheaper ones in their place, until nothing is found.
    fn improve(&mut self, start: &Cover) {
        loop {
            let Some((before, hidden)) = self.best.clone() else { return };
            let added: Vec<usize> =
                (0..hidden.len()).filter(|&cell| hidden[cell] && !start.hidden[cell]).collect();
            let pairs = added.iter().enumerate().flat_map(|(place, &first)| {
                std::iter::once((first, first))
                    .chain(added[place + 1..].iter().map(move |&second| (first, second)))
            });
            for (first, second) in pairs {
                let mut cover = Cover { hidden: hidden.clone(), open: start.open.clone() };
                for &cell in &added {
                    cover.open[cell] = false;
                }
                for cell in [first, second] {
                    cover.hidden[cell] = false;
                    cover.open[cell] = true;
                }
                let cost = self.price(start, &cover.hidden);
                let needs = self.needs.clone();
                self.branch(&mut cover, &needs, cost);
                let better = self.best.as_ref().is_some_and(|(best, _)| *best < before);
                if better || self.reach.work() >= self.until {
                    break;
                }
            }
            match &self.best {
                Some((after, _)) if *after < before && self.reach.work() < self.until => {}
                _ => return,
            }
        }
    }
}
