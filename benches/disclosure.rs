//! How long disclosure control takes on tables of the usual and of unusual size: `cargo bench --bench disclosure`.
//!
//! Nothing here fails when a machine is slow.

use boardpack::disclosure::{
    Attacker, Marks, Ready, Rule, Set, Sight, Standing, System, Totals, TwoWay, audit, protect,
};
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

/// Shares of 12 measures in 13 quarters, with half-years, financial years and rolling years: no network.
fn pack_set() -> Ready {
    let mut set = Set::new();
    let mut state = 305_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).unwrap_or(0)
    };
    for measure in 0..12 {
        // One measure in three has few children without, one in three few with, one in three many of both.
        let shares: Vec<(i64, i64)> = (0..13)
            .map(|_| {
                let (met, without) = (draw(60), draw(60));
                match measure % 3 {
                    0 => (met + 100, without / 6),
                    1 => (met / 6, without + 100),
                    _ => (met + 20, without + 20),
                }
            })
            .map(|(met, without)| (met, met + without))
            .collect();
        let quarter = |at: usize| format!("{measure}@{at}");
        for (at, (met, of)) in shares.iter().enumerate() {
            set.share(&quarter(at), *met, *of, Marks::default(), 5).expect("a share");
        }
        for (name, length, step) in [("half", 2, 2), ("year", 4, 1)] {
            for first in (0..=13 - length).step_by(step) {
                let id = format!("{measure}@{name} from {first}");
                let window = &shares[first..first + length];
                let (met, of) = window.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
                set.share(&id, met, of, Marks::default(), 5).expect("a share");
                for what in ["met", "not met", "all"] {
                    let parts: Vec<String> =
                        (first..first + length).map(|at| format!("{}/{what}", quarter(at))).collect();
                    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
                    set.parts(&format!("{id}/{what}"), &parts).expect("names");
                }
            }
        }
    }
    set.ready().expect("sums that hold")
}

#[divan::bench(args = [false, true], sample_count = 3)]
fn a_set_of_packs(bencher: Bencher<'_, '_>, by_class: bool) {
    let ready = pack_set();
    let rule = Rule { sight: if by_class { Sight::Classes } else { Sight::Counts }, ..RULE };
    bencher.bench(|| protect(&ready.system, &ready.standing, &rule).expect("a pattern"));
}
