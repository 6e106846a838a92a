-- The derived tables and populations: what measures read, built once from a snapshot that keeps the contract.
--
-- Intervals are half-open: the day in "end" is the first day outside; an open interval ends on 9999-12-31.
-- A population is a table of rows of one unit with row_id and person_id (null where a row is no person).
-- A population of states has the day "at"; the others have days named ..._on, one of which dates a row.
-- as_at_day holds the days wanted; episode, placement, care_period, move and review_due are made beside this file,
-- where SQL would be hard to read.

-- Children looked after at the end of a day: an episode that is no short break (V3, V4) is open, and the 18th
-- birthday is still to come. A child with two open episodes counts once, by the one that began later, of those the
-- one that ends later. year_since is the first of
-- the 12 months that end with the day.
CREATE TABLE children_looked_after AS
SELECT at, person_id AS row_id, person_id, pers_dob AS born, age(pers_dob, at) AS age, pers_sex AS sex,
       pers_ethnicity AS ethnicity, episode_id, legal_status, placement_type, provider, placement_id,
       outside_borough, distance, year_since,
       (SELECT c.start FROM care_period c WHERE c.person_id = latest.person_id
        AND c.start <= at AND c.end > at) AS in_care_since
FROM (
  SELECT d.day AS at, d.year_since, e.*, p.pers_dob, p.pers_sex, p.pers_ethnicity,
         row_number() OVER (PARTITION BY d.day, e.person_id ORDER BY e.start DESC, e.end DESC, e.episode_id DESC) AS place_in_line
  FROM as_at_day d
  JOIN episode e ON e.start <= d.day AND e.end > d.day AND e.short_break = 0
  JOIN ssd_person p ON p.pers_person_id = e.person_id
  WHERE p.pers_dob IS NULL OR d.day < birthday(p.pers_dob, 18)
) AS latest
WHERE place_in_line = 1
ORDER BY at, person_id;
CREATE INDEX children_looked_after_at ON children_looked_after (at, person_id);

-- Children looked after at the end of a day who have been so without a break for 12 months: no episode began with
-- reason S after the first of the 12 months, none ended for good before the day, none was a short break.
CREATE TABLE children_looked_after_12_months AS
SELECT c.*
FROM children_looked_after c
WHERE NOT EXISTS (
        SELECT 1 FROM episode e WHERE e.person_id = c.person_id AND e.start_reason = 'S' AND e.start <= c.at
        AND e.start > c.year_since)
  AND NOT EXISTS (
        SELECT 1 FROM episode e WHERE e.person_id = c.person_id AND e.ends_care = 1
        AND e.end >= c.year_since AND e.end < c.at)
  AND NOT EXISTS (
        SELECT 1 FROM episode e WHERE e.person_id = c.person_id AND e.short_break = 1
        AND e.start <= c.at AND e.end > c.year_since)
ORDER BY c.at, c.person_id;
CREATE INDEX children_looked_after_12_months_at ON children_looked_after_12_months (at);

-- Times children started to be looked after.
CREATE TABLE children_started AS
SELECT e.episode_id AS row_id, e.person_id, e.start AS started_on, age(p.pers_dob, e.start) AS age,
       p.pers_sex AS sex, p.pers_ethnicity AS ethnicity, e.legal_status, e.placement_type
FROM episode e JOIN ssd_person p ON p.pers_person_id = e.person_id
WHERE e.start_reason = 'S' AND e.short_break = 0
ORDER BY e.start, e.episode_id;
CREATE INDEX children_started_on ON children_started (started_on);

-- Times children ceased to be looked after: an episode ended for good; the reason is null where none was recorded.
CREATE TABLE children_ceased AS
SELECT e.episode_id AS row_id, e.person_id, e.end AS ceased_on, e.end_reason AS reason, age(p.pers_dob, e.end) AS age,
       p.pers_sex AS sex, p.pers_ethnicity AS ethnicity, e.legal_status, e.placement_type
FROM episode e JOIN ssd_person p ON p.pers_person_id = e.person_id
WHERE e.ends_care = 1 AND e.short_break = 0
ORDER BY e.end, e.episode_id;
CREATE INDEX children_ceased_on ON children_ceased (ceased_on);

