//! Reads a PDF as a screen reader would: by its structure tree.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::pack::{Block, Inline, Level, Pack, Picture};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Marked content of a page: words by number, words of artifacts, and the lowest baseline.
#[derive(Default)]
struct Page {
    words: BTreeMap<i64, String>,
    artifacts: String,
    lowest: f32,
    boxes: Vec<TextBox>,
}

/// A run of words on a page: left, bottom, right, top.
#[derive(Debug, Clone)]
#[expect(dead_code, reason = "the words are for a failure's message")]
struct TextBox {
    words: String,
    left: f32,
    bottom: f32,
    right: f32,
    top: f32,
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

    /// Words of each block-like element in reading order, without figures and page numbers.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        self.collect(self.root(), &mut words);
        words
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

    fn collect(&self, element: &Dictionary, words: &mut Vec<String>) {
        let role = name(element);
        match role.as_str() {
            "Figure" => {
                let alt = element.get(b"Alt").and_then(Object::as_str).expect("alternative text");
                words.push(decode(alt));
            }
            "P" | "H1" | "H2" | "H3" | "Lbl" | "LBody" | "Caption" | "TH" | "TD" | "Reference" => {
                let text = tidy(&self.text(element));
                if !text.is_empty() && text != "\u{2022}" {
                    words.push(text);
                }
            }
            _ => {
                for kid in self.kids(element) {
                    if let Some(kid) = self.element(&kid) {
                        self.collect(kid, words);
                    }
                }
            }
        }
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

fn decode(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(rest) => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("UTF-16")
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// From codes to characters, as the font's own map has it.
pub(super) fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let id = font.get(b"ToUnicode").and_then(Object::as_reference).expect("a map");
    let stream = document.get_object(id).and_then(Object::as_stream).expect("a map");
    let text = String::from_utf8(stream.decompressed_content().expect("a map")).expect("a map");
    let mut map = BTreeMap::new();
    let mut inside = "";
    for line in text.lines() {
        let hex: Vec<&str> = line.split(['<', '>']).map(str::trim).filter(|part| !part.is_empty()).collect();
        match line.trim() {
            line if line.ends_with("beginbfchar") => inside = "char",
            line if line.ends_with("beginbfrange") => inside = "range",
            line if line.starts_with("end") => inside = "",
            _ if inside == "char" => {
                let bytes: Vec<u8> =
                    std::iter::once(0xFE).chain(std::iter::once(0xFF)).chain(unhex(hex[1])).collect();
                map.insert(code(hex[0]), decode(&bytes));
            }
            _ if inside == "range" => {
                let (low, high, start) = (code(hex[0]), code(hex[1]), code(hex[2]));
                for offset in 0..=high - low {
                    let character = char::from_u32(u32::from(start + offset)).expect("a character");
                    map.insert(low + offset, character.to_string());
                }
            }
            _ => {}
        }
    }
    map
}

/// Widths of a font's glyphs in thousandths of an em, as a reader has them.
pub(super) fn widths(document: &Document, font: &Dictionary) -> BTreeMap<u16, f32> {
    let descendants = font.get(b"DescendantFonts").and_then(Object::as_array).expect("a font");
    let (_, descendant) = document.dereference(&descendants[0]).expect("a font");
    let (_, list) = document
        .dereference(descendant.as_dict().and_then(|font| font.get(b"W")).expect("widths"))
        .expect("widths");
    let mut widths = BTreeMap::new();
    for pair in list.as_array().expect("widths").chunks(2) {
        let first = u16::try_from(pair[0].as_i64().expect("a code")).expect("small");
        for (code, width) in (first..).zip(pair[1].as_array().expect("widths")) {
            widths.insert(code, width.as_float().expect("a width"));
        }
    }
    widths
}

fn code(hex: &str) -> u16 {
    u16::from_str_radix(hex, 16).expect("hexadecimal")
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal"))
        .collect()
}

fn page(document: &Document, id: ObjectId) -> Page {
    let fonts = document.get_page_fonts(id).expect("fonts");
    let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
        fonts.into_iter().map(|(name, font)| (name, to_unicode(document, font))).collect();
    let content = Content::decode(&document.get_page_content(id)).expect("content");
    let mut page = Page { lowest: f32::MAX, ..Page::default() };
    let all = document.get_page_fonts(id).expect("fonts");
    let widths: BTreeMap<Vec<u8>, BTreeMap<u16, f32>> =
        all.into_iter().map(|(name, font)| (name, widths(document, font))).collect();
    let (mut font, mut inside) = (None, None);
    let (mut size, mut place, mut advances) = (0.0, (0.0, 0.0), None);
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                assert_eq!(inside, None, "marked content is not nested");
                let properties = operation.operands[1].as_dict().expect("properties");
                let mcid = properties.get(b"MCID").and_then(Object::as_i64).unwrap_or(-1);
                inside = Some(mcid);
                if mcid >= 0 {
                    assert!(page.words.insert(mcid, String::new()).is_none(), "a number is used once");
                }
            }
            "BMC" => {
                assert_eq!(inside, None, "marked content is not nested");
                inside = Some(-1);
            }
            "EMC" => inside = None,
            "Tf" => {
                let name = operation.operands[0].as_name().expect("a font");
                (font, advances) = (maps.get(name), widths.get(name));
                size = operation.operands[1].as_float().expect("a size");
            }
            "Tm" => {
                place = (
                    operation.operands[4].as_float().expect("a place"),
                    operation.operands[5].as_float().expect("a height"),
                );
                if inside.is_some_and(|mcid| mcid >= 0) {
                    page.lowest = page.lowest.min(place.1);
                }
            }
            "TJ" => {
                let mcid = inside.expect("all text is marked");
                let target =
                    if mcid < 0 { &mut page.artifacts } else { page.words.get_mut(&mcid).expect("open") };
                let (mut words, mut pen, mut right) = (String::new(), 0.0, 0.0);
                for part in operation.operands[0].as_array().expect("glyphs") {
                    if let Ok(bytes) = part.as_str() {
                        for pair in bytes.chunks(2) {
                            let code = u16::from_be_bytes([pair[0], pair[1]]);
                            let character = &font.expect("a font")[&code];
                            pen += advances.expect("widths")[&code];
                            words.push_str(character);
                            if character != " " {
                                right = pen;
                            }
                        }
                    } else {
                        pen -= part.as_float().expect("a number");
                    }
                }
                target.push_str(&words);
                page.boxes.push(TextBox {
                    words,
                    left: place.0,
                    right: place.0 + right * size / 1000.0,
                    bottom: place.1 - size * 0.18,
                    top: place.1 + size * 0.68,
                });
                if mcid < 0 {
                    page.artifacts.push(' ');
                }
            }
            "S" | "f" | "B" | "re" | "f*" => assert!(inside.is_some(), "all that is drawn is marked"),
            _ => {}
        }
    }
    page
}

