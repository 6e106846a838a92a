//! `boardpack values`: the figures of a period.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};
use comfy_table::{CellAlignment, Table, presets};
use serde_json::json;

use super::failure::Failure;
use super::packs::Planned;
use super::pipeline::{self, Timings};
use super::progress::Progress;
use super::{print, snapshots};
use crate::breakdown::{Breakdown, SplitBy};
use crate::calendar::Period;
use crate::diagnostic::nearest;
use crate::ledger::Ledger;
use crate::pack::{TidyRow, tidy_breakdowns, tidy_rows};
use crate::protect::{Publishable, Refused, is_open};
use crate::snapshot::Snapshot;
use crate::template::{Profile, Template};
use crate::workspace::Workspace;

/// Version of the JSON.
const FORMAT: u32 = 1;

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The snapshot [default: the latest of the workspace]
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// A period: 2019-03 (month), 2018-19-Q4, 2018-19-H2 or 2018-19 (financial year); may be given several times
    /// [default: the last complete quarter]
    #[arg(long, value_name = "P")]
    period: Vec<Period>,
    /// Only this measure; may be given several times
    #[arg(long, value_name = "ID")]
    measure: Vec<String>,
    /// Also by groups: age, sex, ethnicity, asylum, disability, youth-justice, parents, placement; for the internal
    /// profile team and provider; may be given several times
    #[arg(long, value_name = "NAME", value_parser = breakdown)]
    breakdown: Vec<Breakdown>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// For whom: internal, partners or public. Of the published profiles those figures are shown that their packs of the
    /// quarter show, and hidden what these hide
    #[arg(long, value_enum, default_value_t = ProfileName::Internal)]
    profile: ProfileName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// For reading on the screen
    Table,
    /// For a spreadsheet, all columns
    Csv,
    /// For a program, all columns
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ProfileName {
    /// The council's own managers
    Internal,
    /// Partner agencies
    Partners,
    /// Anybody
    Public,
}

impl ProfileName {
    pub(super) fn profile(self) -> Profile {
        match self {
            Self::Internal => Profile::Internal,
            Self::Partners => Profile::Partners,
            Self::Public => Profile::Public,
        }
    }
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let progress = Progress::start();
    progress.say("reading the snapshot");
    let workspace = pipeline::read_workspace(workspace)?;
    let ids = measures(&workspace, &args.measure)?;
    let opened = snapshots::open(args.snapshot.as_deref(), &workspace)?;
    let snapshot = &opened.snapshot;
    let mut periods = Vec::new();
    if args.period.is_empty() {
        periods.push(pipeline::period(None, snapshot)?);
    }
    for asked in &args.period {
        periods.push(pipeline::period(Some(*asked), snapshot)?);
    }
    progress.say("computing");
    let (profile, mut timings) = (args.profile.profile(), Timings::default());
    let figures = if is_open(profile, workspace.disclosure) {
        let wanted: Vec<(String, Vec<Period>)> = ids.iter().map(|id| (id.clone(), periods.clone())).collect();
        let (image, measured) = pipeline::measured(&workspace, snapshot, &wanted, None, &mut timings)?;
        let figures = pipeline::released(&workspace, &image, &measured, &wanted, profile, &mut timings)?;
        let by = splits(&workspace, &wanted, &args.breakdown);
        pipeline::broken_down(&workspace, &image, &measured, &by, (figures, None), &mut timings)?
    } else {
        if let Some(by) = args.breakdown.iter().find(|by| by.is_internal()) {
            return Err(Failure::Disclosure(Refused::Breakdown(by.name(), profile).to_string()));
        }
        published(&workspace, snapshot, (&args.period, &mut periods), profile, &mut timings)?
    };
    drop(progress);
    let is_asked = |id: &str, period: Period| periods.contains(&period) && ids.iter().any(|one| one == id);
    let mut rows = tidy_rows(&figures, is_asked);
    rows.extend(tidy_breakdowns(&figures, |by| {
        is_asked(&by.measure, by.period) && args.breakdown.contains(&by.breakdown)
    }));
    if rows.is_empty() {
        return Err(Failure::usage(
            format!("no published pack has a figure of {}", ids.join(", ")),
            "the templates say which measures a pack holds; the internal profile sees them all",
        ));
    }
    // A whole before its groups: the sort is stable.
    rows.sort_by(|a, b| (&a.measure, &a.period).cmp(&(&b.measure, &b.period)));
    if !matches!(args.format, Format::Table) {
        anstream::eprint!("{}", opened.words());
    }
    match args.format {
        Format::Table => print(&format!("{}\n{}", table(&rows, !args.breakdown.is_empty()), opened.words())),
        Format::Csv => print(&csv(&rows)?),
        Format::Json => print(&json(&rows, snapshot)),
    }
}

