//! How long disclosure control takes on tables of the usual and of unusual size: `cargo bench --bench disclosure`.
//!
//! Nothing here fails when a machine is slow.

use boardpack::disclosure::{Attacker, Rule, Sight, Standing, System, Totals, TwoWay, audit, protect};
use divan::Bencher;

fn main() {
    divan::main();
}

/// Rows and columns: the largest table of a pack, and tables of a few hundred cells.
const SIZES: [(usize, usize); 3] = [(8, 6), (12, 10), (20, 15)];

const RULE: Rule = Rule { k: 5, attacker: Attacker::Rule, sight: Sight::Counts };

/// A sparse table: counts fall away from the first row and column to the last, the same on every run.
fn table((rows, columns): (usize, usize)) -> System {
    let mut state = 305_u64;
    let mut count = |row: usize, column: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let most = 60 / (1 + row * column / 3 + row + column) as u64;
        i64::try_from((state >> 33) % (most + 2)).unwrap_or(0)
    };
    let counts = (0..rows).map(|row| (0..columns).map(|column| count(row, column)).collect()).collect();
    TwoWay {
        rows: (0..rows).map(|row| format!("row {row}")).collect(),
        columns: (0..columns).map(|column| format!("column {column}")).collect(),
        counts,
        totals: Totals::Both,
    }
    .system()
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn choose_by_counts(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let system = table(size);
    let open = vec![Standing::Open; system.cells.len()];
    bencher.bench(|| protect(&system, &open, &RULE).expect("a pattern"));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn choose_by_classes(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let system = table(size);
    let open = vec![Standing::Open; system.cells.len()];
    let rule = Rule { sight: Sight::Classes, ..RULE };
    bencher.bench(|| protect(&system, &open, &rule).expect("a pattern"));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn find_what_can_be_worked_out(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let system = table(size);
    let open = vec![Standing::Open; system.cells.len()];
    let hidden = protect(&system, &open, &RULE).expect("a pattern").hidden;
    bencher.bench(|| audit(&system, &hidden, Attacker::Rule).expect("intervals"));
}
