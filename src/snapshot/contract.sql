-- The snapshot contract, schema version 2.
--
-- This file is the only source of the snapshot's tables: import, sample and the checks on opening all read it.
-- Tables and columns named ssd_ follow the Standard Safeguarding Dataset (data-to-insight, MIT licence);
-- tables named ext_ and ref_ carry what that dataset lacks. Deviations, each for a reason:
--   * dates are ISO text (YYYY-MM-DD) with a check, tables are STRICT, periods are half-open: the end day is not in the period;
--   * legal status, placement and reasons are SSDA903 codes, never a case system's wording;
--   * foreign keys point at ssd_person; an episode names the legal status it was recorded with;
--   * no names, addresses, postcodes or pupil numbers: an opaque person id, and an opaque name for a place.
--
-- Form, since a program reads it too: one column a line, `name TYPE [NOT NULL] [PRIMARY KEY] [CHECK (...)] [REFERENCES ...], -- words`;
-- each CHECK speaks of its own column only, so that every fault can be named by table, column, row and value.

-- One row: what this file is.
CREATE TABLE snapshot_meta (
  meta_row INTEGER NOT NULL PRIMARY KEY CHECK (meta_row = 1), -- always 1
  meta_schema_version INTEGER NOT NULL CHECK (meta_schema_version >= 1), -- version of this contract
  meta_as_at TEXT NOT NULL CHECK (meta_as_at IS date(meta_as_at)), -- the last day that the data describe, its evening
  meta_full_history_from TEXT NOT NULL CHECK (meta_full_history_from IS date(meta_full_history_from)), -- first day from which nothing is left out
  meta_whole_care_periods INTEGER NOT NULL CHECK (meta_whole_care_periods IN (0, 1)), -- 1: open periods of care are here from their first day
  meta_council TEXT NOT NULL, -- the council's name
  meta_la_code TEXT, -- DfE three-digit code, e.g. 305
  meta_ons_code TEXT, -- ONS code, e.g. E09000006
  meta_source TEXT NOT NULL, -- where the data came from, in words
  meta_extracted_at TEXT CHECK (meta_extracted_at IS date(meta_extracted_at)), -- day of the extract, where known
  meta_synthetic INTEGER NOT NULL CHECK (meta_synthetic IN (0, 1)) -- 1: made up, no real child; every page says so
) STRICT;

-- One row a child or young person.
CREATE TABLE ssd_person (
  pers_person_id TEXT NOT NULL PRIMARY KEY CHECK (pers_person_id <> ''), -- opaque id
  pers_sex TEXT CHECK (pers_sex IN ('M', 'F', 'U')), -- 903 codes 1 and 2 become M and F
  pers_ethnicity TEXT CHECK (pers_ethnicity IN ('WBRI', 'WIRI', 'WOTH', 'WIRT', 'WROM', 'MWBC', 'MWBA', 'MWAS', 'MOTH', 'AIND', 'APKN', 'ABAN', 'AOTH', 'BCRB', 'BAFR', 'BOTH', 'CHNE', 'OOTH', 'REFU', 'NOBT')), -- DfE ethnicity code
  pers_dob TEXT CHECK (pers_dob IS date(pers_dob)) -- date of birth
) STRICT;

-- One row a spell of an immigration status; only unaccompanied asylum-seeking status is told apart.
CREATE TABLE ssd_immigration_status (
  immi_immigration_status_id TEXT NOT NULL PRIMARY KEY, -- row id
  immi_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  immi_immigration_status TEXT NOT NULL CHECK (immi_immigration_status IN ('UASC', 'OTHER')), -- UASC: unaccompanied asylum-seeking child
  immi_immigration_status_start_date TEXT CHECK (immi_immigration_status_start_date IS date(immi_immigration_status_start_date)), -- null: not recorded, from before the history
  immi_immigration_status_end_date TEXT CHECK (immi_immigration_status_end_date IS date(immi_immigration_status_end_date)) -- first day without it; null: open
) STRICT;

-- One row a spell of a legal status.
CREATE TABLE ssd_legal_status (
  lega_legal_status_id TEXT NOT NULL PRIMARY KEY, -- row id
  lega_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  lega_legal_status TEXT NOT NULL CHECK (lega_legal_status IN ('C1', 'C2', 'D1', 'E1', 'V2', 'V3', 'V4', 'L1', 'L2', 'L3', 'J1', 'J2', 'J3')), -- 903 code
  lega_legal_status_start_date TEXT NOT NULL CHECK (lega_legal_status_start_date IS date(lega_legal_status_start_date)), -- first day
  lega_legal_status_end_date TEXT CHECK (lega_legal_status_end_date IS date(lega_legal_status_end_date)) -- first day without it; null: open
) STRICT;

-- One row a stay in one placement.
CREATE TABLE ssd_cla_placement (
  clap_cla_placement_id TEXT NOT NULL PRIMARY KEY, -- row id
  clap_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  clap_cla_placement_start_date TEXT NOT NULL CHECK (clap_cla_placement_start_date IS date(clap_cla_placement_start_date)), -- first day
  clap_cla_placement_end_date TEXT CHECK (clap_cla_placement_end_date IS date(clap_cla_placement_end_date)), -- first day elsewhere; null: open
  clap_cla_placement_type TEXT NOT NULL CHECK (clap_cla_placement_type IN ('A3', 'A4', 'A5', 'A6', 'K1', 'K2', 'K3', 'P1', 'P2', 'P3', 'R1', 'R2', 'R3', 'R5', 'S1', 'T0', 'T1', 'T2', 'T3', 'T4', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'H5', 'Z1', 'Z11', 'Z12', 'Z13', 'Z14')), -- 903 code
  clap_cla_placement_provider TEXT CHECK (clap_cla_placement_provider IN ('PR0', 'PR1', 'PR2', 'PR3', 'PR4', 'PR5')), -- 903 code
  clap_cla_placement_urn TEXT, -- Ofsted number of the home or agency
  clap_cla_placement_distance REAL CHECK (clap_cla_placement_distance >= 0), -- miles from home; null: not known
  clap_cla_placement_change_reason TEXT CHECK (clap_cla_placement_change_reason IN ('CARPL', 'CLOSE', 'ALLEG', 'STAND', 'APPRR', 'CREQB', 'CREQO', 'CHILD', 'LAREQ', 'PLACE', 'CUSTOD', 'OTHER')) -- why it ended
) STRICT;

