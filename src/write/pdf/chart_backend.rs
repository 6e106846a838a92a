//! A plotters backend that writes items: real lines, real words in the pack's own typeface.
//!
//! plotters counts in whole units, so a point is twenty of them; colours are made opaque on white.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::PdfError;
use super::canvas::{Colour, Item, Node, Stroke};
use super::fonts::{ASCENT, CAPITAL, DESCENT, FaceId, Figures, Fonts, width_of};
use crate::chart::{self, Chart, ControlChart, DrawError, Icon, Pictogram, StripChart};

/// Backend units in a point.
const UNITS: f32 = 20.0;

/// Draws a chart into a box of this width and height in points.
pub(super) fn draw(fonts: &Fonts, chart: &Chart, size: (f32, f32)) -> Result<Vec<Item>, PdfError> {
    items(fonts, &chart.title, size, |area| chart::draw(chart, area, f64::from(UNITS)))
}

/// Draws a control chart into a box of this width and height in points.
pub(super) fn draw_control(
    fonts: &Fonts,
    chart: &ControlChart,
    size: (f32, f32),
) -> Result<Vec<Item>, PdfError> {
    items(fonts, &chart.title, size, |area| chart::draw_control(chart, area, f64::from(UNITS)))
}

/// Draws an event strip into a box of this width and height in points.
pub(super) fn draw_strip(fonts: &Fonts, chart: &StripChart, size: (f32, f32)) -> Result<Vec<Item>, PdfError> {
    items(fonts, &chart.title, size, |area| chart::draw_strip(chart, area, f64::from(UNITS)))
}

/// Draws a pictogram at its own size; its items, and its width and height in points.
#[expect(clippy::cast_possible_truncation, reason = "a page is some hundred points wide")]
pub(super) fn draw_pictogram(
    fonts: &Fonts,
    pictogram: &Pictogram,
) -> Result<(Vec<Item>, (f32, f32)), PdfError> {
    let (width, height) = pictogram.size();
    let size = (width as f32, height as f32);
    let draw =
        |area: &DrawingArea<ItemBackend<'_>, Shift>| chart::draw_pictogram(pictogram, area, f64::from(UNITS));
    Ok((items(fonts, &pictogram.alt, size, draw)?, size))
}

/// Draws an icon into a square of this size in points.
pub(super) fn draw_icon(fonts: &Fonts, icon: Icon, size: f32) -> Result<Vec<Item>, PdfError> {
    items(fonts, "an icon", (size, size), |area| chart::draw_icon(icon, area, f64::from(UNITS)))
}

fn items(
    fonts: &Fonts,
    title: &str,
    (width, height): (f32, f32),
    draw: impl Fn(&DrawingArea<ItemBackend<'_>, Shift>) -> Result<(), DrawError<PdfError>>,
) -> Result<Vec<Item>, PdfError> {
    let mut items = Vec::new();
    let backend = ItemBackend { fonts, items: &mut items, size: (whole(width), whole(height)) };
    let area = backend.into_drawing_area();
    draw(&area).map_err(|error| match error {
        DrawError::Backend(error) => error,
        other => PdfError::Chart { title: title.to_owned(), fault: other.to_string() },
    })?;
    drop(area);
    Ok(items)
}

struct ItemBackend<'a> {
    fonts: &'a Fonts,
    items: &'a mut Vec<Item>,
    size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<PdfError>>;

impl DrawingBackend for ItemBackend<'_> {
    type ErrorType = PdfError;

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
        if let Some(fill) = opaque(colour) {
            self.items.push(Item::Rect { x: pt(x), y: pt(y), width: 1.0 / UNITS, height: 1.0 / UNITS, fill });
        }
        Ok(())
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
        if !fill {
            return self.path([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], true, style);
        }
        if let Some(fill) = opaque(style.color()) {
            let (x, y, right, bottom) = (pt(x0.min(x1)), pt(y0.min(y1)), pt(x0.max(x1)), pt(y0.max(y1)));
            self.items.push(Item::Rect { x, y, width: right - x, height: bottom - y, fill });
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.path(path, false, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if let Some(colour) = opaque(style.color()) {
            let stroke = Stroke { colour, width: units(style.stroke_width()), dash: None };
            let (fill, stroke) = if fill { (Some(colour), None) } else { (None, Some(stroke)) };
            self.items.push(Item::circle((pt(x), pt(y)), units(radius), fill, stroke));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        if let Some(fill) = opaque(style.color()) {
            let corners: Vec<(f32, f32)> = vert.into_iter().map(|(x, y)| (pt(x), pt(y))).collect();
            self.items.push(Item::polygon(&corners, fill));
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let (Some(colour), size, face) = (opaque(style.color()), size(style), face(style)) else {
            return Ok(());
        };
        let glyphs =
            self.fonts.shape(face, Figures::Proportional, text).map_err(DrawingErrorKind::DrawingError)?;
        let width = width_of(&glyphs, size);
        let x = match style.anchor().h_pos {
            HPos::Left => pt(x),
            HPos::Right => pt(x) - width,
            HPos::Center => pt(x) - width / 2.0,
        };
        // The middle of a label is the middle of its capitals and figures, where the eye sees it.
        let y = match style.anchor().v_pos {
            VPos::Top => pt(y) + ASCENT * size,
            VPos::Center => pt(y) + CAPITAL * size / 2.0,
            VPos::Bottom => pt(y) - DESCENT * size,
        };
        self.items.push(Item::Text { x, y, face, size, colour, glyphs });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<PdfError>> {
        let glyphs = self
            .fonts
            .shape(face(style), Figures::Proportional, text)
            .map_err(DrawingErrorKind::DrawingError)?;
        Ok((whole(width_of(&glyphs, size(style))), whole(size(style) * (ASCENT + DESCENT))))
    }
}

impl ItemBackend<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "the trait's methods end in it")]
    fn path<S: BackendStyle>(
        &mut self,
        path: impl IntoIterator<Item = BackendCoord>,
        closed: bool,
        style: &S,
    ) -> Drawn {
        if let Some(colour) = opaque(style.color()) {
            let nodes = path.into_iter().map(|(x, y)| Node { x: pt(x), y: pt(y), handle: false }).collect();
            let stroke = Stroke { colour, width: units(style.stroke_width()), dash: None };
            self.items.push(Item::Path { nodes, closed, stroke: Some(stroke), fill: None });
        }
        Ok(())
    }
}

fn face<T: BackendTextStyle>(style: &T) -> FaceId {
    match style.style() {
        FontStyle::Bold => FaceId::Bold,
        FontStyle::Italic | FontStyle::Oblique => FaceId::Italic,
        FontStyle::Normal => FaceId::Regular,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a size in points is small")]
fn size<T: BackendTextStyle>(style: &T) -> f32 {
    style.size() as f32 / UNITS
}

/// The colour on white, since transparency is more than some presses and readers can do; `None` if unseen.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
fn opaque(colour: BackendColor) -> Option<Colour> {
    let blend = |part: u8| (255.0 - (255.0 - f64::from(part)) * colour.alpha).round() as u8;
    let (r, g, b) = colour.rgb;
    (colour.alpha > 0.0).then(|| Colour(blend(r), blend(g), blend(b)))
}

#[expect(clippy::cast_precision_loss, reason = "a page is some ten thousand units wide")]
fn pt(units: i32) -> f32 {
    units as f32 / UNITS
}

#[expect(clippy::cast_precision_loss, reason = "a page is some ten thousand units wide")]
fn units(units: u32) -> f32 {
    units as f32 / UNITS
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are not negative")]
fn whole(points: f32) -> u32 {
    (points * UNITS).ceil() as u32
}
