//! Measures of placements: how many, how long, and moves.

use boardpack::compute::{Part, Rate, State, Value};

use super::child::{Child, Spell};
use super::days::{Days, age, before, first_of_months};
use super::plain::{Answer, Council, judged};
use super::stays::{Stay, stays};

pub(super) fn three_or_more_placements(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        if child.looked_after(days.last).is_some() {
            let mut placements = 0;
            for stay in stays(child) {
                if stay.counts() && stay.overlaps(days.first, days.last) {
                    placements += 1;
                }
            }
            rows.push((child.id.to_owned(), judged(Some(placements >= 3))));
        }
    }
    Answer::share(rows, &[])
}

pub(super) fn placements_to_date(council: &Council<'_>, days: Days) -> Answer {
    let bands = [
        ("1 home", 1..=1),
        ("2 homes", 2..=2),
        ("3 to 4 homes", 3..=4),
        ("5 to 9 homes", 5..=9),
        ("10 homes or more", 10..=usize::MAX),
    ];
    let mut parts = bands.clone().map(|(name, _)| Part { name: name.to_owned(), count: 0 });
    let mut rows = Vec::new();
    for child in &council.children {
        if child.looked_after(days.last).is_none() {
            continue;
        }
        let period = child.period_on(days.last).expect("whoever is looked after is in a period of care");
        let homes = stays(child)
            .iter()
            .filter(|stay| stay.counts() && stay.overlaps(period.start, days.last))
            .count();
        let mut state = State::NotKnown;
        for (part, (_, band)) in parts.iter_mut().zip(&bands) {
            if band.contains(&homes) {
                part.count += 1;
                state = State::Met;
            }
        }
        rows.push((child.id.to_owned(), state));
    }
    let of = parts.iter().map(|part| part.count).sum();
    Answer { value: Value::Parts { parts: parts.to_vec(), of }, rows }
}

pub(super) fn long_term_placement_stability(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        let Some(spell) = child.looked_after(days.last) else { continue };
        let period = child.period_on(days.last).expect("whoever is looked after is in a period of care");
        let long_in_care = period.start <= first_of_months(days.last, 30);
        if long_in_care && age(child.born, days.last).is_some_and(|age| age < 16) {
            let met = is_long_in_one_home(child, spell, period.start, days);
            rows.push((child.id.to_owned(), judged(Some(met))));
        }
    }
    Answer::share(rows, &[])
}

/// Two years with the same carer; or placed for adoption, that placement and the one before it together.
fn is_long_in_one_home(
    child: &Child<'_>,
    spell: &Spell<'_>,
    in_care_since: boardpack::calendar::Date,
    days: Days,
) -> bool {
    let stays = stays(child);
    // The homes of this time in care, up to the day.
    let homes: Vec<&Stay<'_, '_>> =
        stays.iter().filter(|stay| stay.counts() && stay.overlaps(in_care_since, days.last)).collect();
    let home = if spell.is_temporary() {
        // The home left for the temporary placement, as it was recorded last.
        homes.last().map(|stay| (*stay, stay.spells.iter().rfind(|one| one.start <= days.last)))
    } else {
        homes.iter().find_map(|stay| {
            stay.spells.iter().find(|one| one.id == spell.id).map(|counted_by| (*stay, Some(counted_by)))
        })
    };
    let Some((home, spell)) = home else { return false };
    let two_years_ago = first_of_months(days.last, 24);
    if home.start <= two_years_ago {
        return true;
    }
    let placed_for_adoption = spell.and_then(|one| one.kind).is_some_and(|kind| kind.starts_with('A'));
    let before = homes.iter().rfind(|other| other.start < home.start);
    placed_for_adoption && before.is_some_and(|before| before.start <= two_years_ago)
}

/// Moves of a child in the days, with the reason why the placement before ended.
fn moves<'a>(child: &Child<'a>, days: Days) -> Vec<Option<&'a str>> {
    let mut moves = Vec::new();
    for stay in stays(child) {
        let first = stay.spells[0];
        if stay.counts()
            && matches!(first.reason, "P" | "B")
            && !first.is_short_break()
            && child.is_under_18(stay.start)
            && days.hold(stay.start)
        {
            moves.push(stay.preceded_by.and_then(|spell| spell.change_reason));
        }
    }
    moves
}

pub(super) fn placement_moves(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        for _ in moves(child, days) {
            rows.push(child.id.to_owned());
        }
    }
    let rate = per_100_looked_after(council, days, rows.len());
    Answer::count(rows, rate)
}

/// For every 100 children looked after, the average of the evenings before the first day and of the last.
pub(super) fn per_100_looked_after(council: &Council<'_>, days: Days, number: usize) -> Option<Rate> {
    let both = council.looked_after(before(days.first)) + council.looked_after(days.last);
    (both > 0).then_some(Rate { numerator: number as u64, base_halves: both as u64, multiply: 100 })
}

pub(super) fn unplanned_moves(council: &Council<'_>, days: Days) -> Answer {
    let mut rows = Vec::new();
    for child in &council.children {
        for reason in moves(child, days) {
            let unplanned = reason.map(|reason| reason != "CARPL" && reason != "PLACE");
            rows.push((child.id.to_owned(), judged(unplanned)));
        }
    }
    Answer::share(rows, &[])
}
