//! The codes that a column of the snapshot may hold, read from the contract so that there is one list only.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::snapshot::contract;

/// Codes of each column that has a list of texts.
static LISTS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    contract::SQL.lines().filter_map(|line| line.split("--").next().and_then(list)).collect()
});

/// A column's name and its list, from a line `name TYPE ... CHECK (name IN ('A', 'B'))`.
fn list(line: &'static str) -> Option<(&'static str, Vec<&'static str>)> {
    let name = line.split_whitespace().next()?;
    let (_, rest) = line.split_once(" IN (")?;
    let (inside, _) = rest.split_once(')')?;
    let codes: Option<Vec<_>> = inside
        .split(',')
        .map(|code| code.trim().strip_prefix('\'').and_then(|code| code.strip_suffix('\'')))
        .collect();
    Some((name, codes?))
}

/// The codes of a snapshot's column; empty where it has no list.
pub(super) fn of(column: &str) -> &'static [&'static str] {
    LISTS.get(column).map_or(&[], Vec::as_slice)
}
