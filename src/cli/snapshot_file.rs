//! Where a new snapshot goes: snapshots are never changed once made, and nothing else is ever written over.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use crate::snapshot::{Meta, Tables, WriteError, is_snapshot};

#[derive(Debug, Args)]
pub(super) struct Out {
    /// The snapshot to write; its folder is made where it is missing
    #[arg(long = "out", value_name = "FILE")]
    path: PathBuf,
    /// Write it in place of an earlier snapshot of the same name
    #[arg(long)]
    replace: bool,
}

impl Out {
    /// Refuses a name that is taken: asked before any work is done.
    pub(super) fn must_be_free(&self) -> Result<(), Failure> {
        let Ok(about) = std::fs::symlink_metadata(&self.path) else { return Ok(()) };
        if about.is_dir() || (self.replace && is_snapshot(&self.path)) {
            // Writing says what is wrong with a folder.
            return Ok(());
        }
        Err(self.taken())
    }

    /// Writes the snapshot.
    pub(super) fn write(&self, tables: &Tables, meta: &Meta) -> Result<(), Failure> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::Io(format!("cannot write {}: {error}", self.path.display()))
        };
        self.must_be_free()?;
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        }
        let written = if self.replace && self.path.is_file() {
            tables.write(meta, &self.path)
        } else {
            tables.write_new(meta, &self.path)
        };
        written.map_err(|error| match error {
            WriteError::Exists => self.taken(),
            other => failed(&other),
        })
    }

    /// The file, for what is said of it.
    pub(super) fn name(&self) -> std::path::Display<'_> {
        self.path.display()
    }

    fn taken(&self) -> Failure {
        let path = self.path.display();
        if is_snapshot(&self.path) {
            Failure::usage(
                format!("{path} is there already, and a snapshot is not changed once it is made"),
                "name another file with --out, or add --replace to put the new one in its place",
            )
        } else {
            Failure::usage(
                format!("{path} is there already and is no snapshot: nothing is written over it"),
                "name another file with --out",
            )
        }
    }
}
