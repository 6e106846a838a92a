//! Attacks whose exact intervals are known.

use boardpack::diagnostic::Source;
use boardpack::disclosure::{Attacker, Fault, Identity, Level, audit, file};
use serde_json::Value;

use super::{marks, shared, table};

#[test]
fn every_case_has_its_exact_intervals() {
    let Some(path) = shared("attack-cases.json") else { return };
    let text = std::fs::read_to_string(&path).expect("the cases");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let brought = file::read(Source::new("attack-cases.json", text), 5).expect("sound cases");
    assert_eq!(brought.tables.len(), 9);
    for (case, expected) in brought.tables.iter().zip(expected.as_array().expect("a list")) {
        let id = case.id.as_deref().expect("an id");
        // Every text says that the attacker knows counts to be 0 or more; what one adds of primary cells is in the bounds.
        let found = audit(&case.system, &case.hidden(), Attacker::Nonnegative).expect("an answer");
        let intervals = expected["intervals"].as_object().expect("intervals");
        assert_eq!(found.iter().flatten().count(), intervals.len(), "{id}");
        for (cell, interval) in case.system.cells.iter().zip(&found) {
            let Some(interval) = interval else { continue };
            let (low, high) = (&intervals[&cell.name][0], &intervals[&cell.name][1]);
            assert_eq!(
                (Some(interval.low), interval.high),
                (low.as_i64(), high.as_i64()),
                "{id}: {}",
                cell.name
            );
        }
    }
}

#[test]
fn knowing_that_a_hidden_count_is_1_or_more_narrows_it() {
    let system = table(&[&[3, 20], &[2, 15]]);
    let hidden = marks(&system, &["a|p", "a|q", "b|p", "b|q"]);
    let of = |attacker| {
        let found = audit(&system, &hidden, attacker).expect("an answer")[0].expect("hidden");
        (found.low, found.high)
    };
    assert_eq!(of(Attacker::Nonnegative), (0, Some(5)));
    assert_eq!(of(Attacker::Rule), (1, Some(4)));
}

#[test]
fn a_hidden_total_of_all_leaves_no_upper_end() {
    let system = table(&[&[3, 20], &[6, 15]]);
    let hidden = marks(&system, &["a|p", "a|Total", "Total|p", "Total|Total"]);
    let found = audit(&system, &hidden, Attacker::Rule).expect("an answer");
    assert_eq!(found[0].map(|interval| (interval.low, interval.high)), Some((1, None)));
}

#[test]
fn whole_numbers_narrow_what_real_ones_leave_open() {
    // 2x + 2y = 2z + 6 with x = y: real numbers leave x = 1.5 + z / 2, whole ones need an odd z.
    let mut system = table(&[&[2, 2]]);
    system.cells.truncate(2);
    system.identities = vec![
        Identity::equal(vec![(0, 2), (1, 3)], 10),
        Identity { terms: vec![(0, 1), (1, -1)], low: Some(-4), high: Some(4) },
    ];
    let found = audit(&system, &[true, true], Attacker::Nonnegative).expect("an answer");
    // 2x + 3y = 10 within 4 of each other: (2, 2) alone; x = 5, y = 0 is too far apart.
    assert_eq!(found[0].map(|interval| (interval.low, interval.high)), Some((2, Some(2))));
    assert_eq!(found[1].map(|interval| (interval.low, interval.high)), Some((2, Some(2))));
}

#[test]
fn published_cells_that_cannot_all_be_true_are_a_contradiction() {
    let mut system = table(&[&[3, 20], &[6, 15]]);
    system.cells[4].value = 2;
    assert_eq!(system.cells[4].level, Level::Subtotal);
    let hidden = marks(&system, &["a|p", "b|p"]);
    assert_eq!(audit(&system, &hidden, Attacker::Nonnegative), Err(Fault::Contradiction));
}

#[test]
fn counts_beyond_what_can_be_checked_are_refused() {
    let system = table(&[&[3_000_000_000, 20], &[6, 15]]);
    let hidden = marks(&system, &["a|p", "b|p"]);
    assert_eq!(audit(&system, &hidden, Attacker::Nonnegative), Err(Fault::TooLarge));
}
