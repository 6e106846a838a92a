//! The pack's own typeface, Atkinson Hyperlegible Next (SIL Open Font Licence 1.1, `OFL.txt` beside this file).
//!
//! Takes text, gives positioned glyphs and widths; the SVG writer measures words by it too. It never looks for a font of the system, and never puts one
//! letter in the place of another.

mod face;

pub(in crate::write) use face::{Glyph, width_of};

use face::Face;

use super::PdfError;

/// Height of the letters' line above the baseline, in ems; the same in all four faces.
pub(in crate::write) const ASCENT: f32 = 0.984;
/// Depth of the line below the baseline, in ems.
pub(in crate::write) const DESCENT: f32 = 0.316;
/// Height of a capital, in ems.
pub(in crate::write) const CAPITAL: f32 = 0.668;

/// One of the four faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::write) enum FaceId {
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

impl FaceId {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Italic, Self::BoldItalic];

    /// Its PostScript name, which is also its name among a page's resources.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Regular => "AtkinsonHyperlegibleNext-Regular",
            Self::Bold => "AtkinsonHyperlegibleNext-Bold",
            Self::Italic => "AtkinsonHyperlegibleNext-Italic",
            Self::BoldItalic => "AtkinsonHyperlegibleNext-BoldItalic",
        }
    }

    /// The font file.
    pub(in crate::write) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("AtkinsonHyperlegibleNext-Regular.ttf"),
            Self::Bold => include_bytes!("AtkinsonHyperlegibleNext-Bold.ttf"),
            Self::Italic => include_bytes!("AtkinsonHyperlegibleNext-Italic.ttf"),
            Self::BoldItalic => include_bytes!("AtkinsonHyperlegibleNext-BoldItalic.ttf"),
        }
    }
}

/// Proportional figures for prose, or figures of one width for columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::write) enum Figures {
    Proportional,
    Tabular,
}

/// The four faces, ready to shape.
pub(in crate::write) struct Fonts {
    regular: Face,
    bold: Face,
    italic: Face,
    bold_italic: Face,
}

impl Fonts {
    /// Reads the embedded font files.
    pub(in crate::write) fn load() -> Result<Self, PdfError> {
        Ok(Self {
            regular: Face::read(FaceId::Regular)?,
            bold: Face::read(FaceId::Bold)?,
            italic: Face::read(FaceId::Italic)?,
            bold_italic: Face::read(FaceId::BoldItalic)?,
        })
    }

    /// Turns text into glyphs.
    pub(in crate::write) fn shape(
        &self,
        face: FaceId,
        figures: Figures,
        text: &str,
    ) -> Result<Vec<Glyph>, PdfError> {
        self.face(face).shape(text, figures)
    }

    /// The hyphen that ends a line within a word.
    pub(in crate::write::pdf) fn hyphen(&self, face: FaceId) -> Glyph {
        self.face(face).hyphen()
    }

    fn face(&self, face: FaceId) -> &Face {
        match face {
            FaceId::Regular => &self.regular,
            FaceId::Bold => &self.bold,
            FaceId::Italic => &self.italic,
            FaceId::BoldItalic => &self.bold_italic,
        }
    }
}
