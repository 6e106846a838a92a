//! What `suppress` and `attack` say of a table: which cells are hidden, and what is left of them.

use std::collections::BTreeMap;
use std::path::Path;

use clap::ValueEnum;
use comfy_table::{Table, presets};
use serde_json::{Map, Value, json};

use super::failure::Failure;
use super::format::Format;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};
use crate::disclosure::file::{self, Brought};
use crate::disclosure::{Attacker, Interval, System};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum AttackerName {
    /// Knows that counts are 0 or more
    Nonnegative,
    /// Knows besides that true zeros are printed, so that a hidden count is 1 or more
    Rule,
}

impl AttackerName {
    pub(super) fn attacker(self) -> Attacker {
        match self {
            Self::Nonnegative => Attacker::Nonnegative,
            Self::Rule => Attacker::Rule,
        }
    }
}

/// Reads the tables of a file.
pub(super) fn read(path: &Path, k: i64) -> Result<Brought, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Failure::Io(format!("cannot read {name}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let fault =
            Diagnostic::error("json::encoding", Place::File(name.clone()), "the file is not text in UTF-8");
        Failure::Faults(fault.hint("save it as UTF-8").into())
    })?;
    file::read(Source::new(name, text), k).map_err(Failure::Faults)
}

/// What is said of one table.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) id: Option<String>,
    pub(super) primary: Vec<String>,
    pub(super) secondary: Vec<String>,
    pub(super) intervals: BTreeMap<String, Interval>,
    /// Cells of the table, hidden or not.
    pub(super) cells: usize,
}

impl Answer {
    /// Of a system's cells that are hidden.
    pub(super) fn new(
        id: Option<String>,
        system: &System,
        primary: &[bool],
        secondary: &[bool],
        intervals: &[Option<Interval>],
    ) -> Self {
        let named = |marks: &[bool]| {
            let cells = system.cells.iter().zip(marks).filter(|(_, marked)| **marked);
            let mut names: Vec<String> = cells.map(|(cell, _)| cell.name.clone()).collect();
            names.sort();
            names
        };
        let open = system.cells.iter().zip(intervals);
        Self {
            id,
            primary: named(primary),
            secondary: named(secondary),
            intervals: open.filter_map(|(cell, interval)| Some((cell.name.clone(), (*interval)?))).collect(),
            cells: system.cells.len(),
        }
    }

    fn json(&self, with_id: bool) -> Value {
        let intervals: Map<String, Value> = self
            .intervals
            .iter()
            .map(|(name, interval)| (name.clone(), json!([interval.low, interval.high])))
            .collect();
        let mut value =
            json!({ "primary": self.primary, "secondary": self.secondary, "intervals": intervals });
        if with_id && let (Some(id), Some(object)) = (&self.id, value.as_object_mut()) {
            object.insert("id".to_owned(), json!(id));
        }
        value
    }

    fn table(&self) -> String {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING);
        table.set_header(["cell", "hidden as", "can be"]);
        for (name, interval) in &self.intervals {
            let kind = if self.primary.binary_search(name).is_ok() { "primary" } else { "secondary" };
            let range = match interval.high {
                Some(high) if high == interval.low => format!("{high}, worked out exactly"),
                Some(high) => format!("{} to {high}", interval.low),
                None => format!("{} or more", interval.low),
            };
            table.add_row([name.clone(), kind.to_owned(), range]);
        }
        let lines: Vec<String> = table.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
        let title = self.id.as_ref().map_or_else(String::new, |id| format!("{id}\n"));
        let hidden = self.primary.len() + self.secondary.len();
        let sum = format!(
            "{hidden} of {} cells hidden: {} primary, {} secondary",
            self.cells,
            self.primary.len(),
            self.secondary.len()
        );
        if self.intervals.is_empty() {
            format!("{title}{sum}\n")
        } else {
            format!("{title}{}\n{sum}\n", lines.join("\n"))
        }
    }
}

/// The answers in the format asked for: one, or a list with ids where the file was a list.
pub(super) fn write(answers: &[Answer], is_list: bool, format: Format) -> String {
    match format {
        Format::Json => {
            let mut values: Vec<Value> = answers.iter().map(|answer| answer.json(is_list)).collect();
            let value = match values.pop() {
                Some(only) if !is_list => only,
                Some(last) => Value::Array(values.into_iter().chain([last]).collect()),
                None => Value::Array(values),
            };
            format!("{value:#}\n")
        }
        Format::Text => answers.iter().map(Answer::table).collect::<Vec<_>>().join("\n"),
    }
}

/// A fault that concerns a table as a whole.
pub(super) fn fault(path: &Path, id: Option<&str>, error: impl std::fmt::Display, hint: &str) -> Diagnostics {
    let which = id.map_or_else(String::new, |id| format!("{id}: "));
    let place = Place::File(path.display().to_string());
    Diagnostic::error("table::audit", place, format!("{which}{error}")).hint(hint).into()
}
