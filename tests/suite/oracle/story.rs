//! A small snapshot told as a story: what a counterexample prints.

use std::fmt;

use boardpack::calendar::Date;
use boardpack::snapshot::{Meta, Tables};

use super::child::children;

/// The rows of a small snapshot.
#[derive(Clone)]
pub(super) struct Story {
    pub(super) tables: Tables,
    pub(super) meta: Meta,
}

impl fmt::Debug for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = |end: Option<Date>| end.map_or(String::new(), |end| end.to_string());
        let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_owned());
        let (tables, meta) = (&self.tables, &self.meta);
        write!(f, "\nas at {}, full history from {}", meta.as_at, meta.full_history_from)?;
        if !meta.whole_care_periods {
            f.write_str(", open periods of care cut")?;
        }
        for child in children(tables) {
            let born = child.born.map_or("on an unknown day".to_owned(), |born| born.to_string());
            write!(f, "\n  {}, born {born}", child.id)?;
            for one in &child.spells {
                write!(
                    f,
                    "\n    {}: {} {}..{}{}{} {} {}@{}/{}{}{}{}",
                    one.id,
                    one.reason,
                    one.start,
                    open(one.end),
                    one.end_reason.map_or(String::new(), |reason| format!(":{reason}")),
                    one.change_reason.map_or(String::new(), |reason| format!("+{reason}")),
                    one.legal.unwrap_or("?"),
                    one.kind.unwrap_or("?"),
                    one.place.unwrap_or("?"),
                    one.provider.unwrap_or("?"),
                    one.outside.map_or("", |outside| if outside { " outside" } else { " inside" }),
                    one.distance.map_or(String::new(), |miles| format!(" {miles} miles")),
                    if one.lost_sight_of { " (not seen since)" } else { "" },
                )?;
            }
            let of = |person: &String| *person == child.id;
            for row in tables.reviews.iter().filter(|row| of(&row.person)) {
                let cancelled = if row.cancelled.as_deref() == Some("Y") { " cancelled" } else { "" };
                write!(f, "\n    review {}{cancelled} {}", row.held, or(&row.participation))?;
            }
            for row in tables.missing_episodes.iter().filter(|row| of(&row.person)) {
                let offered = or(&row.interview_offered);
                write!(f, "\n    away ({}) {}..{} interview {offered}", row.kind, row.start, open(row.end))?;
            }
            for row in tables.year_outcomes.iter().filter(|row| of(&row.person)) {
                write!(
                    f,
                    "\n    year to {}: health {:?} development {:?} immunised {:?} teeth {:?} substances {:?} sdq {:?}",
                    row.year_end,
                    row.health_assessment,
                    row.development_check,
                    row.immunisations,
                    row.dental_check,
                    row.substance_misuse,
                    row.sdq_score
                )?;
            }
            for row in tables.immigration_statuses.iter().filter(|row| of(&row.person)) {
                write!(f, "\n    {} {:?}..{}", row.status, row.start, open(row.end))?;
            }
            for row in tables.care_leaver_statuses.iter().filter(|row| of(&row.person)) {
                write!(
                    f,
                    "\n    on {}: touch {} activity {} lives {} suitable {:?}",
                    row.observed,
                    or(&row.in_touch),
                    or(&row.activity),
                    or(&row.accommodation),
                    row.suitable
                )?;
            }
        }
        for row in &tables.populations {
            write!(f, "\n  {} children in the borough in {}", row.children, row.year)?;
        }
        writeln!(f)
    }
}
