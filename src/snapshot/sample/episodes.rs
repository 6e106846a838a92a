//! Rows of episodes, placements, places and legal statuses from a child's periods of care.

use crate::snapshot::{Episode, LegalStatus, Placement, PlacementPlace, Tables};

use super::care::Care;
use super::day::{Day, date, year_of, ymd};
use super::draw::Draw;
use super::home::{Home, is_foster};

/// How a stay in one placement begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    First,
    /// With another carer, or at another home.
    Move,
    /// The carer stays the same, the kind of placement changes.
    SameCarer,
    /// To a temporary placement, or back from one.
    Temporary,
}

/// A stay in one placement.
struct Stay<'a> {
    start: Day,
    end: Option<Day>,
    kind: &'static str,
    opening: Opening,
    /// The home; `None` for a temporary placement elsewhere.
    home: Option<&'a Home>,
}

/// Numbers a child's rows.
#[derive(Default)]
pub(super) struct Numbers {
    placement: usize,
    legal: usize,
    episode: usize,
}

/// Writes the rows of one period of care.
pub(super) fn write(
    tables: &mut Tables,
    draw: &mut Draw,
    person: &str,
    need: &str,
    numbers: &mut Numbers,
    care: &Care,
) {
    let stays = stays(draw, care);
    let legal_ids = write_legal(tables, person, numbers, care);
    let mut status = 0;
    let last = stays.len() - 1;
    for (at, stay) in stays.iter().enumerate() {
        numbers.placement += 1;
        let placement = format!("{person}-P{}", numbers.placement);
        let next = stays.get(at + 1);
        write_placement(tables, draw, person, &placement, stay, next);

        // A court date on the day of the move is part of the same episode.
        let mut changed = false;
        while care.legal.get(status + 1).is_some_and(|(day, _)| *day <= stay.start) {
            status += 1;
            changed = true;
        }
        let mut start = stay.start;
        let mut reason = match (stay.opening, changed) {
            (Opening::First, _) => "S",
            (Opening::SameCarer, false) => "T",
            (Opening::SameCarer, true) => "U",
            (_, false) => "P",
            (_, true) => "B",
        };
        let within = |day: Day| day > stay.start && stay.end.is_none_or(|end| day < end);
        loop {
            let change = care.legal.get(status + 1).map(|(day, _)| *day).filter(|day| within(*day));
            let end = change.or(stay.end);
            let ends_care = change.is_none() && at == last;
            numbers.episode += 1;
            tables.episodes.push(Episode {
                id: format!("{person}-E{}", numbers.episode),
                person: person.to_owned(),
                start: date(start),
                start_reason: reason.to_owned(),
                need: Some(need.to_owned()),
                end: end.map(date),
                end_reason: end.map(|_| if ends_care { care.code } else { "X1" }.to_owned()),
                placement: Some(placement.clone()),
                legal_status: legal_ids.get(status).cloned(),
            });
            let Some(change) = change else { break };
            status += 1;
            start = change;
            reason = "L";
        }
    }
}

fn write_legal(tables: &mut Tables, person: &str, numbers: &mut Numbers, care: &Care) -> Vec<String> {
    let mut ids = Vec::with_capacity(care.legal.len());
    for (at, (start, code)) in care.legal.iter().enumerate() {
        numbers.legal += 1;
        let id = format!("{person}-L{}", numbers.legal);
        let end = care.legal.get(at + 1).map(|(day, _)| *day).or(care.end);
        tables.legal_statuses.push(LegalStatus {
            id: id.clone(),
            person: person.to_owned(),
            code: (*code).to_owned(),
            start: date(*start),
            end: end.map(date),
        });
        ids.push(id);
    }
    ids
}

fn write_placement(
    tables: &mut Tables,
    draw: &mut Draw,
    person: &str,
    id: &str,
    stay: &Stay<'_>,
    next: Option<&Stay<'_>>,
) {
    let home = stay.home;
    tables.placements.push(Placement {
        id: id.to_owned(),
        person: person.to_owned(),
        start: date(stay.start),
        end: stay.end.map(date),
        kind: stay.kind.to_owned(),
        provider: home.and_then(|home| home.provider).map(str::to_owned),
        urn: home.and_then(|home| home.urn).map(|urn| format!("EX{urn:05}")),
        distance: home.and_then(|home| home.distance).map(|tenths| f64::from(tenths) / 10.0),
        change_reason: next.and_then(|next| change_reason(draw, next)).map(str::to_owned),
    });
    tables.placement_places.push(PlacementPlace {
        placement: id.to_owned(),
        place: home.map(|home| format!("place-{:05}", home.place)),
        outside_borough: home.and_then(|home| home.outside),
    });
}

