//! The writers: a pack becomes files.
//!
//! Takes a [`Pack`](crate::pack::Pack) and gives the bytes of a PDF, of a workbook, of a web page or of a table of tidy data, a chart
//! and gives an SVG, and writes a set of files whole or not at all: a folder of packs with its manifest. Decides nothing about figures.

mod atomic;
mod csv;
mod folder;
mod html;
pub mod pdf;
mod private;
pub mod svg;
mod xlsx;

pub use atomic::{FileSet, FileSetError, MANIFEST};
pub use csv::{csv, csv_lines};
pub use folder::{Origin, PackError, PackFiles};
pub use html::{HtmlError, html};
pub use private::{PrivateFileError, private};
pub use xlsx::{XlsxError, xlsx};
