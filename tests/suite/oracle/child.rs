//! A child with the care that the rows tell of, in plain loops.
//!
//! Ends are the first day outside. A day is looked at in its evening.

use std::collections::BTreeMap;

use boardpack::calendar::Date;
use boardpack::snapshot::Tables;

use super::days::{before, birthday, first_of_months, next};

/// An episode with its legal status and placement.
#[derive(Debug, Clone)]
pub(super) struct Spell<'a> {
    pub(super) id: &'a str,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) reason: &'a str,
    pub(super) end_reason: Option<&'a str>,
    /// Nothing is known of the child from the end on.
    pub(super) lost_sight_of: bool,
    pub(super) legal: Option<&'a str>,
    pub(super) kind: Option<&'a str>,
    pub(super) urn: Option<&'a str>,
    pub(super) place: Option<&'a str>,
    pub(super) provider: Option<&'a str>,
    pub(super) distance: Option<f64>,
    pub(super) outside: Option<bool>,
    pub(super) change_reason: Option<&'a str>,
}

impl Spell<'_> {
    pub(super) fn is_short_break(&self) -> bool {
        self.legal == Some("V3") || self.legal == Some("V4")
    }

    pub(super) fn is_temporary(&self) -> bool {
        self.kind.is_some_and(|kind| kind.starts_with('T'))
    }

    pub(super) fn is_open_on(&self, day: Date) -> bool {
        self.start <= day && (self.end.is_none() || self.end > Some(day))
    }
}

/// A period of care: from coming into care until it ends for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    /// Whether the rows show the child coming into care.
    pub(super) start_seen: bool,
}

pub(super) struct Child<'a> {
    pub(super) id: &'a str,
    pub(super) born: Option<Date>,
    /// In order of start, then end, then id.
    pub(super) spells: Vec<Spell<'a>>,
    pub(super) periods: Vec<Period>,
    /// Days on which reviews were held, each once, in order.
    pub(super) reviews: Vec<Date>,
}

/// Every child with the spells of care.
pub(super) fn children(tables: &Tables) -> Vec<Child<'_>> {
    let mut spells: BTreeMap<&str, Vec<Spell<'_>>> = BTreeMap::new();
    let placements: BTreeMap<_, _> = tables.placements.iter().map(|row| (&row.id, row)).collect();
    let places: BTreeMap<_, _> = tables.placement_places.iter().map(|row| (&row.placement, row)).collect();
    let statuses: BTreeMap<_, _> = tables.legal_statuses.iter().map(|row| (&row.id, row)).collect();
    for row in &tables.episodes {
        let legal = match &row.legal_status {
            Some(id) => statuses.get(id).copied(),
            // Not recorded with the episode: the status in force on its first day, the latest of several.
            None => tables
                .legal_statuses
                .iter()
                .filter(|one| one.person == row.person && one.start <= row.start)
                .filter(|one| one.end.is_none_or(|end| end > row.start))
                .max_by_key(|one| (one.start, &one.id)),
        };
        let placement = row.placement.as_ref().map(|id| placements[id]);
        let place = row.placement.as_ref().and_then(|id| places.get(id));
        let (mut end, mut lost_sight_of) = (row.end, false);
        for seen in tables.last_seen.iter().filter(|seen| seen.person == row.person) {
            let unknown_from = next(seen.until);
            if end.is_none_or(|end| end > unknown_from) {
                (end, lost_sight_of) = (Some(unknown_from), true);
            }
        }
        spells.entry(&row.person).or_default().push(Spell {
            id: &row.id,
            start: row.start,
            end,
            reason: &row.start_reason,
            end_reason: row.end_reason.as_deref(),
            lost_sight_of,
            legal: legal.map(|one| one.code.as_str()),
            kind: placement.map(|one| one.kind.as_str()),
            urn: placement.and_then(|one| one.urn.as_deref()),
            place: place.and_then(|one| one.place.as_deref()),
            provider: placement.and_then(|one| one.provider.as_deref()),
            distance: placement.and_then(|one| one.distance),
            outside: place.and_then(|one| one.outside_borough),
            change_reason: placement.and_then(|one| one.change_reason.as_deref()),
        });
    }
    let mut reviews: BTreeMap<&str, Vec<Date>> = BTreeMap::new();
    for row in tables.reviews.iter().filter(|row| row.cancelled.as_deref() != Some("Y")) {
        reviews.entry(&row.person).or_default().push(row.held);
    }
    tables
        .persons
        .iter()
        .map(|person| {
            let mut spells = spells.remove(person.id.as_str()).unwrap_or_default();
            spells.sort_by_key(|one| (one.start, one.end.is_none(), one.end, one.id));
            let mut reviews = reviews.remove(person.id.as_str()).unwrap_or_default();
            reviews.sort();
            reviews.dedup();
            let mut child = Child { id: &person.id, born: person.born, spells, periods: Vec::new(), reviews };
            child.periods = periods(&child);
            child
        })
        .collect()
}

