//! `boardpack catalogue`: the measure dictionary.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use serde_json::json;

use super::failure::Failure;
use super::listing::{Listed, listing};
use super::{pipeline, print};
use crate::dictionary::{dictionary, html, markdown};
use crate::write::{FileSet, MANIFEST};

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The folder to write measures.html and measures.md into
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(workspace: Option<&Path>, args: &Args) -> Result<(), Failure> {
    let workspace = pipeline::read_workspace(workspace)?;
    let dictionary = dictionary(&workspace.catalogue, workspace.council.name.as_deref());
    let inputs = json!({ "program": env!("CARGO_PKG_VERSION"), "measures": workspace.catalogue.len() });
    let mut set = FileSet::new();
    let mut files = Vec::new();
    for (name, text) in [("measures.html", html(&dictionary)), ("measures.md", markdown(&dictionary))] {
        files.push(Listed::new(args.out.join(name), text.len()));
        set = set.with(name, text);
    }
    files.push(Listed::new(args.out.join(MANIFEST), set.manifest(&inputs).len()));
    set.write(&args.out, &inputs).map_err(|error| Failure::Io(error.to_string()))?;
    print(&listing(&files))
}
