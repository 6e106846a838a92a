//! Colours: the categorical palette of the UK Analysis Function, and a few greys.

use plotters::style::RGBColor;

const BLUE: RGBColor = RGBColor(0x12, 0x43, 0x6D);
const TEAL: RGBColor = RGBColor(0x28, 0xA1, 0x97);
const WINE: RGBColor = RGBColor(0x80, 0x16, 0x50);
const ORANGE: RGBColor = RGBColor(0xF4, 0x6A, 0x25);
const COAL: RGBColor = RGBColor(0x3D, 0x3D, 0x3D);
const LILAC: RGBColor = RGBColor(0xA2, 0x85, 0xD1);

/// A signal for the better, and a single line.
pub(super) const GOOD: RGBColor = BLUE;
/// A signal for the worse.
pub(super) const BAD: RGBColor = ORANGE;
/// A signal where neither way is better.
pub(super) const NEUTRAL: RGBColor = WINE;
/// Others' figures.
pub(super) const OTHERS: RGBColor = TEAL;
/// Points that are no signal.
pub(super) const ORDINARY: RGBColor = COAL;

/// Words: 17 to 1 on white.
pub(super) const INK: RGBColor = RGBColor(0x1A, 0x1A, 0x1A);
/// Words of the axes: 8 to 1 on white.
pub(super) const SOFT: RGBColor = RGBColor(0x4A, 0x50, 0x57);
/// Lines of the grid.
pub(super) const GRID: RGBColor = RGBColor(0xD9, 0xDE, 0xE3);
/// The line at nought, and leaders from a label to what it names.
pub(super) const AXIS: RGBColor = RGBColor(0x8A, 0x93, 0x9B);

/// Most series a chart can tell apart.
pub const MOST_SERIES: usize = 6;

/// The colour of a series among so many; two are the pair that differs most, in grey too.
pub(super) fn colour(index: usize, of: usize) -> RGBColor {
    let all = [BLUE, TEAL, WINE, ORANGE, COAL, LILAC];
    if of <= 2 {
        return if index == 0 { BLUE } else { ORANGE };
    }
    all.get(index % all.len()).copied().unwrap_or(COAL)
}

/// Half-way to white: bands that are not final.
pub(super) fn paler(colour: RGBColor) -> RGBColor {
    let half = |part: u8| part / 2 + 128;
    RGBColor(half(colour.0), half(colour.1), half(colour.2))
}
