//! Pieces: measured strips of a page that are never split.

use std::rc::Rc;

use super::super::canvas::Item;
use super::super::style::{BLUE, MARGIN, RULE, WIDTH};
use super::super::tags::{ElementId, LinkId};
use crate::pack::{Anchor, Level};

/// What is drawn for one element, or for none.
#[derive(Debug, Clone, Default)]
pub(super) struct Fragment {
    /// Whose content it is; `None` is an artifact.
    pub(super) element: Option<ElementId>,
    /// What is drawn, from the piece's upper left corner on.
    pub(super) items: Vec<Item>,
    /// The link that its area leads to, as left, top, right, bottom.
    pub(super) link: Option<(LinkId, [f32; 4])>,
    /// The page number to be drawn in it once it is known, ending at this place.
    pub(super) page_of: Option<(usize, f32, f32)>,
    /// A figure's area, as left, top, right, bottom.
    pub(super) area: Option<[f32; 4]>,
}

impl Fragment {
    pub(super) fn of(element: ElementId, items: Vec<Item>) -> Self {
        Self { element: Some(element), items, ..Self::default() }
    }

    pub(super) fn artifact(items: Vec<Item>) -> Self {
        Self { items, ..Self::default() }
    }

    /// The same elsewhere in its piece.
    pub(super) fn moved(mut self, right: f32, down: f32) -> Self {
        let area = |[left, top, to, bottom]: [f32; 4]| [left + right, top + down, to + right, bottom + down];
        self.items = self.items.into_iter().map(|item| item.moved(right, down)).collect();
        self.link = self.link.map(|(link, of)| (link, area(of)));
        self.page_of = self.page_of.map(|(heading, end, baseline)| (heading, end + right, baseline + down));
        self.area = self.area.map(area);
        self
    }
}

/// Where a piece may stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Start {
    /// Where the text has come to.
    Flow,
    /// After a rule if this share of the page is left, else on a new page; `least` where pages are scarce.
    Section { room: f32, least: f32 },
    /// On a new page.
    Page,
}

/// A heading, for contents, bookmarks and links.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) level: Level,
    pub(super) text: String,
    pub(super) anchor: Option<Anchor>,
}

/// The head of a table, drawn again at the top of each page that the table goes on.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) height: f32,
    pub(super) items: Vec<Item>,
}

/// A strip of a page that is never split.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Space above, which falls away at the top of a page.
    pub(super) before: f32,
    /// Its own height.
    pub(super) height: f32,
    /// Its left edge.
    pub(super) left: f32,
    /// What is drawn.
    pub(super) fragments: Vec<Fragment>,
    /// Stays on the page of the piece after it.
    pub(super) keep: bool,
    /// Pieces of one group stay together where they fit on a page.
    pub(super) group: Option<usize>,
    /// Drawn first where this piece starts a page.
    pub(super) head: Option<Rc<Head>>,
    pub(super) start: Start,
    /// The heading in it.
    pub(super) mention: Option<Mention>,
    /// Words to name it by if it fits nowhere.
    pub(super) name: Rc<str>,
}

impl Piece {
    pub(super) fn new(name: &Rc<str>, before: f32, height: f32, fragments: Vec<Fragment>) -> Self {
        Self {
            before,
            height,
            left: MARGIN,
            fragments,
            keep: false,
            group: None,
            head: None,
            start: Start::Flow,
            mention: None,
            name: Rc::clone(name),
        }
    }
}

/// Two lines stay together at either end of a paragraph: no line of it is alone on a page.
pub(super) fn keep_ends(pieces: &mut [Piece]) {
    let count = pieces.len();
    for (index, piece) in pieces.iter_mut().enumerate() {
        let last = index + 1 == count;
        if !last && (index == 0 || index + 2 == count) {
            piece.keep = true;
        }
    }
}

/// The rule above a section that starts in the middle of a page.
pub(super) fn section_rule(y: f32) -> Item {
    let stroke = super::super::canvas::Stroke { colour: BLUE, width: 1.2, dash: None };
    Item::line((MARGIN, y), (MARGIN + WIDTH, y), stroke)
}

/// A hairline of this width, from the left edge of a piece.
pub(super) fn hairline(y: f32, width: f32) -> Item {
    let stroke = super::super::canvas::Stroke { colour: RULE, width: 0.6, dash: None };
    Item::line((0.0, y), (width, y), stroke)
}
