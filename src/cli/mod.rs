//! The command line: one file a command.
//!
//! Takes arguments, gives text on standard output, messages on standard error and an exit code. It alone knows the
//! clock, the environment and the terminal; everything below it gives the same for the same inputs.

mod answer;
mod attack;
mod audit;
mod build;
mod catalogue;
mod check;
mod commentary;
mod demo;
mod diff;
mod due;
mod explain;
mod failure;
mod format;
mod import;
mod init;
mod ledger;
mod letters;
mod list;
mod listing;
mod packs;
mod pipeline;
mod progress;
mod publish;
mod sample;
mod schema;
mod snapshot_file;
mod snapshots;
mod spc;
mod standing;
mod suppress;
mod values;
mod words;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Quarterly packs of measures about children looked after and care leavers, from a council's case data.
#[derive(Debug, Parser)]
#[command(
    name = "boardpack",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 all well; 1 faults in measure, template, workspace, import or series files, in written packs or the ledger; 2 wrong use, or a period that is not available; 3 snapshot missing or refused; 4 disclosure; 5 cannot read or write a file.\n\nSet NO_COLOR to any value for plain messages."
)]
struct Cli {
    /// The council's workspace: a folder with boardpack.toml [default: the nearest one above this folder, else the
    /// built-in measures and templates alone]
    #[arg(long, global = true, value_name = "DIR")]
    workspace: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the example council's snapshot and packs, and list what was written
    Demo(demo::Args),
    /// Make a workspace for a council
    Init(init::Args),
    /// Make the packs that are due: PDF, web page, workbook and tidy data
    Build(build::Args),
    /// List the packs that fall due, and what is still missing for each
    Due(due::Args),
    /// Print the figures of a period
    Values(values::Args),
    /// Say where a figure comes from: words, lines of the strategies, SQL, tables, history, people
    Explain(explain::Args),
    /// Say what differs between two snapshots, two workspaces or two folders of packs
    Diff(diff::Args),
    /// Tell signals from ordinary variation in any dated series, by the XmR rules
    Spc(spc::Args),
    /// List the measures
    List(list::Args),
    /// Write the measure dictionary: every measure as its file defines it, as HTML and as Markdown
    Catalogue(catalogue::Args),
    /// Check measure files, templates, the workspace and its texts, and run every worked example
    Check(check::Args),
    /// Print the JSON Schema of a file that you write: editors complete and underline by it; or a snapshot's tables
    Schema(schema::Args),
    /// Make a snapshot from SSDA903 returns
    #[command(subcommand)]
    Import(import::Kind),
    /// Make the snapshot of the example council: synthetic, seeded, calibrated to published totals
    Sample(sample::Args),
    /// Choose which cells of a table to hide so that nobody can be worked out
    Suppress(suppress::Args),
    /// Work out what a table's published cells give away of its hidden ones
    Attack(attack::Args),
    /// Draft what needs a comment, and sign the figures that a text was written on
    #[command(subcommand)]
    Commentary(commentary::Kind),
    /// Record what written packs show, for good: later packs say what has been restated since
    Publish(publish::Args),
    /// Look at what was published, and whether the record is whole
    #[command(subcommand)]
    Ledger(ledger::Kind),
    /// Work out, from their released data alone, what written packs give away of what they hide
    Audit(audit::Args),
}

/// Runs the command that the arguments ask for; messages and results go to the terminal.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no failures; what cannot be printed has nowhere else to go.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if let Some(failure) = stray_workspace(&cli) {
        anstream::eprint!("{}", failure.text(colour()));
        return ExitCode::from(failure.exit_code());
    }
    let result = match &cli.command {
        Command::Demo(args) => demo::run(args),
        Command::Init(args) => init::run(args),
        Command::Due(args) => due::run(cli.workspace.as_deref(), args),
        Command::Build(args) => build::run(cli.workspace.as_deref(), args),
        Command::Values(args) => values::run(cli.workspace.as_deref(), args),
        Command::Explain(args) => explain::run(cli.workspace.as_deref(), args),
        Command::Diff(args) => diff::run(cli.workspace.as_deref(), args),
        Command::Spc(args) => spc::run(args),
        Command::List(args) => list::run(cli.workspace.as_deref(), args),
        Command::Catalogue(args) => catalogue::run(cli.workspace.as_deref(), args),
        Command::Check(args) => check::run(cli.workspace.as_deref(), args),
        Command::Schema(args) => schema::run(args),
        Command::Import(kind) => import::run(kind),
        Command::Sample(args) => sample::run(args),
        Command::Suppress(args) => suppress::run(cli.workspace.as_deref(), args),
        Command::Attack(args) => attack::run(args),
        Command::Commentary(kind) => commentary::run(cli.workspace.as_deref(), kind),
        Command::Publish(args) => publish::run(cli.workspace.as_deref(), args),
        Command::Ledger(kind) => ledger::run(cli.workspace.as_deref(), kind),
        Command::Audit(args) => audit::run(cli.workspace.as_deref(), args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let text = failure.text(colour());
            anstream::eprint!("{text}");
            ExitCode::from(failure.exit_code())
        }
    }
}

/// That a workspace is named for a command which reads none.
fn stray_workspace(cli: &Cli) -> Option<Failure> {
    let name = match &cli.command {
        Command::Demo(_) => "demo",
        Command::Init(_) => "init",
        Command::Spc(_) => "spc",
        Command::Schema(_) => "schema",
        Command::Import(_) => "import",
        Command::Sample(_) => "sample",
        Command::Attack(_) => "attack",
        _ => return None,
    };
    cli.workspace.as_ref()?;
    Some(Failure::usage(format!("`{name}` reads no workspace"), "leave --workspace out"))
}

/// Whether messages may have colours: on a terminal, and NO_COLOR is not set.
fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints a result; a reader that has gone away is no failure.
fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Io(error.to_string())),
        _ => Ok(()),
    }
}
