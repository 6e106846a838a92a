//! The day on which each kind of duty is due.

use rusqlite::Connection;

use super::days::out_of_months;
use super::{Due, DueKind, day};
use crate::calendar::{Date, LeapBirthday, add_months, age};
use crate::fields::Scalar;
use crate::kpi::Catalogue;

/// Visits and reviews that nobody has made or held, of children still looked after.
const VISITS: &str = "SELECT v.person_id, v.due_on, p.pers_dob FROM visit_due v
    JOIN ssd_person p ON p.pers_person_id = v.person_id WHERE v.made_on IS NULL AND v.left_on > :day";

const REVIEWS: &str = "SELECT r.person_id, r.due_on, p.pers_dob FROM review_due r
    JOIN ssd_person p ON p.pers_person_id = r.person_id WHERE r.held_on IS NULL AND r.left_on > :day";

/// Children still looked after, without a health assessment since they came into care.
const INITIAL_HEALTH: &str = "SELECT c.person_id, c.due_on, c.born FROM care_entries c
    WHERE c.entered_on <= :day AND c.left_on > :day AND NOT EXISTS (
      SELECT 1 FROM ssd_cla_health h WHERE h.clah_person_id = c.person_id
      AND h.clah_health_check_type IN ('INITIAL', 'REVIEW') AND h.clah_health_check_status = 'COMPLETED'
      AND h.clah_health_check_date BETWEEN c.entered_on AND :day)";

/// Children still looked after, without an education plan since they came into care.
const FIRST_PEP: &str = "SELECT c.person_id, c.due_on, c.born FROM care_entries c
    WHERE c.entered_on <= :day AND c.left_on > :day AND NOT EXISTS (
      SELECT 1 FROM ext_pep e WHERE e.pepl_person_id = c.person_id AND e.pepl_held_on BETWEEN c.entered_on AND :day)";

/// Children looked after, each with the latest health assessment.
const REVIEW_HEALTH: &str =
    "SELECT c.person_id, max(h.clah_health_check_date), c.born FROM children_looked_after c
    JOIN ssd_cla_health h ON h.clah_person_id = c.person_id
    WHERE c.at = :day AND h.clah_health_check_type IN ('INITIAL', 'REVIEW')
      AND h.clah_health_check_status = 'COMPLETED' AND h.clah_health_check_date <= :day
    GROUP BY c.person_id";

/// Children looked after since the first day of the term that the day is in, without a review of the plan in it.
const PEP_REVIEW: &str = "SELECT c.person_id, t.term_last_day, c.born FROM ref_school_term t
    JOIN children_looked_after c ON c.at = :day AND c.in_care_since <= t.term_first_day
    WHERE t.term_first_day <= :day AND t.term_last_day > :day AND NOT EXISTS (
      SELECT 1 FROM ext_pep e WHERE e.pepl_person_id = c.person_id AND e.pepl_kind = 'REVIEW'
      AND e.pepl_held_on BETWEEN t.term_first_day AND :day)";

/// Care leavers, each with the day of the latest pathway plan or review, and the day from which they are entitled.
const PATHWAY_PLAN: &str = "SELECT c.person_id, c.eligible_since,
      (SELECT max(p.path_date) FROM ext_pathway_plan p WHERE p.path_person_id = c.person_id AND p.path_date <= :day)
    FROM care_leavers_16_24 c WHERE c.at = :day";

/// The rules on a day, with the parameters of the measures in force.
pub(super) struct Rules<'c> {
    as_at: Date,
    catalogue: &'c Catalogue,
}

impl<'c> Rules<'c> {
    pub(super) fn new(as_at: Date, catalogue: &'c Catalogue) -> Self {
        Self { as_at, catalogue }
    }

