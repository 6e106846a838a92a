//! `boardpack check`: every fault in measure files, templates and the workspace at once, and what is still to be written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args as ClapArgs;

use super::failure::Failure;
use super::format::Format;
use super::packs::{Planned, provenance};
use super::pipeline::{self, Timings};
use super::progress::Progress;
use super::{letters, print, snapshots, words};
use crate::calendar::Period;
use crate::compute::{run_examples_of, verify};
use crate::diagnostic::{Diagnostics, Place, Severity, Source};
use crate::ledger::Ledger;
use crate::workspace::Workspace;

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The snapshot that texts are held against [default: the latest of the workspace, if it has one]
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// The quarter whose texts are looked through, as 2018-19-Q4 [default: the last complete quarter of the snapshot]
    #[arg(long, value_name = "P")]
    period: Option<Period>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let progress = Progress::start();
    progress.say("checking");
    let folder = pipeline::workspace_folder(workspace)?;
    let (workspace, mut faults) = Workspace::read_all(folder.as_deref());
    faults.extend(
        verify(&workspace.catalogue)
            .map_err(|error| Failure::Io(format!("the check could not be made: {error}")))?,
    );
    faults.extend(letters::lacking(&workspace)?);
    let texts = if faults.has_errors() { None } else { of_texts(&workspace, args, &progress)? };
    let texts = texts.map(|(quarter, found)| {
        faults.extend(found);
        quarter
    });
    // An example of a file with faults would only say so again.
    let faulty: Vec<Arc<Source>> = faults
        .iter()
        .filter_map(|one| match &one.place {
            Place::Span(source, _) if one.severity == Severity::Error => Some(Arc::clone(source)),
            _ => None,
        })
        .collect();
    let sound = workspace.catalogue.measures().filter(|one| !faulty.contains(&one.source));
    faults.extend(run_examples_of(sound));
    drop(progress);
    match args.format {
        Format::Json => {
            print(&format!("{:#}\n", faults.to_json()))?;
            if faults.has_errors() { Err(Failure::Told) } else { Ok(()) }
        }
        Format::Text if faults.has_errors() => Err(Failure::Faults(faults)),
        Format::Text => print(&format!("{}{}\n", faults.render(false), summary(&workspace, texts))),
    }
}

/// What was looked at, in a line.
fn summary(workspace: &Workspace, texts: Option<Period>) -> String {
    let examples: usize = workspace.catalogue.measures().map(|measure| measure.examples.len()).sum();
    let templates = match workspace.templates.len() {
        1 => "1 template".to_owned(),
        several => format!("{several} templates"),
    };
    let measures = format!("{} measures with {examples} worked examples", workspace.catalogue.len());
    match texts {
        None => format!("{measures} and {templates}: no fault"),
        Some(quarter) => format!("{measures}, {templates} and the texts of {quarter}: no fault"),
    }
}

/// What a build would say of the texts of a quarter: figures that a pack has not or that moved, measures off target that
/// nobody wrote about. `None` where no quarter is asked for, and the workspace has no snapshot that holds a whole one.
fn of_texts(
    workspace: &Workspace,
    args: &Args,
    progress: &Progress,
) -> Result<Option<(Period, Diagnostics)>, Failure> {
    let asked = args.snapshot.is_some() || args.period.is_some();
    if !asked && snapshots::held(workspace).is_empty() {
        return Ok(None);
    }
    progress.say("reading the snapshot");
    let snapshot = snapshots::open(args.snapshot.as_deref(), workspace)?.snapshot;
    let planned =
        pipeline::period(args.period, &snapshot).and_then(|quarter| Planned::new(workspace, &[], quarter));
    let planned = match planned {
        Err(_) if !asked => return Ok(None),
        planned => planned?,
    };
    let ledger = Ledger::read(&workspace.ledger).map_err(Failure::Faults)?.unwrap_or_default();
    progress.say("computing");
    let made = planned.measured(&snapshot, &ledger, &mut Timings::default())?;
    let provenance = provenance(workspace, &snapshot);
    let found = words::looked_through(&planned.inputs(&made, &[], &provenance), planned.quarter);
    Ok(Some((planned.quarter, found)))
}
