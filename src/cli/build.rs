//! `boardpack build`: the packs that are due.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use serde_json::json;

use super::failure::Failure;
use super::pipeline::{self, Timings};
use super::print;
use super::progress::Progress;
use crate::calendar::Period;
use crate::pack::{Inputs, Provenance, assemble, tidy_rows};
use crate::plan::Plan;
use crate::snapshot::Snapshot;
use crate::template::{Profile, Template};
use crate::workspace::Workspace;
use crate::write::{FileSet, MANIFEST, csv, html, pdf::pdf, xlsx};

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
    /// Where to write [default: the workspace's packs/PERIOD, else packs/PERIOD here]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

/// What a build wrote.
#[derive(Debug)]
pub(super) struct Built {
    /// Files with their sizes in bytes.
    pub(super) files: Vec<(PathBuf, usize)>,
    /// How long each stage took.
    pub(super) timings: Timings,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let progress = Progress::start();
    let mut timings = Timings::default();
    let workspace = timings.stage("measures", || pipeline::read_workspace(workspace))?;
    progress.say("reading the snapshot");
    let snapshot =
        timings.stage("snapshot", || pipeline::open_snapshot(args.snapshot.as_deref(), &workspace))?;
    let built =
        build(&workspace, &snapshot, args.period, &args.pack, args.out.as_deref(), timings, &progress)?;
    drop(progress);
    if args.timings {
        anstream::eprint!("{}", built.timings.text());
    }
    print(&listing(&built.files))
}

/// A line a file.
pub(super) fn listing(files: &[(PathBuf, usize)]) -> String {
    files.iter().map(|(path, size)| format!("{:>9}  {}\n", size_words(*size), path.display())).collect()
}

fn size_words(bytes: usize) -> String {
    if bytes < 1_000 { format!("{bytes} B") } else { format!("{} kB", bytes.div_ceil(1_000)) }
}

/// Makes the packs and writes them, all or none.
pub(super) fn build(
    workspace: &Workspace,
    snapshot: &Snapshot,
    period: Option<Period>,
    packs: &[String],
    out: Option<&Path>,
    mut timings: Timings,
    progress: &Progress,
) -> Result<Built, Failure> {
    let quarter = pipeline::period(period, snapshot)?;
    if !matches!(quarter, Period::Quarter { .. }) {
        return Err(Failure::usage(
            format!("`{quarter}` is not a quarter"),
            "packs are built for the quarter that has ended, as 2018-19-Q4; a template says which period it reports on",
        ));
    }
    let templates = templates(workspace, packs, quarter)?;
    let plan = Plan::new(templates, &workspace.catalogue, quarter);
    if plan.packs.is_empty() {
        return Err(Failure::usage(
            format!("no pack reports on a period that ends with {quarter}"),
            "`boardpack check` lists the templates; half-years end with Q2 and Q4, years with Q4",
        ));
    }
    // Whoever reads one published pack of a quarter may read the others: they are protected together, whichever are built.
    let due = |template: &Template| {
        template.calendar.is_due(quarter) || plan.packs.iter().any(|pack| pack.template.id == template.id)
    };
    let published =
        Plan::new(workspace.templates.iter().filter(|one| due(one)), &workspace.catalogue, quarter);
    progress.say("computing");
    let meta = snapshot.meta();
    let provenance = Provenance {
        council: workspace.council.clone().unwrap_or_else(|| meta.council.clone()),
        as_at: meta.as_at,
        source: meta.source.clone(),
        synthetic: meta.synthetic,
    };
    let folder = out.map_or_else(|| workspace.packs.join(quarter.to_string()), Path::to_owned);
    let mut set = FileSet::new();
    let mut files = Vec::new();
    for pack_plan in &plan.packs {
        let profile = pack_plan.template.profile;
        let wanted = if profile == Profile::Internal { &plan } else { &published }.figures_with(profile);
        let figures = pipeline::figures(workspace, snapshot, &wanted, profile, &mut timings)?;
        let inputs = Inputs {
            plan: pack_plan,
            catalogue: &workspace.catalogue,
            figures: &figures,
            provenance: &provenance,
            meeting: workspace.meeting.as_ref(),
        };
        progress.say(format!("writing {}", pack_plan.template.title));
        let pack = timings.stage("assemble", || assemble(&inputs));
        let (pdf, (xlsx, html)) = timings
            .stage("write", || rayon::join(|| pdf(&pack), || rayon::join(|| xlsx(&pack), || html(&pack))));
        let id = &pack_plan.template.id;
        let failed = |error: &dyn std::fmt::Display| {
            Failure::Io(format!("the pack {id} could not be written: {error}"))
        };
        let pdf = pdf.map_err(|error| failed(&error))?;
        let xlsx = xlsx.map_err(|error| failed(&error))?;
        let html = html.map_err(|error| failed(&error))?;
        let rows = tidy_rows(&figures, |measure, period| {
            pack_plan.measures.iter().any(|id| id == measure) && pack_plan.history.contains(&period)
        });
        let csv = csv(&rows).map_err(|error| failed(&error))?;
        for (ending, bytes) in [("pdf", pdf), ("xlsx", xlsx), ("html", html), ("csv", csv)] {
            let name = format!("{id}.{ending}");
            files.push((folder.join(&name), bytes.len()));
            set = set.with(name, bytes);
        }
    }
    let mut behind = json!({ "as_at": meta.as_at.to_string(), "source": meta.source });
    if plan.packs.iter().any(|pack| pack.template.profile == Profile::Internal) {
        // Beside published packs alone a hash of the snapshot would tell two sets of hidden counts apart.
        behind["sha256"] = json!(snapshot.sha256());
    }
    let inputs = json!({
        "program": env!("CARGO_PKG_VERSION"),
        "period": quarter.to_string(),
        "snapshot": behind,
        "packs": plan.packs.iter().map(|pack| &pack.template.id).collect::<Vec<_>>(),
    });
    let manifest = set.manifest(&inputs).len();
    timings.stage("files", || set.write(&folder, &inputs)).map_err(|error| Failure::Io(error.to_string()))?;
    files.push((folder.join(MANIFEST), manifest));
    Ok(Built { files, timings })
}

/// The templates asked for, or those due; an unknown one is wrong use.
fn templates<'w>(
    workspace: &'w Workspace,
    asked: &[String],
    quarter: Period,
) -> Result<Vec<&'w Template>, Failure> {
    if asked.is_empty() {
        return Ok(workspace.templates.iter().filter(|one| one.calendar.is_due(quarter)).collect());
    }
    asked
        .iter()
        .map(|id| {
            workspace.templates.iter().find(|one| one.id == *id).ok_or_else(|| {
                let known: Vec<&str> = workspace.templates.iter().map(|one| one.id.as_str()).collect();
                let hint = match crate::diagnostic::nearest(id, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the packs are {}", known.join(", ")),
                };
                Failure::usage(format!("no pack `{id}`"), hint)
            })
        })
        .collect()
}
