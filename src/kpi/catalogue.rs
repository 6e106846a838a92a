//! All measures, the built-in ones and a council's own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

use super::{Measure, STRATEGIES, Strategy, parse};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, nearest};
use crate::fields::Scalar;
use crate::rule::{Rule, Rules};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/kpis");

/// A measure file: the folder it lies in, its id, its text.
#[derive(Debug, Clone)]
pub struct MeasureFile {
    /// `children-looked-after` or `care-leavers`.
    pub strategy: String,
    /// The file's name without its ending.
    pub id: String,
    /// Text and name.
    pub source: Arc<Source>,
}

/// A file and what the reader makes of it.
struct Read {
    file: MeasureFile,
    measure: Option<Measure>,
    faults: Diagnostics,
}

/// The built-in files, in the order of their names, read once a run: every catalogue stands on them.
static BUILT_IN_READ: LazyLock<Vec<Read>> = LazyLock::new(|| {
    let mut files: Vec<MeasureFile> = BUILT_IN
        .dirs()
        .flat_map(|folder| folder.files().map(move |file| (folder, file)))
        .filter(|(_, file)| file.path().extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|(folder, file)| {
            Some(MeasureFile {
                strategy: folder.path().file_name()?.to_str()?.to_owned(),
                id: file.path().file_stem()?.to_str()?.to_owned(),
                source: Source::new(format!("kpis/{}", file.path().display()), file.contents_utf8()?),
            })
        })
        .collect();
    files.sort_by(|a, b| (&a.strategy, &a.id).cmp(&(&b.strategy, &b.id)));
    files
        .into_iter()
        .map(|file| {
            let (measure, faults) = parse::measure(&file.id, strategy_of(&file), &file.source);
            Read { file, measure, faults }
        })
        .collect()
});

/// The measure files compiled into the program, in the order of their names.
pub fn built_in_files() -> Vec<MeasureFile> {
    BUILT_IN_READ.iter().map(|one| one.file.clone()).collect()
}

/// The strategy in whose folder a file lies; of one that lies in no strategy's folder the first, to read the rest of it.
fn strategy_of(file: &MeasureFile) -> Strategy {
    STRATEGIES.into_iter().find(|one| one.id == file.strategy).unwrap_or(STRATEGIES[0])
}

/// What the reader made of a file that is compiled into the program; `None` for any other.
fn built_in(file: &MeasureFile) -> Option<&'static Read> {
    BUILT_IN_READ.iter().find(|one| {
        Arc::ptr_eq(&one.file.source, &file.source)
            && (&one.file.strategy, &one.file.id) == (&file.strategy, &file.id)
    })
}

/// The measure of a file, where it can be read, and the faults of its text.
fn read(file: &MeasureFile) -> (Option<Measure>, Diagnostics) {
    match built_in(file) {
        Some(known) => (known.measure.clone(), known.faults.clone()),
        None => parse::measure(&file.id, strategy_of(file), &file.source),
    }
}

/// Measures by id; every one is whole.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    measures: BTreeMap<String, Measure>,
    names: BTreeSet<String>,
    rules: Rules,
}

impl Catalogue {
    /// Reads measure files; one of a council's own with the id of a built-in one replaces it.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn read(files: &[MeasureFile]) -> Result<Self, Diagnostics> {
        let (catalogue, faults) = Self::read_all(files);
        faults.or(catalogue)
    }

    /// Reads measure files: those whose rows and form can be read, so that their SQL can be checked too, and every fault.
    /// Only [`Catalogue::read`] gives measures to compute: there each of them is whole.
    pub fn read_all(files: &[MeasureFile]) -> (Self, Diagnostics) {
        let mut faults = Diagnostics::new();
        let mut measures = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            if STRATEGIES.iter().all(|strategy| strategy.id != file.strategy) {
                let folders: Vec<&str> = STRATEGIES.iter().map(|strategy| strategy.id).collect();
                faults.push(
                    Diagnostic::error(
                        "kpi::folder",
                        Place::File(file.source.name.clone()),
                        "a measure file lies in no strategy's folder",
                    )
                    .hint(format!("move it into kpis/{}", folders.join(" or kpis/"))),
                );
            }
            if !is_id(&file.id) {
                faults.push(
                    Diagnostic::error(
                        "kpi::id",
                        Place::File(file.source.name.clone()),
                        format!("`{}` cannot be a measure's id", file.id),
                    )
                    .hint("a file's name is the id: small letters, digits and hyphens, as seen-on-time.toml"),
                );
            }
            let twin = files.iter().take(at).find(|one| one.id == file.id && built_in(one).is_none());
            if let Some(twin) = twin {
                faults.push(
                    Diagnostic::error(
                        "kpi::id",
                        Place::File(file.source.name.clone()),
                        format!("`{}` is the id of {} too", file.id, twin.source.name),
                    )
                    .hint("a measure has one file, whatever folder it lies in: rename one of the two, or take it away"),
                );
            }
            let (measure, found) = read(file);
            // A file that replaces another and has faults does not leave the other in force unseen.
            measures.remove(&file.id);
            faults.extend(found);
            if let Some(measure) = measure {
                measures.insert(file.id.clone(), measure);
            }
        }
        let names = files.iter().map(|file| file.id.clone()).collect();
        let mut catalogue = Self { measures, names, rules: Rules::default() };
        catalogue.note_rules();
        (catalogue, faults)
    }

    /// The measures compiled into the program.
    ///
    /// # Errors
    /// Every fault of every file; none in a released program, as a test shows.
    pub fn built_in() -> Result<Self, Diagnostics> {
        Self::read(&built_in_files())
    }

    /// Measures in the order of their ids.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures.values()
    }

    /// The measure of an id.
    pub fn get(&self, id: &str) -> Option<&Measure> {
        self.measures.get(id)
    }

    /// Every id that a file has, also of files with faults.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Sets a parameter of a measure, as a workspace does.
    ///
    /// # Errors
    /// The names of the parameters that the measure has, when it has not this one; none for an unknown measure.
    pub fn set_param(&mut self, measure: &str, name: &str, value: Scalar) -> Result<(), Vec<String>> {
        let measure = self.measures.get_mut(measure).ok_or_else(Vec::new)?;
        match measure.params.iter_mut().find(|param| param.name.value == name) {
            Some(param) => {
                param.value = value;
                Ok(())
            }
            None => Err(measure.params.iter().map(|param| param.name.value.clone()).collect()),
        }
    }

    /// Sets a rule of a population, as a workspace does; false, and nothing set, where the value is out of bounds.
    pub fn set_rule(&mut self, rule: Rule, value: u32) -> bool {
        let fits = self.rules.set(rule, value);
        self.note_rules();
        fits
    }

    /// The rules of populations in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    fn note_rules(&mut self) {
        for measure in self.measures.values_mut() {
            measure.rules = self.rules.of(&measure.rows.of.value).collect();
        }
    }

    /// The id most like `given`.
    pub fn nearest(&self, given: &str) -> Option<&str> {
        nearest(given, self.measures.keys().map(String::as_str))
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.measures.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.measures.is_empty()
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
}
