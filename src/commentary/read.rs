//! From the files of a workspace to [`Commentary`], noting every fault on the way.

use std::sync::Arc;

use super::model::{About, Commentary, Note};
use super::{body, front};
use crate::calendar::Period;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};
use crate::kpi::{Catalogue, priorities};

/// A text's file: the folder it lies in, and what it holds.
#[derive(Debug, Clone)]
pub struct NoteFile {
    /// Name of its folder: the quarter.
    pub folder: String,
    /// Text and name.
    pub source: Arc<Source>,
}

/// Reads texts: those that are whole, and every fault of the others. `packs` are the ids of the templates in force.
pub fn read_all(files: &[NoteFile], catalogue: &Catalogue, packs: &[&str]) -> (Commentary, Diagnostics) {
    let mut faults = Diagnostics::new();
    let mut commentary = Commentary::default();
    let mut told: Vec<&str> = Vec::new();
    for file in files {
        let Ok(quarter @ Period::Quarter { .. }) = file.folder.parse() else {
            // Once a folder, however many files lie in it.
            if !told.contains(&file.folder.as_str()) {
                told.push(&file.folder);
                let place = Place::File(file.source.name.clone());
                let message = format!("`{}` is no quarter, so no pack shows what lies in it", file.folder);
                let fault = Diagnostic::error("commentary::folder", place, message);
                faults.push(fault.hint("name the folder after the quarter, as commentary/2018-19-Q4"));
            }
            continue;
        };
        let (note, about, found) = note(quarter, &file.source, catalogue, packs);
        faults.extend(found);
        let Some(note) = note else { continue };
        let notes = commentary.by_quarter.entry(quarter).or_default();
        let meets = |other: &&Note| {
            let same_pack = |id: &String| other.packs.is_empty() || other.packs.contains(id);
            other.about == note.about && (note.packs.is_empty() || note.packs.iter().any(same_pack))
        };
        if let Some(other) = notes.iter().find(meets) {
            let place = Place::Span(Arc::clone(&file.source), about);
            let message = format!("a second text about `{}`", note.about.name());
            faults.push(
                Diagnostic::error("commentary::twice", place, message)
                    .hint(format!("put both into {}, or give each its own `packs`", other.source.name)),
            );
        }
        notes.push(note);
    }
    let order = priorities();
    let place = |about: &About| match about {
        About::Priority(priority) => order.iter().position(|one| one == priority).unwrap_or(order.len()),
        About::Measure(_) => order.len(),
    };
    for notes in commentary.by_quarter.values_mut() {
        notes.sort_by(|a, b| {
            (place(&a.about), a.about.name(), &a.packs).cmp(&(place(&b.about), b.about.name(), &b.packs))
        });
    }
    (commentary, faults)
}

/// A text, and where it says what it is about.
fn note(
    quarter: Period,
    source: &Arc<Source>,
    catalogue: &Catalogue,
    packs: &[&str],
) -> (Option<Note>, std::ops::Range<usize>, Diagnostics) {
    let Some((matter, start)) = front::split(&source.text) else {
        let end = source.text.find('\n').unwrap_or(source.text.len());
        let place = Place::Span(Arc::clone(source), 0..end);
        let fault = Diagnostic::error("commentary::front-matter", place, "the text has no front matter")
            .hint("begin the file with a line +++, then about, author and date, as in TOML, then a line +++");
        return (None, 0..0, Diagnostics::from(fault));
    };
    let (front, mut faults) = front::read(source, &matter, catalogue, packs);
    let signed_off = front.as_ref().is_none_or(|front| front.sign_off);
    let (parts, found) = body::read(source, start, signed_off, catalogue);
    faults.extend(found);
    let Some(front) = front else { return (None, 0..0, faults) };
    if parts.is_empty() && !front.draft && !faults.has_errors() {
        let place = Place::Span(Arc::clone(source), start..start);
        let fault = Diagnostic::error("commentary::empty", place, "the text says nothing");
        faults.push(fault.hint("write under the headings, or say `draft = true` while it is not finished"));
    }
    let note = Note {
        quarter,
        about: front.about.value,
        author: front.author,
        date: front.date,
        packs: front.packs,
        example: front.example,
        draft: front.draft,
        signed: front.signed,
        parts,
        source: Arc::clone(source),
    };
    (Some(note), front.about.span, faults)
}
