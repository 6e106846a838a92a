//! `boardpack build`: the packs that are due.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use serde_json::json;

use super::failure::Failure;
use super::listing::{Listed, listing};
use super::pipeline::{self, Timings};
use super::print;
use super::progress::Progress;
use super::words;
use crate::calendar::Period;
use crate::diagnostic::Diagnostics;
use crate::key::Key;
use crate::ledger::{Ledger, Reported};
use crate::pack::{Inputs, Pack, Provenance, assemble, tidy_breakdowns, tidy_rows};
use crate::plan::{Plan, together};
use crate::protect::{Cases, Earlier, Publishable, is_open};
use crate::snapshot::Snapshot;
use crate::template::{Materiality, Profile, Template};
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
    let quarter = pipeline::period(asked.period, snapshot)?;
    if !matches!(quarter, Period::Quarter { .. }) {
        return Err(Failure::usage(
            format!("`{quarter}` is not a quarter"),
            "packs are built for the quarter that has ended, as 2018-19-Q4; a template says which period it reports on",
        ));
    }
    let templates = templates(workspace, asked.packs, quarter)?;
    let spoken = |template: &Template| words::spoken(workspace, quarter, template);
    let plan = Plan::new(templates, &workspace.catalogue, quarter).speaking_of(spoken);
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
    let shut = workspace.templates.iter().filter(|one| due(one) && !open(one));
    let published = Plan::new(shut, &workspace.catalogue, quarter).speaking_of(spoken);
    // Read first: a fault in it is told before anything is computed.
    let key = if plan.packs.iter().any(|pack| shows_people(pack.template)) {
        pipeline::key(asked.key, workspace)?
    } else {
        None
    };
    let ledger = Ledger::read(&workspace.ledger).map_err(Failure::Faults)?.unwrap_or_default();
    progress.say("computing");
    let meta = snapshot.meta();
    let provenance = Provenance {
        council: workspace.council.name.clone().unwrap_or_else(|| meta.council.clone()),
        as_at: meta.as_at,
        source: meta.source.clone(),
        synthetic: meta.synthetic,
    };
    let folder = asked.out.map_or_else(|| workspace.packs.join(quarter.to_string()), Path::to_owned);
    let made = released(workspace, snapshot, (&plan, &published), (key.as_ref(), &ledger), &mut timings)?;
    let inputs: Vec<Inputs<'_>> = plan
        .packs
        .iter()
        .zip(&made.cases)
        .filter_map(|(pack_plan, cases)| {
            Some(Inputs {
                plan: pack_plan,
                catalogue: &workspace.catalogue,
                figures: made.figures(pack_plan.template.profile)?,
                provenance: &provenance,
                words: words::words(workspace, quarter),
                cases: cases.as_ref(),
                meeting: workspace.meeting.as_ref(),
            })
        })
        .collect();
    // Every text is looked through before the build is given up.
    let said = inputs.iter().flat_map(|inputs| words::looked_through(inputs, quarter)).collect();
    let warnings = words::once(said).without_errors().map_err(Failure::Faults)?;
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
                set = set.with_pages(&name, made.pdf.pages);
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
        "profiles": plan
            .packs
            .iter()
            .map(|pack| (&pack.template.id, pack.template.profile.name()))
            .collect::<BTreeMap<_, _>>(),
        "k": policy.k(),
    });
    let manifest = set.manifest(&inputs).len();
    timings.stage("files", || set.write(&folder, &inputs)).map_err(|error| Failure::Io(error.to_string()))?;
    files.push(Listed::new(folder.join(MANIFEST), manifest));
    let mut notes: Vec<String> =
        made.released.iter().flat_map(|(_, figures)| figures.notes().iter().cloned()).collect();
    notes.sort();
    notes.dedup();
    Ok(Built { folder, files, timings, warnings, notes })
}

/// Measures by id, each with periods.
type Wanted = Vec<(String, Vec<Period>)>;

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
    let mut rows = tidy_rows(inputs.figures, |measure, period| inputs.plan.shows(measure, period));
    rows.extend(tidy_breakdowns(inputs.figures, |by| inputs.plan.breakdowns.contains(by)));
    Ok(Written {
        pdf: pdf.map_err(|error| failed(&error))?,
        xlsx: xlsx.map_err(|error| failed(&error))?,
        html: html.map_err(|error| failed(&error))?,
        csv: csv(&rows).map_err(|error| failed(&error))?,
    })
}

