//! Packs as they were written, read back: the manifest of a folder, and the released data of each pack in it.
//!
//! Takes a folder that a build wrote; gives its packs with their profiles, files and rows of tidy data, or every file
//! that is not what the manifest says. It reads what was released and nothing else: no snapshot, no measure file.

mod manifest;
mod row;

use std::path::{Path, PathBuf};

use crate::calendar::Period;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::template::Profile;

pub use manifest::Manifest;
pub use row::{RowKey, WrittenRow, shows_all};

/// Name of the file that lists the others.
pub const MANIFEST: &str = "manifest.json";

/// A folder of packs that is what its manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPacks {
    /// The folder.
    pub folder: PathBuf,
    /// The quarter that they were built for.
    pub period: Period,
    /// Version of the program that built them.
    pub program: String,
    /// Counts from 1 to this are hidden in its published packs.
    pub k: i64,
    /// Day of the snapshot behind them, as the manifest has it.
    pub as_at: String,
    /// SHA-256 of that snapshot; `None` where published packs were built alone, whose manifest does not tell it.
    pub snapshot: Option<String>,
    /// The packs, in the manifest's order.
    pub packs: Vec<WrittenPack>,
}

/// A pack as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPack {
    /// Its template's id.
    pub id: String,
    /// Who may see it.
    pub profile: Profile,
    /// Its files, by path.
    pub files: Vec<WrittenFile>,
    /// Its released data, in the order of the file.
    pub rows: Vec<WrittenRow>,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Path in the folder, with `/` between folders.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

impl WrittenPacks {
    /// Reads a folder: the manifest, the hash of every file in it, and the tidy data of every pack.
    ///
    /// # Errors
    /// Every fault at once: no manifest or one that cannot be read, a file that is missing or is not the one that was
    /// written, a pack's file that the manifest does not list, tidy data without a column that is needed or with a cell that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Diagnostics> {
        let manifest = Manifest::read(folder)?;
        let mut faults = Diagnostics::new();
        let others = unlisted(folder, &manifest);
        if !others.is_empty() {
            let place = Place::File(folder.join(MANIFEST).display().to_string());
            let message = format!("does not list files of packs that lie beside it: {}", others.join(", "));
            faults.push(Diagnostic::error("packs::unlisted", place, message).hint(
                "build the packs of the quarter again, together, or move these files away: what is not listed is neither audited nor published",
            ));
        }
        for file in &manifest.files {
            if let Some(fault) = changed(folder, file) {
                faults.push(fault);
            }
        }
        faults.or(())?;
        let mut faults = Diagnostics::new();
        let mut packs = Vec::new();
        for (id, profile) in manifest.packs {
            let path = folder.join(format!("{id}.csv"));
            let rows = std::fs::read(&path)
                .map_err(|error| unreadable(&path, &error).into())
                .and_then(|bytes| row::read(&bytes, &path.display().to_string()));
            match rows {
                Ok(rows) => {
                    let is_its = |file: &&WrittenFile| file.path.split('.').next() == Some(id.as_str());
                    let files = manifest.files.iter().filter(is_its).cloned().collect();
                    packs.push(WrittenPack { id, profile, files, rows });
                }
                Err(found) => faults.extend(found),
            }
        }
        faults.or(Self {
            folder: folder.to_owned(),
            period: manifest.period,
            program: manifest.program,
            k: manifest.k,
            as_at: manifest.as_at,
            snapshot: manifest.snapshot,
            packs,
        })
    }
}

/// How the names of a pack's files end.
const ENDINGS: [&str; 4] = ["csv", "html", "pdf", "xlsx"];

/// How tidy data begins, as no other CSV file does.
const TIDY: &[u8] = b"measure,period,from,to,";

/// Names of the files of packs in a folder that a manifest does not list: those named after a pack of it, and those beside
/// tidy data of the same name. Other people's files may lie there too.
pub fn unlisted(folder: &Path, manifest: &Manifest) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_pack = |stem: &str| {
        let is_tidy = || {
            use std::io::Read as _;
            let mut start = [0; TIDY.len()];
            let file = std::fs::File::open(folder.join(format!("{stem}.csv")));
            file.and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == TIDY
        };
        manifest.packs.iter().any(|(id, _)| id == stem) || is_tidy()
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| {
            let parts = name.rsplit_once('.');
            let ends = |(stem, ending): (&str, &str)| ENDINGS.contains(&ending) && is_pack(stem);
            parts.is_some_and(ends) && manifest.files.iter().all(|file| file.path != *name)
        })
        .collect();
    names.sort();
    names
}

/// Why a file is not the one that was written: it is missing, cannot be read or has another hash; `None` where it is.
pub fn changed(folder: &Path, file: &WrittenFile) -> Option<Diagnostic> {
    let path = folder.join(&file.path);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Some(unreadable(&path, &error)),
    };
    (sha256(&bytes) != file.sha256).then(|| {
        let place = Place::File(path.display().to_string());
        Diagnostic::error("packs::changed", place, "is not the file that was written: its hash differs")
            .hint("build the packs again, or put back the file as it was written")
    })
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let place = Place::File(path.display().to_string());
    let (message, hint) = if error.kind() == std::io::ErrorKind::NotFound {
        ("is not there".to_owned(), "build the packs first, or name their folder with --packs")
    } else {
        (format!("cannot be read: {error}"), "check the file's permissions")
    };
    Diagnostic::error("packs::unreadable", place, message).hint(hint)
}
