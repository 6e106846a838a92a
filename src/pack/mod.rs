//! The pack: a document and a workbook without a medium.
//!
//! Takes released figures and a template; gives headings, tables, charts and prose in reading order, with the
//! structure that a screen reader needs. It knows no page, no font and no cell address.

mod actions;
mod assemble;
mod block;
mod book;
mod breakdown;
mod commentary;
mod commitments;
mod definitions;
mod detail;
mod due_soon;
mod exceptions;
mod figures;
mod glance;
mod handout;
mod history;
mod inputs;
mod judged;
mod links;
mod quality;
mod restated;
mod section;
mod sheet;
mod table;
mod tidy;
mod trend;
mod voice;
mod what_changed;
mod whole_year;
mod words;

pub use crate::template::Lettering;
pub use assemble::assemble;
pub use block::{About, Anchor, Block, Cover, Illustrated, Inline, Level, Picture, Prose};
pub use commentary::{notes, uncommented};
pub use handout::passages;
pub use inputs::{Inputs, Provenance};
pub use sheet::{Book, Sheet, SheetBody, SheetChart};
pub use table::{Align, Cell, Column, Mark, NumberKind, Row, Table};
pub use tidy::{TIDY_COLUMNS, TidyRow, tidy_breakdowns, tidy_of, tidy_rows};
pub use words::Words;

impl Pack {
    /// Every block of the document that holds no others, in reading order.
    pub fn leaves(&self) -> impl Iterator<Item = &Block> {
        self.document.iter().flat_map(Block::leaves)
    }
}

/// A pack, ready for the writers.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// What it is, for covers, headers and file properties.
    pub about: About,
    /// The document, in reading order.
    pub document: Vec<Block>,
    /// The workbook.
    pub book: Book,
}
