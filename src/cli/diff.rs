//! `boardpack diff`: what differs between two snapshots, two definitions or two builds.

mod differences;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};
use serde_json::Value;

use self::differences::{File, Row, Side, differences};
use super::failure::Failure;
use super::pipeline::{self, Timings};
use super::print;
use super::progress::Progress;
use super::values::ProfileName;
use crate::calendar::Period;
use crate::pack::tidy_rows;
use crate::snapshot::Snapshot;
use crate::workspace::{FILE_NAME, Workspace};
use crate::write::MANIFEST;

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
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading on the screen
    Table,
    /// For a program
    Json,
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
            let open = |path: &Path| pipeline::open_snapshot(Some(path), &workspace);
            let (one, other) = (open(&args.a)?, open(&args.b)?);
            let periods = periods(args, &one, &other)?;
            (figures(&workspace, &one, &periods, args)?, figures(&workspace, &other, &periods, args)?)
        }
        Kind::Definitions => {
            let (one, other) =
                (pipeline::read_workspace(Some(&args.a))?, pipeline::read_workspace(Some(&args.b))?);
            let snapshot = pipeline::open_snapshot(args.snapshot.as_deref(), &one)?;
            let periods = periods(args, &snapshot, &snapshot)?;
            (figures(&one, &snapshot, &periods, args)?, figures(&other, &snapshot, &periods, args)?)
        }
        Kind::Builds => (packs(&args.a)?, packs(&args.b)?),
    };
    drop(progress);
    let found = differences(&a, &b);
    match args.format {
        Format::Table => print(&differences::text(&a, &b, &found)),
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
    let read = |path: &Path| {
        std::fs::read(path)
            .map_err(|error| Failure::Io(format!("{} cannot be read: {error}", path.display())))
    };
    let path = folder.join(MANIFEST);
    let odd = |why: &str| Failure::Io(format!("{} is no manifest of packs: {why}", path.display()));
    let manifest: Value = serde_json::from_slice(&read(&path)?).map_err(|error| odd(&error.to_string()))?;
    let entries = manifest["files"].as_array().ok_or_else(|| odd("it has no list `files`"))?;
    let mut side = Side::default();
    for entry in entries {
        let (Some(name), Some(sha256), Some(bytes)) =
            (entry["path"].as_str(), entry["sha256"].as_str(), entry["bytes"].as_u64())
        else {
            return Err(odd("a file needs `path`, `sha256` and `bytes`"));
        };
        let is_inside =
            Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_inside {
            return Err(odd("a path leads out of its folder"));
        }
        let file = File { sha256: sha256.to_owned(), bytes, pages: entry["pages"].as_u64() };
        side.files.insert(name.to_owned(), file);
        if let Some(pack) = name.strip_suffix(".csv") {
            let path = folder.join(name);
            let rows = tidy(&read(&path)?, &format!("{pack} "))
                .map_err(|error| Failure::Io(format!("{} is no tidy data: {error}", path.display())))?;
            side.rows.extend(rows);
        }
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
