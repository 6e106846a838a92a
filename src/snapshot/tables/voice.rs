//! What children, young people and staff say and do: surveys, participation, training, audits, agencies, complaints.

use super::cell::tables;
use crate::calendar::Date;

tables! {
    /// Rows of surveys, participation, staff, foster carers, audits, agencies and complaints.
    set VoiceTables
    /// A survey of children looked after or of care leavers, from its first to its last day.
    SurveyWave as survey_waves in "ext_survey_wave" {
        /// Row id.
        id: String = "suwa_wave_id",
        /// Who was asked.
        audience: String = "suwa_audience",
        /// First day.
        opened: Date = "suwa_opened_on",
        /// Last day; `None`: still open, counts nowhere yet.
        closed: Option<Date> = "suwa_closed_on",
        /// How many were invited.
        invited: i64 = "suwa_invited",
    }
    /// A wording of a survey question; a question keeps its name when its wording changes.
    Question as questions in "ref_question" {
        /// Row id: the question in this wording.
        id: String = "ques_question_id",
        /// Name of the question, as measures use it.
        question: String = "ques_question",
        /// Counts up from 1.
        wording_version: i64 = "ques_wording_version",
        /// As the young people read it.
        wording: String = "ques_wording",
        /// Answers offered, as codes with commas between.
        answers: String = "ques_answers",
    }
    /// A survey respondent's answer to a question; the key means nothing outside the wave and is never a person id.
    SurveyResponse as survey_responses in "ext_survey_response" {
        /// Row id.
        id: String = "sure_response_id",
        /// Survey.
        wave: String = "sure_wave_id",
        /// Key of the respondent within the wave.
        respondent: String = "sure_respondent",
        /// Question as worded in the wave.
        question: String = "sure_question_id",
        /// Answer; `None`: asked and left blank.
        answer: Option<String> = "sure_answer",
        /// Age as the respondent gave it; `None`: not given.
        age_band: Option<String> = "sure_age_band",
    }
    /// An event at which children or care leavers took part: a meeting, an activity, a consultation.
    ParticipationEvent as participation_events in "ext_participation_event" {
        /// Row id.
        id: String = "paev_event_id",
        /// Day.
        held: Date = "paev_held_on",
        /// Living in Care Council, care leavers' forum, other.
        forum: String = "paev_forum",
        /// Whether their views were asked for.
        consultation: bool = "paev_consultation",
        /// Whether they met senior officers.
        met_officers: bool = "paev_met_officers",
        /// Whether they met elected members.
        met_councillors: bool = "paev_met_councillors",
        /// Whether they met partner agencies.
        met_partners: bool = "paev_met_partners",
    }
    /// A child or young person at an event.
    Participation as participations in "ext_participation" {
        /// Row id.
        id: String = "part_participation_id",
        /// Event.
        event: String = "part_event_id",
        /// Who took part.
        person: String = "part_person_id",
    }
    /// A rating of an event by a young person who was there; it does not say by whom.
    ParticipationRating as participation_ratings in "ext_participation_rating" {
        /// Row id.
        id: String = "para_rating_id",
        /// Event.
        event: String = "para_event_id",
        /// 1 poor to 5 very good; `None`: left blank.
        rating: Option<i64> = "para_rating",
    }
    /// A thing that young people asked for at an event.
    ParticipationRequest as participation_requests in "ext_participation_request" {
        /// Row id.
        id: String = "pare_request_id",
        /// Event.
        event: String = "pare_event_id",
        /// Day they asked.
        made: Date = "pare_made_on",
        /// What they asked for, in words that name nobody.
        what: String = "pare_what",
        /// Day the council said yes.
        agreed: Option<Date> = "pare_agreed_on",
        /// Day it was done.
        done: Option<Date> = "pare_done_on",
        /// Day the young people were told what became of it.
        told: Option<Date> = "pare_told_on",
        /// Why it will not be done, as they were told.
        reason_not_done: Option<String> = "pare_reason_not_done",
    }
    /// A training course, with what it teaches.
    Course as courses in "ref_course" {
        /// Row id.
        id: String = "cour_course_id",
        /// As it is called.
        name: String = "cour_name",
        /// Whether child sexual exploitation.
        exploitation: bool = "cour_exploitation",
        /// Whether children who go missing.
        missing: bool = "cour_missing",
        /// Whether pathway planning.
        pathway_planning: bool = "cour_pathway_planning",
        /// Whether financial management.
        money: bool = "cour_money",
        /// Whether identity and belonging.
        identity: bool = "cour_identity",
    }
    /// A time in post of a member of staff.
    Staff as staff in "ext_staff" {
        /// Opaque id.
        id: String = "staf_staff_id",
        /// Role.
        role: String = "staf_role",
        /// First day in post.
        start: Date = "staf_start",
        /// First day no longer in post; `None`: in post.
        end: Option<Date> = "staf_end",
        /// 100: full time; `None`: not recorded.
        fte_hundredths: Option<i64> = "staf_fte_hundredths",
    }
    /// A course that a member of staff completed.
    StaffTraining as staff_trainings in "ext_staff_training" {
        /// Row id.
        id: String = "sttr_training_id",
        /// Member of staff.
        staff: String = "sttr_staff_id",
        /// Course.
        course: String = "sttr_course_id",
        /// Day completed; `None`: completed, day not recorded.
        completed: Option<Date> = "sttr_completed_on",
    }
    /// A time of approval of a fostering household.
    FosterCarer as foster_carers in "ext_foster_carer" {
        /// Opaque id.
        id: String = "foca_household_id",
        /// Whose foster carers they are.
        kind: String = "foca_kind",
        /// First day approved.
        approved_from: Date = "foca_approved_from",
        /// First day no longer approved; `None`: approved.
        approved_to: Option<Date> = "foca_approved_to",
    }
    /// A course that a foster carer of a household attended.
    CarerTraining as carer_trainings in "ext_carer_training" {
        /// Row id.
        id: String = "catr_training_id",
        /// Household.
        household: String = "catr_household_id",
        /// Course.
        course: String = "catr_course_id",
        /// Day attended; `None`: attended, day not recorded.
        attended: Option<Date> = "catr_attended_on",
    }
    /// An audit of pathway planning in one case.
    CaseAudit as case_audits in "ext_case_audit" {
        /// Row id.
        id: String = "caau_audit_id",
        /// Day completed.
        audited: Date = "caau_audited_on",
        /// What was judged.
        theme: String = "caau_theme",
        /// `None`: not graded.
        grade: Option<String> = "caau_grade",
    }
    /// An agency asked to sign up to the corporate parenting strategy.
    AgencySignup as agency_signups in "ext_agency_signup" {
        /// Row id.
        id: String = "agsi_agency_id",
        /// Its name; an agency is no person.
        agency: String = "agsi_agency",
        /// Day asked.
        asked: Date = "agsi_asked_on",
        /// Day signed; `None`: not signed.
        signed: Option<Date> = "agsi_signed_on",
    }
    /// A complaint or a compliment; it does not say who made it.
    Complaint as complaints in "ext_complaint" {
        /// Row id.
        id: String = "comp_complaint_id",
        /// Day received.
        received: Date = "comp_received_on",
        /// Which of the two.
        kind: String = "comp_kind",
        /// Made by them, by someone for them, or otherwise.
        from: String = "comp_from",
        /// Highest stage reached; `None`: a compliment, or not recorded.
        stage: Option<i64> = "comp_stage",
        /// Day answered; `None`: not yet.
        answered: Option<Date> = "comp_answered_on",
        /// `None`: not decided.
        upheld: Option<String> = "comp_upheld",
    }
}
