//! Chance: a seeded stream of draws, in whole numbers only, so that every machine draws the same.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::day::{Day, date, year_of};

/// What a stream of draws is for: each has its own, so that one can change without moving the others.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Periods = 1,
    Moves,
    Homes,
    Care,
    People,
    Reviews,
    Missing,
    Health,
    CareLeavers,
    ShortBreaks,
    LeaversLives = 40,
    // Numbered, so that fields of work can be added side by side without moving each other's streams.
    Surveys = 50,
    Participation = 51,
    Workforce = 52,
    Oversight = 53,
}

/// A stream of draws.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of a seed for one copy of the council and one purpose.
    pub(super) fn new(seed: u64, copy: u32, purpose: Purpose) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(u64::from(copy) * 64 + purpose as u64);
        Self(rng)
    }

    /// The stream of a seed for one person (0: for nobody in particular) and one field, apart from all others.
    pub(super) fn of_person(seed: u64, person: usize, field: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        // Streams of the council's own purposes stay far below 2^40.
        rng.set_stream((1 << 40) + u64::try_from(person).unwrap_or(0) * 64 + field);
        Self(rng)
    }

    /// A whole number from 0 to `n - 1`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX) & u64::from(u32::MAX);
        usize::try_from((u64::from(self.0.next_u32()) * n) >> 32).unwrap_or(0)
    }

    /// A whole number from `low` to `high`, both included; `low` when the range is empty.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = usize::try_from(i64::from(high) - i64::from(low) + 1).unwrap_or(0);
        low + i32::try_from(self.below(width)).unwrap_or(0)
    }

    /// A number from 0 to `n - 1`, small ones more often.
    pub(super) fn small(&mut self, n: i32) -> i32 {
        let once = self.between(0, n - 1);
        self.between(0, once)
    }

    /// True in `per_mille` of a thousand draws.
    pub(super) fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a table of weighted values.
    pub(super) fn pick<T: Copy, const N: usize>(&mut self, table: &[(usize, T); N]) -> T {
        let mut left = self.below(table.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in table {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        table[N - 1].1
    }

    /// One of a list, all alike; `None` when it is empty.
    pub(super) fn choose<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        list.get(self.below(list.len())).copied()
    }

    /// Puts a list into random order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            let j = self.below(i + 1);
            list.swap(i, j);
        }
    }

    /// Draws `count` different values, weight by weight; fewer when fewer have a weight.
    pub(super) fn draw<T: Copy>(&mut self, candidates: &[(usize, T)], count: usize) -> Vec<T> {
        let mut pool: Vec<(usize, T)> = candidates.iter().filter(|(w, _)| *w > 0).copied().collect();
        let mut total: usize = pool.iter().map(|(w, _)| w).sum();
        let mut drawn = Vec::with_capacity(count);
        while drawn.len() < count && !pool.is_empty() {
            let mut left = self.below(total);
            let mut at = pool.len() - 1;
            for (i, (weight, _)) in pool.iter().enumerate() {
                if left < *weight {
                    at = i;
                    break;
                }
                left -= weight;
            }
            let (weight, value) = pool.swap_remove(at);
            total -= weight;
            drawn.push(value);
        }
        drawn
    }

    /// Takes one day out of a list: any from `low` to `high`, else the nearest to them.
    pub(super) fn take(&mut self, days: &mut Vec<Day>, low: Day, high: Day) -> Day {
        let inside: Vec<usize> = (0..days.len()).filter(|i| (low..=high).contains(&days[*i])).collect();
        let at = self.choose(&inside).or_else(|| {
            let away = |day: Day| if day < low { low - day } else { day - high };
            (0..days.len()).min_by_key(|i| away(days[*i]))
        });
        at.map_or(low, |at| days.swap_remove(at))
    }

    /// Up to `count` days from `low` to `high` in order, at least `gap` apart.
    pub(super) fn spaced(&mut self, low: Day, high: Day, count: usize, gap: i32) -> Vec<Day> {
        let mut days: Vec<Day> = Vec::with_capacity(count);
        let mut tries = 0;
        while days.len() < count && high >= low && tries < 400 {
            tries += 1;
            let day = self.between(low, high);
            if days.iter().all(|other| (other - day).abs() >= gap) {
                days.push(day);
            }
        }
        days.sort_unstable();
        days
    }

    /// A day from `low` to `high` such that `length` days from it stay within one financial year.
    pub(super) fn within_year(&mut self, low: Day, high: Day, length: i32) -> Option<Day> {
        (0..8)
            .map(|_| self.between(low, high))
            .find(|day| *day >= low && *day + length <= high && year_of(day - 3) == year_of(day + length + 3))
    }
}

/// Whether a day is at a boundary that a look-back of one, two or two and a half years meets:
/// no period of care starts on such a day, so that no figure hangs on which side of it a rule stands.
pub(super) fn at_a_boundary(day: Day) -> bool {
    use chrono::Datelike;
    let date = date(day);
    matches!((date.month(), date.day()), (3 | 9, 30) | (3, 31) | (4 | 10, 1 | 2) | (9 | 2, 29))
}
