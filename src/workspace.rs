//! The workspace of a council: its name, its own measures and templates, its snapshots and packs.
//!
//! Takes a folder with `boardpack.toml`; gives the settings, the catalogue, the templates in force and the council's
//! targets and words, or every fault in all of these files at once. Without a workspace the built-in measures and templates stand
//! alone.

mod council;
mod schema;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::action::Actions;
use crate::commentary::Commentary;
use crate::commitment::Commitments;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, nearest};
use crate::disclosure::{Partners, Policy};
use crate::fields::{Asked, Fields, FileReader, Located, Scalar};
use crate::kpi::{self, Catalogue, MeasureFile};
use crate::meeting::{self, Meeting};
use crate::rule::Rule;
use crate::target::{self, Targets};
use crate::template::{self, Template, TemplateFile};

pub use council::{Council, is_la_code, is_ons_code};
pub use schema::{schema, shape};

use council::BoardCalendar;

/// Name of the file that makes a folder a workspace.
pub const FILE_NAME: &str = "boardpack.toml";

/// A workspace, read.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Its folder; `None` for the built-ins alone.
    pub folder: Option<PathBuf>,
    /// Whose workspace it is.
    pub council: Council,
    /// Folder of the snapshots.
    pub snapshots: PathBuf,
    /// Folder of the packs.
    pub packs: PathBuf,
    /// File that the council keeps, with its own numbers for the opaque ids; `None` where the workspace names none.
    pub key: Option<PathBuf>,
    /// File of the ledger, which need not be there yet.
    pub ledger: PathBuf,
    /// The measures in force.
    pub catalogue: Catalogue,
    /// The templates in force.
    pub templates: Vec<Template>,
    /// What the council has decided about its measures.
    pub targets: Targets,
    /// What the strategies promise to do; `None` where the workspace keeps no track of it.
    pub commitments: Option<Commitments>,
    /// What is being done about the measures; `None` where the workspace keeps no track of it.
    pub actions: Option<Actions>,
    /// What people write about the figures.
    pub commentary: Commentary,
    /// What the council says at its open meeting; `None` where it has written nothing.
    pub meeting: Option<Meeting>,
    /// What the council has decided of its published packs.
    pub disclosure: Policy,
}

/// What `boardpack.toml` says.
#[derive(Debug, Default)]
struct Settings {
    council: Council,
    calendar: BoardCalendar,
    kpis: Option<Located<String>>,
    templates: Option<Located<String>>,
    snapshots: Option<Located<String>>,
    packs: Option<Located<String>>,
    key: Option<Located<String>>,
    ledger: Option<Located<String>>,
    params: Vec<(Located<String>, Located<String>, Scalar)>,
    rules: Vec<(Rule, u32)>,
    disclosure: Policy,
}

impl Workspace {
    /// The nearest folder from `start` upwards that holds `boardpack.toml`.
    pub fn find(start: &Path) -> Option<PathBuf> {
        start.ancestors().find(|folder| folder.join(FILE_NAME).is_file()).map(Path::to_owned)
    }

    /// Reads a workspace, or the built-ins alone; gives what is whole and every fault of the rest.
    pub fn read_all(folder: Option<&Path>) -> (Self, Diagnostics) {
        let mut faults = Diagnostics::new();
        let (settings, source) = match folder {
            Some(folder) => settings(folder, &mut faults),
            None => (Settings::default(), None),
        };
        let at = |path: &Option<Located<String>>, default: &str| -> PathBuf {
            let path = path.as_ref().map_or(default, |path| &path.value);
            folder.map_or_else(|| PathBuf::from(path), |folder| folder.join(path))
        };
        let mut measures = kpi::built_in_files();
        let mut templates = template::built_in_files();
        if let (Some(folder), Some(source)) = (folder, &source) {
            must_be_there(&settings, folder, source, &mut faults);
        }
        if folder.is_some() {
            own_measures(&at(&settings.kpis, "kpis"), &mut measures, &mut faults);
            own_templates(&at(&settings.templates, "report-templates"), &mut templates, &mut faults);
        }
        let (mut catalogue, found) = Catalogue::read_all(&measures);
        faults.extend(found);
        if let Some(source) = &source {
            set_params(&settings, source, &mut catalogue, &mut faults);
        }
        for (rule, value) in &settings.rules {
            catalogue.set_rule(*rule, *value);
        }
        let (mut templates, found) = template::read_all(&templates, &catalogue);
        faults.extend(found);
        if let Some(source) = &source {
            settings.calendar.apply(&mut templates, source, &mut faults);
        }
        let targets = folder.map_or_else(Targets::default, |folder| targets(folder, &catalogue, &mut faults));
        let written = folder.map_or_else(words::Written::default, |folder| {
            words::read(folder, &catalogue, &templates, settings.disclosure.k(), &mut faults)
        });
        let meeting = folder.and_then(|folder| meeting(folder, &templates, &mut faults));
        let workspace = Self {
            folder: folder.map(Path::to_owned),
            snapshots: at(&settings.snapshots, "snapshots"),
            packs: at(&settings.packs, "packs"),
            key: settings.key.is_some().then(|| at(&settings.key, "")),
            ledger: at(&settings.ledger, "ledger.sqlite"),
            council: settings.council,
            disclosure: settings.disclosure,
            catalogue,
            templates,
            targets,
            commitments: written.commitments,
            actions: written.actions,
            commentary: written.commentary,
            meeting,
        };
        (workspace, faults)
    }

