//! Charts on the page: a title in words above, the drawing, small print below.

use super::super::PdfError;
use super::super::chart_backend;
use super::super::style::{CHART_HEIGHT, MARGIN};
use super::super::tags::{Extra, Role};
use super::piece::{Fragment, Piece};
use super::{Builder, named};
use crate::chart::{Chart, ControlChart, StripChart};
use crate::pack::Inline;
use crate::write::pdf::canvas::Item;

/// A strip of rare events needs less.
const STRIP_HEIGHT: f32 = 72.0;

impl Builder<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) -> Result<(), PdfError> {
        let items = chart_backend::draw(self.fonts, chart, (self.width, self.chart_height()))?;
        self.figure(&chart.title, &chart.alt, chart.note.as_ref(), (items, self.chart_height()))
    }

    pub(super) fn control_chart(&mut self, chart: &ControlChart) -> Result<(), PdfError> {
        let items = chart_backend::draw_control(self.fonts, chart, (self.width, self.chart_height()))?;
        self.figure(&chart.title, &chart.alt, chart.note.as_ref(), (items, self.chart_height()))
    }

    pub(super) fn strip_chart(&mut self, chart: &StripChart) -> Result<(), PdfError> {
        let items = chart_backend::draw_strip(self.fonts, chart, (self.width, STRIP_HEIGHT))?;
        self.figure(&chart.title, &chart.alt, None, (items, STRIP_HEIGHT))
    }

    /// Labels beside a narrow chart take more lines.
    fn chart_height(&self) -> f32 {
        if self.is_narrow() { CHART_HEIGHT * 1.15 } else { CHART_HEIGHT }
    }

    fn figure(
        &mut self,
        name: &str,
        alt: &str,
        note: Option<&String>,
        (items, height): (Vec<Item>, f32),
    ) -> Result<(), PdfError> {
        let title = self.tree.add(self.section(), Role::P);
        let words = [Inline::Text(name.to_owned())];
        let mut title = self.lines_of(self.style.caption, 10.0, &words, title, (MARGIN, self.width))?;
        for piece in &mut title {
            piece.keep = true;
        }
        self.push(title);

        let extra = Extra { alt: Some(alt.to_owned()), ..Extra::default() };
        let figure = self.tree.add_with(self.section(), Role::Figure, extra);
        let mut fragment = Fragment::of(figure, items);
        fragment.area = Some([0.0, 0.0, self.width, height]);
        let mut piece = Piece::new(&named(name), 5.0, height, vec![fragment]);
        piece.keep = note.is_some();
        self.push(vec![piece]);

        if let Some(note) = note {
            let element = self.tree.add(self.section(), Role::P);
            let words = [Inline::Text(note.clone())];
            let mut note =
                self.lines_of(self.style.note, 4.0, &words, element, (MARGIN, self.prose_width()))?;
            let count = note.len();
            for piece in note.iter_mut().take(count.saturating_sub(1)) {
                piece.keep = true;
            }
            self.push(note);
        }
        Ok(())
    }
}
