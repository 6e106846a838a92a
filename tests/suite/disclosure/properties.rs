//! What holds of every table: random ones, checked by trying everything.

use boardpack::disclosure::{
    Attacker, Cell, Identity, Level, Pattern, Rule, Sight, Standing, System, Totals, TwoWay, VALUES, audit,
    class, protect,
};
use proptest::prelude::*;
use proptest::sample::select;

use super::brute::{fillings, reached};
use super::{RULE, names};

/// Counts mostly small, as in tables of few children.
fn count() -> impl Strategy<Value = i64> {
    prop_oneof![2 => Just(0_i64), 5 => 1..=5_i64, 3 => 6..=12_i64, 2 => 13..=80_i64]
}

prop_compose! {
    fn counts(most_rows: usize, most_columns: usize)
        (rows in 1..=most_rows, columns in 1..=most_columns)
        (counts in prop::collection::vec(prop::collection::vec(count(), columns), rows))
        -> Vec<Vec<i64>> { counts }
}

fn totals() -> impl Strategy<Value = Totals> {
    select(vec![Totals::Both, Totals::Both, Totals::Both, Totals::Rows, Totals::Columns, Totals::None])
}

fn two_way(counts: &[Vec<i64>], totals: Totals) -> TwoWay {
    TwoWay {
        rows: (0..counts.len()).map(|row| format!("row {row}")).collect(),
        columns: (0..counts[0].len()).map(|column| format!("column {column}")).collect(),
        counts: counts.to_vec(),
        totals,
    }
}

fn protected(system: &System, rule: &Rule) -> Pattern {
    let open = vec![Standing::Open; system.cells.len()];
    protect(system, &open, rule).expect("tables whose totals may be hidden can be protected")
}

