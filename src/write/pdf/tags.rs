//! The structure tree: what each run of content is, in reading order.
//!
//! An element joins its parent when its first content is placed, so the tree follows the pages and not the order in
//! which blocks were measured.

/// Number of an element in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ElementId(usize);

/// Number of a link annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LinkId(pub(super) usize);

/// A standard structure type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Document,
    Sect,
    H1,
    H2,
    H3,
    P,
    L,
    Li,
    Lbl,
    LBody,
    Table,
    Caption,
    THead,
    TBody,
    Tr,
    Th,
    Td,
    Figure,
    Toc,
    Toci,
    Reference,
    Link,
    Span,
}

impl Role {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Sect => "Sect",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::P => "P",
            Self::L => "L",
            Self::Li => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::Caption => "Caption",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::Tr => "TR",
            Self::Th => "TH",
            Self::Td => "TD",
            Self::Figure => "Figure",
            Self::Toc => "TOC",
            Self::Toci => "TOCI",
            Self::Reference => "Reference",
            Self::Link => "Link",
            Self::Span => "Span",
        }
    }
}

/// Which cells a header cell speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Row,
    Column,
}

/// What an element says beyond its role.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Extra {
    /// Alternative text of a figure.
    pub(super) alt: Option<String>,
    /// Scope of a header cell.
    pub(super) scope: Option<Scope>,
    /// Where a figure lies: left, bottom, right, top in points from the page's lower left corner.
    pub(super) bbox: Option<[f32; 4]>,
    /// A list with bullets.
    pub(super) bullets: bool,
}

/// A part of an element, in reading order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kid {
    Element(ElementId),
    Content { page: usize, mcid: usize },
    Link(LinkId),
}

/// An element of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    pub(super) role: Role,
    pub(super) parent: Option<ElementId>,
    pub(super) kids: Vec<Kid>,
    pub(super) extra: Extra,
    joined: bool,
}

/// The tree, and for each page which element each of its marked contents belongs to.
#[derive(Debug)]
pub(super) struct Tree {
    elements: Vec<Element>,
    pages: Vec<Vec<ElementId>>,
}

impl Tree {
    /// The root of every tree.
    pub(super) const ROOT: ElementId = ElementId(0);

    pub(super) fn new() -> Self {
        let root = Element {
            role: Role::Document,
            parent: None,
            kids: Vec::new(),
            extra: Extra::default(),
            joined: true,
        };
        Self { elements: vec![root], pages: Vec::new() }
    }

    /// A new element; it joins its parent with its first content.
    pub(super) fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        self.add_with(parent, role, Extra::default())
    }

    /// A new element with more to say.
    pub(super) fn add_with(&mut self, parent: ElementId, role: Role, extra: Extra) -> ElementId {
        self.elements.push(Element { role, parent: Some(parent), kids: Vec::new(), extra, joined: false });
        ElementId(self.elements.len() - 1)
    }

    /// Puts an element, and those above it, where reading has come to; an empty cell needs no more than this.
    pub(super) fn join(&mut self, id: ElementId) {
        let Some(element) = self.elements.get_mut(id.0).filter(|element| !element.joined) else { return };
        element.joined = true;
        if let Some(parent) = element.parent {
            self.join(parent);
            self.push(parent, Kid::Element(id));
        }
    }

    /// Gives the next marked content of a page to an element; its number on that page.
    pub(super) fn content(&mut self, id: ElementId, page: usize) -> usize {
        self.join(id);
        while self.pages.len() <= page {
            self.pages.push(Vec::new());
        }
        let Some(owners) = self.pages.get_mut(page) else { return 0 };
        let mcid = owners.len();
        owners.push(id);
        self.push(id, Kid::Content { page, mcid });
        mcid
    }

    /// Gives a link annotation to an element.
    pub(super) fn link(&mut self, id: ElementId, link: LinkId) {
        self.push(id, Kid::Link(link));
    }

    /// Says where on its page a figure came to lie.
    pub(super) fn place(&mut self, id: ElementId, bbox: [f32; 4]) {
        if let Some(element) = self.elements.get_mut(id.0) {
            element.extra.bbox = Some(bbox);
        }
    }

    fn push(&mut self, id: ElementId, kid: Kid) {
        if let Some(element) = self.elements.get_mut(id.0) {
            element.kids.push(kid);
        }
    }

    pub(super) fn role(&self, id: ElementId) -> Role {
        self.elements.get(id.0).map_or(Role::Span, |element| element.role)
    }

    /// The elements that came to stand in the document, the root first.
    pub(super) fn elements(&self) -> impl Iterator<Item = (ElementId, &Element)> {
        self.elements
            .iter()
            .enumerate()
            .filter(|(_, element)| element.joined)
            .map(|(i, element)| (ElementId(i), element))
    }

    /// The owner of each marked content of a page.
    pub(super) fn owners(&self, page: usize) -> &[ElementId] {
        self.pages.get(page).map_or(&[], Vec::as_slice)
    }
}
