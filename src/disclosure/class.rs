//! Coarse size classes: all that a choice may look at so that it tells nothing.

use super::system::Cell;

/// The size class of a count: 0; 1 to k; then up to 49, up to 499, and more.
pub fn class(count: i64, k: i64) -> u8 {
    if count <= 0 {
        0
    } else if count <= k {
        1
    } else if count <= 49 {
        2
    } else if count <= 499 {
        3
    } else {
        4
    }
}

/// The class of a cell: where a true zero is hidden like a small count, it is of their class.
pub(super) fn of(cell: &Cell, k: i64) -> u8 {
    let class = class(cell.value, k);
    if cell.sensitive { class.max(1) } else { class }
}

/// The least count that a cell can have in its class.
pub(super) fn least(cell: &Cell, k: i64) -> i64 {
    match of(cell, k) {
        0 => 0,
        1 => i64::from(!cell.sensitive),
        2 => k + 1,
        3 => 50,
        _ => 500,
    }
}
