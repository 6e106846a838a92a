//! What a template says.

use std::sync::Arc;

use super::spoken::Spoken;
use crate::breakdown::Breakdown;
use crate::calendar::Period;
use crate::diagnostic::Source;
use crate::kpi::{Measure, Tier};

/// Who may see what a pack shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// The council's own managers.
    Internal,
    /// Partner agencies.
    Partners,
    /// Anybody.
    Public,
}

impl Profile {
    /// Every profile with its word in a template.
    pub const ALL: [(&'static str, Self); 3] =
        [("internal", Self::Internal), ("partners", Self::Partners), ("public", Self::Public)];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, profile)| *profile == self).map_or("", |(name, _)| name)
    }
}

/// When a pack is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// After every quarter.
    EveryQuarter,
    /// After Q2 and Q4.
    TwiceAYear,
    /// After Q4.
    Yearly,
}

impl Calendar {
    /// Every calendar with its word in a template.
    pub const ALL: [(&'static str, Self); 3] =
        [("every-quarter", Self::EveryQuarter), ("q2-and-q4", Self::TwiceAYear), ("q4", Self::Yearly)];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, calendar)| *calendar == self).map_or("", |(name, _)| name)
    }

    /// Whether the pack is due after a quarter.
    pub fn is_due(self, period: Period) -> bool {
        let Period::Quarter { quarter, .. } = period else { return false };
        match self {
            Self::EveryQuarter => true,
            Self::TwiceAYear => quarter == 2 || quarter == 4,
            Self::Yearly => quarter == 4,
        }
    }
}

/// Which period a pack's figures speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reports {
    /// The quarter.
    Quarter,
    /// The half-year that ends with the quarter.
    HalfYear,
    /// The financial year that ends with the quarter.
    Year,
}

impl Reports {
    /// Every choice with its word in a template.
    pub const ALL: [(&'static str, Self); 3] =
        [("quarter", Self::Quarter), ("half-year", Self::HalfYear), ("year", Self::Year)];

    /// The period reported on, for the quarter that has ended; `None` where none ends with it.
    pub fn period(self, quarter: Period) -> Option<Period> {
        let Period::Quarter { year, quarter: number } = quarter else { return None };
        match (self, number) {
            (Self::Quarter, _) => Some(quarter),
            (Self::HalfYear, 2) => Some(Period::Half { year, half: 1 }),
            (Self::HalfYear, 4) => Some(Period::Half { year, half: 2 }),
            (Self::Year, 4) => Some(Period::Year { year }),
            _ => None,
        }
    }
}

/// How measures that have a chart stand in a section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Over the whole width: every reason, the chart, its months and the whole history in numbers.
    #[default]
    Full,
    /// As a card, two in a row: the chart, the last five periods in numbers, and the reasons.
    Cards,
}

impl Detail {
    /// Every way with its word in a template.
    pub const ALL: [(&'static str, Self); 2] = [("full", Self::Full), ("cards", Self::Cards)];
}

/// Which measures of a section stand in its table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InTable {
    /// All of them.
    #[default]
    All,
    /// Those that have no chart of their own.
    Uncharted,
}

impl InTable {
    /// Every choice with its word in a template.
    pub const ALL: [(&'static str, Self); 2] = [("all", Self::All), ("uncharted", Self::Uncharted)];
}

/// How large a pack is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lettering {
    /// For reading at a desk.
    #[default]
    Standard,
    /// Nothing under 14 points, for all to read with ease.
    Large,
}

impl Lettering {
    /// Every lettering with its word in a template.
    pub const ALL: [(&'static str, Self); 2] = [("standard", Self::Standard), ("large", Self::Large)];
}

/// Which measures stand in a block; a measure stands in it when it meets every condition given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tiers; empty: all.
    pub tiers: Vec<Tier>,
    /// Ids; empty: all.
    pub ids: Vec<String>,
    /// Priorities (`CLA-1`); empty: all.
    pub priorities: Vec<String>,
    /// References of lines (`CLA-1.3`); empty: all.
    pub lines: Vec<String>,
    /// Only measures that stand under no priority.
    pub context: bool,
}

impl Selection {
    /// Whether a measure stands in the block.
    pub fn takes(&self, measure: &Measure) -> bool {
        (self.tiers.is_empty() || self.tiers.contains(&measure.tier))
            && (self.ids.is_empty() || self.ids.contains(&measure.id))
            && (self.priorities.is_empty()
                || measure.priorities().iter().any(|one| self.priorities.contains(&one.reference())))
            && (self.lines.is_empty()
                || measure.answers.iter().any(|answer| self.lines.contains(&answer.value)))
            && (!self.context || measure.priorities().is_empty())
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The first page.
    Cover,
    /// Headings with page numbers.
    Contents,
    /// The headline measures on one page.
    AtAGlance,
    /// The changes that a test found, each in a sentence.
    WhatChanged,
    /// A section of chosen measures.
    Section,
    /// A section for each priority of a strategy.
    PrioritySections,
    /// The figures of the whole financial year, where the pack's period is the last of it and shorter.
    WholeYear,
    /// Chosen measures by groups of children and young people.
    Breakdown,
    /// The people behind each measure that is short of its target.
    Exceptions,
    /// Duties that fall due after the snapshot's day.
    DueSoon,
    /// What could not be calculated and why, and the faults found in the data.
    DataQuality,
    /// Every measure's definition, and a glossary.
    Definitions,
    /// What the strategies promise to do, and how far each promise is.
    Commitments,
    /// What people write about the figures of the whole pack.
    Commentary,
    /// What is being done about the measures, by whom and by when.
    Actions,
    /// How pictures and numbers are to be read.
    HowToRead,
    /// What was said or promised, how it goes, what will be done.
    YouSaidWeDid,
    /// The same for care leavers, on pages of their own.
    CareLeavers,
    /// What was asked at the last meeting, and what happened.
    AskedLastYear,
    /// What could not be measured, and promises without a measure.
    NotMeasured,
    /// What hard words mean.
    Words,
    /// Questions with room to write.
    Questions,
}

impl BlockKind {
    /// Every kind with its word in a template.
    pub const ALL: [(&'static str, Self); 22] = [
        ("cover", Self::Cover),
        ("contents", Self::Contents),
        ("at-a-glance", Self::AtAGlance),
        ("what-changed", Self::WhatChanged),
        ("section", Self::Section),
        ("priority-sections", Self::PrioritySections),
        ("whole-year", Self::WholeYear),
        ("breakdown", Self::Breakdown),
        ("exceptions", Self::Exceptions),
        ("due-soon", Self::DueSoon),
        ("data-quality", Self::DataQuality),
        ("definitions", Self::Definitions),
        ("commitments", Self::Commitments),
        ("commentary", Self::Commentary),
        ("actions", Self::Actions),
        ("how-to-read", Self::HowToRead),
        ("you-said-we-did", Self::YouSaidWeDid),
        ("care-leavers", Self::CareLeavers),
        ("asked-last-year", Self::AskedLastYear),
        ("not-measured", Self::NotMeasured),
        ("words", Self::Words),
        ("questions", Self::Questions),
    ];

    /// Whether it shows people one by one, which is for the council's own managers.
    pub fn is_internal(self) -> bool {
        matches!(self, Self::Exceptions | Self::DueSoon)
    }

    /// Its word in a template.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A block of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockSpec {
    /// What it is.
    pub kind: BlockKind,
    /// Its heading.
    pub title: String,
    /// The sentence under the heading.
    pub lead: Option<String>,
    /// Its measures.
    pub select: Selection,
    /// Tiers whose measures have a chart.
    pub charts: Vec<Tier>,
    /// Ids of measures that have one besides.
    pub chart_ids: Vec<String>,
    /// By what its measures are broken down.
    pub by: Vec<Breakdown>,
    /// The strategy whose priorities it goes through.
    pub strategy: Option<String>,
    /// What it says to young people.
    pub spoken: Spoken,
    /// How measures with a chart stand in it.
    pub detail: Detail,
    /// Which of its measures stand in its table.
    pub table: InTable,
    /// Whether each priority begins with the strategy's own lines and what answers them.
    pub lines: bool,
    /// Whether what children and young people said stands in a table of its own, with who answered.
    pub voice: bool,
    /// Whether definitions say only what is counted, out of what and when.
    pub brief: bool,
    /// How many levels of headings the contents name: 1 or 2.
    pub depth: u8,
    /// Whether each section shows what is written about its measures.
    pub commentary: bool,
    /// Whether each section shows the actions on its measures.
    pub actions: bool,
    /// Of promises, whether only those stand in it that are at risk, late or overdue, in one table.
    pub attention: bool,
}

impl BlockSpec {
    /// Whether it shows what is written about measures.
    pub fn shows_commentary(&self) -> bool {
        self.kind == BlockKind::Commentary || self.is_sections() && self.commentary
    }

