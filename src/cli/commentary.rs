//! `boardpack commentary`: drafts of what needs a comment, and the figures that a text was written on.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Subcommand};

use super::failure::Failure;
use super::pipeline::{self, Timings};
use super::progress::Progress;
use super::words::{quarter, spoken};
use super::{print, snapshots};
use crate::calendar::Period;
use crate::commentary::{SignedFigure, Skeleton, Told, figure_words, sign, skeletons};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::plan::Plan;
use crate::snapshot::Snapshot;
use crate::template::{BlockSpec, Profile};
use crate::workspace::Workspace;

#[derive(Debug, Subcommand)]
pub(super) enum Kind {
    /// Make drafts for what needs a comment: off target first, then what a test found changed; no file is overwritten
    New(Args),
    /// Record in each text the figures as the packs show them now, so that a build names the paragraphs that no longer
    /// fit
    Sign(Args),
}

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The quarter, as 2018-19-Q4 [default: the last complete quarter of the snapshot]
    #[arg(long, value_name = "P")]
    period: Option<Period>,
    /// The snapshot [default: the latest of the workspace]
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
}

pub(super) fn run(workspace: Option<&Path>, kind: &Kind) -> Result<(), Failure> {
    let progress = Progress::start();
    let (Kind::New(args) | Kind::Sign(args)) = kind;
    let workspace = pipeline::read_workspace(workspace)?;
    let Some(folder) = workspace.folder.clone() else {
        return Err(Failure::usage(
            "commentary belongs to a workspace, and there is none here",
            "name one with --workspace, or go to a folder below one",
        ));
    };
    progress.say("reading the snapshot");
    let snapshot = snapshots::open(args.snapshot.as_deref(), &workspace)?.snapshot;
    let quarter = quarter(pipeline::period(args.period, &snapshot)?)?;
    progress.say("computing");
    let said = match kind {
        Kind::New(_) => new(&workspace, &folder, &snapshot, quarter)?,
        Kind::Sign(_) => signed(&workspace, &snapshot, quarter)?,
    };
    drop(progress);
    print(&said)
}

fn new(
    workspace: &Workspace,
    folder: &Path,
    snapshot: &Snapshot,
    quarter: Period,
) -> Result<String, Failure> {
    let wanted: Vec<(String, Vec<Period>)> =
        workspace.catalogue.measures().map(|measure| (measure.id.clone(), vec![quarter])).collect();
    let figures =
        pipeline::figures(workspace, snapshot, &wanted, Profile::Internal, &mut Timings::default())?;
    let notes = workspace.commentary.of(quarter);
    let all = skeletons(quarter, &figures, &workspace.catalogue, notes);
    let folder = folder.join("commentary").join(quarter.to_string());
    let drafts: Vec<(PathBuf, &str)> = all
        .iter()
        .filter_map(|one| Some((folder.join(one.file_name()), one.text.as_deref().ok()?)))
        .collect();
    create_all(&folder, &drafts)?;
    let mut said = String::new();
    for one in &all {
        said += &line(one, &folder);
    }
    if said.is_empty() {
        said = format!("Nothing of {quarter} is off target or clearly changed without a comment.\n");
    }
    Ok(said)
}

/// What was done for a draft, or what its text lacks.
fn line(one: &Skeleton, folder: &Path) -> String {
    let changed = one.measures.len() - one.off_target;
    match &one.text {
        Ok(_) => format!(
            "Wrote {}: {} off target, {changed} changed\n",
            folder.join(one.file_name()).display(),
            one.off_target
        ),
        Err(name) => format!("Kept {name}, which does not speak of {}\n", one.measures.join(", ")),
    }
}

