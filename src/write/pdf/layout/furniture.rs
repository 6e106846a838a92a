//! Running headers and footers.

use super::super::PdfError;
use super::super::canvas::{Item, Marked, Stroke};
use super::super::fonts::{FaceId, Figures, Fonts};
use super::super::style::{INK, MARGIN, PAGE_HEIGHT, RULE, RUNNING, TextStyle, WIDTH};
use super::super::text::Shaped;
use crate::pack::About;

/// Baselines' boxes, from the upper edge of the page.
const HEADER: f32 = 36.0;
const FOOTER: f32 = PAGE_HEIGHT - 66.0;
const STRONG: TextStyle = TextStyle { face: FaceId::Bold, colour: INK, ..RUNNING };

/// The header of a page; the cover, which says all of it larger, has none.
pub(super) fn header(fonts: &Fonts, about: &About) -> Result<Vec<Item>, PdfError> {
    let mut items = vec![Item::Begin(Marked::Header)];
    let council = Words::new(fonts, STRONG, &about.council)?;
    let title = Words::new(fonts, RUNNING, &about.title)?;
    let period = Words::new(fonts, RUNNING, &about.period_words)?;
    let gap = 10.0;
    let (mut title_at, mut period_line) = ((MARGIN + council.width + gap, HEADER), HEADER);
    // Names too long for one line take two.
    if council.width + gap + title.width + gap + period.width > WIDTH {
        title_at = (MARGIN, HEADER + RUNNING.leading);
        if council.width + gap + period.width > WIDTH {
            period_line = HEADER + RUNNING.leading;
        }
    }
    council.draw(&mut items, (MARGIN, HEADER));
    title.draw(&mut items, title_at);
    period.draw(&mut items, (MARGIN + WIDTH - period.width, period_line));
    let y = title_at.1.max(period_line) + RUNNING.leading + 4.0;
    items.push(rule(y));
    items.push(Item::End);
    Ok(items)
}

/// The footer of a page: marking and page number, source and example notice.
pub(super) fn footer(fonts: &Fonts, about: &About, page: usize, pages: usize) -> Result<Vec<Item>, PdfError> {
    let mut items = vec![Item::Begin(Marked::Footer), rule(FOOTER - 5.0)];
    let number = Words::new(fonts, RUNNING, &format!("Page {} of {pages}", page + 1))?;
    number.draw(&mut items, (MARGIN + WIDTH - number.width, FOOTER));
    let mut y = FOOTER;
    if let Some(marking) = &about.marking {
        Words::new(fonts, STRONG, marking)?.draw(&mut items, (MARGIN, y));
        y += RUNNING.leading;
    }
    let source = Words::new(fonts, RUNNING, &about.source)?;
    source.draw(&mut items, (MARGIN, y));
    if let Some(example) = &about.example {
        let example = Words::new(fonts, STRONG, example)?;
        y = y.max(FOOTER + RUNNING.leading);
        if source.width + 12.0 + example.width > WIDTH {
            y += RUNNING.leading;
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
