//! `boardpack build`: the packs that are due.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::failure::Failure;
use super::listing::{Listed, listing};
use super::packs::{Planned, provenance};
use super::pipeline::{self, Timings};
use super::print;
use super::progress::Progress;
use super::words;
use crate::calendar::Period;
use crate::diagnostic::Diagnostics;
use crate::ledger::Ledger;
use crate::pack::{Pack, assemble, tidy_of};
use crate::snapshot::Snapshot;
use crate::workspace::Workspace;
use crate::write::{FileSet, MANIFEST, Origin, PackError, PackFiles};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The snapshot [default: the latest of the workspace]
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// The quarter to report on, as 2018-19-Q4 [default: the last complete quarter of the snapshot]
    #[arg(long, value_name = "P")]
    period: Option<Period>,
    /// Only this pack; may be given several times [default: every pack due after the quarter]
    #[arg(long, value_name = "ID")]
    pack: Vec<String>,
    /// The council's own numbers for the opaque ids, a CSV with the columns person_id and own_number: they stand beside
    /// the ids in internal packs [default: the file that the workspace names, if it is there]
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Where to write [default: the workspace's packs/PERIOD, else packs/PERIOD here]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

/// What a build is asked for; by default every pack due after the last complete quarter.
#[derive(Debug, Default)]
pub(super) struct Asked<'a> {
    pub(super) period: Option<Period>,
    pub(super) packs: &'a [String],
    pub(super) out: Option<&'a Path>,
    pub(super) key: Option<&'a Path>,
}

/// What a build wrote.
#[derive(Debug)]
pub(super) struct Built {
    /// The folder.
    pub(super) folder: PathBuf,
    /// The files.
    pub(super) files: Vec<Listed>,
    /// How long each stage took.
    pub(super) timings: Timings,
    /// What is to be said of the texts in the packs: figures that moved since, measures that nobody wrote about.
    pub(super) warnings: Diagnostics,
    /// What the protection of published packs leaves out.
    pub(super) notes: Vec<String>,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let progress = Progress::start();
    let mut timings = Timings::default();
    let workspace = timings.stage("measures", || pipeline::read_workspace(workspace))?;
    progress.say("reading the snapshot");
    let snapshot =
        timings.stage("snapshot", || pipeline::open_snapshot(args.snapshot.as_deref(), &workspace))?;
    let asked =
        Asked { period: args.period, packs: &args.pack, out: args.out.as_deref(), key: args.key.as_deref() };
    let built = build(&workspace, &snapshot, &asked, timings, &progress)?;
    drop(progress);
    for words in &built.notes {
        anstream::eprintln!("note: {words}");
    }
    anstream::eprint!("{}", built.warnings.render(super::colour()));
    if args.timings {
        anstream::eprint!("{}", built.timings.text());
    }
    for words in built.files.iter().filter_map(Listed::too_long) {
        anstream::eprintln!("note: {words}");
    }
    print(&listing(&built.files))
}

/// Makes the packs and writes them, all or none.
pub(super) fn build(
    workspace: &Workspace,
    snapshot: &Snapshot,
    asked: &Asked<'_>,
    mut timings: Timings,
    progress: &Progress,
) -> Result<Built, Failure> {
    let planned = Planned::new(workspace, asked.packs, pipeline::period(asked.period, snapshot)?)?;
    let quarter = planned.quarter;
    // Read first: a fault in it is told before anything is computed.
    let key = if planned.shows_people() { pipeline::key(asked.key, workspace)? } else { None };
    let ledger = Ledger::read(&workspace.ledger).map_err(Failure::Faults)?.unwrap_or_default();
    progress.say("computing");
    let made = planned.measured(snapshot, &ledger, &mut timings)?;
    let cases = made.cases(&planned, key.as_ref())?;
    let provenance = provenance(workspace, snapshot);
    let inputs = planned.inputs(&made, &cases, &provenance);
    // Every text is looked through before the build is given up.
    let warnings = words::looked_through(&inputs, quarter).without_errors().map_err(Failure::Faults)?;
    progress.say("writing");
    let packs: Vec<Pack> = timings.stage("assemble", || inputs.par_iter().map(assemble).collect());
    let written = timings.stage("write", || {
        inputs
            .par_iter()
            .zip(&packs)
            .map(|(inputs, pack)| PackFiles::write(pack, &tidy_of(inputs)))
            .collect::<Result<Vec<_>, PackError>>()
    });
    let written = written.map_err(|error| Failure::Io(error.to_string()))?;
    let folder = asked.out.map_or_else(|| workspace.packs.join(quarter.to_string()), Path::to_owned);
    let mut set = FileSet::new();
    let mut files = Vec::new();
    for (pack, made) in planned.plan.packs.iter().zip(written) {
        for (name, bytes, pages) in made.files() {
            let mut listed = Listed::new(folder.join(name), bytes.len());
            listed.pages = pages.map(|pages| (pages, pack.template.pages));
            files.push(listed);
        }
        set = set.with_pack(made);
    }
    let origin = Origin {
        quarter,
        provenance: &provenance,
        sha256: snapshot.sha256(),
        policy: workspace.disclosure,
        templates: planned.plan.packs.iter().map(|pack| pack.template).collect(),
    };
    let inputs = origin.inputs();
    let manifest = set.manifest(&inputs).len();
    timings.stage("files", || set.write(&folder, &inputs)).map_err(|error| Failure::Io(error.to_string()))?;
    files.push(Listed::new(folder.join(MANIFEST), manifest));
    let notes = made.notes();
    Ok(Built { folder, files, timings, warnings, notes })
}
