//! The letters in a PDF are drawn as in the typeface, though its font holds only those that are shown.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::content::to_unicode;
use crate::documents::documents;

const REGULAR: &[u8] = include_bytes!("../../../src/write/pdf/fonts/AtkinsonHyperlegibleNext-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../src/write/pdf/fonts/AtkinsonHyperlegibleNext-Bold.ttf");

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// The outlines of a TrueType font.
struct Outlines<'a>(BTreeMap<&'a [u8], &'a [u8]>);

impl<'a> Outlines<'a> {
    fn of(font: &'a [u8]) -> Self {
        let record = |at: usize| {
            let (from, length) = (number(font, at + 8, 4), number(font, at + 12, 4));
            (&font[at..at + 4], &font[from..from + length])
        };
        Self((0..number(font, 4, 2)).map(|table| record(12 + table * 16)).collect())
    }

    /// The outline of a glyph; `None` for one that is put together of others, whose numbers differ.
    fn glyph(&self, id: usize) -> Option<&'a [u8]> {
        let long = number(self.0[&b"head"[..]], 50, 2) == 1;
        let place = |id: usize| {
            let loca = self.0[&b"loca"[..]];
            if long { number(loca, id * 4, 4) } else { number(loca, id * 2, 2) * 2 }
        };
        let outline = &self.0[&b"glyf"[..]][place(id)..place(id + 1)];
        let composite = outline.first().is_some_and(|byte| byte & 0x80 != 0);
        // Outlines are filled up with zeros to an even length.
        let length = outline.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        (!composite).then_some(&outline[..length])
    }
}

#[test]
fn every_letter_has_the_outline_of_the_typeface() {
    for one in documents() {
        let document = Document::load_mem(one.pdf()).expect("a PDF");
        let stream = |dictionary: &Dictionary, key: &[u8]| {
            let id = dictionary.get(key).and_then(Object::as_reference).expect("a reference");
            let stream = document.get_object(id).and_then(Object::as_stream).expect("a stream");
            stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())
        };
        let pages = document.page_iter();
        let fonts: BTreeMap<Vec<u8>, &Dictionary> =
            pages.flat_map(|page| document.get_page_fonts(page).expect("fonts")).collect();
        let mut letters = 0;
        for font in fonts.values() {
            let name =
                String::from_utf8_lossy(font.get(b"BaseFont").and_then(Object::as_name).expect("a name"));
            let (tag, face) = name.split_once('+').expect("a part of a face");
            assert!(tag.len() == 6 && tag.bytes().all(|letter| letter.is_ascii_uppercase()), "{name}");
            let whole = Outlines::of(if face.ends_with("-Bold") { BOLD } else { REGULAR });
            let (_, inner) = font
                .get(b"DescendantFonts")
                .and_then(Object::as_array)
                .and_then(|fonts| document.dereference(&fonts[0]))
                .expect("a font");
            let inner = inner.as_dict().expect("a font");
            let map = stream(inner, b"CIDToGIDMap");
            let about = inner.get(b"FontDescriptor").and_then(Object::as_reference).expect("a reference");
            let file = stream(document.get_dictionary(about).expect("a descriptor"), b"FontFile2");
            let part = Outlines::of(&file);
            assert!(file.len() < 20_000, "{name}: {} bytes", file.len());
            for (code, letter) in to_unicode(&document, font) {
                let shown = number(&map, usize::from(code) * 2, 2);
                assert!(shown > 0, "{letter} of {name} has no glyph");
                if let Some(outline) = whole.glyph(usize::from(code)) {
                    assert!(part.glyph(shown) == Some(outline), "{letter} of {name} is drawn otherwise");
                    letters += 1;
                }
            }
        }
        assert!(letters > 80, "{}: {letters} letters", one.id());
    }
}
