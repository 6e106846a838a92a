//! Who of the children looked after ceases in a year, and why.

use super::child::GUARDIANSHIP;
use super::day::{Day, birthday, year_start, ymd};
use super::draw::Draw;
use super::periods::Periods;
use super::published::{self, Year};

/// A year's plan of those who cease.
pub(super) struct Leaving {
    /// Children of the stock who stay until their 18th birthday.
    pub(super) turned_18: Vec<usize>,
    /// Other children of the stock, each with the reason; those with the narrowest choice of days first.
    pub(super) others: Vec<(usize, &'static str)>,
    /// Reasons for returning home that are still to be given.
    pub(super) home_codes: Vec<&'static str>,
    /// Children who start and go home in the year.
    pub(super) short_home: usize,
    /// Children who start and cease for another reason in the year.
    pub(super) short_other: usize,
}

impl Leaving {
    /// Plans a year; `newly_entitled` young people will come at 17 and turn 18 within it.
    pub(super) fn plan(periods: &mut Periods, year: &Year, newly_entitled: usize) -> Self {
        let stock = periods.stock();
        let (turning, mut rest): (Vec<usize>, Vec<usize>) =
            stock.into_iter().partition(|i| periods.children[*i].turn_18_in == year.ending);
        let early = early_leavers(periods, year, &turning);
        let turned_18: Vec<usize> = turning.into_iter().filter(|i| !early.contains(i)).collect();

        let [planned, unplanned] = year.home;
        let home = planned + unplanned;
        let adopted = year.adopted[0] + year.adopted[1];
        let other =
            year.ceased.saturating_sub(turned_18.len() + newly_entitled + adopted + year.guardianship + home);
        let short_home = (home - year.started_twice) * 45 / 100;
        let short_other = other.saturating_sub(early.len()) * 45 / 100;
        let mut home_codes = [vec!["E4A"; planned], vec!["E4B"; unplanned]].concat();
        periods.draw.shuffle(&mut home_codes);

        let for_adoption = choose(periods, &mut rest, adopted, |p, i| adoption_weight(p, i, year));
        let guardianship =
            choose(periods, &mut rest, year.guardianship, |p, i| guardianship_weight(p, i, year));
        let stock_home = home - year.started_twice - short_home;
        let going_home = choose(periods, &mut rest, stock_home, |p, i| home_weight(p, i, year));
        let stock_other = other.saturating_sub(early.len() + short_other);
        let leaving = choose(periods, &mut rest, stock_other, |p, i| other_weight(p, i, year));

        // Going home, to a guardian or elsewhere: who exactly is settled by the number of long stays that remain.
        let kinds = [(guardianship, GUARDIANSHIP), (going_home, "home"), (leaving, "other")];
        let mut free: Vec<(usize, &'static str)> =
            kinds.iter().flat_map(|(children, kind)| children.iter().map(|child| (*child, *kind))).collect();
        if let Some(next) = published::year(year.ending + 1) {
            // First a look ahead: next year's long stays have to be here still, with a few to spare.
            let enough = Wanted { ending: next.ending, count: next.long_term + 8, exact: false };
            keep_long_stays(periods, &mut free, &mut rest, year, &enough);
        }
        let exact = year.stable.is_some();
        let now = Wanted { ending: year.ending, count: year.long_term, exact };
        keep_long_stays(periods, &mut free, &mut rest, year, &now);

        let mut others: Vec<(usize, &'static str)> =
            early.iter().map(|child| (*child, other_code(&mut periods.draw, 17, false))).collect();
        let codes = [vec!["E11"; year.adopted[0]], vec!["E12"; year.adopted[1]]].concat();
        let mut adoptions: Vec<(usize, &'static str)> = for_adoption.into_iter().zip(codes).collect();
        adoptions.sort_by_key(|(child, _)| std::cmp::Reverse(started(periods, *child)));
        others.extend(adoptions);
        for (child, kind) in free {
            let code = match kind {
                "home" => home_codes.pop().unwrap_or("E4A"),
                "other" => {
                    let age = periods.children[child].age_at_end(year.ending);
                    other_code(&mut periods.draw, age, false)
                }
                _ => GUARDIANSHIP,
            };
            others.push((child, code));
        }
        Self { turned_18, others, home_codes, short_home, short_other }
    }
}

fn started(periods: &Periods, child: usize) -> Day {
    periods.children[child].open().map_or(0, |spell| spell.start)
}

/// A few leave at 17; they have been here long enough to be entitled all the same.
fn early_leavers(periods: &mut Periods, year: &Year, turning: &[usize]) -> Vec<usize> {
    let first = year_start(year.ending);
    let candidates: Vec<(usize, usize)> = turning
        .iter()
        .filter(|i| {
            let child = &periods.children[**i];
            !child.asylum && started(periods, **i) < first - 120 && birthday(child.born, 18) > first + 200
        })
        .map(|i| (1, *i))
        .collect();
    periods.draw.draw(&candidates, 2)
}

/// Draws children by weight and takes them out of the rest.
fn choose(
    periods: &mut Periods,
    rest: &mut Vec<usize>,
    count: usize,
    weight: impl Fn(&Periods, usize) -> usize,
) -> Vec<usize> {
    let candidates: Vec<(usize, usize)> = rest.iter().map(|i| (weight(periods, *i), *i)).collect();
    let mut drawn = periods.draw.draw(&candidates, count);
    if drawn.len() < count {
        // Better an unlikely child than a missed total.
        let spare: Vec<(usize, usize)> = rest
            .iter()
            .filter(|i| !drawn.contains(i) && !periods.children[**i].asylum)
            .map(|i| (1, *i))
            .collect();
        let missing = count - drawn.len();
        drawn.extend(periods.draw.draw(&spare, missing));
    }
    rest.retain(|i| !drawn.contains(i));
    drawn
}

fn adoption_weight(periods: &Periods, child: usize, year: &Year) -> usize {
    let first = year_start(year.ending);
    let start = started(periods, child);
    // Adopted children leave within two and a half years, so none of them is ever a long stay.
    if periods.children[child].asylum || start < first - 490 || start > first - 20 {
        return 0;
    }
    match periods.children[child].age_at_end(year.ending) {
        1..=3 => 20,
        4 | 5 => 8,
        6 | 7 => 3,
        8 | 9 => 1,
        _ => 0,
    }
}

fn guardianship_weight(periods: &Periods, child: usize, year: &Year) -> usize {
    let first = year_start(year.ending);
    let start = started(periods, child);
    let age = periods.children[child].age_at_end(year.ending);
    if periods.children[child].asylum || age > 14 || start > first - 20 {
        return 0;
    }
    let by_age = match age {
        0..=5 => 4,
        6..=9 => 3,
        _ => 1,
    };
    by_age * if start >= first - 540 { 9 } else { 1 }
}

fn home_weight(periods: &Periods, child: usize, year: &Year) -> usize {
    let first = year_start(year.ending);
    let start = started(periods, child);
    let age = periods.children[child].age_at_end(year.ending);
    if periods.children[child].asylum || (age == 17 && start > first - 120) {
        return 0;
    }
    let by_age = if age >= 15 { 1 } else { 2 };
    by_age
        * match first - start {
            ..300 => 16,
            300..500 => 6,
            _ => 1,
        }
}

fn other_weight(periods: &Periods, child: usize, year: &Year) -> usize {
    let age = periods.children[child].age_at_end(year.ending);
    let by_age = if (10..=14).contains(&age) { 2 } else { 1 };
    by_age * home_weight(periods, child, year)
}

/// How many long stays of a year end must remain.
struct Wanted {
    ending: i32,
    count: usize,
    /// Whether more would be wrong, too.
    exact: bool,
}

/// Exchanges children who leave for children who stay until as many long stays remain as wanted.
fn keep_long_stays(
    periods: &Periods,
    free: &mut [(usize, &'static str)],
    staying: &mut [usize],
    year: &Year,
    wanted: &Wanted,
) {
    let since = long_stay_since(wanted.ending);
    let may_swap = |i: usize| {
        let child = &periods.children[i];
        child.turn_18_in >= year.ending + 3 && !child.asylum
    };
    let long = |i: usize| started(periods, i) <= since && periods.children[i].turn_18_in >= wanted.ending + 3;
    let mut count = staying.iter().filter(|i| long(**i)).count();
    for (leaver, kind) in free {
        let too_many = count > wanted.count;
        if count == wanted.count || (too_many && !wanted.exact) {
            break;
        }
        if !may_swap(*leaver) || long(*leaver) == too_many {
            continue;
        }
        let age = periods.children[*leaver].age_at_end(year.ending);
        let stayer = staying
            .iter_mut()
            .filter(|i| may_swap(**i) && long(**i) == too_many)
            .filter(|i| *kind != GUARDIANSHIP || guardianship_weight(periods, **i, year) > 0)
            .min_by_key(|i| (periods.children[**i].age_at_end(year.ending) - age).abs());
        if let Some(stayer) = stayer {
            std::mem::swap(stayer, leaver);
            count = if too_many { count - 1 } else { count + 1 };
        }
    }
}

/// Last day on which a period of care of two and a half years at 31 March may have started.
pub(super) fn long_stay_since(ending: i32) -> Day {
    ymd(ending - 3, 9, 30)
}

/// Reason for ceasing that is neither home, adoption, guardianship nor the 18th birthday.
pub(super) fn other_code(draw: &mut Draw, age: i32, short: bool) -> &'static str {
    match (age, short) {
        (0..=9, _) => draw.pick(&[(45, "E41"), (30, "E13"), (20, "E8"), (5, "E3")]),
        (10..=13, _) => draw.pick(&[(30, "E41"), (35, "E13"), (27, "E8"), (8, "E3")]),
        (_, true) => draw.pick(&[(30, "E8"), (25, "E14"), (30, "E13"), (9, "E3"), (6, "E9")]),
        (16.., false) => {
            draw.pick(&[(22, "E8"), (24, "E5"), (16, "E6"), (18, "E13"), (10, "E9"), (10, "E3")])
        }
        _ => draw.pick(&[(35, "E13"), (20, "E41"), (27, "E8"), (10, "E3"), (8, "E9")]),
    }
}

/// Age at the year's end of a child who stays for a short time.
pub(super) fn age_of_short_stay(draw: &mut Draw) -> i32 {
    draw.pick(&[
        (5, 0),
        (3, 1),
        (3, 2),
        (3, 3),
        (4, 5),
        (4, 6),
        (4, 7),
        (4, 9),
        (4, 10),
        (5, 11),
        (6, 12),
        (8, 13),
        (11, 14),
        (13, 15),
        (14, 16),
        (9, 17),
    ])
}

/// Age at the year's end of a child who comes to stay, 15 to 17 left out.
pub(super) fn age_of_stay(draw: &mut Draw) -> i32 {
    draw.pick(&[
        (26, 0),
        (10, 1),
        (8, 2),
        (7, 3),
        (6, 4),
        (6, 5),
        (6, 6),
        (6, 7),
        (5, 8),
        (5, 9),
        (5, 10),
        (5, 11),
        (6, 12),
        (7, 13),
        (8, 14),
    ])
}
