//! A text about figures, read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::placeholder::Placeholder;
use super::signature::SignedFigure;
use crate::calendar::{Date, Period};
use crate::diagnostic::Source;
use crate::kpi::Priority;

/// What a text is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A priority of a strategy.
    Priority(Priority),
    /// A measure, by its id.
    Measure(String),
}

impl About {
    /// As the file says it: `CLA-1`, `seen-on-time`.
    pub fn name(&self) -> String {
        match self {
            Self::Priority(priority) => priority.reference(),
            Self::Measure(id) => id.clone(),
        }
    }
}

/// One of the three parts of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What is working well.
    WorkingWell,
    /// What its author is worried about.
    WorriedAbout,
    /// What needs to happen.
    NeedsToHappen,
}

impl Part {
    /// Every part with its heading, in the order in which they are printed.
    pub const ALL: [(&'static str, Self); 3] = [
        ("What is working well", Self::WorkingWell),
        ("What are we worried about", Self::WorriedAbout),
        ("What needs to happen", Self::NeedsToHappen),
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(_, part)| *part == self).map_or("", |(title, _)| title)
    }
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Plain words, and where they stand in the file.
    Text(String, Range<usize>),
    /// Words that matter more, and where they stand in the file.
    Strong(String, Range<usize>),
    /// A figure, put in when a pack is made.
    Figure(Placeholder),
    /// Words that lead to an address.
    Web {
        /// The words.
        text: String,
        /// Address, with https.
        url: String,
    },
}

/// Running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
    /// Bytes in the file.
    pub span: Range<usize>,
}

impl Words {
    /// The figures that it speaks of.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Figure(placeholder) => Some(placeholder),
            _ => None,
        })
    }
}

/// A paragraph, a list or a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A paragraph.
    Paragraph(Words),
    /// A list of points.
    Points(Vec<Words>),
    /// What a child or young person said, signed off for print.
    Quotation(Words),
}

impl Passage {
    /// Its running texts: of a list one a point.
    pub fn words(&self) -> &[Words] {
        match self {
            Self::Paragraph(words) | Self::Quotation(words) => std::slice::from_ref(words),
            Self::Points(points) => points,
        }
    }
}

/// A text about the figures of a priority or a measure in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The quarter: the name of its folder.
    pub quarter: Period,
    /// What it is about.
    pub about: About,
    /// The role of its author; never a person's name. Empty in a draft only.
    pub author: String,
    /// The day on which it was written; `None` in a draft only.
    pub date: Option<Date>,
    /// Ids of the packs that show it; empty: every pack that asks for commentary.
    pub packs: Vec<String>,
    /// Whether it is made up; every place where it is printed says so.
    pub example: bool,
    /// Whether it is not finished: no pack shows it.
    pub draft: bool,
    /// The figures as they were when it was signed, by figure id.
    pub signed: BTreeMap<String, SignedFigure>,
    /// Its parts that hold anything, in the order in which they are printed.
    pub parts: Vec<(Part, Vec<Passage>)>,
    /// The file.
    pub source: Arc<Source>,
}

impl Note {
    /// Whether a pack shows it: it is finished, holds something, and is meant for the pack.
    pub fn is_for(&self, pack: &str) -> bool {
        !self.draft
            && !self.parts.is_empty()
            && (self.packs.is_empty() || self.packs.iter().any(|id| id == pack))
    }

    /// Its running texts in order.
    pub fn words(&self) -> impl Iterator<Item = &Words> {
        self.parts.iter().flat_map(|(_, passages)| passages).flat_map(Passage::words)
    }

    /// The figures that it speaks of.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.words().flat_map(Words::placeholders)
    }

    /// Whether it is about a measure or speaks of its figures.
    pub fn speaks_of(&self, measure: &str) -> bool {
        matches!(&self.about, About::Measure(id) if id == measure)
            || self.placeholders().any(|placeholder| placeholder.measure == measure)
    }
}

/// Every text of a workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commentary {
    pub(super) by_quarter: BTreeMap<Period, Vec<Note>>,
}

impl Commentary {
    /// The texts of a quarter, those about priorities first, in the strategies' order.
    pub fn of(&self, quarter: Period) -> &[Note] {
        self.by_quarter.get(&quarter).map_or(&[], Vec::as_slice)
    }

    /// All texts, by quarter.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        self.by_quarter.values().flatten()
    }
}
