//! Import of SSDA903 returns.

mod arbitrary;
mod care;
mod faults;
mod merge;
mod people;
mod sample;
mod tolerance;
mod years;

use std::path::{Path, PathBuf};

use boardpack::calendar::{Date, parse_iso};
use boardpack::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use boardpack::snapshot::import::{Imported, Options, Rule, ssda903};

/// Columns of an episodes file.
const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";

/// Data from elsewhere, or nothing with a word about it.
fn shared_data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    eprintln!("not checked: {} is not here", data.display());
    None
}

fn day(text: &str) -> Date {
    parse_iso(text).expect("a day")
}

fn import(returns: &[PathBuf], as_at: &str) -> Result<Imported, Diagnostics> {
    ssda903(returns, &Options::as_at(day(as_at)), &|_| {})
}

/// Problems as they are worded, each over up to three lines.
fn said(faults: &Diagnostics) -> String {
    let place = |place: &Place| match place {
        Place::File(file) => format!("{file}: "),
        Place::Row { file, line, .. } => format!("{file}:{line}: "),
        _ => String::new(),
    };
    let words = |one: &Diagnostic| {
        let severity = if one.severity == Severity::Error { "error" } else { "warning" };
        let hint = one.hint.as_ref().map_or(String::new(), |hint| format!("\n  help: {hint}"));
        format!("{severity} {}\n  {}{}{hint}\n", one.code, place(&one.place), one.message)
    };
    faults.iter().map(words).collect()
}

/// Returns in a temporary folder.
struct Desk {
    folder: tempfile::TempDir,
    returns: Vec<PathBuf>,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), returns: Vec::new() }
    }

    /// Puts a file into a return's folder.
    fn bytes(mut self, folder: &str, file: &str, bytes: &[u8]) -> Self {
        let path = self.folder.path().join(folder);
        std::fs::create_dir_all(&path).expect("a folder");
        std::fs::write(path.join(file), bytes).expect("a file");
        if !self.returns.contains(&path) {
            self.returns.push(path);
        }
        self
    }

    fn file(self, folder: &str, file: &str, text: &str) -> Self {
        self.bytes(folder, file, text.as_bytes())
    }

    /// Puts an episodes file into a return's folder, from its rows.
    fn episodes(self, folder: &str, rows: &[&str]) -> Self {
        let text = format!("{EPISODES}\n{}\n", rows.join("\n"));
        self.file(folder, "episodes.csv", &text)
    }

    /// One child in care since May 2017, for returns where the episodes are not the point.
    fn quiet(self, folder: &str) -> Self {
        self.episodes(folder, &["1,01/05/2017,S,C2,N1,U4,PR1,,,,,AB1 2CD,SC1"])
    }

    fn import(&self, as_at: &str) -> Imported {
        match import(&self.returns, as_at) {
            Ok(imported) => {
                imported.tables.to_bytes(&imported.meta).expect("rows that keep the contract");
                imported
            }
            Err(faults) => panic!("{}", self.plain(&faults.render(false))),
        }
    }

    /// The errors, with paths from the temporary folder on.
    fn faults(&self, as_at: &str) -> String {
        match import(&self.returns, as_at) {
            Ok(imported) => panic!("imported {:?}", imported.tables.row_counts()),
            Err(faults) => self.plain(&said(&faults)),
        }
    }

    fn plain(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.folder.path().display()), "")
    }

    /// Every repair as `file:line action rule: words`.
    fn repairs(&self, imported: &Imported) -> Vec<String> {
        let line = |one: &boardpack::snapshot::import::Repair| {
            let (action, rule) = (one.action.words(), one.rule.code());
            self.plain(&format!("{}:{} {action} {rule}: {}", one.file, one.line, one.words))
        };
        imported.repairs.iter().map(line).collect()
    }

    /// Those repairs that are not about what every small fixture lacks.
    fn telling(&self, imported: &Imported) -> Vec<String> {
        let lacking = [Rule::NoHeader, Rule::NoBirthDate].map(|rule| format!(" {}:", rule.code()));
        let mut repairs = self.repairs(imported);
        repairs.retain(|one| !lacking.iter().any(|words| one.contains(words)));
        repairs
    }

    fn warnings(&self, imported: &Imported) -> Vec<String> {
        imported.warnings.iter().map(|one| self.plain(&format!("{}: {}", one.code, one.message))).collect()
    }
}

/// Episodes as `child start end LS place-code`.
fn episodes(imported: &Imported) -> Vec<String> {
    let tables = &imported.tables;
    let line = |(at, one): (usize, &boardpack::snapshot::Episode)| {
        let end = one.end.map_or("open".to_owned(), |end| end.to_string());
        let reason = one.end_reason.as_deref().unwrap_or("-");
        let (status, placement) = (&tables.legal_statuses[at].code, &tables.placements[at].kind);
        format!("{} {} {end} {} {reason} {status} {placement}", one.person, one.start, one.start_reason)
    };
    tables.episodes.iter().enumerate().map(line).collect()
}
