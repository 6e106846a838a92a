//! `boardpack check`: every fault in measure files, templates and the workspace at once.

use std::path::Path;
use std::sync::Arc;

use clap::{Args as ClapArgs, ValueEnum};

use super::failure::Failure;
use super::progress::Progress;
use super::{pipeline, print};
use crate::compute::{run_examples_of, verify};
use crate::diagnostic::{Place, Severity, Source};
use crate::workspace::Workspace;

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading, with the lines of the files
    Text,
    /// For an editor: a list of faults with file, line, column, code and hint
    Json,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let progress = Progress::start();
    progress.say("checking");
    let folder = pipeline::workspace_folder(workspace)?;
    let (workspace, mut faults) = Workspace::read_all(folder.as_deref());
    faults.extend(
        verify(&workspace.catalogue)
            .map_err(|error| Failure::Io(format!("the check could not be made: {error}")))?,
    );
    // An example of a file with faults would only say so again.
    let faulty: Vec<Arc<Source>> = faults
        .iter()
        .filter_map(|one| match &one.place {
            Place::Span(source, _) if one.severity == Severity::Error => Some(Arc::clone(source)),
            _ => None,
        })
        .collect();
    let sound = workspace.catalogue.measures().filter(|one| !faulty.contains(&one.source));
    faults.extend(run_examples_of(sound));
    drop(progress);
    match args.format {
        Format::Json => {
            print(&format!("{:#}\n", faults.to_json()))?;
            if faults.has_errors() { Err(Failure::Told) } else { Ok(()) }
        }
        Format::Text if faults.has_errors() => Err(Failure::Faults(faults)),
        Format::Text => {
            let examples: usize = workspace.catalogue.measures().map(|measure| measure.examples.len()).sum();
            print(&format!(
                "{}{} measures with {examples} worked examples and {}: no fault\n",
                faults.render(false),
                workspace.catalogue.len(),
                match workspace.templates.len() {
                    1 => "1 template".to_owned(),
                    several => format!("{several} templates"),
                }
            ))
        }
    }
}
