//! What can stop a PDF from being written.

/// Why a pack could not become a PDF; each is a fault of the pack, named by its own words.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The font has no letter for a character: it is refused, never replaced.
    #[error("the font has no letter for {character:?} (U+{:04X}) in \"{text}\"", u32::from(*.character))]
    MissingGlyph {
        /// The character.
        character: char,
        /// The text it stands in.
        text: String,
    },
    /// A link leads nowhere.
    #[error("\"{text}\" links to `{anchor}`, which no heading has")]
    UnknownAnchor {
        /// The words of the link.
        text: String,
        /// The anchor.
        anchor: String,
    },
    /// Two headings share an anchor.
    #[error("two headings have the anchor `{0}`")]
    RepeatedAnchor(String),
    /// A heading is more than one level below the one before it.
    #[error("the heading \"{0}\" skips a level")]
    SkippedLevel(String),
    /// A row has not one cell for each column.
    #[error("a row of the table \"{caption}\" has {cells} cells under {columns} columns")]
    UnevenTable {
        /// The table's caption.
        caption: String,
        /// Cells of the row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A row, which is never split, is taller than a page; or a chart or heading is.
    #[error("\"{0}\" does not fit on one page and cannot be split")]
    TooTall(String),
    /// A chart that cannot be drawn truthfully.
    #[error("the chart \"{title}\": {fault}")]
    Chart {
        /// The chart's title.
        title: String,
        /// What is wrong with it.
        fault: String,
    },
    /// A library below refused; its own words.
    #[error("the PDF could not be written: {0}")]
    Library(String),
}

impl From<lopdf::Error> for PdfError {
    fn from(error: lopdf::Error) -> Self {
        Self::Library(error.to_string())
    }
}
