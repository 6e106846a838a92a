//! On which days of a year children start and cease to be looked after: all year round, a little more in summer.

use super::day::{Day, year_end, year_of, year_start, ymd};
use super::draw::{Draw, at_a_boundary};

/// Weight of each month, April first.
const MONTHS: [usize; 12] = [96, 99, 104, 113, 107, 102, 100, 97, 90, 98, 95, 99];

/// How many of `total` fall in each month, April first.
fn monthly(draw: &mut Draw, total: usize, months: std::ops::Range<usize>) -> [usize; 12] {
    let mut weights = [0; 12];
    for month in months {
        weights[month] = MONTHS[month] * (94 + draw.below(13));
    }
    let sum = weights.iter().sum::<usize>().max(1);
    let mut counts = weights.map(|weight| total * weight / sum);
    let mut order: Vec<usize> = (0..12).filter(|month| weights[*month] > 0).collect();
    order.sort_by_key(|month| std::cmp::Reverse(total * weights[*month] % sum));
    let short = total - counts.iter().sum::<usize>();
    for month in order.into_iter().take(short) {
        counts[month] += 1;
    }
    counts
}

/// Draws the days of a year's `total` events, without those already `fixed`; `late` of all fall after January.
pub(super) fn days(
    draw: &mut Draw,
    ending: i32,
    total: usize,
    late: Option<usize>,
    fixed: &[Day],
) -> Vec<Day> {
    let mut counts = match late {
        None => monthly(draw, total, 0..12),
        Some(late) => {
            let (early, late) = (monthly(draw, total - late.min(total), 0..10), monthly(draw, late, 10..12));
            std::array::from_fn(|month| early[month] + late[month])
        }
    };
    let month_of = |day: Day| (0..12).rev().find(|month| first(ending, *month) <= day).unwrap_or(0);
    for day in fixed.iter().filter(|day| year_of(**day) == ending) {
        let month = month_of(*day);
        // A full month takes from the fullest one on the same side of 31 January, so that the stock on that day holds.
        let side = if late.is_none() {
            0..12
        } else if month < 10 {
            0..10
        } else {
            10..12
        };
        let from = if counts[month] > 0 { Some(month) } else { side.max_by_key(|other| counts[*other]) };
        let from = from.filter(|other| counts[*other] > 0);
        if let Some(from) = from.or_else(|| (0..12).max_by_key(|other| counts[*other])) {
            counts[from] = counts[from].saturating_sub(1);
        }
    }
    let mut days = Vec::with_capacity(total);
    for (month, count) in counts.into_iter().enumerate() {
        let last = if month == 11 { year_end(ending) } else { first(ending, month + 1) - 1 };
        for _ in 0..count {
            days.push(working_day(draw, first(ending, month), last));
        }
    }
    days
}

/// First day of a month of the year, April being 0.
fn first(ending: i32, month: usize) -> Day {
    let starts = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3];
    let year = if month < 9 { ending - 1 } else { ending };
    ymd(year, starts[month.min(11)], 1).max(year_start(ending))
}

/// A day of a month, mostly from Monday to Friday and at no boundary of a rule.
fn working_day(draw: &mut Draw, first: Day, last: Day) -> Day {
    let mut day = first + 5;
    for _ in 0..20 {
        day = draw.between(first, last);
        // Day 1 was a Monday: 6 and 0 are Saturday and Sunday.
        let weekend = matches!(day.rem_euclid(7), 6 | 0);
        if !at_a_boundary(day) && (!weekend || draw.chance(250)) {
            break;
        }
        day = first + 5;
    }
    day
}
