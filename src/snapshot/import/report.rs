//! The report of an import, as text for people and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::repair::{Action, Repair, Rule};
use super::{Imported, ReturnSummary};
use crate::calendar::long_date;

/// Longest line of a text report.
const WIDTH: usize = 110;

/// How much of the repairs a text report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Every row.
    Rows,
    /// Each rule with its count only.
    Counts,
}

impl Imported {
    /// How many rows were not read.
    pub fn refused(&self) -> usize {
        self.repairs.iter().filter(|one| one.action == Action::Refused).count()
    }

    /// Repairs of one rule.
    pub fn by_rule(&self, rule: Rule) -> impl Iterator<Item = &Repair> {
        self.repairs.iter().filter(move |one| one.rule == rule)
    }

    /// The report as text: each return in figures, the files, then every repair by rule, file and line.
    /// Faults of whole files are in `warnings`, which the caller draws.
    pub fn text(&self, detail: Detail) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{} as at {}", self.meta.source, long_date(self.meta.as_at));
        if let Some(authority) = &self.authority {
            let _ =
                writeln!(out, "authority: {authority}; rows of others left out: {}", self.other_authorities);
        }
        out.push('\n');
        self.write_returns(&mut out);
        let unread: Vec<String> = self
            .warnings
            .iter()
            .filter(|one| matches!(one.code, "import::not-imported" | "import::unrecognised-file"))
            .filter_map(|one| match &one.place {
                crate::diagnostic::Place::File(file) => Some(format!("  {file}: {}\n", one.message)),
                _ => None,
            })
            .collect();
        if !unread.is_empty() {
            let _ = write!(out, "\nFiles not imported\n{}", unread.concat());
        }
        let _ = writeln!(out, "\nRows of the snapshot");
        for (table, rows) in self.tables.row_counts().into_iter().filter(|(_, rows)| *rows > 0) {
            let _ = writeln!(out, "  {rows:>7}  {table}");
        }
        self.write_repairs(detail, &mut out);
        out
    }

    fn write_returns(&self, out: &mut String) {
        let _ = writeln!(out, "Each return on its own at the end of its year, nothing cut");
        let _ = writeln!(
            out,
            "  return   episodes  open episodes  looked after  without V3/V4  started  ceased  3+ placements  continuously / in the year"
        );
        for one in &self.summaries {
            let ReturnSummary { year, episodes, open_episodes, looked_after, .. } = one;
            let _ = writeln!(
                out,
                "  {year}  {episodes:>8}  {open_episodes:>13}  {looked_after:>12}  {:>13}  {:>7}  {:>6}  {:>13}  {:>12} / {}",
                one.without_short_breaks,
                one.started,
                one.ceased,
                one.three_or_more_placements,
                one.continuously,
                one.in_year
            );
        }
        for one in &self.summaries {
            let _ = writeln!(
                out,
                "  {} is {}, year known {}; read: {}",
                one.year,
                one.folder,
                one.year_known,
                one.files.join(", ")
            );
        }
    }

    fn write_repairs(&self, detail: Detail, out: &mut String) {
        let _ = writeln!(
            out,
            "\nRepairs, refusals and doubts: {}, of them {} refused",
            self.repairs.len(),
            self.refused()
        );
        for rule in Rule::ALL {
            let own: Vec<&Repair> = self.by_rule(*rule).collect();
            if own.is_empty() {
                continue;
            }
            let _ = writeln!(out, "  {} {}: {}", own.len(), rule.code(), rule.title());
            if detail == Detail::Rows {
                write_rows(&own, out);
            }
        }
        let clean: Vec<&str> = Rule::AUDITS
            .iter()
            .filter(|rule| self.by_rule(**rule).next().is_none())
            .map(|rule| rule.code())
            .collect();
        if !clean.is_empty() {
            let _ = writeln!(out, "  0 {}", clean.join(", "));
        }
    }

    /// The report as JSON: `as_at`, `source`, `authority`, `returns`, `warnings`, `repairs`, `tables`.
    pub fn to_json(&self) -> Value {
        let tables: serde_json::Map<String, Value> = self
            .tables
            .row_counts()
            .into_iter()
            .map(|(table, rows)| (table.to_owned(), json!(rows)))
            .collect();
        json!({
            "as_at": self.meta.as_at.to_string(),
            "full_history_from": self.meta.full_history_from.to_string(),
            "council": self.meta.council,
            "source": self.meta.source,
            "authority": self.authority,
            "rows_of_other_authorities": self.other_authorities,
            "returns": self.summaries,
            "tables": tables,
            "warnings": self.warnings.to_json(),
            "repairs": self.repairs,
        })
    }
}

/// Rules whose rows are so many and so alike that their lines are enough; the JSON report has the words.
fn is_plain(rule: Rule) -> bool {
    matches!(rule, Rule::Replaced | Rule::ReasonWithoutEnd | Rule::AfterAsAt)
}

fn write_rows(own: &[&Repair], out: &mut String) {
    if !own.first().is_some_and(|one| is_plain(one.rule)) {
        for one in own {
            let _ = writeln!(out, "      {}:{} {}: {}", one.file, one.line, one.action.words(), one.words);
        }
        return;
    }
    let mut files: BTreeMap<(Action, &str), Vec<u64>> = BTreeMap::new();
    for one in own {
        files.entry((one.action, &one.file)).or_default().push(one.line);
    }
    for ((action, file), lines) in files {
        let _ = writeln!(out, "      {file}, {} lines {}:", lines.len(), action.words());
        let mut line = String::from("       ");
        for number in lines {
            let word = format!(" {number}");
            if line.len() + word.len() > WIDTH {
                out.push_str(&line);
                out.push('\n');
                line = String::from("       ");
            }
            line.push_str(&word);
        }
        out.push_str(&line);
        out.push('\n');
    }
}
