//! `boardpack list`: the measures, and the tables that they can read.

use std::path::Path;

use clap::Args as ClapArgs;
use comfy_table::{Table, presets};

use super::failure::Failure;
use super::{pipeline, print};
use crate::kpi::Tier;
use crate::snapshot::{Image, contract};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// List the tables and populations that a measure can read, with their columns
    #[arg(long)]
    tables: bool,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    if args.tables {
        return print(&tables()?);
    }
    let workspace = pipeline::read_workspace(workspace)?;
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["id", "tier", "form", "basis", "answers", "title"]);
    for measure in workspace.catalogue.measures() {
        let answers: Vec<&str> = measure.answers.iter().map(|answer| answer.value.as_str()).collect();
        let tier = Tier::ALL.iter().find(|(_, tier)| *tier == measure.tier).map_or("", |(name, _)| name);
        table.add_row([
            measure.id.clone(),
            tier.to_owned(),
            measure.form.name().to_owned(),
            measure.rows.basis.name().to_owned(),
            if answers.is_empty() { "context".to_owned() } else { answers.join(" ") },
            measure.title.clone(),
        ]);
    }
    let lines: Vec<String> = table.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
    print(&format!("{}\n\n{} measures\n", lines.join("\n"), workspace.catalogue.len()))
}

fn tables() -> Result<String, Failure> {
    let image = Image::empty().map_err(|error| Failure::Io(error.to_string()))?;
    let mut text = String::from("Populations: what a measure's `rows.of` can name\n");
    for population in image.populations() {
        text += &format!("\n{}\n  {}\n", population.name, population.columns.join(", "));
    }
    text += "\nTables of the snapshot: what an expression can read through a subquery\n";
    for table in contract::tables() {
        text += &format!("\n{}: {}\n", table.name, table.words);
        for column in &table.columns {
            text += &format!("  {:<40} {}\n", column.name, column.words);
        }
    }
    text += "\nDerived tables\n";
    for name in image.tables() {
        if contract::table(name).is_none() && image.population(name).is_none() {
            text += &format!("\n{name}\n");
        }
    }
    Ok(text)
}
