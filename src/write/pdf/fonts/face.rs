//! One face: text to glyphs, by the official HarfBuzz port.

use std::collections::BTreeMap;

use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};

use super::{FaceId, Figures};
use crate::write::pdf::PdfError;

/// A glyph at its place in a line; widths in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::write) struct Glyph {
    /// Number in the font.
    pub(in crate::write::pdf) id: u16,
    /// How far the pen moves, kerning included.
    pub(in crate::write::pdf) advance: f32,
    /// How far the pen moves by the font's own table, which is what a reader of the PDF assumes.
    pub(in crate::write::pdf) nominal: f32,
    /// The character it stands for.
    pub(in crate::write::pdf) character: char,
    /// Where that character starts in the text, in bytes.
    pub(in crate::write::pdf) at: usize,
}

/// Width of glyphs at a size in points.
pub(in crate::write) fn width_of(glyphs: &[Glyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * size / 1000.0
}

/// A face that shapes.
pub(super) struct Face {
    font: Font,
    proportional: (ShapePlan, [Feature; 0]),
    tabular: (ShapePlan, [Feature; 1]),
    /// Back from a glyph to the one character it stands for.
    characters: BTreeMap<u32, char>,
    /// Thousandths of an em in a font unit.
    scale: f32,
    hyphen: Glyph,
}

impl Face {
    pub(super) fn read(id: FaceId) -> Result<Self, PdfError> {
        let font =
            Font::new(id.bytes(), 0).ok_or_else(|| PdfError::Library(format!("{} is no font", id.name())))?;
        let plan = |features: &[Feature]| {
            ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, features)
        };
        let tabular = [Feature::new(Tag::new(b"tnum"), 1, ..)];
        let (plain_plan, tabular_plan) = (plan(&[]), plan(&tabular));
        let characters = font
            .charmap()
            .unicodes()
            .filter_map(|(code, glyph)| Some((glyph.to_u32(), char::from_u32(code)?)))
            .collect();
        let scale = 1000.0 / f32::from(font.units_per_em());
        let lacks = || PdfError::MissingGlyph { character: '-', text: "-".to_owned() };
        let glyph = font.charmap().map_unicode('-').ok_or_else(lacks)?;
        let width = units(ShaperFont::new(&font).glyph_h_advance(glyph)) * scale;
        let id = u16::try_from(glyph.to_u32()).map_err(|_| lacks())?;
        let hyphen = Glyph { id, advance: width, nominal: width, character: '-', at: 0 };
        let (proportional, tabular) = ((plain_plan, []), (tabular_plan, tabular));
        Ok(Self { font, proportional, tabular, characters, scale, hyphen })
    }

    pub(super) fn hyphen(&self) -> Glyph {
        self.hyphen
    }

    /// Shapes text of one direction; every character comes out as one glyph of its own or not at all.
    pub(super) fn shape(&self, text: &str, figures: Figures) -> Result<Vec<Glyph>, PdfError> {
        let shaper = ShaperFont::new(&self.font);
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        for (at, character) in text.char_indices() {
            let at = u32::try_from(at).map_err(|_| PdfError::Library("a text is too long".to_owned()))?;
            if let Some(drawn) = drawn_as(character) {
                buffer.push(u32::from(drawn), at);
            }
        }
        let (plan, features): (_, &[Feature]) = match figures {
            Figures::Proportional => (&self.proportional.0, &self.proportional.1),
            Figures::Tabular => (&self.tabular.0, &self.tabular.1),
        };
        harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(plan)).features(features))
            .map_err(|error| PdfError::Library(error.to_string()))?;

        let (infos, positions) = (buffer.glyph_infos(), buffer.glyph_positions());
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(infos.len());
        for (info, position) in infos.iter().zip(positions) {
            let at = info.cluster as usize;
            let refuse = || PdfError::MissingGlyph {
                character: text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\u{FFFD}'),
                text: text.to_owned(),
            };
            let id = u16::try_from(info.glyph_id).map_err(|_| refuse())?;
            // A cluster of several glyphs is a letter the font had to put together: drawn right, it would still
            // be read back as other letters.
            if id == 0 || glyphs.last().is_some_and(|last| last.at == at) {
                return Err(refuse());
            }
            let character = self.character(text, at, info.glyph_id).ok_or_else(refuse)?;
            glyphs.push(Glyph {
                id,
                advance: units(position.x_advance) * self.scale,
                nominal: units(shaper.glyph_h_advance(harfrust::GlyphId::new(info.glyph_id))) * self.scale,
                character,
                at,
            });
        }
        Ok(glyphs)
    }

    /// The character of a cluster: its only one, or the one that its glyph stands for (an e and its accent are é).
    fn character(&self, text: &str, at: usize, glyph: u32) -> Option<char> {
        let mut cluster = text.get(at..)?.chars();
        let first = drawn_as(cluster.next()?)?;
        if cluster.next().is_some_and(is_combining) {
            self.characters.get(&glyph).copied()
        } else {
            Some(first)
        }
    }
}

/// Font units are whole and small enough to be exact.
#[expect(clippy::cast_precision_loss, reason = "widths are below 2^24")]
fn units(value: i32) -> f32 {
    value as f32
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

/// The character whose glyph is drawn: spaces of other widths and the hyphen that does not break look like the plain
/// ones and are read back as such; marks that only steer line breaks have no glyph.
fn drawn_as(character: char) -> Option<char> {
    match character {
        '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\t' | '\n' | '\r' => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => None,
        other => Some(other),
    }
}
