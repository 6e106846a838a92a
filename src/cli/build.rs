//! `boardpack build`: the packs that are due.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::failure::Failure;
use super::listing::{Listed, listing};
use super::packs::{Planned, provenance};
use super::pipeline::{self, Timings};
use super::progress::Progress;
use super::standing::Standing;
use super::{letters, print, snapshots, words};
use crate::calendar::Period;
use crate::diagnostic::Diagnostics;
use crate::ledger::Ledger;
use crate::pack::{Pack, assemble, tidy_of};
use crate::snapshot::Snapshot;
use crate::workspace::Workspace;
use crate::write::{FileSet, MANIFEST, Origin, PackError, PackFiles, csv};
use crate::written::{Manifest, unlisted};

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
    let opened = timings.stage("snapshot", || snapshots::open(args.snapshot.as_deref(), &workspace))?;
    let asked =
        Asked { period: args.period, packs: &args.pack, out: args.out.as_deref(), key: args.key.as_deref() };
    let built = build(&workspace, &opened.snapshot, &asked, timings, &progress)?;
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
    print(&format!("{}\n{}", listing(&built.files), opened.words()))
}

/// Makes the packs and writes them, all or none.
pub(super) fn build(
    workspace: &Workspace,
    snapshot: &Snapshot,
    asked: &Asked<'_>,
    mut timings: Timings,
    progress: &Progress,
) -> Result<Built, Failure> {
    let quarter = pipeline::period(asked.period, snapshot)?;
    letters::lacking(workspace)?.or(()).map_err(Failure::Faults)?;
    let planned = Planned::new(workspace, asked.packs, quarter)?;
    let folder = asked.out.map_or_else(|| workspace.packs.join(quarter.to_string()), Path::to_owned);
    let mut ids: Vec<String> = planned.plan.packs.iter().map(|pack| pack.template.id.clone()).collect();
    let standing = Standing::read(&folder, (workspace, snapshot), quarter, &ids)?;
    let others: &[String] = standing.as_ref().map_or(&[], |standing| &standing.others);
    // With those that stay: figures are protected in all of them together, and what stays is compared with them.
    let planned = if others.is_empty() {
        planned
    } else {
        ids.extend_from_slice(others);
        Planned::new(workspace, &ids, quarter)?
    };
    // Read first: a fault in it is told before anything is computed.
    let key = if planned.shows_people() { pipeline::key(asked.key, workspace)? } else { None };
    let ledger = Ledger::read(&workspace.ledger).map_err(Failure::Faults)?.unwrap_or_default();
    progress.say("computing");
    let made = planned.measured(snapshot, &ledger, &mut timings)?;
    let cases = made.cases(&planned, key.as_ref())?;
    let provenance = provenance(workspace, snapshot);
    let (kept, inputs): (Vec<_>, Vec<_>) = planned
        .inputs(&made, &cases, &provenance)
        .into_iter()
        .partition(|inputs| others.contains(&inputs.plan.template.id));
    if let Some(standing) = &standing {
        for one in &kept {
            let id = &one.plan.template.id;
            let rows = csv(&tidy_of(one))
                .map_err(|error| Failure::Io(format!("the pack {id} could not be written: {error}")))?;
            standing.must_be_the_same(id, &rows)?;
        }
    }
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
    let mut set = FileSet::new();
    if let Some(standing) = &standing {
        set = standing.listed(set);
    }
    let mut files = Vec::new();
    for (pack, made) in inputs.iter().map(|inputs| inputs.plan).zip(written) {
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
    let origin = origin.inputs();
    let manifest = set.manifest(&origin).len();
    timings.stage("files", || set.write(&folder, &origin)).map_err(|error| Failure::Io(error.to_string()))?;
    files.push(Listed::new(folder.join(MANIFEST), manifest));
    let mut notes = made.notes();
    let unlisted = Manifest::read(&folder).map(|manifest| unlisted(&folder, &manifest)).unwrap_or_default();
    if !unlisted.is_empty() {
        notes.push(format!(
            "{} holds files of packs that {MANIFEST} does not list, of an earlier build: move them away: {}",
            folder.display(),
            unlisted.join(", ")
        ));
    }
    Ok(Built { folder, files, timings, warnings, notes })
}
