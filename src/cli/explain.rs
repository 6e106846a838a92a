//! `boardpack explain`: where a figure comes from.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args as ClapArgs;

use super::failure::Failure;
use super::format::Format;
use super::pipeline::{self, Timings};
use super::progress::Progress;
use super::values::{ProfileName, named};
use super::{print, snapshots};
use crate::breakdown::{Breakdown, SplitBy};
use crate::calendar::Period;
use crate::compute::{Statements, membership_on, statements};
use crate::diagnostic::nearest;
use crate::explain::{Explanation, HISTORY, Inputs};
use crate::kpi::Measure;
use crate::protect::{self, PeopleList, Publishable, ReleasedBreakdown, ReleasedGroup};
use crate::snapshot::{Image, TableRows};
use crate::write::{csv_lines, private};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// A measure's id, or a figure's: ID@PERIOD, as packs print it, or a group's: ID@PERIOD/breakdown=group
    #[arg(value_name = "ID")]
    figure: FigureId,
    /// The period, where the id names none: 2019-03 (month), 2018-19-Q4, 2018-19-H2 or 2018-19 (financial year)
    /// [default: the last complete quarter]
    #[arg(long, value_name = "P")]
    period: Option<Period>,
    /// The snapshot [default: the latest of the workspace]
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the ids of the people behind the figure, met, not met and left out, to a CSV file that only you can read;
    /// a file of that name is replaced
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// For whom: internal; partners where the workspace has `[disclosure] partners = "open"`. What protected packs hide is
    /// not explained, so that public is always refused
    #[arg(long, value_enum, default_value_t = ProfileName::Internal)]
    profile: ProfileName,
}

/// A measure, and a period where the id names one.
#[derive(Debug, Clone)]
struct FigureId {
    measure: String,
    period: Option<Period>,
    group: Option<(Breakdown, String)>,
}

impl FromStr for FigureId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((measure, rest)) = text.split_once('@') else {
            return Ok(Self { measure: text.to_owned(), period: None, group: None });
        };
        let (period, group) = match rest.split_once('/') {
            None => (rest, None),
            Some((period, by)) => {
                let Some((name, group)) = by.split_once('=') else {
                    return Err(format!("`{by}` names no group: write breakdown=group, as sex=female"));
                };
                let breakdown = named(name).map_err(|hint| format!("no breakdown `{name}`: {hint}"))?;
                (period, Some((breakdown, group.to_owned())))
            }
        };
        let period = period.parse::<Period>().map_err(|error| error.to_string())?;
        Ok(Self { measure: measure.to_owned(), period: Some(period), group })
    }
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let progress = Progress::start();
    progress.say("reading the snapshot");
    let asked = match (args.figure.period, args.period) {
        (Some(named), Some(other)) if named != other => {
            return Err(Failure::usage(
                format!("the figure is of {named}, and --period says {other}"),
                "leave --period out, or give the measure's id alone",
            ));
        }
        (named, other) => named.or(other),
    };
    let workspace = pipeline::read_workspace(workspace)?;
    let measure = pipeline::measure(&workspace, &args.figure.measure)?;
    let snapshot = snapshots::open(args.snapshot.as_deref(), &workspace)?.snapshot;
    let period = pipeline::period(asked, &snapshot)?;
    let periods = period.history(HISTORY);
    let wanted = [(measure.id.clone(), periods.clone())];
    let (profile, mut timings) = (args.profile.profile(), Timings::default());
    progress.say("computing");
    let (image, measured) = pipeline::measured(&workspace, &snapshot, &wanted, None, &mut timings)?;
    let figures = pipeline::released(&workspace, &image, &measured, &wanted, profile, &mut timings)?;
    let by = split_by(measure, period, args)?;
    let figures =
        pipeline::broken_down(&workspace, &image, &measured, by.as_slice(), (figures, None), &mut timings)?;
    let group = match &args.figure.group {
        Some((breakdown, code)) => Some(group(&figures, measure, period, *breakdown, code)?),
        None => None,
    };
    let refused = |refused: protect::Refused| Failure::Disclosure(refused.to_string());
    let run = statements(measure, &periods, &image);
    let tables = tables(measure, run.as_ref().map(|(statements, _)| statements), &image)?;
    let tables = protect::tables(tables, profile).map_err(refused)?;
    let inputs = Inputs {
        measure,
        period,
        figures: &figures,
        group,
        run,
        tables: &tables,
        as_at: snapshot.meta().as_at,
        synthetic: snapshot.meta().synthetic,
        sha256: snapshot.sha256(),
    };
    let explanation = Explanation::new(&inputs)
        .ok_or_else(|| Failure::Disclosure(format!("{}@{period} is not released", measure.id)))?;
    let people = match &args.people {
        Some(path) => {
            let mut people = protect::people(&measured, measure, period, profile).map_err(refused)?;
            if let Some((one, group)) = group {
                let members = membership_on(one.breakdown, one.whom, one.window.until, &image)
                    .map_err(|error| Failure::Io(error.to_string()))?;
                let own = members.groups().iter().position(|(code, _)| *code == group.code);
                people.retain(|person| Some(members.of(person)) == own);
            }
            let bytes = csv_lines(&PeopleList::COLUMNS, people.lines())
                .map_err(|error| Failure::Io(error.to_string()))?;
            private(path, &bytes).map_err(|error| Failure::Io(error.to_string()))?;
            Some((path, people.outcomes().len()))
        }
        None => None,
    };
    drop(progress);
    if let Some((path, rows)) = people {
        anstream::eprintln!(
            "Wrote {}: {rows} rows by person, for you alone to read: OFFICIAL-SENSITIVE",
            path.display()
        );
    }
    match args.format {
        Format::Text => print(&explanation.text()),
        Format::Json => print(&explanation.json().map_err(|error| Failure::Io(error.to_string()))?),
    }
}

