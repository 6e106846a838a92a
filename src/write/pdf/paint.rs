//! Items on pages to printpdf's operations.

use printpdf::{
    Codepoint, Color, DictItem, FontId, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem,
    TextMatrix, WindingOrder,
};

use super::PdfError;
use super::canvas::{Colour, Item, Marked, Node, Stroke};
use super::fonts::{FaceId, Glyph};
use super::style::{PAGE_HEIGHT, PAGE_WIDTH};

/// Draws the pages; each is a list of items in reading order.
pub(super) fn paint(title: &str, pages: &[Vec<Item>]) -> Result<lopdf::Document, PdfError> {
    let mut document = PdfDocument::new(title);
    for id in FaceId::ALL {
        let mut faults = Vec::new();
        let mut font = ParsedFont::from_bytes(id.bytes(), 0, &mut faults)
            .ok_or_else(|| PdfError::Library(format!("{} is no font", id.name())))?;
        if let Some(fault) = faults.first() {
            return Err(PdfError::Library(format!("{}: {}", id.name(), fault.message)));
        }
        font.font_name = Some(id.name().to_owned());
        // Under a name of our own: the library's counter would give each pack of a run other bytes.
        document.resources.fonts.map.insert(font_id(id), PdfFont::new(font));
    }
    document.pages = pages
        .iter()
        .map(|items| {
            let mut page = PdfPage::new(Mm(210.0), Mm(297.0), Vec::new());
            let whole = || Rect::from_wh(Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT));
            (page.media_box, page.trim_box, page.crop_box) = (whole(), whole(), whole());
            page.ops = Painter::default().paint(items);
            page
        })
        .collect();
    let mut warnings = Vec::new();
    let painted = printpdf::to_lopdf_doc(&document, &printpdf::PdfSaveOptions::default(), &mut warnings);
    match warnings.first() {
        Some(warning) => Err(PdfError::Library(warning.msg.clone())),
        None => Ok(painted),
    }
}

fn font_id(face: FaceId) -> FontId {
    FontId(face.name().to_owned())
}

/// Emits operations, colours and widths only where they change.
#[derive(Default)]
struct Painter {
    ops: Vec<Op>,
    fill: Option<Colour>,
    stroke: Option<Stroke>,
    /// Whether what is drawn belongs to an element of the structure tree.
    read: bool,
}

impl Painter {
    fn paint(mut self, items: &[Item]) -> Vec<Op> {
        for item in items {
            match item {
                Item::Begin(marked) => {
                    self.read = matches!(marked, Marked::Content { .. });
                    self.ops.push(begin(*marked));
                }
                Item::End => {
                    self.read = false;
                    self.ops.push(Op::EndMarkedContent);
                }
                Item::Text { x, y, face, size, colour, glyphs } => {
                    self.fill(*colour);
                    self.text((*x, *y), *face, *size, glyphs);
                }
                Item::Hyphen { x, y, face, size, colour, glyph } => {
                    self.fill(*colour);
                    self.hyphen((*x, *y), *face, *size, *glyph);
                }
                Item::Rect { x, y, width, height, fill } => {
                    self.fill(*fill);
                    let rectangle = Rect {
                        x: point(*x),
                        y: point(PAGE_HEIGHT - y - height),
                        width: point(*width),
                        height: point(*height),
                        mode: Some(PaintMode::Fill),
                        winding_order: Some(WindingOrder::NonZero),
                    };
                    self.ops.push(Op::DrawRectangle { rectangle });
                }
                Item::Path { nodes, closed, stroke, fill } => {
                    if let Some(fill) = fill {
                        self.fill(*fill);
                        let polygon = Polygon {
                            rings: vec![PolygonRing { points: points(nodes) }],
                            mode: PaintMode::Fill,
                            winding_order: WindingOrder::NonZero,
                        };
                        self.ops.push(Op::DrawPolygon { polygon });
                    }
                    if let Some(stroke) = stroke {
                        self.stroke(*stroke);
                        let line = Line { points: points(nodes), is_closed: *closed };
                        self.ops.push(Op::DrawLine { line });
                    }
                }
            }
        }
        self.ops
    }

    fn fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn stroke(&mut self, stroke: Stroke) {
        let last = self.stroke.replace(stroke);
        if last.map(|last| last.colour) != Some(stroke.colour) {
            self.ops.push(Op::SetOutlineColor { col: rgb(stroke.colour) });
        }
        if last.map(|last| last.width) != Some(stroke.width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(stroke.width) });
        }
        if last.and_then(|last| last.dash) != stroke.dash {
            let dash = match stroke.dash {
                Some((on, off)) => LineDashPattern::new(0.0, &[on, off]),
                None => LineDashPattern::solid(),
            };
            self.ops.push(Op::SetLineDashPattern { dash });
        }
    }

    fn text(&mut self, (x, y): (f32, f32), face: FaceId, size: f32, glyphs: &[Glyph]) {
        let codepoints = glyphs
            .iter()
            .map(|glyph| {
                // The number in a TJ array moves the pen back, in thousandths of an em.
                let back = rounded(glyph.nominal - glyph.advance);
                Codepoint::with_cid(glyph.id, back, glyph.character.to_string())
            })
            .collect();
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(font_id(face)), size: Pt(size) },
            Op::SetTextMatrix { matrix: TextMatrix::Translate(point(x), point(PAGE_HEIGHT - y)) },
            Op::ShowText { items: vec![TextItem::GlyphIds(codepoints)] },
            Op::EndTextSection,
        ]);
    }

    /// A hyphen that a line break put into a word is read as U+00AD, which readers and searches leave out.
    fn hyphen(&mut self, place: (f32, f32), face: FaceId, size: f32, glyph: Glyph) {
        if !self.read {
            return self.text(place, face, size, &[glyph]);
        }
        let soft = DictItem::String { data: vec![0xFE, 0xFF, 0x00, 0xAD], literal: false };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Span".to_owned(),
            properties: properties(vec![("ActualText", soft)]),
        });
        self.text(place, face, size, &[glyph]);
        self.ops.push(Op::EndMarkedContent);
    }
}

fn properties(entries: Vec<(&str, DictItem)>) -> DictItem {
    DictItem::Dict { map: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
}

fn begin(marked: Marked) -> Op {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let running = |kind: &str| Op::BeginMarkedContentWithProperties {
        tag: "Artifact".to_owned(),
        properties: properties(vec![("Type", name("Pagination")), ("Subtype", name(kind))]),
    };
    match marked {
        Marked::Artifact => Op::BeginMarkedContent { tag: "Artifact".to_owned() },
        Marked::Header => running("Header"),
        Marked::Footer => running("Footer"),
        Marked::Content { role, mcid } => Op::BeginMarkedContentWithProperties {
            tag: role.to_owned(),
            properties: properties(vec![("MCID", DictItem::Int(mcid))]),
        },
    }
}

fn points(nodes: &[Node]) -> Vec<LinePoint> {
    nodes
        .iter()
        .map(|node| LinePoint {
            p: Point { x: point(node.x), y: point(PAGE_HEIGHT - node.y) },
            bezier: node.handle,
        })
        .collect()
}

fn rgb(Colour(r, g, b): Colour) -> Color {
    let part = |value: u8| rounded_to(f32::from(value) / 255.0, 1000.0);
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}

/// A hundredth of a point is finer than any press; more digits are only bytes.
fn point(value: f32) -> Pt {
    Pt(rounded(value))
}

fn rounded(value: f32) -> f32 {
    rounded_to(value, 100.0)
}

fn rounded_to(value: f32, steps: f32) -> f32 {
    (value * steps).round() / steps
}
