//! Which cells are hidden besides the small ones, in tables small enough to see why.

use boardpack::disclosure::{Attacker, Identity, Level, Rule, Sight, Standing, System, Unprotected, protect};
use pretty_assertions::assert_eq;

use super::{RULE, names, table};

fn hidden(system: &System) -> Vec<String> {
    let open = vec![Standing::Open; system.cells.len()];
    names(system, &protect(system, &open, &RULE).expect("a pattern").hidden)
}

#[test]
fn a_table_without_small_counts_is_published_as_it_is() {
    assert_eq!(hidden(&table(&[&[30, 20], &[0, 15]])), Vec::<String>::new());
}

#[test]
fn a_small_count_takes_three_others_with_it_in_the_smallest_classes() {
    assert_eq!(hidden(&table(&[&[3, 20, 600], &[60, 700, 80], &[90, 30, 70]])), ["a|p", "a|q", "c|p", "c|q"]);
}

#[test]
fn a_true_zero_stays_published() {
    let system = table(&[&[3, 20, 8], &[0, 15, 9], &[70, 30, 12]]);
    assert_eq!(hidden(&system), ["a|p", "a|q", "c|p", "c|q"]);
}

#[test]
fn a_small_total_is_hidden_too() {
    let found = hidden(&table(&[&[3, 1], &[60, 15], &[8, 30]]));
    assert!(["a|Total", "a|p", "a|q"].iter().all(|name| found.contains(&(*name).to_owned())), "{found:?}");
}

#[test]
fn the_total_of_all_is_hidden_last() {
    assert_eq!(
        hidden(&table(&[&[50, 0], &[0, 2]])),
        ["Total|p", "Total|q", "a|Total", "a|p", "b|Total", "b|q"]
    );
}

#[test]
fn small_counts_that_hide_each_other_need_nothing_more() {
    let system = table(&[&[3, 4, 40], &[4, 5, 50], &[60, 70, 80]]);
    assert_eq!(hidden(&system), ["a|p", "a|q", "b|p", "b|q"]);
}

#[test]
fn small_counts_at_their_least_do_not_hide_each_other() {
    // All ones: somebody who knows the rule sees through it.
    let system = table(&[&[1, 1, 40], &[1, 1, 50], &[60, 70, 80]]);
    assert_eq!(hidden(&system).len(), 9);
}

/// Quarters, half-years and the year.
fn year() -> System {
    let mut system = table(&[&[2, 9, 7, 8]]);
    system.cells.truncate(4);
    let mut whole = |name: &str, value, level| {
        system.cells.push(boardpack::disclosure::Cell::new(name, value, level));
        system.cells.len() - 1
    };
    let halves = [whole("h1", 11, Level::Subtotal), whole("h2", 15, Level::Subtotal)];
    let year = whole("year", 26, Level::Total);
    system.identities = vec![
        Identity::parts([0, 1], halves[0]),
        Identity::parts([2, 3], halves[1]),
        Identity::parts(halves, year),
    ];
    system
}

#[test]
fn a_quarter_is_hidden_with_its_neighbour() {
    assert_eq!(hidden(&year()), ["a|p", "a|q"]);
}

#[test]
fn what_is_published_already_is_never_chosen() {
    let system = year();
    let mut standing = vec![Standing::Open; system.cells.len()];
    standing[1] = Standing::Published;
    let pattern = protect(&system, &standing, &RULE).expect("a pattern");
    assert_eq!(names(&system, &pattern.hidden), ["a|p", "a|r", "h1", "h2"]);
}

#[test]
fn where_all_else_is_published_nothing_can_be_done_and_the_cell_is_named() {
    let system = year();
    let mut standing = vec![Standing::Published; system.cells.len()];
    standing[0] = Standing::Open;
    let error = protect(&system, &standing, &RULE).expect_err("no way");
    assert_eq!(error, Unprotected::OutOfReach(vec!["a|p".to_owned()]));
    assert_eq!(error.to_string(), "hiding further cells does not protect a|p");
}

#[test]
fn three_ways_at_once_is_no_network_and_is_protected_all_the_same() {
    // Two tables and their sum, each with its totals: every inner cell stands in three sums.
    let one = table(&[&[3, 20], &[6, 15]]);
    let two = table(&[&[12, 8], &[9, 30]]);
    let both = table(&[&[15, 28], &[15, 45]]);
    let size = one.cells.len();
    let mut system = System::default();
    for (name, part) in [("x", &one), ("y", &two), ("xy", &both)] {
        let first = system.cells.len();
        system.cells.extend(part.cells.iter().cloned().map(|mut cell| {
            cell.name = format!("{name} {}", cell.name);
            cell.level = cell.level.max(if name == "xy" { Level::Subtotal } else { Level::Breakdown });
            cell
        }));
        system.identities.extend(part.identities.iter().cloned().map(|mut identity| {
            for term in &mut identity.terms {
                term.0 += first;
            }
            identity
        }));
    }
    system.identities.extend((0..size).map(|cell| Identity::parts([cell, size + cell], 2 * size + cell)));
    let open = vec![Standing::Open; system.cells.len()];
    let pattern = protect(&system, &open, &RULE).expect("a pattern");
    assert_eq!(names(&system, &pattern.primary), ["x a|p"]);
    assert_eq!(
        names(&system, &pattern.hidden),
        ["x a|p", "x a|q", "x b|p", "x b|q", "y a|p", "y a|q", "y b|p", "y b|q"]
    );
}