/// The breakdown that the figure's id names; one that says nothing of the measure is wrong use.
fn split_by(measure: &Measure, period: Period, args: &Args) -> Result<Vec<SplitBy>, Failure> {
    let Some((breakdown, _)) = args.figure.group else { return Ok(Vec::new()) };
    if !breakdown.takes(measure) {
        return Err(Failure::usage(
            format!("`{}` is not broken down by {}", measure.id, breakdown.name()),
            "parts of a whole and answers to surveys have no groups, and care leavers no placement",
        ));
    }
    Ok(vec![SplitBy { measure: measure.id.clone(), period, breakdown }])
}

/// The group of a broken-down figure; an unknown one is wrong use.
fn group<'f>(
    figures: &'f Publishable,
    measure: &Measure,
    period: Period,
    breakdown: Breakdown,
    code: &str,
) -> Result<(&'f ReleasedBreakdown, &'f ReleasedGroup), Failure> {
    let figure = format!("{}@{period}/{}", measure.id, breakdown.name());
    let one = figures
        .breakdown(&measure.id, period, breakdown)
        .ok_or_else(|| Failure::Disclosure(format!("{figure} is not released")))?;
    if let Some(why) = &one.without {
        return Err(Failure::usage(
            format!("{figure}: {why}"),
            "the figure for all is there without a group",
        ));
    }
    one.groups.iter().find(|group| group.code == code).map(|group| (one, group)).ok_or_else(|| {
        let codes: Vec<&str> = one.groups.iter().map(|group| group.code.as_str()).collect();
        let hint = match nearest(code, codes.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the groups are {}", codes.join(", ")),
        };
        Failure::usage(format!("{figure} has no group `{code}`"), hint)
    })
}

/// The tables that the statements read, and those that the measure cannot do without.
fn tables(measure: &Measure, run: Option<&Statements>, image: &Image) -> Result<Vec<TableRows>, Failure> {
    let texts = run.into_iter().flat_map(Statements::texts);
    let named = measure.tables.iter().map(|name| {
        let name = name.value.as_str();
        name.split_once('.').map_or(name, |(table, _)| table)
    });
    image.tables_read(texts, named).map_err(|error| Failure::Io(error.to_string()))
}
