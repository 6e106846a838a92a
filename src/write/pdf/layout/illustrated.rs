//! A picture to the left and words to its right, and lines to write on.

use super::super::PdfError;
use super::super::canvas::{Item, Stroke};
use super::super::chart_backend;
use super::super::fonts::Figures;
use super::super::style::{MARGIN, SOFT, WIDTH};
use super::super::tags::{Extra, Role};
use super::super::text::Shaped;
use super::piece::{Fragment, Piece};
use super::{Builder, line_fragments, named};
use crate::chart::ICON;
use crate::pack::{Illustrated, Picture, Prose};

/// Where the words begin: right of five figures in a row.
const WORDS: f32 = 116.0;
/// White above, and between paragraphs.
const ABOVE: f32 = 6.0;
const BETWEEN: f32 = 2.0;
/// From line to line for writing by hand.
const HAND: f32 = 28.0;

impl Builder<'_> {
    /// One piece, never split.
    pub(super) fn illustrated(&mut self, illustrated: &Illustrated) -> Result<(), PdfError> {
        let (mut fragment, high) = match &illustrated.picture {
            Picture::Icon(icon) => {
                #[expect(clippy::cast_possible_truncation, reason = "a page is some hundred points wide")]
                let size = ICON as f32;
                // In the middle of the column of pictures.
                let items = chart_backend::draw_icon(self.fonts, *icon, size)?;
                (Fragment::artifact(moved(items, (WORDS - 16.0 - size) / 2.0)), size)
            }
            Picture::Pictogram(pictogram) => {
                let (items, (width, height)) = chart_backend::draw_pictogram(self.fonts, pictogram)?;
                let extra = Extra { alt: Some(pictogram.alt.clone()), ..Extra::default() };
                let figure = self.tree.add_with(self.section(), Role::Figure, extra);
                let left = (WORDS - 16.0 - width) / 2.0;
                let mut fragment = Fragment::of(figure, moved(items, left));
                fragment.area = Some([left, 0.0, left + width, height]);
                (fragment, height)
            }
        };
        let mut fragments = Vec::new();
        let mut y = 0.0;
        for (index, (prose, text)) in illustrated.words.iter().enumerate() {
            let style = match prose {
                Prose::Body => self.style.body,
                Prose::Lead => self.style.lead,
                Prose::Note => self.style.note,
            };
            if index > 0 {
                y += BETWEEN;
            }
            let element = self.tree.add(self.section(), Role::P);
            let (spans, owners) = self.spans(style, text, element)?;
            let shaped = Shaped::new(self.fonts, style, Figures::Proportional, &spans)?;
            for line in shaped.lines(WIDTH - WORDS) {
                fragments.extend(line_fragments(&shaped, &line, WORDS, y, &owners));
                y += style.leading;
            }
        }
        // The shorter of the two stands in the middle of the other, where that is little.
        let down = ((y - high) / 2.0).clamp(2.0, 12.0);
        if let Some([_, top, _, bottom]) = &mut fragment.area {
            *top += down;
            *bottom += down;
        }
        fragment.items = fragment.items.into_iter().map(|item| item.moved(0.0, down)).collect();
        fragments.insert(0, fragment);
        let first: String =
            illustrated.words.iter().flat_map(|(_, text)| text).map(super::prose::plain).collect();
        let piece = Piece::new(&named(&first), ABOVE, y.max(high + down), fragments);
        self.push(vec![piece]);
        Ok(())
    }

    /// Lines for writing by hand: nothing to read, so artifacts.
    pub(super) fn writing(&mut self, lines: u32) {
        let stroke = Stroke { colour: SOFT, width: 0.8, dash: None };
        for index in 0..lines {
            let line = Item::line((0.0, HAND), (WIDTH, HAND), stroke);
            let mut piece =
                Piece::new(&named("lines to write on"), 0.0, HAND, vec![Fragment::artifact(vec![line])]);
            piece.left = MARGIN;
            piece.keep = index + 1 < lines;
            self.push(vec![piece]);
        }
    }
}

fn moved(items: Vec<Item>, right: f32) -> Vec<Item> {
    items.into_iter().map(|item| item.moved(right, 0.0)).collect()
}
