//! Blocks to pages.
//!
//! Takes a pack and the fonts; gives pages of items, the structure tree, link annotations and bookmarks. It knows no
//! PDF object: first every block is measured into pieces, then the pieces are placed, then the pages are put together.

mod assemble;
mod beside;
mod columns;
mod contents;
mod cover;
mod figure;
mod furniture;
mod illustrated;
mod paginate;
mod piece;
mod prose;
mod table;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::PdfError;
use super::canvas::Item;
use super::fonts::Fonts;
use super::style::{Style, WIDTH};
use super::tags::{ElementId, LinkId, Role, Tree};
use super::text::{Line, Shaped};
use crate::pack::{Anchor, Block, Level, Pack};
use piece::{Fragment, Mention, Piece};

/// A pack on pages.
pub(super) struct Laid {
    /// Items of each page, in reading order.
    pub(super) pages: Vec<Vec<Item>>,
    pub(super) tree: Tree,
    pub(super) annotations: Vec<Annotation>,
    pub(super) bookmarks: Vec<Bookmark>,
}

/// A place in the document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) page: usize,
    /// From the page's upper edge.
    pub(super) y: f32,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    Spot(Spot),
    Web(String),
}

/// A link's area on one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Annotation {
    pub(super) element: ElementId,
    pub(super) page: usize,
    /// Left, top, right, bottom, from the page's upper left corner; one a line.
    pub(super) areas: Vec<[f32; 4]>,
    pub(super) words: String,
    pub(super) target: Target,
}

/// A heading among the bookmarks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bookmark {
    pub(super) level: Level,
    pub(super) text: String,
    pub(super) spot: Spot,
}

/// Lays a pack out.
pub(super) fn lay_out(pack: &Pack, fonts: &Fonts) -> Result<Laid, PdfError> {
    let mut builder = Builder::new(fonts, Style::of(pack.about.lettering));
    builder.collect_headings(&pack.document)?;
    builder.blocks(&pack.about, &pack.document)?;
    let places = paginate::paginate(&builder.pieces, pack.about.pages)?;
    assemble::assemble(builder, &pack.about, &places)
}

/// Where a link was said to lead.
#[derive(Debug, Clone)]
enum Lead {
    Heading(Anchor),
    Web(String),
}

/// A link before its place is known.
#[derive(Debug, Clone)]
struct Link {
    element: ElementId,
    words: String,
    lead: Lead,
}

/// Measures blocks into pieces.
struct Builder<'a> {
    fonts: &'a Fonts,
    style: &'static Style,
    tree: Tree,
    pieces: Vec<Piece>,
    links: Vec<Link>,
    /// The document's headings in order, before any of them is placed.
    headings: Vec<Mention>,
    /// From an anchor to the number of its heading.
    anchors: BTreeMap<Anchor, usize>,
    /// Width of the column that blocks go into.
    width: f32,
    /// The section that blocks go into, for each level of heading.
    sections: [Option<ElementId>; 3],
    group: Option<usize>,
    groups: usize,
    /// The block before this one was the list of contents.
    after_contents: bool,
    after_cover: bool,
    /// The next block starts a page.
    new_page: bool,
}

impl<'a> Builder<'a> {
    fn new(fonts: &'a Fonts, style: &'static Style) -> Self {
        Self {
            fonts,
            style,
            tree: Tree::new(),
            pieces: Vec::new(),
            links: Vec::new(),
            headings: Vec::new(),
            anchors: BTreeMap::new(),
            width: WIDTH,
            sections: [None; 3],
            group: None,
            groups: 0,
            after_contents: false,
            after_cover: false,
            new_page: false,
        }
    }

