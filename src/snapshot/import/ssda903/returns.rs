//! The returns of an import, one for each year, oldest first.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::repair::{Action, Repair, Rule};
use super::folder::Folder;
use super::kind::Kind;
use super::read::read;
use super::rows::{At, Rows};
use super::year::{self, Known, label};
use crate::calendar::{Date, Window};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// One year's return, read.
#[derive(Debug)]
pub(super) struct Return {
    /// First calendar year of its year.
    pub(super) year: i32,
    pub(super) known: Known,
    /// Path of the folder it is in.
    pub(super) folder: Arc<str>,
    /// Kinds of file that were read.
    pub(super) kinds: Vec<&'static str>,
    pub(super) rows: Rows,
}

impl Return {
    /// Its name: `2017-18`.
    pub(super) fn label(&self) -> String {
        label(self.year)
    }

    /// Its days.
    pub(super) fn window(&self) -> Window {
        year::window(self.year)
    }
}

/// Reads the folders into returns.
///
/// # Errors
/// When the year of a folder cannot be told, two returns are of one year, or a folder has no usable episode.
pub(super) fn returns(
    folders: &[Folder],
    as_at: Date,
    repairs: &mut Vec<Repair>,
    mut step: impl FnMut(usize),
) -> Result<Vec<Return>, Diagnostics> {
    let mut faults = Diagnostics::new();
    let mut all: Vec<Return> = Vec::new();
    for (at, folder) in folders.iter().enumerate() {
        step(at);
        let by_year = folder.said.is_none()
            && folder.sheets.get(&Kind::Episodes).is_some_and(|sheet| sheet.has("YEAR"));
        let before = repairs.len();
        let rows = read(&folder.sheets, by_year, repairs);
        if rows.episodes.is_empty() {
            faults.extend(no_rows(folder, repairs.get(before..).unwrap_or_default()));
            continue;
        }
        let mut own = if by_year {
            split(folder, rows, repairs)
        } else {
            let single = (folders.len() == 1).then_some(as_at);
            match year::infer(folder, &rows.episodes, single) {
                Ok((year, known)) => vec![of_folder(folder, year, known, rows)],
                Err(fault) => {
                    faults.extend(fault);
                    continue;
                }
            }
        };
        all.append(&mut own);
    }
    all.sort_by_key(|one| one.year);
    for pair in all.windows(2) {
        if let [first, second] = pair
            && first.year == second.year
        {
            let message =
                format!("two returns for {}: {} and {}", first.label(), first.folder, second.folder);
            faults.push(
                Diagnostic::error("import::same-year-twice", Place::File(second.folder.to_string()), message)
                    .hint(format!(
                        "leave one out, or say its year after the path: `{}@2017-18`",
                        second.folder
                    )),
            );
        }
    }
    faults.or(all)
}

fn of_folder(folder: &Folder, year: i32, known: Known, rows: Rows) -> Return {
    Return { year, known, folder: folder.name.as_str().into(), kinds: folder.kinds(), rows }
}

/// How many refused rows are named where nothing of a file can be read.
const NAMED: usize = 20;

fn no_rows(folder: &Folder, repairs: &[Repair]) -> Diagnostics {
    let file = folder.sheets.get(&Kind::Episodes).map_or(folder.name.as_str(), |sheet| sheet.name.as_str());
    let refused: Vec<&Repair> =
        repairs.iter().filter(|one| one.action == Action::Refused && one.file == file).collect();
    let message = if refused.is_empty() {
        "the episodes file holds no row".to_owned()
    } else {
        format!("no row of the episodes file can be read: {} refused", refused.len())
    };
    let first = Diagnostic::error("import::no-rows", Place::File(file.to_owned()), message).hint(
        "a return holds every episode open at any time in its year; dates are dd/mm/yyyy or yyyy-mm-dd",
    );
    let rows = refused.into_iter().take(NAMED).map(|one| {
        let place = Place::Row { file: one.file.clone(), line: one.line, column: None };
        Diagnostic::error("import::row-refused", place, one.words.clone())
    });
    std::iter::once(first).chain(rows).collect()
}

/// Several returns in one folder, told apart by the YEAR of their rows.
///
/// A row without a YEAR column belongs to the latest return, except OC2 and OC3 rows, which mean nothing
/// without their year.
fn split(folder: &Folder, rows: Rows, repairs: &mut Vec<Repair>) -> Vec<Return> {
    let mut years: BTreeMap<i32, Rows> =
        rows.episodes.iter().filter_map(|row| row.at.year).map(|year| (year, Rows::default())).collect();
    let Some(latest) = years.keys().next_back().copied() else { return Vec::new() };
    let several = years.len() > 1;
    let into = |at: &At| -> (i32, bool) { (at.year.unwrap_or(latest), at.year.is_some() || !several) };
    macro_rules! deal {
        ($field:ident, $dated:expr) => {
            for row in rows.$field {
                let (year, known) = into(&row.at);
                if $dated && !known {
                    repairs.push(row.at.repair(
                        Rule::YearMissing,
                        Action::Refused,
                        "the file has no YEAR column, and the episodes are of several returns",
                    ));
                    continue;
                }
                years.entry(year).or_default().$field.push(row);
            }
        };
    }
    deal!(episodes, false);
    deal!(headers, false);
    deal!(reviews, false);
    deal!(outcomes, true);
    deal!(leavers, true);
    deal!(asylum, false);
    deal!(missing, false);
    deal!(others, false);
    years.into_iter().map(|(year, rows)| of_folder(folder, year, Known::Column, rows)).collect()
}