    /// Reads a workspace, or the built-ins alone.
    ///
    /// # Errors
    /// Every fault of every file of it.
    pub fn read(folder: Option<&Path>) -> Result<Self, Diagnostics> {
        let (workspace, faults) = Self::read_all(folder);
        faults.or(workspace)
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    if error.kind() == std::io::ErrorKind::InvalidData {
        let place = Place::File(path.display().to_string());
        return Diagnostic::error("workspace::not-utf-8", place, "is not text in UTF-8")
            .hint("save it again from the editor with the encoding UTF-8");
    }
    Diagnostic::error(
        "workspace::unreadable",
        Place::File(path.display().to_string()),
        format!("cannot be read: {error}"),
    )
    .hint("check that the file is there and may be read")
}

fn settings(folder: &Path, faults: &mut Diagnostics) -> (Settings, Option<Arc<Source>>) {
    let path = folder.join(FILE_NAME);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            faults.push(unreadable(&path, &error));
            return (Settings::default(), None);
        }
    };
    let source = Source::new(path.display().to_string(), text);
    let (settings, found) = FileReader::new(Arc::clone(&source)).read(read_settings);
    faults.extend(found);
    (settings, Some(source))
}

fn read_settings(fields: &Fields<'_>) -> Settings {
    let mut settings = Settings {
        council: council::read(fields),
        disclosure: disclosure(fields),
        calendar: BoardCalendar::read(fields),
        ..Settings::default()
    };
    if let Some(paths) = fields.table("paths") {
        let text =
            |key| paths.text_that_says(key, "name a folder, from the workspace's own, or leave it out");
        settings.kpis = text("kpis");
        settings.templates = text("report-templates");
        settings.snapshots = text("snapshots");
        settings.packs = text("packs");
        settings.key =
            paths.text_that_says("key", "name the file, from the workspace's own folder, or leave it out");
        settings.ledger =
            paths.text_that_says("ledger", "name a file, from the workspace's own folder, or leave it out");
        paths.refuse_unknown();
    }
    if let Some(params) = fields.table("params") {
        for measure in params.keys() {
            let Some(table) = params.table(&measure.value) else { continue };
            for name in table.keys() {
                if let Some(value) = table.scalar(&name.value) {
                    settings.params.push((measure.clone(), name, value.value));
                }
            }
        }
    }
    if let Some(rules) = fields.table("rules") {
        for rule in Rule::ALL {
            let Some(value) = rules.integer(rule.name()) else { continue };
            let (least, most) = rule.bounds();
            match u32::try_from(value.value).ok().filter(|value| (least..=most).contains(value)) {
                Some(value) => settings.rules.push((rule, value)),
                None => {
                    let fault = format!("`{}` cannot be {}", rule.name(), value.value);
                    let hint = format!("{}: a whole number from {least} to {most}", rule.words());
                    rules.fault("workspace::rule", value.span, fault).hint(hint);
                }
            }
        }
        rules.refuse_unknown();
    }
    settings
}

/// Reads the table `disclosure`: from which count on published packs show one, and what partner agencies see.
fn disclosure(fields: &Fields<'_>) -> Policy {
    let usual = Policy::default();
    let Some(table) = fields.table("disclosure") else { return usual };
    let (least, most) = Policy::BOUNDS;
    let k = table.integer("k").and_then(|k| {
        let known = u8::try_from(k.value).ok().filter(|value| (least..=most).contains(value));
        if known.is_none() {
            let hint = format!(
                "counts from 1 to it are hidden in published packs: a whole number from {least} to {most}"
            );
            table
                .fault("workspace::disclosure", k.span, format!("`disclosure.k` cannot be {}", k.value))
                .hint(hint);
        }
        known
    });
    let partners = table.one_of("partners", &Partners::ALL).map(|choice| choice.value).unwrap_or_default();
    table.refuse_unknown();
    Policy::new(k.unwrap_or(usual.k()), partners).unwrap_or(usual)
}

