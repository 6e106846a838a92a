//! A plotters backend that writes SVG elements.
//!
//! plotters counts in whole units, so a point is twenty of them; colours are made opaque on white.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use crate::write::pdf::fonts::{ASCENT, CAPITAL, DESCENT, FaceId, Figures, Fonts, width_of};

/// Backend units in a point.
pub(super) const UNITS: u32 = 20;
/// Room left for a face that is wider than the packs' own.
const WIDER: f32 = 1.08;
/// Width of a letter that the packs' face lacks, in ems: a wide one.
const UNKNOWN: f32 = 0.9;

/// Writes elements to a text.
pub(super) struct SvgBackend<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) out: &'a mut String,
    /// Width and height in units.
    pub(super) size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        if colour.alpha <= 0.0 {
            return Ok(());
        }
        let style = format!("fill=\"{}\"", hex(colour));
        self.element(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"0.05\" height=\"0.05\" {style}/>",
            pt(x),
            pt(y)
        ))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if style.color().alpha <= 0.0 {
            return Ok(());
        }
        let (x, y) = (pt(x0.min(x1)), pt(y0.min(y1)));
        let (width, height) = (pt((x1 - x0).abs()), pt((y1 - y0).abs()));
        let paint = paint(style, fill);
        self.element(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {paint}/>"))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha <= 0.0 {
            return Ok(());
        }
        let points = points(path);
        self.element(&format!("<polyline points=\"{points}\" {}/>", paint(style, false)))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if style.color().alpha <= 0.0 {
            return Ok(());
        }
        let (x, y, r) = (pt(x), pt(y), length(radius));
        self.element(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {}/>", paint(style, fill)))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha <= 0.0 {
            return Ok(());
        }
        let points = points(corners);
        self.element(&format!("<polygon points=\"{points}\" {}/>", paint(style, true)))
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let size = size(style);
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        // The middle of a label is the middle of its capitals and figures, where the eye sees it.
        let down = match style.anchor().v_pos {
            VPos::Top => ASCENT * size,
            VPos::Center => CAPITAL * size / 2.0,
            VPos::Bottom => -DESCENT * size,
        };
        let weight = match style.style() {
            FontStyle::Bold => " font-weight=\"bold\"",
            FontStyle::Italic | FontStyle::Oblique => " font-style=\"italic\"",
            FontStyle::Normal => "",
        };
        #[expect(clippy::cast_possible_truncation, reason = "a chart is some ten thousand units wide")]
        let y = y + (down * UNITS as f32).round() as i32;
        let (x, y, fill) = (pt(x), pt(y), hex(style.color()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is small")]
        let size = length((size * UNITS as f32).round() as u32);
        let words = escape(text);
        self.element(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{weight} fill=\"{fill}\">{words}</text>"
        ))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are not negative")]
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let (size, units) = (size(style), UNITS as f32);
        let width = width(self.fonts, text, matches!(style.style(), FontStyle::Bold), size);
        Ok(((width * units).ceil() as u32, (size * (ASCENT + DESCENT) * units).ceil() as u32))
    }
}

impl SvgBackend<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "the trait's methods end in it")]
    fn element(&mut self, element: &str) -> Drawn {
        self.out.push_str(element);
        self.out.push('\n');
        Ok(())
    }
}

/// Width of words in points, with room for another face.
pub(super) fn width(fonts: &Fonts, text: &str, bold: bool, size: f32) -> f32 {
    let face = if bold { FaceId::Bold } else { FaceId::Regular };
    let width = fonts.shape(face, Figures::Proportional, text).map_or_else(
        // The reader's own face will have the letter.
        |_| text.chars().map(|_| UNKNOWN * size).sum(),
        |glyphs| width_of(&glyphs, size),
    );
    width * WIDER
}

/// Text between tags or inside an attribute; characters that XML cannot hold become the mark of a lost one.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}

/// A colour on white, as `#12436d`; transparency is blended away.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
fn hex(colour: BackendColor) -> String {
    let blend = |part: u8| (255.0 - (255.0 - f64::from(part)) * colour.alpha).round() as u8;
    let (r, g, b) = colour.rgb;
    format!("#{:02x}{:02x}{:02x}", blend(r), blend(g), blend(b))
}

fn paint<S: BackendStyle>(style: &S, fill: bool) -> String {
    let colour = hex(style.color());
    if fill {
        format!("fill=\"{colour}\"")
    } else {
        format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"", length(style.stroke_width()))
    }
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut text = String::new();
    for (x, y) in path {
        let gap = if text.is_empty() { "" } else { " " };
        // Writing to a text cannot fail.
        let _ = write!(text, "{gap}{},{}", pt(x), pt(y));
    }
    text
}

/// Units as points, exact: a twentieth has at most two decimals.
pub(super) fn pt(units: i32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    sign.to_owned() + &length(units.unsigned_abs())
}

fn length(units: u32) -> String {
    let (whole, hundredths) = (units / UNITS, units % UNITS * 5);
    match hundredths {
        0 => whole.to_string(),
        tenths if tenths % 10 == 0 => format!("{whole}.{}", tenths / 10),
        _ => format!("{whole}.{hundredths:02}"),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a size in points is small")]
fn size<T: BackendTextStyle>(style: &T) -> f32 {
    style.size() as f32 / UNITS as f32
}
