//! Letters in the texts of a workspace that no pack can print: found where they stand, before anything is computed.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::failure::Failure;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};
use crate::workspace::Workspace;
use crate::write::pdf::Letters;
use crate::{action, commitment, meeting, target, workspace as settings};

/// Fields whose texts are never printed in a pack: SQL, worked examples, folders.
const UNPRINTED: [&str; 5] = ["rows", "sql", "example", "examples", "paths"];

/// Every letter of the workspace's printed texts that the typeface lacks.
pub(super) fn lacking(workspace: &Workspace) -> Result<Diagnostics, Failure> {
    let letters = Letters::load().map_err(|error| Failure::Io(error.to_string()))?;
    let mut sources: Vec<Arc<Source>> =
        workspace.catalogue.measures().map(|measure| Arc::clone(&measure.source)).collect();
    sources.extend(workspace.templates.iter().map(|template| Arc::clone(&template.source)));
    for name in
        [settings::FILE_NAME, target::FILE_NAME, commitment::FILE_NAME, action::FILE_NAME, meeting::FILE_NAME]
    {
        let Some(path) = workspace.folder.as_ref().map(|folder| folder.join(name)) else { continue };
        // One that cannot be read has been told as the workspace was read.
        if let Ok(text) = std::fs::read_to_string(&path) {
            sources.push(Source::new(path.display().to_string(), text));
        }
    }
    let mut faults = Diagnostics::new();
    for source in &sources {
        if may_lack(&letters, &source.text) {
            let (table, _) = DeTable::parse_recoverable(&source.text);
            of_table(&letters, source, table.get_ref(), &mut faults);
        }
    }
    for note in workspace.commentary.notes() {
        of_text(&letters, &note.source, &note.source.text, 0..note.source.text.len(), &mut faults);
    }
    Ok(faults)
}

/// Whether a file is worth a closer look: most hold plain letters alone, or such as the typeface has.
fn may_lack(letters: &Letters, text: &str) -> bool {
    text.contains("\\u")
        || text.contains("\\U")
        || words(text).any(|(_, word)| letters.lacking(word).is_some())
}

/// The words of a text that are not plain ASCII, with the byte at which each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .filter(|word| !word.is_ascii())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

fn of_table(letters: &Letters, source: &Arc<Source>, table: &DeTable<'_>, faults: &mut Diagnostics) {
    for (key, value) in table {
        if !UNPRINTED.contains(&key.get_ref().as_ref()) {
            of_value(letters, source, (value.get_ref(), value.span()), faults);
        }
    }
}

fn of_value(
    letters: &Letters,
    source: &Arc<Source>,
    (value, span): (&DeValue<'_>, Range<usize>),
    faults: &mut Diagnostics,
) {
    match value {
        DeValue::String(text) => of_text(letters, source, text, span, faults),
        DeValue::Array(all) => {
            for one in all {
                of_value(letters, source, (one.get_ref(), one.span()), faults);
            }
        }
        DeValue::Table(table) => of_table(letters, source, table, faults),
        _ => {}
    }
}

/// Notes each letter that a text lacks, once a text, where it stands among the bytes `span` of its file.
fn of_text(
    letters: &Letters,
    source: &Arc<Source>,
    text: &str,
    span: Range<usize>,
    faults: &mut Diagnostics,
) {
    let mut told: Vec<char> = Vec::new();
    for (_, word) in words(text) {
        let Some(letter) = letters.lacking(word) else { continue };
        if told.contains(&letter) {
            continue;
        }
        told.push(letter);
        // A letter written as an escape stands nowhere as itself: the place is the whole text then.
        let written = source.text.get(span.clone()).and_then(|text| text.find(letter));
        let place = written.map_or(span.clone(), |at| span.start + at..span.start + at + letter.len_utf8());
        let message =
            format!("the packs' typeface has no letter for `{letter}` (U+{:04X})", u32::from(letter));
        faults.push(
            Diagnostic::error("text::letter", Place::Span(Arc::clone(source), place), message)
                .hint("say it in words or with another letter: nothing is printed with a letter left out"),
        );
    }
}
