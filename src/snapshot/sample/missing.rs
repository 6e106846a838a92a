//! Children missing or away from their placement: as many children in a year as published, a few of them very often.

use crate::snapshot::MissingEpisode;

use super::child::Child;
use super::day::{Day, date, year_end, year_start};
use super::draw::Draw;
use super::published;

/// A row before it has a person's id: the child, then the row.
pub(super) type Rows = Vec<(usize, MissingEpisode)>;

/// Draws the episodes of the years to 31 March 2013 to 2020.
pub(super) fn missing(draw: &mut Draw, children: &[Child]) -> Rows {
    let mut rows: Rows = Vec::new();
    // Some are more likely than others to go missing, whatever the year.
    let bent: Vec<usize> = children.iter().map(|_| draw.pick(&[(60, 1), (28, 4), (12, 12)])).collect();
    for ending in 2013..=2020 {
        let (first, last) = (year_start(ending), year_end(ending));
        let in_care = children.iter().filter(|child| child.in_care_between(first, last)).count();
        let (missing, away) = published::missing(ending);
        let share = |per_cent: usize| (in_care * per_cent + 50) / 100;

        let weights: Vec<(usize, usize)> =
            (0..children.len()).map(|i| (weight(&children[i], ending) * bent[i], i)).collect();
        let who = draw.draw(&weights, share(missing));
        let is_missing = |i: usize| who.contains(&i);
        let again: Vec<(usize, usize)> =
            weights.iter().map(|(weight, i)| (weight * if is_missing(*i) { 6 } else { 1 }, *i)).collect();
        let others = draw.draw(&again, share(away));
        let mut lost = 0;
        for (kind, list) in [("M", &who), ("A", &others)] {
            for i in list {
                // Two at the end of the last year have not come back yet.
                let open = kind == "M" && ending == 2019 && lost < 2 && children[*i].in_care(last).is_some();
                lost += usize::from(open);
                one_child(draw, &mut rows, &children[*i], *i, ending, (kind, bent[*i] == 12, open));
            }
        }
    }
    rows.sort_by_key(|(child, row)| (*child, row.start));
    rows
}

/// The part of a year's period of care in which a child can go missing.
fn time(child: &Child, ending: i32) -> Option<(Day, Day)> {
    let (first, last) = (year_start(ending) + 2, year_end(ending) - 2);
    child
        .spells
        .iter()
        .map(|spell| ((spell.start + 3).max(first), spell.end.map_or(last, |end| (end - 2).min(last))))
        .filter(|(from, to)| to - from >= 20)
        .max_by_key(|(from, to)| to - from)
}

fn weight(child: &Child, ending: i32) -> usize {
    if time(child, ending).is_none() {
        return 0;
    }
    match child.age_at_end(ending) {
        ..=8 => 0,
        9..=11 => 1,
        12 | 13 => 8,
        14 => 16,
        _ => 24,
    }
}

fn one_child(
    draw: &mut Draw,
    rows: &mut Rows,
    child: &Child,
    number: usize,
    ending: i32,
    (kind, often, open): (&str, bool, bool),
) {
    let Some((from, to)) = time(child, ending) else { return };
    let times = match draw.below(100) {
        _ if often && draw.chance(350) => 9 + draw.below(21),
        0..60 => 1,
        60..82 => 2,
        82..94 => 3 + draw.below(3),
        _ => 6 + draw.below(5),
    };
    let times = if kind == "A" { times.div_ceil(2) } else { times };
    let mut free = from;
    let latest = if open { to - 12 } else { to };
    for start in draw.spaced(from, latest.max(from), times, 3) {
        if start < free {
            continue;
        }
        let nights = match draw.below(100) {
            0..45 => 0,
            45..75 => 1,
            75..90 => 2,
            90..97 => 3 + draw.small(5),
            _ => 6 + draw.small(20),
        };
        let end = (start + nights).min(to);
        free = end + 1;
        push(draw, rows, number, kind, start, Some(end));
    }
    if open && free <= to {
        let start = to - draw.between(0, 4).min(to - free);
        push(draw, rows, number, kind, start, None);
    }
}

fn push(draw: &mut Draw, rows: &mut Rows, child: usize, kind: &str, start: Day, end: Option<Day>) {
    let yes = |yes: bool| if yes { "Y" } else { "N" }.to_owned();
    let offered = end.map(|_| draw.chance(880));
    let accepted = offered.filter(|offered| *offered).map(|_| draw.chance(600));
    rows.push((
        child,
        MissingEpisode {
            id: String::new(),
            person: String::new(),
            start: date(start),
            kind: kind.to_owned(),
            end: end.map(date),
            interview_offered: offered.map(yes),
            interview_accepted: accepted.map(yes),
        },
    ));
}
