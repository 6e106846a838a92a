//! `boardpack ledger`: what was published, and whether the record is whole.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Subcommand};
use comfy_table::{Table, presets};
use serde_json::{Value, json};

use super::failure::Failure;
use super::format::Format;
use super::{pipeline, print};
use crate::calendar::long_date;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::ledger::{FORMAT, Ledger, Publication};
use crate::quantity::Symbol;
use crate::written::changed;

#[derive(Debug, Subcommand)]
pub(super) enum Kind {
    /// List the publications
    Log(Args),
    /// Print a publication with every figure as it was shown
    Show {
        /// Its number
        #[arg(value_name = "N")]
        number: i64,
        #[command(flatten)]
        args: Args,
    },
    /// Check every row's hash, the triggers, and the published files where they lie
    Verify {
        /// A seal noted at a publication: whether the ledger still holds all that it sealed
        #[arg(long, value_name = "HASH")]
        seal: Option<String>,
        #[command(flatten)]
        args: Args,
    },
}

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The ledger [default: the workspace's ledger.sqlite, else ledger.sqlite here]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(workspace: Option<&Path>, kind: &Kind) -> Result<(), Failure> {
    let args = match kind {
        Kind::Log(args) | Kind::Show { args, .. } | Kind::Verify { args, .. } => args,
    };
    let workspace = pipeline::read_workspace(workspace)?;
    let path = args.ledger.clone().unwrap_or(workspace.ledger);
    match kind {
        Kind::Log(_) => print(&log(&read(&path)?, args.format)),
        Kind::Show { number, .. } => {
            let ledger = read(&path)?;
            let one = ledger.publication(*number).ok_or_else(|| {
                let hint = match ledger.publications().last() {
                    Some(last) => format!("the ledger has publications 1 to {}", last.number),
                    None => "the ledger is empty".to_owned(),
                };
                Failure::usage(format!("no publication {number}"), hint)
            })?;
            print(&show(one, &ledger, args.format))
        }
        Kind::Verify { seal, .. } => verify(&path, &workspace.packs, seal.as_deref(), args.format),
    }
}

fn read(path: &Path) -> Result<Ledger, Failure> {
    Ledger::read(path).map_err(Failure::Faults)?.ok_or_else(|| {
        Failure::usage(
            format!("there is no ledger {}", path.display()),
            "`boardpack publish` makes it, or name another one with --ledger",
        )
    })
}

/// How a publication stands: "stands", "replaced by 3".
fn standing(one: &Publication, ledger: &Ledger) -> String {
    ledger.replaced_by(one.number).map_or_else(|| "stands".to_owned(), |other| format!("replaced by {other}"))
}

fn log(ledger: &Ledger, format: Format) -> String {
    if format == Format::Json {
        let all: Vec<Value> = ledger.publications().iter().map(|one| about(one, ledger)).collect();
        let value = json!({ "format": FORMAT, "seal": ledger.seal(), "publications": all });
        return format!("{value:#}\n");
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["number", "on", "pack", "period", "profile", "figures", "by", "standing"]);
    for one in ledger.publications() {
        table.add_row([
            one.number.to_string(),
            one.on.to_string(),
            one.pack.clone(),
            one.period.to_string(),
            one.profile.name().to_owned(),
            one.figures.len().to_string(),
            one.by.clone().unwrap_or_else(|| "-".to_owned()),
            standing(one, ledger),
        ]);
    }
    lines(&table)
}

/// A table without the blanks at the ends of its lines.
fn lines(table: &Table) -> String {
    let lines: Vec<String> = table.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}

/// A publication for a program, without its figures.
fn about(one: &Publication, ledger: &Ledger) -> Value {
    let files: Vec<Value> = one
        .files
        .iter()
        .map(|file| json!({ "path": file.path, "bytes": file.bytes, "sha256": file.sha256 }))
        .collect();
    json!({
        "number": one.number,
        "on": one.on.to_string(),
        "by": one.by,
        "pack": one.pack,
        "profile": one.profile.name(),
        "period": one.period.to_string(),
        "replaces": one.replaces,
        "replaced_by": ledger.replaced_by(one.number),
        "snapshot": { "as_at": one.as_at, "sha256": one.snapshot },
        "program": one.program,
        "k": one.k,
        "files": files,
        "figures": one.figures.len(),
    })
}

