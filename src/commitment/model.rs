//! What `commitments.toml` says.

use std::sync::Arc;

use crate::calendar::Date;
use crate::diagnostic::Source;
use crate::fields::Located;
use crate::kpi::Priority;

/// How far a promise is, as its owner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Nothing has been done yet.
    NotStarted,
    /// It will be kept by the day it is due.
    OnTrack,
    /// It may not be kept by the day it is due.
    AtRisk,
    /// It will not be kept, or was not kept, by the day it is due.
    Late,
    /// It has been kept.
    Done,
}

impl Progress {
    /// Every state with its word in the file.
    pub const ALL: [(&'static str, Self); 5] = [
        ("not-started", Self::NotStarted),
        ("on-track", Self::OnTrack),
        ("at-risk", Self::AtRisk),
        ("late", Self::Late),
        ("done", Self::Done),
    ];

    /// As printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "Not started",
            Self::OnTrack => "On track",
            Self::AtRisk => "At risk",
            Self::Late => "Late",
            Self::Done => "Done",
        }
    }
}

/// A promise of a strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Its reference: the priority's, a point, and its place in the strategy's list: `CLA-1.W3`.
    pub reference: String,
    /// The priority that it stands under.
    pub priority: Priority,
    /// The promise in the strategy's own words.
    pub promise: String,
    /// The role that answers for it; never a person's name.
    pub owner: String,
    /// The day by which it is to be kept.
    pub due: Date,
    /// How far it is.
    pub progress: Progress,
    /// What shows it, and where that stands in the file; `None` where nothing is written yet.
    pub evidence: Option<Located<String>>,
    /// Ids of the measures that it should move.
    pub measures: Vec<String>,
}

impl Commitment {
    /// Whether it is still open at the end of its due day, seen at the end of `on`.
    pub fn is_overdue(&self, on: Date) -> bool {
        self.progress != Progress::Done && self.due <= on
    }

    /// Whether a board should look at it: it is at risk, late, or overdue at the end of `on`.
    pub fn needs_attention(&self, on: Date) -> bool {
        matches!(self.progress, Progress::AtRisk | Progress::Late) || self.is_overdue(on)
    }
}

/// Every promise that a council keeps track of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitments {
    /// The day that the states speak of.
    pub as_at: Date,
    /// Whether owners, days, states and evidence are made up; every table says so.
    pub example: bool,
    /// The promises, by strategy and priority, within one as in the file.
    pub list: Vec<Commitment>,
    /// The file.
    pub source: Arc<Source>,
}
