//! Family time: with a parent, a brother or sister, another relative, or why there can be none.

use super::super::day::date;
use super::super::draw::Draw;
use super::Life;
use crate::snapshot::{FamilyContact, Tables};

/// Writes what was recorded of a child's family time, every other month or so.
pub(super) fn write(tables: &mut Tables, draw: &mut Draw, life: &Life) {
    let none = if life.asylum {
        draw.pick(&[(70, Some("NOT_TRACED")), (4, Some("NOT_SAFE")), (26, None)])
    } else {
        draw.pick(&[(4, Some("COURT")), (4, Some("NOT_SAFE")), (1, Some("NOT_TRACED")), (91, None)])
    };
    // Some families keep in touch, others now and then.
    let often = draw.pick(&[(70, 960), (20, 800), (10, 350)]);
    let whose = draw.pick(&[(64, "PARENT"), (20, "SIBLING"), (16, "OTHER")]);
    let also = draw.pick(&[(45, Some("SIBLING")), (55, None)]).filter(|one| *one != whose);
    let mut number = 0;
    for told in life.told() {
        let mut day = told.start + draw.between(5, 45);
        while day < told.end {
            for relation in std::iter::once(whose).chain(also) {
                let met = none.is_none() && draw.chance(often);
                number += 1;
                tables.wellbeing.family_contacts.push(FamilyContact {
                    id: format!("{}-F{number}", life.id),
                    person: life.id.clone(),
                    recorded: date(day),
                    relation: relation.to_owned(),
                    last_contact: met.then(|| date((day - draw.small(30)).max(told.start))),
                    not_applicable: none.map(str::to_owned),
                });
                if none.is_some() {
                    break;
                }
            }
            day += draw.between(45, 85);
        }
    }
}
