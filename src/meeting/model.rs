//! What `open-meeting.toml` says.

use std::collections::BTreeMap;

/// Something that young people asked for, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What they asked.
    pub asked: String,
    /// What happened.
    pub happened: String,
}

/// A council's own texts for the open meeting about one financial year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Calendar year in which the financial year starts that the texts speak of.
    pub year: i32,
    /// Whether the texts are made up, to show what a page looks like.
    pub example: bool,
    /// What was asked at the last meeting, in order.
    pub asked: Vec<Asked>,
    /// What will be done, by the topic of a template.
    pub will: BTreeMap<String, String>,
}
