//! Words to lines: shaping, line breaks by the Unicode rules, widths.
//!
//! Lines are ragged right, so words stay whole; only a word that is wider than its line is divided, by the rules of
//! [`super::hyphenation`].

use std::ops::Range;

use unicode_linebreak::BreakOpportunity;

use super::PdfError;
use super::canvas::{Colour, Item, Stroke};
use super::fonts::{ASCENT, DESCENT, FaceId, Figures, Fonts, Glyph, width_of};
use super::hyphenation;
use super::style::TextStyle;

/// Words of one look.
#[derive(Debug, Clone)]
pub(super) struct Span<'a> {
    pub(super) text: &'a str,
    pub(super) face: FaceId,
    pub(super) colour: Colour,
    pub(super) underlined: bool,
}

impl<'a> Span<'a> {
    /// Plain words of a style.
    pub(super) fn plain(text: &'a str, style: TextStyle) -> Self {
        Self { text, face: style.face, colour: style.colour, underlined: false }
    }
}

struct Look {
    face: FaceId,
    colour: Colour,
    underlined: bool,
    hyphen: Glyph,
}

/// A place where a line may end: after the glyph before `next`, with a hyphen where the text has a soft one there.
#[derive(Debug, Clone, Copy)]
struct Break {
    next: usize,
    hyphen: bool,
}

/// Shaped words that can be set at any width.
pub(super) struct Shaped {
    text: String,
    glyphs: Vec<(Glyph, usize)>,
    looks: Vec<Look>,
    breaks: Vec<Break>,
    size: f32,
    leading: f32,
    natural: f32,
}

/// A line: some of the glyphs, whether a hyphen follows them, and their width in points without the space at the end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    glyphs: Range<usize>,
    hyphen: bool,
    pub(super) width: f32,
}

/// A part of a line with one look; `span` is the number of the span it comes from.
pub(super) struct Segment {
    pub(super) span: usize,
    pub(super) items: Vec<Item>,
    pub(super) x: f32,
    pub(super) width: f32,
}

/// Whether a break at a byte would part the day from its month: "31" alone at the end of a line says nothing.
fn splits_a_date(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    let day = before.trim_end().rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let month = after.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    (1..=2).contains(&day.len()) && month.parse::<chrono::Month>().is_ok()
}