/// Makes every file, or none; a file that is there is never replaced.
fn create_all(folder: &Path, drafts: &[(PathBuf, &str)]) -> Result<(), Failure> {
    if drafts.is_empty() {
        return Ok(());
    }
    if let Some((path, _)) = drafts.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
        return Err(Failure::usage(
            format!("{} is there already, and speaks of something else", path.display()),
            "give it a name of its own, or say in its front matter what it is about",
        ));
    }
    fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    let mut made: Vec<&Path> = Vec::new();
    for (path, text) in drafts {
        let written = File::create_new(path).and_then(|mut file| {
            made.push(path);
            file.write_all(text.as_bytes())
        });
        if let Err(error) = written {
            for path in made {
                // What cannot be taken away again is named by the message that follows.
                let _ = fs::remove_file(path);
            }
            return Err(cannot(path, &error));
        }
    }
    Ok(())
}

fn cannot(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Io(format!("cannot write {}: {error}", path.display()))
}

/// Signs every finished text of a quarter that a pack due after it shows.
fn signed(workspace: &Workspace, snapshot: &Snapshot, quarter: Period) -> Result<String, Failure> {
    let due = workspace.templates.iter().filter(|one| one.calendar.is_due(quarter));
    let plan =
        Plan::new(due, &workspace.catalogue, quarter).speaking_of(|one| spoken(workspace, quarter, one));
    let notes = workspace.commentary.of(quarter);
    let mut signed: Vec<BTreeMap<String, SignedFigure>> = vec![BTreeMap::new(); notes.len()];
    let mut hidden: Vec<String> = Vec::new();
    for internal in [true, false] {
        let packs: Vec<_> = plan
            .packs
            .iter()
            .filter(|pack| (pack.template.profile == Profile::Internal) == internal)
            .collect();
        let Some(profile) = packs.first().map(|pack| pack.template.profile) else { continue };
        let wanted = plan.figures_with(profile);
        let figures = pipeline::figures(workspace, snapshot, &wanted, profile, &mut Timings::default())?;
        for pack in packs.into_iter().filter(|pack| pack.template.has(BlockSpec::shows_commentary)) {
            let told = Told {
                pack: &pack.template.id,
                figures: &figures,
                period: pack.period,
                history: &pack.history,
            };
            for (note, record) in notes.iter().zip(&mut signed).filter(|(note, _)| note.is_for(told.pack)) {
                for placeholder in note.placeholders() {
                    let Some(figure) = told.figure(placeholder) else { continue };
                    let one = record.entry(placeholder.figure_id(told.period)).or_default();
                    one.set(told.signed_for(), figure_words(figure));
                    let line = note.source.line_column(placeholder.span.start).0;
                    let told = format!(
                        "{}:{line} speaks of {}, which the published packs hide: see that its words do not tell it\n",
                        note.source.name,
                        placeholder.figure_id(pack.period)
                    );
                    if figure.confidential && !hidden.contains(&told) {
                        hidden.push(told);
                    }
                }
            }
        }
    }
    let mut said = String::new();
    for (note, record) in notes.iter().zip(&signed).filter(|(_, record)| !record.is_empty()) {
        let path = Path::new(&note.source.name);
        let text = sign(&note.source.text, record).map_err(|error| {
            let place = Place::File(note.source.name.clone());
            let fault = Diagnostic::error("commentary::front-matter", place, error.message().to_owned());
            Failure::Faults(Diagnostics::from(fault.hint("`boardpack check` shows where")))
        })?;
        let word = if text == note.source.text { "Unchanged" } else { "Signed" };
        if text != note.source.text {
            replace(path, &text)?;
        }
        let figures = if record.len() == 1 { "figure" } else { "figures" };
        said += &format!("{word} {}: {} {figures}\n", path.display(), record.len());
    }
    said.extend(hidden);
    if said.is_empty() {
        said = format!("No finished text of {quarter} speaks of a figure that a pack shows.\n");
    }
    Ok(said)
}

/// Puts a new text in the place of a file, whole or not at all, with the file's permissions.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| cannot(path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    let permissions = fs::metadata(path).map_err(failed)?.permissions();
    file.as_file().set_permissions(permissions).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
