//! A publication: a pack, as it was given away on a day.

use crate::calendar::{Date, Period};
use crate::template::Profile;
use crate::written::{WrittenFile, WrittenRow};

/// A pack that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Number, from 1.
    pub number: i64,
    /// Id of the pack's template.
    pub pack: String,
    /// Who may see it.
    pub profile: Profile,
    /// The quarter that it was built for.
    pub period: Period,
    /// Day of the publication.
    pub on: Date,
    /// Role of whoever published it; `None` where nobody said.
    pub by: Option<String>,
    /// Number of the publication that it corrects.
    pub replaces: Option<i64>,
    /// Day of the snapshot behind it.
    pub as_at: String,
    /// SHA-256 of that snapshot; `None` where the packs did not tell it and nobody gave it.
    pub snapshot: Option<String>,
    /// Version of the program that built it.
    pub program: String,
    /// Counts from 1 to this are hidden in it, where it is not internal.
    pub k: i64,
    /// Its files.
    pub files: Vec<WrittenFile>,
    /// Its figures, as they were shown.
    pub figures: Vec<WrittenRow>,
}
