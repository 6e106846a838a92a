//! What a statement says of a row.

use crate::calendar::Date;

/// The state of a row, in the order in which it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The question does not arise.
    NotApplicable,
    /// Not yet.
    NotDue,
    /// Looked for and not known.
    NotKnown,
    /// Not recorded.
    Missing,
    /// Met; for counts, means and parts: judged.
    Met,
    /// Not met.
    NotMet,
}

impl State {
    /// Every state with its word in measure files and tidy data.
    pub const ALL: [(&'static str, Self); 6] = [
        ("not-applicable", Self::NotApplicable),
        ("not-due", Self::NotDue),
        ("not-known", Self::NotKnown),
        ("missing", Self::Missing),
        ("met", Self::Met),
        ("not-met", Self::NotMet),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| name)
    }
}

/// A row judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The row's id in its population.
    pub row: String,
    /// The person; `None` where a row is no person.
    pub person: Option<String>,
    /// State.
    pub state: State,
    /// The value, for means and medians; the numerator, for ratios.
    pub value: Option<i64>,
    /// The denominator, for ratios.
    pub of: Option<i64>,
    /// The part, for distributions: its place among the measure's groups.
    pub group: Option<usize>,
    /// The day of the event, for counts of a period whose months are watched: how rare they are only their days tell.
    /// `None` for everything else. A day can point at a person, so no published figure carries it.
    pub day: Option<Date>,
}
