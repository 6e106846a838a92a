//! One sheet: title, notes, a marked-up table from column A, charts below it.

use rust_xlsxwriter::{
    ChartEmptyCells, Color, Sparkline, Table, TableColumn, TableStyle, Url, Worksheet, XlsxError as Library,
};

use super::XlsxError;
use super::graph;
use super::lines::{LINES, VALUE_COLUMN};
use super::look::{DIGIT_PIXELS, Look, PALETTE, ROW_PIXELS, number_format, shape};
use super::plan::{CONTENTS, Content, Planned};
use crate::pack::{About, Align, NumberKind};

/// Narrowest and widest column, in digits.
const WIDTHS: (usize, usize) = (10, 60);

/// Width of a column of small drawings, in digits.
const TREND_WIDTH: usize = 18;

/// Space between charts, in pixels.
const GAP: u32 = 20;

/// Excel takes no longer text in a header or footer.
const HEADER_LIMIT: usize = 255;

pub(super) fn write(
    to: &mut Worksheet,
    sheet: &Planned<'_>,
    about: &About,
    look: &Look,
    lines_row: usize,
) -> Result<(), XlsxError> {
    to.set_name(&sheet.name)?;
    let widths = widths(sheet);
    for (at, width) in widths.iter().enumerate() {
        to.set_column_width(column(at)?, f64::from(u32::try_from(*width).unwrap_or(u32::MAX)))?;
    }
    above(to, sheet, look, widths.iter().sum())?;
    // Excel fits rows to wrapped words by itself, but LibreOffice does not where the words are a table's header.
    let header = sheet
        .columns
        .iter()
        .zip(&widths)
        .map(|(head, width)| lines(&head.header, width.saturating_sub(3)))
        .max();
    to.set_row_height_pixels(row(sheet.header_row())?, ROW_PIXELS * header.unwrap_or(1) + 6)?;
    // A row of one line keeps its own height; LibreOffice does not fit the others to their words either.
    for (at, cells) in sheet.rows.iter().enumerate() {
        let tallest = cells
            .iter()
            .zip(&widths)
            .map(|(content, width)| lines(&shown(content), width.saturating_sub(2) * 9 / 8))
            .max();
        if let Some(tallest) = tallest.filter(|tallest| *tallest > 1) {
            to.set_row_height_pixels(row(sheet.header_row() + 1 + at)?, ROW_PIXELS * tallest + 4)?;
        }
    }
    table(to, sheet, look, lines_row)?;
    charts(to, sheet, &widths, lines_row)?;
    print(to, sheet, about)
}

/// Title, link and notes: one a row, from A1.
fn above(to: &mut Worksheet, sheet: &Planned<'_>, look: &Look, total_width: usize) -> Result<(), XlsxError> {
    to.write_string_with_format(0, 0, &sheet.title, &look.title)?;
    let mut at = 1;
    if sheet.name != CONTENTS {
        let back = Url::new(place(CONTENTS)).set_text("Back to the contents");
        to.write_url_with_format(at, 0, &back, &look.link)?;
        at += 1;
    }
    for note in &sheet.notes {
        // Words run on over the empty cells to their right; where the table is too narrow for them, they wrap.
        let fits = note.chars().count() <= total_width;
        to.write_string_with_format(at, 0, note, if fits { &look.note } else { &look.note_wrapped })?;
        at += 1;
    }
    Ok(())
}

fn table(to: &mut Worksheet, sheet: &Planned<'_>, look: &Look, lines_row: usize) -> Result<(), XlsxError> {
    let top = sheet.header_row();
    let headers: Vec<TableColumn> = sheet
        .columns
        .iter()
        .map(|head| {
            let format = &look.header[usize::from(head.align == Align::End)];
            TableColumn::new().set_header(&head.header).set_header_format(format)
        })
        .collect();
    let table = Table::new()
        .set_columns(&headers)
        .set_name(&sheet.table_name)
        .set_style(TableStyle::Light1)
        .set_banded_rows(false)
        .set_autofilter(false)
        .set_first_column(false)
        .set_alt_text_title(&sheet.caption)
        .set_alt_text(&sheet.title);
    for (at, cells) in sheet.rows.iter().enumerate() {
        for (across, content) in cells.iter().enumerate() {
            cell(to, (top + 1 + at, across), content, sheet.columns[across].align, look, lines_row)?;
        }
    }
    to.add_table(row(top)?, 0, row(top + sheet.rows.len())?, column(sheet.columns.len() - 1)?, &table)?;
    Ok(())
}

fn cell(
    to: &mut Worksheet,
    (down, across): (usize, usize),
    content: &Content,
    align: Align,
    look: &Look,
    lines_row: usize,
) -> Result<(), XlsxError> {
    let (down, across) = (row(down)?, column(across)?);
    let format = look.of(content, align);
    let words = shown(content);
    match (content.number, &content.link) {
        (Some((value, _)), _) => to.write_number_with_format(down, across, value, &format)?,
        (None, Some(sheet)) => {
            let url = Url::new(place(sheet)).set_text(&words);
            to.write_url_with_format(down, across, &url, &format)?
        }
        (None, None) if words.is_empty() => to.write_blank(down, across, &format)?,
        // Never `write`, which would take words that begin with `=` for a formula.
        (None, None) => to.write_string_with_format(down, across, words, &format)?,
    };
    if let Some(run) = content.trend {
        let value = column(VALUE_COLUMN)?;
        let range = (LINES, row(lines_row + 1 + run.first)?, value, row(lines_row + 1 + run.last)?, value);
        let line = Sparkline::new()
            .set_range(range)
            .show_empty_cells_as(ChartEmptyCells::Gaps)
            .set_sparkline_color(Color::RGB(PALETTE[0]))
            .set_line_weight(1.5)
            .show_last_point(true)
            .set_last_point_color(Color::RGB(PALETTE[1]));
        to.add_sparkline(down, across, &line)?;
    }
    Ok(())
}

