//! The manifest of a folder of packs.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use serde::Deserialize;

use super::{MANIFEST, WrittenFile, unreadable};
use crate::calendar::Period;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::template::Profile;

/// The layout that this version reads.
const FORMAT: u32 = 1;

/// What a manifest says, whether the files are as it says or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The quarter that the packs were built for.
    pub period: Period,
    /// Version of the program that built them.
    pub program: String,
    /// Counts from 1 to this are hidden in its published packs.
    pub k: i64,
    /// Day of the snapshot behind them, as written.
    pub as_at: String,
    /// SHA-256 of that snapshot; `None` where published packs were built alone.
    pub snapshot: Option<String>,
    /// The packs' ids, with who may see each.
    pub packs: Vec<(String, Profile)>,
    /// Their files.
    pub files: Vec<WrittenFile>,
    /// Pages of those files that have any, by path.
    pub pages: BTreeMap<String, u64>,
}

impl Manifest {
    /// Reads the manifest of a folder, and none of the files that it lists.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Diagnostics> {
        read(folder)
    }
}

/// The fields that are read; others may stand beside them.
#[derive(Debug, Deserialize)]
struct Text {
    format: u32,
    inputs: Inputs,
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct Inputs {
    program: String,
    period: String,
    snapshot: Snapshot,
    packs: Vec<String>,
    profiles: BTreeMap<String, String>,
    k: i64,
}

#[derive(Debug, Deserialize)]
struct Snapshot {
    as_at: String,
    sha256: Option<String>,
}

#[derive(Debug, Deserialize)]
struct File {
    path: String,
    bytes: u64,
    sha256: String,
    pages: Option<u64>,
}

fn read(folder: &Path) -> Result<Manifest, Diagnostics> {
    let path = folder.join(MANIFEST);
    let place = || Place::File(path.display().to_string());
    let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
    let refused = |message: String| {
        Diagnostics::from(
            Diagnostic::error("packs::manifest", place(), message)
                .hint("build the packs again with this version of the program"),
        )
    };
    let text: Text =
        serde_json::from_slice(&bytes).map_err(|error| refused(format!("cannot be read: {error}")))?;
    if text.format != FORMAT {
        return Err(refused(format!("has format {}; this program reads format {FORMAT}", text.format)));
    }
    let is_inside =
        |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if let Some(file) = text.files.iter().find(|file| !is_inside(&file.path)) {
        return Err(refused(format!("lists `{}`, which leads out of its folder", file.path)));
    }
    let period: Period = text.inputs.period.parse().map_err(|error| refused(format!("{error}")))?;
    let profile = |id: &String| {
        let name = text.inputs.profiles.get(id).map_or("", String::as_str);
        let known = Profile::ALL.iter().find(|(word, _)| *word == name);
        known.map(|(_, profile)| (id.clone(), *profile)).ok_or_else(|| {
            refused(format!("gives no profile for the pack `{id}`: internal, partners or public"))
        })
    };
    let packs = text.inputs.packs.iter().map(profile).collect::<Result<_, _>>()?;
    let pages = text.files.iter().filter_map(|file| Some((file.path.clone(), file.pages?))).collect();
    let files = text
        .files
        .into_iter()
        .map(|file| WrittenFile { path: file.path, bytes: file.bytes, sha256: file.sha256 })
        .collect();
    Ok(Manifest {
        period,
        program: text.inputs.program,
        k: text.inputs.k,
        as_at: text.inputs.snapshot.as_at,
        snapshot: text.inputs.snapshot.sha256,
        packs,
        files,
        pages,
    })
}
