//! `boardpack attack`: what can be worked out of a table's hidden cells.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::answer::{self, Answer, AttackerName};
use super::failure::Failure;
use super::format::Format;
use super::print;
use crate::diagnostic::Diagnostics;
use crate::disclosure::audit;

/// Counts up to this are primary where a file says only what is published.
const K: i64 = 5;

#[derive(Debug, ClapArgs)]
#[command(after_help = "A table, or a list of tables, as JSON:
  {\"rows\": [\"boys\", \"girls\"], \"cols\": [\"under 10\", \"10 and over\"], \"values\": [[3, 20], [6, 15]],
   \"totals_published\": \"both\", \"primary\": [\"boys|under 10\"], \"secondary\": [\"boys|10 and over\"]}
or any cells and the sums between them:
  {\"true_values\": {\"met\": 38, \"not met\": 3, \"all\": 41}, \"published\": [\"met\", \"all\"],
   \"identities\": [{\"coef\": {\"met\": 1, \"not met\": 1, \"all\": -1}, \"lo\": 0, \"hi\": 0}]}
Row and column totals are cells too: \"boys|Total\", \"Total|under 10\", \"Total|Total\".
The answer: {\"primary\": [..], \"secondary\": [..], \"intervals\": {\"boys|under 10\": [3, 3], ..}};
null stands for no end.")]
pub(super) struct Args {
    /// The table, as JSON
    #[arg(value_name = "TABLE.json")]
    table: PathBuf,
    /// What the attacker knows
    #[arg(long, value_enum, default_value_t = AttackerName::Rule)]
    attacker: AttackerName,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let brought = answer::read(&args.table, K)?;
    let mut faults = Diagnostics::new();
    let mut answers = Vec::new();
    for table in &brought.tables {
        match audit(&table.system, &table.hidden(), args.attacker.attacker()) {
            Ok(intervals) => answers.push(Answer::new(
                table.id.clone(),
                &table.system,
                &table.primary,
                &table.secondary,
                &intervals,
            )),
            Err(error) => faults.extend(answer::fault(
                &args.table,
                table.id.as_deref(),
                error,
                "check the hidden cells and the bounds; a hidden true zero contradicts `--attacker rule`",
            )),
        }
    }
    if faults.has_errors() {
        return Err(Failure::Faults(faults));
    }
    print(&answer::write(&answers, brought.is_list, args.format))
}
