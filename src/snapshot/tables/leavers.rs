//! Care leavers: what the law calls them, their plans, homes, money and health, and the services they use.

use super::cell::tables;
use crate::calendar::Date;

tables! {
    /// Rows about care leavers, table by table.
    set LeaverTables
    /// A spell of being a care leaver in law.
    CareLeaverPeriod as periods in "ext_care_leaver_period" {
        /// Row id.
        id: String = "clpe_period_id",
        /// Young person.
        person: String = "clpe_person_id",
        /// What the law calls the young person.
        eligibility: String = "clpe_eligibility",
        /// First day.
        start: Date = "clpe_start",
        /// First day after it; `None`: open.
        end: Option<Date> = "clpe_end",
        /// NEXT: another spell follows.
        end_reason: Option<String> = "clpe_end_reason",
    }
    /// A spell of a care leaver aged 21 or over receiving advice and support.
    CareLeaverSupport as supports in "ext_care_leaver_support" {
        /// Row id.
        id: String = "clsu_support_id",
        /// Young person.
        person: String = "clsu_person_id",
        /// EDUCATION: in education or training; ASKED: asked for it, the duty from 1 April 2018.
        reason: String = "clsu_reason",
        /// First day.
        start: Date = "clsu_start",
        /// First day without it; `None`: open.
        end: Option<Date> = "clsu_end",
    }
    /// The start of a pathway plan, or a review of it.
    PathwayPlanEvent as pathway_plan_events in "ext_pathway_plan" {
        /// Row id.
        id: String = "path_event_id",
        /// Young person.
        person: String = "path_person_id",
        /// Whether the plan started or was reviewed.
        kind: String = "path_kind",
        /// Day of it.
        date: Date = "path_date",
        /// Who chaired it; IRO: independent reviewing officer; `None`: not recorded.
        chaired_by: Option<String> = "path_chaired_by",
        /// 0: found not to be progressing as it should; `None`: nothing recorded.
        progressing: Option<bool> = "path_progressing",
    }
    /// A contact, or an attempt at one, with a care leaver.
    Contact as contacts in "ext_contact" {
        /// Row id.
        id: String = "cont_contact_id",
        /// Young person.
        person: String = "cont_person_id",
        /// Day.
        date: Date = "cont_date",
        /// ANNUAL-OFFER: the yearly offer of advice and support to those aged 21 to 24 without it.
        kind: String = "cont_kind",
        /// 1: the young person was seen or answered; `None`: not recorded.
        answered: Option<bool> = "cont_answered",
    }
    /// A service that care leavers and children looked after use.
    Service as services in "ref_service" {
        /// Code.
        service: String = "serv_service",
        /// Name, as printed.
        name: String = "serv_name",
        /// Who runs it, where known.
        provider: Option<String> = "serv_provider",
    }
    /// A use of a service, or a request for it.
    ServiceAccess as service_accesses in "ext_service_access" {
        /// Row id.
        id: String = "svac_access_id",
        /// Child or young person.
        person: String = "svac_person_id",
        /// Code, described in ref_service.
        service: String = "svac_service",
        /// Day asked for or referred.
        requested_on: Option<Date> = "svac_requested_on",
        /// Day offered.
        offered_on: Option<Date> = "svac_offered_on",
        /// First day of use; `None`: not used, or waiting.
        started_on: Option<Date> = "svac_started_on",
        /// First day without it; `None`: open.
        ended_on: Option<Date> = "svac_ended_on",
        /// What came of the request; DECLINED: by the young person; `None`: not recorded.
        outcome: Option<String> = "svac_outcome",
    }
    /// A move of a care leaver into new accommodation.
    AccommodationMove as accommodation_moves in "ext_accommodation_move" {
        /// Row id.
        id: String = "acmo_move_id",
        /// Young person.
        person: String = "acmo_person_id",
        /// Day moved in.
        moved_on: Date = "acmo_moved_on",
        /// 903 letter of the new home.
        accommodation: Option<String> = "acmo_accommodation",
        /// 1: the risks were assessed, 0: they were not; `None`: not recorded.
        risk_assessed: Option<bool> = "acmo_risk_assessed",
        /// Day of the assessment; `None`: not recorded.
        risk_assessed_on: Option<Date> = "acmo_risk_assessed_on",
    }
    /// A tenancy of a care leaver's own.
    Tenancy as tenancies in "ext_tenancy" {
        /// Row id.
        id: String = "tena_tenancy_id",
        /// Young person.
        person: String = "tena_person_id",
        /// Day moved in.
        start: Date = "tena_start",
        /// Whose it is.
        landlord: Option<String> = "tena_landlord",
        /// First day without it; `None`: open.
        end: Option<Date> = "tena_end",
        /// PLANNED: moved on as planned; the others: it broke down.
        end_reason: Option<String> = "tena_end_reason",
    }
    /// A payment of a grant to a care leaver, in whole pounds.
    GrantPayment as grant_payments in "ext_grant" {
        /// Row id.
        id: String = "gran_payment_id",
        /// Young person.
        person: String = "gran_person_id",
        /// Setting Up Home Allowance.
        kind: String = "gran_kind",
        /// Day the money could be used; `None`: not recorded.
        released_on: Option<Date> = "gran_released_on",
        /// Pounds of this payment.
        paid: i64 = "gran_paid",
        /// Pounds that the young person is entitled to in all, as known with this payment.
        entitlement: Option<i64> = "gran_entitlement",
    }
    /// A month of a tenancy.
    RentMonth as rent_months in "ext_rent_arrears" {
        /// Row id.
        id: String = "rear_row_id",
        /// Young person.
        person: String = "rear_person_id",
        /// First day of the month.
        month: Date = "rear_month",
        /// 1: rent was owed at its end; `None`: not known.
        in_arrears: Option<bool> = "rear_in_arrears",
    }
    /// What was recorded of a care leaver's money on a day.
    FinanceFlag as finance_flags in "ext_finance_flag" {
        /// Row id.
        id: String = "fina_flag_id",
        /// Young person.
        person: String = "fina_person_id",
        /// Day it describes.
        recorded_on: Date = "fina_recorded_on",
        /// 1: has a bank account in their own name.
        bank_account: Option<bool> = "fina_bank_account",
        /// 1: has savings, Junior ISA and Child Trust Fund included.
        savings: Option<bool> = "fina_savings",
    }
    /// A spell of an identified risk.
    Risk as risks in "ext_risk" {
        /// Row id.
        id: String = "risk_risk_id",
        /// Child or young person.
        person: String = "risk_person_id",
        /// Kind of risk.
        kind: String = "risk_type",
        /// Day identified.
        start: Date = "risk_start",
        /// First day without it; `None`: open.
        end: Option<Date> = "risk_end",
        /// Day a plan for it was made; `None`: none.
        plan_on: Option<Date> = "risk_plan_on",
    }
    /// A report of a care leaver aged 18 or over as missing.
    MissingAdult as missing_adults in "ext_missing_adult" {
        /// Row id.
        id: String = "misa_report_id",
        /// Young person.
        person: String = "misa_person_id",
        /// First day.
        missing_from: Date = "misa_missing_from",
        /// Time of that day; `None`: not recorded.
        missing_time: Option<String> = "misa_missing_time",
        /// Day found or back; `None`: not yet.
        found_on: Option<Date> = "misa_found_on",
        /// Time of that day; `None`: not recorded.
        found_time: Option<String> = "misa_found_time",
    }
    /// A summary of their health history given to a young person.
    HealthSummary as health_summaries in "ext_health_summary" {
        /// Row id.
        id: String = "hesu_summary_id",
        /// Young person.
        person: String = "hesu_person_id",
        /// Day given; `None`: given, and the day was not recorded.
        issued_on: Option<Date> = "hesu_issued_on",
    }
    /// What was recorded of a care leaver's registration with a GP on a day.
    GpRecord as gp_records in "ext_gp" {
        /// Row id.
        id: String = "gpre_row_id",
        /// Young person.
        person: String = "gpre_person_id",
        /// Day it describes.
        recorded_on: Date = "gpre_recorded_on",
        /// 1: registered.
        registered: Option<bool> = "gpre_registered",
    }
}
