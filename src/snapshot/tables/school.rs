//! School, attendance, plans for education, and results.

use super::cell::tables;
use crate::calendar::Date;

tables! {
    /// School, attendance, plans for education, and results.
    set SchoolTables
    /// A time on a roll, or in training or work.
    SchoolEnrolment as school_enrolments in "ext_school_enrolment" {
        /// Row id.
        id: String = "scho_id",
        /// Child.
        person: String = "scho_person_id",
        /// NONE: recorded as in none of them.
        setting: String = "scho_setting",
        /// First day.
        start: Date = "scho_start",
        /// First day no longer so; null: open.
        end: Option<Date> = "scho_end",
    }
    /// Sessions of a child in a month.
    Attendance as attendances in "ext_attendance" {
        /// Row id.
        id: String = "atte_id",
        /// Child.
        person: String = "atte_person_id",
        /// First day, included.
        from: Date = "atte_from",
        /// Last day, included.
        to: Date = "atte_to",
        /// Sessions possible.
        possible: i64 = "atte_possible",
        /// Sessions attended.
        attended: i64 = "atte_attended",
    }
    /// A suspension or a permanent exclusion.
    Exclusion as exclusions in "ext_exclusion" {
        /// Row id.
        id: String = "excl_id",
        /// Child.
        person: String = "excl_person_id",
        /// Which.
        kind: String = "excl_kind",
        /// First day.
        start: Date = "excl_start",
        /// Sessions (half days) of a suspension; null: not recorded, or permanent.
        sessions: Option<i64> = "excl_sessions",
    }
    /// A school term.
    SchoolTerm as school_terms in "ref_school_term" {
        /// Row id.
        id: String = "term_id",
        /// Which.
        name: String = "term_name",
        /// First day of term, included.
        first: Date = "term_first_day",
        /// Last day of term, included.
        last: Date = "term_last_day",
        /// Whose dates.
        source: String = "term_source",
    }
    /// A personal education plan made or reviewed.
    Pep as peps in "ext_pep" {
        /// Row id.
        id: String = "pepl_id",
        /// Child or young person.
        person: String = "pepl_person_id",
        /// The first plan, or a review of it.
        kind: String = "pepl_kind",
        /// Day completed.
        held: Date = "pepl_held_on",
        /// Targets that were to be met by this review; null: not recorded.
        targets_due: Option<i64> = "pepl_targets_due",
        /// Of them, met; null: not recorded.
        targets_met: Option<i64> = "pepl_targets_met",
        /// Day the Virtual School head reviewed it; null: has not.
        virtual_head: Option<Date> = "pepl_virtual_head_on",
    }
    /// A qualification in one subject.
    Qualification as qualifications in "ext_qualification" {
        /// Row id.
        id: String = "qual_id",
        /// Young person.
        person: String = "qual_person_id",
        /// Day of the result.
        on: Date = "qual_on",
        /// OTHER: any other pass or vocational award.
        kind: String = "qual_type",
        /// English is language or literature, the better one.
        subject: String = "qual_subject",
        /// GCSE grade; an old C counts as 4; null: no grades.
        grade: Option<i64> = "qual_grade",
    }
}
