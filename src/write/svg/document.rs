//! The element around a drawing.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};

use super::backend::{SvgBackend, UNITS, escape, width};
use crate::chart::{self as charts, Chart, ControlChart, DrawError, StripChart};
use crate::write::pdf::fonts::Fonts;

/// Faces in the order of preference: the packs' own, then what most machines have of about its width.
const FACES: &str = "'Atkinson Hyperlegible Next', Arial, 'Liberation Sans', Helvetica, sans-serif";
/// Size of the heading and of the small print, in points, and what a line of each takes.
const HEADING: (f32, u32) = (12.0, 17);
const NOTE: (f32, u32) = (8.2, 13);

/// How large, and whether on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Width in points, from 200.
    pub width: u32,
    /// Height of the drawing in points, without heading and note, from 100.
    pub height: u32,
    /// With its title above and its small print below, as on its own; a page writes both itself.
    pub alone: bool,
}

/// Why a chart did not become an SVG.
#[derive(Debug, thiserror::Error)]
#[error("the chart \"{title}\": {fault}")]
pub struct SvgError {
    /// The chart's title.
    pub title: String,
    /// What is wrong with it.
    pub fault: String,
}

/// What is around a drawing.
struct Words<'a> {
    id: &'a str,
    title: &'a str,
    alt: &'a str,
    note: Option<&'a str>,
}

/// Writes a chart over time.
///
/// # Errors
///
/// A chart that cannot be drawn truthfully.
pub fn chart(chart: &Chart, look: Look) -> Result<String, SvgError> {
    let words = Words { id: &chart.id, title: &chart.title, alt: &chart.alt, note: chart.note.as_deref() };
    svg(&words, look, |area| charts::draw(chart, area, f64::from(UNITS)))
}

/// Writes a control chart.
///
/// # Errors
///
/// A chart that cannot be drawn truthfully.
pub fn control_chart(chart: &ControlChart, look: Look) -> Result<String, SvgError> {
    let words = Words { id: &chart.id, title: &chart.title, alt: &chart.alt, note: chart.note.as_deref() };
    svg(&words, look, |area| charts::draw_control(chart, area, f64::from(UNITS)))
}

/// Writes an event strip.
///
/// # Errors
///
/// A strip that cannot be drawn truthfully.
pub fn strip_chart(chart: &StripChart, look: Look) -> Result<String, SvgError> {
    let words = Words { id: &chart.id, title: &chart.title, alt: &chart.alt, note: None };
    svg(&words, look, |area| charts::draw_strip(chart, area, f64::from(UNITS)))
}

fn svg(
    words: &Words<'_>,
    look: Look,
    draw: impl Fn(&DrawingArea<SvgBackend<'_>, Shift>) -> Result<(), DrawError<Infallible>>,
) -> Result<String, SvgError> {
    let fault = |fault: String| SvgError { title: words.title.to_owned(), fault };
    let fonts = Fonts::load().map_err(|error| fault(error.to_string()))?;
    let (wide, high) = (look.width.clamp(200, 4000), look.height.clamp(100, 4000));
    let mut drawing = String::new();
    let backend = SvgBackend { fonts: &fonts, out: &mut drawing, size: (wide * UNITS, high * UNITS) };
    let area = backend.into_drawing_area();
    draw(&area).map_err(|error| fault(error.to_string()))?;
    drop(area);

    let heading = if look.alone { lines(&fonts, words.title, HEADING.0, wide) } else { Vec::new() };
    let note =
        words.note.filter(|_| look.alone).map_or_else(Vec::new, |note| lines(&fonts, note, NOTE.0, wide));
    let above = rows(&heading, HEADING.1) + if heading.is_empty() { 0 } else { 6 };
    let below = rows(&note, NOTE.1) + if note.is_empty() { 0 } else { 4 };
    // White around a chart of its own.
    let margin = if look.alone { 10 } else { 0 };
    let (full_width, full_height) = (wide + 2 * margin, above + high + below + 2 * margin);
    let id: String =
        words.id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();

    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {full_width} {full_height}\" width=\"{}\" \
         height=\"{}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FACES}\" \
         stroke-linejoin=\"round\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        full_width * 2,
        full_height * 2,
        escape(words.title),
        escape(words.alt),
    );
    if look.alone {
        out += &format!("<rect width=\"{full_width}\" height=\"{full_height}\" fill=\"#ffffff\"/>\n");
        let mut y = margin + HEADING.1 - 5;
        for line in &heading {
            out += &text(margin, y, HEADING.0, " font-weight=\"bold\" fill=\"#1a1a1a\"", line);
            y += HEADING.1;
        }
        out += &format!("<g transform=\"translate({margin} {})\">\n{drawing}</g>\n", margin + above);
        let mut y = margin + above + high + 4 + NOTE.1 - 4;
        for line in &note {
            out += &text(margin, y, NOTE.0, " fill=\"#4a5057\"", line);
            y += NOTE.1;
        }
    } else {
        out += &drawing;
    }
    Ok(out + "</svg>\n")
}

fn text(x: u32, y: u32, size: f32, look: &str, words: &str) -> String {
    format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{look}>{}</text>\n", escape(words))
}

/// Height of so many lines.
fn rows(lines: &[String], leading: u32) -> u32 {
    lines.iter().map(|_| leading).sum()
}

/// Words in lines no wider than the chart, as far as single words allow.
fn lines(fonts: &Fonts, words: &str, size: f32, wide: u32) -> Vec<String> {
    #[expect(clippy::cast_precision_loss, reason = "a chart is at most 4000 points wide")]
    let wide = wide as f32;
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if width(fonts, &longer, true, size) <= wide {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}
