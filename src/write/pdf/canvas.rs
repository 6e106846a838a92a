//! What stands on a page, as shapes and glyphs at places: the seam between layout and the PDF library.
//!
//! Places are in points from the page's upper left corner, downwards.

use super::fonts::{FaceId, Glyph};

/// A colour of screen or print, opaque.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

/// A line's colour, width in points, and dash (on, off) where it is dashed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) colour: Colour,
    pub(super) width: f32,
    pub(super) dash: Option<(f32, f32)>,
}

/// A corner of a path, or a handle of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Node {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) handle: bool,
}

/// What a run of items is to someone who does not see the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    /// Nothing: rules, tints, leaders, repeated table heads.
    Artifact,
    /// A running header.
    Header,
    /// A running footer.
    Footer,
    /// Content of an element of the structure tree.
    Content {
        /// The element's role.
        role: &'static str,
        /// The number that joins page and tree.
        mcid: i64,
    },
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// What follows is this.
    Begin(Marked),
    /// Until here.
    End,
    /// A run of glyphs; the place is the start of its baseline.
    Text { x: f32, y: f32, face: FaceId, size: f32, colour: Colour, glyphs: Vec<Glyph> },
    /// The hyphen of a word that goes on in the next line: seen, but not read as a letter of the word.
    Hyphen { x: f32, y: f32, face: FaceId, size: f32, colour: Colour, glyph: Glyph },
    /// A filled rectangle.
    Rect { x: f32, y: f32, width: f32, height: f32, fill: Colour },
    /// A path, filled and then stroked.
    Path { nodes: Vec<Node>, closed: bool, stroke: Option<Stroke>, fill: Option<Colour> },
}

impl Item {
    /// A straight line.
    pub(super) fn line(from: (f32, f32), to: (f32, f32), stroke: Stroke) -> Self {
        let node = |(x, y)| Node { x, y, handle: false };
        Self::Path { nodes: vec![node(from), node(to)], closed: false, stroke: Some(stroke), fill: None }
    }

    /// A closed shape of straight sides.
    pub(super) fn polygon(corners: &[(f32, f32)], fill: Colour) -> Self {
        let nodes = corners.iter().map(|&(x, y)| Node { x, y, handle: false }).collect();
        Self::Path { nodes, closed: true, stroke: None, fill: Some(fill) }
    }

    /// A circle, of four curves.
    pub(super) fn circle(
        (x, y): (f32, f32),
        radius: f32,
        fill: Option<Colour>,
        stroke: Option<Stroke>,
    ) -> Self {
        // The handle length at which a cubic comes closest to a quarter of a circle.
        let k = radius * 0.552_284_8;
        let r = radius;
        let nodes = [
            (r, 0.0, false),
            (r, k, true),
            (k, r, true),
            (0.0, r, false),
            (-k, r, true),
            (-r, k, true),
            (-r, 0.0, false),
            (-r, -k, true),
            (-k, -r, true),
            (0.0, -r, false),
            (k, -r, true),
            (r, -k, true),
            (r, 0.0, false),
        ]
        .into_iter()
        .map(|(dx, dy, handle)| Node { x: x + dx, y: y + dy, handle })
        .collect();
        Self::Path { nodes, closed: true, stroke, fill }
    }

    /// The same thing further right and down.
    pub(super) fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Begin(_) | Self::End => {}
            Self::Text { x, y, .. } | Self::Hyphen { x, y, .. } | Self::Rect { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Path { nodes, .. } => {
                for node in nodes {
                    node.x += dx;
                    node.y += dy;
                }
            }
        }
        self
    }
}