-- Moves of children looked after to a different home; from the 18th birthday on nobody is.
CREATE TABLE placement_moves AS
SELECT m.move_id AS row_id, m.person_id, m.moved_on, m.change_reason, m.from_type, m.to_type,
       age(p.pers_dob, m.moved_on) AS age
FROM move m JOIN ssd_person p ON p.pers_person_id = m.person_id
WHERE p.pers_dob IS NULL OR m.moved_on < birthday(p.pers_dob, 18)
ORDER BY m.moved_on, m.move_id;
CREATE INDEX placement_moves_on ON placement_moves (moved_on);

-- Statutory reviews by the day they fell due; held_on is the next one held, early or late, null when none was.
CREATE TABLE reviews_due AS
SELECT r.review_due_id AS row_id, r.person_id, r.due_on, r.which, r.held_on, r.left_on, age(p.pers_dob, r.due_on) AS age
FROM review_due r JOIN ssd_person p ON p.pers_person_id = r.person_id
ORDER BY r.due_on, r.review_due_id;
CREATE INDEX reviews_due_on ON reviews_due (due_on);

-- Statutory reviews held while the child was looked after (the day care ended included).
CREATE TABLE reviews_held AS
SELECT r.clar_cla_review_id AS row_id, r.clar_person_id AS person_id, r.clar_cla_review_date AS held_on,
       r.clar_cla_review_participation AS participation, age(p.pers_dob, r.clar_cla_review_date) AS age
FROM ssd_cla_reviews r JOIN ssd_person p ON p.pers_person_id = r.clar_person_id
WHERE coalesce(r.clar_cla_review_cancelled, 'N') = 'N'
  AND EXISTS (SELECT 1 FROM episode e WHERE e.person_id = r.clar_person_id AND e.short_break = 0
              AND e.start <= r.clar_cla_review_date AND e.end >= r.clar_cla_review_date)
ORDER BY held_on, row_id;
CREATE INDEX reviews_held_on ON reviews_held (held_on);

-- Episodes of children missing from care (kind M) or away from placement (kind A) that began while they were looked
-- after.
CREATE TABLE missing_from_care AS
SELECT m.miss_table_id AS row_id, m.miss_person_id AS person_id, m.miss_missing_episode_start_date AS started_on,
       m.miss_missing_episode_end_date AS ended_on, m.miss_missing_episode_type AS kind,
       m.miss_missing_rhi_offered AS interview_offered, m.miss_missing_rhi_accepted AS interview_accepted
FROM ssd_missing m JOIN ssd_person p ON p.pers_person_id = m.miss_person_id
WHERE (p.pers_dob IS NULL OR m.miss_missing_episode_start_date < birthday(p.pers_dob, 18))
  AND EXISTS (SELECT 1 FROM episode e WHERE e.person_id = m.miss_person_id AND e.short_break = 0
              AND e.start <= m.miss_missing_episode_start_date AND e.end > m.miss_missing_episode_start_date)
ORDER BY started_on, row_id;
CREATE INDEX missing_from_care_started ON missing_from_care (started_on);
CREATE INDEX missing_from_care_ended ON missing_from_care (ended_on);

-- Care leavers by their 19th, 20th and 21st birthdays, with what was known of them on or around it: the observation
-- nearest to the birthday from so many months before to so many after as the table rule says.
CREATE TABLE care_leaver_birthdays AS
WITH birthdays AS MATERIALIZED (
  SELECT person_id, turned, birthday_on, 
         add_months(birthday_on, -(SELECT value FROM rule WHERE name = 'birthday_months_before')) AS first_day,
         add_months(birthday_on, (SELECT value FROM rule WHERE name = 'birthday_months_after')) AS last_day,
         julianday(birthday_on) AS number
  FROM (SELECT p.pers_person_id AS person_id, t.turned, birthday(p.pers_dob, t.turned) AS birthday_on
        FROM ssd_person p CROSS JOIN (SELECT 19 AS turned UNION ALL SELECT 20 UNION ALL SELECT 21) AS t
        WHERE p.pers_person_id IN (SELECT cles_person_id FROM ext_care_leaver_status)) AS own
)
SELECT person_id || '/' || turned AS row_id, person_id, birthday_on, turned, observed_on, in_touch, activity,
       accommodation, suitable