#[test]
fn by_classes_more_is_hidden_so_that_the_choice_tells_nothing() {
    let rule = Rule { sight: Sight::Classes, ..RULE };
    let open = vec![Standing::Open; 16];
    // By counts, these fours and fives need nothing more; by classes, they are treated like ones.
    let [fours, ones] = [[[3, 4, 40], [4, 5, 50], [60, 70, 80]], [[1, 1, 45], [1, 1, 49], [60, 70, 80]]]
        .map(|counts| table(&counts.each_ref().map(<[i64; 3]>::as_slice)));
    let patterns = [fours, ones]
        .map(|system| names(&system, &protect(&system, &open, &rule).expect("a pattern").hidden));
    assert_eq!(patterns[0], patterns[1]);
    assert_eq!(patterns[0].len(), 9);
}

#[test]
fn against_a_weaker_attacker_less_may_be_enough() {
    let system = table(&[&[1, 1, 40], &[1, 1, 50], &[60, 70, 80]]);
    let open = vec![Standing::Open; 16];
    let weaker = Rule { attacker: Attacker::Nonnegative, ..RULE };
    let pattern = protect(&system, &open, &weaker).expect("a pattern");
    assert_eq!(names(&system, &pattern.hidden), ["a|p", "a|q", "b|p", "b|q"]);
}

/// A table in which a true zero is as telling as a small count.
fn sensitive(counts: &[&[i64]]) -> System {
    let mut system = table(counts);
    for cell in &mut system.cells {
        cell.sensitive = true;
    }
    system
}

#[test]
fn in_a_sensitive_table_a_zero_is_hidden_and_everything_up_to_k_stays_possible() {
    let system = sensitive(&[&[0, 20, 60], &[30, 40, 80], &[90, 50, 70]]);
    for sight in [Sight::Counts, Sight::Classes] {
        let open = vec![Standing::Open; system.cells.len()];
        let pattern = protect(&system, &open, &Rule { sight, ..RULE }).expect("a pattern");
        assert_eq!(names(&system, &pattern.primary), ["a|p"]);
        assert_eq!(names(&system, &pattern.hidden), ["a|p", "a|q", "b|p", "b|q"]);
        let interval = pattern.intervals[0].expect("hidden");
        assert_eq!((interval.low, interval.high), (0, Some(20)));
    }
}

#[test]
fn a_sensitive_count_needs_partners_that_can_give_way_as_far_as_k() {
    // Sixes could fall by 6, but 3 has to be able to rise to 5 and fall to 0.
    let system = sensitive(&[&[3, 1, 60], &[1, 40, 80], &[90, 50, 70]]);
    let open = vec![Standing::Open; system.cells.len()];
    let pattern = protect(&system, &open, &RULE).expect("a pattern");
    for (cell, interval) in system.cells.iter().zip(&pattern.intervals) {
        if cell.is_primary(RULE.k) {
            assert!(interval.expect("hidden").covers(&(0..=5)), "{}: {interval:?}", cell.name);
        }
    }
}

#[test]
fn a_cell_can_be_hidden_like_a_small_one_whatever_its_count() {
    let system = table(&[&[30, 20], &[60, 15]]);
    let mut standing = vec![Standing::Open; system.cells.len()];
    standing[0] = Standing::Primary;
    let pattern = protect(&system, &standing, &RULE).expect("a pattern");
    assert_eq!(names(&system, &pattern.primary), ["a|p"]);
    assert_eq!(names(&system, &pattern.hidden), ["a|p", "a|q", "b|p", "b|q"]);
}

#[test]
fn systems_that_have_nothing_to_do_with_each_other_are_protected_each_for_itself() {
    let mut system = table(&[&[3, 20], &[6, 15]]);
    let other = year();
    let first = system.cells.len();
    system.cells.extend(other.cells.iter().cloned().map(|mut cell| {
        cell.name = format!("other {}", cell.name);
        cell
    }));
    system.identities.extend(other.identities.iter().cloned().map(|mut identity| {
        for term in &mut identity.terms {
            term.0 += first;
        }
        identity
    }));
    assert_eq!(hidden(&system), ["a|p", "a|q", "b|p", "b|q", "other a|p", "other a|q"]);
}
