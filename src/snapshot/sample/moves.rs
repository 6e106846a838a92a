//! On which days children move to another carer: as many with three or more placements in a year as published,
//! and as many long stays with the same carer for two years.

use super::child::Child;
use super::day::{Day, year_end, year_of, year_start};
use super::draw::Draw;
use super::leaving::long_stay_since;
use super::published::{self, Year};

/// Moves to another carer: by child, by period of care, in order.
pub(super) struct Moves {
    pub(super) days: Vec<Vec<Vec<Day>>>,
    /// Children whose long stay counts in a published figure: no temporary placement blurs it.
    pub(super) watched: Vec<bool>,
}

/// What a child may do in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    Free,
    /// No move.
    Stay,
    /// At least one move.
    Move,
}

/// Draws every child's moves.
pub(super) fn moves(draw: &mut Draw, children: &[Child]) -> Moves {
    let mut days: Vec<Vec<Vec<Day>>> = children.iter().map(|c| vec![Vec::new(); c.spells.len()]).collect();
    for (child, moves) in children.iter().zip(&mut days) {
        before_2012(draw, child, moves);
    }
    let (duties, watched) = duties(draw, children);
    for (year, duties) in published::YEARS.iter().zip(&duties) {
        let drawn = numbers(draw, children, year, duties);
        for (i, (spell, count)) in drawn {
            let Some(period) = children[i].spells.get(spell) else { continue };
            let low = (period.start + 6).max(year_start(year.ending) + 2);
            let end = period.end.unwrap_or(Day::MAX);
            let high = (end.saturating_sub(6)).min(year_end(year.ending) - 3);
            let (low, high) = burst(draw, low, high, count, period.start);
            days[i][spell].extend(draw.spaced(low, high, count, 6));
        }
    }
    for spells in &mut days {
        spells.iter_mut().for_each(|moves| moves.sort_unstable());
    }
    Moves { days, watched }
}

/// The days among which a child's moves of a year fall: several moves come within a few months, for a child who has
/// just come soon after the start, so that a count over any twelve months sees most of them together.
fn burst(draw: &mut Draw, low: Day, high: Day, count: usize, start: Day) -> (Day, Day) {
    let length = 70 + draw.between(0, 60);
    if count < 2 || high - low <= length {
        return (low, high);
    }
    let just_come = low - start < 30 && draw.chance(700);
    let from = if just_come { low } else { draw.between(low, high - length) };
    (from, from + length)
}

/// Moves of long ago: one in three years.
fn before_2012(draw: &mut Draw, child: &Child, moves: &mut [Vec<Day>]) {
    let first = year_start(2013);
    for (spell, moves) in child.spells.iter().zip(moves) {
        let mut from = spell.start + 6;
        while from + 370 < first {
            if draw.chance(330) {
                moves.extend(draw.spaced(from, from + 350, 1, 6));
            }
            from += 365;
        }
    }
}

/// Children under 16 at a year end who have been looked after for two and a half years.
fn long_stays(children: &[Child], ending: i32) -> Vec<usize> {
    let (today, since) = (year_end(ending), long_stay_since(ending));
    (0..children.len())
        .filter(|i| children[*i].turn_18_in >= ending + 3)
        .filter(|i| children[*i].in_care(today).is_some_and(|spell| spell.start <= since))
        .collect()
}

