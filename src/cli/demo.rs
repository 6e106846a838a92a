//! `boardpack demo`: the example council from nothing to its packs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args as ClapArgs;
use include_dir::{Dir, DirEntry, include_dir};

use super::build::{Asked, build};
use super::failure::Failure;
use super::listing::{Listed, listing};
use super::pipeline::Timings;
use super::print;
use super::progress::Progress;
use crate::snapshot::{Snapshot, sample};
use crate::workspace::Workspace;
use crate::written::sha256;

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/bromley");

/// The file that says a folder was made by the demo, and lists what of it may be replaced by another.
const MARK: &str = ".boardpack-demo";

/// How the name of the folder begins in which a demo is made before it takes its place.
const STAGE: &str = ".boardpack-new-";

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The folder to make; only what the demo made before is replaced
    #[arg(long, value_name = "DIR", default_value = "boardpack-demo")]
    out: PathBuf,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let start = Instant::now();
    let folder = &args.out;
    let was_there = folder.exists();
    must_be_own(folder)?;
    let progress = Progress::start();
    create(folder)?;
    let made = make(folder, start, args, &progress);
    if made.is_err() && !was_there {
        // It holds nothing: whatever was begun lay in a folder that goes away by itself.
        let _ = std::fs::remove_dir(folder);
    }
    drop(progress);
    print(&made?)
}

/// Makes the workspace and its packs beside what the folder holds, then puts them in its place; gives what is to be said.
fn make(folder: &Path, start: Instant, args: &Args, progress: &Progress) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::Io(format!("{}: {error}", folder.display()));
    let stage = tempfile::Builder::new().prefix(STAGE).tempdir_in(folder).map_err(failed)?;
    let (new, old) = (stage.path().join("new"), stage.path().join("old"));
    progress.say("copying the example workspace");
    create(&new)?;
    create(&old)?;
    copy(&EXAMPLE, &new)?;
    progress.say("drawing the example council");
    let options = sample::Options::default();
    let (tables, meta) = sample::generate(&options)
        .map_err(|error| Failure::usage(error.to_string(), "this should not happen"))?;
    let snapshot = new.join("snapshots").join(format!("{}.sqlite", meta.as_at));
    create(&new.join("snapshots"))?;
    tables
        .write_new(&meta, &snapshot)
        .map_err(|error| Failure::Io(format!("cannot write {}: {error}", snapshot.display())))?;
    let sampled = start.elapsed();
    let size = std::fs::metadata(&snapshot).map_or(0, |about| usize::try_from(about.len()).unwrap_or(0));
    let mut timings = Timings::default();
    let workspace = timings.stage("measures", || Workspace::read(Some(&new))).map_err(Failure::Faults)?;
    let opened = timings.stage("snapshot", || Snapshot::open(&snapshot)).map_err(Failure::Snapshot)?;
    let built = build(&workspace, &opened, &Asked::default(), timings, progress)?;
    let mark = mark(&own_files(&new)?)?;
    std::fs::write(new.join(MARK), mark).map_err(failed)?;
    // Again: somebody may have put something there meanwhile, and what is swapped out is gone.
    must_be_own(folder)?;
    swap(folder, &new, &old).map_err(failed)?;
    if args.timings {
        anstream::eprint!("{}", built.timings.text());
    }
    let placed =
        |path: &Path| path.strip_prefix(&new).map_or_else(|_| path.to_owned(), |own| folder.join(own));
    let mut files = vec![Listed::new(placed(&snapshot), size)];
    files.extend(built.files.iter().map(|one| Listed { path: placed(&one.path), ..one.clone() }));
    Ok(format!(
        "The example council: synthetic data, no real child.\n\n{}\nSnapshot made in {:.2} s, packs in {:.2} s.\nOpen {} to read the packs.\n",
        listing(&files),
        sampled.as_secs_f64(),
        built.timings.total().as_secs_f64(),
        placed(&built.folder).display(),
    ))
}

