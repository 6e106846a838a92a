//! The first page.

use super::super::PdfError;
use super::super::canvas::Item;
use super::super::fonts::{FaceId, Figures};
use super::super::style::{BLUE, BODY_HEIGHT, MARGIN, PAGE_WIDTH, TINT, TOP, TextStyle, WIDTH};
use super::super::tags::{ElementId, Role};
use super::super::text::Shaped;
use super::piece::{Fragment, Piece, Start, hairline};
use super::{Builder, Owner, line_fragments, named};
use crate::pack::{About, Cover, Level};

const TITLE: TextStyle = TextStyle { face: FaceId::Bold, size: 32.0, leading: 38.0, colour: BLUE };
/// Where the values of the facts start.
const VALUES: f32 = 132.0;

impl Builder<'_> {
    pub(super) fn cover(&mut self, about: &About, cover: &Cover) -> Result<(), PdfError> {
        let style = self.style;
        let strong = TextStyle { face: FaceId::Bold, ..style.body };
        let section = self.open_section(Level::One);
        let mut fragments = vec![Fragment::artifact(vec![Item::Rect {
            x: -MARGIN,
            y: -TOP,
            width: PAGE_WIDTH,
            height: 14.0,
            fill: BLUE,
        }])];
        if let Some(marking) = &about.marking {
            let element = self.tree.add(section, Role::P);
            self.set(&mut fragments, element, style.marking, marking, (0.0, 0.0, WIDTH))?;
        }
        let element = self.tree.add(section, Role::P);
        let mut y = if style.large { 24.0 } else { 96.0 };
        y += self.set(&mut fragments, element, style.council, &about.council, (0.0, y, WIDTH))? + 8.0;
        let element = self.tree.add(section, Role::H1);
        y += self.set(&mut fragments, element, TITLE, &about.title, (0.0, y, WIDTH))? + 12.0;
        let element = self.tree.add(section, Role::P);
        y += self.set(&mut fragments, element, style.period, &about.period_words, (0.0, y, WIDTH))? + 22.0;
        fragments.push(Fragment::artifact(vec![Item::Rect {
            x: 0.0,
            y,
            width: 64.0,
            height: 3.0,
            fill: BLUE,
        }]));
        y += 25.0;
        let element = self.tree.add(section, Role::P);
        y += self.set(&mut fragments, element, style.lead, &cover.purpose, (0.0, y, style.prose))? + 34.0;

        let list = self.tree.add(section, Role::L);
        for (label, value) in &cover.facts {
            fragments.push(Fragment::artifact(vec![hairline(y, WIDTH)]));
            let item = self.tree.add(list, Role::Li);
            let element = self.tree.add(item, Role::Lbl);
            let left = self.set(&mut fragments, element, strong, label, (0.0, y + 6.0, VALUES - 12.0))?;
            let element = self.tree.add(item, Role::LBody);
            let right =
                self.set(&mut fragments, element, style.body, value, (VALUES, y + 6.0, WIDTH - VALUES))?;
            y += left.max(right) + 12.0;
        }
        if !cover.facts.is_empty() {
            fragments.push(Fragment::artifact(vec![hairline(y, WIDTH)]));
        }
        if let Some(example) = &about.example {
            let element = self.tree.add(section, Role::P);
            y = if style.large { y + 12.0 } else { (y + 30.0).max(BODY_HEIGHT - 48.0) };
            let bar = [(0.0, WIDTH, TINT), (0.0, 4.0, BLUE)];
            let panel = bar.map(|(x, width, fill)| Item::Rect { x, y, width, height: 36.0, fill });
            fragments.push(Fragment::artifact(panel.to_vec()));
            self.set(&mut fragments, element, strong, example, (16.0, y + 10.5, WIDTH - 32.0))?;
            y += 36.0;
        }
        // Never shorter than a page, nothing follows on it; a large one leaves what is left to what follows.
        let height = if style.large { y } else { y.max(BODY_HEIGHT) };
        let mut piece = Piece::new(&named(&about.title), 0.0, height, fragments);
        piece.start = Start::Page;
        self.push(vec![piece]);
        self.sections = [None; 3];
        Ok(())
    }

    /// Sets words in a column; the height they take.
    fn set(
        &self,
        fragments: &mut Vec<Fragment>,
        element: ElementId,
        style: TextStyle,
        text: &str,
        (x, y, width): (f32, f32, f32),
    ) -> Result<f32, PdfError> {
        let shaped = Shaped::plain(self.fonts, style, Figures::Proportional, text)?;
        let mut height = 0.0;
        let lines = if style == TITLE { shaped.even_lines(width) } else { shaped.lines(width) };
        for line in lines {
            fragments.extend(line_fragments(&shaped, &line, x, y + height, &[Owner::plain(element)]));
            height += style.leading;
        }
        Ok(height)
    }
}
