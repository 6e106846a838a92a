//! Placements, one stay after another.

use boardpack::calendar::Date;

use super::child::{Child, Spell};

/// A placement: the spells that a child spent with one carer.
#[derive(Debug, Clone)]
pub(super) struct Stay<'c, 'a> {
    pub(super) start: Date,
    /// `None` when a spell of it is open.
    pub(super) end: Option<Date>,
    pub(super) temporary: bool,
    pub(super) spells: Vec<&'c Spell<'a>>,
    /// The spell just before the stay, in the order of the child's spells.
    pub(super) preceded_by: Option<&'c Spell<'a>>,
}

impl Stay<'_, '_> {
    /// Temporary stays and those shorter than a day are no placement that counts.
    pub(super) fn counts(&self) -> bool {
        !self.temporary && self.end.is_none_or(|end| end > self.start)
    }

    /// Whether it has an evening from the first day's to the last day's.
    pub(super) fn overlaps(&self, first: Date, last: Date) -> bool {
        self.start <= last && self.end.is_none_or(|end| end > first)
    }
}

/// The stays of a child. Reasons S, P and B begin one, and so does going into or out of a temporary one; L, T and U go
/// on with it. Coming back from a temporary stay to the place left for it goes on with the stay there.
pub(super) fn stays<'c, 'a>(child: &'c Child<'a>) -> Vec<Stay<'c, 'a>> {
    let mut stays: Vec<Stay<'c, 'a>> = Vec::new();
    let mut current = 0;
    for (at, spell) in child.spells.iter().enumerate() {
        let mut goes_on = None;
        if let Some(stay) = stays.get(current) {
            if stay.temporary == spell.is_temporary() {
                if matches!(spell.reason, "L" | "T" | "U") {
                    goes_on = Some(current);
                }
            } else if stay.temporary && spell.reason != "S" {
                for (number, home) in stays.iter().enumerate().take(current) {
                    if !home.temporary {
                        let left = home.spells[home.spells.len() - 1];
                        let same = (left.kind, left.urn, left.place) == (spell.kind, spell.urn, spell.place);
                        // Only the home left last counts: a later one overrules.
                        goes_on = same.then_some(number);
                    }
                }
            }
        }
        if let Some(number) = goes_on {
            let stay = &mut stays[number];
            stay.end = match (stay.end, spell.end) {
                (Some(one), Some(other)) => Some(one.max(other)),
                _ => None,
            };
            stay.spells.push(spell);
            current = number;
        } else {
            current = stays.len();
            stays.push(Stay {
                start: spell.start,
                end: spell.end,
                temporary: spell.is_temporary(),
                spells: vec![spell],
                preceded_by: at.checked_sub(1).map(|before| &child.spells[before]),
            });
        }
    }
    stays
}
