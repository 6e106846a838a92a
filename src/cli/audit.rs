//! `boardpack audit`: what written packs give away of what they hide.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use serde_json::{Value, json};

use super::failure::Failure;
use super::format::Format;
use super::{pipeline, print};
use crate::benchmark::Benchmarks;
use crate::disclosure::Interval;
use crate::ledger::Ledger;
use crate::scrutiny::{Findings, scrutinise};
use crate::written::WrittenPacks;

/// Version of the JSON.
const FORMAT: u32 = 1;

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// A folder of written packs; may be given several times: who reads one may read the others
    #[arg(long, value_name = "DIR", required = true)]
    packs: Vec<PathBuf>,
    /// The ledger, whose published packs are looked at too [default: the workspace's, where there is one]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Counts from 1 to this are hidden [default: what the packs' manifests say]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(i64).range(1..=9))]
    k: Option<i64>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let workspace = pipeline::read_workspace(workspace)?;
    let mut folders = Vec::new();
    let mut faults = crate::diagnostic::Diagnostics::new();
    for folder in &args.packs {
        match WrittenPacks::read(folder) {
            Ok(packs) => folders.push(packs),
            Err(found) => faults.extend(found),
        }
    }
    faults.or(()).map_err(Failure::Faults)?;
    let ledger = match &args.ledger {
        Some(path) => Some(Ledger::read(path).map_err(Failure::Faults)?.ok_or_else(|| {
            Failure::usage(format!("there is no ledger {}", path.display()), "`boardpack publish` makes it")
        })?),
        None => Ledger::read(&workspace.ledger).map_err(Failure::Faults)?,
    };
    let benchmarks = Benchmarks::of(workspace.council.name.as_deref());
    let findings = scrutinise(&folders, ledger.as_ref(), (&workspace.catalogue, benchmarks), args.k);
    match args.format {
        Format::Text => print(&text(&findings))?,
        Format::Json => print(&format!("{:#}\n", json(&findings)))?,
    }
    if findings.failures.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> =
        findings.failures.iter().map(|(name, why)| format!("\n  {name}: {why}")).collect();
    Err(Failure::Disclosure(format!("the packs give away what they hide:{}", lines.concat())))
}

/// What was looked at, how near a reader comes, and what is worth a look.
fn text(findings: &Findings) -> String {
    let number = |number: usize, one: &str, more: &str| {
        if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
    };
    let mut text = format!(
        "{} looked at, with {}: {} (k = {}).\n",
        number(findings.packs, "published pack", "published packs"),
        number(findings.figures, "row", "rows"),
        number(findings.hidden, "number is hidden", "numbers are hidden"),
        findings.k
    );
    if findings.packs == 0 {
        text = "No published pack looked at: packs of the internal profile hide nothing.\n".to_owned();
    }
    if let Some((name, interval)) = &findings.narrowest {
        // The interval is what any reader can work out; of a number that is exact not even that is repeated.
        let words = match (interval.high, interval.is_exact()) {
            (_, true) => "one value alone is possible".to_owned(),
            (Some(high), _) => format!("{} to {high}", interval.low),
            (None, _) => format!("{} or more", interval.low),
        };
        text += &format!("Narrowest interval: {name}: {words}.\n");
    }
    for (name, note) in &findings.notes {
        text += &format!("Worth a look: {name}: {note}.\n");
    }
    if findings.failures.is_empty() && findings.hidden > 0 {
        text += "No hidden number can be worked out, and those of a few children keep 3 possible values or more.\n";
    }
    text
}

fn json(findings: &Findings) -> Value {
    let pairs = |all: &[(String, String)]| -> Vec<Value> {
        all.iter().map(|(name, why)| json!({ "number": name, "why": why })).collect()
    };
    let narrowest = findings.narrowest.as_ref().map(|(name, interval)| {
        let Interval { low, high } = *interval;
        if interval.is_exact() {
            json!({ "number": name, "exact": true })
        } else {
            json!({ "number": name, "exact": false, "interval": [low, high] })
        }
    });
    json!({
        "format": FORMAT,
        "packs": findings.packs,
        "rows": findings.figures,
        "k": findings.k,
        "hidden": findings.hidden,
        "narrowest": narrowest,
        "failures": pairs(&findings.failures),
        "notes": pairs(&findings.notes),
    })
}
