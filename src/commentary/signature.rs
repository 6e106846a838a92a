//! The figures as they were when a text was signed.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{DocumentMut, InlineTable, Item, Table, value};

use super::front;
use super::model::{Note, Words};
use super::told::{Told, figure_words};
use crate::template::Profile;

/// A figure as packs showed it when a text was signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignedFigure {
    /// In the internal packs; `None` where none showed it.
    pub internal: Option<String>,
    /// In the published packs; `None` where none showed it.
    pub published: Option<String>,
}

/// For whom a figure was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedFor {
    /// The council's own managers.
    Internal,
    /// Whoever reads a published pack.
    Published,
}

impl SignedFor {
    /// The readers of packs of a profile.
    pub fn of(profile: Profile) -> Self {
        if profile == Profile::Internal { Self::Internal } else { Self::Published }
    }
}

impl SignedFigure {
    /// As it was shown to some readers.
    pub fn of(&self, readers: SignedFor) -> Option<&str> {
        match readers {
            SignedFor::Internal => self.internal.as_deref(),
            SignedFor::Published => self.published.as_deref(),
        }
    }

    /// Notes how it is shown to some readers.
    pub fn set(&mut self, readers: SignedFor, words: String) {
        match readers {
            SignedFor::Internal => self.internal = Some(words),
            SignedFor::Published => self.published = Some(words),
        }
    }
}

/// A figure that is no longer what it was when a text that speaks of it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The running text that speaks of it, as bytes in the file.
    pub words: Range<usize>,
    /// The figure's id.
    pub id: String,
    /// Id of its measure.
    pub measure: String,
    /// As it was; `None` when it was never signed.
    pub then: Option<String>,
    /// As it is.
    pub now: String,
    /// Whether it is hidden now.
    pub hidden: bool,
}

/// The figures of a running text that a pack shows otherwise than when the text was signed, each once.
pub fn moved(note: &Note, words: &Words, told: &Told<'_>) -> Vec<Moved> {
    let mut all: Vec<Moved> = Vec::new();
    for placeholder in words.placeholders() {
        let Some(figure) = told.figure(placeholder) else { continue };
        let id = placeholder.figure_id(told.period);
        let now = figure_words(figure);
        let then = note.signed.get(&id).and_then(|one| one.of(told.signed_for()));
        if then != Some(now.as_str()) && all.iter().all(|one| one.id != id) {
            all.push(Moved {
                words: words.span.clone(),
                id,
                measure: placeholder.measure.clone(),
                then: then.map(str::to_owned),
                now,
                hidden: figure.confidential,
            });
        }
    }
    all
}

/// The text of a file with these figures signed in place of those before; everything else stays as it is.
///
/// # Errors
/// When its front matter is no TOML.
pub fn sign(text: &str, figures: &BTreeMap<String, SignedFigure>) -> Result<String, toml_edit::TomlError> {
    let Some((matter, _)) = front::split(text) else { return Ok(text.to_owned()) };
    let mut document: DocumentMut = text[matter.clone()].parse()?;
    document.remove("figures");
    if !figures.is_empty() {
        let mut table = Table::new();
        for (id, figure) in figures {
            let mut one = InlineTable::new();
            for (name, words) in [("internal", &figure.internal), ("published", &figure.published)] {
                if let Some(words) = words {
                    one.insert(name, words.as_str().into());
                }
            }
            table.insert(id, value(one));
        }
        table.decor_mut().set_prefix("\n");
        document.insert("figures", Item::Table(table));
    }
    Ok(format!("{}{}{}", &text[..matter.start], document, &text[matter.end..]))
}