FROM (
  SELECT b.person_id, b.turned, b.birthday_on, s.cles_observed_on AS observed_on, s.cles_in_touch AS in_touch,
         s.cles_activity AS activity, s.cles_accommodation AS accommodation, s.cles_suitable AS suitable,
         row_number() OVER (
           PARTITION BY b.person_id, b.turned
           ORDER BY abs(julianday(s.cles_observed_on) - b.number), s.cles_observed_on DESC, s.cles_status_id DESC
         ) AS place_in_line
  FROM birthdays b
  CROSS JOIN ext_care_leaver_status s ON s.cles_person_id = b.person_id
   AND s.cles_observed_on BETWEEN b.first_day AND b.last_day
) AS nearest
WHERE place_in_line = 1
ORDER BY birthday_on, row_id;
CREATE INDEX care_leaver_birthdays_on ON care_leaver_birthdays (birthday_on);

-- Care leavers on a day, aged 16 to 24 and entitled after 13 weeks in care: eligible, relevant and former relevant
-- young people, with what was last known of each. Who is eligible or relevant is former relevant from the 18th
-- birthday, whether or not somebody moved the record on. Under 21 all are supported; from 21 those in education or
-- training, and from 1 April 2018 whoever asked. Who was recorded as having died is left out.
CREATE TABLE care_leaver_day AS
SELECT latest.at, latest.person_id, latest.born, latest.age, latest.sex, latest.ethnicity, latest.eligible_since,
       CASE WHEN latest.eligibility IN ('ELIGIBLE', 'RELEVANT') AND latest.age >= 18 THEN 'FORMER-RELEVANT'
            ELSE latest.eligibility END AS eligibility,
       CASE WHEN latest.age < 18 THEN '16-17' WHEN latest.age < 21 THEN '18-20' WHEN latest.age < 25 THEN '21-24'
            END AS age_band,
       CASE WHEN coalesce(latest.age, 0) < 21 THEN 1 ELSE latest.from_21 END AS supported,
       s.cles_observed_on AS observed_on, s.cles_in_touch AS in_touch, s.cles_activity AS activity,
       s.cles_accommodation AS accommodation, s.cles_suitable AS suitable
FROM (
  SELECT d.day AS at, c.clpe_person_id AS person_id, p.pers_dob AS born, age(p.pers_dob, d.day) AS age,
         p.pers_sex AS sex, p.pers_ethnicity AS ethnicity, c.clpe_eligibility AS eligibility,
         (SELECT min(f.clpe_start) FROM ext_care_leaver_period f
          WHERE f.clpe_person_id = c.clpe_person_id AND f.clpe_eligibility <> 'QUALIFYING') AS eligible_since,
         EXISTS (SELECT 1 FROM ext_care_leaver_support u
                 WHERE u.clsu_person_id = c.clpe_person_id AND u.clsu_start <= d.day
                   AND coalesce(u.clsu_end, '9999-12-31') > d.day
                   AND (d.day >= '2018-04-01' OR u.clsu_reason = 'EDUCATION')) AS from_21,
         row_number() OVER (PARTITION BY d.day, c.clpe_person_id
                            ORDER BY c.clpe_start DESC, c.clpe_period_id DESC) AS place_in_line
  FROM as_at_day d
  JOIN ext_care_leaver_period c ON c.clpe_start <= d.day AND coalesce(c.clpe_end, '9999-12-31') > d.day
   AND c.clpe_eligibility <> 'QUALIFYING'
  JOIN ssd_person p ON p.pers_person_id = c.clpe_person_id
) AS latest
LEFT JOIN ext_care_leaver_status s ON s.cles_status_id = (
  SELECT x.cles_status_id FROM ext_care_leaver_status x
  WHERE x.cles_person_id = latest.person_id AND x.cles_observed_on <= latest.at
  ORDER BY x.cles_observed_on DESC, x.cles_status_id DESC LIMIT 1)
WHERE latest.place_in_line = 1 AND (latest.age IS NULL OR latest.age BETWEEN 16 AND 24)
  AND coalesce(s.cles_in_touch, '') <> 'DIED'
ORDER BY latest.at, latest.person_id;

-- Care leavers aged 16 to 24 at the end of a day; of those aged 21 to 24 only who is supported.
CREATE TABLE care_leavers_16_24 AS
SELECT person_id AS row_id, * FROM care_leaver_day WHERE supported = 1 ORDER BY at, person_id;
CREATE INDEX care_leavers_16_24_at ON care_leavers_16_24 (at);