    fn collect_headings(&mut self, blocks: &[Block]) -> Result<(), PdfError> {
        for block in blocks {
            match block {
                Block::Heading { level, text, anchor } => {
                    let above = self.headings.last().map(|mention| mention.level);
                    let skips = match level {
                        Level::One => false,
                        Level::Two => above.is_none(),
                        Level::Three => above.is_none_or(|above| above == Level::One),
                    };
                    if skips {
                        return Err(PdfError::SkippedLevel(text.clone()));
                    }
                    if self.anchors.insert(anchor.clone(), self.headings.len()).is_some() {
                        return Err(PdfError::RepeatedAnchor(anchor.0.clone()));
                    }
                    let anchor = Some(anchor.clone());
                    self.headings.push(Mention { level: *level, text: text.clone(), anchor });
                }
                Block::Together(inner) => self.collect_headings(inner)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn blocks(&mut self, about: &crate::pack::About, blocks: &[Block]) -> Result<(), PdfError> {
        for block in blocks {
            let first = self.pieces.len();
            let (after_contents, after_cover) = (self.after_contents, self.after_cover);
            let new_page = self.new_page;
            match block {
                Block::Cover(cover) => self.cover(about, cover)?,
                Block::Contents { title, depth } => self.contents(title, *depth)?,
                Block::Heading { level, text, anchor } => {
                    self.heading(*level, text, anchor, after_contents)?;
                }
                Block::Paragraph { prose, text } => self.paragraph(*prose, text)?,
                Block::List(points) => self.list(points)?,
                Block::Table(table) => self.table(table)?,
                Block::Chart(chart) => self.chart(chart)?,
                Block::ControlChart(chart) => self.control_chart(chart)?,
                Block::StripChart(chart) => self.strip_chart(chart)?,
                Block::Beside { picture, words } => self.beside(about, picture, words)?,
                Block::Illustrated(illustrated) => self.illustrated(illustrated)?,
                Block::Writing { lines } => self.writing(*lines),
                Block::NewPage => {
                    self.new_page = true;
                    continue;
                }
                Block::Together(inner) => {
                    let outer = self.group;
                    if outer.is_none() {
                        self.groups += 1;
                        self.group = Some(self.groups);
                    }
                    self.blocks(about, inner)?;
                    self.group = outer;
                    continue;
                }
            }
            if let Some(piece) = self.pieces.get_mut(first).filter(|_| after_cover || new_page) {
                piece.start = piece::Start::Page;
                self.new_page = false;
            }
            let group = self.group;
            for piece in self.pieces.iter_mut().skip(first) {
                piece.group = piece.group.or(group);
            }
            self.after_contents = matches!(block, Block::Contents { .. });
            self.after_cover = matches!(block, Block::Cover(_)) && !self.style.large;
        }
        Ok(())
    }

    /// Width of prose in the column.
    fn prose_width(&self) -> f32 {
        self.width.min(self.style.prose)
    }

    /// Whether blocks go into a column that shares the page with another.
    fn is_narrow(&self) -> bool {
        self.width < WIDTH
    }

    /// The element that blocks go into now.
    fn section(&self) -> ElementId {
        self.sections.iter().rev().find_map(|section| *section).unwrap_or(Tree::ROOT)
    }

    /// Opens a section at a level and closes those at and below it.
    fn open_section(&mut self, level: Level) -> ElementId {
        let depth = match level {
            Level::One => 0,
            Level::Two => 1,
            Level::Three => 2,
        };
        for section in self.sections.iter_mut().skip(depth) {
            *section = None;
        }
        let section = self.tree.add(self.section(), Role::Sect);
        if let Some(slot) = self.sections.get_mut(depth) {
            *slot = Some(section);
        }
        section
    }

    fn link(&mut self, parent: ElementId, words: &str, lead: Lead) -> Result<(ElementId, LinkId), PdfError> {
        if let Lead::Heading(anchor) = &lead
            && !self.anchors.contains_key(anchor)
        {
            return Err(PdfError::UnknownAnchor { text: words.to_owned(), anchor: anchor.0.clone() });
        }
        let element = self.tree.add(parent, Role::Link);
        let id = LinkId(self.links.len());
        self.links.push(Link { element, words: words.to_owned(), lead });
        Ok((element, id))
    }

    fn push(&mut self, pieces: Vec<Piece>) {
        self.pieces.extend(pieces);
    }
}

/// Whose content a span of a paragraph is.
#[derive(Debug, Clone, Copy)]
struct Owner {
    element: ElementId,
    link: Option<LinkId>,
}

impl Owner {
    fn plain(element: ElementId) -> Self {
        Self { element, link: None }
    }
}

/// A line as fragments, its box at a place of a piece; one owner for each span.
fn line_fragments(shaped: &Shaped, line: &Line, x: f32, top: f32, owners: &[Owner]) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    for segment in shaped.draw(line, x, top) {
        let Some(owner) = owners.get(segment.span) else { continue };
        let mut fragment = Fragment::of(owner.element, segment.items);
        let area = [segment.x, top, segment.x + segment.width, top + shaped.leading()];
        fragment.link = owner.link.map(|link| (link, area));
        fragments.push(fragment);
    }
    fragments
}

fn named(text: &str) -> Rc<str> {
    Rc::from(text.chars().take(80).collect::<String>())
}
