//! A file being read, and what its reader asked for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::Fields;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};

/// What a reader asked of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A single value of any plain type.
    Scalar,
    /// One of these words.
    OneOf(Vec<String>),
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// Not to be left out.
    Required,
}

/// Every field that a reader asked for, by the names that lead to it, and what it asked.
pub type Asked = BTreeMap<Vec<String>, BTreeSet<Ask>>;

/// A file being read: its text, and the faults found so far.
#[derive(Debug)]
pub struct FileReader {
    source: Arc<Source>,
    faults: RefCell<Diagnostics>,
    pub(super) asked: RefCell<Asked>,
}

impl FileReader {
    /// Starts reading a text.
    pub fn new(source: Arc<Source>) -> Self {
        Self { source, faults: RefCell::default(), asked: RefCell::default() }
    }

    /// Reads the whole file with `read`, which is given the top table; gives what it made and every fault.
    pub fn read<T>(self, read: impl FnOnce(&Fields<'_>) -> T) -> (T, Diagnostics) {
        let made = self.read_with(read);
        let mut faults: Vec<Diagnostic> = self.faults.into_inner().into_iter().collect();
        // A value that is not even TOML is of no type: what its reader made of it would be told a second time.
        let broken: Vec<Range<usize>> =
            faults.iter().filter(|one| one.code == "toml::syntax").filter_map(span_of).collect();
        faults.retain(|one| {
            let touches = |span: Range<usize>| {
                broken.iter().any(|other| span.start < other.end && other.start < span.end)
            };
            one.code != "toml::type" || !span_of(one).is_some_and(touches)
        });
        // In the order of the lines, not of the fields asked for.
        faults.sort_by_key(|one| match &one.place {
            Place::Span(_, span) => span.start,
            _ => 0,
        });
        (made, faults.into_iter().collect())
    }

    /// Reads the whole file with `read`; gives the fields that it asked for, whether they are there or not.
    pub fn asked<T>(self, read: impl FnOnce(&Fields<'_>) -> T) -> Asked {
        self.read_with(read);
        self.asked.into_inner()
    }

    fn read_with<T>(&self, read: impl FnOnce(&Fields<'_>) -> T) -> T {
        let source = Arc::clone(&self.source);
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let hint = syntax_hint(error.message());
            self.fault(Diagnostic::error("toml::syntax", self.at(span), error.message()).hint(hint));
        }
        let top = Fields::new(self, table.get_ref(), table.span(), Vec::new());
        let made = read(&top);
        top.refuse_unknown();
        made
    }

    /// Adds a fault.
    pub fn fault(&self, diagnostic: Diagnostic) {
        self.faults.borrow_mut().push(diagnostic);
    }

    /// A place in this file.
    pub fn at(&self, span: Range<usize>) -> Place {
        Place::Span(Arc::clone(&self.source), span)
    }

    /// The file's text and name.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }
}

fn span_of(fault: &Diagnostic) -> Option<Range<usize>> {
    match &fault.place {
        Place::Span(_, span) => Some(span.clone()),
        _ => None,
    }
}

/// What to do about a text that is not TOML.
fn syntax_hint(message: &str) -> &'static str {
    if message.contains("duplicate key") {
        "a field can stand only once in a table: leave one of them out"
    } else if message.contains("must be quoted") {
        "put the text in double quotes"
    } else if message.contains("invalid date") {
        "write a day that is in the calendar, as 2019-02-28"
    } else if message.contains("multi-line") {
        "end the text with three quotes, as it began"
    } else if message.contains("string") {
        "end the text with a quote on the same line; a text over several lines stands between three quotes"
    } else {
        "the file is TOML: a line a field, as name = value; texts in quotes, lists in [ ], tables in { } or under [name]"
    }
}