/// What a set of packs is made from: the figures of each profile that they are for, and, pack by pack, the people behind
/// them where it lists any.
struct Made {
    released: Vec<(Profile, Publishable)>,
    cases: Vec<Option<Cases>>,
}

impl Made {
    fn figures(&self, profile: Profile) -> Option<&Publishable> {
        self.released.iter().find(|(one, _)| *one == profile).map(|(_, figures)| figures)
    }
}

/// The figures of every profile that the packs of a plan are for: measured once, then judged and released to each.
///
/// `published` plans every published pack of the quarter, built now or not: theirs are protected together.
fn released(
    workspace: &Workspace,
    snapshot: &Snapshot,
    (plan, published): (&Plan<'_>, &Plan<'_>),
    (key, ledger): (Option<&Key>, &Ledger),
    timings: &mut Timings,
) -> Result<Made, Failure> {
    let set_of = |profile| if is_open(profile, workspace.disclosure) { plan } else { published };
    let wanted: Vec<(Profile, Wanted)> = Profile::ALL
        .into_iter()
        .map(|(_, profile)| profile)
        .filter(|profile| plan.packs.iter().any(|pack| pack.template.profile == *profile))
        .map(|profile| {
            let mut wanted = set_of(profile).figures_with(profile);
            if !is_open(profile, workspace.disclosure) {
                // What readers have of earlier periods is protected with what they are about to get.
                let reported = Reported::to(profile, ledger);
                if let Some(pack) = plan.packs.first() {
                    // Every pack's period ends with the quarter.
                    reported.add_periods(&mut wanted, pack.period.last_day());
                }
            }
            (profile, wanted)
        })
        .collect();
    let all = together(wanted.iter().flat_map(|(_, figures)| figures));
    let lists = plan.packs.iter().any(|pack| shows_people(pack.template));
    let also = lists.then_some(snapshot.meta().as_at);
    let (image, measured) = pipeline::measured(workspace, snapshot, &all, also, timings)?;
    let mut made = Made { released: Vec::new(), cases: Vec::new() };
    for (profile, asked) in wanted {
        // Who reads the partners' packs may read the public ones: what is hidden in one is hidden in the other.
        if let Some(same) = made.released.iter().find_map(|(_, figures)| figures.also_for(profile)) {
            made.released.push((profile, same));
            continue;
        }
        let is_open = is_open(profile, workspace.disclosure);
        let reported =
            if is_open { Reported::seen_by(profile, ledger) } else { Reported::to(profile, ledger) };
        let earlier = Earlier {
            reported: Some(&reported),
            materiality: materiality(plan, |other| {
                other == profile || !(is_open || self::is_open(other, workspace.disclosure))
            }),
            policy: workspace.disclosure,
            benchmarks: pipeline::benchmarks(workspace, &image),
        };
        let figures =
            pipeline::released_after(workspace, &image, &measured, &asked, (profile, &earlier), timings)?;
        let by = set_of(profile).breakdowns_with(profile);
        let figures = pipeline::broken_down(workspace, &image, &measured, &by, figures, timings)?;
        made.released.push((profile, figures));
    }
    for pack in &plan.packs {
        let figures = made.figures(pack.template.profile).filter(|_| shows_people(pack.template));
        let wanted: Vec<_> = pack.exceptions.iter().map(|id| (id.clone(), pack.period)).collect();
        let cases = figures
            .map(|figures| pipeline::cases(workspace, &image, &measured, figures, &wanted, key))
            .transpose()?;
        made.cases.push(cases);
    }
    Ok(made)
}

/// From how far on packs of some profiles say that a figure was restated: as the strictest of their templates has it, so
/// that none says less than another.
fn materiality(plan: &Plan<'_>, takes: impl Fn(Profile) -> bool) -> Materiality {
    let all = plan.packs.iter().map(|pack| pack.template).filter(|template| takes(template.profile));
    all.map(|template| template.materiality)
        .reduce(|one, two| Materiality {
            points: one.points.min(two.points),
            count: one.count.min(two.count),
        })
        .unwrap_or_default()
}

/// Whether a pack lists people one by one.
fn shows_people(template: &Template) -> bool {
    template.blocks.iter().any(|block| block.kind.is_internal())
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
