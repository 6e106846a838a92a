//! Problems in a user's files: collected, never thrown one at a time.
//!
//! Takes faults with a code, a place and a hint; gives them drawn for people (with the line of the file under
//! them) or as JSON for editors. It knows nothing of what the files mean.

mod collection;
mod render;
mod suggest;

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

pub use collection::Diagnostics;
pub use suggest::nearest;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file is refused.
    Error,
    /// Said, and gone on.
    Warning,
}

/// A text that a user wrote, with the name to show for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Path as the user knows it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Wraps a text and its name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }

    /// Line and column, both from 1, of a byte offset; columns count characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let end = (0..=offset.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at));
        let before = &self.text[..end.unwrap_or(0)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Bytes of a text file.
    Span(Arc<Source>, Range<usize>),
    /// A row of a data file: its line number (the header is line 1), and the column's name where one is meant.
    Row {
        /// Path of the file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column's name.
        column: Option<String>,
    },
    /// A row of a snapshot's table.
    Table {
        /// Path of the snapshot.
        file: String,
        /// Table's name.
        table: String,
        /// Column's name.
        column: Option<String>,
        /// The row's id or number.
        row: Option<String>,
    },
    /// A file as a whole.
    File(String),
    /// Nowhere in particular.
    None,
}

/// One problem: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name, `area::fault`.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in a lower-case fragment.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What the marked place is, beside the mark.
    pub label: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), place, label: None, hint: None }
    }

    /// A warning.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds words beside the mark.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
}