fn show(one: &Publication, ledger: &Ledger, format: Format) -> String {
    if format == Format::Json {
        let rows: Vec<Value> = one
            .figures
            .iter()
            .map(|row| {
                json!({
                    "measure": row.measure,
                    "period": row.period.to_string(),
                    "from": row.from.to_string(),
                    "to": row.to.to_string(),
                    "basis": row.basis,
                    "form": row.form,
                    "breakdown": row.breakdown,
                    "group": row.group,
                    "category": row.category,
                    "numerator": row.numerator,
                    "denominator": row.denominator,
                    "value": row.value,
                    "shown": row.shown,
                    "symbol": row.symbol().map(Symbol::code),
                    "missing": row.missing,
                    "availability": row.availability,
                    "definition": row.definition,
                })
            })
            .collect();
        let value = json!({ "format": FORMAT, "publication": about(one, ledger), "figures": rows });
        return format!("{value:#}\n");
    }
    let said = |text: &Option<String>, none: &str| text.clone().unwrap_or_else(|| none.to_owned());
    let mut text = format!(
        "Publication {}: {} for {} ({}), on {}\n",
        one.number,
        one.pack,
        one.period,
        one.profile.name(),
        long_date(one.on)
    );
    if let Some(other) = one.replaces {
        text += &format!("Replaces: {other}\n");
    }
    text += &format!(
        "Standing: {}\nBy: {}\nSnapshot: as at {}, SHA-256 {}\nBuilt by: boardpack {}; counts from 1 to {} are hidden in published packs\n",
        standing(one, ledger),
        said(&one.by, "not said"),
        one.as_at,
        said(&one.snapshot, "not told"),
        one.program,
        one.k
    );
    for file in &one.files {
        text += &format!("File: {} ({} bytes), SHA-256 {}\n", file.path, file.bytes, file.sha256);
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["measure", "period", "part", "numerator", "denominator", "shown"]);
    for row in &one.figures {
        let part: Vec<&str> = [&row.breakdown, &row.group, &row.category]
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        table.add_row([
            row.measure.clone(),
            row.period.to_string(),
            if part.is_empty() { "-".to_owned() } else { part.join(", ") },
            said(&row.numerator, "-"),
            said(&row.denominator, "-"),
            row.shown.clone(),
        ]);
    }
    format!("{text}\n{}", lines(&table))
}

/// What was looked at, where nothing was wrong.
struct Looked {
    publications: usize,
    figures: usize,
    files: usize,
    elsewhere: usize,
}

impl Looked {
    fn words(&self, packs: &Path, sealed: bool) -> String {
        let number = |number: usize, one: &str, more: &str| {
            if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
        };
        let mut text = format!(
            "{} with {}: every row is as it was published.\n",
            number(self.publications, "publication", "publications"),
            number(self.figures, "figure", "figures")
        );
        text += &number(self.files, "published file is as it was", "published files are as they were");
        text += &match self.elsewhere {
            0 => format!("; none is missing from {}.\n", packs.display()),
            some => format!("; {} not in {}.\n", number(some, "is", "are"), packs.display()),
        };
        if sealed {
            text += "The ledger holds all that the seal sealed.\n";
        }
        text
    }
}

fn verify(path: &Path, packs: &Path, seal: Option<&str>, format: Format) -> Result<(), Failure> {
    let found = match Ledger::read(path) {
        Ok(Some(ledger)) => looked_at(&ledger, path, packs, seal),
        Ok(None) => read(path).map(|_| Err(Diagnostics::new()))?,
        Err(faults) => Err(faults),
    };
    match (found, format) {
        (Err(faults), Format::Text) => Err(Failure::Faults(faults)),
        (Err(faults), Format::Json) => {
            print(&format!(
                "{:#}\n",
                json!({ "format": FORMAT, "sound": false, "faults": faults.to_json() })
            ))?;
            Err(Failure::Told)
        }
        (Ok(one), Format::Json) => print(&format!(
            "{:#}\n",
            json!({
                "format": FORMAT,
                "sound": true,
                "publications": one.publications,
                "figures": one.figures,
                "files": one.files,
                "files_not_there": one.elsewhere,
            })
        )),
        (Ok(one), Format::Text) => print(&one.words(packs, seal.is_some())),
    }
}

/// Looks for the seal, and at every file of the publications that stand.
fn looked_at(ledger: &Ledger, path: &Path, packs: &Path, seal: Option<&str>) -> Result<Looked, Diagnostics> {
    let mut faults = Diagnostics::new();
    if let Some(seal) = seal
        && ledger.sealed_by(&seal.to_lowercase()).is_none()
    {
        faults.push(
            Diagnostic::error(
                "ledger::seal",
                Place::File(path.display().to_string()),
                "no publication ended with this seal",
            )
            .hint("rows were cut off or written anew since it was noted, or this is another ledger: put back a copy"),
        );
    }
    let mut looked = Looked { publications: 0, figures: 0, files: 0, elsewhere: 0 };
    for one in ledger.publications() {
        looked.publications += 1;
        looked.figures += one.figures.len();
        if ledger.replaced_by(one.number).is_some() {
            continue;
        }
        let folder = packs.join(one.period.to_string());
        for file in &one.files {
            if !folder.join(&file.path).is_file() {
                looked.elsewhere += 1;
            } else if changed(&folder, file).is_some() {
                let place = Place::File(folder.join(&file.path).display().to_string());
                faults.push(
                    Diagnostic::error(
                        "ledger::file",
                        place,
                        format!("is not the file of publication {}", one.number),
                    )
                    .hint("put back the published file, or publish the new one as a correction"),
                );
            } else {
                looked.files += 1;
            }
        }
    }
    faults.or(looked)
}