-- Former relevant young people aged 18 to 24 at the end of a day; of those aged 21 to 24 only who is supported.
CREATE TABLE care_leavers_18_24 AS
SELECT * FROM care_leavers_16_24 WHERE eligibility = 'FORMER-RELEVANT' AND coalesce(age, 18) >= 18
ORDER BY at, person_id;
CREATE INDEX care_leavers_18_24_at ON care_leavers_18_24 (at);

-- Former relevant young people aged 21 to 24 at the end of a day who are not supported.
CREATE TABLE care_leavers_21_24_not_supported AS
SELECT person_id AS row_id, * FROM care_leaver_day WHERE supported = 0 AND eligibility = 'FORMER-RELEVANT'
ORDER BY at, person_id;
CREATE INDEX care_leavers_21_24_not_supported_at ON care_leavers_21_24_not_supported (at);

-- Young people entitled to support on leaving care, by their 18th birthday.
CREATE TABLE care_leavers_turned_18 AS
SELECT p.pers_person_id AS row_id, p.pers_person_id AS person_id, birthday(p.pers_dob, 18) AS turned_18_on,
       p.pers_dob AS born, p.pers_sex AS sex, p.pers_ethnicity AS ethnicity
FROM ssd_person p
WHERE p.pers_dob IS NOT NULL
  AND EXISTS (SELECT 1 FROM ext_care_leaver_period c
              WHERE c.clpe_person_id = p.pers_person_id AND c.clpe_eligibility <> 'QUALIFYING'
                AND c.clpe_start <= birthday(p.pers_dob, 18)
                AND coalesce(c.clpe_end, '9999-12-31') >= birthday(p.pers_dob, 18))
ORDER BY turned_18_on, row_id;
CREATE INDEX care_leavers_turned_18_on ON care_leavers_turned_18 (turned_18_on);

-- Moves of care leavers into new accommodation.
CREATE TABLE accommodation_moves AS
SELECT m.acmo_move_id AS row_id, m.acmo_person_id AS person_id, m.acmo_moved_on AS moved_on,
       age(p.pers_dob, m.acmo_moved_on) AS age, m.acmo_accommodation AS accommodation,
       m.acmo_risk_assessed AS risk_assessed, m.acmo_risk_assessed_on AS risk_assessed_on
FROM ext_accommodation_move m JOIN ssd_person p ON p.pers_person_id = m.acmo_person_id
WHERE EXISTS (SELECT 1 FROM ext_care_leaver_period c
              WHERE c.clpe_person_id = m.acmo_person_id AND c.clpe_eligibility <> 'QUALIFYING'
                AND c.clpe_start <= m.acmo_moved_on AND coalesce(c.clpe_end, '9999-12-31') > m.acmo_moved_on)
ORDER BY moved_on, row_id;
CREATE INDEX accommodation_moves_on ON accommodation_moves (moved_on);

-- Tenancies of care leavers' own, by the day they moved in and the day after the last; nth is 1 for the first of each.
CREATE TABLE tenancies AS
SELECT t.tena_tenancy_id AS row_id, t.tena_person_id AS person_id, t.tena_start AS moved_in_on, t.tena_end AS ended_on,
       t.tena_end_reason AS end_reason, t.tena_landlord AS landlord, age(p.pers_dob, t.tena_start) AS age,
       row_number() OVER (PARTITION BY t.tena_person_id ORDER BY t.tena_start, t.tena_tenancy_id) AS nth
FROM ext_tenancy t JOIN ssd_person p ON p.pers_person_id = t.tena_person_id
WHERE EXISTS (SELECT 1 FROM ext_care_leaver_period c
              WHERE c.clpe_person_id = t.tena_person_id AND c.clpe_eligibility <> 'QUALIFYING')
ORDER BY moved_in_on, row_id;
CREATE INDEX tenancies_moved_in ON tenancies (moved_in_on);
CREATE INDEX tenancies_ended ON tenancies (ended_on);
CREATE INDEX tenancies_person ON tenancies (person_id, moved_in_on);