/// Words of a pack as [`Read::words`] gives them.
pub(super) fn words_of(pack: &Pack) -> Vec<String> {
    let mut words = Vec::new();
    blocks(pack, &mut words);
    words.into_iter().map(|words| tidy(&words)).collect()
}

/// The headings that a list of contents names.
fn entries(pack: &Pack, depth: Level) -> impl Iterator<Item = String> {
    pack.leaves().filter_map(move |block| match block {
        Block::Heading { level, text, .. } if *level <= depth => Some(text.clone()),
        _ => None,
    })
}

fn inlines(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Link { text, .. }
            | Inline::Web { text, .. } => text.as_str(),
        })
        .collect()
}

fn blocks(pack: &Pack, words: &mut Vec<String>) {
    for block in pack.leaves() {
        match block {
            Block::Cover(cover) => {
                let about = &pack.about;
                words.extend(about.marking.clone());
                words.extend([
                    about.council.clone(),
                    about.title.clone(),
                    about.period_words.clone(),
                    cover.purpose.clone(),
                ]);
                words.extend(cover.facts.iter().flat_map(|(label, value)| [label.clone(), value.clone()]));
                words.extend(about.example.clone());
            }
            Block::Contents { title, depth } => {
                words.push(title.clone());
                words.extend(entries(pack, *depth));
            }
            Block::Heading { text, .. } => words.push(text.clone()),
            Block::Paragraph { text, .. } => words.push(inlines(text)),
            Block::List(points) => words.extend(points.iter().map(|point| inlines(point))),
            Block::Table(table) => {
                words.push(table.caption.clone());
                words.extend(table.columns.iter().map(|column| column.header.clone()));
                words.extend(table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.clone()));
                words.extend(table.notes.iter().cloned());
            }
            Block::Chart(chart) => {
                words.extend([chart.title.clone(), chart.alt.clone()]);
                words.extend(chart.note.clone());
            }
            Block::StripChart(chart) => words.extend([chart.title.clone(), chart.alt.clone()]),
            Block::ControlChart(chart) => {
                words.extend([chart.title.clone(), chart.alt.clone()]);
                words.extend(chart.note.clone());
            }
            Block::Illustrated(illustrated) => {
                if let Picture::Pictogram(pictogram) = &illustrated.picture {
                    words.push(pictogram.alt.clone());
                }
                words.extend(illustrated.words.iter().map(|(_, text)| inlines(text)));
            }
            Block::Writing { .. } | Block::NewPage | Block::Together(_) | Block::Beside { .. } => {}
        }
    }
}
