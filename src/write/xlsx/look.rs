//! Fonts, colours and number formats of the workbook.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use super::plan::Content;
use crate::pack::{Align, Mark, NumberKind};

/// Height of a row of one line, in pixels at 96 dots an inch.
pub(super) const ROW_PIXELS: u32 = 20;

/// Width of a column that is not set, in pixels.
pub(super) const COLUMN_PIXELS: u32 = 80;

/// Width of a digit in 12 point Arial, in pixels: the unit of column widths.
pub(super) const DIGIT_PIXELS: u32 = 9;

/// The font, named on every chart too.
pub(super) const FONT: &str = "Arial";

/// The UK Government Analysis Function's palette, in an order in which neighbours differ in grey too.
pub(super) const PALETTE: [u32; 6] =
    [0x0012_436D, 0x00F4_6A25, 0x0028_A197, 0x0080_1650, 0x003D_3D3D, 0x00A2_85D1];

/// Grid lines and cell borders.
pub(super) const RULE: u32 = 0x00BF_BFBF;

/// Words of charts, and the target's line.
pub(super) const INK: u32 = 0x003D_3D3D;

/// Formats of a workbook's cells.
pub(super) struct Look {
    pub(super) base: Format,
    pub(super) title: Format,
    pub(super) note: Format,
    pub(super) note_wrapped: Format,
    pub(super) link: Format,
    pub(super) header: [Format; 2],
    cell: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        let base = Format::new().set_font_name(FONT).set_font_size(12);
        let cell = base
            .clone()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(RULE))
            .set_indent(1);
        let header = base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(PALETTE[0]))
            .set_indent(1);
        let note = base.clone().set_align(FormatAlign::Top);
        Self {
            title: base.clone().set_bold().set_font_size(16),
            note_wrapped: note.clone().set_text_wrap(),
            link: note.clone().set_font_color(Color::RGB(PALETTE[0])).set_underline(FormatUnderline::Single),
            header: [header.clone().set_align(FormatAlign::Left), header.set_align(FormatAlign::Right)],
            note,
            base,
            cell,
        }
    }

    /// The format of a table's cell.
    pub(super) fn of(&self, content: &Content, align: Align) -> Format {
        let mut format = match align {
            Align::Start => self.cell.clone().set_align(FormatAlign::Left),
            Align::End => self.cell.clone().set_align(FormatAlign::Right),
        };
        match content.number {
            Some((value, kind)) => {
                let number = number_format(honest(value, kind));
                // The shape stands before the number without making it words.
                format = format.set_num_format(
                    content.mark.map_or(number.clone(), |mark| format!("\"{} \"{number}", shape(mark))),
                );
            }
            None => format = format.set_text_wrap(),
        }
        if let Some(mark) = content.mark {
            format = format.set_background_color(Color::RGB(fill(mark)));
        }
        if content.link.is_some() && content.number.is_none() {
            format = format.set_font_color(Color::RGB(PALETTE[0])).set_underline(FormatUnderline::Single);
        }
        format
    }
}

/// Excel's code for a kind of number.
pub(super) fn number_format(kind: NumberKind) -> String {
    let decimals =
        |count: u8| if count == 0 { String::new() } else { format!(".{}", "0".repeat(count.into())) };
    match kind {
        NumberKind::Count => "#,##0".to_owned(),
        NumberKind::Percent { decimals: count } => format!("0{}%", decimals(count)),
        NumberKind::Decimal { decimals: count } => format!("#,##0{}", decimals(count)),
    }
}

/// As many decimals more as keep a share from showing 100% without being all, or 0% without being none.
fn honest(value: f64, kind: NumberKind) -> NumberKind {
    /// One of a million children still shows.
    const MOST: u8 = 4;
    let NumberKind::Percent { decimals } = kind else { return kind };
    let misleads = |decimals: &u8| {
        let shown = format!("{:.*}", usize::from(*decimals), value.abs() * 100.0);
        let is = |text: &str| shown.trim_end_matches('0').trim_end_matches('.') == text;
        (value < 1.0 && shown.starts_with("100")) || (value != 0.0 && (is("") || is("0")))
    };
    let decimals = (decimals..MOST).find(|count| !misleads(count)).unwrap_or(decimals.max(MOST));
    NumberKind::Percent { decimals }
}

/// The shape that stands before a status word; it survives grey printing.
pub(super) fn shape(mark: Mark) -> char {
    match mark {
        Mark::OnTarget => '●',
        Mark::Close => '▲',
        Mark::OffTarget => '■',
    }
}

/// Light fills, on which black words keep a contrast of more than 12 to 1.
fn fill(mark: Mark) -> u32 {
    match mark {
        Mark::OnTarget => 0x00D9_EFED,
        Mark::Close => 0x00FD_E6DA,
        Mark::OffTarget => 0x00EC_DCE6,
    }
}
