//! Files that hold several authorities: one of them is read.

use std::collections::{BTreeMap, BTreeSet};

use super::super::repair::{Action, Repair, Rule};
use super::folder::Folder;
use super::kind::Kind;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};

/// What became of the authorities.
pub(super) struct Authority {
    /// The one that is read, as the files write it; `None` where no file names any.
    pub(super) name: Option<String>,
    /// Rows of others, left out.
    pub(super) left_out: usize,
}

/// Keeps the rows of one authority: the one asked for, or the only one.
///
/// # Errors
/// When there are several and none is asked for, or the one asked for is not there.
pub(super) fn choose(
    folders: &mut [Folder],
    asked: Option<&str>,
    repairs: &mut Vec<Repair>,
    warnings: &mut Diagnostics,
) -> Result<Authority, Diagnostics> {
    let names = names(folders);
    if names.is_empty() {
        if let Some(asked) = asked {
            warnings.push(Diagnostic::warning(
                "import::no-authority-column",
                Place::None,
                format!("no file has an LA column: every row is taken as {asked}"),
            ));
        }
        return Ok(Authority { name: None, left_out: 0 });
    }
    let listed: Vec<&str> = names.values().map(String::as_str).collect();
    let chosen = match asked {
        Some(asked) => names.get(&key(asked)).ok_or_else(|| not_found(asked, &listed))?,
        None if listed.len() == 1 => names.values().next().ok_or_else(Diagnostics::new)?,
        None => {
            return Err(Diagnostic::error(
                "import::several-authorities",
                Place::None,
                format!("the files hold {} authorities: {}", listed.len(), listed.join(", ")),
            )
            .hint(format!("choose one: --la \"{}\"", listed.first().copied().unwrap_or_default()))
            .into());
        }
    };
    let mut left_out = 0;
    let mut faults = Diagnostics::new();
    for folder in folders {
        for (kind, sheet) in &mut folder.sheets {
            let Some(column) = sheet.column("LA") else { continue };
            let file = sheet.name.clone();
            let before = sheet.rows.len();
            sheet.rows.retain(|row| {
                let name = row.cells.get(column).map_or("", String::as_str);
                if name.is_empty() && names.len() > 1 {
                    repairs.push(Repair {
                        file: file.clone(),
                        line: row.line,
                        rule: Rule::AuthorityMissing,
                        action: Action::Refused,
                        words: "LA is blank".to_owned(),
                    });
                    return false;
                }
                let keep = name.is_empty() || key(name) == key(chosen);
                left_out += usize::from(!keep);
                keep
            });
            if *kind == Kind::Episodes && before > 0 && sheet.rows.is_empty() {
                faults.push(Diagnostic::error(
                    "import::authority-not-found",
                    Place::File(file),
                    format!("no episode of {chosen} in this return"),
                ));
            }
        }
    }
    faults.or(Authority { name: Some(chosen.clone()), left_out })
}

fn not_found(asked: &str, listed: &[&str]) -> Diagnostics {
    let mut fault = Diagnostic::error(
        "import::authority-not-found",
        Place::None,
        format!("no authority `{asked}` in the files: they hold {}", listed.join(", ")),
    );
    if let Some(like) = nearest(asked, listed.iter().copied()) {
        fault = fault.hint(format!("did you mean `{like}`?"));
    }
    fault.into()
}

/// Authorities named in LA columns, by their name in lower case, as first written.
fn names(folders: &[Folder]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let sheets = folders.iter().flat_map(|folder| folder.sheets.values());
    for sheet in sheets {
        let Some(column) = sheet.column("LA") else { continue };
        let cells: BTreeSet<&str> =
            sheet.rows.iter().filter_map(|row| row.cells.get(column)).map(String::as_str).collect();
        for cell in cells.into_iter().filter(|cell| !cell.is_empty()) {
            names.entry(key(cell)).or_insert_with(|| cell.to_owned());
        }
    }
    names
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
