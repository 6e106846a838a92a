//! Measures, type and colours of a page.

use super::canvas::Colour;
use super::fonts::FaceId;

/// A4, in points.
pub(super) const PAGE_WIDTH: f32 = 595.28;
/// A4, in points.
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// White to the left and right.
pub(super) const MARGIN: f32 = 59.0;
/// Width of tables and charts.
pub(super) const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Width of prose: about 85 letters, which the eye can follow back.
pub(super) const PROSE_WIDTH: f32 = 432.0;
/// Top of the text.
pub(super) const TOP: f32 = 61.0;
/// Bottom of the text.
pub(super) const BOTTOM: f32 = PAGE_HEIGHT - 75.0;
/// Height that text may fill.
pub(super) const BODY_HEIGHT: f32 = BOTTOM - TOP;
/// Height of a chart.
pub(super) const CHART_HEIGHT: f32 = 100.0;

/// Text: 17 to 1 on white.
pub(super) const INK: Colour = Colour(0x1A, 0x1A, 0x1A);
/// Small print: 7 to 1 on white.
pub(super) const SOFT: Colour = Colour(0x4A, 0x50, 0x57);
/// Headings, links, marks: 10 to 1 on white.
pub(super) const BLUE: Colour = Colour(0x12, 0x43, 0x6D);
/// The mark for "Close": 3 to 1 on white.
pub(super) const ORANGE: Colour = Colour(0xF4, 0x6A, 0x25);
/// The mark for "Off target".
pub(super) const WINE: Colour = Colour(0x80, 0x16, 0x50);
/// Rules between rows.
pub(super) const RULE: Colour = Colour(0xC3, 0xCB, 0xD3);
/// Behind a table's head.
pub(super) const TINT: Colour = Colour(0xE7, 0xEE, 0xF5);

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TextStyle {
    /// Face of plain words.
    pub(super) face: FaceId,
    /// Size in points.
    pub(super) size: f32,
    /// Distance of baselines in points.
    pub(super) leading: f32,
    /// Colour of plain words.
    pub(super) colour: Colour,
}

const fn style(face: FaceId, size: f32, leading: f32, colour: Colour) -> TextStyle {
    TextStyle { face, size, leading, colour }
}

pub(super) const BODY: TextStyle = style(FaceId::Regular, 10.5, 15.0, INK);
pub(super) const LEAD: TextStyle = style(FaceId::Regular, 12.5, 18.0, INK);
pub(super) const NOTE: TextStyle = style(FaceId::Regular, 8.8, 12.0, SOFT);
pub(super) const H1: TextStyle = style(FaceId::Bold, 20.0, 25.0, BLUE);
pub(super) const H2: TextStyle = style(FaceId::Bold, 14.0, 18.5, BLUE);
pub(super) const H3: TextStyle = style(FaceId::Bold, 11.5, 15.5, BLUE);
pub(super) const CAPTION: TextStyle = style(FaceId::Bold, 10.0, 13.5, INK);
pub(super) const RUNNING: TextStyle = style(FaceId::Regular, 8.5, 11.0, SOFT);
