//! Exact elimination: what equations alone give away.

use super::row::Row;

/// Brings equations to reduced row echelon form, exactly; gives for each variable the value it must have, where the
/// equations alone fix it, as numerator and denominator above 0.
///
/// `None` for the whole when a number outgrows 128 bits: then nothing is said.
pub(super) fn determined(rows: Vec<Row>, variables: usize) -> Option<Vec<Option<(i128, i128)>>> {
    let mut rows = rows;
    let mut done = 0;
    for column in 0..variables {
        // The shortest row keeps the others short.
        let pivot = (done..rows.len())
            .filter(|&row| rows[row].factor(column) != 0)
            .min_by_key(|&row| (rows[row].terms.len(), row));
        let Some(pivot) = pivot else { continue };
        rows.swap(done, pivot);
        let row = rows[done].clone();
        for (number, other) in rows.iter_mut().enumerate() {
            if number != done && other.factor(column) != 0 {
                *other = other.without(column, &row)?;
            }
        }
        done += 1;
    }
    let mut values = vec![None; variables];
    for row in &rows {
        if let [(column, factor)] = row.terms[..] {
            values[column] = Some(if factor < 0 { (-row.value, -factor) } else { (row.value, factor) });
        }
    }
    Some(values)
}
