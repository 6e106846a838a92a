//! `boardpack due`: which packs fall due, and what is still missing for each.

use std::path::Path;

use clap::Args as ClapArgs;
use serde_json::json;

use super::failure::Failure;
use super::format::Format;
use super::{pipeline, print, snapshots};
use crate::calendar::{Date, Period, long_date};
use crate::commentary::{Note, SignedFor};
use crate::ledger::Ledger;
use crate::template::{BlockSpec, Template};
use crate::workspace::Workspace;
use crate::written::{Manifest, changed};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The day to look from, as 2019-04-20: packs of the last quarter that has ended by then [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::sample::day)]
    date: Option<Date>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A pack that is due.
struct DuePack<'w> {
    template: &'w Template,
    period: Period,
    missing: Vec<String>,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let workspace = pipeline::read_workspace(workspace)?;
    let date = args.date.unwrap_or_else(|| chrono::Local::now().date_naive());
    let quarter = Period::last_complete_quarter(date);
    let ledger = Ledger::read(&workspace.ledger).map_err(Failure::Faults)?.unwrap_or_default();
    let has_snapshot = has_snapshot(&workspace, quarter);
    let folder = workspace.packs.join(quarter.to_string());
    let manifest = Manifest::read(&folder).ok();
    let due: Vec<DuePack<'_>> = workspace
        .templates
        .iter()
        .filter(|template| template.calendar.is_due(quarter))
        .filter_map(|template| {
            let period = template.reports.period(quarter)?;
            let missing = [
                (!has_snapshot).then(|| {
                    format!(
                        "a snapshot of {} or later (`boardpack import` makes one)",
                        long_date(quarter.last_day())
                    )
                }),
                commentary(&workspace, quarter, template),
                signed(&workspace, (quarter, period), template),
                built(&folder, manifest.as_ref(), template),
                signed_off(&ledger, quarter, template),
            ];
            Some(DuePack { template, period, missing: missing.into_iter().flatten().collect() })
        })
        .collect();
    match args.format {
        Format::Text => print(&table(date, quarter, &due)),
        Format::Json => print(&json(date, quarter, &due)),
    }
}

/// Whether a snapshot of the workspace reaches the quarter's last day, by the day that it says of itself.
fn has_snapshot(workspace: &Workspace, quarter: Period) -> bool {
    snapshots::held(workspace).iter().filter_map(|one| one.as_at).any(|day| day >= quarter.last_day())
}

/// What is still to be written for a pack that shows commentary.
fn commentary(workspace: &Workspace, quarter: Period, template: &Template) -> Option<String> {
    if !template.has(BlockSpec::shows_commentary) {
        return None;
    }
    let notes = workspace.commentary.of(quarter);
    let drafts = notes.iter().filter(|note| note.draft).count();
    let finished = notes.iter().filter(|note| note.is_for(&template.id)).count();
    match (finished, drafts) {
        (_, 1) => Some("commentary: one draft is not finished".to_owned()),
        (_, 2..) => Some(format!("commentary: {drafts} drafts are not finished")),
        (0, 0) => Some(format!("commentary (`boardpack commentary new --period {quarter}` drafts it)")),
        _ => None,
    }
}

/// Which finished texts of a pack are not signed off: they do not say on which figures they were written, so that a build
/// could not tell when one has moved.
fn signed(workspace: &Workspace, (quarter, period): (Period, Period), template: &Template) -> Option<String> {
    if !template.has(BlockSpec::shows_commentary) {
        return None;
    }
    let readers = SignedFor::of(template.profile);
    let is_signed = |note: &Note| {
        note.placeholders().all(|figure| {
            note.signed.get(&figure.figure_id(period)).is_some_and(|one| one.of(readers).is_some())
        })
    };
    let notes = workspace.commentary.of(quarter).iter().filter(|note| note.is_for(&template.id));
    let unsigned: Vec<String> = notes.filter(|note| !is_signed(note)).map(|note| note.about.name()).collect();
    (!unsigned.is_empty()).then(|| {
        format!(
            "sign-off of the commentary on {}: the figures it was written on are not recorded (`boardpack commentary sign --period {quarter}`)",
            listed(&unsigned)
        )
    })
}

/// "CLA-1", "CLA-1 and CLA-2", "CLA-1, CLA-2 and CLA-3".
fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// That a pack is not built, or which of its files are not as its manifest has them.
fn built(folder: &Path, manifest: Option<&Manifest>, template: &Template) -> Option<String> {
    let listed = manifest.filter(|manifest| manifest.packs.iter().any(|(id, _)| *id == template.id));
    let Some(manifest) = listed else { return Some("the pack itself (`boardpack build`)".to_owned()) };
    let own = manifest.files.iter().filter(|file| file.path.split('.').next() == Some(template.id.as_str()));
    let wrong: Vec<String> =
        own.filter_map(|file| Some(format!("{} {}", file.path, changed(folder, file)?.message))).collect();
    (!wrong.is_empty()).then(|| {
        format!("the pack as it was written: {} (build it again, or put the file back)", wrong.join("; "))
    })
}

/// That a pack is not signed off: nothing in the ledger says that it was given away.
fn signed_off(ledger: &Ledger, quarter: Period, template: &Template) -> Option<String> {
    let is_it = |pack: &str, period: Period| pack == template.id && period == quarter;
    let published = ledger.publications().iter().any(|one| is_it(&one.pack, one.period));
    (!published).then(|| {
        format!("sign-off of the pack: the ledger does not say that it was given out (`boardpack publish --period {quarter} --pack {}`)", template.id)
    })
}

fn table(date: Date, quarter: Period, due: &[DuePack<'_>]) -> String {
    let mut text = format!(
        "On {} the packs after {quarter}, which ended on {}, are due:\n",
        long_date(date),
        long_date(quarter.last_day())
    );
    if due.is_empty() {
        text += "\n  none\n";
    }
    for one in due {
        text += &format!("\n{}: {}, {}\n", one.template.id, one.template.title, one.period);
        if one.missing.is_empty() {
            text += "  nothing is missing\n";
        }
        for missing in &one.missing {
            text += &format!("  missing: {missing}\n");
        }
    }
    text
}

fn json(date: Date, quarter: Period, due: &[DuePack<'_>]) -> String {
    let packs: Vec<_> = due
        .iter()
        .map(|one| {
            json!({
                "pack": one.template.id,
                "title": one.template.title,
                "period": one.period.to_string(),
                "missing": one.missing,
            })
        })
        .collect();
    let all =
        json!({ "format": 1, "date": date.to_string(), "quarter": quarter.to_string(), "packs": packs });
    format!("{all:#}\n")
}
