//! Shorthand in place of a figure, or beside it.

use std::fmt;

use serde::Serialize;

/// A symbol of the UK Government Analysis Function's list for spreadsheets, with its meaning in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symbol {
    /// `[b]`
    Break,
    /// `[c]`
    Confidential,
    /// `[low]`
    Low,
    /// `[p]`
    Provisional,
    /// `[r]`
    Revised,
    /// `[u]`
    Unreliable,
    /// `[x]`
    NotAvailable,
    /// `[z]`
    NotApplicable,
}

impl Symbol {
    /// Every symbol, in the order of a key.
    pub const ALL: [Self; 8] = [
        Self::Break,
        Self::Confidential,
        Self::Low,
        Self::Provisional,
        Self::Revised,
        Self::Unreliable,
        Self::NotAvailable,
        Self::NotApplicable,
    ];

    /// As it stands in a cell: `[c]`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Break => "[b]",
            Self::Confidential => "[c]",
            Self::Low => "[low]",
            Self::Provisional => "[p]",
            Self::Revised => "[r]",
            Self::Unreliable => "[u]",
            Self::NotAvailable => "[x]",
            Self::NotApplicable => "[z]",
        }
    }

    /// What it means, for a key: a fragment without a full stop.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Break => "break in the series: not comparable with earlier periods",
            Self::Confidential => "confidential: not shown, so that nobody can be recognised",
            Self::Low => "low: rounds to 0 but is not 0",
            Self::Provisional => "provisional: may still change",
            Self::Revised => "revised since it was first published",
            Self::Unreliable => "unreliable: from few records, or many are missing",
            Self::NotAvailable => "not available: not recorded or not received",
            Self::NotApplicable => "not applicable",
        }
    }

    /// The symbol of a code; `None` for any other text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|symbol| symbol.code() == code)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
