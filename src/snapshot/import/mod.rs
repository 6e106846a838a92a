//! Ways into a snapshot: files of others, read into the contract's rows.
//!
//! Takes files as councils have them; gives [`Imported`]: tables and their description, and a report of every
//! repair, refusal and doubt. It writes nothing itself, asks for no clock, and stores no names, addresses,
//! postcodes or pupil numbers.

mod cell;
mod repair;
mod report;
mod sheet;
mod ssda903;

pub use repair::{Action, Repair, Rule};
pub use report::Detail;
pub use ssda903::{ReturnSummary, ssda903};

use super::{Meta, Tables};
use crate::calendar::Date;
use crate::diagnostic::Diagnostics;

/// What the user chose for an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Last day that the snapshot describes, its evening.
    pub as_at: Date,
    /// The authority to read, where files hold several.
    pub la: Option<String>,
    /// The council's name; without it the authority's, where a file names one.
    pub council: Option<String>,
    /// DfE three-digit code.
    pub la_code: Option<String>,
}

impl Options {
    /// An as-at date, and nothing else said.
    pub fn as_at(as_at: Date) -> Self {
        Self { as_at, la: None, council: None, la_code: None }
    }
}

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Opening folders and knowing their files.
    Open,
    /// Reading rows.
    Read,
    /// Merging and auditing.
    Merge,
}

/// How far an import has come in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The stage.
    pub stage: Stage,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}

/// An import that can be written: the rows, and what is to be said of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Rows of the snapshot.
    pub tables: Tables,
    /// What the snapshot says of itself.
    pub meta: Meta,
    /// Everything done to a row or said of one, in order of rule, file and line.
    pub repairs: Vec<Repair>,
    /// Each return on its own, oldest first.
    pub summaries: Vec<ReturnSummary>,
    /// What was said of whole files.
    pub warnings: Diagnostics,
    /// The authority that was read, where files name any.
    pub authority: Option<String>,
    /// Rows of other authorities, not read.
    pub other_authorities: usize,
}
