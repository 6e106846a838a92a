//! Packs that stand in the folder of a build already: they stay, and are listed with the new ones, only where both are of
//! one set. Published packs of a quarter are protected together; those of other data, definitions or rules are not.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::calendar::Period;
use crate::diagnostic::Diagnostics;
use crate::snapshot::Snapshot;
use crate::workspace::Workspace;
use crate::write::FileSet;
use crate::written::{MANIFEST, Manifest, WrittenFile, changed, sha256};

/// What to do about packs that cannot stay beside the new ones.
const TOGETHER: &str = "build them together: name each with --pack, or leave --pack out for all that are due; or write to another folder with --out";

/// The packs of a folder that a build does not make again.
#[derive(Debug)]
pub(super) struct Standing {
    folder: PathBuf,
    manifest: Manifest,
    /// Their ids, in the manifest's order.
    pub(super) others: Vec<String>,
}

impl Standing {
    /// Looks into a folder; `None` where nothing in it stays listed. `made` are the ids of the packs that are built.
    ///
    /// # Errors
    /// When it is the folder of another quarter, or packs that would stay are of another snapshot, of another version of the
    /// program, of no template of the workspace, or not as they were written.
    pub(super) fn read(
        folder: &Path,
        (workspace, snapshot): (&Workspace, &Snapshot),
        quarter: Period,
        made: &[String],
    ) -> Result<Option<Self>, Failure> {
        if !folder.join(MANIFEST).is_file() {
            return Ok(None);
        }
        // One that cannot be read lists nothing: the new one takes its place.
        let Ok(manifest) = Manifest::read(folder) else { return Ok(None) };
        let name = folder.display();
        if manifest.period != quarter {
            return Err(Failure::usage(
                format!("{name} holds the packs of {}, not of {quarter}", manifest.period),
                "name another folder with --out",
            ));
        }
        let ids = manifest.packs.iter().map(|(id, _)| id);
        let others: Vec<String> = ids.filter(|id| !made.contains(id)).cloned().collect();
        if others.is_empty() {
            return Ok(None);
        }
        let standing = Self { folder: folder.to_owned(), manifest, others };
        let manifest = &standing.manifest;
        let names = standing.others.join(", ");
        let refused = |why: &str| Failure::usage(format!("{name} holds packs {why}: {names}"), TOGETHER);
        if manifest.program != env!("CARGO_PKG_VERSION") {
            return Err(refused(&format!("of boardpack {}", manifest.program)));
        }
        let other_file = manifest.snapshot.as_deref().is_some_and(|hash| hash != snapshot.sha256());
        if other_file || manifest.as_at != snapshot.meta().as_at.to_string() {
            return Err(refused("of another snapshot"));
        }
        let is_known = |id: &String| workspace.templates.iter().any(|template| template.id == *id);
        if !standing.others.iter().all(is_known) {
            return Err(refused("of which the workspace has no template any more"));
        }
        let faults: Diagnostics = standing.files().filter_map(|file| changed(folder, file)).collect();
        faults.or(Some(standing)).map_err(Failure::Faults)
    }

    /// That a pack which stays has the figures that it would have if it were built now, told by its tidy data.
    pub(super) fn must_be_the_same(&self, id: &str, csv: &[u8]) -> Result<(), Failure> {
        let name = format!("{id}.csv");
        let hash = sha256(csv);
        if self.files().any(|file| file.path == name && file.sha256 == hash) {
            return Ok(());
        }
        Err(Failure::usage(
            format!(
                "{} holds a pack of other data, definitions or rules, and those of a quarter are protected together: {id}",
                self.folder.display()
            ),
            TOGETHER,
        ))
    }

    /// Lists the files that stay in the manifest of those that are new.
    pub(super) fn listed(&self, set: FileSet) -> FileSet {
        self.files().fold(set, |set, file| {
            let pages = self.manifest.pages.get(&file.path).copied();
            set.keeping(&file.path, (file.bytes, &file.sha256), pages)
        })
    }

    fn files(&self) -> impl Iterator<Item = &WrittenFile> {
        self.manifest.files.iter().filter(|file| {
            file.path.split('.').next().is_some_and(|stem| self.others.iter().any(|id| id == stem))
        })
    }
}