/// The figures as the published packs of a quarter have them: what they hide is hidden here too, and what none of them
/// holds, nor was published before, is not here. Without a period asked for, those that end with the quarter.
fn published(
    workspace: &Workspace,
    snapshot: &Snapshot,
    (asked, periods): (&[Period], &mut Vec<Period>),
    profile: Profile,
    timings: &mut Timings,
) -> Result<Publishable, Failure> {
    let last = periods.iter().map(|period| period.last_day()).max().unwrap_or(snapshot.meta().as_at);
    let quarter = Period::last_complete_quarter(last);
    let is_published =
        |one: &&Template| !is_open(one.profile, workspace.disclosure) && one.calendar.is_due(quarter);
    let ids: Vec<String> =
        workspace.templates.iter().filter(is_published).map(|one| one.id.clone()).collect();
    if ids.is_empty() {
        return Err(Failure::usage(
            format!("no pack is published after {quarter}"),
            "`boardpack check` lists the packs and when they are due",
        ));
    }
    let ledger = Ledger::read(&workspace.ledger).map_err(Failure::Faults)?.unwrap_or_default();
    let planned = Planned::new(workspace, &ids, quarter)?;
    let made = planned.measured(snapshot, &ledger, timings)?;
    let figures = made.published(profile).ok_or_else(|| {
        Failure::usage(format!("no pack of {quarter} is for this profile"), "build one of its packs")
    })?;
    let all: BTreeSet<Period> = figures.figures().map(|one| one.period).collect();
    if asked.is_empty() {
        *periods = all.iter().copied().filter(|one| one.last_day() == quarter.last_day()).collect();
    }
    if let Some(without) = periods.iter().find(|period| !all.contains(period)) {
        let known: Vec<String> = all.iter().map(ToString::to_string).collect();
        return Err(Failure::usage(
            format!("no published pack of {quarter} speaks of {without}"),
            format!("they speak of {}", known.join(", ")),
        ));
    }
    Ok(figures)
}

/// The ids asked for, or all; an unknown one is wrong use.
fn measures(workspace: &Workspace, asked: &[String]) -> Result<Vec<String>, Failure> {
    if asked.is_empty() {
        return Ok(workspace.catalogue.measures().map(|measure| measure.id.clone()).collect());
    }
    for id in asked {
        pipeline::measure(workspace, id)?;
    }
    Ok(asked.to_vec())
}

/// A breakdown by its name.
fn breakdown(name: &str) -> Result<Breakdown, String> {
    named(name).map_err(|hint| format!("there is no such breakdown: {hint}"))
}

/// A breakdown by its name; of an unknown one the nearest, or all.
pub(super) fn named(name: &str) -> Result<Breakdown, String> {
    let names = Breakdown::ALL.map(|(name, _)| name);
    match Breakdown::ALL.iter().find(|(known, _)| *known == name) {
        Some((_, breakdown)) => Ok(*breakdown),
        None => Err(match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("they are {}", names.join(", ")),
        }),
    }
}

/// The figures that are to be broken down: those of measures that can be.
fn splits(workspace: &Workspace, wanted: &[(String, Vec<Period>)], by: &[Breakdown]) -> Vec<SplitBy> {
    let mut all = Vec::new();
    for (id, periods) in wanted {
        let Some(measure) = workspace.catalogue.get(id) else { continue };
        for breakdown in by.iter().filter(|by| by.takes(measure)) {
            let of =
                |period: &Period| SplitBy { measure: id.clone(), period: *period, breakdown: *breakdown };
            all.extend(periods.iter().map(of));
        }
    }
    all
}

fn table(rows: &[TidyRow], with_groups: bool) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let mut header = vec!["measure", "period"];
    if with_groups {
        header.extend(["breakdown", "group"]);
    }
    header.extend(["category", "numerator", "denominator", "missing", "shown"]);
    let first_number = header.len() - 4;
    table.set_header(header);
    let words = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    for row in rows {
        let mut cells = vec![row.measure.clone(), row.period.clone()];
        if with_groups {
            cells.extend([words(&row.breakdown), words(&row.group)]);
        }
        cells.extend([
            words(&row.category),
            number(row.numerator),
            number(row.denominator),
            row.missing.map_or_else(|| "-".to_owned(), |missing| missing.to_string()),
            row.shown.clone(),
        ]);
        table.add_row(cells);
    }
    for column in first_number..first_number + 3 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = table.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}

fn csv(rows: &[TidyRow]) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::Io(format!("the CSV could not be made: {error}"));
    let bytes = crate::write::csv(rows).map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

fn json(rows: &[TidyRow], snapshot: &Snapshot) -> String {
    let value = json!({
        "format": FORMAT,
        "snapshot": { "as_at": snapshot.meta().as_at.to_string(), "sha256": snapshot.sha256() },
        "figures": rows,
    });
    format!("{value:#}\n")
}
