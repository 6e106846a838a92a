//! Disclosure control: what hidden counts give away, and which cells are hidden.

mod attacks;
mod brute;
mod choice;
mod command;
mod faulty_tables;
mod peers;
mod properties;
mod sets;

use std::path::{Path, PathBuf};

use boardpack::disclosure::{Attacker, Rule, Sight, System, Totals, TwoWay};

/// The usual rule, against somebody who knows it.
const RULE: Rule = Rule { k: 5, attacker: Attacker::Rule, sight: Sight::Counts };

/// A file of the cases that lie beside the project while it is made; said aloud when it does not.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/disclosure").join(name);
    if !path.is_file() {
        eprintln!("not checked: {} is not here", path.display());
        return None;
    }
    Some(path)
}

/// A table with all totals; rows are a, b, c; columns are p, q, r.
fn table(counts: &[&[i64]]) -> System {
    let label = |first: char, at: usize| char::from(first as u8 + u8::try_from(at).expect("few")).to_string();
    TwoWay {
        rows: (0..counts.len()).map(|at| label('a', at)).collect(),
        columns: (0..counts[0].len()).map(|at| label('p', at)).collect(),
        counts: counts.iter().map(|row| row.to_vec()).collect(),
        totals: Totals::Both,
    }
    .system()
}

/// Marks of the named cells.
fn marks(system: &System, names: &[&str]) -> Vec<bool> {
    for name in names {
        assert!(system.cells.iter().any(|cell| cell.name == *name), "no cell {name}");
    }
    system.cells.iter().map(|cell| names.contains(&cell.name.as_str())).collect()
}

/// Names of the marked cells, in alphabetical order.
fn names(system: &System, marks: &[bool]) -> Vec<String> {
    let mut names: Vec<String> = system
        .cells
        .iter()
        .zip(marks)
        .filter(|(_, marked)| **marked)
        .map(|(cell, _)| cell.name.clone())
        .collect();
    names.sort();
    names
}