-- Months on whose last evening a care leaver held a tenancy, numbered from year 0; in_arrears is null where nothing is
-- known.
CREATE TABLE tenancy_month AS
WITH RECURSIVE months (person_id, month, until) AS (
  SELECT t.tena_person_id, substr(t.tena_start, 1, 7) || '-01',
         coalesce(t.tena_end, (SELECT add_days(meta_as_at, 1) FROM snapshot_meta))
  FROM ext_tenancy t
  UNION
  SELECT person_id, add_months(month, 1), until FROM months WHERE add_months(month, 1) < until
)
SELECT DISTINCT m.person_id, add_days(add_months(m.month, 1), -1) AS last_day,
       12 * CAST(substr(m.month, 1, 4) AS INTEGER) + CAST(substr(m.month, 6, 2) AS INTEGER) AS number,
       (SELECT max(r.rear_in_arrears) FROM ext_rent_arrears r
        WHERE r.rear_person_id = m.person_id AND r.rear_month = m.month) AS in_arrears
FROM months m
WHERE add_months(m.month, 1) <= m.until
ORDER BY m.person_id, number;
CREATE INDEX tenancy_month_person ON tenancy_month (person_id, number);

-- Children looked after at any time in the 12 months to the end of a day, by their age at the end.
CREATE TABLE children_looked_after_in_12_months AS
SELECT t.at, t.person_id AS row_id, t.person_id, age(p.pers_dob, t.at) AS age, p.pers_sex AS sex,
       p.pers_ethnicity AS ethnicity
FROM (SELECT d.day AS at, e.person_id, max(d.year_since, min(e.start)) AS first_day
      FROM as_at_day d
      JOIN episode e ON e.start <= d.day AND e.end > d.year_since AND e.short_break = 0
      GROUP BY d.day, e.person_id) AS t
JOIN ssd_person p ON p.pers_person_id = t.person_id
WHERE p.pers_dob IS NULL OR birthday(p.pers_dob, 18) > t.first_day
ORDER BY t.at, t.person_id;
CREATE INDEX children_looked_after_in_12_months_at ON children_looked_after_in_12_months (at);

-- Answers to the questions of closed surveys, one a respondent and question: the last row where there are two. A
-- population of waves: a figure is from the latest survey in its window that asked the question. responded counts the
-- respondents who answered at least one question.
CREATE TABLE survey_answers AS
SELECT row_id, NULL AS person_id, wave, audience, closed_on, invited, coalesce(n.responded, 0) AS responded, question,
       wording_version, respondent, answer, age_band
FROM (
  SELECT r.sure_response_id AS row_id, w.suwa_wave_id AS wave, w.suwa_audience AS audience,
         w.suwa_closed_on AS closed_on, w.suwa_invited AS invited, q.ques_question AS question,
         q.ques_wording_version AS wording_version, r.sure_respondent AS respondent, r.sure_answer AS answer,
         r.sure_age_band AS age_band,
         row_number() OVER (PARTITION BY r.sure_wave_id, r.sure_respondent, q.ques_question
                            ORDER BY r.sure_response_id DESC) AS place_in_line
  FROM ext_survey_response r
  JOIN ext_survey_wave w ON w.suwa_wave_id = r.sure_wave_id AND w.suwa_closed_on IS NOT NULL
  JOIN ref_question q ON q.ques_question_id = r.sure_question_id
) AS last_answer
LEFT JOIN (SELECT sure_wave_id, count(DISTINCT sure_respondent) AS responded FROM ext_survey_response
           WHERE sure_answer IS NOT NULL GROUP BY sure_wave_id) AS n ON n.sure_wave_id = wave
WHERE place_in_line = 1
ORDER BY closed_on, wave, question, respondent;
CREATE INDEX survey_answers_question ON survey_answers (question, closed_on);
CREATE INDEX survey_answers_respondent ON survey_answers (wave, respondent, question);

-- Events at which children or care leavers took part. met_leaders: senior officers, elected members or partners came.
CREATE TABLE participation_events AS
SELECT paev_event_id AS row_id, NULL AS person_id, paev_held_on AS held_on, paev_forum AS forum,
       paev_consultation AS consultation, paev_met_officers AS met_officers,
       paev_met_councillors AS met_councillors, paev_met_partners AS met_partners,
       max(paev_met_officers, paev_met_councillors, paev_met_partners) AS met_leaders
