//! A RETURN as the user names it: a folder, its CSV files, and what each of them is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::cell;
use super::super::sheet::Sheet;
use super::kind::Kind;
use crate::calendar::Period;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// A folder of CSV files, read and recognised.
#[derive(Debug)]
pub(super) struct Folder {
    /// Path as the user gave it, without `@2017-18`.
    pub(super) name: String,
    /// Last part of the path, which may name the year.
    pub(super) last_part: String,
    /// First year of the return, where the user said it: `PATH@2017-18`.
    pub(super) said: Option<i32>,
    /// The files, by kind.
    pub(super) sheets: BTreeMap<Kind, Sheet>,
}

/// What a return should be.
const EXPECTED: &str = "give a folder that holds one year's SSDA903 return as CSV files (episodes, header, \
                        reviews, OC2, OC3, UASC, missing), known by their columns";

impl Folder {
    /// Opens a return.
    ///
    /// # Errors
    /// Every reason why it cannot be used.
    pub(super) fn open(given: &Path, warnings: &mut Diagnostics) -> Result<Self, Diagnostics> {
        let (path, said) = split_year(given)?;
        let name = path.display().to_string();
        let mut faults = Diagnostics::new();
        let mut sheets: BTreeMap<Kind, Sheet> = BTreeMap::new();
        let mut near_episodes = None;
        let files = csv_files(&path)?;
        for file in &files {
            let sheet = match Sheet::open(file) {
                Ok(sheet) => sheet,
                Err(fault) => {
                    faults.extend(fault);
                    continue;
                }
            };
            let Some(kind) = Kind::of(&sheet) else {
                let (warning, near) = unrecognised(&sheet);
                if near == Some(Kind::Episodes) {
                    near_episodes = Some(warning.message.clone());
                }
                warnings.push(warning);
                continue;
            };
            if let Some(first) = sheets.get(&kind) {
                faults.push(two_of_a_kind(kind, first, &sheet));
                continue;
            }
            say(kind, &sheet, warnings);
            sheets.insert(kind, sheet);
        }
        if !faults.has_errors() && !sheets.contains_key(&Kind::Episodes) {
            faults.push(no_episodes(&name, &sheets, near_episodes));
        }
        let last_part = last_part(&path);
        faults.or(Self { name, last_part, said, sheets })
    }

    /// The names of the kinds of file that it holds.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.sheets.keys().filter(|kind| kind.is_read()).map(|kind| kind.name()).collect()
    }
}

/// The path, and the year of `PATH@2017-18`; a path that exists as it is given is taken whole.
fn split_year(given: &Path) -> Result<(PathBuf, Option<i32>), Diagnostics> {
    let text = given.display().to_string();
    if given.exists() {
        return Ok((given.to_owned(), None));
    }
    let Some((path, year)) = text.rsplit_once('@') else { return Ok((given.to_owned(), None)) };
    match year.parse::<Period>() {
        Ok(Period::Year { year }) if (1990..=2100).contains(&year) => Ok((PathBuf::from(path), Some(year))),
        _ => Err(Diagnostic::error(
            "import::year-not-read",
            Place::File(text.clone()),
            format!("`{year}` after the @ is not a return's year"),
        )
        .hint(format!("write the financial year, such as `{path}@2017-18`"))
        .into()),
    }
}

/// The folder's own name, even where it is given as `.` or `..`.
fn last_part(path: &Path) -> String {
    let named = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    named(path).or_else(|| path.canonicalize().ok().as_deref().and_then(named)).unwrap_or_default()
}

/// The CSV files of a folder, by name.
fn csv_files(path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let place = || Place::File(path.display().to_string());
    if !path.exists() {
        return Err(Diagnostic::error("import::not-found", place(), "there is no such folder")
            .hint(EXPECTED)
            .into());
    }
    if !path.is_dir() {
        return Err(Diagnostic::error(
            "import::not-a-folder",
            place(),
            "a return is a folder, this is a file",
        )
        .hint(EXPECTED)
        .into());
    }
    let entries = std::fs::read_dir(path).map_err(|error| {
        Diagnostic::error("import::cannot-read", place(), format!("the folder cannot be read: {error}"))
    })?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|file| {
            file.is_file() && file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
        })
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Diagnostic::error("import::empty-folder", place(), "the folder holds no CSV file")
            .hint(EXPECTED)
            .into());
    }
    Ok(files)
}

/// Says that a file is no kind of return file, and which it is nearest to; any may be the episodes where its columns cannot
/// be told apart.
fn unrecognised(sheet: &Sheet) -> (Diagnostic, Option<Kind>) {
    let place = Place::File(sheet.name.clone());
    let code = "import::unrecognised-file";
    if sheet.columns.is_empty() {
        return (Diagnostic::warning(code, place, "the file is empty, not read"), None);
    }
    if let Some(separator) = other_separator(sheet) {
        let message =
            format!("not recognised, not read: its columns are separated by {separator}, not by commas");
        let hint = "save it again as \"CSV UTF-8 (comma delimited)\"";
        return (Diagnostic::warning(code, place, message).hint(hint), Some(Kind::Episodes));
    }
    match Kind::nearest(sheet) {
        Some((kind, lacks)) => {
            let columns = if lacks.len() == 1 { "column" } else { "columns" };
            let message = format!(
                "not recognised, not read: nearest to the {} file, but without the {columns} {}",
                kind.name(),
                lacks.join(", ")
            );
            let hint = format!("a file is known as {} by {}", kind.name(), kind.needed().join(", "));
            (Diagnostic::warning(code, place, message).hint(hint), Some(kind))
        }
        None => (
            Diagnostic::warning(code, place, "not recognised, not read: no SSDA903 file has such columns"),
            None,
        ),
    }
}

