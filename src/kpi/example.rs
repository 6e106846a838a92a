//! Worked examples: few rows in, expected figure out.

use crate::calendar::{Date, Period};
use crate::fields::{Located, Scalar};

/// A worked example of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What it shows, in words.
    pub words: String,
    /// Period of the figure.
    pub period: Period,
    /// Children and their care.
    pub children: Vec<ExampleChild>,
    /// Rows of any table of the contract.
    pub rows: Vec<ExampleRow>,
    /// What must come out.
    pub expected: Expected,
    /// Where it stands in the file.
    pub span: std::ops::Range<usize>,
}

/// A child in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleChild {
    /// Id: a letter or a word.
    pub id: String,
    /// Date of birth.
    pub born: Option<Date>,
    /// Episodes of care.
    pub care: Vec<Care>,
}

/// An episode of care in an example, written `S 2018-01-10..2018-06-01:E4A C2 U6@home1/PR1`.
///
/// Reason for the episode; first day and first day after it (nothing when open) with the reason it ceased (X1 when
/// left out); legal status; placement, with the place and the provider where they matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Care {
    /// SSDA903 reason for the episode.
    pub reason: String,
    /// First day.
    pub start: Date,
    /// First day after it.
    pub end: Option<Date>,
    /// SSDA903 reason it ceased.
    pub end_reason: Option<String>,
    /// Why the placement ended.
    pub change_reason: Option<String>,
    /// SSDA903 legal status.
    pub legal_status: String,
    /// SSDA903 placement code.
    pub placement: String,
    /// Name of the place.
    pub place: Option<String>,
    /// SSDA903 provider code.
    pub provider: Option<String>,
}

/// A row of any table of the contract.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleRow {
    /// Table.
    pub table: Located<String>,
    /// Columns and values; a key column left out is numbered.
    pub values: Vec<(Located<String>, Scalar)>,
}

/// What must come out of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The figure: `1 of 2`, `3`, `27 / 2`, or parts as `1: 2, 3 to 4: 1`.
    pub figure: Located<String>,
    /// State of each row named: person or row id, and the state's word.
    pub states: Vec<(Located<String>, Located<String>)>,
}

impl Care {
    /// Reads the shorthand; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let reason = words.next()?.to_owned();
        let days = words.next()?;
        let legal_status = words.next()?.to_owned();
        let place = words.next()?;
        if words.next().is_some() {
            return None;
        }
        let (days, reasons) = match days.split_once(':') {
            Some((days, reasons)) => (days, Some(reasons)),
            None => (days, None),
        };
        let (start, end) = days.split_once("..")?;
        let start = crate::calendar::parse_iso(start)?;
        let end = if end.is_empty() { None } else { Some(crate::calendar::parse_iso(end)?) };
        let (end_reason, change_reason) = match reasons.map(|all| all.split_once('+').unwrap_or((all, ""))) {
            Some((end_reason, "")) => (Some(end_reason.to_owned()), None),
            Some((end_reason, change)) => (Some(end_reason.to_owned()), Some(change.to_owned())),
            None => (end.map(|_| "X1".to_owned()), None),
        };
        let (place, provider) = match place.split_once('/') {
            Some((place, provider)) => (place, Some(provider.to_owned())),
            None => (place, None),
        };
        let (placement, place) = match place.split_once('@') {
            Some((placement, place)) => (placement, Some(place.to_owned())),
            None => (place, None),
        };
        Some(Self {
            reason,
            start,
            end,
            end_reason,
            change_reason,
            legal_status,
            placement: placement.to_owned(),
            place,
            provider,
        })
    }
}