impl<'a> Child<'a> {
    /// Spells that are no short break.
    pub(super) fn care(&self) -> impl Iterator<Item = &Spell<'a>> {
        self.spells.iter().filter(|spell| !spell.is_short_break())
    }

    /// Nobody is looked after from the 18th birthday on; without a date of birth nobody is taken to be 18.
    pub(super) fn is_under_18(&self, day: Date) -> bool {
        self.born.is_none_or(|born| day < birthday(born, 18))
    }

    /// The spell by which the child is looked after at the end of a day, the later one of two.
    pub(super) fn looked_after(&self, day: Date) -> Option<&Spell<'a>> {
        self.care().filter(|spell| spell.is_open_on(day) && self.is_under_18(day)).last()
    }

    /// The day on which a spell ended for real: not where care went on (X1), and without a reason only where no other
    /// spell was open on the day.
    pub(super) fn ended_for_real(&self, spell: &Spell<'_>) -> Option<Date> {
        let end = spell.end?;
        if spell.lost_sight_of || spell.end_reason == Some("X1") {
            return None;
        }
        let another_open = self.spells.iter().any(|other| other.id != spell.id && other.is_open_on(end));
        (spell.end_reason.is_some() || !another_open).then_some(end)
    }

    /// Whether the child is looked after at the end of a day, and has been so throughout the 12 months to it.
    pub(super) fn looked_after_12_months(&self, day: Date) -> Option<&Spell<'a>> {
        let since = first_of_months(day, 12);
        for spell in &self.spells {
            let started_anew = spell.reason == "S" && since < spell.start && spell.start <= day;
            let ended = self.ended_for_real(spell).is_some_and(|end| since <= end && end < day);
            let short_break = spell.is_short_break()
                && spell.start <= day
                && (spell.end.is_none() || spell.end > Some(since));
            if started_anew || ended || short_break {
                return None;
            }
        }
        self.looked_after(day)
    }

    /// The period of care of a day.
    pub(super) fn period_on(&self, day: Date) -> Option<&Period> {
        self.periods.iter().find(|one| one.start <= day && one.end.is_none_or(|end| end > day))
    }
}

/// Periods of care, found day by day. One begins on a day with a start (reason S), on one that is in care when the day
/// before was not, and on one on which care ended for real and another spell goes on. It ends with care, or when
/// another begins.
fn periods(child: &Child<'_>) -> Vec<Period> {
    let days = child.spells.iter().flat_map(|spell| [Some(spell.start), spell.end]).flatten();
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Vec::new() };
    let open = |day: Date| child.care().any(|spell| spell.is_open_on(day));
    let mut periods: Vec<Period> = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let started = child.care().any(|spell| spell.start == day && spell.reason == "S");
        let ended = child.care().any(|spell| child.ended_for_real(spell) == Some(day));
        let begins = started || open(day) && (ended || !open(before(day)));
        if let Some(current) = periods.last_mut().filter(|current| current.end.is_none())
            && (begins || !open(day))
        {
            current.end = Some(day);
        }
        if begins {
            // Short breaks that turn into care: the rows show that the child was not looked after before.
            let out_of_short_breaks = child.spells.iter().any(|spell| {
                spell.is_short_break() && spell.start < day && spell.end.is_none_or(|end| end >= day)
            });
            let start_seen = started || out_of_short_breaks && !open(before(day));
            periods.push(Period { start: day, end: (!open(day)).then_some(day), start_seen });
        }
    }
    periods
}
