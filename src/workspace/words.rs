//! What people write in a workspace: promises, actions, commentary; and what of it must not be published.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{optional, unreadable};
use crate::action::{self, Actions};
use crate::commentary::{
    self, Certainty, Commentary, NoteFile, SmallNumber, small_numbers, small_numbers_in,
};
use crate::commitment::{self, Commitments};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};
use crate::fields::Located;
use crate::kpi::Catalogue;
use crate::template::{BlockKind, BlockSpec, Profile, Template};

/// Folder of the texts about the figures, one folder a quarter in it.
const COMMENTARY: &str = "commentary";

/// What people have written.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) commitments: Option<Commitments>,
    pub(super) actions: Option<Actions>,
    pub(super) commentary: Commentary,
}

/// Reads what people have written in a workspace whose published packs hide counts from 1 to `k`.
pub(super) fn read(
    folder: &Path,
    catalogue: &Catalogue,
    templates: &[Template],
    k: u8,
    faults: &mut Diagnostics,
) -> Written {
    let commitments = optional(&folder.join(commitment::FILE_NAME), faults).and_then(|source| {
        let (commitments, found) = commitment::read_all(&source, catalogue);
        faults.extend(found);
        commitments
    });
    let actions = optional(&folder.join(action::FILE_NAME), faults).map(|source| {
        let (actions, found) = action::read_all(&source, catalogue);
        faults.extend(found);
        actions
    });
    let files = notes(&folder.join(COMMENTARY), faults);
    let packs: Vec<&str> = templates.iter().map(|template| template.id.as_str()).collect();
    let (commentary, found) = commentary::read_all(&files, catalogue, &packs);
    faults.extend(found);
    let written = Written { commitments, actions, commentary };
    faults.extend(unpublishable(&written, templates, k));
    written
}

/// The texts of every quarter's folder, in the order of their names; a folder that is not there has none.
fn notes(folder: &Path, faults: &mut Diagnostics) -> Vec<NoteFile> {
    let mut files = Vec::new();
    for quarter in entries(folder, faults).into_iter().filter(|path| path.is_dir()) {
        let name = quarter.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for path in entries(&quarter, faults) {
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            files.extend(optional(&path, faults).map(|source| NoteFile { folder: name.clone(), source }));
        }
    }
    files
}

/// Paths of what lies in a folder, by name.
fn entries(folder: &Path, faults: &mut Diagnostics) -> Vec<PathBuf> {
    let read = |folder: &Path| -> std::io::Result<Vec<PathBuf>> {
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    };
    match read(folder) {
        Ok(mut paths) => {
            paths.sort();
            paths
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            faults.push(unreadable(folder, &error));
            Vec::new()
        }
    }
}

/// The small numbers beside words for children in what a published pack shows.
fn unpublishable(written: &Written, templates: &[Template], k: u8) -> Diagnostics {
    let published = |is: fn(&BlockSpec) -> bool| {
        templates.iter().filter(move |one| one.profile != Profile::Internal && one.has(is))
    };
    let mut all = Diagnostics::new();
    for note in written.commentary.notes() {
        let Some(pack) = published(BlockSpec::shows_commentary).find(|pack| note.is_for(&pack.id)) else {
            continue;
        };
        for number in note.words().flat_map(|words| small_numbers_in(words, k)) {
            let span = number.span.clone();
            all.push(fault(&note.source, span, &number, pack));
        }
    }
    let mut texts = |source: &Arc<Source>, text: &Located<String>, pack: &Template| {
        for number in small_numbers(&text.value, k) {
            all.push(fault(source, text.span.clone(), &number, pack));
        }
    };
    if let Some((commitments, pack)) =
        written.commitments.as_ref().zip(published(|one| one.kind == BlockKind::Commitments).next())
    {
        // The promises themselves are published strategies.
        for evidence in commitments.list.iter().filter_map(|one| one.evidence.as_ref()) {
            texts(&commitments.source, evidence, pack);
        }
    }
    if let Some((actions, pack)) = written.actions.as_ref().zip(published(BlockSpec::shows_actions).next()) {
        for one in &actions.list {
            texts(&actions.source, &one.what, pack);
            texts(&actions.source, &one.effect, pack);
        }
    }
    all
}

fn fault(
    source: &Arc<Source>,
    span: std::ops::Range<usize>,
    number: &SmallNumber,
    pack: &Template,
) -> Diagnostic {
    let message = format!(
        "`{}` beside `{}` may tell of a few children, and the pack {} is published",
        number.number, number.beside, pack.id
    );
    let place = Place::Span(Arc::clone(source), span);
    let fault = match number.certainty {
        Certainty::Sure => Diagnostic::error("words::small-number", place, message),
        Certainty::Maybe => Diagnostic::warning("words::small-number", place, message),
    };
    fault.hint("let a placeholder speak of the figure, as {{seen-on-time}}, or say it without the number")
}
