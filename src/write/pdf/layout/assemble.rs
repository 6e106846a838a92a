//! Placed pieces to pages: marked content, links and bookmarks get their places.

use super::super::PdfError;
use super::super::canvas::{Item, Marked};
use super::super::fonts::{FaceId, Figures, width_of};
use super::super::style::PAGE_HEIGHT;
use super::super::tags::{ElementId, LinkId};
use super::paginate::Place;
use super::piece::{Fragment, Piece, section_rule};
use super::{Annotation, Bookmark, Builder, Laid, Lead, Spot, Target, furniture};
use crate::pack::About;

/// Puts the pages together.
pub(super) fn assemble(mut builder: Builder<'_>, about: &About, places: &[Place]) -> Result<Laid, PdfError> {
    let pieces = std::mem::take(&mut builder.pieces);
    let pages = places.last().map_or(1, |place| place.page + 1);
    let mut bookmarks = Vec::new();
    for (piece, place) in pieces.iter().zip(places) {
        if let Some(mention) = &piece.mention {
            let spot = Spot { page: place.page, y: place.y };
            bookmarks.push((mention, spot));
        }
    }
    let spots: Vec<Spot> =
        bookmarks.iter().filter(|(mention, _)| mention.anchor.is_some()).map(|b| b.1).collect();
    let bookmarks = bookmarks
        .into_iter()
        .map(|(m, spot)| Bookmark { level: m.level, text: m.text.clone(), spot })
        .collect();

    let mut sheet =
        Sheets { builder, spots, pages: Vec::new(), open: None, annotations: Vec::new(), made: Vec::new() };
    for (piece, place) in pieces.iter().zip(places) {
        sheet.go_to(place.page, about)?;
        sheet.piece(piece, place)?;
    }
    sheet.close();
    let Sheets { builder, pages: mut sheets, annotations, .. } = sheet;
    if sheets.is_empty() {
        sheets.push(Vec::new());
    }
    for (number, items) in sheets.iter_mut().enumerate() {
        items.extend(furniture::footer(builder.fonts, builder.style, about, number, pages)?);
    }
    Ok(Laid { pages: sheets, tree: builder.tree, annotations, bookmarks })
}

struct Sheets<'a> {
    builder: Builder<'a>,
    /// Where each heading came to stand, by its number.
    spots: Vec<Spot>,
    pages: Vec<Vec<Item>>,
    /// Whose content is being drawn; the inner `None` is an artifact.
    open: Option<Option<ElementId>>,
    annotations: Vec<Annotation>,
    /// The annotation already made for a link on a page.
    made: Vec<(LinkId, usize, usize)>,
}

impl Sheets<'_> {
    fn go_to(&mut self, page: usize, about: &About) -> Result<(), PdfError> {
        if self.pages.len() > page {
            return Ok(());
        }
        self.close();
        while self.pages.len() <= page {
            let header = if self.pages.is_empty() {
                Vec::new()
            } else {
                furniture::header(self.builder.fonts, self.builder.style, about)?
            };
            self.pages.push(header);
        }
        Ok(())
    }

    fn piece(&mut self, piece: &Piece, place: &Place) -> Result<(), PdfError> {
        if let Some(y) = place.rule {
            self.draw(&Fragment::artifact(vec![section_rule(y)]), 0.0, 0.0)?;
        }
        if let Some(head) = piece.head.as_ref().filter(|_| place.with_head) {
            self.draw(&Fragment::artifact(head.items.clone()), piece.left, place.y - head.height)?;
        }
        for fragment in &piece.fragments {
            self.draw(fragment, piece.left, place.y)?;
        }
        Ok(())
    }

    fn draw(&mut self, fragment: &Fragment, x: f32, y: f32) -> Result<(), PdfError> {
        let page = self.pages.len().saturating_sub(1);
        let items = self.items(fragment)?;
        let Some(element) = fragment.element else {
            self.switch(None, page);
            self.extend(items, x, y);
            return Ok(());
        };
        if items.is_empty() {
            self.builder.tree.join(element);
            return Ok(());
        }
        self.switch(Some(element), page);
        self.extend(items, x, y);
        if let Some([left, top, right, bottom]) = fragment.area {
            let (low, high) = (PAGE_HEIGHT - (y + bottom), PAGE_HEIGHT - (y + top));
            self.builder.tree.place(element, [x + left, low, x + right, high]);
        }
        if let Some((link, [left, top, right, bottom])) = fragment.link {
            self.annotate(link, page, [x + left, y + top, x + right, y + bottom])?;
        }
        Ok(())
    }

    /// The items of a fragment, with the page number that is known by now.
    fn items(&self, fragment: &Fragment) -> Result<Vec<Item>, PdfError> {
        let mut items = fragment.items.clone();
        if let Some((heading, right, baseline)) = fragment.page_of {
            let body = self.builder.style.body;
            let page = self.spots.get(heading).map_or(0, |spot| spot.page) + 1;
            let glyphs = self.builder.fonts.shape(FaceId::Regular, Figures::Tabular, &page.to_string())?;
            items.push(Item::Text {
                x: right - width_of(&glyphs, body.size),
                y: baseline,
                face: FaceId::Regular,
                size: body.size,
                colour: body.colour,
                glyphs,
            });
        }
        Ok(items)
    }

    fn annotate(&mut self, link: LinkId, page: usize, area: [f32; 4]) -> Result<(), PdfError> {
        let known = self.made.iter().find(|(id, on, _)| *id == link && *on == page).map(|made| made.2);
        if let Some(annotation) = known.and_then(|index| self.annotations.get_mut(index)) {
            annotation.areas.push(area);
            return Ok(());
        }
        let Some(definition) = self.builder.links.get(link.0) else { return Ok(()) };
        let target = match &definition.lead {
            Lead::Web(url) => Target::Web(url.clone()),
            Lead::Heading(anchor) => {
                let spot = self.builder.anchors.get(anchor).and_then(|number| self.spots.get(*number));
                Target::Spot(*spot.ok_or_else(|| PdfError::UnknownAnchor {
                    text: definition.words.clone(),
                    anchor: anchor.0.clone(),
                })?)
            }
        };
        let index = self.annotations.len();
        let element = definition.element;
        let words = definition.words.clone();
        self.annotations.push(Annotation { element, page, areas: vec![area], words, target });
        self.made.push((link, page, index));
        self.builder.tree.link(element, LinkId(index));
        Ok(())
    }

    /// Opens marked content for an element, or an artifact, unless it is open already.
    fn switch(&mut self, element: Option<ElementId>, page: usize) {
        if self.open == Some(element) {
            return;
        }
        self.close();
        let marked = match element {
            Some(element) => {
                let mcid = self.builder.tree.content(element, page);
                let role = self.builder.tree.role(element).name();
                Marked::Content { role, mcid: i64::try_from(mcid).unwrap_or(i64::MAX) }
            }
            None => Marked::Artifact,
        };
        self.open = Some(element);
        self.extend(vec![Item::Begin(marked)], 0.0, 0.0);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.extend(vec![Item::End], 0.0, 0.0);
        }
    }

    fn extend(&mut self, items: Vec<Item>, x: f32, y: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.extend(items.into_iter().map(|item| item.moved(x, y)));
        }
    }
}