/// The system with every count known to lie within so many steps of the true one.
fn within(system: &System, steps: i64) -> System {
    let mut system = system.clone();
    for cell in &mut system.cells {
        (cell.low, cell.high) = (Some(cell.value - steps), Some(cell.value + steps));
    }
    system
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_auditor_finds_what_trying_everything_finds(
        rows in 1..=2_usize,
        columns in 1..=3_usize,
        counts in prop::collection::vec(1..=7_i64, 6),
        totals in totals(),
        hide in prop::collection::vec(any::<bool>(), 12),
        rule in any::<bool>(),
    ) {
        let counts: Vec<Vec<i64>> = counts.chunks(columns).take(rows).map(<[i64]>::to_vec).collect();
        let mut system = two_way(&counts, totals).system();
        let hidden: Vec<bool> = hide.into_iter().cycle().take(system.cells.len()).collect();
        prop_assume!(hidden.iter().filter(|hidden| **hidden).count() <= 6);
        // An end that everything known beforehand gives keeps the trial finite.
        for cell in &mut system.cells {
            cell.high = Some(cell.value + 4);
        }
        let attacker = if rule { Attacker::Rule } else { Attacker::Nonnegative };
        let found = audit(&system, &hidden, attacker).expect("the true counts fit");
        let tried = fillings(&system, &hidden, attacker);
        for (cell, interval) in found.iter().enumerate() {
            prop_assert_eq!(interval.is_some(), hidden[cell]);
            let Some(interval) = interval else { continue };
            let (low, high, values) = reached(&tried, cell);
            prop_assert_eq!((interval.low, interval.high), (low, Some(high)), "{}", system.cells[cell].name);
            prop_assert_eq!(interval.values(i64::MAX), i64::try_from(values).expect("few"));
        }
    }

    #[test]
    fn the_auditor_finds_the_same_where_sums_have_factors(
        counts in prop::collection::vec(0..=6_i64, 4),
        factors in prop::collection::vec(prop::collection::vec(-3..=3_i64, 4), 1..=3),
        slack in prop::collection::vec(0..=4_i64, 3),
    ) {
        let cells = counts.iter().zip(["p", "q", "r", "s"]);
        let mut system = System {
            cells: cells.map(|(count, name)| Cell::new(name, *count, Level::Breakdown)).collect(),
            identities: vec![],
        };
        for cell in &mut system.cells {
            cell.high = Some(8);
        }
        for (row, slack) in factors.iter().zip(slack) {
            let terms = row.iter().copied().enumerate().filter(|(_, factor)| *factor != 0).collect();
            let mut identity = Identity { terms, low: None, high: None };
            let sum = system.sum(&identity);
            (identity.low, identity.high) = (sum, sum.map(|sum| sum + slack));
            system.identities.push(identity);
        }
        let hidden = [true; 4];
        let found = audit(&system, &hidden, Attacker::Nonnegative).expect("the true counts fit");
        let tried = fillings(&system, &hidden, Attacker::Nonnegative);
        for (cell, interval) in found.iter().enumerate() {
            let (low, high, _) = reached(&tried, cell);
            prop_assert_eq!(interval.map(|interval| (interval.low, interval.high)), Some((low, Some(high))));
        }
    }

    #[test]
    fn trying_everything_leaves_every_primary_cell_three_values(counts in counts(3, 3), k in 3..=6_i64) {
        let system = two_way(&counts, Totals::Both).system();
        let pattern = protected(&system, &Rule { k, ..RULE });
        prop_assume!(pattern.hidden.iter().filter(|hidden| **hidden).count() <= 8);
        // Three values are within two steps, and no other cell need move further for them.
        let tried = fillings(&within(&system, 2), &pattern.hidden, Attacker::Rule);
        for cell in 0..system.cells.len() {
            if pattern.hidden[cell] {
                let (_, _, values) = reached(&tried, cell);
                let wanted = if pattern.primary[cell] { VALUES } else { 2 };
                prop_assert!(i64::try_from(values).expect("few") >= wanted, "{}", system.cells[cell].name);
            }
        }
    }

    #[test]
    fn no_small_count_is_published_and_no_zero_is_hidden(counts in counts(6, 5), k in 1..=9_i64, by_class in any::<bool>()) {
        let system = two_way(&counts, Totals::Both).system();
        let sight = if by_class { Sight::Classes } else { Sight::Counts };
        let pattern = protected(&system, &Rule { k, sight, ..RULE });
        for (cell, (hidden, primary)) in system.cells.iter().zip(pattern.hidden.iter().zip(&pattern.primary)) {
            prop_assert_eq!(*primary, cell.is_primary(k));
            prop_assert!(*hidden || !primary);
            prop_assert!(!hidden || cell.value > 0, "{} is a true zero", cell.name);
        }
    }

    #[test]
    fn protecting_twice_changes_nothing(counts in counts(5, 4)) {
        let system = two_way(&counts, Totals::Both).system();
        let once = protected(&system, &RULE);
        let again: Vec<Standing> =
            once.hidden.iter().map(|hidden| if *hidden { Standing::Hidden } else { Standing::Open }).collect();
        let twice = protect(&system, &again, &RULE).expect("a pattern");
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn nothing_hidden_besides_can_be_published_again(counts in counts(5, 4)) {
        let system = two_way(&counts, Totals::Both).system();
        let pattern = protected(&system, &RULE);
        for cell in (0..system.cells.len()).filter(|&cell| pattern.hidden[cell] && !pattern.primary[cell]) {
            let mut hidden = pattern.hidden.clone();
            hidden[cell] = false;
            let found = audit(&system, &hidden, Attacker::Rule).expect("an answer");
            let exposed = (0..found.len()).any(|one| {
                let wanted = if pattern.primary[one] { VALUES } else { 2 };
                found[one].is_some_and(|interval| interval.values(wanted) < wanted)
            });
            prop_assert!(exposed, "{} is hidden for nothing", system.cells[cell].name);
        }
    }

    #[test]
    fn rows_and_columns_in_another_order_give_the_same_pattern(
        counts in counts(5, 5),
        row_order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
        column_order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let straight = two_way(&counts, Totals::Both);
        let mut turned = straight.clone();
        let rows: Vec<usize> = row_order.into_iter().filter(|row| *row < counts.len()).collect();
        let columns: Vec<usize> = column_order.into_iter().filter(|column| *column < counts[0].len()).collect();
        turned.rows = rows.iter().map(|&row| straight.rows[row].clone()).collect();
        turned.columns = columns.iter().map(|&column| straight.columns[column].clone()).collect();
        turned.counts = rows.iter().map(|&row| columns.iter().map(|&column| counts[row][column]).collect()).collect();
        let (one, other) = (straight.system(), turned.system());
        prop_assert_eq!(
            names(&one, &protected(&one, &RULE).hidden),
            names(&other, &protected(&other, &RULE).hidden)
        );
    }

    #[test]
    fn by_classes_hidden_counts_may_change_places_with_any_of_their_class(counts in counts(3, 3), pick in any::<prop::sample::Index>()) {
        let rule = Rule { sight: Sight::Classes, ..RULE };
        let system = two_way(&counts, Totals::Both).system();
        let pattern = protected(&system, &rule);
        prop_assume!(pattern.hidden.iter().filter(|hidden| **hidden).count() <= 7);
        let mut tried = fillings(&within(&system, 3), &pattern.hidden, Attacker::Rule);
        tried.retain(|counts| {
            counts.iter().zip(&system.cells).all(|(count, cell)| class(*count, rule.k) == class(cell.value, rule.k))
        });
        let other = pick.get(&tried);
        let mut swapped = system.clone();
        for (cell, count) in swapped.cells.iter_mut().zip(other) {
            cell.value = *count;
        }
        prop_assert_eq!(protected(&swapped, &rule).hidden, pattern.hidden);
    }
}
