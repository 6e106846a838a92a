//! A set of files, written whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::{Builder, NamedTempFile, TempPath};

/// Name of the file that lists the others, written last: a set whose files match it is complete.
pub const MANIFEST: &str = "manifest.json";

/// Version of the manifest's layout.
const FORMAT: u32 = 1;

/// Files that belong together: all of them reach the folder, or the folder stays as it was.
#[derive(Debug, Clone, Default)]
pub struct FileSet {
    files: Vec<(PathBuf, Vec<u8>)>,
    pages: BTreeMap<PathBuf, usize>,
    /// Entries of the manifest for files that stand in the folder already, by path.
    kept: BTreeMap<String, Value>,
}

/// Why a set of files was not written.
#[derive(Debug, thiserror::Error)]
pub enum FileSetError {
    /// The path leads out of the folder, or nowhere.
    #[error("`{0}` is not a place inside the folder: give a relative path without `..`")]
    Outside(PathBuf),
    /// Two files of the set have the same name, or one has the manifest's.
    #[error("`{0}` is in the set twice: names are unique, whatever their capitals, and {MANIFEST} is taken")]
    Twice(PathBuf),
    /// A file stands where a folder should be.
    #[error("`{0}` is a file, not a folder: choose another folder or move the file away")]
    NotAFolder(PathBuf),
    /// A folder stands where a file should be.
    #[error("`{0}` is a folder, and a file of this name is to be written: move the folder away")]
    NotAFile(PathBuf),
    /// The disk, its permissions or its space.
    #[error("cannot write `{path}`: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl FileSetError {
    /// The path at fault.
    pub fn path(&self) -> &Path {
        match self {
            Self::Outside(path)
            | Self::Twice(path)
            | Self::NotAFolder(path)
            | Self::NotAFile(path)
            | Self::Io { path, .. } => path,
        }
    }
}

/// A file that is in place, and how to put back what stood there.
struct Placed {
    target: PathBuf,
    before: Option<TempPath>,
}

