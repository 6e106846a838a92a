//! `boardpack import`: a snapshot from SSDA903 returns.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::failure::Failure;
use super::progress::Progress;
use super::sample::{day, rows};
use super::snapshot_file::Out;
use super::{colour, print};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Place};
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
    #[command(flatten)]
    out: Out,
    /// The authority to take, where a file holds several
    #[arg(long, value_name = "NAME")]
    la: Option<String>,
    /// The council's name for the packs
    #[arg(long, value_name = "NAME")]
    council: Option<String>,
    /// The council's DfE code
    #[arg(long, value_name = "CODE")]
    la_code: Option<String>,
    /// Make the snapshot though rows had to be refused: it is without them, and the report names each
    #[arg(long)]
    allow_refused: bool,
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
    args.out.must_be_free()?;
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
    let refused = imported.refused();
    let is_written = refused == 0 || args.allow_refused;
    if is_written {
        progress.say("writing the snapshot");
        args.out.write(&imported.tables, &imported.meta)?;
    }
    drop(progress);
    anstream::eprint!("{}", imported.warnings.render(colour()));
    let wrote = if is_written {
        format!("\nWrote {}\n{}", args.out.name(), rows(&imported.tables))
    } else {
        String::new()
    };
    match args.format {
        Format::Json => print(&format!("{:#}\n", imported.to_json()))?,
        Format::Text => print(&format!("{}{wrote}", imported.text(Detail::Rows)))?,
        Format::Counts => print(&format!("{}{wrote}", imported.text(Detail::Counts)))?,
    }
    if is_written { Ok(()) } else { Err(Failure::Faults(not_written(refused).into())) }
}

/// That rows were refused, and nothing was written because of it.
fn not_written(refused: usize) -> Diagnostic {
    let rows = if refused == 1 { "1 row was".to_owned() } else { format!("{refused} rows were") };
    let message = format!("{rows} refused, so no snapshot was written: its figures would be without them");
    Diagnostic::error("import::refused", Place::None, message)
        .hint("mend the rows that the report names, or add --allow-refused to do without them")
}
