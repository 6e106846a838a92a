//! Reads a PDF as a screen reader would: by its structure tree.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{Page, page};

/// An element as it is met in reading: its role, with the scope of a header cell; its words, or a figure's
/// alternative text; how deep it stands in the tree, and the page on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) role: String,
    pub(super) words: String,
    pub(super) depth: usize,
    pub(super) page: Option<usize>,
}

/// The words of steps, without bullets and elements that have none.
pub(super) fn spoken_words(steps: Vec<Step>) -> Vec<String> {
    steps
        .into_iter()
        .map(|step| step.words)
        .filter(|words| !words.is_empty() && words != "\u{2022}")
        .collect()
}

pub(super) struct Read {
    document: Document,
    ids: Vec<ObjectId>,
    pages: Vec<Page>,
}

impl Read {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a PDF");
        let ids: Vec<ObjectId> = document.page_iter().collect();
        let pages = ids.iter().map(|id| page(&document, *id)).collect();
        Self { document, ids, pages }
    }

    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    pub(super) fn artifacts(&self, page: usize) -> &str {
        &self.pages[page].artifacts
    }

    /// No words leave the margins or run into other words.
    pub(super) fn assert_clear(&self) {
        for (number, page) in self.pages.iter().enumerate() {
            for (i, a) in page.boxes.iter().enumerate() {
                let inside =
                    a.left > 58.0 && a.right < 595.28 - 58.0 && a.bottom > 28.0 && a.top < 841.89 - 28.0;
                assert!(inside, "page {}: {a:?} leaves the margins", number + 1);
                for b in page.boxes.iter().skip(i + 1) {
                    let apart = a.right < b.left + 0.3
                        || b.right < a.left + 0.3
                        || a.top < b.bottom
                        || b.top < a.bottom;
                    assert!(apart, "page {}: {a:?} runs into {b:?}", number + 1);
                }
            }
        }
    }

    /// How far down a page its text reaches, from 0 to 1.
    pub(super) fn depth(&self, page: usize) -> f32 {
        1.0 - (self.pages[page].lowest - 82.0) / 682.0
    }

    /// Words of each block-like element in reading order, without bullets and page numbers.
    pub(super) fn words(&self) -> Vec<String> {
        spoken_words(self.steps())
    }

    /// All that the structure tree says, in reading order.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        self.collect(self.root(), 0, &mut steps);
        steps
    }

    /// The words of each mark of a page, with the mark's role, in the order in which they are painted.
    pub(super) fn runs(&self, page: usize) -> &[(String, String)] {
        &self.pages[page].runs
    }

    /// How many elements of each role the structure tree has.
    pub(super) fn roles(&self) -> BTreeMap<String, usize> {
        let mut roles = BTreeMap::new();
        for (_, element) in self.elements() {
            *roles.entry(name(element)).or_default() += 1;
        }
        roles
    }

    pub(super) fn count(&self, role: &str) -> usize {
        self.elements().filter(|(_, element)| name(element) == role).count()
    }

    pub(super) fn rows_on_two_pages(&self) -> usize {
        let rows = self.elements().filter(|(_, element)| name(element) == "TR");
        rows.filter(|(_, row)| {
            let mut pages = BTreeSet::new();
            self.pages_of(row, &mut pages);
            pages.len() > 1
        })
        .count()
    }

    fn pages_of(&self, element: &Dictionary, pages: &mut BTreeSet<ObjectId>) {
        if let Ok(page) = element.get(b"Pg").and_then(Object::as_reference) {
            pages.insert(page);
        }
        for kid in self.kids(element) {
            if let Some(kid) = self.element(&kid) {
                self.pages_of(kid, pages);
            }
        }
    }

    /// Depth, title and page, counted from 1, of every bookmark.
    pub(super) fn bookmarks(&self) -> Vec<(usize, String, usize)> {
        let outlines = self.catalog(b"Outlines");
        let mut found = Vec::new();
        self.outline(self.document.get_dictionary(outlines).expect("outlines"), 0, &mut found);
        found
    }

    fn outline(&self, parent: &Dictionary, depth: usize, found: &mut Vec<(usize, String, usize)>) {
        let mut next = parent.get(b"First").and_then(Object::as_reference).ok();
        while let Some(id) = next {
            let item = self.document.get_dictionary(id).expect("a bookmark");
            let title = item.get(b"Title").and_then(Object::as_str).expect("a title");
            let place = item.get(b"Dest").and_then(Object::as_array).expect("a place");
            let page =
                self.ids.iter().position(|id| place[0].as_reference().ok() == Some(*id)).expect("a page");
            found.push((depth, decode(title), page + 1));
            self.outline(item, depth + 1, found);
            next = item.get(b"Next").and_then(Object::as_reference).ok();
        }
    }

    /// Each page's array in the parent tree names, for each marked content, the element that holds it; each annotation's
    /// entry the element that refers to it.
    pub(super) fn assert_parent_tree(&self) {
        let tree = self.document.get_dictionary(self.catalog(b"StructTreeRoot")).expect("a tree");
        let parents = tree.get(b"ParentTree").and_then(Object::as_reference).expect("a parent tree");
        let parents = self.document.get_dictionary(parents).expect("a parent tree");
        let numbers = parents.get(b"Nums").and_then(Object::as_array).expect("numbers");
        let entries: BTreeMap<i64, &Object> =
            numbers.chunks(2).map(|pair| (pair[0].as_i64().expect("a number"), &pair[1])).collect();
        assert_eq!(
            tree.get(b"ParentTreeNextKey").and_then(Object::as_i64).ok(),
            Some(i64::try_from(entries.len()).expect("few"))
        );

        let mut owners: BTreeMap<(ObjectId, i64), ObjectId> = BTreeMap::new();
        let mut links: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
        for (id, element) in self.elements() {
            let page = element.get(b"Pg").and_then(Object::as_reference).ok();
            for kid in self.kids(element) {
                match &kid {
                    Object::Integer(mcid) => {
                        assert!(owners.insert((page.expect("a page"), *mcid), id).is_none(), "held twice");
                    }
                    Object::Dictionary(kid) if kid.has(b"MCID") => {
                        let page = kid.get(b"Pg").and_then(Object::as_reference).expect("a page");
                        let mcid = kid.get(b"MCID").and_then(Object::as_i64).expect("a number");
                        assert!(owners.insert((page, mcid), id).is_none(), "held twice");
                    }
                    Object::Dictionary(kid) if kid.has(b"Obj") => {
                        links.insert(
                            kid.get(b"Obj").and_then(Object::as_reference).expect("an annotation"),
                            id,
                        );
                    }
                    _ => {}
                }
            }
        }
        let mut marked = 0;
        for (page, id) in self.pages.iter().zip(&self.ids) {
            let object = self.document.get_dictionary(*id).expect("a page");
            assert_eq!(object.get(b"Tabs").and_then(Object::as_name).ok(), Some(&b"S"[..]));
            let key = object.get(b"StructParents").and_then(Object::as_i64).expect("a key");
            let (_, array) = self.document.dereference(entries[&key]).expect("an entry");
            let array = array.as_array().expect("an array");
            assert_eq!(array.len(), page.words.len());
            for (mcid, owner) in array.iter().enumerate() {
                let mcid = i64::try_from(mcid).expect("few");
                assert!(page.words.contains_key(&mcid));
                assert_eq!(owners.get(&(*id, mcid)).copied(), owner.as_reference().ok());
                marked += 1;
            }
            for annotation in object.get(b"Annots").and_then(Object::as_array).unwrap_or(&Vec::new()) {
                let annotation = annotation.as_reference().expect("indirect");
                let object = self.document.get_dictionary(annotation).expect("an annotation");
                assert!(object.has(b"Contents"));
                let key = object.get(b"StructParent").and_then(Object::as_i64).expect("a key");
                assert_eq!(entries[&key].as_reference().ok(), links.remove(&annotation));
            }
        }
        assert_eq!(owners.len(), marked);
        assert!(links.is_empty(), "every link is on a page");
    }

    fn catalog(&self, key: &[u8]) -> ObjectId {
        self.document
            .catalog()
            .and_then(|catalog| catalog.get(key))
            .and_then(Object::as_reference)
            .expect("an entry")
    }

    fn root(&self) -> &Dictionary {
        let tree = self.document.get_dictionary(self.catalog(b"StructTreeRoot")).expect("a tree");
        let kids = tree.get(b"K").and_then(Object::as_array).expect("kids");
        self.document.get_dictionary(kids[0].as_reference().expect("a root")).expect("a root")
    }

    fn elements(&self) -> impl Iterator<Item = (ObjectId, &Dictionary)> {
        self.document.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?))).filter(
            |(_, object)| {
                object.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"StructElem")
            },
        )
    }

    fn element(&self, kid: &Object) -> Option<&Dictionary> {
        self.document.get_dictionary(kid.as_reference().ok()?).ok()
    }

    fn kids(&self, element: &Dictionary) -> Vec<Object> {
        match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        }
    }

    fn collect(&self, element: &Dictionary, depth: usize, steps: &mut Vec<Step>) {
        let mut role = name(element);
        if let Ok(scope) = element.get(b"A").and_then(Object::as_dict).and_then(|all| all.get(b"Scope")) {
            role = format!("{role} {}", String::from_utf8_lossy(scope.as_name().expect("a scope")));
        }
        let step = |words: String| Step { role: role.clone(), words, depth, page: self.page_of(element) };
        match name(element).as_str() {
            "Figure" => {
                let alt = element.get(b"Alt").and_then(Object::as_str).expect("alternative text");
                steps.push(step(decode(alt)));
            }
            "P" | "H1" | "H2" | "H3" | "Lbl" | "LBody" | "Caption" | "TH" | "TD" | "Reference" => {
                steps.push(step(tidy(&self.text(element))));
            }
            _ => {
                steps.push(step(String::new()));
                for kid in self.kids(element) {
                    if let Some(kid) = self.element(&kid) {
                        self.collect(kid, depth + 1, steps);
                    }
                }
            }
        }
    }

    /// The first page on which an element has content.
    fn page_of(&self, element: &Dictionary) -> Option<usize> {
        let mut pages = BTreeSet::new();
        self.pages_of(element, &mut pages);
        self.ids.iter().position(|id| pages.contains(id))
    }

    /// All words under an element, page numbers of the contents left out.
    fn text(&self, element: &Dictionary) -> String {
        if name(element) == "Span" {
            return String::new();
        }
        let own = element.get(b"Pg").and_then(Object::as_reference).ok();
        let mut text = String::new();
        for kid in self.kids(element) {
            match &kid {
                Object::Integer(mcid) => text += self.marked(own, *mcid),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok();
                    text += self.marked(page, kid.get(b"MCID").and_then(Object::as_i64).expect("a number"));
                }
                kid => text += &self.element(kid).map(|kid| self.text(kid)).unwrap_or_default(),
            }
        }
        text
    }

    fn marked(&self, page: Option<ObjectId>, mcid: i64) -> &str {
        let index = self.ids.iter().position(|id| Some(*id) == page).expect("a page");
        self.pages[index].words.get(&mcid).expect("marked content")
    }
}

fn name(element: &Dictionary) -> String {
    String::from_utf8_lossy(element.get(b"S").and_then(Object::as_name).unwrap_or_default()).into_owned()
}

pub(super) fn decode(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(rest) => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Spaces as one, and the hyphens that only ended a line left out.
pub(super) fn tidy(text: &str) -> String {
    text.replace('\u{AD}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
