//! Children, their care, and what the SSDA903 return says of them.

use super::cell::tables;
use super::leavers::LeaverTables;
use super::school::SchoolTables;
use super::voice::VoiceTables;
use super::wellbeing::WellbeingTables;
use super::workers::WorkerTables;
use crate::calendar::Date;

tables! {
    /// All rows of a snapshot, table by table; an empty table is "not collected".
    set Tables {
        /// Care leavers.
        leavers: LeaverTables,
        /// What children, young people and staff say and do.
        voice: VoiceTables,
        /// Workers, their visits, and what they plan for children.
        workers: WorkerTables,
        /// Identity, family and health of children looked after.
        wellbeing: WellbeingTables,
        /// School, attendance, plans for education, and results.
        school: SchoolTables,
    }
    /// A child or young person.
    Person as persons in "ssd_person" {
        /// Opaque id.
        id: String = "pers_person_id",
        /// `M`, `F` or `U`.
        sex: Option<String> = "pers_sex",
        /// DfE ethnicity code.
        ethnicity: Option<String> = "pers_ethnicity",
        /// Date of birth.
        born: Option<Date> = "pers_dob",
    }
    /// A spell of an immigration status.
    ImmigrationStatus as immigration_statuses in "ssd_immigration_status" {
        /// Row id.
        id: String = "immi_immigration_status_id",
        /// Child.
        person: String = "immi_person_id",
        /// `UASC` or `OTHER`.
        status: String = "immi_immigration_status",
        /// First day; `None` when not recorded.
        start: Option<Date> = "immi_immigration_status_start_date",
        /// First day without it; `None` when open.
        end: Option<Date> = "immi_immigration_status_end_date",
    }
    /// A spell of a legal status.
    LegalStatus as legal_statuses in "ssd_legal_status" {
        /// Row id.
        id: String = "lega_legal_status_id",
        /// Child.
        person: String = "lega_person_id",
        /// SSDA903 code.
        code: String = "lega_legal_status",
        /// First day.
        start: Date = "lega_legal_status_start_date",
        /// First day without it; `None` when open.
        end: Option<Date> = "lega_legal_status_end_date",
    }
    /// A stay in one placement.
    Placement as placements in "ssd_cla_placement" {
        /// Row id.
        id: String = "clap_cla_placement_id",
        /// Child.
        person: String = "clap_person_id",
        /// First day.
        start: Date = "clap_cla_placement_start_date",
        /// First day elsewhere; `None` when open.
        end: Option<Date> = "clap_cla_placement_end_date",
        /// SSDA903 placement code.
        kind: String = "clap_cla_placement_type",
        /// SSDA903 provider code.
        provider: Option<String> = "clap_cla_placement_provider",
        /// Ofsted number of the home or agency.
        urn: Option<String> = "clap_cla_placement_urn",
        /// Miles from home; `None` when not known.
        distance: Option<f64> = "clap_cla_placement_distance",
        /// Why it ended.
        change_reason: Option<String> = "clap_cla_placement_change_reason",
    }
    /// Where a placement is, without an address.
    PlacementPlace as placement_places in "ext_placement_geo" {
        /// Placement's id.
        placement: String = "plge_placement_id",
        /// Opaque name of the place, equal for two stays at one address.
        place: Option<String> = "plge_place",
        /// Whether it is outside the council's boundary; `None` when not known.
        outside_borough: Option<bool> = "plge_outside_borough",
    }
    /// An episode of care.
    Episode as episodes in "ssd_cla_episodes" {
        /// Row id.
        id: String = "clae_cla_episode_id",
        /// Child.
        person: String = "clae_person_id",
        /// First day.
        start: Date = "clae_cla_episode_start_date",
        /// SSDA903 reason for a new episode.
        start_reason: String = "clae_cla_episode_start_reason",
        /// SSDA903 category of need.
        need: Option<String> = "clae_cla_primary_need_code",
        /// First day after it; `None` when open.
        end: Option<Date> = "clae_cla_episode_ceased_date",
        /// SSDA903 reason episode ceased.
        end_reason: Option<String> = "clae_cla_episode_ceased_reason",
        /// Placement in force.
        placement: Option<String> = "clae_cla_placement_id",
        /// Legal status recorded with it.
        legal_status: Option<String> = "clae_legal_status_id",
    }
    /// A child of whom nothing is known after a day.
    LastSeen as last_seen in "ext_last_seen" {
        /// Child.
        person: String = "lase_person_id",
        /// Last day of the last return that holds the child.
        until: Date = "lase_until",
        /// Name of that return.
        source: String = "lase_return",
    }
    /// A statutory review.
    Review as reviews in "ssd_cla_reviews" {
        /// Row id.
        id: String = "clar_cla_review_id",
        /// Child.
        person: String = "clar_person_id",
        /// Day held.
        held: Date = "clar_cla_review_date",
        /// `Y` when cancelled, not held.
        cancelled: Option<String> = "clar_cla_review_cancelled",
        /// SSDA903 participation code.
        participation: Option<String> = "clar_cla_review_participation",
    }
    /// An episode of a child missing or away from placement.
    MissingEpisode as missing_episodes in "ssd_missing" {
        /// Row id.
        id: String = "miss_table_id",
        /// Child.
        person: String = "miss_person_id",
        /// First day.
        start: Date = "miss_missing_episode_start_date",
        /// `M` missing, `A` away without authorisation.
        kind: String = "miss_missing_episode_type",
        /// Day of return; `None` when open.
        end: Option<Date> = "miss_missing_episode_end_date",
        /// `Y` or `N`: return home interview offered.
        interview_offered: Option<String> = "miss_missing_rhi_offered",
        /// `Y` or `N`: and accepted.
        interview_accepted: Option<String> = "miss_missing_rhi_accepted",
    }
    /// Yearly outcomes without dates (SSDA903 OC2).
    YearOutcome as year_outcomes in "ext_oc2_outcome" {
        /// Row id.
        id: String = "oc2_id",
        /// Child.
        person: String = "oc2_person_id",
        /// 31 March at the end of the return's year.
        year_end: Date = "oc2_year_end",
        /// Health assessments of the year done.
        health_assessment: Option<bool> = "oc2_health_assessment",
        /// Under 5: development assessments up to date.
        development_check: Option<bool> = "oc2_development_check",
        /// Immunisations up to date.
        immunisations: Option<bool> = "oc2_immunisations",
        /// Teeth checked in the year.
        dental_check: Option<bool> = "oc2_dental_check",
        /// Substance misuse problem identified in the year.
        substance_misuse: Option<bool> = "oc2_substance_misuse",
        /// Help with it received.
        intervention_received: Option<bool> = "oc2_intervention_received",
        /// Help with it offered and refused.
        intervention_offered: Option<bool> = "oc2_intervention_offered",
        /// Convicted or cautioned in the year.
        convicted: Option<bool> = "oc2_convicted",
        /// Strengths and difficulties score, 0 to 40.
        sdq_score: Option<i64> = "oc2_sdq_score",
        /// Why there is no score.
        sdq_reason: Option<String> = "oc2_sdq_reason",
    }
    /// What was known of a care leaver on a day.
    CareLeaverStatus as care_leaver_statuses in "ext_care_leaver_status" {
        /// Row id.
        id: String = "cles_status_id",
        /// Young person.
        person: String = "cles_person_id",
        /// Day it describes.
        observed: Date = "cles_observed_on",
        /// SSDA903 in-touch code.
        in_touch: Option<String> = "cles_in_touch",
        /// SSDA903 activity code.
        activity: Option<String> = "cles_activity",
        /// SSDA903 accommodation letter.
        accommodation: Option<String> = "cles_accommodation",
        /// Whether the accommodation is suitable.
        suitable: Option<bool> = "cles_suitable",
    }
    /// Children living in the borough in the middle of a year.
    Population as populations in "ref_population" {
        /// Year.
        year: i64 = "popu_year",
        /// Children aged 0 to 17.
        children: i64 = "popu_children",
        /// Publisher and vintage.
        source: String = "popu_source",
    }
}