/// Who must stay and who must move, by year, so that long stays are as stable as published.
fn duties(draw: &mut Draw, children: &[Child]) -> (Vec<Vec<Duty>>, Vec<bool>) {
    let mut duties = vec![vec![Duty::Free; children.len()]; published::YEARS.len()];
    let mut watched = vec![false; children.len()];
    let at = |ending: i32| published::YEARS.iter().position(|year| year.ending == ending);
    let (Some(y17), Some(y18), Some(y19)) = (at(2017), at(2018), at(2019)) else {
        return (duties, watched);
    };
    let stable = |at: usize| published::YEARS[at].stable.unwrap_or(0);

    let mut in_2018 = long_stays(children, 2018);
    let mut in_2019 = long_stays(children, 2019);
    for i in in_2018.iter().chain(&in_2019) {
        watched[*i] = true;
    }
    draw.shuffle(&mut in_2018);
    let unstable = in_2018.len().saturating_sub(stable(y18));
    for (number, i) in in_2018.iter().enumerate() {
        let (first, second) = match number {
            _ if number >= unstable => (Duty::Stay, Duty::Stay),
            _ if number < unstable / 2 => (Duty::Free, Duty::Move),
            _ => (Duty::Move, Duty::Stay),
        };
        duties[y17][*i] = first;
        duties[y18][*i] = second;
    }
    // The newer long stays of 2019 were free in the year before: three in ten of them moved in it.
    for i in &in_2019 {
        if duties[y18][*i] == Duty::Free {
            duties[y18][*i] = if draw.chance(300) { Duty::Move } else { Duty::Stay };
        }
    }
    let moved = in_2019.iter().filter(|i| duties[y18][**i] == Duty::Move).count();
    let more = in_2019.len().saturating_sub(stable(y19) + moved);
    draw.shuffle(&mut in_2019);
    let settled: Vec<usize> = in_2019.into_iter().filter(|i| duties[y18][*i] == Duty::Stay).collect();
    for (number, i) in settled.into_iter().enumerate() {
        duties[y19][i] = if number < more { Duty::Move } else { Duty::Stay };
    }
    (duties, watched)
}

/// How many moves each child makes in a year: (child, (period of care, moves)).
fn numbers(
    draw: &mut Draw,
    children: &[Child],
    year: &Year,
    duties: &[Duty],
) -> Vec<(usize, (usize, usize))> {
    let (first, last) = (year_start(year.ending), year_end(year.ending));
    let mut drawn: Vec<(usize, (usize, usize))> = Vec::new();
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    let mut stock: Vec<usize> = Vec::new();
    for (i, child) in children.iter().enumerate() {
        if let Some(spell) = child.in_care(last) {
            stock.push(i);
            let days = last - spell.start.max(first);
            let weight = if duties[i] == Duty::Stay || days < 80 || started_twice(child, year.ending) {
                0
            } else {
                let by_age = match child.age_at_end(year.ending) {
                    0 => 1,
                    1..=4 => 2,
                    5..=10 => 3,
                    11..=13 => 5,
                    _ => 8,
                };
                by_age
                    * match first - spell.start {
                        ..=0 => 5,
                        1..700 => 3,
                        _ => 2,
                    }
            };
            candidates.push((weight, i));
        }
        for (at, spell) in child.spells.iter().enumerate() {
            let ends_here = spell.end.is_some_and(|end| year_of(end) == year.ending);
            if ends_here && !started_twice(child, year.ending) && draw.chance(300) {
                drawn.push((i, (at, 1 + draw.below(5) / 4)));
            }
        }
    }
    let many = draw.draw(&candidates, year.three_or_more);
    let mut is_one = vec![false; children.len()];
    many.iter().for_each(|i| is_one[*i] = true);
    for i in stock {
        let spell = children[i].spells.len() - 1;
        let spell = children[i].in_care(last).map_or(spell, |now| position(&children[i], now.start));
        let here = first - children[i].spells[spell].start;
        let count = if is_one[i] {
            draw.pick(&[(72, 2), (20, 3), (8, 4)])
        } else if started_twice(&children[i], year.ending) || duties[i] == Duty::Stay {
            0
        } else if duties[i] == Duty::Move {
            1
        } else {
            let rate = match here {
                ..=0 => 300,
                1..500 => 250,
                _ => 130,
            };
            usize::from(draw.chance(rate))
        };
        if count > 0 {
            drawn.push((i, (spell, count)));
        }
    }
    drawn
}

fn position(child: &Child, start: Day) -> usize {
    child.spells.iter().position(|spell| spell.start == start).unwrap_or(0)
}

/// Whether two periods of care of the year make two placements already.
fn started_twice(child: &Child, ending: i32) -> bool {
    child.spells.iter().filter(|spell| year_of(spell.start) == ending).count() > 1
}
