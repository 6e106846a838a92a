//! `boardpack demo`: the example council from nothing to its packs.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args as ClapArgs;
use include_dir::{Dir, DirEntry, include_dir};

use super::build::{build, listing};
use super::failure::Failure;
use super::pipeline::Timings;
use super::print;
use super::progress::Progress;
use crate::snapshot::{Snapshot, sample};
use crate::workspace::Workspace;

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/bromley");

/// The file that says a folder was made by the demo, and may be replaced by it.
const MARK: &str = ".boardpack-demo";

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The folder to make; only one that the demo made before is replaced
    #[arg(long, value_name = "DIR", default_value = "boardpack-demo")]
    out: PathBuf,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let start = Instant::now();
    let progress = Progress::start();
    let folder = &args.out;
    clear(folder)?;
    progress.say("copying the example workspace");
    copy(&EXAMPLE, folder)?;
    progress.say("drawing the example council");
    let options = sample::Options::default();
    let (tables, meta) = sample::generate(&options)
        .map_err(|error| Failure::usage(error.to_string(), "this should not happen"))?;
    let snapshot = folder.join("snapshots").join(format!("{}.sqlite", meta.as_at));
    create(&folder.join("snapshots"))?;
    tables
        .write(&meta, &snapshot)
        .map_err(|error| Failure::Io(format!("cannot write {}: {error}", snapshot.display())))?;
    let sampled = start.elapsed();
    let size = std::fs::metadata(&snapshot).map_or(0, |about| usize::try_from(about.len()).unwrap_or(0));
    let mut timings = Timings::default();
    let workspace = timings.stage("measures", || Workspace::read(Some(folder))).map_err(Failure::Faults)?;
    let opened = timings.stage("snapshot", || Snapshot::open(&snapshot)).map_err(Failure::Snapshot)?;
    let built = build(&workspace, &opened, None, &[], None, timings, &progress)?;
    drop(progress);
    if args.timings {
        anstream::eprint!("{}", built.timings.text());
    }
    let mut files = vec![(snapshot, size)];
    files.extend(built.files);
    print(&format!(
        "The example council: synthetic data, no real child.\n\n{}\nSnapshot made in {:.2} s, packs in {:.2} s.\nOpen {} to read the packs.\n",
        listing(&files),
        sampled.as_secs_f64(),
        built.timings.total().as_secs_f64(),
        files
            .iter()
            .find(|(path, _)| path.extension().is_some_and(|ending| ending == "pdf"))
            .and_then(|(path, _)| path.parent())
            .map_or_else(String::new, |folder| folder.display().to_string()),
    ))
}

/// Removes a folder that the demo made; refuses any other that holds something.
fn clear(folder: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Io(format!("{}: {error}", folder.display()));
    if !folder.exists() {
        return Ok(());
    }
    let refused = || {
        Failure::usage(
            format!("{} is there already and was not made by the demo", folder.display()),
            "name another folder with --out",
        )
    };
    if !folder.is_dir() {
        return Err(refused());
    }
    if folder.join(MARK).is_file() {
        return std::fs::remove_dir_all(folder).map_err(failed);
    }
    let empty = std::fs::read_dir(folder).map_err(failed)?.next().is_none();
    if empty { Ok(()) } else { Err(refused()) }
}

fn create(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::Io(format!("{}: {error}", folder.display())))
}

fn copy(from: &Dir<'_>, to: &Path) -> Result<(), Failure> {
    create(to)?;
    let write = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes).map_err(|error| Failure::Io(format!("{}: {error}", path.display())))
    };
    write(&to.join(MARK), b"Made by `boardpack demo`, which may replace this folder.\n")?;
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