/// What separates the columns of a file whose header is one cell, where that is not the comma.
fn other_separator(sheet: &Sheet) -> Option<&'static str> {
    let [header] = sheet.columns.as_slice() else { return None };
    [(';', "semicolons"), ('\t', "tabs"), ('|', "upright lines")]
        .into_iter()
        .find_map(|(mark, name)| header.contains(mark).then_some(name))
}

fn two_of_a_kind(kind: Kind, first: &Sheet, second: &Sheet) -> Diagnostic {
    Diagnostic::error(
        "import::two-of-a-kind",
        Place::File(second.name.clone()),
        format!("two {} files in one return: {} and {}", kind.name(), first.name, second.name),
    )
    .hint("keep one of them in the folder, or give each year's return a folder of its own")
}

fn no_episodes(name: &str, sheets: &BTreeMap<Kind, Sheet>, near: Option<String>) -> Diagnostic {
    let found: Vec<&str> = sheets.keys().map(|kind| kind.name()).collect();
    let found = if found.is_empty() { "nothing known".to_owned() } else { found.join(", ") };
    let mut fault = Diagnostic::error(
        "import::no-episodes",
        Place::File(name.to_owned()),
        format!("no episodes file in the return (found: {found})"),
    )
    .hint(format!("the episodes file is known by the columns {}", Kind::Episodes.needed().join(", ")));
    if let Some(near) = near {
        fault.message = format!("{}; one file is {near}", fault.message);
    }
    fault
}

/// Warnings about a recognised file: not read at all, columns that are not there or not known, encoding.
fn say(kind: Kind, sheet: &Sheet, warnings: &mut Diagnostics) {
    let file = || Place::File(sheet.name.clone());
    if !kind.is_read() {
        warnings.push(Diagnostic::warning(
            "import::not-imported",
            file(),
            format!("recognised as {}, no measure reads it yet, not imported", kind.name()),
        ));
        return;
    }
    let absent: Vec<&str> = kind.wanted().iter().copied().filter(|name| !sheet.has(name)).collect();
    if !absent.is_empty() {
        warnings.push(Diagnostic::warning(
            "import::absent-columns",
            file(),
            format!("the {} file is without {}: not recorded", kind.name(), absent.join(", ")),
        ));
    }
    let extra = kind.extra(sheet);
    if !extra.is_empty() {
        warnings.push(Diagnostic::warning(
            "import::extra-columns",
            file(),
            format!("columns that the {} file does not have, ignored: {}", kind.name(), extra.join(", ")),
        ));
    }
    let twice: Vec<&str> = sheet
        .columns
        .iter()
        .enumerate()
        .filter(|(at, name)| !name.is_empty() && sheet.columns[..*at].contains(name))
        .map(|(_, name)| name.as_str())
        .collect();
    if !twice.is_empty() {
        warnings.push(Diagnostic::warning(
            "import::column-twice",
            file(),
            format!("columns that stand twice, the first is read: {}", twice.join(", ")),
        ));
    }
    if let Some(line) = sheet.windows_lines.first() {
        let place = Place::Row { file: sheet.name.clone(), line: *line, column: None };
        let lines = sheet.windows_lines.len();
        let words = if lines == 1 { "this line is".to_owned() } else { format!("{lines} lines are") };
        warnings.push(Diagnostic::warning(
            "import::windows-1252",
            place,
            format!("{words} not UTF-8, read as Windows-1252"),
        ));
    }
}

/// The year that a folder's name says: whether it names both years, and the first (or only) one.
pub(super) fn year_in_name(name: &str) -> Option<NamedYear> {
    let digits = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    (0..name.len())
        .filter(|at| name.is_char_boundary(*at) && digits(*at) && (*at == 0 || !digits(at - 1)))
        .find_map(|at| {
            let long = (at..name.len()).take_while(|one| digits(*one)).count();
            let year = (long == 4).then(|| cell::plain_year(&name[at..at + 4])).flatten()?;
            let rest = &name[at + 4..];
            let both = [7_usize, 9].into_iter().any(|length| {
                name.get(at..at + length).and_then(cell::financial_year).is_some() && !digits(at + length)
            });
            Some(if both && !rest.is_empty() { NamedYear::Both(year) } else { NamedYear::One(year) })
        })
}

/// A year in a folder's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedYear {
    /// `2017-18`: both calendar years, the first given.
    Both(i32),
    /// `2017`: one of them.
    One(i32),
}
