//! Where children live: the kind of placement, who provides it, and how far away it is.

use super::day::Day;
use super::draw::Draw;

/// How far from home a placement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// In the borough.
    In,
    /// Outside the borough, at most 20 miles away.
    Near,
    /// Outside the borough and more than 20 miles away.
    Far,
}

/// A home and the child's stay in it, from one move to the next.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub(super) start: Day,
    pub(super) end: Option<Day>,
    /// SSDA903 placement code at first; a long-term match changes it later.
    pub(super) kind: &'static str,
    pub(super) provider: Option<&'static str>,
    /// Settled year end by year end, so that as many as published are far away.
    pub(super) zone: Option<Zone>,
    /// Number of the place; equal for two stays at one address.
    pub(super) place: usize,
    pub(super) urn: Option<usize>,
    /// Tenths of a mile; `None` when not recorded.
    pub(super) distance: Option<i32>,
    pub(super) outside: Option<bool>,
}

impl Home {
    pub(super) fn new(start: Day, end: Option<Day>, kind: &'static str, draw: &mut Draw) -> Self {
        let provider = provider(draw, kind);
        Self { start, end, kind, provider, zone: None, place: 0, urn: None, distance: None, outside: None }
    }

    /// Weight of this home among those far away; 0 is never far.
    pub(super) fn far_weight(&self) -> usize {
        match (self.kind, self.provider) {
            ("P1", _) => 0,
            ("K1", _) => 40,
            ("R5" | "S1", _) => 25,
            ("K2", _) => 20,
            ("A3" | "A4" | "A5" | "A6", _) => 12,
            ("U1" | "U2" | "U3", _) => 4,
            (_, Some("PR1")) => 2,
            ("U4" | "U5" | "U6", _) => 9,
            _ => 5,
        }
    }
}

/// Whether a code is a foster placement.
pub(super) fn is_foster(kind: &str) -> bool {
    kind.starts_with('U')
}

/// Kind of placement for a child of an age; `ordered` when a court order allows a placement with parents.
pub(super) fn kind(draw: &mut Draw, age: i32, asylum: bool, ordered: bool) -> &'static str {
    let kind = match age {
        _ if asylum && age >= 16 => draw.pick(&[(50, "H5"), (40, "U6"), (8, "P2"), (2, "K2")]),
        _ if asylum => draw.pick(&[(90, "U6"), (6, "K2"), (4, "U4")]),
        ..=1 => draw.pick(&[(66, "U6"), (12, "U3"), (10, "U5"), (6, "R3"), (5, "P1"), (1, "U2")]),
        2..=9 => draw.pick(&[(60, "U6"), (18, "U3"), (9, "U4"), (9, "P1"), (3, "K2"), (1, "R1")]),
        10..=15 => {
            draw.pick(&[(49, "U6"), (12, "U4"), (11, "U3"), (20, "K2"), (5, "P1"), (2, "S1"), (1, "K1")])
        }
        _ => draw.pick(&[
            (24, "U6"),
            (7, "U4"),
            (5, "U3"),
            (35, "H5"),
            (14, "K2"),
            (9, "P2"),
            (3, "P1"),
            (1, "R5"),
            (1, "R1"),
            (1, "R2"),
        ]),
    };
    if kind == "P1" && !ordered { "U6" } else { kind }
}

fn provider(draw: &mut Draw, kind: &str) -> Option<&'static str> {
    match kind {
        "P1" => Some("PR0"),
        "U1" | "U2" | "U3" => Some(draw.pick(&[(95, "PR1"), (5, "PR2")])),
        "U4" | "U5" | "U6" => Some(draw.pick(&[(45, "PR1"), (46, "PR4"), (8, "PR5"), (1, "PR2")])),
        "A3" | "A4" | "A5" | "A6" => Some(draw.pick(&[(60, "PR1"), (25, "PR2"), (15, "PR5")])),
        "K1" => Some(draw.pick(&[(70, "PR2"), (30, "PR4")])),
        "K2" => Some(draw.pick(&[(8, "PR1"), (80, "PR4"), (12, "PR5")])),
        "R2" | "R5" => Some("PR3"),
        "R1" | "R3" | "S1" => Some(draw.pick(&[(60, "PR4"), (40, "PR5")])),
        "H5" | "P2" => Some(draw.pick(&[(10, "PR1"), (72, "PR4"), (18, "PR5")])),
        _ => None,
    }
}

/// Numbers the places, so that carers and homes have more than one child.
pub(super) struct Places {
    /// First number of this copy of the council.
    base: usize,
    /// Places with one child each, counted on.
    single: usize,
}

impl Places {
    pub(super) fn new(copy: usize) -> Self {
        Self { base: copy * 10_000, single: 0 }
    }

    /// Gives a home its place, its Ofsted number and its distance once it is known in which zone it is.
    pub(super) fn settle(&mut self, draw: &mut Draw, home: &mut Home, other_than: usize, asylum: bool) {
        let zone = home.zone.unwrap_or(Zone::In);
        let own = home.provider == Some("PR1");
        let (first, size, urn) = match (home.kind, own, zone) {
            ("U4" | "U5" | "U6", true, Zone::In) => (0, 100, Some(0)),
            ("U4" | "U5" | "U6", true, Zone::Near) => (100, 60, Some(0)),
            ("U4" | "U5" | "U6", true, Zone::Far) => (160, 25, Some(0)),
            ("U4" | "U5" | "U6", false, Zone::In) => (200, 60, Some(1)),
            ("U4" | "U5" | "U6", false, Zone::Near) => (260, 110, Some(1)),
            ("U4" | "U5" | "U6", false, Zone::Far) => (370, 90, Some(1)),
            ("K2", _, Zone::In) => (500, 5, Some(2)),
            ("K2", _, Zone::Near) => (505, 14, Some(2)),
            ("K2", _, Zone::Far) => (520, 34, Some(2)),
            ("H5", _, Zone::In) => (560, 14, None),
            ("H5", _, Zone::Near) => (575, 18, None),
            ("H5", _, Zone::Far) => (595, 6, None),
            ("K1" | "R1" | "R2" | "R3" | "R5" | "S1", _, Zone::In) => (610, 3, Some(2)),
            ("K1" | "R1" | "R2" | "R3" | "R5" | "S1", _, Zone::Near) => (615, 6, Some(2)),
            ("K1" | "R1" | "R2" | "R3" | "R5" | "S1", _, Zone::Far) => (625, 14, Some(2)),
            _ => (0, 0, None),
        };
        let place = if size == 0 {
            self.single += 1;
            1000 + self.single
        } else {
            first + draw.below(size)
        };
        // Two homes in a row are two places.
        let place =
            if self.base + place == other_than { first + (place - first + 1) % size.max(1) } else { place };
        home.place = self.base + place;
        home.urn = urn.map(|group| match group {
            0 => 1,
            1 => 100 + place % 14,
            _ => 200 + place,
        });
        home.outside = Some(zone != Zone::In);
        home.distance = Some(match zone {
            _ if home.kind == "P1" => draw.small(40),
            Zone::In => 2 + draw.small(75),
            Zone::Near => 15 + draw.small(180),
            Zone::Far => 204 + draw.small(90) + if draw.chance(250) { draw.small(1700) } else { 0 },
        });
        if zone != Zone::Far && draw.chance(if asylum { 300 } else { 14 }) {
            home.distance = None;
            if draw.chance(120) {
                home.outside = None;
            }
        }
    }
}
