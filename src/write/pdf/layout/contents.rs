//! The list of contents.

use super::super::PdfError;
use super::super::canvas::{Item, Stroke};
use super::super::fonts::{FaceId, Figures};
use super::super::style::{MARGIN, SOFT, TextStyle};
use super::super::tags::Role;
use super::super::text::{Shaped, Span, baseline_in};
use super::piece::{Fragment, Mention, Piece, Start};
use super::{Builder, Lead, Owner, line_fragments, named};
use crate::pack::Level;

/// Room for the page number, so that a long heading never runs into it.
const NUMBER: f32 = 34.0;

impl Builder<'_> {
    pub(super) fn contents(&mut self, title: &str, depth: Level) -> Result<(), PdfError> {
        let mention = Mention { level: Level::One, text: title.to_owned(), anchor: None };
        self.heading_piece(mention, Start::Page)?;
        let list = self.tree.add(self.section(), Role::Toc);
        let mut inner = None;
        let entries: Vec<(usize, Mention)> =
            self.headings.iter().cloned().enumerate().filter(|(_, entry)| entry.level <= depth).collect();
        for (number, (heading, entry)) in entries.into_iter().enumerate() {
            let (face, left, before) = match entry.level {
                Level::One => (FaceId::Bold, 0.0, if number == 0 { 8.0 } else { 9.0 }),
                Level::Two | Level::Three => (FaceId::Regular, 16.0, 2.0),
            };
            let parent = if entry.level == Level::One {
                inner = None;
                list
            } else {
                *inner.get_or_insert_with(|| self.tree.add(list, Role::Toc))
            };
            let style = TextStyle { face, ..self.style.body };
            let mut piece = self.entry(style, left, heading, &entry, parent)?;
            piece.before = before;
            // The first part of a section stays with its section's line.
            piece.keep = entry.level == Level::One
                && depth > Level::One
                && self.headings.get(heading + 1).is_some_and(|next| next.level == Level::Two);
            self.push(vec![piece]);
        }
        if let Some(last) = self.pieces.last_mut() {
            last.keep = false;
        }
        Ok(())
    }

    /// One line of it: the heading, a leader, the page; all of it leads to the heading.
    fn entry(
        &mut self,
        style: TextStyle,
        left: f32,
        heading: usize,
        entry: &Mention,
        parent: super::ElementId,
    ) -> Result<Piece, PdfError> {
        let item = self.tree.add(parent, Role::Toci);
        let reference = self.tree.add(item, Role::Reference);
        let anchor = entry.anchor.clone().unwrap_or_else(|| crate::pack::Anchor(String::new()));
        let (element, link) = self.link(reference, &entry.text, Lead::Heading(anchor))?;
        let page = self.tree.add(reference, Role::Span);

        let shaped =
            Shaped::new(self.fonts, style, Figures::Proportional, &[Span::plain(&entry.text, style)])?;
        let lines = shaped.lines(self.style.prose - left - NUMBER);
        let mut fragments = Vec::new();
        let (mut top, mut end) = (0.0, 0.0);
        for line in &lines {
            fragments.extend(line_fragments(
                &shaped,
                line,
                left,
                top,
                &[Owner { element, link: Some(link) }],
            ));
            end = left + line.width;
            top += style.leading;
        }
        let baseline = top - style.leading + baseline_in(style.size, style.leading);
        // The whole line can be clicked, the page number included.
        if let Some((_, area)) = fragments.last_mut().and_then(|fragment| fragment.link.as_mut()) {
            area[2] = self.style.prose;
        }
        let (from, to) = (end + 6.0, self.style.prose - NUMBER + 6.0);
        if to - from > 8.0 {
            let dots = Stroke { colour: SOFT, width: 0.7, dash: Some((0.7, 3.3)) };
            fragments.push(Fragment::artifact(vec![Item::line(
                (from, baseline - 0.4),
                (to, baseline - 0.4),
                dots,
            )]));
        }
        let mut number = Fragment::of(page, Vec::new());
        number.page_of = Some((heading, self.style.prose, baseline));
        fragments.push(number);
        let mut piece = Piece::new(&named(&entry.text), 0.0, top, fragments);
        piece.left = MARGIN;
        Ok(piece)
    }
}