-- Where a placement is, without an address.
CREATE TABLE ext_placement_geo (
  plge_placement_id TEXT NOT NULL PRIMARY KEY REFERENCES ssd_cla_placement (clap_cla_placement_id), -- placement
  plge_place TEXT, -- opaque name of the place: equal for two stays at one address
  plge_outside_borough INTEGER CHECK (plge_outside_borough IN (0, 1)) -- 1: outside the council's boundary; null: not known
) STRICT;

-- One row an episode of care: the time over which legal status and placement did not change.
CREATE TABLE ssd_cla_episodes (
  clae_cla_episode_id TEXT NOT NULL PRIMARY KEY, -- row id
  clae_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  clae_cla_episode_start_date TEXT NOT NULL CHECK (clae_cla_episode_start_date IS date(clae_cla_episode_start_date)), -- first day
  clae_cla_episode_start_reason TEXT NOT NULL CHECK (clae_cla_episode_start_reason IN ('S', 'L', 'P', 'T', 'B', 'U')), -- 903 code RNE
  clae_cla_primary_need_code TEXT CHECK (clae_cla_primary_need_code IN ('N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8')), -- 903 code CIN
  clae_cla_episode_ceased_date TEXT CHECK (clae_cla_episode_ceased_date IS date(clae_cla_episode_ceased_date)), -- first day after it; null: open
  clae_cla_episode_ceased_reason TEXT CHECK (clae_cla_episode_ceased_reason IN ('X1', 'E11', 'E12', 'E2', 'E3', 'E4', 'E4A', 'E4B', 'E13', 'E41', 'E43', 'E44', 'E45', 'E46', 'E47', 'E48', 'E5', 'E6', 'E7', 'E8', 'E9', 'E14', 'E15', 'E16', 'E17')), -- 903 code REC; X1: another episode follows
  clae_cla_placement_id TEXT REFERENCES ssd_cla_placement (clap_cla_placement_id), -- placement in force
  clae_legal_status_id TEXT REFERENCES ssd_legal_status (lega_legal_status_id) -- legal status recorded with it; null: the one in force on its first day
) STRICT;

-- Children who are in one return and not in the next: nothing is known of them after this day.
CREATE TABLE ext_last_seen (
  lase_person_id TEXT NOT NULL PRIMARY KEY REFERENCES ssd_person (pers_person_id), -- child
  lase_until TEXT NOT NULL CHECK (lase_until IS date(lase_until)), -- last day of the last return that holds the child
  lase_return TEXT NOT NULL -- name of that return
) STRICT;

-- One row a statutory review, held or cancelled.
CREATE TABLE ssd_cla_reviews (
  clar_cla_review_id TEXT NOT NULL PRIMARY KEY, -- row id
  clar_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  clar_cla_review_date TEXT NOT NULL CHECK (clar_cla_review_date IS date(clar_cla_review_date)), -- day held
  clar_cla_review_cancelled TEXT CHECK (clar_cla_review_cancelled IN ('Y', 'N')), -- Y: cancelled, not held; null: held
  clar_cla_review_participation TEXT CHECK (clar_cla_review_participation IN ('PN0', 'PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7')) -- 903 code
) STRICT;

-- One row an episode of a child missing or away from placement.
CREATE TABLE ssd_missing (
  miss_table_id TEXT NOT NULL PRIMARY KEY, -- row id
  miss_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  miss_missing_episode_start_date TEXT NOT NULL CHECK (miss_missing_episode_start_date IS date(miss_missing_episode_start_date)), -- first day
  miss_missing_episode_type TEXT NOT NULL CHECK (miss_missing_episode_type IN ('M', 'A')), -- M missing, A away without authorisation
  miss_missing_episode_end_date TEXT CHECK (miss_missing_episode_end_date IS date(miss_missing_episode_end_date)), -- day of return; null: open
  miss_missing_rhi_offered TEXT CHECK (miss_missing_rhi_offered IN ('Y', 'N')), -- return home interview offered
  miss_missing_rhi_accepted TEXT CHECK (miss_missing_rhi_accepted IN ('Y', 'N')) -- and accepted
) STRICT;

-- SSDA903 OC2: yearly outcomes without dates, usable at their year end only. 1 yes, 0 no, null not recorded.
CREATE TABLE ext_oc2_outcome (
  oc2_id TEXT NOT NULL PRIMARY KEY, -- row id
  oc2_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  oc2_year_end TEXT NOT NULL CHECK (oc2_year_end IS date(oc2_year_end) AND oc2_year_end LIKE '____-03-31'), -- 31 March
  oc2_health_assessment INTEGER CHECK (oc2_health_assessment IN (0, 1)), -- health assessments of the year done
  oc2_development_check INTEGER CHECK (oc2_development_check IN (0, 1)), -- under 5: development assessments up to date (903: HEALTH_CHECK)
  oc2_immunisations INTEGER CHECK (oc2_immunisations IN (0, 1)), -- up to date
  oc2_dental_check INTEGER CHECK (oc2_dental_check IN (0, 1)), -- teeth checked in the year
  oc2_substance_misuse INTEGER CHECK (oc2_substance_misuse IN (0, 1)), -- problem identified in the year
  oc2_intervention_received INTEGER CHECK (oc2_intervention_received IN (0, 1)), -- help with it received
  oc2_intervention_offered INTEGER CHECK (oc2_intervention_offered IN (0, 1)), -- help offered and refused
  oc2_convicted INTEGER CHECK (oc2_convicted IN (0, 1)), -- convicted or cautioned in the year
  oc2_sdq_score INTEGER CHECK (oc2_sdq_score BETWEEN 0 AND 40), -- strengths and difficulties, total
  oc2_sdq_reason TEXT CHECK (oc2_sdq_reason IN ('SDQ1', 'SDQ2', 'SDQ3', 'SDQ4', 'SDQ5')) -- why there is no score
) STRICT;

