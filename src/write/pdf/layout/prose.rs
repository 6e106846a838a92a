//! Headings, paragraphs and lists.

use super::super::PdfError;
use super::super::fonts::{FaceId, Figures};
use super::super::style::{BLUE, MARGIN, TextStyle};
use super::super::tags::{ElementId, Extra, Role};
use super::super::text::{Shaped, Span};
use super::piece::{Mention, Piece, Start, keep_ends};
use super::{Builder, Lead, Owner, line_fragments, named};
use crate::pack::{Anchor, Inline, Level, Prose};

/// How far the words of a list stand in.
const INDENT: f32 = 14.0;

impl Builder<'_> {
    pub(super) fn heading(
        &mut self,
        level: Level,
        text: &str,
        anchor: &Anchor,
        after_contents: bool,
    ) -> Result<(), PdfError> {
        // A list of contents that fills some of its page keeps that page to itself.
        let (room, least) = if after_contents { (0.5, 0.5) } else { (1.0 / 3.0, 0.2) };
        let start = if level == Level::One { Start::Section { room, least } } else { Start::Flow };
        let mention = Mention { level, text: text.to_owned(), anchor: Some(anchor.clone()) };
        self.heading_piece(mention, start)
    }

    pub(super) fn heading_piece(&mut self, mention: Mention, start: Start) -> Result<(), PdfError> {
        let (role, style, before, after) = match mention.level {
            Level::One => (Role::H1, self.style.h1, 30.0, 4.0),
            Level::Two => (Role::H2, self.style.h2, self.style.above.0, 1.0),
            Level::Three => (Role::H3, self.style.h3, self.style.above.1, 0.0),
        };
        // Two headings in a row are one group to the eye.
        let before =
            if self.pieces.last().is_some_and(|last| last.mention.is_some()) { before * 0.4 } else { before };
        let section = self.open_section(mention.level);
        let element = self.tree.add(section, role);
        let shaped = Shaped::plain(self.fonts, style, Figures::Proportional, &mention.text)?;
        let mut fragments = Vec::new();
        let mut top = 0.0;
        for line in shaped.even_lines(self.width) {
            fragments.extend(line_fragments(&shaped, &line, 0.0, top, &[Owner::plain(element)]));
            top += style.leading;
        }
        let mut piece = Piece::new(&named(&mention.text), before, top + after, fragments);
        piece.keep = true;
        piece.start = start;
        piece.mention = Some(mention);
        self.push(vec![piece]);
        Ok(())
    }

    pub(super) fn paragraph(&mut self, prose: Prose, text: &[Inline]) -> Result<(), PdfError> {
        let (style, before) = match prose {
            Prose::Body => (self.style.body, 7.0),
            Prose::Lead => (self.style.lead, 8.0),
            Prose::Note => (self.style.note, 4.0),
        };
        let element = self.tree.add(self.section(), Role::P);
        let mut pieces = self.lines_of(style, before, text, element, (MARGIN, self.prose_width()))?;
        let under_heading = self.pieces.last().is_some_and(|last| last.mention.is_some());
        if prose == Prose::Lead || prose == Prose::Note && under_heading {
            // The sentence that opens a section says nothing without what it opens, nor does small print under a heading.
            pieces.iter_mut().for_each(|piece| piece.keep = true);
        }
        self.push(pieces);
        Ok(())
    }

    pub(super) fn list(&mut self, points: &[Vec<Inline>]) -> Result<(), PdfError> {
        let list = self.tree.add_with(self.section(), Role::L, Extra { bullets: true, ..Extra::default() });
        let bullet = Shaped::plain(self.fonts, self.style.body, Figures::Proportional, "\u{2022}")?;
        for (index, point) in points.iter().enumerate() {
            let item = self.tree.add(list, Role::Li);
            let label = self.tree.add(item, Role::Lbl);
            let body = self.tree.add(item, Role::LBody);
            let before = if index == 0 { 6.0 } else { 3.0 };
            let measure = (MARGIN + INDENT, self.prose_width() - INDENT);
            let mut pieces = self.lines_of(self.style.body, before, point, body, measure)?;
            if let (Some(first), Some(line)) = (pieces.first_mut(), bullet.lines(INDENT).first()) {
                let mark = line_fragments(&bullet, line, 3.0 - INDENT, 0.0, &[Owner::plain(label)]);
                first.fragments.splice(0..0, mark);
            }
            // The first point stays with the words that lead to the list.
            if index == 0
                && let Some(last) = self.pieces.last_mut().filter(|last| last.left < MARGIN + 1.0)
                && last.mention.is_none()
                && last.head.is_none()
            {
                last.keep = true;
            }
            self.push(pieces);
        }
        Ok(())
    }

    /// A piece for each line of a paragraph.
    pub(super) fn lines_of(
        &mut self,
        style: TextStyle,
        before: f32,
        text: &[Inline],
        element: ElementId,
        (left, width): (f32, f32),
    ) -> Result<Vec<Piece>, PdfError> {
        let (spans, owners) = self.spans(style, text, element)?;
        let shaped = Shaped::new(self.fonts, style, Figures::Proportional, &spans)?;
        let name = named(&spans.iter().map(|span| span.text).collect::<String>());
        let mut pieces: Vec<Piece> = shaped
            .lines(width)
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let fragments = line_fragments(&shaped, line, 0.0, 0.0, &owners);
                let before = if index == 0 { before } else { 0.0 };
                let mut piece = Piece::new(&name, before, style.leading, fragments);
                piece.left = left;
                piece
            })
            .collect();
        keep_ends(&mut pieces);
        Ok(pieces)
    }

    pub(super) fn spans<'t>(
        &mut self,
        style: TextStyle,
        text: &'t [Inline],
        element: ElementId,
    ) -> Result<(Vec<Span<'t>>, Vec<Owner>), PdfError> {
        let (mut spans, mut owners) = (Vec::new(), Vec::new());
        for inline in text {
            let (span, owner) = match inline {
                Inline::Text(text) => (Span::plain(text, style), Owner::plain(element)),
                Inline::Strong(text) => {
                    (Span { face: FaceId::Bold, ..Span::plain(text, style) }, Owner::plain(element))
                }
                Inline::Link { text, to } => {
                    let (element, link) = self.link(element, text, Lead::Heading(to.clone()))?;
                    (link_span(text, style), Owner { element, link: Some(link) })
                }
                Inline::Web { text, url } => {
                    let (element, link) = self.link(element, text, Lead::Web(url.clone()))?;
                    (link_span(text, style), Owner { element, link: Some(link) })
                }
            };
            spans.push(span);
            owners.push(owner);
        }
        Ok((spans, owners))
    }
}

/// The words alone.
pub(super) fn plain(inline: &Inline) -> &str {
    match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Link { text, .. } | Inline::Web { text, .. } => {
            text
        }
    }
}

/// Words that lead somewhere: underlined, so that colour is not the only signal.
pub(super) fn link_span(text: &str, style: TextStyle) -> Span<'_> {
    Span { colour: BLUE, underlined: true, ..Span::plain(text, style) }
}
