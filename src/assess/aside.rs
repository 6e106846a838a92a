//! Passages of a reason that say more than the figure itself: what a published pack may have to say otherwise.

use super::aim::reason_of;
use super::words::things;
use crate::target::Exception;

/// A passage of a reason that does not follow from the figure and its target alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The passage, as the reason has it.
    pub words: String,
    /// What stands in its place where it may not be said.
    pub instead: String,
    /// What it speaks of besides.
    pub beyond: Beyond,
}

/// What a passage speaks of besides the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// Rows that the value leaves out: their number stands in no published pack.
    LeftOut,
    /// So many cases, by a decision of the council.
    Cases(u64),
    /// How many were invited to a survey, from which it is worked out.
    Invited,
    /// Words that the council wrote itself.
    OwnWords,
}

/// How many nothing is recorded of, with the sentence; `None` when there is none.
pub(super) fn left_out(missing: u64, noun: &str) -> Option<Aside> {
    (missing > 0).then(|| Aside {
        words: format!(" Nothing is recorded of {}, left out of it.", things(missing, noun)),
        instead: String::new(),
        beyond: Beyond::LeftOut,
    })
}

/// How many cases are agreed, where more are without.
pub(super) fn exceeded(words: String, cases: u64) -> Aside {
    Aside { words, instead: "fewer are".to_owned(), beyond: Beyond::Cases(cases) }
}

/// Why an exception was agreed, as the council wrote it.
pub(super) fn agreed_for(exception: &Exception) -> Aside {
    Aside { words: reason_of(exception), instead: String::new(), beyond: Beyond::OwnWords }
}