-- What was known of a care leaver on a day; SSDA903 OC3 rows are dated by the birthday that they describe.
CREATE TABLE ext_care_leaver_status (
  cles_status_id TEXT NOT NULL PRIMARY KEY, -- row id
  cles_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  cles_observed_on TEXT NOT NULL CHECK (cles_observed_on IS date(cles_observed_on)), -- day it describes
  cles_in_touch TEXT CHECK (cles_in_touch IN ('YES', 'NO', 'DIED', 'REFU', 'NREQ', 'RHOM')), -- 903 code
  cles_activity TEXT CHECK (cles_activity IN ('F1', 'P1', 'F2', 'P2', 'F3', 'P3', 'F4', 'P4', 'F5', 'P5', 'G4', 'G5', 'G6', '0')), -- 903 code; 0 not known
  cles_accommodation TEXT CHECK (cles_accommodation IN ('B', 'C', 'D', 'E', 'G', 'H', 'K', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', '0')), -- 903 letter; 0 not known
  cles_suitable INTEGER CHECK (cles_suitable IN (0, 1)) -- suffix: 1 suitable, 2 becomes 0; null: not recorded
) STRICT;

-- Children living in the borough, for rates.
CREATE TABLE ref_population (
  popu_year INTEGER NOT NULL PRIMARY KEY CHECK (popu_year BETWEEN 1990 AND 2100), -- estimate for the middle of this year
  popu_children INTEGER NOT NULL CHECK (popu_children > 0), -- aged 0 to 17
  popu_source TEXT NOT NULL -- publisher and vintage
) STRICT;

-- One row a spell of being a care leaver in law; ELIGIBLE: 16 or 17 and looked after, RELEVANT: 16 or 17 and no longer, FORMER-RELEVANT: from 18, QUALIFYING: less than 13 weeks in care.
CREATE TABLE ext_care_leaver_period (
  clpe_period_id TEXT NOT NULL PRIMARY KEY, -- row id
  clpe_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  clpe_eligibility TEXT NOT NULL CHECK (clpe_eligibility IN ('ELIGIBLE', 'RELEVANT', 'FORMER-RELEVANT', 'QUALIFYING')), -- what the law calls the young person
  clpe_start TEXT NOT NULL CHECK (clpe_start IS date(clpe_start)), -- first day
  clpe_end TEXT CHECK (clpe_end IS date(clpe_end)), -- first day after it; null: open
  clpe_end_reason TEXT CHECK (clpe_end_reason IN ('NEXT', 'TURNED-25', 'DIED', 'RETURNED-HOME', 'OTHER-COUNCIL', 'OTHER')) -- NEXT: another spell follows
) STRICT;

-- One row a spell of a care leaver aged 21 or over receiving advice and support; under 21 nobody needs one.
CREATE TABLE ext_care_leaver_support (
  clsu_support_id TEXT NOT NULL PRIMARY KEY, -- row id
  clsu_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  clsu_reason TEXT NOT NULL CHECK (clsu_reason IN ('EDUCATION', 'ASKED')), -- EDUCATION: in education or training; ASKED: asked for it, the duty from 1 April 2018
  clsu_start TEXT NOT NULL CHECK (clsu_start IS date(clsu_start)), -- first day
  clsu_end TEXT CHECK (clsu_end IS date(clsu_end)) -- first day without it; null: open
) STRICT;

-- One row the start of a pathway plan, or a review of it.
CREATE TABLE ext_pathway_plan (
  path_event_id TEXT NOT NULL PRIMARY KEY, -- row id
  path_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  path_kind TEXT NOT NULL CHECK (path_kind IN ('START', 'REVIEW')), -- whether the plan started or was reviewed
  path_date TEXT NOT NULL CHECK (path_date IS date(path_date)), -- day of it
  path_chaired_by TEXT CHECK (path_chaired_by IN ('IRO', 'MANAGER', 'ADVISER')), -- who chaired it; IRO: independent reviewing officer; null: not recorded
  path_progressing INTEGER CHECK (path_progressing IN (0, 1)) -- 0: found not to be progressing as it should; null: nothing recorded
) STRICT;

-- One row a contact, or an attempt at one, with a care leaver.
CREATE TABLE ext_contact (
  cont_contact_id TEXT NOT NULL PRIMARY KEY, -- row id
  cont_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  cont_date TEXT NOT NULL CHECK (cont_date IS date(cont_date)), -- day
  cont_kind TEXT NOT NULL CHECK (cont_kind IN ('FACE-TO-FACE', 'CALL', 'MESSAGE', 'LETTER', 'ANNUAL-OFFER')), -- ANNUAL-OFFER: the yearly offer of advice and support to those aged 21 to 24 without it
  cont_answered INTEGER CHECK (cont_answered IN (0, 1)) -- 1: the young person was seen or answered; null: not recorded
) STRICT;

-- The services that care leavers and children looked after use.
CREATE TABLE ref_service (
  serv_service TEXT NOT NULL PRIMARY KEY CHECK (serv_service IN ('INDEPENDENT-VISITOR', 'ADVOCACY', 'HUB', 'ETE-WORKER', 'TENANCY-ADVISER', 'NURSING-TEAM', 'ADULT-MENTAL-HEALTH', 'CAMHS', 'THERAPY', 'VIRTUAL-SCHOOL', 'WORK-EXPERIENCE', 'CARE-TO-INDEPENDENCE', 'MY-BANK', 'FAMILY-NURSE-PARTNERSHIP')), -- code
  serv_name TEXT NOT NULL, -- name, as printed
  serv_provider TEXT -- who runs it, where known
) STRICT;

-- One row a use of a service, or a request for it; a visit on one day ends the day after.
CREATE TABLE ext_service_access (
  svac_access_id TEXT NOT NULL PRIMARY KEY, -- row id
  svac_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child or young person
  svac_service TEXT NOT NULL CHECK (svac_service IN ('INDEPENDENT-VISITOR', 'ADVOCACY', 'HUB', 'ETE-WORKER', 'TENANCY-ADVISER', 'NURSING-TEAM', 'ADULT-MENTAL-HEALTH', 'CAMHS', 'THERAPY', 'VIRTUAL-SCHOOL', 'WORK-EXPERIENCE', 'CARE-TO-INDEPENDENCE', 'MY-BANK', 'FAMILY-NURSE-PARTNERSHIP')), -- code, described in ref_service
  svac_requested_on TEXT CHECK (svac_requested_on IS date(svac_requested_on)), -- day asked for or referred
  svac_offered_on TEXT CHECK (svac_offered_on IS date(svac_offered_on)), -- day offered
  svac_started_on TEXT CHECK (svac_started_on IS date(svac_started_on)), -- first day of use; null: not used, or waiting
  svac_ended_on TEXT CHECK (svac_ended_on IS date(svac_ended_on)), -- first day without it; null: open
  svac_outcome TEXT CHECK (svac_outcome IN ('ACCEPTED', 'NOT-ELIGIBLE', 'DECLINED', 'WAITING', 'COMPLETED')) -- what came of the request; DECLINED: by the young person; null: not recorded
) STRICT;

-- One row a move of a care leaver into new accommodation.
CREATE TABLE ext_accommodation_move (
  acmo_move_id TEXT NOT NULL PRIMARY KEY, -- row id
  acmo_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  acmo_moved_on TEXT NOT NULL CHECK (acmo_moved_on IS date(acmo_moved_on)), -- day moved in
  acmo_accommodation TEXT CHECK (acmo_accommodation IN ('B', 'C', 'D', 'E', 'G', 'H', 'K', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', '0')), -- 903 letter of the new home
  acmo_risk_assessed INTEGER CHECK (acmo_risk_assessed IN (0, 1)), -- 1: the risks were assessed, 0: they were not; null: not recorded
  acmo_risk_assessed_on TEXT CHECK (acmo_risk_assessed_on IS date(acmo_risk_assessed_on)) -- day of the assessment; null: not recorded
) STRICT;

-- One row a tenancy of a care leaver's own.
CREATE TABLE ext_tenancy (
  tena_tenancy_id TEXT NOT NULL PRIMARY KEY, -- row id
  tena_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  tena_start TEXT NOT NULL CHECK (tena_start IS date(tena_start)), -- day moved in
  tena_landlord TEXT CHECK (tena_landlord IN ('COUNCIL', 'HOUSING-ASSOCIATION', 'PRIVATE')), -- whose it is
  tena_end TEXT CHECK (tena_end IS date(tena_end)), -- first day without it; null: open
  tena_end_reason TEXT CHECK (tena_end_reason IN ('PLANNED', 'EVICTED', 'ABANDONED', 'ARREARS', 'UNPLANNED')) -- PLANNED: moved on as planned; the others: it broke down
) STRICT;

-- One row a payment of a grant to a care leaver, in whole pounds.
CREATE TABLE ext_grant (
  gran_payment_id TEXT NOT NULL PRIMARY KEY, -- row id
  gran_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  gran_kind TEXT NOT NULL CHECK (gran_kind IN ('SETTING-UP-HOME')), -- Setting Up Home Allowance
  gran_released_on TEXT CHECK (gran_released_on IS date(gran_released_on)), -- day the money could be used; null: not recorded
  gran_paid INTEGER NOT NULL CHECK (gran_paid >= 0), -- pounds of this payment
  gran_entitlement INTEGER CHECK (gran_entitlement > 0) -- pounds that the young person is entitled to in all, as known with this payment
) STRICT;

-- One row a month of a tenancy.
CREATE TABLE ext_rent_arrears (
  rear_row_id TEXT NOT NULL PRIMARY KEY, -- row id
  rear_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  rear_month TEXT NOT NULL CHECK (rear_month IS date(rear_month) AND rear_month LIKE '____-__-01'), -- first day of the month
  rear_in_arrears INTEGER CHECK (rear_in_arrears IN (0, 1)) -- 1: rent was owed at its end; null: not known
) STRICT;

-- What was recorded of a care leaver's money on a day.
CREATE TABLE ext_finance_flag (
  fina_flag_id TEXT NOT NULL PRIMARY KEY, -- row id
  fina_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  fina_recorded_on TEXT NOT NULL CHECK (fina_recorded_on IS date(fina_recorded_on)), -- day it describes
  fina_bank_account INTEGER CHECK (fina_bank_account IN (0, 1)), -- 1: has a bank account in their own name
  fina_savings INTEGER CHECK (fina_savings IN (0, 1)) -- 1: has savings, Junior ISA and Child Trust Fund included
) STRICT;

-- One row a spell of an identified risk.
CREATE TABLE ext_risk (
  risk_risk_id TEXT NOT NULL PRIMARY KEY, -- row id
  risk_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child or young person
  risk_type TEXT NOT NULL CHECK (risk_type IN ('SEXUAL-EXPLOITATION', 'CRIMINAL-EXPLOITATION', 'OTHER')), -- kind of risk
  risk_start TEXT NOT NULL CHECK (risk_start IS date(risk_start)), -- day identified
  risk_end TEXT CHECK (risk_end IS date(risk_end)), -- first day without it; null: open
  risk_plan_on TEXT CHECK (risk_plan_on IS date(risk_plan_on)) -- day a plan for it was made; null: none
) STRICT;

-- One row a report of a care leaver aged 18 or over as missing.
CREATE TABLE ext_missing_adult (
  misa_report_id TEXT NOT NULL PRIMARY KEY, -- row id
  misa_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  misa_missing_from TEXT NOT NULL CHECK (misa_missing_from IS date(misa_missing_from)), -- first day
  misa_missing_time TEXT CHECK (misa_missing_time IS strftime('%H:%M', misa_missing_time)), -- time of that day; null: not recorded
  misa_found_on TEXT CHECK (misa_found_on IS date(misa_found_on)), -- day found or back; null: not yet
  misa_found_time TEXT CHECK (misa_found_time IS strftime('%H:%M', misa_found_time)) -- time of that day; null: not recorded
) STRICT;

-- One row a summary of their health history given to a young person.
CREATE TABLE ext_health_summary (
  hesu_summary_id TEXT NOT NULL PRIMARY KEY, -- row id
  hesu_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  hesu_issued_on TEXT CHECK (hesu_issued_on IS date(hesu_issued_on)) -- day given; null: given, and the day was not recorded
) STRICT;

-- What was recorded of a care leaver's registration with a GP on a day.
CREATE TABLE ext_gp (
  gpre_row_id TEXT NOT NULL PRIMARY KEY, -- row id
  gpre_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  gpre_recorded_on TEXT NOT NULL CHECK (gpre_recorded_on IS date(gpre_recorded_on)), -- day it describes
  gpre_registered INTEGER CHECK (gpre_registered IN (0, 1)) -- 1: registered
) STRICT;

-- One row a survey of children looked after or of care leavers, from its first to its last day.
CREATE TABLE ext_survey_wave (
  suwa_wave_id TEXT NOT NULL PRIMARY KEY CHECK (suwa_wave_id <> ''), -- row id
  suwa_audience TEXT NOT NULL CHECK (suwa_audience IN ('children-looked-after', 'care-leavers')), -- who was asked
  suwa_opened_on TEXT NOT NULL CHECK (suwa_opened_on IS date(suwa_opened_on)), -- first day
  suwa_closed_on TEXT CHECK (suwa_closed_on IS date(suwa_closed_on)), -- last day; null: still open, counts nowhere yet
  suwa_invited INTEGER NOT NULL CHECK (suwa_invited >= 0) -- how many were invited
) STRICT;

-- One row a wording of a survey question; a question keeps its name when its wording changes.
CREATE TABLE ref_question (
  ques_question_id TEXT NOT NULL PRIMARY KEY, -- row id: the question in this wording
  ques_question TEXT NOT NULL, -- name of the question, as measures use it
  ques_wording_version INTEGER NOT NULL CHECK (ques_wording_version >= 1), -- counts up from 1
  ques_wording TEXT NOT NULL, -- as the young people read it
  ques_answers TEXT NOT NULL -- answers offered, as codes with commas between
) STRICT;

-- One row a survey respondent and question; the respondent's key means nothing outside the wave and is never a person id.
CREATE TABLE ext_survey_response (
  sure_response_id TEXT NOT NULL PRIMARY KEY, -- row id
  sure_wave_id TEXT NOT NULL REFERENCES ext_survey_wave (suwa_wave_id), -- survey
  sure_respondent TEXT NOT NULL CHECK (sure_respondent <> ''), -- key of the respondent within the wave
  sure_question_id TEXT NOT NULL REFERENCES ref_question (ques_question_id), -- question as worded in the wave
  sure_answer TEXT CHECK (sure_answer IN ('always', 'mostly', 'sometimes', 'never', 'strongly-agree', 'agree', 'neither', 'disagree', 'strongly-disagree', 'yes', 'no', 'not-sure', 'better', 'still-good', 'same', 'worse', 'often', 'some-of-the-time', 'occasionally', 'hardly-ever', 'prefer-not-to-say', 'not-applicable')), -- answer; null: asked and left blank
  sure_age_band TEXT CHECK (sure_age_band IN ('4-7', '8-11', '12-15', '16-17', '18-20', '21-24')) -- age as the respondent gave it; null: not given
) STRICT;

-- One row an event at which children or care leavers took part: a meeting, an activity, a consultation.
CREATE TABLE ext_participation_event (
  paev_event_id TEXT NOT NULL PRIMARY KEY, -- row id
  paev_held_on TEXT NOT NULL CHECK (paev_held_on IS date(paev_held_on)), -- day
  paev_forum TEXT NOT NULL CHECK (paev_forum IN ('lincc', 'care-leavers', 'other')), -- Living in Care Council, care leavers' forum, other
  paev_consultation INTEGER NOT NULL CHECK (paev_consultation IN (0, 1)), -- 1: their views were asked for
  paev_met_officers INTEGER NOT NULL CHECK (paev_met_officers IN (0, 1)), -- 1: they met senior officers
  paev_met_councillors INTEGER NOT NULL CHECK (paev_met_councillors IN (0, 1)), -- 1: they met elected members
  paev_met_partners INTEGER NOT NULL CHECK (paev_met_partners IN (0, 1)) -- 1: they met partner agencies
) STRICT;

-- One row a child or young person at an event.
CREATE TABLE ext_participation (
  part_participation_id TEXT NOT NULL PRIMARY KEY, -- row id
  part_event_id TEXT NOT NULL REFERENCES ext_participation_event (paev_event_id), -- event
  part_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id) -- who took part
) STRICT;

-- One row a rating of an event by a young person who was there; it does not say by whom.
CREATE TABLE ext_participation_rating (
  para_rating_id TEXT NOT NULL PRIMARY KEY, -- row id
  para_event_id TEXT NOT NULL REFERENCES ext_participation_event (paev_event_id), -- event
  para_rating INTEGER CHECK (para_rating BETWEEN 1 AND 5) -- 1 poor to 5 very good; null: left blank
) STRICT;

-- One row a thing that young people asked for at an event.
CREATE TABLE ext_participation_request (
  pare_request_id TEXT NOT NULL PRIMARY KEY, -- row id
  pare_event_id TEXT NOT NULL REFERENCES ext_participation_event (paev_event_id), -- event
  pare_made_on TEXT NOT NULL CHECK (pare_made_on IS date(pare_made_on)), -- day they asked
  pare_what TEXT NOT NULL, -- what they asked for, in words that name nobody
  pare_agreed_on TEXT CHECK (pare_agreed_on IS date(pare_agreed_on)), -- day the council said yes
  pare_done_on TEXT CHECK (pare_done_on IS date(pare_done_on)), -- day it was done
  pare_told_on TEXT CHECK (pare_told_on IS date(pare_told_on)), -- day the young people were told what became of it
  pare_reason_not_done TEXT -- why it will not be done, as they were told
) STRICT;

-- One row a training course, with what it teaches.
CREATE TABLE ref_course (
  cour_course_id TEXT NOT NULL PRIMARY KEY, -- row id
  cour_name TEXT NOT NULL, -- as it is called
  cour_exploitation INTEGER NOT NULL CHECK (cour_exploitation IN (0, 1)), -- 1: child sexual exploitation
  cour_missing INTEGER NOT NULL CHECK (cour_missing IN (0, 1)), -- 1: children who go missing
  cour_pathway_planning INTEGER NOT NULL CHECK (cour_pathway_planning IN (0, 1)), -- 1: pathway planning
  cour_money INTEGER NOT NULL CHECK (cour_money IN (0, 1)), -- 1: financial management
  cour_identity INTEGER NOT NULL CHECK (cour_identity IN (0, 1)) -- 1: identity and belonging
) STRICT;

-- One row a time in post of a member of staff who works with children looked after or care leavers.
CREATE TABLE ext_staff (
  staf_staff_id TEXT NOT NULL PRIMARY KEY, -- opaque id
  staf_role TEXT NOT NULL CHECK (staf_role IN ('social-worker', 'personal-adviser', 'reviewing-officer', 'support-worker', 'manager')), -- role
  staf_start TEXT NOT NULL CHECK (staf_start IS date(staf_start)), -- first day in post
  staf_end TEXT CHECK (staf_end IS date(staf_end)), -- first day no longer in post; null: in post
  staf_fte_hundredths INTEGER CHECK (staf_fte_hundredths BETWEEN 1 AND 100) -- 100: full time; null: not recorded
) STRICT;

-- One row a course that a member of staff completed.
CREATE TABLE ext_staff_training (
  sttr_training_id TEXT NOT NULL PRIMARY KEY, -- row id
  sttr_staff_id TEXT NOT NULL REFERENCES ext_staff (staf_staff_id), -- member of staff
  sttr_course_id TEXT NOT NULL REFERENCES ref_course (cour_course_id), -- course
  sttr_completed_on TEXT CHECK (sttr_completed_on IS date(sttr_completed_on)) -- day completed; null: completed, day not recorded
) STRICT;

-- One row a time of approval of a fostering household.
CREATE TABLE ext_foster_carer (
  foca_household_id TEXT NOT NULL PRIMARY KEY, -- opaque id
  foca_kind TEXT NOT NULL CHECK (foca_kind IN ('in-house', 'agency')), -- whose foster carers they are
  foca_approved_from TEXT NOT NULL CHECK (foca_approved_from IS date(foca_approved_from)), -- first day approved
  foca_approved_to TEXT CHECK (foca_approved_to IS date(foca_approved_to)) -- first day no longer approved; null: approved
) STRICT;

-- One row a course that a foster carer of a household attended.
CREATE TABLE ext_carer_training (
  catr_training_id TEXT NOT NULL PRIMARY KEY, -- row id
  catr_household_id TEXT NOT NULL REFERENCES ext_foster_carer (foca_household_id), -- household
  catr_course_id TEXT NOT NULL REFERENCES ref_course (cour_course_id), -- course
  catr_attended_on TEXT CHECK (catr_attended_on IS date(catr_attended_on)) -- day attended; null: attended, day not recorded
) STRICT;

-- One row an audit of pathway planning in one case.
CREATE TABLE ext_case_audit (
  caau_audit_id TEXT NOT NULL PRIMARY KEY, -- row id
  caau_audited_on TEXT NOT NULL CHECK (caau_audited_on IS date(caau_audited_on)), -- day completed
  caau_theme TEXT NOT NULL CHECK (caau_theme IN ('assessment', 'plan', 'review')), -- what was judged
  caau_grade TEXT CHECK (caau_grade IN ('outstanding', 'good', 'requires-improvement', 'inadequate')) -- null: not graded
) STRICT;

-- One row an agency asked to sign up to the corporate parenting strategy.
CREATE TABLE ext_agency_signup (
  agsi_agency_id TEXT NOT NULL PRIMARY KEY, -- row id
  agsi_agency TEXT NOT NULL, -- its name; an agency is no person
  agsi_asked_on TEXT NOT NULL CHECK (agsi_asked_on IS date(agsi_asked_on)), -- day asked
  agsi_signed_on TEXT CHECK (agsi_signed_on IS date(agsi_signed_on)) -- day signed; null: not signed
) STRICT;

-- One row a complaint or a compliment; it does not say who made it.
CREATE TABLE ext_complaint (
  comp_complaint_id TEXT NOT NULL PRIMARY KEY, -- row id
  comp_received_on TEXT NOT NULL CHECK (comp_received_on IS date(comp_received_on)), -- day received
  comp_kind TEXT NOT NULL CHECK (comp_kind IN ('complaint', 'compliment')), -- which of the two
  comp_from TEXT NOT NULL CHECK (comp_from IN ('child', 'care-leaver', 'for-child', 'for-care-leaver', 'other')), -- made by them, by someone for them (advocate, carer, parent), or otherwise
  comp_stage INTEGER CHECK (comp_stage BETWEEN 1 AND 3), -- highest stage of the Children Act procedure; null: a compliment, or not recorded
  comp_answered_on TEXT CHECK (comp_answered_on IS date(comp_answered_on)), -- day answered; null: not yet
  comp_upheld TEXT CHECK (comp_upheld IN ('yes', 'partly', 'no')) -- null: not decided
) STRICT;

-- One row a worker: no name and no registration number.
CREATE TABLE ssd_professionals (
  prof_professional_id TEXT NOT NULL PRIMARY KEY, -- row id
  prof_professional_job_title TEXT CHECK (prof_professional_job_title IN ('SW', 'PA', 'IRO')), -- SW social worker, PA personal adviser (young person's adviser), IRO independent reviewing officer
  prof_professional_department TEXT, -- team
  prof_full_time_equivalency INTEGER CHECK (prof_full_time_equivalency BETWEEN 1 AND 100) -- hundredths of a full-time post, so that sums are exact; null: not recorded
) STRICT;

-- One row a time over which a worker, or a team without a named worker, was responsible for a child or young person.
CREATE TABLE ssd_involvements (
  invo_involvements_id TEXT NOT NULL PRIMARY KEY, -- row id
  invo_professional_id TEXT REFERENCES ssd_professionals (prof_professional_id), -- worker; null: a team or a duty desk, nobody by name
  invo_professional_role_id TEXT NOT NULL CHECK (invo_professional_role_id IN ('SW', 'PA', 'IRO')), -- SW social worker, PA personal adviser, IRO independent reviewing officer
  invo_professional_team TEXT, -- team
  invo_involvement_start_date TEXT NOT NULL CHECK (invo_involvement_start_date IS date(invo_involvement_start_date)), -- first day
  invo_involvement_end_date TEXT CHECK (invo_involvement_end_date IS date(invo_involvement_end_date)), -- first day without it; null: open
  invo_worker_change_reason TEXT CHECK (invo_worker_change_reason IN ('MANAGE', 'FCONTA', 'LEFTRL', 'ORGRST', 'TSPROC', 'ABSENC', 'CHCHAN', 'PCCHAN', 'SWDIED', 'OTHERS')), -- why this worker took over; null: the first, or not recorded
  invo_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id) -- child or young person
) STRICT;

-- One row a social worker's visit to a child.
CREATE TABLE ssd_cla_visits (
  clav_cla_visit_id TEXT NOT NULL PRIMARY KEY, -- row id
  clav_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  clav_cla_visit_date TEXT NOT NULL CHECK (clav_cla_visit_date IS date(clav_cla_visit_date)), -- day of the visit
  clav_cla_visit_seen TEXT CHECK (clav_cla_visit_seen IN ('Y', 'N')), -- child seen; null: not recorded
  clav_cla_visit_seen_alone TEXT CHECK (clav_cla_visit_seen_alone IN ('Y', 'N')) -- child seen alone; null: not recorded
) STRICT;

-- Why a child was not seen alone on a visit, where there was a reason.
CREATE TABLE ext_visit_not_alone (
  vina_visit_id TEXT NOT NULL PRIMARY KEY REFERENCES ssd_cla_visits (clav_cla_visit_id), -- visit
  vina_reason TEXT NOT NULL CHECK (vina_reason IN ('DECLINED', 'NOT_APPROPRIATE')) -- DECLINED: the child did not want it; NOT_APPROPRIATE: not right for age and understanding
) STRICT;

-- One row a life story record.
CREATE TABLE ext_life_story (
  list_id TEXT NOT NULL PRIMARY KEY, -- row id
  list_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  list_begun_on TEXT NOT NULL CHECK (list_begun_on IS date(list_begun_on)), -- day it was begun
  list_updated_on TEXT CHECK (list_updated_on IS date(list_updated_on)) -- day it was last added to; null: never
) STRICT;

-- One row a time it was recorded whether a child has an adult to trust and talk to.
CREATE TABLE ext_trusted_adult (
  trad_id TEXT NOT NULL PRIMARY KEY, -- row id
  trad_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  trad_recorded_on TEXT NOT NULL CHECK (trad_recorded_on IS date(trad_recorded_on)), -- day of the record
  trad_has_adult INTEGER NOT NULL CHECK (trad_has_adult IN (0, 1)), -- 1: at least one adult, 0: nobody
  trad_said_by_child TEXT CHECK (trad_said_by_child IN ('Y', 'N')) -- Y: the child's own answer; N: a worker's view; null: not recorded
) STRICT;

-- One row a time that family time was recorded, for one kind of relative.
CREATE TABLE ext_family_contact (
  faco_id TEXT NOT NULL PRIMARY KEY, -- row id
  faco_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  faco_recorded_on TEXT NOT NULL CHECK (faco_recorded_on IS date(faco_recorded_on)), -- day of the record
  faco_relation TEXT NOT NULL CHECK (faco_relation IN ('PARENT', 'SIBLING', 'OTHER')), -- parent, brother or sister, other relative
  faco_last_contact_on TEXT CHECK (faco_last_contact_on IS date(faco_last_contact_on)), -- day of the latest time together; null: none known
  faco_not_applicable_reason TEXT CHECK (faco_not_applicable_reason IN ('COURT', 'NOT_SAFE', 'NOT_TRACED')) -- why there can be none: a court order, not safe, family not found
) STRICT;

-- One row a time that sport and exercise were recorded.
CREATE TABLE ext_activity (
  acti_id TEXT NOT NULL PRIMARY KEY, -- row id
  acti_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  acti_recorded_on TEXT NOT NULL CHECK (acti_recorded_on IS date(acti_recorded_on)), -- day of the record
  acti_times_a_week INTEGER CHECK (acti_times_a_week BETWEEN 0 AND 50) -- times a week outside school lessons; 0: none; null: not asked
) STRICT;

-- One row a health check or assessment.
CREATE TABLE ssd_cla_health (
  clah_health_check_id TEXT NOT NULL PRIMARY KEY, -- row id
  clah_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  clah_health_check_type TEXT NOT NULL CHECK (clah_health_check_type IN ('INITIAL', 'REVIEW', 'DENTAL', 'OPTICIAN', 'DEVELOPMENT')), -- initial or review health assessment, dental check, eye test, development assessment
  clah_health_check_date TEXT NOT NULL CHECK (clah_health_check_date IS date(clah_health_check_date)), -- day of it
  clah_health_check_status TEXT NOT NULL CHECK (clah_health_check_status IN ('COMPLETED', 'REFUSED', 'CANCELLED')) -- only a completed one counts as done
) STRICT;

-- One row a pregnancy or a time of being a parent, of a child looked after or a care leaver.
CREATE TABLE ext_parent_status (
  pare_id TEXT NOT NULL PRIMARY KEY, -- row id
  pare_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  pare_status TEXT NOT NULL CHECK (pare_status IN ('PREGNANT', 'PARENT')), -- PARENT: mother or father
  pare_start TEXT NOT NULL CHECK (pare_start IS date(pare_start)), -- first day: known to be pregnant, or the birth
  pare_end TEXT CHECK (pare_end IS date(pare_end)), -- first day no longer so; null: open
  pare_first_child_born_on TEXT CHECK (pare_first_child_born_on IS date(pare_first_child_born_on)) -- birth of the first child; null: none yet, or not recorded
) STRICT;

-- One row a time on the roll of a nursery, school or college, or in training or work.
CREATE TABLE ext_school_enrolment (
  scho_id TEXT NOT NULL PRIMARY KEY, -- row id
  scho_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  scho_setting TEXT NOT NULL CHECK (scho_setting IN ('EARLY_YEARS', 'SCHOOL', 'ALTERNATIVE', 'COLLEGE', 'TRAINING', 'EMPLOYER', 'NONE')), -- NONE: recorded as in none of them
  scho_start TEXT NOT NULL CHECK (scho_start IS date(scho_start)), -- first day
  scho_end TEXT CHECK (scho_end IS date(scho_end)) -- first day no longer so; null: open
) STRICT;

-- One row a child and a month of school, or a part of one: sessions are half days.
CREATE TABLE ext_attendance (
  atte_id TEXT NOT NULL PRIMARY KEY, -- row id
  atte_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  atte_from TEXT NOT NULL CHECK (atte_from IS date(atte_from)), -- first day, included
  atte_to TEXT NOT NULL CHECK (atte_to IS date(atte_to)), -- last day, included
  atte_possible INTEGER NOT NULL CHECK (atte_possible BETWEEN 0 AND 62), -- sessions possible
  atte_attended INTEGER NOT NULL CHECK (atte_attended BETWEEN 0 AND 62) -- sessions attended
) STRICT;

-- One row a suspension (fixed-period exclusion) or a permanent exclusion from school.
CREATE TABLE ext_exclusion (
  excl_id TEXT NOT NULL PRIMARY KEY, -- row id
  excl_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  excl_kind TEXT NOT NULL CHECK (excl_kind IN ('SUSPENSION', 'PERMANENT')), -- which
  excl_start TEXT NOT NULL CHECK (excl_start IS date(excl_start)), -- first day
  excl_sessions INTEGER CHECK (excl_sessions BETWEEN 1 AND 90) -- sessions (half days) of a suspension; null: not recorded, or permanent
) STRICT;

-- One row a school term.
CREATE TABLE ref_school_term (
  term_id TEXT NOT NULL PRIMARY KEY, -- row id
  term_name TEXT NOT NULL CHECK (term_name IN ('AUTUMN', 'SPRING', 'SUMMER')), -- which
  term_first_day TEXT NOT NULL CHECK (term_first_day IS date(term_first_day)), -- first day of term, included
  term_last_day TEXT NOT NULL CHECK (term_last_day IS date(term_last_day)), -- last day of term, included
  term_source TEXT NOT NULL -- whose dates
) STRICT;

-- One row a personal education plan made or reviewed.
CREATE TABLE ext_pep (
  pepl_id TEXT NOT NULL PRIMARY KEY, -- row id
  pepl_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child or young person
  pepl_kind TEXT NOT NULL CHECK (pepl_kind IN ('FIRST', 'REVIEW')), -- the first plan, or a review of it
  pepl_held_on TEXT NOT NULL CHECK (pepl_held_on IS date(pepl_held_on)), -- day completed
  pepl_targets_due INTEGER CHECK (pepl_targets_due BETWEEN 0 AND 50), -- targets that were to be met by this review; null: not recorded
  pepl_targets_met INTEGER CHECK (pepl_targets_met BETWEEN 0 AND 50), -- of them, met; null: not recorded
  pepl_virtual_head_on TEXT CHECK (pepl_virtual_head_on IS date(pepl_virtual_head_on)) -- day the Virtual School head reviewed it; null: has not
) STRICT;

-- One row a qualification gained in one subject.
CREATE TABLE ext_qualification (
  qual_id TEXT NOT NULL PRIMARY KEY, -- row id
  qual_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- young person
  qual_on TEXT NOT NULL CHECK (qual_on IS date(qual_on)), -- day of the result
  qual_type TEXT NOT NULL CHECK (qual_type IN ('GCSE', 'OTHER')), -- OTHER: any other pass or vocational award
  qual_subject TEXT NOT NULL CHECK (qual_subject IN ('ENGLISH', 'MATHS', 'OTHER')), -- English is language or literature, the better one
  qual_grade INTEGER CHECK (qual_grade BETWEEN 1 AND 9) -- GCSE grade; an old C counts as 4; null: no grades
) STRICT;

-- One row a plan for permanence; two open rows when two plans are followed side by side.
CREATE TABLE ssd_cla_care_plan (
  lacp_table_id TEXT NOT NULL PRIMARY KEY, -- row id
  lacp_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  lacp_cla_care_plan_start_date TEXT NOT NULL CHECK (lacp_cla_care_plan_start_date IS date(lacp_cla_care_plan_start_date)), -- day the plan was agreed
  lacp_cla_care_plan_end_date TEXT CHECK (lacp_cla_care_plan_end_date IS date(lacp_cla_care_plan_end_date)), -- first day it no longer holds; null: open
  lacp_cla_care_plan_json TEXT CHECK (lacp_cla_care_plan_json IN ('REMAINSUP', 'RETURN1M', 'RETURN6M', 'RETURNEV', 'LTRELFR', 'LTFOST18', 'RESPLMT', 'SUPPLIV', 'ADOPTION', 'OTHERPLN')) -- the key of the Annex A plan alone, a code in place of JSON; null: not yet agreed
) STRICT;

-- One row a return home interview offered after an episode of missing.
CREATE TABLE ext_return_interview (
  rein_id TEXT NOT NULL PRIMARY KEY, -- row id
  rein_missing_id TEXT NOT NULL REFERENCES ssd_missing (miss_table_id), -- episode of missing
  rein_offered_on TEXT CHECK (rein_offered_on IS date(rein_offered_on)), -- day offered; null: not recorded
  rein_held_on TEXT CHECK (rein_held_on IS date(rein_held_on)), -- day held; null: not held
  rein_declined TEXT CHECK (rein_declined IN ('Y', 'N')) -- Y: the child did not want one
) STRICT;

-- One row a time of working with the youth offending service.
CREATE TABLE ext_youth_justice (
  yoju_id TEXT NOT NULL PRIMARY KEY, -- row id
  yoju_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child or young person
  yoju_kind TEXT CHECK (yoju_kind IN ('OUT_OF_COURT', 'REFERRAL', 'REHABILITATION', 'CUSTODY', 'PREVENTION')), -- out-of-court disposal, referral order, rehabilitation order, custody, prevention
  yoju_start TEXT NOT NULL CHECK (yoju_start IS date(yoju_start)), -- first day
  yoju_end TEXT CHECK (yoju_end IS date(yoju_end)) -- first day without it; null: open
) STRICT;

-- One row a child, a brother or sister of the child, and a day on which it was planned whether they live together.
CREATE TABLE ext_sibling (
  sibl_id TEXT NOT NULL PRIMARY KEY, -- row id
  sibl_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child
  sibl_sibling_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- brother or sister; the other way round is a row of its own
  sibl_planned_on TEXT CHECK (sibl_planned_on IS date(sibl_planned_on)), -- day of the assessment; null: not recorded
  sibl_together_planned TEXT CHECK (sibl_together_planned IN ('Y', 'N')) -- Y: to live together, N: better apart; null: not assessed
) STRICT;

-- One row a disability of a child or young person, under every code that was recorded; it has no dates.
CREATE TABLE ssd_disability (
  disa_table_id TEXT NOT NULL PRIMARY KEY, -- row id
  disa_person_id TEXT NOT NULL REFERENCES ssd_person (pers_person_id), -- child or young person
  disa_disability_code TEXT NOT NULL CHECK (disa_disability_code IN ('NONE', 'MOB', 'HAND', 'PC', 'INC', 'COMM', 'LD', 'HEAR', 'VIS', 'BEH', 'CON', 'AUT', 'DDA')) -- code of the children in need census; NONE: recorded as not disabled
) STRICT;
