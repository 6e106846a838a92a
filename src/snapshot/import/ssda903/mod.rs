//! SSDA903 returns: one folder of CSV files for each year, one or several years.
//!
//! Takes folders whose files are known by their columns (header, episodes, reviews, OC2, OC3, UASC, missing)
//! and gives the rows of a snapshot, with every repair, refusal and doubt by file, line and rule. It never
//! guesses a code or a date, never cuts episodes within one return, and never lets a pupil number, a name or a
//! postcode out: postcodes tell equal places apart and become opaque names.
//!
//! In order: `folder` opens a RETURN and `kind` knows its files; `authority` keeps one authority's rows;
//! `read` and `reader` make typed rows (`rows`) of cells; `year` says which year a return is of and `returns`
//! puts them in order; `summary` counts each on its own; `merge` makes one history of them; `audit` looks for
//! what is odd; `people` and `assemble` give the tables.

mod assemble;
mod audit;
mod authority;
mod codes;
mod folder;
mod kind;
mod merge;
mod people;
mod read;
mod reader;
mod returns;
mod rows;
mod summary;
mod year;

use std::path::{Path, PathBuf};

use super::repair::Repair;
use super::{Imported, Options, Progress, Stage};
use crate::calendar::{Date, long_date};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::snapshot::Meta;
use assemble::Assembly;
use folder::Folder;
use kind::Kind;
use returns::Return;

pub use summary::ReturnSummary;

/// Imports SSDA903 returns, each a folder, optionally with its year after it (`PATH@2017-18`).
///
/// The order in which they are given does not matter: they are merged oldest first. `progress` is called
/// before each step.
///
/// # Errors
/// Every reason why the returns cannot be used: a folder that is none, no episodes file, two files of a kind,
/// a year that cannot be told, several authorities, an as-at date of which no return can speak. Faults of
/// single rows are no errors: they are repairs.
pub fn ssda903(
    returns: &[PathBuf],
    options: &Options,
    progress: &dyn Fn(Progress),
) -> Result<Imported, Diagnostics> {
    let mut warnings = Diagnostics::new();
    let mut repairs = Vec::new();
    let step = |stage, done, total| progress(Progress { stage, done, total });
    let mut folders = open_all(returns, &mut warnings, |done| step(Stage::Open, done, returns.len()))?;
    let authority = authority::choose(&mut folders, options.la.as_deref(), &mut repairs, &mut warnings)?;
    let count = folders.len();
    let returns =
        returns::returns(&folders, options.as_at, &mut repairs, |done| step(Stage::Read, done, count))?;
    check_as_at(&returns, options.as_at)?;
    let history_from = full_history_from(&returns, options.as_at, &mut warnings);
    step(Stage::Merge, 0, 1);
    warn_without_header(&folders, &mut warnings);
    for one in &returns {
        audit::audit_return(one, &mut repairs);
    }
    let summaries = returns.iter().map(ReturnSummary::of).collect();
    let people = people::people(&returns, &mut repairs);
    let history = merge::merge(&returns, options.as_at, &mut repairs);
    audit::audit_history(&history, options.as_at, &mut repairs);
    let assembly = Assembly { returns: &returns, people, as_at: options.as_at, repairs: &mut repairs };
    let tables = assembly.tables(&history);
    let council = options.council.clone().or_else(|| authority.name.clone()).or_else(|| options.la.clone());
    let meta = Meta {
        as_at: options.as_at,
        full_history_from: history_from,
        whole_care_periods: false,
        council: council.unwrap_or_else(|| "Council not named".to_owned()),
        la_code: options.la_code.clone(),
        ons_code: None,
        source: source(&returns),
        extracted_at: None,
        synthetic: false,
    };
    sort(&mut repairs, &returns);
    step(Stage::Merge, 1, 1);
    Ok(Imported {
        tables,
        meta,
        repairs,
        summaries,
        warnings,
        authority: authority.name,
        other_authorities: authority.left_out,
    })
}

