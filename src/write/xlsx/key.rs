//! The key of a sheet's symbols.

use super::plan::Content;
use crate::quantity::Symbol;

/// The sentence that explains every symbol of these cells that no note explains; `None` where there is none.
pub(super) fn key(rows: &[Vec<Content>], notes: &[String]) -> Option<String> {
    let cells = || rows.iter().flatten();
    let symbols: Vec<String> = Symbol::ALL
        .into_iter()
        .filter(|symbol| cells().any(|cell| cell.text.contains(symbol.code())))
        .filter(|symbol| !notes.iter().any(|note| note.contains(symbol.code())))
        .map(|symbol| format!("{symbol} {}", symbol.meaning()))
        .collect();
    (!symbols.is_empty()).then(|| format!("Some cells hold symbols. {}.", symbols.join("; ")))
}
