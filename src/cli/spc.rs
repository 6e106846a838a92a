//! `boardpack spc`: the XmR rules on any dated series.

mod report;
mod series_file;

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};

use super::failure::Failure;
use super::{colour, print};
use crate::calendar::{Date, parse_iso};
use crate::chart::ControlChart;
use crate::diagnostic::{Diagnostic, Place};
use crate::spc::{Rules, Series, Xmr, fit_for_counts};
use crate::statistics::Direction;
use crate::write::svg::{Look, control_chart};

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
The file is CSV with the columns date and value, one row a period:

    date,value
    2018-04-01,82
    2018-05-01,
    2018-06-01,79.5

A day may be written 01/04/2018 too, as spreadsheets save it. \
A period without a value keeps its row, with an empty value: it breaks the line and every run. Rows may be in any \
order.

Example: are reviews in time more often since the team was moved in June 2018?

    boardpack spc reviews.csv --direction increase --target 95 --rebase 2018-06-01

The rules are those of NHS England's \"Making data count\" as NHSRplotthedots 0.2.2 computes them. Fewer than 8 \
values have no limits; 8 to 12 have trial limits and no icon; 13 and more have both. The JSON has the package's \
names, and limits, labels and icons whatever the number: `limits` says which of the three it is.")]
pub(super) struct Args {
    /// The series: a CSV file with the columns date and value
    #[arg(value_name = "SERIES.csv")]
    series: PathBuf,
    /// Which way is better
    #[arg(long, value_enum, default_value_t = Better::Neutral)]
    direction: Better,
    /// Hold the limits against this value
    #[arg(long, value_name = "X", value_parser = target, allow_negative_numbers = true)]
    target: Option<f64>,
    /// Reckon the mean and the limits afresh from the first period on or after this day; may be given several times
    #[arg(long, value_name = "DATE", value_parser = date)]
    rebase: Vec<Date>,
    /// Let the mean and the limits rest on the first N periods, of each stretch between two rebases
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    fix_after: Option<u32>,
    /// Keep moving ranges that are outliers, as the Excel tool of "Making data count" does
    #[arg(long)]
    no_screening: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Better {
    /// An increase is better
    Increase,
    /// A decrease is better
    Decrease,
    /// Neither is
    Neutral,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading on the screen
    Table,
    /// For a program
    Json,
    /// A chart, for a web page or a document
    Svg,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let (series, mut warnings) = series_file::read(&args.series)?;
    let last = series.points().last().map(|(date, _)| *date);
    if let Some((day, last)) = args.rebase.iter().copied().zip(last).find(|(day, last)| day > last) {
        return Err(Failure::usage(
            format!("--rebase {day}: the series ends on {last}"),
            "a rebase starts a new mean and new limits at a period of the series",
        ));
    }
    if let Some(warning) = rare(&series) {
        warnings.push(warning);
    }
    anstream::eprint!("{}", warnings.render(colour()));
    let rules = Rules {
        direction: match args.direction {
            Better::Increase => Direction::Increase,
            Better::Decrease => Direction::Decrease,
            Better::Neutral => Direction::Neutral,
        },
        target: args.target,
        rebase: args.rebase.clone(),
        fix_after: args.fix_after.and_then(|count| usize::try_from(count).ok()),
        screening: !args.no_screening,
    };
    let xmr = Xmr::new(&series, &rules);
    match args.format {
        Format::Table => print(&report::table(&xmr)),
        Format::Json => print(&report::json(&xmr, &rules)?),
        Format::Svg => print(&svg(&xmr, &args.series)?),
    }
}

/// The chart, with the file's name for a title.
fn svg(xmr: &Xmr, path: &Path) -> Result<String, Failure> {
    let title = path.file_stem().map_or_else(|| "Series".into(), |stem| stem.to_string_lossy());
    let chart = ControlChart::of(xmr, "series", &title, report::decimals(xmr));
    let look = Look { width: 480, height: 200, alone: true };
    control_chart(&chart, look).map_err(|error| Failure::Io(error.to_string()))
}

/// Says so where the values look like counts of events too rare for these rules. Shares between 0 and 1 do not.
fn rare(series: &Series) -> Option<Diagnostic> {
    let counts = series.values().all(|value| value >= 0.0 && value.fract() == 0.0);
    let unfit = fit_for_counts(series).err().filter(|_| counts)?;
    let warning = Diagnostic::warning("spc::rare", Place::None, unfit.words());
    Some(warning.hint("the limits mean little if these are counts: look at the days between events instead"))
}

fn date(text: &str) -> Result<Date, String> {
    parse_iso(text).ok_or_else(|| "write the day as 2019-03-31: year, month, day".to_owned())
}

fn target(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "write a number such as 95 or 0.5".to_owned())?;
    if value.abs() <= Series::MOST {
        Ok(value)
    } else {
        Err("a target lies between -1e15 and 1e15".to_owned())
    }
}
