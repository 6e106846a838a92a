//! What a file says of itself: the document information, the XMP packet, and the colours that its numbers mean.
//!
//! The information and the packet say the same, as PDF/A asks.

use chrono::Datelike;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::PdfError;
use super::finish::text_string;
use crate::pack::About;

/// The sRGB profile of Compact ICC Profiles by Clinton Ingram (public domain by CC0, `icc/CC0.txt`).
const SRGB: &[u8] = include_bytes!("icc/sRGB-v4.icc");

/// Title, author, and the two dates, without what the library adds; the date is the data's, never the clock's.
pub(super) fn information(document: &mut Document, about: &About) -> Result<(), PdfError> {
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

/// The packet; it stays readable without a PDF library, as the standards ask.
pub(super) fn packet(document: &mut Document, about: &About) -> ObjectId {
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    document.add_object(Stream::new(kind, xmp(about).into_bytes()).with_compression(false))
}

/// The colours of the pages are those of sRGB, whatever the device.
pub(super) fn output_intent(document: &mut Document) -> ObjectId {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    })
}

fn full_title(about: &About) -> String {
    format!("{}: {}, {}", about.council, about.title, about.period_words)
}

/// With the identifiers of PDF/UA-1 and PDF/A-2a, and the description of the first that the second asks for.
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
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
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
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>The part of ISO 14289 to which the file conforms</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{FEFF}'
    )
}
