//! A file for its owner's eyes alone.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

/// Why a private file was not written.
#[derive(Debug, thiserror::Error)]
pub enum PrivateFileError {
    /// A symbolic link stands there.
    #[error("`{0}` is a symbolic link: a list of people goes only where you name, so give the file itself")]
    Link(PathBuf),
    /// Something else than a file stands there.
    #[error("`{0}` is there and is no plain file: give another name")]
    NotAFile(PathBuf),
    /// The disk, its permissions or its space.
    #[error("cannot write `{path}`: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes a file that only its owner can read, whole or not at all; a file of that name is replaced, with its
/// permissions.
///
/// # Errors
/// When the name is a symbolic link, a folder or a device, and when the system cannot write.
pub fn private(path: &Path, bytes: &[u8]) -> Result<(), PrivateFileError> {
    let failed = |source: io::Error| PrivateFileError::Io { path: path.to_owned(), source };
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => return Err(PrivateFileError::Link(path.to_owned())),
        Ok(about) if !about.is_file() => return Err(PrivateFileError::NotAFile(path.to_owned())),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".boardpack-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o600));
    }
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    // Taking the name replaces what stands there, a link put there meanwhile included: nothing is written through it.
    file.persist(path).map_err(|error| failed(error.error))?;
    // The name is safe only once the folder is flushed too; not every system lets a folder be.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}
