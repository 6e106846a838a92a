//! Workers, their visits, and what they plan for children.

use super::cell::tables;
use crate::calendar::Date;

tables! {
    /// Workers, their visits, and what they plan for children.
    set WorkerTables
    /// A worker.
    Professional as professionals in "ssd_professionals" {
        /// Row id.
        id: String = "prof_professional_id",
        /// SW social worker, PA personal adviser (young person's adviser), IRO independent reviewing officer.
        role: Option<String> = "prof_professional_job_title",
        /// Team.
        team: Option<String> = "prof_professional_department",
        /// Hundredths of a full-time post, so that sums are exact; null: not recorded.
        fte_hundredths: Option<i64> = "prof_full_time_equivalency",
    }
    /// A time over which a worker was responsible.
    Involvement as involvements in "ssd_involvements" {
        /// Row id.
        id: String = "invo_involvements_id",
        /// Worker; null: a team or a duty desk, nobody by name.
        professional: Option<String> = "invo_professional_id",
        /// SW social worker, PA personal adviser, IRO independent reviewing officer.
        role: String = "invo_professional_role_id",
        /// Team.
        team: Option<String> = "invo_professional_team",
        /// First day.
        start: Date = "invo_involvement_start_date",
        /// First day without it; null: open.
        end: Option<Date> = "invo_involvement_end_date",
        /// Why this worker took over; null: the first, or not recorded.
        change_reason: Option<String> = "invo_worker_change_reason",
        /// Child or young person.
        person: String = "invo_person_id",
    }
    /// A social worker's visit.
    Visit as visits in "ssd_cla_visits" {
        /// Row id.
        id: String = "clav_cla_visit_id",
        /// Child.
        person: String = "clav_person_id",
        /// Day of the visit.
        made: Date = "clav_cla_visit_date",
        /// Child seen; null: not recorded.
        seen: Option<String> = "clav_cla_visit_seen",
        /// Child seen alone; null: not recorded.
        alone: Option<String> = "clav_cla_visit_seen_alone",
    }
    /// Why a child was not seen alone.
    VisitNotAlone as visits_not_alone in "ext_visit_not_alone" {
        /// Visit.
        visit: String = "vina_visit_id",
        /// DECLINED: the child did not want it; NOT_APPROPRIATE: not right for age and understanding.
        reason: String = "vina_reason",
    }
    /// A return home interview.
    ReturnInterview as return_interviews in "ext_return_interview" {
        /// Row id.
        id: String = "rein_id",
        /// Episode of missing.
        missing: String = "rein_missing_id",
        /// Day offered; null: not recorded.
        offered: Option<Date> = "rein_offered_on",
        /// Day held; null: not held.
        held: Option<Date> = "rein_held_on",
        /// Y: the child did not want one.
        declined: Option<String> = "rein_declined",
    }
    /// A time of working with the youth offending service.
    YouthJustice as youth_justice in "ext_youth_justice" {
        /// Row id.
        id: String = "yoju_id",
        /// Child or young person.
        person: String = "yoju_person_id",
        /// Out-of-court disposal, referral order, rehabilitation order, custody, prevention.
        kind: Option<String> = "yoju_kind",
        /// First day.
        start: Date = "yoju_start",
        /// First day without it; null: open.
        end: Option<Date> = "yoju_end",
    }
    /// A disability.
    Disability as disabilities in "ssd_disability" {
        /// Row id.
        id: String = "disa_table_id",
        /// Child or young person.
        person: String = "disa_person_id",
        /// Code of the children in need census; NONE: not disabled.
        code: String = "disa_disability_code",
    }
    /// A plan for permanence.
    CarePlan as care_plans in "ssd_cla_care_plan" {
        /// Row id.
        id: String = "lacp_table_id",
        /// Child.
        person: String = "lacp_person_id",
        /// Day the plan was agreed.
        start: Date = "lacp_cla_care_plan_start_date",
        /// First day it no longer holds; null: open.
        end: Option<Date> = "lacp_cla_care_plan_end_date",
        /// The key of the Annex A plan alone, a code in place of JSON; null: not yet agreed.
        plan: Option<String> = "lacp_cla_care_plan_json",
    }
    /// A brother or sister.
    Sibling as siblings in "ext_sibling" {
        /// Row id.
        id: String = "sibl_id",
        /// Child.
        person: String = "sibl_person_id",
        /// Brother or sister; the other way round is a row of its own.
        sibling: String = "sibl_sibling_id",
        /// Day of the assessment; null: not recorded.
        planned: Option<Date> = "sibl_planned_on",
        /// Y: to live together, N: better apart; null: not assessed.
        together: Option<String> = "sibl_together_planned",
    }
}
