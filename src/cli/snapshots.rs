//! The snapshots of a workspace: which there are, of which day each is, and which one is read.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::calendar::{Date, long_date, parse_iso};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::snapshot::{Snapshot, as_at};
use crate::workspace::{self, Workspace};

/// A snapshot that was opened, with the file that it is in.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) snapshot: Snapshot,
    path: PathBuf,
}

impl Opened {
    /// Which file the figures are from, in a line.
    pub(super) fn words(&self) -> String {
        format!("From {}, as at {}.\n", self.path.display(), long_date(self.snapshot.meta().as_at))
    }
}

/// A file in the workspace's folder of snapshots.
#[derive(Debug)]
pub(super) struct Held {
    path: PathBuf,
    /// The day that it says it describes; `None` where it cannot be read.
    pub(super) as_at: Option<Date>,
    /// The day that its name says.
    named: Option<Date>,
}

/// Opens the snapshot named, or the latest of the workspace.
pub(super) fn open(named: Option<&Path>, workspace: &Workspace) -> Result<Opened, Failure> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => latest(workspace)?,
    };
    let snapshot = Snapshot::open(&path).map_err(Failure::Snapshot)?;
    match foreign(workspace, &snapshot, &path) {
        Some(fault) => Err(Failure::Snapshot(Diagnostics::from(fault))),
        None => Ok(Opened { snapshot, path }),
    }
}

/// That a snapshot is of another council than the workspace, by their codes; made-up data are of none.
fn foreign(workspace: &Workspace, snapshot: &Snapshot, path: &Path) -> Option<Diagnostic> {
    let (own, meta) = (&workspace.council, snapshot.meta());
    let pairs = [("la-code", &own.la_code, &meta.la_code), ("ons-code", &own.ons_code, &meta.ons_code)];
    let (key, ours, theirs) = pairs.into_iter().find_map(|(key, ours, theirs)| {
        let (ours, theirs) = (ours.as_ref()?, theirs.as_ref()?);
        (!meta.synthetic && ours != theirs).then_some((key, ours, theirs))
    })?;
    let words = format!("the snapshot is of another council: {theirs}, not {ours}");
    let hint = format!("name a snapshot of this council, or mend `{key}` in {}", workspace::FILE_NAME);
    Some(Diagnostic::error("snapshot::council", Place::File(path.display().to_string()), words).hint(hint))
}

/// The snapshots of the workspace, in order of their names.
pub(super) fn held(workspace: &Workspace) -> Vec<Held> {
    let Ok(entries) = std::fs::read_dir(&workspace.snapshots) else { return Vec::new() };
    let mut all: Vec<Held> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "sqlite"))
        .map(|path| Held {
            as_at: as_at(&path),
            named: path.file_stem().and_then(|name| name.to_str()).and_then(parse_iso),
            path,
        })
        .collect();
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all
}

/// The latest snapshot of the workspace, by the day that each file says it describes. A file that cannot be read counts by
/// its name, so that a broken latest one is told and no earlier one taken in its place.
fn latest(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let all = held(workspace);
    let mut faults = Diagnostics::new();
    for one in &all {
        if let (Some(said), Some(named)) = (one.as_at, one.named)
            && said != named
        {
            let message = format!("its name says {}, and it is as at {}", long_date(named), long_date(said));
            let hint = format!("rename it, as {said}.sqlite, or name the snapshot meant with --snapshot");
            let place = Place::File(one.path.display().to_string());
            faults.push(Diagnostic::error("snapshot::name", place, message).hint(hint));
        } else if one.as_at.is_none() && one.named.is_none() {
            // Nothing tells its day: what is wrong with it is said rather than that it be passed over.
            faults.extend(Snapshot::open(&one.path).err().unwrap_or_default());
        }
    }
    faults.or(()).map_err(Failure::Snapshot)?;
    let place = Place::File(workspace.snapshots.display().to_string());
    let day = |one: &Held| one.as_at.or(one.named);
    let Some(last) = all.iter().filter_map(day).max() else {
        let fault = Diagnostic::error("snapshot::none", place, "there is no snapshot here")
            .hint("name one with --snapshot, or make one with `boardpack import` or `boardpack sample`");
        return Err(Failure::Snapshot(Diagnostics::from(fault)));
    };
    let of_that_day: Vec<&PathBuf> =
        all.iter().filter(|one| day(one) == Some(last)).map(|one| &one.path).collect();
    match of_that_day[..] {
        [one] => Ok(one.clone()),
        _ => {
            let names: Vec<String> = of_that_day
                .iter()
                .filter_map(|path| path.file_name())
                .map(|name| name.to_string_lossy().into_owned())
                .collect();
            let message = format!("several snapshots are as at {}: {}", long_date(last), names.join(", "));
            let fault = Diagnostic::error("snapshot::several", place, message)
                .hint("name the one meant with --snapshot, or move the others away");
            Err(Failure::Snapshot(Diagnostics::from(fault)))
        }
    }
}
