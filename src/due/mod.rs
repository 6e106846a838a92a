//! What falls due: duties that were still open on the snapshot's day, each with the day by which it is to be done.
//!
//! Takes an image of the snapshot; gives a [`FallingDue`]. The days are those of the measures: a duty is overdue by a day
//! exactly when the measure of it counts the child as not met on its evening. It plans nothing and names nobody.

mod days;
mod rules;

use std::collections::BTreeMap;

use crate::calendar::{Date, parse_iso};
use crate::kpi::Catalogue;
use crate::snapshot::Image;

use rules::Rules;

/// Days after the snapshot's day for which duties are told, both ends included.
pub const DAYS: u64 = 30;

/// A kind of duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// A visit on which the child is seen.
    Visit,
    /// A statutory review.
    Review,
    /// The first health assessment after coming into care.
    InitialHealth,
    /// The next health assessment.
    ReviewHealth,
    /// The first personal education plan after coming into care.
    FirstPep,
    /// The review of a personal education plan in this term.
    PepReview,
    /// A pathway plan, or its review.
    PathwayPlan,
}

impl DueKind {
    /// Every kind with what it is called on a page, in the packs' order.
    pub const ALL: [(&'static str, Self); 7] = [
        ("Visit by the social worker", Self::Visit),
        ("Statutory review", Self::Review),
        ("First health assessment", Self::InitialHealth),
        ("Review health assessment", Self::ReviewHealth),
        ("First education plan", Self::FirstPep),
        ("Education plan review this term", Self::PepReview),
        ("Pathway plan", Self::PathwayPlan),
    ];

    /// What it is called on a page.
    pub fn words(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(words, _)| words)
    }

    /// Tables without which nothing is known of it.
    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Visit => &["ssd_cla_episodes", "ssd_cla_visits"],
            Self::Review => &["ssd_cla_episodes", "ssd_cla_reviews"],
            Self::InitialHealth | Self::ReviewHealth => &["ssd_cla_episodes", "ssd_cla_health"],
            Self::FirstPep => &["ssd_cla_episodes", "ext_pep"],
            Self::PepReview => &["ssd_cla_episodes", "ext_pep", "ref_school_term"],
            Self::PathwayPlan => &["ext_care_leaver_period", "ext_pathway_plan"],
        }
    }

    /// The kind of duty that a measure is about; `None` for a measure of something without a due day.
    pub fn of_measure(measure: &str) -> Option<Self> {
        Some(match measure {
            "seen-on-time" | "visits-on-time" => Self::Visit,
            "reviews-on-time" => Self::Review,
            "initial-health-assessment" => Self::InitialHealth,
            "review-health-assessment" => Self::ReviewHealth,
            "first-pep-on-time" => Self::FirstPep,
            "pep-reviewed-this-term" => Self::PepReview,
            "pathway-plan-reviewed-on-time" => Self::PathwayPlan,
            _ => return None,
        })
    }
}

/// A duty still open on the snapshot's day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day by which it is to be done, itself included.
    pub on: Date,
    /// What.
    pub kind: DueKind,
    /// Child or young person.
    pub person: String,
}

/// Duties still open on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FallingDue {
    /// The snapshot's day.
    pub as_at: Date,
    /// Those overdue and those of the days told, by day, kind and person.
    pub list: Vec<Due>,
    /// Kinds of which nothing is known, with the tables that they need.
    pub not_collected: BTreeMap<DueKind, Vec<&'static str>>,
}

/// The duties still open on the snapshot's day that are overdue, or fall due in the [`DAYS`] after it.
///
/// The image must hold the evening of the snapshot's day.
///
/// # Errors
/// When the image cannot be asked.
pub fn falling_due(image: &Image, catalogue: &Catalogue) -> rusqlite::Result<FallingDue> {
    let as_at = image.meta().as_at;
    let mut not_collected = BTreeMap::new();
    let mut list = Vec::new();
    let mut connection = image.connect()?;
    for (_, kind) in DueKind::ALL {
        let lacking: Vec<&'static str> =
            kind.tables().iter().copied().filter(|table| !image.is_collected(table)).collect();
        if !lacking.is_empty() {
            not_collected.insert(kind, lacking);
            continue;
        }
        Image::fresh_budget(&mut connection)?;
        list.extend(Rules::new(as_at, catalogue).open(kind, &connection)?);
    }
    let last = as_at.checked_add_days(chrono::Days::new(DAYS)).unwrap_or(Date::MAX);
    list.retain(|due| due.on <= last);
    list.sort();
    list.dedup();
    Ok(FallingDue { as_at, list, not_collected })
}

/// A day of a row; `None` where it is null.
fn day(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(at)?.as_deref().and_then(parse_iso))
}
