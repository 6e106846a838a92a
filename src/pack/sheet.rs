//! The workbook: one table a sheet.

use super::{Anchor, Table};
use crate::chart::Chart;

/// A workbook, sheets in order; the writer adds the contents sheet, and a sheet for numbers that are only drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Short names of the periods of every cell's trend, oldest first: "Q4 2018-19". A shorter trend ends with the
    /// last of them too. Where there are none, the points are numbered.
    pub trend_periods: Vec<String>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Name on the tab: unique, at most 31 characters.
    pub name: String,
    /// Title in cell A1.
    pub title: String,
    /// Sentences under the title: what the sheet shows, its source. The writer adds how many tables and charts there
    /// are, and the meaning of every shorthand symbol that no sentence explains.
    pub notes: Vec<String>,
    /// The anchor of the document that this sheet speaks of, so that cells can lead here.
    pub anchor: Option<Anchor>,
    /// What it holds.
    pub body: SheetBody,
}

impl Sheet {
    /// A sheet of a table without charts; the notes under the table stand above it.
    pub(super) fn of_table(name: &str, title: &str, table_name: &str, mut table: Table) -> Self {
        let notes = std::mem::take(&mut table.notes);
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            notes,
            anchor: None,
            body: SheetBody::Table { name: table_name.to_owned(), table, charts: Vec::new() },
        }
    }
}

/// What a sheet holds.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetBody {
    /// Facts about the pack: label and value.
    Cover(Vec<(String, String)>),
    /// One table, with native charts below it.
    Table {
        /// Name of the table object: letters, digits and underscores, unique.
        name: String,
        /// The table.
        table: Table,
        /// Native charts.
        charts: Vec<SheetChart>,
    },
}

/// A chart and the cells it is drawn over, so that a reader who changes a cell sees the chart change.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetChart {
    /// What it shows.
    pub chart: Chart,
    /// The table's rows that hold its series, counted from 0, one for each series in order. Without any the writer
    /// puts the numbers on the sheet for numbers that are only drawn.
    pub rows: Vec<usize>,
    /// The table's column of the first period, counted from 0.
    pub first_column: usize,
    /// The table's column of the last period; the columns between hold the periods in order.
    pub last_column: usize,
}

impl SheetChart {
    /// A chart whose numbers are not in the sheet's table.
    pub fn apart(chart: Chart) -> Self {
        Self { chart, rows: Vec::new(), first_column: 0, last_column: 0 }
    }
}