/// Why a placement ended; not collected before April 2015, and now and then not recorded.
fn change_reason(draw: &mut Draw, next: &Stay<'_>) -> Option<&'static str> {
    let reason = match next.opening {
        _ if next.start < ymd(2015, 4, 1) => return None,
        Opening::First | Opening::SameCarer => "PLACE",
        Opening::Temporary => "CARPL",
        Opening::Move if matches!(next.kind, "A3" | "A4" | "A5" | "A6" | "U4" | "U1" | "P1") => "CARPL",
        Opening::Move if next.kind == "R5" => "CUSTOD",
        Opening::Move => draw.pick(&[
            (36, "CARPL"),
            (21, "CREQB"),
            (13, "CREQO"),
            (9, "CHILD"),
            (7, "LAREQ"),
            (2, "STAND"),
            (2, "ALLEG"),
            (2, "CLOSE"),
            (1, "APPRR"),
            (7, "OTHER"),
        ]),
    };
    (!draw.chance(12)).then_some(reason)
}

/// Cuts the homes into stays: changes with the same carer, temporary placements, and stays of no length.
fn stays<'a>(draw: &mut Draw, care: &'a Care) -> Vec<Stay<'a>> {
    let mut stays: Vec<Stay<'a>> = Vec::with_capacity(care.homes.len() + 2);
    for (number, home) in care.homes.iter().enumerate() {
        let opening = if number == 0 { Opening::First } else { Opening::Move };
        if number > 0 && (2014..=2020).contains(&year_of(home.start)) && draw.chance(10) {
            // A same-day move: the child was moved on before the night.
            stays.push(Stay { start: home.start, end: Some(home.start), kind: "U6", opening, home: None });
        }
        let mut cuts: Vec<(Day, &'static str, Opening)> = vec![(home.start, home.kind, opening)];
        for (_, day, kind) in care.same_carer.iter().filter(|(other, ..)| *other == number) {
            cuts.push((*day, kind, Opening::SameCarer));
        }
        if let Some((away, back)) = temporary(draw, care, home, &cuts) {
            let at_home =
                |day: Day| cuts.iter().rev().find(|cut| cut.0 <= day).map_or(home.kind, |cut| cut.1);
            let kind = draw.pick(&[(28, "T1"), (14, "T2"), (40, "T3"), (18, "T4")]);
            let kind = if kind == "T4" && back - away > 7 { "T0" } else { kind };
            let returned = at_home(back);
            cuts.extend([(away, kind, Opening::Temporary), (back, returned, Opening::Temporary)]);
            cuts.sort_by_key(|cut| cut.0);
        }
        for (at, (start, kind, opening)) in cuts.iter().copied().enumerate() {
            let end = cuts.get(at + 1).map(|cut| Some(cut.0)).unwrap_or(home.end);
            let home = (!kind.starts_with('T')).then_some(home);
            stays.push(Stay { start, end, kind, opening, home });
        }
    }
    stays
}

/// First day of a temporary placement and of the return, for some of the longer foster placements.
fn temporary(draw: &mut Draw, care: &Care, home: &Home, cuts: &[(Day, &str, Opening)]) -> Option<(Day, Day)> {
    let end = home.end.unwrap_or(ymd(2020, 3, 1));
    let length = end - home.start;
    let rate = usize::try_from(length / 4).unwrap_or(0).min(300);
    if care.watched || length < 120 || !(is_foster(home.kind) || home.kind == "K2") || !draw.chance(rate) {
        return None;
    }
    let nights = 2 + draw.small(13);
    let away = draw.within_year(home.start + 25, end - 25, nights)?;
    let clear = cuts.iter().skip(1).all(|cut| cut.0 < away - 10 || cut.0 > away + nights + 10);
    clear.then_some((away, away + nights))
}
