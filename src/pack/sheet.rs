//! The workbook: one table a sheet.

use super::{Anchor, Table};
use crate::chart::Chart;

/// A workbook, sheets in order; the writer adds the contents sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Name on the tab: unique, at most 31 characters.
    pub name: String,
    /// Title in cell A1.
    pub title: String,
    /// Sentences under the title: what the sheet shows, its source, which symbols it uses.
    pub notes: Vec<String>,
    /// The anchor of the document that this sheet speaks of, so that cells can lead here.
    pub anchor: Option<Anchor>,
    /// What it holds.
    pub body: SheetBody,
}

/// What a sheet holds.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetBody {
    /// Facts about the pack: label and value.
    Cover(Vec<(String, String)>),
    /// One table, with native charts beside it.
    Table {
        /// Name of the table object: letters, digits and underscores, unique.
        name: String,
        /// The table.
        table: Table,
        /// Native charts to the right of the table, each over the table's own cells where it can be.
        charts: Vec<Chart>,
    },
}