/// Puts what was made in the place of what the folder held; where that cannot be, everything stays as it was.
fn swap(folder: &Path, new: &Path, old: &Path) -> std::io::Result<()> {
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    let all = [(folder, old), (new, folder)].into_iter().try_for_each(|(from, to)| {
        for name in names(from)? {
            let (from, to) = (from.join(&name), to.join(&name));
            std::fs::rename(&from, &to)?;
            moved.push((from, to));
        }
        Ok(())
    });
    if all.is_err() {
        for (from, to) in moved.iter().rev() {
            // Nothing better is left to do when this fails too: the error that is reported is the first one.
            let _ = std::fs::rename(to, from);
        }
    }
    all
}

/// What a folder holds, by name, but for what a demo is being made in.
fn names(folder: &Path) -> std::io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.to_string_lossy().starts_with(STAGE) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Every file in a folder, by its path from there with `/` between folders, and its hash.
fn own_files(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    fn walk(folder: &Path, below: &str, all: &mut BTreeMap<String, String>) -> std::io::Result<()> {
        for name in names(folder)? {
            let path = folder.join(&name);
            let own = format!("{below}{}", name.to_string_lossy());
            if path.is_dir() && !path.is_symlink() {
                walk(&path, &format!("{own}/"), all)?;
            } else if own != MARK {
                all.insert(own, sha256(&std::fs::read(&path)?));
            }
        }
        Ok(())
    }
    let mut all = BTreeMap::new();
    walk(folder, "", &mut all).map_err(|error| Failure::Io(format!("{}: {error}", folder.display())))?;
    Ok(all)
}

/// The text of the mark: what the demo made, so that a later one replaces that and nothing else.
fn mark(files: &BTreeMap<String, String>) -> Result<String, Failure> {
    let files = serde_json::to_string_pretty(files).map_err(|error| Failure::Io(error.to_string()))?;
    Ok(format!("{files}\n"))
}

/// Refuses a folder that holds anything but what the demo made, as the demo made it.
fn must_be_own(folder: &Path) -> Result<(), Failure> {
    const NAMED: usize = 5;
    let failed = |error: std::io::Error| Failure::Io(format!("{}: {error}", folder.display()));
    let refused = || {
        Failure::usage(
            format!("{} is there already and was not made by the demo", folder.display()),
            "name another folder with --out",
        )
    };
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        return Err(refused());
    }
    if names(folder).map_err(failed)?.is_empty() {
        return Ok(());
    }
    let Ok(mark) = std::fs::read_to_string(folder.join(MARK)) else { return Err(refused()) };
    let made: BTreeMap<String, String> = serde_json::from_str(&mark).unwrap_or_default();
    let mut others = own_files(folder)?;
    others.retain(|path, hash| made.get(path) != Some(hash));
    let more = others.len().saturating_sub(NAMED);
    let mut named: Vec<String> = others.into_keys().take(NAMED).collect();
    if named.is_empty() {
        return Ok(());
    }
    if more > 0 {
        named.push(format!("{more} more"));
    }
    Err(Failure::usage(
        format!(
            "{} holds what the demo did not make, or what was changed since: {}",
            folder.display(),
            named.join(", ")
        ),
        "move these away, or name another folder with --out",
    ))
}

fn create(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::Io(format!("{}: {error}", folder.display())))
}

fn copy(from: &Dir<'_>, to: &Path) -> Result<(), Failure> {
    create(to)?;
    let write = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes).map_err(|error| Failure::Io(format!("{}: {error}", path.display())))
    };
    copy_entries(from, to, &write)
}

fn copy_entries(
    from: &Dir<'_>,
    to: &Path,
    write: &impl Fn(&Path, &[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for entry in from.entries() {
        let path = to.join(entry.path());
        match entry {
            DirEntry::Dir(folder) => {
                create(&path)?;
                copy_entries(folder, to, write)?;
            }
            DirEntry::File(file) => write(&path, file.contents())?,
        }
    }
    Ok(())
}
