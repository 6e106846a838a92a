//! `boardpack explain`: where a figure comes from.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args as ClapArgs, ValueEnum};

use super::failure::Failure;
use super::pipeline::{self, Timings};
use super::print;
use super::progress::Progress;
use super::values::ProfileName;
use crate::calendar::Period;
use crate::compute::{Statements, statements};
use crate::explain::{Explanation, HISTORY, Inputs};
use crate::kpi::Measure;
use crate::protect::{self, PeopleList};
use crate::snapshot::{Image, TableRows};
use crate::write::{csv_lines, private};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// A measure's id, or a figure's: ID@PERIOD, as packs print it
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
    /// For whom: internal, partners or public
    #[arg(long, value_enum, default_value_t = ProfileName::Internal)]
    profile: ProfileName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading on the screen
    Text,
    /// For a program
    Json,
}

/// A measure, and a period where the id names one.
#[derive(Debug, Clone)]
struct FigureId {
    measure: String,
    period: Option<Period>,
}

impl FromStr for FigureId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((measure, rest)) = text.split_once('@') else {
            return Ok(Self { measure: text.to_owned(), period: None });
        };
        if let Some((_, breakdown)) = rest.split_once('/') {
            return Err(format!("there are no breakdowns yet, so none as `{breakdown}`"));
        }
        let period = rest.parse::<Period>().map_err(|error| error.to_string())?;
        Ok(Self { measure: measure.to_owned(), period: Some(period) })
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
    let snapshot = pipeline::open_snapshot(args.snapshot.as_deref(), &workspace)?;
    let period = pipeline::period(asked, &snapshot)?;
    let periods = period.history(HISTORY);
    let wanted = [(measure.id.clone(), periods.clone())];
    let (profile, mut timings) = (args.profile.profile(), Timings::default());
    progress.say("computing");
    let (image, measured) = pipeline::measured(&workspace, &snapshot, &wanted, None, &mut timings)?;
    let figures = pipeline::released(&workspace, &image, &measured, &wanted, profile, &mut timings)?;
    let refused = |refused: protect::Refused| Failure::Disclosure(refused.to_string());
    let run = statements(measure, &periods, &image);
    let tables = tables(measure, run.as_ref().map(|(statements, _)| statements), &image)?;
    let tables = protect::tables(tables, profile).map_err(refused)?;
    let inputs = Inputs {
        measure,
        period,
        figures: &figures,
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
            let people = protect::people(&measured, measure, period, profile).map_err(refused)?;
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

/// The tables that the statements read, and those that the measure cannot do without.
fn tables(measure: &Measure, run: Option<&Statements>, image: &Image) -> Result<Vec<TableRows>, Failure> {
    let texts = run.into_iter().flat_map(Statements::texts);
    let named = measure.tables.iter().map(|name| {
        let name = name.value.as_str();
        name.split_once('.').map_or(name, |(table, _)| table)
    });
    image.tables_read(texts, named).map_err(|error| Failure::Io(error.to_string()))
}