FROM ext_participation_event
ORDER BY held_on, row_id;
CREATE INDEX participation_events_on ON participation_events (held_on);

-- Children and young people at those events, with their age on the day.
CREATE TABLE participations AS
SELECT a.part_participation_id AS row_id, a.part_person_id AS person_id, e.held_on AS took_part_on, e.forum,
       e.consultation, age(p.pers_dob, e.held_on) AS age
FROM ext_participation a
JOIN participation_events e ON e.row_id = a.part_event_id
JOIN ssd_person p ON p.pers_person_id = a.part_person_id
ORDER BY took_part_on, a.part_participation_id;
CREATE INDEX participations_on ON participations (took_part_on);
CREATE INDEX participations_person ON participations (person_id, took_part_on);

-- Ratings of events by young people who were there, without saying by whom.
CREATE TABLE participation_ratings AS
SELECT r.para_rating_id AS row_id, NULL AS person_id, e.held_on AS rated_on, e.forum, e.met_officers,
       e.met_councillors, e.met_partners, r.para_rating AS rating
FROM ext_participation_rating r JOIN participation_events e ON e.row_id = r.para_event_id
ORDER BY rated_on, r.para_rating_id;
CREATE INDEX participation_ratings_on ON participation_ratings (rated_on);

-- What young people asked for.
CREATE TABLE participation_requests AS
SELECT r.pare_request_id AS row_id, NULL AS person_id, r.pare_made_on AS made_on, e.forum,
       r.pare_agreed_on AS agreed_on, r.pare_done_on AS done_on, r.pare_told_on AS told_on,
       r.pare_reason_not_done AS reason_not_done
FROM ext_participation_request r JOIN participation_events e ON e.row_id = r.pare_event_id
ORDER BY made_on, r.pare_request_id;
CREATE INDEX participation_requests_on ON participation_requests (made_on);

-- Staff who work with children looked after or care leavers, in post at the end of a day.
CREATE TABLE staff_in_post AS
SELECT d.day AS at, s.staf_staff_id AS row_id, NULL AS person_id, s.staf_role AS role, s.staf_start AS in_post_since,
       s.staf_fte_hundredths AS fte_hundredths
FROM as_at_day d
JOIN ext_staff s ON s.staf_start <= d.day AND coalesce(s.staf_end, '9999-12-31') > d.day
ORDER BY at, row_id;
CREATE INDEX staff_in_post_at ON staff_in_post (at);

-- Fostering households approved at the end of a day.
CREATE TABLE fostering_households AS
SELECT d.day AS at, f.foca_household_id AS row_id, NULL AS person_id, f.foca_kind AS kind,
       f.foca_approved_from AS approved_since
FROM as_at_day d
JOIN ext_foster_carer f ON f.foca_approved_from <= d.day AND coalesce(f.foca_approved_to, '9999-12-31') > d.day
ORDER BY at, row_id;
CREATE INDEX fostering_households_at ON fostering_households (at);

-- Agencies asked to sign up by the end of a day; signed is the day they did, null when they have not.
CREATE TABLE agencies_asked AS
SELECT d.day AS at, a.agsi_agency_id AS row_id, NULL AS person_id, a.agsi_agency AS agency, a.agsi_signed_on AS signed
FROM as_at_day d JOIN ext_agency_signup a ON a.agsi_asked_on <= d.day
ORDER BY at, row_id;
CREATE INDEX agencies_asked_at ON agencies_asked (at);

-- Audits of pathway planning; the grade is null where none was given.
CREATE TABLE case_audits AS
SELECT caau_audit_id AS row_id, NULL AS person_id, caau_audited_on AS audited_on, caau_theme AS theme,
       caau_grade AS grade
FROM ext_case_audit
ORDER BY audited_on, row_id;
CREATE INDEX case_audits_on ON case_audits (audited_on);

-- Complaints and compliments.
CREATE TABLE complaints_and_compliments AS
SELECT comp_complaint_id AS row_id, NULL AS person_id, comp_received_on AS received_on, comp_kind AS kind,
       comp_from AS made_by, comp_stage AS stage, comp_answered_on AS answered_on, comp_upheld AS upheld
FROM ext_complaint
ORDER BY received_on, row_id;
CREATE INDEX complaints_and_compliments_on ON complaints_and_compliments (received_on);
