//! `boardpack diff`: what differs between two snapshots, two definitions or two builds.

mod differences;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use self::differences::{File, Row, Side, differences};
use super::failure::Failure;
use super::format::Format;
use super::pipeline::{self, Timings};
use super::progress::Progress;
use super::values::ProfileName;
use super::{print, snapshots};
use crate::calendar::Period;
use crate::pack::tidy_rows;
use crate::snapshot::Snapshot;
use crate::workspace::{FILE_NAME, Workspace};
use crate::written::{MANIFEST, Manifest};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// A snapshot (.sqlite), a workspace's folder or a folder of packs
    #[arg(value_name = "A")]
    a: PathBuf,
    /// Another of the same kind
    #[arg(value_name = "B")]
    b: PathBuf,
    /// The snapshot that two workspaces are compared on [default: the latest of A]
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// A period, as 2018-19-Q4; may be given several times; not for packs [default: the last complete quarter of A]
    #[arg(long, value_name = "P")]
    period: Vec<Period>,
    /// For whom: internal, partners or public; packs stand as they were written
    #[arg(long, value_enum, default_value_t = ProfileName::Internal)]
    profile: ProfileName,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Snapshots,
    Definitions,
    Builds,
}

impl Kind {
    /// What a path is.
    fn of(path: &Path) -> Result<Self, Failure> {
        if path.extension().is_some_and(|ending| ending == "sqlite") {
            Ok(Self::Snapshots)
        } else if path.join(FILE_NAME).is_file() {
            Ok(Self::Definitions)
        } else if path.join(MANIFEST).is_file() {
            Ok(Self::Builds)
        } else {
            Err(Failure::usage(
                format!("{} is nothing that can be compared", path.display()),
                format!(
                    "name a snapshot (.sqlite), a workspace (a folder with {FILE_NAME}) or packs (a folder with {MANIFEST})"
                ),
            ))
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Snapshots => "snapshots",
            Self::Definitions => "definitions",
            Self::Builds => "builds",
        }
    }
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let (kind, other) = (Kind::of(&args.a)?, Kind::of(&args.b)?);
    if kind != other {
        return Err(Failure::usage(
            format!("one of {}, one of {}: they cannot be compared", kind.name(), other.name()),
            "name two snapshots, two workspaces or two folders of packs",
        ));
    }
    let progress = Progress::start();
    progress.say("computing");
    let (a, b) = match kind {
        Kind::Snapshots => {
            let workspace = pipeline::read_workspace(workspace)?;
            let open = |path: &Path| Ok(snapshots::open(Some(path), &workspace)?.snapshot);
            let (one, other) = (open(&args.a)?, open(&args.b)?);
            let periods = periods(args, &one, &other)?;
            (figures(&workspace, &one, &periods, args)?, figures(&workspace, &other, &periods, args)?)
        }
        Kind::Definitions => {
            let (one, other) =
                (pipeline::read_workspace(Some(&args.a))?, pipeline::read_workspace(Some(&args.b))?);
            let snapshot = snapshots::open(args.snapshot.as_deref(), &one)?.snapshot;
            let periods = periods(args, &snapshot, &snapshot)?;
            (figures(&one, &snapshot, &periods, args)?, figures(&other, &snapshot, &periods, args)?)
        }
        Kind::Builds => (packs(&args.a)?, packs(&args.b)?),
    };
    drop(progress);
    let found = differences(&a, &b);
    match args.format {
        Format::Text => print(&differences::text(&a, &b, &found)),
        Format::Json => print(&differences::json(kind.name(), &found)),
    }
}

/// The periods asked for, of which both snapshots must speak.
fn periods(args: &Args, a: &Snapshot, b: &Snapshot) -> Result<Vec<Period>, Failure> {
    let asked = if args.period.is_empty() { vec![pipeline::period(None, a)?] } else { args.period.clone() };
    for snapshot in [a, b] {
        for period in &asked {
            pipeline::period(Some(*period), snapshot)?;
        }
    }
    Ok(asked)
}

/// Every measure of a workspace in the periods, as released to the profile.
fn figures(
    workspace: &Workspace,
    snapshot: &Snapshot,
    periods: &[Period],
    args: &Args,
) -> Result<Side, Failure> {
    let wanted: Vec<(String, Vec<Period>)> =
        workspace.catalogue.measures().map(|measure| (measure.id.clone(), periods.to_vec())).collect();
    let profile = args.profile.profile();
    let figures = pipeline::figures(workspace, snapshot, &wanted, profile, &mut Timings::default())?;
    let bytes = crate::write::csv(&tidy_rows(&figures, |_, _| true))
        .map_err(|error| Failure::Io(format!("the figures could not be written: {error}")))?;
    let rows = tidy(&bytes, "").map_err(|error| Failure::Io(format!("the figures: {error}")))?;
    Ok(Side { rows, files: BTreeMap::new() })
}

/// The files and figures of a folder of packs.
fn packs(folder: &Path) -> Result<Side, Failure> {
    let manifest = Manifest::read(folder).map_err(Failure::Faults)?;
    let mut side = Side::default();
    for file in manifest.files {
        if let Some(pack) = file.path.strip_suffix(".csv") {
            let path = folder.join(&file.path);
            let bytes = std::fs::read(&path)
                .map_err(|error| Failure::Io(format!("{} cannot be read: {error}", path.display())))?;
            let rows = tidy(&bytes, &format!("{pack} "))
                .map_err(|error| Failure::Io(format!("{} is no tidy data: {error}", path.display())))?;
            side.rows.extend(rows);
        }
        let pages = manifest.pages.get(&file.path).copied();
        side.files.insert(file.path, File { sha256: file.sha256, bytes: file.bytes, pages });
    }
    Ok(side)
}

/// Rows of tidy data by figure, with words before each.
fn tidy(bytes: &[u8], before: &str) -> Result<BTreeMap<String, Row>, csv::Error> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader
        .deserialize::<Row>()
        .map(|row| {
            let row = row?;
            let cell = |column: &str| row.get(column).map_or("", String::as_str);
            let mut id = format!("{before}{}@{}", cell("measure"), cell("period"));
            for part in ["breakdown", "group", "category"] {
                if !cell(part).is_empty() {
                    id += &format!("/{}", cell(part));
                }
            }
            Ok((id, row))
        })
        .collect()
}