    /// Whether it shows the actions on measures.
    pub fn shows_actions(&self) -> bool {
        self.kind == BlockKind::Actions || self.is_sections() && self.actions
    }

    fn is_sections(&self) -> bool {
        matches!(self.kind, BlockKind::Section | BlockKind::PrioritySections)
    }
}

/// How far a figure moves, since it was published, before a pack says that it was restated: at least so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Materiality {
    /// For shares and the parts of a whole: percentage points; 0 takes every difference.
    pub points: i64,
    /// For counts: how many; a mean, a median or a rate is restated when it prints otherwise.
    pub count: i64,
}

impl Default for Materiality {
    /// One percentage point, or one.
    fn default() -> Self {
        Self { points: 1, count: 1 }
    }
}

/// A report template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The file's name without its ending.
    pub id: String,
    /// Title of the pack.
    pub title: String,
    /// Who it is for.
    pub audience: String,
    /// What it answers.
    pub purpose: String,
    /// Who may see what it shows.
    pub profile: Profile,
    /// When it is due.
    pub calendar: Calendar,
    /// Which period it reports on.
    pub reports: Reports,
    /// How many periods of history, the one reported on included.
    pub history: u32,
    /// How many pages the pack is meant to have at most; `None` where nothing is said.
    pub pages: Option<u32>,
    /// How large it is printed.
    pub lettering: Lettering,
    /// Its blocks in order.
    pub blocks: Vec<BlockSpec>,
    /// How far a published figure moves before the pack says that it was restated.
    pub materiality: Materiality,
    /// The file.
    pub source: Arc<Source>,
}

impl Template {
    /// Whether a block of it is so.
    pub fn has(&self, is: impl Fn(&BlockSpec) -> bool) -> bool {
        self.blocks.iter().any(is)
    }

    /// Whether the pack is a handout: it speaks to young people in sentences, and its workbook does too.
    pub fn is_handout(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block.kind, BlockKind::YouSaidWeDid | BlockKind::CareLeavers))
    }

    /// Everything that was said or promised, in the order of the blocks.
    pub fn topics(&self) -> impl Iterator<Item = &super::Topic> {
        self.blocks.iter().flat_map(|block| &block.spoken.topics)
    }

    /// The hard words that it explains.
    pub fn explained(&self) -> Vec<&str> {
        self.blocks.iter().flat_map(|block| &block.spoken.meanings).map(|one| one.word.as_str()).collect()
    }
}