impl Shaped {
    /// Shapes spans that follow each other in one paragraph.
    pub(super) fn new(
        fonts: &Fonts,
        style: TextStyle,
        figures: Figures,
        spans: &[Span<'_>],
    ) -> Result<Self, PdfError> {
        let whole: String = spans.iter().map(|span| span.text).collect();
        let (mut glyphs, mut looks, mut start) = (Vec::new(), Vec::new(), 0);
        for (index, span) in spans.iter().enumerate() {
            for mut glyph in fonts.shape(span.face, figures, span.text)? {
                glyph.at += start;
                glyphs.push((glyph, index));
            }
            start += span.text.len();
            let hyphen = fonts.hyphen(span.face);
            looks.push(Look { face: span.face, colour: span.colour, underlined: span.underlined, hyphen });
        }
        let mut breaks = Vec::new();
        let mut next = 0;
        for (at, opportunity) in unicode_linebreak::linebreaks(&whole) {
            // A line feed in a cell or a paragraph is a space like any other: blocks, not letters, make lines.
            let _ = matches!(opportunity, BreakOpportunity::Mandatory);
            if splits_a_date(&whole, at) {
                continue;
            }
            while glyphs.get(next).is_some_and(|(glyph, _)| glyph.at < at) {
                next += 1;
            }
            breaks.push(Break { next, hyphen: whole.get(..at).is_some_and(|text| text.ends_with('\u{AD}')) });
        }
        let (size, leading) = (style.size, style.leading);
        let mut shaped = Self { text: whole, glyphs, looks, breaks, size, leading, natural: 0.0 };
        shaped.natural = shaped.width(0..shaped.glyphs.len(), false);
        Ok(shaped)
    }

    /// Plain words of one style.
    pub(super) fn plain(
        fonts: &Fonts,
        style: TextStyle,
        figures: Figures,
        text: &str,
    ) -> Result<Self, PdfError> {
        Self::new(fonts, style, figures, &[Span::plain(text, style)])
    }

    pub(super) fn leading(&self) -> f32 {
        self.leading
    }

    /// Width of all of it on one line.
    pub(super) fn natural_width(&self) -> f32 {
        self.natural
    }

    /// How many lines it takes at a width.
    pub(super) fn line_count(&self, width: f32) -> usize {
        if self.natural <= width { 1 } else { self.lines(width).len() }
    }

    /// Width of the widest part that cannot be broken.
    pub(super) fn widest_word(&self) -> f32 {
        let mut start = 0;
        let mut widest = 0.0_f32;
        for Break { next, hyphen } in &self.breaks {
            widest = widest.max(self.width(start..*next, *hyphen));
            start = *next;
        }
        widest
    }

    /// Least width at which no more lines than these are needed and no word is divided.
    pub(super) fn narrowest(&self, lines: usize) -> f32 {
        let starts = || std::iter::once(0).chain(self.breaks.iter().map(|one| one.next));
        let parts = starts().flat_map(|start| {
            let ends = self.breaks.iter().filter(move |end| start < end.next);
            ends.map(move |end| self.width(start..end.next, end.hyphen))
        });
        let word = self.widest_word();
        let mut widths: Vec<f32> = parts.filter(|width| *width >= word).collect();
        widths.sort_by(f32::total_cmp);
        widths.into_iter().find(|width| self.line_count(*width) <= lines).unwrap_or(word)
    }

    /// Breaks into lines no wider than a width; a word that is wider is divided.
    pub(super) fn lines(&self, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let (mut start, mut end) = (0, Break { next: 0, hyphen: false });
        let mut close = |glyphs: Range<usize>, hyphen: bool| {
            let width = self.width(glyphs.clone(), hyphen);
            lines.push(Line { glyphs, hyphen, width });
        };
        for &Break { next, hyphen } in &self.breaks {
            if end.next > start && self.width(start..next, hyphen) > width {
                close(start..end.next, end.hyphen);
                start = end.next;
            }
            let word = end.next..next;
            while self.width(start..next, hyphen) > width && next > start + 1 {
                let part = self.part(&word, start, width);
                close(start..part.next, part.hyphen);
                start = part.next;
            }
            end = Break { next, hyphen };
        }
        if start < self.glyphs.len() {
            close(start..self.glyphs.len(), false);
        }
        lines
    }

    /// As much of a word that is wider than its line as fits: up to a hyphen, or up to a letter where the word has no
    /// place for one.
    fn part(&self, word: &Range<usize>, start: usize, width: f32) -> Break {
        let at = |glyph: usize| self.glyphs.get(glyph).map_or(self.text.len(), |(glyph, _)| glyph.at);
        let from = at(word.start);
        let divided = self
            .text
            .get(from..at(word.end))
            .into_iter()
            .flat_map(hyphenation::places)
            .filter_map(|place| {
                self.glyphs.get(word.clone())?.iter().position(|(glyph, _)| glyph.at == from + place)
            })
            .map(|offset| word.start + offset)
            .filter(|next| *next > start && self.width(start..*next, true) <= width)
            .max();
        if let Some(next) = divided {
            return Break { next, hyphen: true };
        }
        let mut next = start + 1;
        while next < word.end && self.width(start..next + 1, false) <= width {
            next += 1;
        }
        Break { next, hyphen: false }
    }

    /// Breaks into as few lines as fit a width, and those as even as they can be: for titles and headings.
    pub(super) fn even_lines(&self, width: f32) -> Vec<Line> {
        let mut lines = self.lines(width);
        let (count, mut narrower) = (lines.len(), width);
        while count > 1 && narrower > width * 0.5 {
            narrower -= 4.0;
            let next = self.lines(narrower);
            if next.len() > count || next.iter().any(|line| line.width > narrower || line.hyphen) {
                break;
            }
            lines = next;
        }
        lines
    }

    /// Width of glyphs in points, with a hyphen after them or without; spaces at the end hang over the edge and do not
    /// count.
    fn width(&self, range: Range<usize>, hyphen: bool) -> f32 {
        let glyphs = self.glyphs.get(range).unwrap_or_default();
        let words = glyphs.iter().rposition(|(glyph, _)| glyph.character != ' ').map_or(0, |last| last + 1);
        let words = glyphs.iter().take(words).map(|(glyph, _)| glyph.advance).sum::<f32>();
        let hyphen = glyphs.last().filter(|_| hyphen).and_then(|(_, span)| self.looks.get(*span));
        (words + hyphen.map_or(0.0, |look| look.hyphen.advance)) * self.size / 1000.0
    }

    /// Draws a line whose box starts at a place, a segment for each look in it.
    pub(super) fn draw(&self, line: &Line, x: f32, top: f32) -> Vec<Segment> {
        let baseline = top + baseline_in(self.size, self.leading);
        let mut segments: Vec<Segment> = Vec::new();
        let mut pen = x;
        let mut rest = line.glyphs.clone();
        while let Some((_, span)) = self.glyphs.get(rest.start).filter(|_| !rest.is_empty()) {
            let until = (rest.start..rest.end)
                .find(|&i| self.glyphs.get(i).is_none_or(|(_, other)| other != span))
                .unwrap_or(rest.end);
            let glyphs: Vec<Glyph> =
                self.glyphs.get(rest.start..until).unwrap_or_default().iter().map(|(g, _)| *g).collect();
            let hyphen = line.hyphen && until == rest.end;
            let (advance, seen) = (width_of(&glyphs, self.size), self.width(rest.start..until, hyphen));
            if let Some(look) = self.looks.get(*span) {
                let mut items = Vec::new();
                if look.underlined {
                    let y = baseline + self.size * 0.14;
                    let stroke = Stroke { colour: look.colour, width: 0.6, dash: None };
                    items.push(Item::line((pen, y), (pen + seen, y), stroke));
                }
                items.push(Item::Text {
                    x: pen,
                    y: baseline,
                    face: look.face,
                    size: self.size,
                    colour: look.colour,
                    glyphs,
                });
                if hyphen {
                    items.push(Item::Hyphen {
                        x: pen + advance,
                        y: baseline,
                        face: look.face,
                        size: self.size,
                        colour: look.colour,
                        glyph: look.hyphen,
                    });
                }
                segments.push(Segment { span: *span, items, x: pen, width: seen });
            }
            pen += advance;
            rest.start = until;
        }
        segments
    }
}

/// Where the baseline lies in a line of this height, from its top.
pub(super) fn baseline_in(size: f32, leading: f32) -> f32 {
    let letters = (ASCENT + DESCENT) * size;
    (leading - letters) / 2.0 + ASCENT * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stays_with_its_month_and_other_numbers_part_from_their_words() {
        let splits = |text: &str| {
            let at = text.find('|').expect("a place");
            splits_a_date(&text.replace('|', ""), at)
        };
        assert!(splits("Done on 14 |January 2019"));
        assert!(splits("1 |May"));
        assert!(!splits("Done on |14 January 2019"));
        assert!(!splits("14 January |2019"));
        assert!(!splits("2018 |January"));
        assert!(!splits("14 |children"));
        assert!(!splits("|January"));
    }
}
