//! Running headers and footers.

use super::super::PdfError;
use super::super::canvas::{Item, Marked, Stroke};
use super::super::fonts::{FaceId, Figures, Fonts};
use super::super::style::{INK, MARGIN, PAGE_HEIGHT, RULE, Style, TextStyle, WIDTH};
use super::super::text::Shaped;
use crate::pack::About;

/// The footer's box, from the upper edge of the page.
const FOOTER: f32 = PAGE_HEIGHT - 66.0;

fn strong(style: &Style) -> TextStyle {
    TextStyle { face: FaceId::Bold, colour: INK, ..style.running }
}

/// The header of a page; the cover, which says all of it larger, has none.
pub(super) fn header(fonts: &Fonts, style: &Style, about: &About) -> Result<Vec<Item>, PdfError> {
    let mut items = vec![Item::Begin(Marked::Header)];
    if style.large {
        items.extend(large_header(fonts, style, about)?);
        items.push(Item::End);
        return Ok(items);
    }
    let council = Words::new(fonts, strong(style), &about.council)?;
    let title = Words::new(fonts, style.running, &about.title)?;
    let period = Words::new(fonts, style.running, &about.period_words)?;
    let gap = 10.0;
    let (mut title_at, mut period_line) = ((MARGIN + council.width + gap, style.header), style.header);
    // Names too long for one line take two.
    if council.width + gap + title.width + gap + period.width > WIDTH {
        title_at = (MARGIN, style.header + style.running.leading);
        if council.width + gap + period.width > WIDTH {
            period_line = style.header + style.running.leading;
        }
    }
    council.draw(&mut items, (MARGIN, style.header));
    title.draw(&mut items, title_at);
    period.draw(&mut items, (MARGIN + WIDTH - period.width, period_line));
    let y = title_at.1.max(period_line) + style.running.leading + 4.0;
    items.push(rule(y));
    items.push(Item::End);
    Ok(items)
}

/// In large letters the pack's title alone, and the council where both fit on a line; the cover says the rest.
fn large_header(fonts: &Fonts, style: &Style, about: &About) -> Result<Vec<Item>, PdfError> {
    let mut items = Vec::new();
    let title = Shaped::plain(fonts, strong(style), Figures::Tabular, &about.title)?;
    let mut y = style.header;
    for line in title.lines(WIDTH).iter().take(2) {
        items.extend(title.draw(line, MARGIN, y).into_iter().flat_map(|segment| segment.items));
        y += style.running.leading;
    }
    let council = Words::new(fonts, style.running, &about.council)?;
    if title.natural_width() + 12.0 + council.width <= WIDTH {
        council.draw(&mut items, (MARGIN + WIDTH - council.width, style.header));
    }
    items.push(rule(y + 3.0));
    Ok(items)
}

/// The footer of a page: marking and page number, source and example notice.
pub(super) fn footer(
    fonts: &Fonts,
    style: &Style,
    about: &About,
    page: usize,
    pages: usize,
) -> Result<Vec<Item>, PdfError> {
    let mut items = vec![Item::Begin(Marked::Footer), rule(FOOTER - 5.0)];
    let number = Words::new(fonts, style.running, &format!("Page {} of {pages}", page + 1))?;
    number.draw(&mut items, (MARGIN + WIDTH - number.width, FOOTER));
    let mut y = FOOTER;
    if let Some(marking) = &about.marking {
        Words::new(fonts, strong(style), marking)?.draw(&mut items, (MARGIN, y));
        y += style.running.leading;
    }
    let source = Words::new(fonts, style.running, &about.source)?;
    source.draw(&mut items, (MARGIN, y));
    if let Some(example) = &about.example {
        let example = Words::new(fonts, strong(style), example)?;
        y = y.max(FOOTER + style.running.leading);
        if source.width + 12.0 + example.width > WIDTH {
            y += style.running.leading;
        }
        example.draw(&mut items, (MARGIN + WIDTH - example.width, y));
    }
    items.push(Item::End);
    Ok(items)
}

fn rule(y: f32) -> Item {
    Item::line((MARGIN, y), (MARGIN + WIDTH, y), Stroke { colour: RULE, width: 0.6, dash: None })
}

struct Words {
    shaped: Shaped,
    width: f32,
}

impl Words {
    fn new(fonts: &Fonts, style: TextStyle, text: &str) -> Result<Self, PdfError> {
        let shaped = Shaped::plain(fonts, style, Figures::Tabular, text)?;
        let width = shaped.natural_width();
        Ok(Self { shaped, width })
    }

    fn draw(&self, items: &mut Vec<Item>, (x, y): (f32, f32)) {
        for line in self.shaped.lines(f32::MAX) {
            for segment in self.shaped.draw(&line, x, y) {
                items.extend(segment.items);
            }
        }
    }
}
