//! What people write: promises of the strategies, actions, texts about the figures.

mod actions;
mod lint;
mod promises;
mod texts;

use std::path::Path;
use std::sync::LazyLock;

use boardpack::commentary::{Commentary, NoteFile, read_all};
use boardpack::diagnostic::{Diagnostics, Source};
use boardpack::kpi::Catalogue;
use boardpack::workspace::Workspace;

/// The example council's workspace.
static EXAMPLE: LazyLock<Workspace> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bromley");
    Workspace::read(Some(&folder)).unwrap_or_else(|faults| panic!("{}", faults.render(false)))
});

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::built_in().expect("the built-in measures"));

/// A text of 2018-19-Q4 about a priority, read.
fn read(about: &str, body: &str) -> (Commentary, Diagnostics) {
    let text =
        format!("+++\nabout = \"{about}\"\nauthor = \"Head of Service\"\ndate = 2019-04-12\n+++\n\n{body}");
    let file = NoteFile { folder: "2018-19-Q4".to_owned(), source: Source::new("a.md", text) };
    read_all(&[file], &CATALOGUE, &["smt"])
}
