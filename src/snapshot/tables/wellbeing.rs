//! Identity, family and health of children looked after.

use super::cell::tables;
use crate::calendar::Date;

tables! {
    /// Identity, family and health of children looked after.
    set WellbeingTables
    /// A life story record.
    LifeStory as life_stories in "ext_life_story" {
        /// Row id.
        id: String = "list_id",
        /// Child.
        person: String = "list_person_id",
        /// Day it was begun.
        begun: Date = "list_begun_on",
        /// Day it was last added to; null: never.
        updated: Option<Date> = "list_updated_on",
    }
    /// Whether a child has an adult to trust.
    TrustedAdult as trusted_adults in "ext_trusted_adult" {
        /// Row id.
        id: String = "trad_id",
        /// Child.
        person: String = "trad_person_id",
        /// Day of the record.
        recorded: Date = "trad_recorded_on",
        /// 1: at least one adult, 0: nobody.
        has_adult: bool = "trad_has_adult",
        /// Y: the child's own answer; N: a worker's view; null: not recorded.
        said_by_child: Option<String> = "trad_said_by_child",
    }
    /// Family time, as recorded on a day.
    FamilyContact as family_contacts in "ext_family_contact" {
        /// Row id.
        id: String = "faco_id",
        /// Child.
        person: String = "faco_person_id",
        /// Day of the record.
        recorded: Date = "faco_recorded_on",
        /// Parent, brother or sister, other relative.
        relation: String = "faco_relation",
        /// Day of the latest time together; null: none known.
        last_contact: Option<Date> = "faco_last_contact_on",
        /// Why there can be none: a court order, not safe, family not found.
        not_applicable: Option<String> = "faco_not_applicable_reason",
    }
    /// Sport and exercise, as recorded on a day.
    Activity as activities in "ext_activity" {
        /// Row id.
        id: String = "acti_id",
        /// Child.
        person: String = "acti_person_id",
        /// Day of the record.
        recorded: Date = "acti_recorded_on",
        /// Times a week outside school lessons; 0: none; null: not asked.
        times_a_week: Option<i64> = "acti_times_a_week",
    }
    /// A health check or assessment.
    HealthCheck as health_checks in "ssd_cla_health" {
        /// Row id.
        id: String = "clah_health_check_id",
        /// Child.
        person: String = "clah_person_id",
        /// Initial or review health assessment, dental check, eye test, development assessment.
        kind: String = "clah_health_check_type",
        /// Day of it.
        on: Date = "clah_health_check_date",
        /// Only a completed one counts as done.
        status: String = "clah_health_check_status",
    }
    /// A pregnancy, or a time of being a parent.
    ParentStatus as parent_statuses in "ext_parent_status" {
        /// Row id.
        id: String = "pare_id",
        /// Young person.
        person: String = "pare_person_id",
        /// PARENT: mother or father.
        status: String = "pare_status",
        /// First day: known to be pregnant, or the birth.
        start: Date = "pare_start",
        /// First day no longer so; null: open.
        end: Option<Date> = "pare_end",
        /// Birth of the first child; null: none yet, or not recorded.
        first_child_born: Option<Date> = "pare_first_child_born_on",
    }
}
