//! A finished document to bytes: a fixed identity, and data that end where they seem to.

use lopdf::{Document, Object, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use super::PdfError;

/// The most objects that are packed into one stream.
const PACKED: usize = 200;

/// Gives the bytes of a document; the same document gives the same bytes.
pub(super) fn save(mut document: Document) -> Result<Vec<u8>, PdfError> {
    identify(&mut document);
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
        {
            stream.compress()?;
            if stream.content.ends_with(b"\r") {
                stream.decompress()?;
            }
        }
    }
    let mut bytes = Vec::new();
    // Fewer objects a stream make other streams; one try in a hundred is not the last.
    for packed in (1..=PACKED.min(document.objects.len().max(1))).rev() {
        bytes.clear();
        let options = SaveOptions::builder()
            .use_object_streams(true)
            .use_xref_streams(true)
            .compression_level(9)
            .max_objects_per_stream(packed)
            .build();
        document
            .clone()
            .save_with_options(&mut bytes, options)
            .map_err(|error| PdfError::Library(error.to_string()))?;
        if !seems_shorter(&bytes) {
            break;
        }
    }
    Ok(bytes)
}

/// Whether data of a stream end in a carriage return: with the line feed after them that is the end of a line, so that
/// whoever looks for the word `endstream`, as checkers and menders of broken files do, takes them to be a byte
/// shorter than their length says.
fn seems_shorter(bytes: &[u8]) -> bool {
    const END: &[u8] = b"\r\nendstream";
    bytes.windows(END.len()).any(|window| window == END)
}

/// The identity is made from the content, so that the same pack is the same file.
fn identify(document: &mut Document) {
    let mut hash = Sha256::new();
    for (id, object) in &document.objects {
        hash.update(format!("{id:?}"));
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        } else {
            hash.update(format!("{object:?}"));
        }
    }
    let identity: Vec<u8> = hash.finalize().iter().take(16).copied().collect();
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![identity.clone(), identity]);
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Stream, dictionary};

    use super::*;

    #[test]
    fn no_data_seem_shorter_than_they_are() {
        let mut packed_anew = 0;
        for number in 0..400_i64 {
            let mut document = Document::with_version("1.7");
            let text = format!("{number} is a number. ").repeat(9);
            let content = document.add_object(Stream::new(Dictionary::new(), text.clone().into_bytes()));
            document.add_object(dictionary! { "Words" => Object::string_literal(text.as_bytes()) });
            let root = document.add_object(dictionary! { "Type" => "Catalog", "Content" => content });
            document.trailer.set("Root", root);
            let bytes = save(document).expect("saves");
            assert!(!seems_shorter(&bytes), "{number}");
            let again = Document::load_mem(&bytes).expect("a PDF");
            let content = again.get_object(content).and_then(Object::as_stream).expect("a stream");
            packed_anew += usize::from(content.filters().is_err());
        }
        assert!(packed_anew > 0, "none of them would have");
    }
}