    /// The duties of a kind that were open on the day, whenever they are due.
    pub(super) fn open(&self, kind: DueKind, connection: &Connection) -> rusqlite::Result<Vec<Due>> {
        let sql = match kind {
            DueKind::Visit => VISITS,
            DueKind::Review => REVIEWS,
            DueKind::InitialHealth => INITIAL_HEALTH,
            DueKind::ReviewHealth => REVIEW_HEALTH,
            DueKind::FirstPep => FIRST_PEP,
            DueKind::PepReview => PEP_REVIEW,
            DueKind::PathwayPlan => PATHWAY_PLAN,
        };
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([self.as_at.to_string()])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let person: String = row.get(0)?;
            let (first, second) = (day(row, 1)?, day(row, 2)?);
            let on = match kind {
                DueKind::Visit | DueKind::Review | DueKind::InitialHealth => {
                    first.filter(|due| self.is_child(second, *due))
                }
                DueKind::FirstPep => first.filter(|due| {
                    self.is_child(second, *due) && self.is_of_age("first-pep-on-time", second, *due)
                }),
                DueKind::PepReview => first.filter(|due| {
                    self.is_child(second, *due) && self.is_of_age("pep-reviewed-this-term", second, *due)
                }),
                DueKind::ReviewHealth => first
                    .and_then(|last| self.next_health(last, second))
                    .filter(|due| self.is_child(second, *due)),
                DueKind::PathwayPlan => self.next_plan(first, second),
            };
            list.extend(on.map(|on| Due { on, kind, person }));
        }
        Ok(list)
    }

    /// Whether the child is still one on the snapshot's day and on the due day: from the 18th birthday on nobody is
    /// looked after.
    fn is_child(&self, born: Option<Date>, due: Date) -> bool {
        let is_adult =
            |on| born.and_then(|born| age(born, on, LeapBirthday::default())).is_some_and(|age| age >= 18);
        !is_adult(due) && !is_adult(self.as_at)
    }

    /// Whether the age on a day is one that a measure counts; not where it is not known.
    fn is_of_age(&self, measure: &str, born: Option<Date>, on: Date) -> bool {
        let range =
            self.number(measure, "from_age").unwrap_or(3)..=self.number(measure, "to_age").unwrap_or(17);
        let age = born.and_then(|born| age(born, on, LeapBirthday::default()));
        age.is_some_and(|age| range.contains(&age))
    }

    /// The next health assessment: so many months after the last one, by the age on that day.
    fn next_health(&self, last: Date, born: Option<Date>) -> Option<Date> {
        let measure = "review-health-assessment";
        let from_5 = self.number(measure, "months_from_5").unwrap_or(12);
        let under_5 = self.number(measure, "months_under_5").unwrap_or(6);
        let after = |months: i32| {
            out_of_months(last, months, |day| add_months(day, months.saturating_neg())?.succ_opt())
        };
        let is_under_5 = |on: Date| {
            born.and_then(|born| age(born, on, LeapBirthday::default())).is_some_and(|age| age < 5)
        };
        // Due under 5 and still open: from the fifth birthday on the longer time holds.
        after(under_5)
            .filter(|due| is_under_5(*due) && (is_under_5(self.as_at) || *due > self.as_at))
            .or_else(|| after(from_5))
    }

    /// The next pathway plan: so many months after the last, or after the young person became entitled.
    fn next_plan(&self, entitled: Option<Date>, last: Option<Date>) -> Option<Date> {
        let measure = "pathway-plan-reviewed-on-time";
        if let Some(last) = last {
            let months = self.number(measure, "months").unwrap_or(6);
            return out_of_months(last, months, |day| add_months(day.succ_opt()?, months.saturating_neg()));
        }
        let months = self.number(measure, "first_months").unwrap_or(3);
        // On the evening from which the measure counts it as missing.
        out_of_months(entitled?, months, |day| add_months(day, months.saturating_neg())?.succ_opt())
    }

    /// A whole-number parameter of a measure, as in force.
    fn number(&self, measure: &str, param: &str) -> Option<i32> {
        let measure = self.catalogue.get(measure)?;
        match measure.params.iter().find(|one| one.name.value == param)?.value {
            Scalar::Integer(number) => i32::try_from(number).ok(),
            _ => None,
        }
    }
}
