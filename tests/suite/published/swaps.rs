//! What is hidden tells nothing: other hidden counts of the same classes give the same bytes.

mod book;
pub(crate) mod every_pack;
mod groups;
mod limits;
mod moves;

use boardpack::compute::{Measured, Value};
use boardpack::disclosure::class;
use boardpack::plan::Plan;
use boardpack::protect::{Publishable, ReleasedValue};
use boardpack::write::{csv, html, pdf::pdf, xlsx};
use proptest::prelude::*;

use super::{MEASURES, Pair, measured, packs, pairs, public, quarter, released};

/// The size class of every count that a figure is made of.
fn classes(value: &Value) -> Vec<u8> {
    let of = |count: u64| class(i64::try_from(count).expect("small"), 5);
    match value {
        Value::Share { met, of: all } => vec![of(*met), of(all - met), of(*all), u8::from(*all < 20)],
        Value::Count { count, .. } => vec![of(*count)],
        Value::Parts { parts, of: all } => {
            parts.iter().map(|part| of(part.count)).chain([of(*all)]).collect()
        }
        Value::Mean { .. } | Value::Median { .. } => Vec::new(),
    }
}

/// Measures of the same children: those whom one judges and another does not are a number too.
const SAME_CHILDREN: [&str; 3] =
    ["allocated-social-worker", "unaccompanied-asylum-seeking-children", "placements-to-date"];

/// The size class of what is left between two measures of the same children, and which of them judges more.
fn between(measured: &Measured) -> Vec<(u8, std::cmp::Ordering)> {
    let of = |id: &str, period| Some(measured.figure(id, period)?.value.as_ref()?.of());
    let periods = measured.figures().filter(|one| one.measure == SAME_CHILDREN[0]).map(|one| one.period);
    periods
        .flat_map(|period| {
            let all = SAME_CHILDREN.map(|id| of(id, period));
            [(0, 1), (0, 2), (1, 2)].map(|(one, other)| all[one].zip(all[other]))
        })
        .flatten()
        .map(|(a, b)| (class(i64::try_from(a.abs_diff(b)).expect("small"), 5), a.cmp(&b)))
        .collect()
}

/// Whether other figures are the same where they are shown, and of the same classes where they are hidden.
pub(super) fn is_swap(before: &Measured, after: &Measured, shown: &Publishable) -> bool {
    between(before) == between(after)
        && before.figures().zip(after.figures()).all(|(one, other)| {
            let (Some(a), Some(b)) = (&one.value, &other.value) else { return false };
            let released = shown.figure(&one.measure, one.period);
            let same = match released.and_then(|released| released.value.as_ref()) {
                None => true,
                Some(ReleasedValue::Parts { parts, .. }) => match (a, b) {
                    (Value::Parts { parts: a, of: x }, Value::Parts { parts: b, of: y }) => {
                        x == y
                            && a.iter().zip(b).zip(parts).all(|((a, b), part)| part.count.is_none() || a == b)
                    }
                    _ => false,
                },
                Some(_) => a == b,
            };
            same && classes(a) == classes(b)
        })
}

/// The size classes of quarters and half-years, shown or not: what is left of a longer period is one of them.
fn unseen(pairs: &[Pair]) -> Vec<u8> {
    let of = |count: u64| class(i64::try_from(count).expect("small"), 5);
    let halves = pairs.chunks(2).map(|two| (two[0].0 + two[1].0, two[0].1 + two[1].1));
    let all = pairs.iter().copied().chain(halves);
    all.flat_map(|(met, not)| [of(met), of(not), of(met + not)]).collect()
}

/// Other pairs: two quarters of one measure move against each other, or one by itself, wherever that is a swap.
pub(super) fn swapped(
    pairs: &[Vec<Pair>],
    moves: &[(usize, usize, usize, i64, i64)],
    is_swap: impl Fn(&[Vec<Pair>]) -> bool,
) -> (Vec<Vec<Pair>>, usize) {
    let mut now = pairs.to_vec();
    let mut made = 0;
    for &(measure, first, second, met, not) in moves {
        let mut next = now.clone();
        let moved = |pair: Pair, sign: i64| {
            Some((pair.0.checked_add_signed(sign * met)?, pair.1.checked_add_signed(sign * not)?))
        };
        let Some(one) = moved(next[measure][first], 1) else { continue };
        next[measure][first] = one;
        if first != second {
            let Some(other) = moved(next[measure][second], -1) else { continue };
            next[measure][second] = other;
        }
        if next != now && unseen(&next[measure]) == unseen(&pairs[measure]) && is_swap(&next) {
            now = next;
            made += 1;
        }
    }
    (now, made)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn other_hidden_counts_of_the_same_classes_give_the_same_bytes(
        pairs in pairs(),
        moves in prop::collection::vec(
            (0..MEASURES.len(), 12..20_usize, 0..3_usize, -3..=3_i64, -3..=3_i64),
            200,
        ),
    ) {
        let (catalogue, templates) = public();
        let plan = Plan::new(&templates, &catalogue, quarter());
        let before = measured(&catalogue, &plan, &pairs);
        let figures = released(&catalogue, &plan, &before);
        let moves: Vec<_> = moves
            .into_iter()
            .map(|(measure, first, step, met, not)| (measure, first, first.saturating_sub(step), met, not))
            .collect();
        let (other, made) = swapped(&pairs, &moves, |pairs| {
            is_swap(&before, &measured(&catalogue, &plan, pairs), &figures)
        });
        prop_assume!(made > 0);
        let swapped = released(&catalogue, &plan, &measured(&catalogue, &plan, &other));
        for (one, two) in figures.figures().zip(swapped.figures()) {
            prop_assert_eq!(one, two);
        }
        let files = |figures: &Publishable| {
            let all = packs(&catalogue, &plan, figures);
            // One pack's files are enough where all figures are alike.
            let pack = &all[0];
            let rows = boardpack::pack::tidy_rows(figures, |_, _| true);
            [
                pdf(pack).expect("a PDF").bytes,
                xlsx(pack).expect("a workbook"),
                html(pack).expect("a page"),
                csv(&rows).expect("rows"),
            ]
        };
        prop_assert!(files(&figures) == files(&swapped));
    }
}
