//! `boardpack import`: a snapshot from returns.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::failure::Failure;
use super::progress::Progress;
use super::sample::{day, rows};
use super::{colour, print};
use crate::calendar::Date;
use crate::snapshot::import::{self, Detail, Options, Stage};

#[derive(Debug, Subcommand)]
pub(super) enum Kind {
    /// From SSDA903 returns, one or several years
    Ssda903(Args),
}

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Folders of CSV files, one folder a return; files are known by their columns, not their names. A year can be
    /// given as FOLDER@2017-18
    #[arg(value_name = "RETURN", required = true)]
    returns: Vec<PathBuf>,
    /// The last day that the data describe
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_at: Date,
    /// The snapshot to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The authority to take, where a file holds several
    #[arg(long, value_name = "NAME")]
    la: Option<String>,
    /// The council's name for the packs
    #[arg(long, value_name = "NAME")]
    council: Option<String>,
    /// The council's DfE code
    #[arg(long, value_name = "CODE")]
    la_code: Option<String>,
    /// How to print what was read and repaired
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Every repair by file, row and rule
    Text,
    /// Numbers only
    Counts,
    /// For a program
    Json,
}

pub(super) fn run(kind: &Kind) -> Result<(), Failure> {
    let Kind::Ssda903(args) = kind;
    let progress = Progress::start();
    progress.say("reading");
    let options = Options {
        as_at: args.as_at,
        la: args.la.clone(),
        council: args.council.clone(),
        la_code: args.la_code.clone(),
    };
    let imported = import::ssda903(&args.returns, &options, &|at| {
        let stage = match at.stage {
            Stage::Open => "opening",
            Stage::Read => "reading",
            Stage::Merge => "merging",
        };
        progress.say(format!("{stage} {} of {}", at.done, at.total));
    })
    .map_err(Failure::Faults)?;
    progress.say("writing the snapshot");
    imported
        .tables
        .write(&imported.meta, &args.out)
        .map_err(|error| Failure::Io(format!("cannot write {}: {error}", args.out.display())))?;
    drop(progress);
    anstream::eprint!("{}", imported.warnings.render(colour()));
    match args.format {
        Format::Json => print(&format!("{:#}\n", imported.to_json())),
        Format::Text | Format::Counts => {
            let detail = if matches!(args.format, Format::Text) { Detail::Rows } else { Detail::Counts };
            print(&format!(
                "{}\nWrote {}\n{}",
                imported.text(detail),
                args.out.display(),
                rows(&imported.tables)
            ))
        }
    }
}