/// Charts below the table, two abreast where the table is wide enough.
fn charts(
    to: &mut Worksheet,
    sheet: &Planned<'_>,
    widths: &[usize],
    lines_row: usize,
) -> Result<(), XlsxError> {
    let pixels: u32 = widths.iter().map(|width| pixels(*width)).sum();
    let abreast: u32 = if pixels >= 1_200 { 2 } else { 1 };
    let width = ((pixels.saturating_sub(GAP * (abreast - 1))) / abreast).clamp(640, 880);
    let height = width / 2;
    let rows_each = (height + GAP) / ROW_PIXELS + 1;
    let first = row(sheet.header_row() + sheet.rows.len() + 2)?;
    for (at, drawn) in (0_u32..).zip(&sheet.charts) {
        let mut chart = graph::native(drawn, sheet, lines_row)?;
        chart.set_width(width).set_height(height);
        let (line, place) = (at / abreast, at % abreast);
        to.insert_chart_with_offset(first + line * rows_each, 0, &chart, place * (width + GAP), 0)?;
    }
    Ok(())
}

fn print(to: &mut Worksheet, sheet: &Planned<'_>, about: &About) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    let top = row(sheet.header_row())?;
    let escaped = |text: &str| text.replace('&', "&&");
    let marking = about.marking.as_deref().unwrap_or_default();
    let example = about.example.as_deref().unwrap_or_default();
    let header =
        format!("&L{}&R{}", escaped(&format!("{}, {}", about.council, about.title)), escaped(marking));
    let footer = |left: &str| format!("&L{}&RPage &P of &N", escaped(left));
    let both = [example, about.source.as_str()].into_iter().filter(|text| !text.is_empty());
    let full = footer(&both.collect::<Vec<_>>().join(". "));
    // The notice matters more than the source where there is no room for both.
    let footer = if full.chars().count() <= HEADER_LIMIT { full } else { footer(example) };
    to.set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.8, 0.8, 0.3, 0.3)
        .set_header(header.chars().take(HEADER_LIMIT).collect::<String>())
        .set_footer(footer.chars().take(HEADER_LIMIT).collect::<String>());
    to.set_repeat_rows(top, top)?;
    Ok(())
}

/// Widths in digits that fit what the columns hold; longer words wrap.
fn widths(sheet: &Planned<'_>) -> Vec<usize> {
    let mut widths: Vec<usize> = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, head)| {
            // A header wraps between words, and bold letters are wider.
            let longest_word = head.header.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
            let header = (longest_word * 6 / 5).max(head.header.chars().count().min(18));
            let cells = sheet.rows.iter().map(|cells| {
                let content = &cells[at];
                if content.trend.is_some() { TREND_WIDTH } else { printed_width(content) }
            });
            (cells.chain([header]).max().unwrap_or(0) + 3).clamp(WIDTHS.0, WIDTHS.1)
        })
        .collect();
    // A narrow table gets room for the notes above it.
    let total: usize = widths.iter().sum();
    if let Some(first) = widths.first_mut()
        && total < 80
    {
        *first = (*first + 80 - total).min(WIDTHS.1).max(*first);
    }
    widths
}

/// How many lines words take where there is room for so many letters: digits are as wide as most bold letters, and an
/// eighth wider than others.
fn lines(words: &str, room: usize) -> u32 {
    let room = room.max(1);
    let (mut lines, mut used) = (1, 0);
    for word in words.split(' ').map(|word| word.chars().count()) {
        if used > 0 && used + 1 + word > room {
            lines += 1;
            used = word;
        } else {
            used += word + usize::from(used > 0);
        }
    }
    lines
}

fn printed_width(content: &Content) -> usize {
    match content.number {
        Some((value, kind)) => {
            let digits = match kind {
                NumberKind::Percent { .. } => (value * 100.0).trunc().abs(),
                NumberKind::Count | NumberKind::Decimal { .. } => value.trunc().abs(),
            };
            digits.to_string().len() * 4 / 3
                + number_format(kind).len()
                + 2 * usize::from(content.mark.is_some())
        }
        None => shown(content).chars().count(),
    }
}

/// The words of a cell, the status shape before them.
fn shown(content: &Content) -> String {
    match content.mark {
        Some(mark) => format!("{} {}", shape(mark), content.text),
        None => content.text.clone(),
    }
}

fn pixels(width: usize) -> u32 {
    u32::try_from(width).unwrap_or(u32::MAX).saturating_mul(DIGIT_PIXELS) + 7
}

/// A link to the first cell of a sheet.
fn place(sheet: &str) -> String {
    format!("internal:'{}'!A1", sheet.replace('\'', "''"))
}

/// A row's number as Excel counts; beyond its limit the library says so.
pub(super) fn row(at: usize) -> Result<u32, XlsxError> {
    u32::try_from(at).map_err(|_| Library::RowColumnLimitError.into())
}

/// A column's number as Excel counts.
pub(super) fn column(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at).map_err(|_| Library::RowColumnLimitError.into())
}
