//! `boardpack publish`: what the written packs show, kept for good.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::failure::Failure;
use super::{pipeline, print};
use crate::calendar::{Date, Period, long_date, parse_iso};
use crate::diagnostic::nearest;
use crate::ledger::{Ledger, NewPublication, RefusedPublication, append};
use crate::written::{WrittenPack, WrittenPacks, sha256};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The quarter that the packs were built for, as 2018-19-Q4
    #[arg(long, value_name = "P")]
    period: Period,
    /// Only this pack; may be given several times [default: every pack in the folder]
    #[arg(long, value_name = "ID")]
    pack: Vec<String>,
    /// Where the packs lie [default: the workspace's packs/PERIOD, else packs/PERIOD here]
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Day of the publication, as 2019-05-14, not before the quarter's end or the snapshot's day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Role of whoever publishes, never a name: "Performance and Information"
    #[arg(long, value_name = "ROLE")]
    by: Option<String>,
    /// Number of the publication that the one pack corrects
    #[arg(long, value_name = "N")]
    replaces: Option<i64>,
    /// The snapshot behind the packs, where published packs were built alone and their manifest does not tell its hash
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// The ledger [default: the workspace's ledger.sqlite, else ledger.sqlite here]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
}

/// A day as `--on` takes it.
fn day(text: &str) -> Result<Date, String> {
    parse_iso(text).ok_or_else(|| "write a day as 2019-05-14".to_owned())
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let workspace = pipeline::read_workspace(workspace)?;
    let folder = args.packs.clone().unwrap_or_else(|| workspace.packs.join(args.period.to_string()));
    let path = args.ledger.clone().unwrap_or(workspace.ledger);
    let written = WrittenPacks::read(&folder).map_err(Failure::Faults)?;
    if written.period != args.period {
        return Err(Failure::usage(
            format!("the packs in {} were built for {}", folder.display(), written.period),
            format!("publish them with --period {}, or build those of {}", written.period, args.period),
        ));
    }
    let packs = chosen(&written, &args.pack)?;
    if args.replaces.is_some() && packs.len() != 1 {
        return Err(Failure::usage(
            "--replaces corrects one publication, and several packs were chosen",
            "name the one pack with --pack",
        ));
    }
    let by = args.by.as_deref().map(str::trim);
    if by == Some("") {
        return Err(Failure::usage("--by names no role", "write the role, or leave --by out"));
    }
    let on = publication_day(args.on, &written)?;
    let snapshot = args.snapshot.as_deref().map(|path| hash(path, &written)).transpose()?;
    let new = NewPublication {
        written: &written,
        packs: &packs,
        on,
        by,
        replaces: args.replaces,
        snapshot: snapshot.as_deref(),
    };
    let ledger = append(&path, &new).map_err(|why| refused(&why))?;
    print(&listing(&ledger, packs.len(), &path))
}

/// The day of the publication: one that has come, and by which what the packs show was known. The ledger takes no day
/// before its last one, so that a day written wrongly would shut it for good.
fn publication_day(asked: Option<Date>, written: &WrittenPacks) -> Result<Date, Failure> {
    let today = chrono::Local::now().date_naive();
    let on = asked.unwrap_or(today);
    if on > today {
        return Err(Failure::usage(
            format!("{on} has not come yet: packs are published today or were before"),
            "give --on the day on which the packs went out, or leave it out for today",
        ));
    }
    let known = [
        ("the end of the quarter", Some(written.period.last_day())),
        ("the day of their snapshot", parse_iso(&written.as_at)),
    ];
    for (what, day) in known {
        if let Some(day) = day.filter(|day| on < *day) {
            return Err(Failure::usage(
                format!("{on} is before {what}, {}: the packs were not there yet", long_date(day)),
                "give --on the day on which the packs went out; where it is today, look at the computer's clock",
            ));
        }
    }
    Ok(on)
}

/// The packs asked for, or all; an unknown one is wrong use.
fn chosen<'w>(written: &'w WrittenPacks, asked: &[String]) -> Result<Vec<&'w WrittenPack>, Failure> {
    if asked.is_empty() {
        return Ok(written.packs.iter().collect());
    }
    let mut asked: Vec<&String> = asked.iter().collect();
    asked.sort();
    asked.dedup();
    asked
        .into_iter()
        .map(|id| {
            written.packs.iter().find(|pack| pack.id == *id).ok_or_else(|| {
                let known: Vec<&str> = written.packs.iter().map(|pack| pack.id.as_str()).collect();
                let hint = match nearest(id, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the packs there are {}", known.join(", ")),
                };
                Failure::usage(format!("no pack `{id}` in {}", written.folder.display()), hint)
            })
        })
        .collect()
}

/// The hash of the snapshot named, which must be the one of the manifest where that tells it.
fn hash(path: &Path, written: &WrittenPacks) -> Result<String, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::Io(format!("cannot read {}: {error}", path.display())))?;
    let hash = sha256(&bytes);
    match &written.snapshot {
        Some(told) if *told != hash => Err(Failure::usage(
            format!("{} is not the snapshot that the packs were built from", path.display()),
            "leave --snapshot out: the manifest tells its hash",
        )),
        _ => Ok(hash),
    }
}

fn refused(why: &RefusedPublication) -> Failure {
    let hint = match why {
        RefusedPublication::Ledger(faults) => return Failure::Faults(faults.clone()),
        RefusedPublication::Already { same: true, .. } => {
            "there is nothing to record; a corrected document names what it replaces: --replaces N".to_owned()
        }
        RefusedPublication::Already { pack, number, .. } => format!(
            "a correction is a publication of its own: --pack {pack} --replaces {number}; or put back the packs that were published"
        ),
        RefusedPublication::NoCorrection { .. } => {
            "`boardpack ledger log` names the publications that stand".to_owned()
        }
        RefusedPublication::Earlier { .. } => {
            "publications stand in the order of their days: look at --on, or at the clock".to_owned()
        }
    };
    Failure::usage(why.to_string(), hint)
}

/// What was added, and the seal.
fn listing(ledger: &Ledger, added: usize, path: &Path) -> String {
    let all = ledger.publications();
    let mut text = String::new();
    for one in &all[all.len().saturating_sub(added)..] {
        let replaces = one.replaces.map_or_else(String::new, |other| format!(", in place of number {other}"));
        text += &format!(
            "Published {} for {} ({}) as number {}{replaces}: {} figures, {} files.\n",
            one.pack,
            one.period,
            one.profile.name(),
            one.number,
            one.figures.len(),
            one.files.len()
        );
    }
    let seal = ledger.seal().unwrap_or_default();
    text + &format!(
        "\nSeal of {}: {seal}\nNote it where the ledger does not lie, in the minutes for one: `boardpack ledger verify --seal` looks for it.\n",
        path.display()
    )
}
