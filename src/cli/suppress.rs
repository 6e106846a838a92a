//! `boardpack suppress`: which cells of a table to hide.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};

use super::answer::{self, Answer, AttackerName};
use super::failure::Failure;
use super::format::Format;
use super::{pipeline, print};
use crate::diagnostic::Diagnostics;
use crate::disclosure::file::Table;
use crate::disclosure::{Interval, Rule, Sight, Standing, Unprotected, protect};

#[derive(Debug, ClapArgs)]
#[command(after_help = "A table, or a list of tables, as JSON:
  {\"rows\": [\"boys\", \"girls\"], \"cols\": [\"under 10\", \"10 and over\"], \"values\": [[3, 20], [6, 15]],
   \"totals_published\": \"both\"}
or any cells and the sums between them:
  {\"true_values\": {\"met\": 38, \"not met\": 3, \"all\": 41},
   \"identities\": [{\"coef\": {\"met\": 1, \"not met\": 1, \"all\": -1}, \"lo\": 0, \"hi\": 0}]}
Row and column totals are cells too: \"boys|Total\", \"Total|under 10\", \"Total|Total\".
The answer: {\"primary\": [..], \"secondary\": [..], \"intervals\": {\"boys|under 10\": [1, 8], ..}};
null stands for no end.
No hidden cell can be worked out exactly, and every primary one keeps 3 possible values at least.
Where that cannot be reached the whole table is hidden, and the exit code is 4.")]
pub(super) struct Args {
    /// The table, as JSON
    #[arg(value_name = "TABLE.json")]
    table: PathBuf,
    /// Counts from 1 to this are hidden; 1 to 9 [default: the workspace's `[disclosure] k`, else 5]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(i64).range(1..=9))]
    k: Option<i64>,
    /// What the attacker knows
    #[arg(long, value_enum, default_value_t = AttackerName::Rule)]
    attacker: AttackerName,
    /// What the choice of secondary cells may look at
    #[arg(long, value_enum, default_value_t = SightName::Counts)]
    choose_by: SightName,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SightName {
    /// The counts: hides the fewest cells
    Counts,
    /// Size classes alone: hides more cells, and which they are tells nothing about the counts
    Classes,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let k = match args.k {
        Some(k) => k,
        None => i64::from(pipeline::read_workspace(workspace)?.disclosure.k()),
    };
    let brought = answer::read(&args.table, k)?;
    let rule = Rule {
        k,
        attacker: args.attacker.attacker(),
        sight: match args.choose_by {
            SightName::Counts => Sight::Counts,
            SightName::Classes => Sight::Classes,
        },
    };
    let mut faults = Diagnostics::new();
    let mut unprotected = Vec::new();
    let mut answers = Vec::new();
    for table in &brought.tables {
        match protect(&table.system, &standing(table), &rule) {
            Ok(pattern) => {
                let besides = pattern.hidden.iter().zip(&pattern.primary);
                let secondary: Vec<bool> = besides.map(|(hidden, primary)| *hidden && !primary).collect();
                answers.push(Answer::new(
                    table.id.clone(),
                    &table.system,
                    &pattern.primary,
                    &secondary,
                    &pattern.intervals,
                ));
            }
            Err(Unprotected::OutOfReach(cells)) => {
                let which = table.id.as_ref().map_or_else(String::new, |id| format!("{id}: "));
                unprotected.push(format!(
                    "{which}hiding further cells does not protect {}: the whole table is hidden",
                    cells.join(", ")
                ));
                answers.push(whole(table, k));
            }
            Err(Unprotected::Audit(error)) => {
                faults.extend(answer::fault(
                    &args.table,
                    table.id.as_deref(),
                    error,
                    "check the counts and the bounds",
                ));
            }
        }
    }
    if faults.has_errors() {
        return Err(Failure::Faults(faults));
    }
    print(&answer::write(&answers, brought.is_list, args.format))?;
    if unprotected.is_empty() { Ok(()) } else { Err(Failure::Disclosure(unprotected.join("\nerror: "))) }
}

/// What may be done with each cell: a file that says what is published withholds the rest.
fn standing(table: &Table) -> Vec<Standing> {
    let hidden = table.hidden();
    let of = |hidden: bool| if table.withholds && hidden { Standing::Hidden } else { Standing::Open };
    hidden.into_iter().map(of).collect()
}

/// The answer of a table that is hidden as a whole, its zeros too: nothing is left to work anything out from.
fn whole(table: &Table, k: i64) -> Answer {
    let primary: Vec<bool> = table.system.cells.iter().map(|cell| cell.is_primary(k)).collect();
    let secondary: Vec<bool> = primary.iter().map(|primary| !primary).collect();
    let intervals: Vec<Option<Interval>> = table
        .system
        .cells
        .iter()
        .map(|cell| Some(Interval { low: cell.low.unwrap_or(0), high: cell.high }))
        .collect();
    Answer::new(table.id.clone(), &table.system, &primary, &secondary, &intervals)
}
