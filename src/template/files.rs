//! Templates compiled into the program, and a council's own.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::{Template, parse};
use crate::diagnostic::{Diagnostics, Source};
use crate::kpi::Catalogue;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/report-templates");

/// A template file: its id and its text.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// The file's name without its ending.
    pub id: String,
    /// Text and name.
    pub source: Arc<Source>,
}

/// The templates compiled into the program, in the order of their names.
pub fn built_in_files() -> Vec<TemplateFile> {
    let mut files: Vec<TemplateFile> = BUILT_IN
        .files()
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|file| {
            Some(TemplateFile {
                id: file.path().file_stem()?.to_str()?.to_owned(),
                source: Source::new(
                    format!("report-templates/{}", file.path().display()),
                    file.contents_utf8()?,
                ),
            })
        })
        .collect();
    files.sort_by(|a, b| a.id.cmp(&b.id));
    files
}

/// Reads templates; a later file with the id of an earlier one replaces it.
///
/// # Errors
/// Every fault of every file.
pub fn read(files: &[TemplateFile], catalogue: &Catalogue) -> Result<Vec<Template>, Diagnostics> {
    let (templates, faults) = read_all(files, catalogue);
    faults.or(templates)
}

/// Reads templates: those that are whole, and every fault of the others.
pub fn read_all(files: &[TemplateFile], catalogue: &Catalogue) -> (Vec<Template>, Diagnostics) {
    let mut faults = Diagnostics::new();
    let mut templates: Vec<Template> = Vec::new();
    for file in files {
        let (template, found) = parse::template(&file.id, &file.source, catalogue);
        faults.extend(found);
        if let Some(template) = template {
            templates.retain(|one| one.id != template.id);
            templates.push(template);
        }
    }
    (templates, faults)
}
