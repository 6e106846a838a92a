//! The workbook of a pack.
//!
//! Takes a [`Pack`]; gives the bytes of an Excel workbook that follows the UK Government Analysis Function's guidance
//! on spreadsheets: one marked-up table a sheet, from column A, under its title and notes; nothing merged, nothing
//! hidden, no blank rows above the table; a contents sheet with links. The same pack gives the same bytes. It never
//! computes a figure, and holds no formulas.
//!
//! - Status marks stand as shape and word in the cell; a light fill comes second.
//! - Charts are Excel's own, below their table, drawn over the table's cells where these are numbers. What is drawn
//!   and stands in no table (small trends, targets, series with words such as `[c]` in their gaps, which Excel would
//!   draw as 0) is on a sheet of its own, in plain sight.
//! - The file names no language: the library has no property for it, and Excel reads aloud in the language of its user.
//! - No frozen panes and no filter buttons: both trouble people who magnify or listen, and are one key away.

mod error;
mod graph;
mod key;
mod lines;
mod look;
mod plan;
mod sheet;

use rust_xlsxwriter::{DocProperties, Workbook};

use crate::pack::{About, Pack};
pub use error::XlsxError;

/// Writes a pack's workbook.
///
/// # Errors
/// When names of sheets or headers are not unique, a row has too few or too many cells, a chart differs from the cells
/// it names, a number is not finite, or Excel would not take a name or text.
pub fn xlsx(pack: &Pack) -> Result<Vec<u8>, XlsxError> {
    let planned = plan::plan(&pack.about, &pack.book)?;
    let lines_row =
        planned.iter().find(|sheet| sheet.name == lines::LINES).map_or(0, plan::Planned::header_row);
    let mut book = Workbook::new();
    let look = look::Look::new();
    book.set_default_format(&look.base, look::ROW_PIXELS, look::COLUMN_PIXELS)?;
    book.set_properties(&properties(&pack.about)?);
    for sheet in &planned {
        sheet::write(book.add_worksheet(), sheet, &pack.about, &look, lines_row)?;
    }
    Ok(book.save_to_buffer()?)
}

fn properties(about: &About) -> Result<DocProperties, XlsxError> {
    let said = [about.example.as_deref(), about.marking.as_deref(), Some(about.source.as_str())];
    let comment = said.into_iter().flatten().collect::<Vec<_>>().join(". ");
    let noon = about.as_at.and_hms_opt(12, 0, 0).unwrap_or_default();
    Ok(DocProperties::new()
        .set_title(format!("{}, {}", about.title, about.period_words))
        .set_subject("Key performance indicators for children looked after and care leavers")
        .set_author(&about.council)
        .set_company(&about.council)
        .set_keywords(format!("children looked after; care leavers; {}; {}", about.id, about.period))
        .set_comment(comment)
        .set_creation_datetime(&noon))
}
