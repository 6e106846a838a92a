//! What printpdf does not write: language, the tree's root, bookmarks, what the file says of itself.

use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};

use super::layout::Laid;
use super::{PdfError, metadata, save, structure, subset};
use crate::pack::About;

/// Completes the document and gives its bytes.
pub(super) fn finish(mut document: Document, laid: &Laid, about: &About) -> Result<Vec<u8>, PdfError> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let tree = structure::write(&mut document, &pages, laid)?;
    let outlines = structure::bookmarks(&mut document, &pages, &laid.bookmarks)?;
    subset::subset(&mut document, &laid.pages)?;
    let packet = metadata::packet(&mut document, about);
    let colours = metadata::output_intent(&mut document);

    let catalog = document.catalog_mut()?;
    catalog.set("Lang", Object::string_literal("en-GB"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", tree);
    catalog.set("Metadata", packet);
    catalog.set("OutputIntents", vec![colours.into()]);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    metadata::information(&mut document, about)?;
    document.version = "1.7".to_owned();
    document.prune_objects();

    save::save(document)
}

/// A text string: plain where it can be, else UTF-16 with its mark.
pub(super) fn text_string(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return Object::string_literal(text.as_bytes());
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A count as PDF has it.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
