//! What people have written for a pack, and the words that its tables share.

use super::inputs::{Inputs, definition_anchor};
use super::{Cell, Mark, judged};
use crate::action::Actions;
use crate::commentary::Note;
use crate::commitment::Commitments;

/// What people have written for a pack; nothing of it is there by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    /// What the strategies promise to do; `None` where nobody keeps track of it.
    pub commitments: Option<&'a Commitments>,
    /// What is being done about the measures; `None` where nobody keeps track of it.
    pub actions: Option<&'a Actions>,
    /// The texts of the quarter.
    pub commentary: &'a [Note],
}

/// Measures by name, each with its status as released; one that the pack does not show by its name alone.
pub(super) fn measures_cell(inputs: &Inputs<'_>, ids: &[String]) -> Cell {
    let measures: Vec<_> = ids.iter().filter_map(|id| inputs.catalogue.get(id)).collect();
    let words: Vec<String> = measures
        .iter()
        .map(|measure| match inputs.now(measure) {
            Some(figure) => format!("{}: {}", measure.short, judged::status(Some(figure)).text),
            None => measure.short.clone(),
        })
        .collect();
    let cell = Cell::text(if words.is_empty() { "None".to_owned() } else { words.join("; ") });
    match measures[..] {
        [measure] => cell.linked(definition_anchor(measure)),
        _ => cell,
    }
}

/// A state as mark and word.
pub(super) fn marked(mark: Option<Mark>, words: impl Into<String>) -> Cell {
    Cell { mark, ..Cell::text(words) }
}

/// A header of a column whose cells are made up: "Example status".
pub(super) fn header(example: bool, words: &str) -> String {
    if !example {
        return words.to_owned();
    }
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    format!("Example {first}{}", letters.as_str())
}
