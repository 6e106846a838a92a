//! What `actions.toml` says.

use std::sync::Arc;

use crate::calendar::{Date, Period};
use crate::diagnostic::Source;
use crate::fields::Located;

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Agreed and not begun.
    Open,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Given up, for a reason that its words tell.
    Withdrawn,
}

impl Status {
    /// Every status with its word in the file.
    pub const ALL: [(&'static str, Self); 4] = [
        ("open", Self::Open),
        ("in-progress", Self::InProgress),
        ("done", Self::Done),
        ("withdrawn", Self::Withdrawn),
    ];

    /// As printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::InProgress => "In progress",
            Self::Done => "Done",
            Self::Withdrawn => "Withdrawn",
        }
    }

    /// Whether nothing more is to be done.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Withdrawn)
    }
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Ids of the measures that it is to move, the one it stands under first; at least one.
    pub measures: Vec<String>,
    /// What is to be done.
    pub what: Located<String>,
    /// The role that answers for it; never a person's name.
    pub owner: String,
    /// The day on which it was agreed.
    pub raised: Date,
    /// The day by which it is to be done.
    pub due: Date,
    /// How far it is now.
    pub status: Status,
    /// The day on which it was done or withdrawn; `None` while it is open.
    pub closed: Option<Date>,
    /// What it should change.
    pub effect: Located<String>,
    /// Its reference in the Service Improvement Plan; `None` where it is not in it.
    pub plan: Option<String>,
}

impl Action {
    /// Whether it stands in a period: raised by its last day, and not closed before its first.
    pub fn stands_in(&self, period: Period) -> bool {
        self.raised <= period.last_day() && self.closed.is_none_or(|day| day >= period.first_day())
    }

    /// Its status at the end of a day; what was closed later was in progress then.
    pub fn status_on(&self, day: Date) -> Status {
        match self.closed {
            Some(closed) if closed > day => Status::InProgress,
            _ => self.status,
        }
    }

    /// Whether it is still open at the end of its due day, seen at the end of `day`.
    pub fn is_overdue(&self, day: Date) -> bool {
        !self.status_on(day).is_closed() && self.due <= day
    }
}

/// Every action of a council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actions {
    /// Whether they are made up; every table says so.
    pub example: bool,
    /// The actions, by the day they are due, within a day as in the file.
    pub list: Vec<Action>,
    /// The file.
    pub source: Arc<Source>,
}

impl Actions {
    /// The actions that stand in a period.
    pub fn of(&self, period: Period) -> impl Iterator<Item = &Action> {
        self.list.iter().filter(move |one| one.stands_in(period))
    }
}