impl FileSet {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file: its path inside the folder, with `/` between folders, and what it holds.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push((path.into(), bytes.into()));
        self
    }

    /// Says how many pages a file has.
    #[must_use]
    pub fn with_pages(mut self, path: impl Into<PathBuf>, pages: usize) -> Self {
        self.pages.insert(path.into(), pages);
        self
    }

    /// Lists a file in the manifest that stands in the folder already and is left as it is: its size in bytes, its SHA-256 in
    /// hexadecimal and its pages, where it has any.
    #[must_use]
    pub fn keeping(mut self, path: &str, (bytes, sha256): (u64, &str), pages: Option<u64>) -> Self {
        let mut entry = json!({"path": path, "bytes": bytes, "sha256": sha256});
        if let Some(pages) = pages {
            entry["pages"] = json!(pages);
        }
        self.kept.insert(path.to_owned(), entry);
        self
    }

    /// Writes every file and the manifest into a folder, which is made where it is missing. Files of the same names
    /// are replaced, others are left alone.
    ///
    /// Each file is first written beside its place under another name and flushed to the disk; only when all of them
    /// are there do they take their names, the manifest last. When one cannot, what stood there before is put back,
    /// and folders that were made are taken away. `inputs` says, in the manifest, what the files were made from.
    ///
    /// # Errors
    /// When a path is not inside the folder or is given twice, when a file stands in place of a folder or the other
    /// way round, and when the system cannot write. The folder is then as it was before.
    pub fn write(&self, folder: &Path, inputs: &Value) -> Result<(), FileSetError> {
        let manifest = self.manifest(inputs);
        let files = self.checked()?;
        let mut made = Vec::new();
        let written = Self::write_all(folder, &files, &manifest, &mut made);
        if written.is_err() {
            for new in made.iter().rev() {
                // A folder that is no longer empty holds somebody else's file, and stays.
                let _ = fs::remove_dir(new);
            }
        }
        written
    }

    /// The manifest's text: format, inputs, and every file, those that are kept too, with its size in bytes, SHA-256 and pages where it has any, in
    /// order of path.
    pub fn manifest(&self, inputs: &Value) -> Vec<u8> {
        let mut entries = self.kept.clone();
        for (path, bytes) in &self.files {
            let mut entry = json!({"path": slashed(path), "bytes": bytes.len(), "sha256": hash(bytes)});
            if let Some(pages) = self.pages.get(path) {
                entry["pages"] = json!(pages);
            }
            entries.insert(slashed(path), entry);
        }
        let entries: Vec<Value> = entries.into_values().collect();
        format!("{:#}\n", json!({"format": FORMAT, "inputs": inputs, "files": entries})).into_bytes()
    }

    fn checked(&self) -> Result<Vec<(&Path, &[u8])>, FileSetError> {
        let mut names = BTreeSet::from([MANIFEST.to_owned()]);
        for (path, _) in &self.files {
            let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
            if !inside || path.as_os_str().is_empty() {
                return Err(FileSetError::Outside(path.clone()));
            }
            // Some file systems do not tell capitals apart.
            if !names.insert(slashed(path).to_lowercase()) {
                return Err(FileSetError::Twice(path.clone()));
            }
        }
        Ok(self.files.iter().map(|(path, bytes)| (path.as_path(), bytes.as_slice())).collect())
    }

    fn write_all(
        folder: &Path,
        files: &[(&Path, &[u8])],
        manifest: &[u8],
        made: &mut Vec<PathBuf>,
    ) -> Result<(), FileSetError> {
        make_folder(folder, made)?;
        let mut staged = Vec::new();
        for (path, bytes) in files.iter().copied().chain([(Path::new(MANIFEST), manifest)]) {
            let target = folder.join(path);
            let parent = target.parent().unwrap_or(folder).to_owned();
            make_folder(&parent, made)?;
            if target.is_dir() {
                return Err(FileSetError::NotAFile(target));
            }
            staged.push((stage(&parent, bytes).map_err(|error| at(&target, error))?, target));
        }
        let mut placed = Vec::new();
        for (file, target) in staged {
            match place(file, &target) {
                Ok(before) => placed.push(Placed { target, before }),
                Err(error) => {
                    put_back(placed);
                    return Err(at(&target, error));
                }
            }
        }
        for parent in placed.iter().filter_map(|file| file.target.parent()).collect::<BTreeSet<_>>() {
            // The names are safe only once the folder is flushed too; not every system lets a folder be.
            let _ = File::open(parent).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

/// Writes beside the place, under a name of its own that goes away by itself.
fn stage(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".boardpack-").suffix(".part");
    #[cfg(unix)]
    {
        // Colleagues read the folder too: what the user's own mask allows, not the 0600 of temporary files.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Gives a staged file its name; gives back a second name for what stood there.
fn place(file: NamedTempFile, target: &Path) -> io::Result<Option<TempPath>> {
    let before = if target.exists() { Some(kept(target)?) } else { None };
    file.persist(target).map_err(|error| error.error)?;
    Ok(before)
}

/// A second name for a file, in the same folder; a copy where the file system has no second names.
fn kept(target: &Path) -> io::Result<TempPath> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let builder = |path: &Path| fs::hard_link(target, path);
    match Builder::new().prefix(".boardpack-").suffix(".before").make_in(folder, builder) {
        Ok(link) => Ok(link.into_temp_path()),
        Err(_) => {
            let copy =
                Builder::new().prefix(".boardpack-").suffix(".before").tempfile_in(folder)?.into_temp_path();
            fs::copy(target, &copy)?;
            Ok(copy)
        }
    }
}

fn put_back(placed: Vec<Placed>) {
    for Placed { target, before } in placed.into_iter().rev() {
        // Nothing better is left to do when this fails too: the error that is reported is the first one.
        match before {
            Some(before) => drop(before.persist(&target)),
            None => drop(fs::remove_file(&target)),
        }
    }
}

fn make_folder(folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), FileSetError> {
    if folder.is_dir() || folder.as_os_str().is_empty() {
        return Ok(());
    }
    if folder.exists() {
        return Err(FileSetError::NotAFolder(folder.to_owned()));
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent, made)?;
    }
    fs::create_dir(folder).map_err(|error| at(folder, error))?;
    made.push(folder.to_owned());
    Ok(())
}

fn at(path: &Path, source: io::Error) -> FileSetError {
    FileSetError::Io { path: path.to_owned(), source }
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
