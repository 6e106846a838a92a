//! The built-in measure files: whole, right in SQL, and worked out by their own examples.

use boardpack::compute::{run_examples, verify};
use boardpack::diagnostic::Diagnostics;
use boardpack::kpi::Catalogue;

fn catalogue() -> Catalogue {
    Catalogue::built_in().unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

fn assert_none(faults: &Diagnostics) {
    assert!(faults.is_empty(), "\n{}", faults.render(false));
}

#[test]
fn every_file_is_read_whole() {
    assert!(!catalogue().is_empty());
}

#[test]
fn every_expression_names_only_what_is_there() {
    assert_none(&verify(&catalogue()).expect("an empty image"));
}

#[test]
fn every_worked_example_comes_out() {
    assert_none(&run_examples(&catalogue()));
}