fn open_all(
    paths: &[PathBuf],
    warnings: &mut Diagnostics,
    mut step: impl FnMut(usize),
) -> Result<Vec<Folder>, Diagnostics> {
    let mut faults = Diagnostics::new();
    if paths.is_empty() {
        faults.push(
            Diagnostic::error("import::no-returns", Place::None, "no return given")
                .hint("name one folder for each year's return"),
        );
    }
    let mut folders = Vec::new();
    for (done, path) in paths.iter().enumerate() {
        step(done);
        match Folder::open(path, warnings) {
            Ok(folder) => folders.push(folder),
            Err(own) => faults.extend(own),
        }
    }
    if faults.has_errors() {
        // What was said of files on the way often explains the error.
        faults.extend(std::mem::take(warnings));
    }
    faults.or(folders)
}

/// Says which folders hold no header file.
fn warn_without_header(folders: &[Folder], warnings: &mut Diagnostics) {
    for folder in folders.iter().filter(|folder| !folder.sheets.contains_key(&Kind::Header)) {
        let words = "no header file: dates of birth, sex and ethnicity are not in it";
        let place = Place::File(folder.name.clone());
        warnings.push(Diagnostic::warning("import::no-header-file", place, words));
    }
}

/// Refuses an as-at date that lies in no return's year.
fn check_as_at(returns: &[Return], as_at: Date) -> Result<(), Diagnostics> {
    let speaks = |one: &Return| one.window().since <= as_at && as_at <= one.window().until;
    if returns.iter().any(speaks) {
        return Ok(());
    }
    let spans: Vec<String> = returns
        .iter()
        .map(|one| {
            let window = one.window();
            format!("{} ({} to {})", one.label(), long_date(window.since), long_date(window.until))
        })
        .collect();
    let mut fault = Diagnostic::error(
        "import::as-at-outside",
        Place::None,
        format!("no return speaks of {}: the returns are {}", long_date(as_at), spans.join(", ")),
    );
    if let Some(last) = returns.last() {
        fault = fault.hint(format!("give a day of a return's year, such as --as-at {}", last.window().until));
    }
    Err(fault.into())
}

/// The first day from which nothing is left out: 1 April of the first return after which none is missing up to
/// the as-at date.
fn full_history_from(returns: &[Return], as_at: Date, warnings: &mut Diagnostics) -> Date {
    let mut from = as_at;
    let mut before: Option<&Return> = None;
    for one in returns {
        match before {
            Some(before) if before.year + 1 != one.year => {
                warnings.push(
                    Diagnostic::warning(
                        "import::year-between",
                        Place::None,
                        format!("no return between {} and {}", before.label(), one.label()),
                    )
                    .hint(format!(
                        "what began and ended in between is not known: nothing before {} is complete",
                        long_date(one.window().since)
                    )),
                );
                if one.window().since <= as_at {
                    from = one.window().since;
                }
            }
            None => from = one.window().since,
            Some(_) => {}
        }
        before = Some(one);
    }
    from
}

/// Where the data came from: `SSDA903 returns 2017-18 to 2021-22`.
fn source(returns: &[Return]) -> String {
    let labels: Vec<String> = returns.iter().map(Return::label).collect();
    let in_a_row = returns.windows(2).all(|pair| matches!(pair, [one, next] if one.year + 1 == next.year));
    match labels.as_slice() {
        [only] => format!("SSDA903 return {only}"),
        [first, .., last] if in_a_row => format!("SSDA903 returns {first} to {last}"),
        _ => format!("SSDA903 returns {}", labels.join(", ")),
    }
}

/// Puts repairs in order of rule, then return, file and line.
fn sort(repairs: &mut [Repair], returns: &[Return]) {
    let order = |file: &str| {
        returns.iter().position(|one| Path::new(file).starts_with(&*one.folder)).unwrap_or(returns.len())
    };
    repairs.sort_by_cached_key(|one| {
        (one.rule, order(&one.file), one.file.clone(), one.line, one.action, one.words.clone())
    });
}
