//! `boardpack build`: the packs that are due.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use serde_json::json;

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
use crate::pack::{Inputs, Pack, assemble, tidy_breakdowns, tidy_rows};
use crate::snapshot::Snapshot;
use crate::template::Profile;
use crate::workspace::Workspace;
use crate::write::pdf::{Pdf, pdf};
use crate::write::{FileSet, MANIFEST, csv, html, xlsx};
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
            standing.must_be_the_same(&one.plan.template.id, &tidy(one)?)?;
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
            .map(|(inputs, pack)| write(inputs, pack))
            .collect::<Result<Vec<_>, Failure>>()
    })?;
    let mut set = FileSet::new();
    if let Some(standing) = &standing {
        set = standing.listed(set);
    }
    let mut files = Vec::new();
    for (pack, made) in inputs.iter().map(|inputs| inputs.plan).zip(written) {
        for (ending, bytes) in
            [("pdf", made.pdf.bytes), ("xlsx", made.xlsx), ("html", made.html), ("csv", made.csv)]
        {
            let name = format!("{}.{ending}", pack.template.id);
            let mut listed = Listed::new(folder.join(&name), bytes.len());
            if listed.is_pdf() {
                listed.pages = Some((made.pdf.pages, pack.template.pages));
                set = set.with_pages(&name, made.pdf.pages);
            }
            files.push(listed);
            set = set.with(name, bytes);
        }
    }
    let behind = behind(&planned, snapshot);
    let manifest = set.manifest(&behind).len();
    timings.stage("files", || set.write(&folder, &behind)).map_err(|error| Failure::Io(error.to_string()))?;
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

/// What the packs were made from, for their manifest.
fn behind(planned: &Planned<'_>, snapshot: &Snapshot) -> serde_json::Value {
    let templates = || planned.plan.packs.iter().map(|pack| pack.template);
    let meta = snapshot.meta();
    let mut behind = json!({ "as_at": meta.as_at.to_string(), "source": meta.source });
    if templates().any(|template| template.profile == Profile::Internal) {
        // Beside published packs alone a hash of the snapshot would tell two sets of hidden counts apart.
        behind["sha256"] = json!(snapshot.sha256());
    }
    let policy = planned.workspace.disclosure;
    // In the same order, whichever were asked for first.
    let mut ids: Vec<&String> = templates().map(|template| &template.id).collect();
    ids.sort();
    json!({
        "disclosure": { "k": policy.k(), "partners": policy.partners.name() },
        "program": env!("CARGO_PKG_VERSION"),
        "period": planned.quarter.to_string(),
        "snapshot": behind,
        "packs": ids,
        "profiles": templates()
            .map(|template| (&template.id, template.profile.name()))
            .collect::<BTreeMap<_, _>>(),
        "k": policy.k(),
    })
}

/// A pack in every form.
struct Written {
    pdf: Pdf,
    xlsx: Vec<u8>,
    html: Vec<u8>,
    csv: Vec<u8>,
}

/// Writes a pack in every form.
fn write(inputs: &Inputs<'_>, pack: &Pack) -> Result<Written, Failure> {
    let failed = |error: &dyn std::fmt::Display| {
        Failure::Io(format!("the pack {} could not be written: {error}", pack.about.id))
    };
    let (pdf, (xlsx, html)) = rayon::join(|| pdf(pack), || rayon::join(|| xlsx(pack), || html(pack)));
    Ok(Written {
        pdf: pdf.map_err(|error| failed(&error))?,
        xlsx: xlsx.map_err(|error| failed(&error))?,
        html: html.map_err(|error| failed(&error))?,
        csv: tidy(inputs)?,
    })
}

/// The tidy data of a pack.
fn tidy(inputs: &Inputs<'_>) -> Result<Vec<u8>, Failure> {
    let mut rows = tidy_rows(inputs.figures, |measure, period| inputs.plan.shows(measure, period));
    rows.extend(tidy_breakdowns(inputs.figures, |by| inputs.plan.breakdowns.contains(by)));
    let id = &inputs.plan.template.id;
    csv(&rows).map_err(|error| Failure::Io(format!("the pack {id} could not be written: {error}")))
}
