//! The typeface in the file: of each face only the glyphs that the pack shows.
//!
//! Codes on the pages stay the numbers of the whole face, and with them widths and the way back to letters; a map
//! leads from each to its number in the smaller font.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::PdfError;
use super::canvas::Item;
use super::fonts::FaceId;

/// Puts smaller fonts in the place of whole ones.
pub(super) fn subset(document: &mut Document, pages: &[Vec<Item>]) -> Result<(), PdfError> {
    for (face, glyphs) in shown(pages) {
        let mut numbers = GlyphRemapper::new();
        for glyph in &glyphs {
            numbers.remap(*glyph);
        }
        let font = subsetter::subset(face.bytes(), 0, &numbers)
            .map_err(|error| PdfError::Library(format!("{}: {error}", face.name())))?;
        let mut map = Vec::new();
        for code in 0..=glyphs.last().copied().unwrap_or(0) {
            // What is not shown leads to the glyph of what is missing.
            map.extend(numbers.get(code).unwrap_or(0).to_be_bytes());
        }
        replace(document, face, font, map)?;
    }
    Ok(())
}

/// The glyphs of each face on the pages.
fn shown(pages: &[Vec<Item>]) -> BTreeMap<FaceId, BTreeSet<u16>> {
    let mut shown: BTreeMap<FaceId, BTreeSet<u16>> = BTreeMap::new();
    for item in pages.iter().flatten() {
        match item {
            Item::Text { face, glyphs, .. } => {
                shown.entry(*face).or_default().extend(glyphs.iter().map(|glyph| glyph.id));
            }
            Item::Hyphen { face, glyph, .. } => {
                shown.entry(*face).or_default().insert(glyph.id);
            }
            Item::Begin(_) | Item::End | Item::Rect { .. } | Item::Path { .. } => {}
        }
    }
    shown
}

fn replace(document: &mut Document, face: FaceId, font: Vec<u8>, map: Vec<u8>) -> Result<(), PdfError> {
    let name = Object::Name(format!("{}+{}", tag(&font), face.name()).into_bytes());
    let mut file = Stream::new(Dictionary::new(), font);
    file.dict.set("Length1", super::finish::whole(file.content.len()));
    let map = document.add_object(Stream::new(Dictionary::new(), map));
    let file = document.add_object(file);

    let of_face = |object: &Object| {
        let dictionary = object.as_dict().ok()?;
        let named = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).ok();
        (named(b"BaseFont").or(named(b"FontName")) == Some(face.name().as_bytes())).then_some(())
    };
    let ids: Vec<ObjectId> =
        document.objects.iter().filter(|(_, object)| of_face(object).is_some()).map(|(id, _)| *id).collect();
    let mut replaced = 0;
    for id in ids {
        let dictionary = document.get_dictionary_mut(id)?;
        if dictionary.has(b"FontFile2") {
            dictionary.set("FontName", name.clone());
            dictionary.set("FontFile2", file);
            replaced += 1;
        } else {
            dictionary.set("BaseFont", name.clone());
            let descendants = dictionary.get_mut(b"DescendantFonts").and_then(Object::as_array_mut)?;
            for descendant in descendants {
                let descendant = descendant.as_dict_mut()?;
                descendant.set("BaseFont", name.clone());
                descendant.set("CIDToGIDMap", map);
            }
        }
    }
    if replaced == 1 {
        Ok(())
    } else {
        Err(PdfError::Library(format!("{} is embedded {replaced} times", face.name())))
    }
}

/// Six letters that tell one subset of a face from another.
fn tag(font: &[u8]) -> String {
    Sha256::digest(font).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
