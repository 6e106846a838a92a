//! `boardpack sample`: the example council's snapshot.

use clap::Args as ClapArgs;

use super::failure::Failure;
use super::print;
use super::progress::Progress;
use super::snapshot_file::Out;
use crate::calendar::{Date, parse_iso};
use crate::snapshot::{Tables, sample};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(flatten)]
    out: Out,
    /// Another seed draws other children with the same totals
    #[arg(long, value_name = "N", default_value_t = sample::Options::default().seed)]
    seed: u64,
    /// The last day that the data describe, from 2016-03-31 to 2019-03-31
    #[arg(long, value_name = "DATE", value_parser = day, default_value = "2019-03-31")]
    as_at: Date,
    /// Times as many children, for trying speed
    #[arg(long, value_name = "K", default_value_t = 1)]
    scale: u32,
}

/// Reads a day given on the command line.
pub(super) fn day(text: &str) -> Result<Date, String> {
    parse_iso(text).ok_or_else(|| "write a day as 2019-03-31".to_owned())
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    args.out.must_be_free()?;
    let progress = Progress::start();
    progress.say("drawing the example council");
    let options = sample::Options { seed: args.seed, as_at: args.as_at, scale: args.scale };
    let (tables, meta) = sample::generate(&options).map_err(|error| {
        Failure::usage(error.to_string(), "`boardpack sample --help` says what can be chosen")
    })?;
    progress.say("writing the snapshot");
    args.out.write(&tables, &meta)?;
    drop(progress);
    print(&format!("Wrote {}\n{}", args.out.name(), rows(&tables)))
}

/// Rows of each table, a line each.
pub(super) fn rows(tables: &Tables) -> String {
    tables.row_counts().iter().map(|(name, rows)| format!("  {name:<26} {rows:>8}\n")).collect()
}
