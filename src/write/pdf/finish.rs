//! What printpdf does not write: language, metadata, the tree's root, bookmarks, a fixed identity; and saving.

use chrono::Datelike;
use lopdf::{Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::layout::Laid;
use super::{PdfError, structure};
use crate::pack::About;

/// Completes the document and gives its bytes.
pub(super) fn finish(mut document: Document, laid: &Laid, about: &About) -> Result<Vec<u8>, PdfError> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let tree = structure::write(&mut document, &pages, laid)?;
    let outlines = structure::bookmarks(&mut document, &pages, &laid.bookmarks)?;
    // The packet stays readable without a PDF library, as the standard asks.
    let packet = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(packet, xmp(about).into_bytes()).with_compression(false));

    let catalog = document.catalog_mut()?;
    catalog.set("Lang", Object::string_literal("en-GB"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", tree);
    catalog.set("Metadata", metadata);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    information(&mut document, about)?;
    document.version = "1.7".to_owned();
    document.prune_objects();

    // The identity is made from the content, so that the same pack is the same file.
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

    document.compress();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(9)
        .max_objects_per_stream(200)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).map_err(|error| PdfError::Library(error.to_string()))?;
    Ok(bytes)
}

/// Title, author, and the two dates, without what the library adds; the date is the data's, never the clock's.
fn information(document: &mut Document, about: &About) -> Result<(), PdfError> {
    let day = about.as_at;
    let date = format!("D:{:04}{:02}{:02}000000Z", day.year(), day.month(), day.day());
    let date = Object::string_literal(date.as_bytes());
    let id = document.trailer.get(b"Info").and_then(Object::as_reference)?;
    document.set_object(
        id,
        dictionary! {
            "Title" => text_string(&full_title(about)),
            "Author" => text_string(&about.council),
            "Subject" => text_string(&about.period_words),
            "Creator" => Object::string_literal("boardpack"),
            "Producer" => Object::string_literal("boardpack"),
            "CreationDate" => date.clone(),
            "ModDate" => date,
        },
    );
    Ok(())
}

fn full_title(about: &About) -> String {
    format!("{}: {}, {}", about.council, about.title, about.period_words)
}

fn xmp(about: &About) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (title, author, subject) =
        (escape(&full_title(about)), escape(&about.council), escape(&about.period_words));
    let date = format!("{}T00:00:00Z", about.as_at.format("%Y-%m-%d"));
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>boardpack</pdf:Producer>
   <xmp:CreatorTool>boardpack</xmp:CreatorTool>
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{FEFF}'
    )
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
