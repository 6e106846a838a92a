//! The PDF of a pack: A4, tagged for screen readers, for reading and printing in grey.
//!
//! Takes a [`Pack`] and gives the bytes of a PDF. Never draws a figure the pack does not hold, never takes a font or
//! a time from the machine, never replaces a letter it cannot draw.
//!
//! ```text
//! blocks ─► layout: measured pieces ─► placed on pages ─► items + structure tree ─► paint ─► finish ─► bytes
//! ```
//!
//! Every file is PDF/UA-1 and PDF/A-2a, and says so: the tests put every pack of the example to both. `pdf-ua.md` beside
//! this file goes through the first clause by clause.
//!
//! `layout` decides where things stand, `canvas` is what stands there, `paint` alone speaks to printpdf, and
//! `structure`, `metadata` and `finish` add to its objects what it has no words for. `subset` leaves of each face only
//! what is shown: 36 KB a file, a fifth of the four packs of the example together (729 KB before, 583 KB after).
//! `hyphenation` divides a word that is wider than its line, and no other.

mod canvas;
mod chart_backend;
mod error;
mod finish;
pub(super) mod fonts;
mod hyphenation;
mod layout;
mod letters;
mod metadata;
mod paint;
mod save;
mod structure;
mod style;
mod subset;
mod tags;
mod text;

pub use error::PdfError;
pub use letters::Letters;

use crate::pack::Pack;

/// A PDF and how many pages it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: usize,
}

/// Writes a pack's document as a PDF that meets PDF/UA-1 and PDF/A-2a; the same pack gives the same bytes.
///
/// # Errors
///
/// A character that the typeface lacks, a link to nowhere, headings that skip a level or share an anchor, a table
/// whose rows differ in length, a chart that cannot be drawn truthfully, and what does not fit on a page.
pub fn pdf(pack: &Pack) -> Result<Pdf, PdfError> {
    let fonts = fonts::Fonts::load()?;
    let laid = layout::lay_out(pack, &fonts)?;
    let document = paint::paint(&pack.about.title, &laid.pages)?;
    let pages = laid.pages.len();
    Ok(Pdf { bytes: finish::finish(document, &laid, &pack.about)?, pages })
}
