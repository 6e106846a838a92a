//! The dictionary without a medium.

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// A name or a piece of SQL.
    Code(String),
    /// Words that others lead to.
    Place {
        /// Name of the place.
        id: String,
        /// The words.
        text: String,
    },
    /// Words that lead to a place in the dictionary.
    Link {
        /// Name of the place.
        to: String,
        /// The words.
        text: String,
    },
}

/// A line of text.
pub type Line = Vec<Inline>;

/// A part of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading; 1 is the dictionary's own.
    Heading {
        /// 2 to 5; no level is left out.
        level: u8,
        /// Its words.
        text: String,
        /// Name of the place, where something leads to it.
        id: Option<String>,
    },
    /// A paragraph.
    Paragraph(Line),
    /// Labels with what they say.
    Facts(Vec<(String, Line)>),
    /// A list.
    List(Vec<Line>),
    /// A table; the first cell of a row names it.
    Table {
        /// What it shows.
        caption: String,
        /// Heads of its columns.
        head: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<Line>>,
    },
    /// SQL with what it decides.
    Sql {
        /// What it decides.
        label: String,
        /// The expression.
        text: String,
    },
    /// A measure: found and hidden as one.
    Measure(Vec<Part>),
}

/// The dictionary: a title and sections, each beginning with a heading of level 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictionary {
    /// Its title.
    pub title: String,
    /// A sentence or two under it.
    pub lead: String,
    /// Its sections.
    pub sections: Vec<Vec<Part>>,
}

/// A line of words alone.
pub(super) fn plain(text: impl Into<String>) -> Line {
    vec![Inline::Text(text.into())]
}

/// A line of code alone.
pub(super) fn code(text: impl Into<String>) -> Line {
    vec![Inline::Code(text.into())]
}

/// A heading that nothing leads to.
pub(super) fn heading(level: u8, text: impl Into<String>) -> Part {
    Part::Heading { level, text: text.into(), id: None }
}

/// A heading with a name that others lead to.
pub(super) fn place(level: u8, text: impl Into<String>, id: impl Into<String>) -> Part {
    Part::Heading { level, text: text.into(), id: Some(id.into()) }
}
