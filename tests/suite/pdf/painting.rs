//! Reads what a PDF's pages show: words and shapes, in which colour, on which ground.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, ObjectId};

use super::content::{to_unicode, widths};
use crate::contrast::{Colour, WHITE};

/// A shape on a page: its corners, and the curves in its outline.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    pub(super) corners: Vec<(f32, f32)>,
    pub(super) curves: usize,
    /// Whether it is a rectangle drawn as one.
    pub(super) rectangle: bool,
}

impl Shape {
    /// Left, bottom, right, top.
    pub(super) fn bounds(&self) -> [f32; 4] {
        self.corners
            .iter()
            .fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |[left, bottom, right, top], (x, y)| {
                [left.min(*x), bottom.min(*y), right.max(*x), top.max(*y)]
            })
    }

    /// Whether a place is inside, by the rule of crossings.
    fn holds(&self, (x, y): (f32, f32)) -> bool {
        let last = self.corners.len().wrapping_sub(1);
        let mut inside = false;
        let mut before = last;
        for (at, corner) in self.corners.iter().enumerate() {
            let other = self.corners[before];
            if (corner.1 > y) != (other.1 > y)
                && x < (other.0 - corner.0) * (y - corner.1) / (other.1 - corner.1) + corner.0
            {
                inside = !inside;
            }
            before = at;
        }
        inside
    }
}

/// One thing painted.
#[derive(Debug, Clone)]
pub(super) enum Painted {
    /// A run of words: its left end on the baseline, size and colour, and the colours under its two ends.
    Words { words: String, at: (f32, f32), size: f32, colour: Colour, on: [Colour; 2] },
    /// A filled shape, and the colour under its middle.
    Filled { shape: Shape, colour: Colour, on: Colour },
    /// A line, and the colour under its first corner.
    Line { shape: Shape, colour: Colour, on: Colour },
}

/// All that each page shows, in order of painting.
pub(super) fn painted(bytes: &[u8]) -> Vec<Vec<Painted>> {
    let document = Document::load_mem(bytes).expect("a PDF");
    document.page_iter().map(|id| page(&document, id)).collect()
}

struct Font {
    letters: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f32>,
}

fn page(document: &Document, id: ObjectId) -> Vec<Painted> {
    let fonts = document.get_page_fonts(id).expect("fonts");
    let font =
        |font: &Dictionary| Font { letters: to_unicode(document, font), widths: widths(document, font) };
    let fonts: BTreeMap<Vec<u8>, Font> = fonts.into_iter().map(|(name, one)| (name, font(one))).collect();
    let mut pen = Pen {
        fonts: &fonts,
        font: None,
        size: 0.0,
        at: (0.0, 0.0),
        fill: BLACK,
        stroke: BLACK,
        shape: Shape::default(),
        painted: Vec::new(),
    };
    for operation in Content::decode(&document.get_page_content(id)).expect("content").operations {
        pen.follow(&operation);
    }
    pen.painted
}

const BLACK: Colour = Colour(0, 0, 0);

struct Pen<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Font>,
    font: Option<&'a Font>,
    size: f32,
    at: (f32, f32),
    fill: Colour,
    stroke: Colour,
    shape: Shape,
    painted: Vec<Painted>,
}

impl Pen<'_> {
    fn follow(&mut self, operation: &Operation) {
        let number = |at: usize| operation.operands[at].as_float().expect("a number");
        match operation.operator.as_str() {
            "rg" => self.fill = colour(operation),
            "RG" => self.stroke = colour(operation),
            "g" | "G" | "k" | "K" | "cs" | "CS" | "sc" | "scn" | "cm" | "Td" | "TD" | "T*" | "Tj" | "gs" => {
                panic!("the pages do without {}", operation.operator)
            }
            "Tf" => {
                self.font = self.fonts.get(operation.operands[0].as_name().expect("a font"));
                self.size = number(1);
            }
            "Tm" => self.at = (number(4), number(5)),
            "TJ" => self.words(operation),
            "m" => self.shape = Shape { corners: vec![(number(0), number(1))], ..Shape::default() },
            "l" => self.shape.corners.push((number(0), number(1))),
            "c" => {
                self.shape.corners.push((number(4), number(5)));
                self.shape.curves += 1;
            }
            "re" => {
                let (x, y, width, height) = (number(0), number(1), number(2), number(3));
                let corners = vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                self.shape = Shape { corners, curves: 0, rectangle: true };
            }
            "f" | "f*" | "F" => {
                let shape = std::mem::take(&mut self.shape);
                let [left, bottom, right, top] = shape.bounds();
                let on = self.under(((left + right) / 2.0, (bottom + top) / 2.0));
                self.painted.push(Painted::Filled { shape, colour: self.fill, on });
            }
            "S" | "s" => {
                let on = self.under(self.shape.corners[0]);
                let shape = std::mem::take(&mut self.shape);
                self.painted.push(Painted::Line { shape, colour: self.stroke, on });
            }
            "B" | "b" | "B*" | "b*" => panic!("the pages fill and stroke apart"),
            _ => {}
        }
    }

    fn words(&mut self, operation: &Operation) {
        let font = self.font.expect("a font");
        let (mut words, mut pen, mut right) = (String::new(), 0.0, 0.0);
        for part in operation.operands[0].as_array().expect("glyphs") {
            let Ok(bytes) = part.as_str() else {
                pen -= part.as_float().expect("a number");
                continue;
            };
            for pair in bytes.chunks(2) {
                let code = u16::from_be_bytes([pair[0], pair[1]]);
                pen += font.widths[&code];
                words.push_str(&font.letters[&code]);
                if font.letters[&code] != " " {
                    right = pen;
                }
            }
        }
        let (x, y) = self.at;
        let right = x + right * self.size / 1000.0;
        // A little above the baseline and inside the first and last letter.
        let on = [x + 0.5, right - 0.5].map(|x| self.under((x, y + self.size * 0.3)));
        self.painted.push(Painted::Words { words, at: (x, y), size: self.size, colour: self.fill, on });
    }

    /// The colour that has been painted last at a place; white where none has.
    fn under(&self, place: (f32, f32)) -> Colour {
        self.painted
            .iter()
            .rev()
            .find_map(|one| match one {
                Painted::Filled { shape, colour, .. } if shape.holds(place) => Some(*colour),
                _ => None,
            })
            .unwrap_or(WHITE)
    }
}

fn colour(operation: &Operation) -> Colour {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
    let part = |at: usize| (operation.operands[at].as_float().expect("a number") * 255.0).round() as u8;
    Colour(part(0), part(1), part(2))
}
