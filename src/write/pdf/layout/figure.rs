//! Charts on the page: a title in words above, the drawing, small print below.

use super::super::PdfError;
use super::super::chart_backend;
use super::super::style::{CAPTION, CHART_HEIGHT, MARGIN, NOTE, PROSE_WIDTH, WIDTH};
use super::super::tags::{Extra, Role};
use super::piece::{Fragment, Piece};
use super::{Builder, named};
use crate::chart::Chart;
use crate::pack::Inline;

impl Builder<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) -> Result<(), PdfError> {
        let title = self.tree.add(self.section(), Role::P);
        let words = [Inline::Text(chart.title.clone())];
        let mut title = self.lines_of(CAPTION, 12.0, &words, title, (MARGIN, WIDTH))?;
        for piece in &mut title {
            piece.keep = true;
        }
        self.push(title);

        let extra = Extra { alt: Some(chart.alt.clone()), ..Extra::default() };
        let figure = self.tree.add_with(self.section(), Role::Figure, extra);
        let items = chart_backend::draw(self.fonts, chart, (WIDTH, CHART_HEIGHT))?;
        let mut fragment = Fragment::of(figure, items);
        fragment.area = Some([0.0, 0.0, WIDTH, CHART_HEIGHT]);
        let mut piece = Piece::new(&named(&chart.title), 5.0, CHART_HEIGHT, vec![fragment]);
        piece.keep = chart.note.is_some();
        self.push(vec![piece]);

        if let Some(note) = &chart.note {
            let element = self.tree.add(self.section(), Role::P);
            let words = [Inline::Text(note.clone())];
            let mut note = self.lines_of(NOTE, 4.0, &words, element, (MARGIN, PROSE_WIDTH))?;
            let count = note.len();
            for piece in note.iter_mut().take(count.saturating_sub(1)) {
                piece.keep = true;
            }
            self.push(note);
        }
        Ok(())
    }
}
