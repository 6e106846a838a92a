//! A table: captioned, with column headers and a header in each row.

use super::Anchor;

/// How a column lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words: to the left.
    Start,
    /// Numbers: to the right.
    End,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header, unique in the table.
    pub header: String,
    /// How it lies.
    pub align: Align,
    /// Share of the width, relative to the others.
    pub weight: u32,
}

/// How a number is stored in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// A whole number.
    Count,
    /// A share between 0 and 1, shown as a percentage with this many decimals.
    Percent {
        /// Decimals.
        decimals: u8,
    },
    /// A number with this many decimals.
    Decimal {
        /// Decimals.
        decimals: u8,
    },
}

/// A mark that survives grey printing; the word always stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Filled circle.
    OnTarget,
    /// Triangle.
    Close,
    /// Square.
    OffTarget,
}

/// A cell: the words printed, and what a workbook keeps behind them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// As printed.
    pub text: String,
    /// The number behind it, for workbooks.
    pub number: Option<(f64, NumberKind)>,
    /// A mark before the words.
    pub mark: Option<Mark>,
    /// Where the words lead in the document (in a workbook: to the sheet of that anchor, where there is one).
    pub link: Option<Anchor>,
    /// A small trend (workbooks: a sparkline; elsewhere the words stand alone); `None` points are gaps.
    pub trend: Vec<Option<f64>>,
}

impl Cell {
    /// A cell of words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A cell with a number behind its words.
    pub fn number(text: impl Into<String>, value: f64, kind: NumberKind) -> Self {
        Self { text: text.into(), number: Some((value, kind)), ..Self::default() }
    }

    /// A cell with a count, printed with separators of thousands; a workbook keeps it as a number.
    pub fn count(count: u64) -> Self {
        let value = u32::try_from(count).unwrap_or(u32::MAX);
        Self::number(crate::quantity::count(count), f64::from(value), NumberKind::Count)
    }

    /// Adds where the words lead.
    #[must_use]
    pub fn linked(mut self, to: Anchor) -> Self {
        self.link = Some(to);
        self
    }
}

/// A row; its first cell is its header.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// A table; every row has one cell a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows, printed above it.
    pub caption: String,
    /// Columns; the first holds the row headers.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Small print under it.
    pub notes: Vec<String>,
}
