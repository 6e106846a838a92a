//! Measures, type and colours of a page.

use super::canvas::Colour;
use super::fonts::FaceId;
use crate::pack::Lettering;

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

/// The kinds of text of a document, and what goes with their sizes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) body: TextStyle,
    pub(super) lead: TextStyle,
    pub(super) note: TextStyle,
    pub(super) h1: TextStyle,
    pub(super) h2: TextStyle,
    pub(super) h3: TextStyle,
    pub(super) caption: TextStyle,
    pub(super) running: TextStyle,
    /// The council and the period on the cover, and the marking above them.
    pub(super) council: TextStyle,
    pub(super) period: TextStyle,
    pub(super) marking: TextStyle,
    /// Width of prose: about 85 letters in a standard pack, fewer in a large one.
    pub(super) prose: f32,
    /// Top of the line of the running header.
    pub(super) header: f32,
    /// Sizes of tables to try, the first at which no word has to be broken.
    pub(super) tables: [f32; 4],
    /// White before a heading within a section, of the second and of the third level.
    pub(super) above: (f32, f32),
    /// The header names the pack alone, and the cover shares its page.
    pub(super) large: bool,
}

impl Style {
    /// The style of a lettering.
    pub(super) fn of(lettering: Lettering) -> &'static Self {
        match lettering {
            Lettering::Standard => &STANDARD,
            Lettering::Large => &LARGE,
        }
    }
}

static STANDARD: Style = Style {
    body: style(FaceId::Regular, 10.5, 15.0, INK),
    lead: style(FaceId::Regular, 12.5, 18.0, INK),
    note: style(FaceId::Regular, 8.8, 12.0, SOFT),
    h1: style(FaceId::Bold, 20.0, 25.0, BLUE),
    h2: style(FaceId::Bold, 14.0, 18.5, BLUE),
    h3: style(FaceId::Bold, 11.5, 15.5, BLUE),
    caption: style(FaceId::Bold, 10.0, 13.5, INK),
    running: style(FaceId::Regular, 8.5, 11.0, SOFT),
    council: style(FaceId::Bold, 14.0, 19.0, INK),
    period: style(FaceId::Regular, 16.0, 22.0, INK),
    marking: style(FaceId::Bold, 11.0, 19.0, INK),
    prose: PROSE_WIDTH,
    header: 36.0,
    tables: [9.6, 9.0, 8.4, 7.8],
    above: (20.0, 15.0),
    large: false,
};

/// Nothing under 14 points: what young people and people who see less ask for.
static LARGE: Style = Style {
    body: style(FaceId::Regular, 14.0, 19.0, INK),
    lead: style(FaceId::Regular, 16.5, 22.0, INK),
    note: style(FaceId::Regular, 14.0, 18.5, SOFT),
    h1: style(FaceId::Bold, 25.0, 30.0, BLUE),
    h2: style(FaceId::Bold, 16.5, 21.0, BLUE),
    h3: style(FaceId::Bold, 15.0, 20.0, BLUE),
    caption: style(FaceId::Bold, 14.0, 18.5, INK),
    running: style(FaceId::Regular, 14.0, 16.0, SOFT),
    council: style(FaceId::Bold, 17.0, 23.0, INK),
    period: style(FaceId::Regular, 19.0, 25.0, INK),
    marking: style(FaceId::Bold, 14.0, 21.0, INK),
    prose: WIDTH,
    header: 26.0,
    tables: [14.0, 14.0, 14.0, 14.0],
    above: (16.0, 13.0),
    large: true,
};
