//! Reads the pages of a PDF: words with their marks and places, by the fonts' own maps and widths.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::reading::decode;

/// Marked content of a page: words by number, words of artifacts, and the lowest baseline.
#[derive(Default)]
pub(super) struct Page {
    pub(super) words: BTreeMap<i64, String>,
    pub(super) artifacts: String,
    pub(super) lowest: f32,
    pub(super) boxes: Vec<TextBox>,
    /// The words of each mark, with the mark's role, in the order in which they are painted.
    pub(super) runs: Vec<(String, String)>,
}

/// A run of words on a page: left, bottom, right, top.
#[derive(Debug, Clone)]
#[expect(dead_code, reason = "the words are for a failure's message")]
pub(super) struct TextBox {
    words: String,
    pub(super) left: f32,
    pub(super) bottom: f32,
    pub(super) right: f32,
    pub(super) top: f32,
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

pub(super) fn page(document: &Document, id: ObjectId) -> Page {
    let fonts = document.get_page_fonts(id).expect("fonts");
    let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
        fonts.into_iter().map(|(name, font)| (name, to_unicode(document, font))).collect();
    let content = Content::decode(&document.get_page_content(id)).expect("content");
    let mut page = Page { lowest: f32::MAX, ..Page::default() };
    let all = document.get_page_fonts(id).expect("fonts");
    let widths: BTreeMap<Vec<u8>, BTreeMap<u16, f32>> =
        all.into_iter().map(|(name, font)| (name, widths(document, font))).collect();
    let (mut font, mut inside, mut instead) = (None, None, None::<String>);
    let (mut size, mut place, mut advances) = (0.0, (0.0, 0.0), None);
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" if operation.operands[1].as_dict().is_ok_and(|one| one.has(b"ActualText")) => {
                assert!(inside.is_some() && instead.is_none(), "words are replaced inside an element");
                let properties = operation.operands[1].as_dict().expect("properties");
                assert!(!properties.has(b"MCID"));
                instead =
                    Some(decode(properties.get(b"ActualText").and_then(Object::as_str).expect("words")));
            }
            "BDC" => {
                assert_eq!(inside, None, "marked content is not nested");
                let properties = operation.operands[1].as_dict().expect("properties");
                let mcid = properties.get(b"MCID").and_then(Object::as_i64).unwrap_or(-1);
                inside = Some(mcid);
                page.runs.push((role(&operation), String::new()));
                if mcid >= 0 {
                    assert!(page.words.insert(mcid, String::new()).is_none(), "a number is used once");
                }
            }
            "BMC" => {
                assert_eq!(inside, None, "marked content is not nested");
                inside = Some(-1);
                page.runs.push((role(&operation), String::new()));
            }
            "EMC" if instead.is_some() => instead = None,
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
                let read = instead.as_ref().unwrap_or(&words);
                target.push_str(read);
                page.runs.last_mut().expect("all text is marked").1.push_str(read);
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

/// The role that a mark names.
fn role(operation: &Operation) -> String {
    String::from_utf8_lossy(operation.operands[0].as_name().expect("a role")).into_owned()
}
