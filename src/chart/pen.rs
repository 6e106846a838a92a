//! Points to backend units, and words on a drawing area.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::Text;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::DrawingBackend;

/// The typeface of charts in every medium.
const FAMILY: FontFamily<'static> = FontFamily::Name("Atkinson Hyperlegible Next");
/// Height of a line of words, in sizes.
pub(super) const LINE: f64 = 1.2;

pub(super) type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Draws on an area in points.
pub(super) struct Pen<'a, B: DrawingBackend> {
    pub(super) area: &'a DrawingArea<B, Shift>,
    /// Backend units in a point.
    pub(super) per_point: f64,
}

impl<B: DrawingBackend> Pen<'_, B> {
    /// Backend units of a length.
    #[expect(clippy::cast_possible_truncation, reason = "a page is some ten thousand units wide")]
    pub(super) fn units(&self, points: f64) -> i32 {
        (points * self.per_point).round() as i32
    }

    /// The same where plotters asks for no sign.
    pub(super) fn size(&self, points: f64) -> u32 {
        self.units(points).unsigned_abs()
    }

    /// Points of a length.
    pub(super) fn points(&self, units: i32) -> f64 {
        f64::from(units) / self.per_point
    }

    pub(super) fn style(&self, size: f64, weight: FontStyle, colour: RGBColor) -> TextStyle<'static> {
        FontDesc::new(FAMILY, size * self.per_point, weight).color(&colour)
    }

    /// Width of words in points, by the backend's own type.
    pub(super) fn width(
        &self,
        words: &str,
        size: f64,
        weight: FontStyle,
    ) -> Result<f64, DrawingAreaErrorKind<B::ErrorType>> {
        let style = self.style(size, weight, super::palette::INK);
        let (width, _) = self.area.estimate_text_size(words, &style)?;
        Ok(f64::from(width) / self.per_point)
    }

    /// Words broken into lines no wider than this, as far as single words allow.
    pub(super) fn wrapped(
        &self,
        words: &str,
        size: f64,
        width: f64,
    ) -> Result<Vec<String>, DrawingAreaErrorKind<B::ErrorType>> {
        let mut lines: Vec<String> = Vec::new();
        for word in words.split_whitespace() {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if self.width(&longer, size, FontStyle::Normal)? <= width + 0.5 {
                    *line = longer;
                    continue;
                }
            }
            lines.push(word.to_owned());
        }
        Ok(lines)
    }

    /// Words whose middle is at a height.
    pub(super) fn words(
        &self,
        words: &str,
        (x, y): (f64, f64),
        side: HPos,
        style: &TextStyle<'_>,
    ) -> Drawn<B> {
        let style = style.pos(Pos::new(side, VPos::Center));
        self.area.draw(&Text::new(words, (self.units(x), self.units(y)), style))
    }

    /// A line of this colour and width in points.
    pub(super) fn line(&self, colour: RGBColor, width: f64) -> ShapeStyle {
        ShapeStyle { color: colour.into(), filled: false, stroke_width: self.size(width) }
    }
}
