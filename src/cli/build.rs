//! `boardpack build`: the packs that are due.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use serde_json::json;

use super::failure::Failure;
use super::listing::{Listed, listing};
use super::pipeline::{self, Timings};
use super::print;
use super::progress::Progress;
use crate::calendar::Period;
use crate::pack::{Inputs, Pack, Provenance, assemble, tidy_rows};
use crate::plan::{Plan, together};
use crate::protect::{Publishable, is_open};
use crate::snapshot::Snapshot;
use crate::template::{Profile, Template};
use crate::workspace::Workspace;
use crate::write::pdf::{Pdf, pdf};
use crate::write::{FileSet, MANIFEST, csv, html, xlsx};

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
    /// The folder.
    pub(super) folder: PathBuf,
    /// The files.
    pub(super) files: Vec<Listed>,
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
    for words in built.files.iter().filter_map(Listed::too_long) {
        anstream::eprintln!("note: {words}");
    }
    print(&listing(&built.files))
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
    let open = |template: &Template| is_open(template.profile, workspace.disclosure);
    let published = Plan::new(
        workspace.templates.iter().filter(|one| due(one) && !open(one)),
        &workspace.catalogue,
        quarter,
    );
    progress.say("computing");
    let meta = snapshot.meta();
    let provenance = Provenance {
        council: workspace.council.name.clone().unwrap_or_else(|| meta.council.clone()),
        as_at: meta.as_at,
        source: meta.source.clone(),
        synthetic: meta.synthetic,
    };
    let folder = out.map_or_else(|| workspace.packs.join(quarter.to_string()), Path::to_owned);
    let released = released(workspace, snapshot, &plan, &published, &mut timings)?;
    let inputs: Vec<Inputs<'_>> = plan
        .packs
        .iter()
        .filter_map(|pack_plan| {
            let (_, figures) = released.iter().find(|(profile, _)| *profile == pack_plan.template.profile)?;
            Some(Inputs {
                plan: pack_plan,
                catalogue: &workspace.catalogue,
                figures,
                provenance: &provenance,
            })
        })
        .collect();
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
    let mut files = Vec::new();
    for (pack, made) in plan.packs.iter().zip(written) {
        for (ending, bytes) in
            [("pdf", made.pdf.bytes), ("xlsx", made.xlsx), ("html", made.html), ("csv", made.csv)]
        {
            let name = format!("{}.{ending}", pack.template.id);
            let mut listed = Listed::new(folder.join(&name), bytes.len());
            if listed.is_pdf() {
                listed.pages = Some((made.pdf.pages, pack.template.pages));
            }
            files.push(listed);
            set = set.with(name, bytes);
        }
    }
    let mut behind = json!({ "as_at": meta.as_at.to_string(), "source": meta.source });
    if plan.packs.iter().any(|pack| pack.template.profile == Profile::Internal) {
        // Beside published packs alone a hash of the snapshot would tell two sets of hidden counts apart.
        behind["sha256"] = json!(snapshot.sha256());
    }
    let policy = workspace.disclosure;
    let inputs = json!({
        "disclosure": { "k": policy.k(), "partners": policy.partners.name() },
        "program": env!("CARGO_PKG_VERSION"),
        "period": quarter.to_string(),
        "snapshot": behind,
        "packs": plan.packs.iter().map(|pack| &pack.template.id).collect::<Vec<_>>(),
    });
    let manifest = set.manifest(&inputs).len();
    timings.stage("files", || set.write(&folder, &inputs)).map_err(|error| Failure::Io(error.to_string()))?;
    files.push(Listed::new(folder.join(MANIFEST), manifest));
    Ok(Built { folder, files, timings })
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
    let rows = tidy_rows(inputs.figures, |measure, period| inputs.plan.shows(measure, period));
    Ok(Written {
        pdf: pdf.map_err(|error| failed(&error))?,
        xlsx: xlsx.map_err(|error| failed(&error))?,
        html: html.map_err(|error| failed(&error))?,
        csv: csv(&rows).map_err(|error| failed(&error))?,
    })
}

/// The figures of every profile that the packs of a plan are for: measured once, then judged and released to each.
///
/// `published` plans every published pack of the quarter, built now or not: theirs are protected together.
fn released(
    workspace: &Workspace,
    snapshot: &Snapshot,
    plan: &Plan<'_>,
    published: &Plan<'_>,
    timings: &mut Timings,
) -> Result<Vec<(Profile, Publishable)>, Failure> {
    let wanted: Vec<(Profile, Vec<(String, Vec<Period>)>)> = Profile::ALL
        .into_iter()
        .map(|(_, profile)| profile)
        .filter(|profile| plan.packs.iter().any(|pack| pack.template.profile == *profile))
        .map(|profile| {
            let set = if is_open(profile, workspace.disclosure) { plan } else { published };
            (profile, set.figures_with(profile))
        })
        .collect();
    let all = together(wanted.iter().flat_map(|(_, figures)| figures));
    let (image, measured) = pipeline::measured(workspace, snapshot, &all, timings)?;
    wanted
        .into_iter()
        .map(|(profile, asked)| {
            Ok((profile, pipeline::released(workspace, &image, &measured, &asked, profile, timings)?))
        })
        .collect()
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
