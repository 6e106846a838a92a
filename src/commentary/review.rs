//! What is wrong with a text in the pack that is to show it.

use std::sync::Arc;

use super::model::Note;
use super::placeholder::Placeholder;
use super::signature::{SignedFor, moved};
use super::told::Told;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// Looks through a text for one pack: a figure that the pack does not have is an error; a figure that is not what it was
/// when the text was signed is a warning at the paragraph that speaks of it.
pub fn review(note: &Note, told: &Told<'_>) -> Diagnostics {
    let mut all = Diagnostics::new();
    for placeholder in note.placeholders().filter(|one| told.figure(one).is_none()) {
        all.push(not_there(note, placeholder, told));
    }
    let readers = match told.signed_for() {
        SignedFor::Internal => "the internal packs",
        SignedFor::Published => "the published packs",
    };
    let quarter = note.quarter;
    let mut unsigned = Vec::new();
    for one in note.words().flat_map(|words| moved(note, words, told)) {
        let Some(then) = one.then else {
            if !unsigned.contains(&one.id) {
                unsigned.push(one.id);
            }
            continue;
        };
        let now =
            if one.hidden { format!("is hidden in {readers}") } else { format!("is now `{}`", one.now) };
        let message = format!("`{}` was `{then}` when this was written and {now}", one.id);
        let fault = Diagnostic::warning("commentary::moved", place(note, one.words), message);
        all.push(fault.hint(format!(
            "read the paragraph again, then sign it: `boardpack commentary sign --period {quarter}`"
        )));
    }
    if !unsigned.is_empty() {
        let message = format!("not signed for {readers}: {}", unsigned.join(", "));
        let fault = Diagnostic::warning("commentary::unsigned", place(note, 0..0), message);
        all.push(fault.hint(format!(
            "`boardpack commentary sign --period {quarter}` records the figures, so that a change is noticed"
        )));
    }
    all
}

fn place(note: &Note, span: std::ops::Range<usize>) -> Place {
    Place::Span(Arc::clone(&note.source), span)
}

/// A figure that the pack does not have.
fn not_there(note: &Note, placeholder: &Placeholder, told: &Told<'_>) -> Diagnostic {
    let period = placeholder.when.period(told.period);
    let pack = told.pack;
    let (message, hint) = if told.history.contains(&period) {
        (
            format!("the pack {pack} has no figure {}", placeholder.figure_id(told.period)),
            "leave it out, or name the packs that show this text with `packs = […]`".to_owned(),
        )
    } else {
        let shown = match (told.history.first(), told.history.last()) {
            (Some(first), Some(last)) => format!("the pack {pack} shows {first} to {last}"),
            _ => format!("the pack {pack} shows no period"),
        };
        let hint = "one of them; `@previous` and `@last-year` fit every pack";
        (format!("the pack {pack} does not show {period}"), format!("{shown}: {hint}"))
    };
    Diagnostic::error("commentary::no-figure", place(note, placeholder.span.clone()), message).hint(hint)
}