/// Every field that reading `boardpack.toml` asks for: what the file's schema must tell of.
pub fn asked(source: &Arc<Source>) -> Asked {
    FileReader::new(Arc::clone(source)).asked(read_settings)
}

/// Makes a folder of own files that the settings name and that is not there a fault: the files would be left out
/// without a word. The default folders may be absent, since a workspace need not have files of its own.
fn must_be_there(settings: &Settings, folder: &Path, source: &Arc<Source>, faults: &mut Diagnostics) {
    let named = [(&settings.kpis, "kpis"), (&settings.templates, "report-templates")];
    for (path, default) in named {
        let Some(path) = path else { continue };
        if path.value != default && !folder.join(&path.value).is_dir() {
            faults.push(
                Diagnostic::error(
                    "workspace::no-folder",
                    Place::Span(Arc::clone(source), path.span.clone()),
                    format!("there is no folder `{}`", path.value),
                )
                .hint("make it, or leave the field out where the workspace has no files of its own"),
            );
        }
    }
}

fn set_params(
    settings: &Settings,
    source: &Arc<Source>,
    catalogue: &mut Catalogue,
    faults: &mut Diagnostics,
) {
    for (measure, name, value) in &settings.params {
        let at = |one: &Located<String>| Place::Span(Arc::clone(source), one.span.clone());
        if !catalogue.names().any(|id| id == measure.value) {
            let hint = match catalogue.nearest(&measure.value) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`boardpack list` names the measures".to_owned(),
            };
            faults.push(
                Diagnostic::error(
                    "workspace::unknown-measure",
                    at(measure),
                    format!("no measure `{}`", measure.value),
                )
                .hint(hint),
            );
        } else if let Err(known) = catalogue.set_param(&measure.value, &name.value, value.clone()) {
            let hint = match nearest(&name.value, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "the measure has no parameters".to_owned(),
                None => format!("its parameters are {}", known.join(", ")),
            };
            faults.push(
                Diagnostic::error(
                    "workspace::unknown-param",
                    at(name),
                    format!("`{}` has no parameter `{}`", measure.value, name.value),
                )
                .hint(hint),
            );
        }
    }
}

/// What `targets.toml` says; a workspace without one has decided nothing.
fn targets(folder: &Path, catalogue: &Catalogue, faults: &mut Diagnostics) -> Targets {
    let Some(source) = optional(&folder.join(target::FILE_NAME), faults) else { return Targets::default() };
    let (targets, found) = target::read_all(&source, catalogue);
    faults.extend(found);
    targets
}

/// A file that a workspace may have; `None` where it has none, and where it cannot be read, which is a fault.
fn optional(path: &Path, faults: &mut Diagnostics) -> Option<Arc<Source>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Some(Source::new(path.display().to_string(), text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            faults.push(unreadable(path, &error));
            None
        }
    }
}

/// What `open-meeting.toml` says; a workspace without one has written nothing.
fn meeting(folder: &Path, templates: &[Template], faults: &mut Diagnostics) -> Option<Meeting> {
    let path = folder.join(meeting::FILE_NAME);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let topics: Vec<&str> =
                templates.iter().flat_map(Template::topics).map(|topic| topic.id.as_str()).collect();
            let explained: Vec<&str> = templates.iter().flat_map(Template::explained).collect();
            let source = Source::new(path.display().to_string(), text);
            let (meeting, found) = meeting::read_all(&source, &topics, &explained);
            faults.extend(found);
            meeting
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            faults.push(unreadable(&path, &error));
            None
        }
    }
}

/// Adds a workspace's own measure files, in the order of their folders and names. One that lies in no strategy's folder
/// is added too: the catalogue makes it a fault, beside those of its text.
fn own_measures(folder: &Path, files: &mut Vec<MeasureFile>, faults: &mut Diagnostics) {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.retain(|path| path.is_dir());
    folders.push(folder.to_owned());
    folders.sort();
    for path in folders {
        let strategy = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for (id, source) in toml_files(&path, faults) {
            files.push(MeasureFile { strategy: strategy.clone(), id, source });
        }
    }
}

fn own_templates(folder: &Path, files: &mut Vec<TemplateFile>, faults: &mut Diagnostics) {
    for (id, source) in toml_files(folder, faults) {
        files.push(TemplateFile { id, source });
    }
}

/// The TOML files of a folder by name; a folder that is not there has none.
fn toml_files(folder: &Path, faults: &mut Diagnostics) -> Vec<(String, Arc<Source>)> {
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            faults.push(unreadable(folder, &error));
            return Vec::new();
        }
    };
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let Some(id) = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()) else { continue };
        match std::fs::read_to_string(&path) {
            Ok(text) => files.push((id, Source::new(path.display().to_string(), text))),
            Err(error) => faults.push(unreadable(&path, &error)),
        }
    }
    files
}
