//! The document's blocks, in reading order.

use super::Table;
use crate::calendar::{Date, Period};
use crate::chart::{Chart, ControlChart, Icon, Pictogram, StripChart};
use crate::template::Lettering;

/// What a pack is: for the cover, running headers and footers, and file properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Short name of the pack for file names: `smt`.
    pub id: String,
    /// Title: "Senior Management Team pack".
    pub title: String,
    /// The council's name.
    pub council: String,
    /// The period reported on.
    pub period: Period,
    /// The period in words: "January to March 2019 (2018-19 Q4)".
    pub period_words: String,
    /// Last day that the data describe; the files' creation date, so that the same inputs give the same bytes.
    pub as_at: Date,
    /// Protective marking printed on every page: "OFFICIAL-SENSITIVE".
    pub marking: Option<String>,
    /// Printed on every page when the data are made up: "Example data: no real child".
    pub example: Option<String>,
    /// How many pages it is meant to have at most; `None` where nothing is said.
    pub pages: Option<u32>,
    /// Where the figures come from, for footers: "Source: snapshot as at 31 March 2019".
    pub source: String,
    /// How large it is printed.
    pub lettering: Lettering,
}

/// A place that links and the contents can point to; unique in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Anchor(pub String);

/// Level of a heading; levels never skip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A section: on paper it starts a page, unless a third of the last one is left.
    One,
    /// A part of a section.
    Two,
    /// A part of a part.
    Three,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that matter more.
    Strong(String),
    /// Words that lead to a place in the document.
    Link {
        /// The words.
        text: String,
        /// Where to.
        to: Anchor,
    },
    /// Words that lead to an address.
    Web {
        /// The words.
        text: String,
        /// Address.
        url: String,
    },
}

impl Inline {
    /// Its words, whatever is special about them.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Link { text, .. } | Self::Web { text, .. } => text,
        }
    }

    /// The words of running text.
    pub fn plain(text: &[Self]) -> String {
        text.iter().map(Self::words).collect()
    }
}

/// What kind of paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prose {
    /// Running text.
    Body,
    /// The sentence that says what a section is about, larger.
    Lead,
    /// Small print under a table or chart.
    Note,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Who it is for and what it answers, one paragraph.
    pub purpose: String,
    /// Facts as label and value: "Period", "January to March 2019".
    pub facts: Vec<(String, String)>,
}

/// A picture beside words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// What the words are about; the words say it, so it is not read out.
    Icon(Icon),
    /// A share as figures.
    Pictogram(Pictogram),
}

/// A picture to the left, words to the right of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illustrated {
    /// The picture.
    pub picture: Picture,
    /// Paragraphs.
    pub words: Vec<(Prose, Vec<Inline>)>,
}

/// One block of the document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The first page; its title is the pack's.
    Cover(Cover),
    /// The list of headings with page numbers and links; the writer fills it.
    Contents {
        /// Its heading.
        title: String,
        /// The lowest level of headings that it names: one or two.
        depth: Level,
    },
    /// A heading.
    Heading {
        /// Level.
        level: Level,
        /// Words.
        text: String,
        /// Its anchor.
        anchor: Anchor,
    },
    /// A paragraph.
    Paragraph {
        /// Kind.
        prose: Prose,
        /// Words.
        text: Vec<Inline>,
    },
    /// A list of points.
    List(Vec<Vec<Inline>>),
    /// A table.
    Table(Table),
    /// A chart; the numbers it shows stand beside it in a table or in its own labels.
    Chart(Chart),
    /// A chart of a series with its mean, limits and signals; its numbers stand beside it likewise.
    ControlChart(ControlChart),
    /// Rare events, one by one; for those who may see their days.
    StripChart(StripChart),
    /// A picture, and what is said of it beside it where there is room; the picture is read first.
    Beside {
        /// A chart.
        picture: Box<Block>,
        /// Paragraphs and lists, never headings.
        words: Vec<Block>,
    },
    /// A picture with words to its right.
    Illustrated(Illustrated),
    /// So many lines to write on, on paper.
    Writing {
        /// How many.
        lines: u32,
    },
    /// What follows starts a page.
    NewPage,
    /// Blocks that belong on one page where they fit on one: a heading, its chart, its table.
    Together(Vec<Block>),
}

impl Block {
    /// The blocks that it holds, in reading order; none of any but [`Block::Together`] and [`Block::Beside`].
    pub fn held(&self) -> impl Iterator<Item = &Self> {
        let (picture, blocks): (Option<&Self>, &[Self]) = match self {
            Self::Together(blocks) => (None, blocks),
            Self::Beside { picture, words } => (Some(picture), words),
            _ => (None, &[]),
        };
        picture.into_iter().chain(blocks)
    }

    /// The same, to be changed.
    pub fn held_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        let (picture, blocks): (Option<&mut Self>, &mut [Self]) = match self {
            Self::Together(blocks) => (None, blocks),
            Self::Beside { picture, words } => (Some(picture), words),
            _ => (None, &mut []),
        };
        picture.into_iter().chain(blocks)
    }

    /// The block itself, or the blocks in it that hold no others, in reading order.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::Together(_) | Self::Beside { .. } => self.held().flat_map(Self::leaves).collect(),
            _ => vec![self],
        }
    }

    /// A paragraph of plain words.
    pub fn text(prose: Prose, words: impl Into<String>) -> Self {
        Self::Paragraph { prose, text: vec![Inline::Text(words.into())] }
    }
}
