//! What a period of care was like: homes in order, legal statuses, changes with the same carer, the reason it ended.

use super::child::{Child, GUARDIANSHIP, Spell, TURNED_18};
use super::day::{Day, age, year_end, year_of, ymd};
use super::draw::{Draw, at_a_boundary};
use super::home::{self, Home, Places, Zone, is_foster};
use super::legal::{LegalPath, in_force, legal_path};
use super::moves::Moves;
use super::published;

/// One period of care.
pub(super) struct Care {
    pub(super) end: Option<Day>,
    /// SSDA903 reason for ceasing; empty while open.
    pub(super) code: &'static str,
    pub(super) homes: Vec<Home>,
    pub(super) legal: LegalPath,
    /// Day on which a home becomes another kind of placement with the same carer: home, day, kind.
    pub(super) same_carer: Vec<(usize, Day, &'static str)>,
    /// Whether temporary placements are kept out.
    pub(super) watched: bool,
}

/// Draws the periods of care of all children.
pub(super) fn care(draw: &mut Draw, copy: usize, children: &[Child], moves: &Moves) -> Vec<Vec<Care>> {
    let mut all: Vec<Vec<Care>> = Vec::with_capacity(children.len());
    for (i, child) in children.iter().enumerate() {
        let periods = child.spells.iter().zip(&moves.days[i]);
        let watched = moves.watched[i];
        all.push(periods.map(|(spell, days)| one(draw, child, spell, days, watched)).collect());
    }
    settle_zones(draw, &mut all);
    let mut places = Places::new(copy);
    for (child, periods) in children.iter().zip(&mut all) {
        for period in periods {
            let mut before = usize::MAX;
            for home in &mut period.homes {
                places.settle(draw, home, before, child.asylum);
                before = home.place;
            }
        }
    }
    all
}

fn one(draw: &mut Draw, child: &Child, spell: &Spell, moves: &[Day], watched: bool) -> Care {
    let legal = legal_path(draw, child, spell, moves);
    let mut starts = vec![spell.start];
    starts.extend(moves);
    let pathway = match (spell.code, spell.end) {
        ("E11" | "E12", Some(end)) => adoption(draw, spell, end, &legal, &mut starts),
        _ => None,
    };
    let mut kinds: Vec<&'static str> = Vec::with_capacity(starts.len());
    for (number, start) in starts.iter().enumerate() {
        let ordered = matches!(in_force(&legal, *start), "C1" | "C2" | "E1");
        let last = number + 1 == starts.len();
        kinds.push(match spell.code {
            "E11" | "E12" if number > 0 || age(child.born, *start) > 1 => {
                draw.pick(&[(85, "U6"), (15, "U5")])
            }
            "E11" | "E12" => draw.pick(&[(70, "U6"), (22, "U5"), (8, "R3")]),
            GUARDIANSHIP if last => draw.pick(&[(50, "U3"), (40, "U6"), (10, "U4")]),
            "E14" => draw.pick(&[(45, "R5"), (20, "K1"), (35, "U6")]),
            "E4A" if last && number > 0 && ordered && draw.chance(350) => "P1",
            _ => home::kind(draw, age(child.born, *start), child.asylum, ordered),
        });
    }
    let mut same_carer: Vec<(usize, Day, &'static str)> = Vec::new();
    match pathway {
        Some(Pathway::NewHome(kind)) => {
            if let Some(last) = kinds.last_mut() {
                *last = kind;
            }
        }
        Some(Pathway::SameHome(day, kind)) => same_carer.push((kinds.len() - 1, day, kind)),
        None => {}
    }
    let ends = starts.iter().skip(1).copied().map(Some).chain([spell.end]);
    let homes: Vec<Home> = starts
        .iter()
        .zip(ends)
        .zip(&kinds)
        .map(|((start, end), kind)| Home::new(*start, end, kind, draw))
        .collect();
    for (number, home) in homes.iter().enumerate() {
        let end = home.end.unwrap_or(ymd(2020, 3, 31));
        if let Some(kind) = long_term(home.kind)
            && end - home.start > 500
            && !same_carer.iter().any(|(other, ..)| *other == number)
            && draw.chance(620)
        {
            let day = home.start + 300 + draw.small(180);
            // A match and a full care order sometimes come on one day.
            let court =
                legal.iter().find(|(court, code)| *code == "C2" && (home.start + 120..day).contains(court));
            let together = court.filter(|_| draw.chance(250)).map(|(court, _)| *court);
            same_carer.push((number, together.unwrap_or(day), kind));
        }
    }
    same_carer.sort_unstable_by_key(|(_, day, _)| *day);
    let last_kind = same_carer
        .iter()
        .rev()
        .find(|(number, ..)| *number + 1 == homes.len())
        .map(|(.., kind)| *kind)
        .or(kinds.last().copied())
        .unwrap_or("U6");
    let code = final_code(draw, spell, last_kind);
    Care { end: spell.end, code, homes, legal, same_carer, watched }
}

/// The long-term code of a foster placement that can become one.
fn long_term(kind: &str) -> Option<&'static str> {
    match kind {
        "U6" => Some("U4"),
        "U3" => Some("U1"),
        _ => None,
    }
}

/// How a child comes to be placed for adoption.
enum Pathway {
    /// The last home is the adopters'.
    NewHome(&'static str),
    /// The carers adopt: from this day the same home is a placement for adoption.
    SameHome(Day, &'static str),
}

/// Places a child for adoption ten weeks or more before the order: at the last move if that fits, else by a move
/// that makes no third placement in a year, else with the carers.
fn adoption(
    draw: &mut Draw,
    spell: &Spell,
    end: Day,
    legal: &LegalPath,
    starts: &mut Vec<Day>,
) -> Option<Pathway> {
    let consent = spell.code == "E11" && draw.chance(400);
    let order = legal.iter().find(|(_, code)| *code == "E1").map_or(spell.start + 70, |(day, _)| *day);
    let last_move = starts.last().copied().unwrap_or(spell.start);
    let elsewhere = if consent { "A4" } else { "A6" };
    if starts.len() > 1 && last_move >= order && (end - 450..=end - 75).contains(&last_move) {
        return Some(Pathway::NewHome(elsewhere));
    }
    let earliest = order.max(last_move + 12).max(spell.start + 90);
    let day = draw.between(earliest, end - 75);
    let unseen = year_of(day) == year_of(end) || !starts.iter().any(|other| year_of(*other) == year_of(day));
    if earliest <= end - 75 && unseen && !at_a_boundary(day) && draw.chance(620) {
        starts.push(day);
        return Some(Pathway::NewHome(elsewhere));
    }
    (earliest <= end - 40).then(|| {
        let kind = if consent { "A3" } else { "A5" };
        Pathway::SameHome(draw.between(earliest.max(end - 300), end - 40), kind)
    })
}

/// The reason for ceasing that fits the last placement.
fn final_code(draw: &mut Draw, spell: &Spell, kind: &str) -> &'static str {
    // Codes that say whether the guardian is a relative replaced E43 and E44.
    let old = spell.end.is_some_and(|end| end < ymd(2016, 4, 1));
    match spell.code {
        TURNED_18 if is_foster(kind) => {
            draw.pick(&[(58, "E17"), (28, "E5"), (9, "E6"), (4, "E8"), (1, "E7")])
        }
        TURNED_18 if matches!(kind, "K2" | "R1" | "S1") => {
            draw.pick(&[(68, "E5"), (12, "E7"), (8, "E6"), (12, "E8")])
        }
        TURNED_18 => draw.pick(&[(80, "E5"), (13, "E6"), (7, "E8")]),
        GUARDIANSHIP if old => draw.pick(&[(85, "E43"), (15, "E44")]),
        GUARDIANSHIP if matches!(kind, "U1" | "U2" | "U3") => draw.pick(&[(85, "E45"), (15, "E47")]),
        GUARDIANSHIP => draw.pick(&[(55, "E46"), (25, "E47"), (20, "E48")]),
        code => code,
    }
}

/// Puts homes into zones, so that as many children as published live far away at each year end.
fn settle_zones(draw: &mut Draw, all: &mut [Vec<Care>]) {
    for year in &published::YEARS {
        let Some(wanted) = year.far else { continue };
        let today = year_end(year.ending);
        let mut settled = 0;
        let mut candidates: Vec<(usize, (usize, usize, usize))> = Vec::new();
        for (child, periods) in all.iter().enumerate() {
            for (period, care) in periods.iter().enumerate() {
                let now = care
                    .homes
                    .iter()
                    .position(|home| home.start <= today && home.end.is_none_or(|end| end > today));
                let Some(now) = now else { continue };
                match care.homes[now].zone {
                    Some(Zone::Far) => settled += 1,
                    Some(_) => {}
                    None => candidates.push((care.homes[now].far_weight(), (child, period, now))),
                }
            }
        }
        let far = draw.draw(&candidates, wanted.saturating_sub(settled));
        for (_, (child, period, number)) in candidates {
            all[child][period].homes[number].zone = Some(nearer(draw));
        }
        for (child, period, number) in far {
            all[child][period].homes[number].zone = Some(Zone::Far);
        }
    }
    for home in all.iter_mut().flatten().flat_map(|care| &mut care.homes) {
        if home.zone.is_none() {
            let far = home.far_weight().min(10) * 30;
            home.zone = Some(if draw.chance(far) { Zone::Far } else { nearer(draw) });
        }
    }
}

fn nearer(draw: &mut Draw) -> Zone {
    if draw.chance(420) { Zone::Near } else { Zone::In }
}
