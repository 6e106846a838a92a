//! Small pictures beside words: pictograms, which are read out, and icons, which are not.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};

use super::SvgError;
use super::backend::{SvgBackend, UNITS, escape};
use crate::chart::{self, ICON, Icon, Pictogram};
use crate::write::pdf::fonts::Fonts;

/// Writes a pictogram with its alternative text.
///
/// # Errors
///
/// When the faces of the packs cannot be read.
pub fn pictogram(pictogram: &Pictogram) -> Result<String, SvgError> {
    let alt = escape(&pictogram.alt);
    let look = format!("role=\"img\" aria-label=\"{alt}\"");
    picture(pictogram.size(), &look, |area| {
        chart::draw_pictogram(pictogram, area, f64::from(UNITS)).map_err(|error| error.to_string())
    })
}

/// Writes an icon, hidden from those who hear the page: the words beside it say what it says.
///
/// # Errors
///
/// When the faces of the packs cannot be read.
pub fn icon(icon: Icon) -> Result<String, SvgError> {
    picture((ICON, ICON), "aria-hidden=\"true\"", |area| {
        chart::draw_icon(icon, area, f64::from(UNITS)).map_err(|error| error.to_string())
    })
}

fn picture(
    (width, height): (f64, f64),
    look: &str,
    draw: impl Fn(&DrawingArea<SvgBackend<'_>, Shift>) -> Result<(), String>,
) -> Result<String, SvgError> {
    let fault = |fault: String| SvgError { title: "a picture".to_owned(), fault };
    let fonts = Fonts::load().map_err(|error| fault(error.to_string()))?;
    let mut drawing = String::new();
    let size = (units(width), units(height));
    let area = SvgBackend { fonts: &fonts, out: &mut drawing, size }.into_drawing_area();
    draw(&area).map_err(fault)?;
    drop(area);
    Ok(format!(
        "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" {look} \
         stroke-linejoin=\"round\">\n{drawing}</svg>\n"
    ))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture is some hundred points wide"
)]
fn units(points: f64) -> u32 {
    (points * f64::from(UNITS)).ceil() as u32
}
