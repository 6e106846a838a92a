//! Which letters the packs' typeface has, for whoever looks through a text before it is set.

use super::PdfError;
use super::fonts::{FaceId, Figures, Fonts};

/// The typeface, asked what it lacks.
pub struct Letters(Fonts);

impl Letters {
    /// Reads the embedded font files.
    ///
    /// # Errors
    /// When one of them is no font.
    pub fn load() -> Result<Self, PdfError> {
        Fonts::load().map(Self)
    }

    /// The first character of a text that one of the faces cannot draw; `None` where all are there.
    pub fn lacking(&self, text: &str) -> Option<char> {
        FaceId::ALL.into_iter().find_map(|face| match self.0.shape(face, Figures::Proportional, text) {
            Err(PdfError::MissingGlyph { character, .. }) => Some(character),
            _ => None,
        })
    }
}
