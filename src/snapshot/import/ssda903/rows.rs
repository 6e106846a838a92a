//! The rows of a return, read: what each file holds, with the file and line that it came from.

use std::sync::Arc;

use super::super::repair::{Action, Repair, Rule};
use crate::calendar::Date;

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At {
    pub(super) file: Arc<str>,
    pub(super) line: u64,
    /// First year of the return that a YEAR column names.
    pub(super) year: Option<i32>,
}

impl At {
    /// Says something of the row.
    pub(super) fn repair(&self, rule: Rule, action: Action, words: impl Into<String>) -> Repair {
        Repair { file: self.file.to_string(), line: self.line, rule, action, words: words.into() }
    }
}

/// A child and a date of birth, as any file has them.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub(super) at: At,
    pub(super) id: String,
    pub(super) sex: Option<String>,
    pub(super) born: Option<Date>,
    pub(super) ethnicity: Option<String>,
}

/// A row of the episodes file.
#[derive(Debug, Clone)]
pub(super) struct EpisodeRow {
    pub(super) at: At,
    pub(super) child: String,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) start_reason: String,
    pub(super) end_reason: Option<String>,
    pub(super) legal_status: String,
    pub(super) need: Option<String>,
    pub(super) kind: String,
    pub(super) provider: Option<String>,
    pub(super) change_reason: Option<String>,
    pub(super) urn: Option<String>,
    /// Postcode, only to tell equal places: it never leaves the import.
    pub(super) postcode: Option<String>,
}

/// A row of the reviews file.
#[derive(Debug, Clone)]
pub(super) struct ReviewRow {
    pub(super) at: At,
    pub(super) child: String,
    pub(super) held: Date,
    pub(super) participation: Option<String>,
}

/// A row of the OC2 file.
#[derive(Debug, Clone)]
pub(super) struct OutcomeRow {
    pub(super) at: At,
    pub(super) child: String,
    pub(super) health_assessment: Option<bool>,
    pub(super) development_check: Option<bool>,
    pub(super) immunisations: Option<bool>,
    pub(super) dental_check: Option<bool>,
    pub(super) substance_misuse: Option<bool>,
    pub(super) intervention_received: Option<bool>,
    pub(super) intervention_offered: Option<bool>,
    pub(super) convicted: Option<bool>,
    pub(super) sdq_score: Option<i64>,
    pub(super) sdq_reason: Option<String>,
}

/// A row of the OC3 file.
#[derive(Debug, Clone)]
pub(super) struct LeaverRow {
    pub(super) at: At,
    pub(super) child: String,
    pub(super) born: Option<Date>,
    pub(super) in_touch: Option<String>,
    pub(super) activity: Option<String>,
    pub(super) accommodation: Option<String>,
    pub(super) suitable: Option<bool>,
}

/// A row of the UASC file.
#[derive(Debug, Clone)]
pub(super) struct AsylumRow {
    pub(super) at: At,
    pub(super) child: String,
    pub(super) ceased: Option<Date>,
}

/// A row of the missing file.
#[derive(Debug, Clone)]
pub(super) struct MissingRow {
    pub(super) at: At,
    pub(super) child: String,
    pub(super) kind: String,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
}

/// The rows of one return, or of a folder that holds several.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) headers: Vec<Child>,
    pub(super) episodes: Vec<EpisodeRow>,
    pub(super) reviews: Vec<ReviewRow>,
    pub(super) outcomes: Vec<OutcomeRow>,
    pub(super) leavers: Vec<LeaverRow>,
    pub(super) asylum: Vec<AsylumRow>,
    pub(super) missing: Vec<MissingRow>,
    /// Every child that a file other than the header names, with what that file says of birth and sex.
    pub(super) others: Vec<Child>,
}
