//! `boardpack schema`: the JSON Schema of the files that a user writes, for editors, and the tables of a snapshot.

use clap::{Args as ClapArgs, ValueEnum};

use super::failure::Failure;
use super::print;
use crate::snapshot::contract;
use crate::{action, commitment, kpi, meeting, template, workspace};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Of which file
    #[arg(value_enum)]
    file: File,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum File {
    /// A measure: kpis/STRATEGY/ID.toml
    Measure,
    /// A report template: report-templates/ID.toml
    Template,
    /// The workspace: boardpack.toml
    Workspace,
    /// The strategies' promises: commitments.toml
    Commitments,
    /// What is being done about the measures: actions.toml
    Actions,
    /// Texts for the open meeting: open-meeting.toml
    OpenMeeting,
    /// A snapshot's tables, every column with its meaning: SQL, for whoever makes one by other means than `import`
    Snapshot,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let schema = match args.file {
        File::Measure => kpi::schema(),
        File::Template => template::schema(),
        File::Workspace => workspace::schema(),
        File::Commitments => commitment::schema(),
        File::Actions => action::schema(),
        File::OpenMeeting => meeting::schema(),
        File::Snapshot => return print(contract::SQL),
    };
    print(&format!("{schema:#}\n"))
}
