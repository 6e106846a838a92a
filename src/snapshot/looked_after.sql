-- Derived tables and populations of children looked after: their workers, visits, brothers and sisters, and school.
-- Read after derived.sql; the same rules hold.

CREATE INDEX visit_person ON ssd_cla_visits (clav_person_id, clav_cla_visit_date, clav_cla_visit_id);
CREATE INDEX life_story_person ON ext_life_story (list_person_id);
CREATE INDEX trusted_adult_person ON ext_trusted_adult (trad_person_id, trad_recorded_on, trad_id);
CREATE INDEX family_contact_person ON ext_family_contact (faco_person_id, faco_recorded_on, faco_id, faco_last_contact_on);
CREATE INDEX activity_person ON ext_activity (acti_person_id, acti_recorded_on, acti_id);
CREATE INDEX health_person ON ssd_cla_health (
  clah_person_id, clah_health_check_type, clah_health_check_status, clah_health_check_date);
CREATE INDEX parent_person ON ext_parent_status (pare_person_id);
CREATE INDEX enrolment_person ON ext_school_enrolment (scho_person_id);
CREATE INDEX attendance_person ON ext_attendance (atte_person_id, atte_from, atte_to);
CREATE INDEX pep_person ON ext_pep (pepl_person_id, pepl_kind, pepl_held_on, pepl_id);
CREATE INDEX qualification_person ON ext_qualification (qual_person_id);
CREATE INDEX care_plan_person ON ssd_cla_care_plan (lacp_person_id);
CREATE INDEX return_interview_missing ON ext_return_interview (rein_missing_id);
CREATE INDEX youth_justice_person ON ext_youth_justice (yoju_person_id);
CREATE INDEX disability_person ON ssd_disability (disa_person_id);
CREATE INDEX children_looked_after_person ON children_looked_after (person_id, at);

-- Times over which a worker (or, without a professional, a team) was responsible for a child or young person.
CREATE TABLE involvement AS
SELECT invo_involvements_id AS involvement_id, invo_person_id AS person_id, invo_professional_id AS professional_id,
       invo_professional_role_id AS role, invo_professional_team AS team, invo_involvement_start_date AS start,
       coalesce(invo_involvement_end_date, '9999-12-31') AS "end"
FROM ssd_involvements
ORDER BY person_id, start, involvement_id;
CREATE INDEX involvement_person ON involvement (person_id, role, start);
CREATE INDEX involvement_role ON involvement (role, start);

-- Personal advisers (young person's advisers) who hold cases at the end of a day, with the number of their young
-- people; fte_hundredths is null where it is not recorded.
CREATE TABLE advisers AS
SELECT d.day AS at, p.prof_professional_id AS row_id, CAST(NULL AS TEXT) AS person_id,
       count(DISTINCT i.person_id) AS young_people, p.prof_full_time_equivalency AS fte_hundredths,
       p.prof_professional_department AS team
FROM as_at_day d
JOIN involvement i ON i.role = 'PA' AND i.start <= d.day AND i.end > d.day
JOIN ssd_professionals p ON p.prof_professional_id = i.professional_id
GROUP BY d.day, p.prof_professional_id
ORDER BY d.day, p.prof_professional_id;
CREATE INDEX advisers_at ON advisers (at);

-- Times children came into care, by the 20th working day after it (due_on); left_on is the day that care ended.
CREATE TABLE care_entries AS
SELECT c.care_period_id AS row_id, c.person_id, c.start AS entered_on, add_working_days(c.start, 20) AS due_on,
       c.end AS left_on, p.pers_dob AS born, age(p.pers_dob, add_working_days(c.start, 20)) AS age
FROM care_period c JOIN ssd_person p ON p.pers_person_id = c.person_id
WHERE c.start_seen = 1
ORDER BY c.start, c.care_period_id;
CREATE INDEX care_entries_due ON care_entries (due_on);

-- Social work visits by the day they fell due: 7 days after a placement starts, then 42 days after each visit on which
-- the child was seen; made_on is the next such visit, early or late, null when none was.
CREATE TABLE visits_due AS
SELECT v.visit_due_id AS row_id, v.person_id, v.due_on, v.which, v.made_on, v.left_on, age(p.pers_dob, v.due_on) AS age
FROM visit_due v JOIN ssd_person p ON p.pers_person_id = v.person_id
ORDER BY v.due_on, v.visit_due_id;
CREATE INDEX visits_due_on ON visits_due (due_on);

-- Second statutory reviews of periods of care whose start is known, by the day they were held.
CREATE TABLE second_reviews AS
SELECT r.review_due_id AS row_id, r.person_id, r.held_on,
       (SELECT c.start FROM care_period c WHERE c.person_id = r.person_id AND c.start <= r.held_on
        ORDER BY c.start DESC LIMIT 1) AS entered_on
FROM review_due r
WHERE r.which = 'second' AND r.held_on IS NOT NULL
ORDER BY r.held_on, r.review_due_id;
CREATE INDEX second_reviews_on ON second_reviews (held_on);

-- Children looked after at the end of a day who have a brother or sister looked after too: how many (others), how many
-- of these they had better live apart from by the latest assessment (apart), how many of the rest live in the same
-- place (together), and of how many of the rest it is not known (unknown).
CREATE TABLE brothers_and_sisters AS
SELECT at, person_id AS row_id, person_id, count(*) AS others, sum(plan IS 'N') AS apart,
       sum(plan IS NOT 'N' AND here IS there AND here IS NOT NULL) AS together,
       sum(plan IS NOT 'N' AND (here IS NULL OR there IS NULL)) AS unknown
FROM (
  SELECT a.at, a.person_id, ea.place AS here, eb.place AS there,
         (SELECT s.sibl_together_planned FROM ext_sibling s
          WHERE s.sibl_person_id = pair.person AND s.sibl_sibling_id = pair.other
            AND coalesce(s.sibl_planned_on, '') <= a.at
          ORDER BY coalesce(s.sibl_planned_on, '') DESC, s.sibl_id DESC LIMIT 1) AS plan
  FROM (SELECT DISTINCT sibl_person_id AS person, sibl_sibling_id AS other FROM ext_sibling
        WHERE sibl_person_id <> sibl_sibling_id) AS pair
  -- CROSS JOIN keeps this order: from the few pairs to their days, not from every two children on a day.
  CROSS JOIN children_looked_after a ON a.person_id = pair.person
  CROSS JOIN children_looked_after b ON b.person_id = pair.other AND b.at = a.at
  CROSS JOIN episode ea ON ea.episode_id = a.episode_id
  CROSS JOIN episode eb ON eb.episode_id = b.episode_id
) AS tied
GROUP BY at, person_id
ORDER BY at, person_id;
CREATE INDEX brothers_and_sisters_at ON brothers_and_sisters (at);

-- Children looked after at the end of a day from the term after the third birthday on. age_in_august is the age on the
-- 31 August before the school year: up to 4 early years, 5 to 15 Years 1 to 11, 16 and 17 Years 12 and 13. Children
-- without a date of birth are left out.
CREATE TABLE children_of_learning_age AS
SELECT c.*, age(c.born, CASE WHEN substr(c.at, 6) >= '09-01' THEN substr(c.at, 1, 4) || '-08-31'
                             ELSE (substr(c.at, 1, 4) - 1) || '-08-31' END) AS age_in_august
FROM children_looked_after c
WHERE birthday(c.born, 3) < substr(c.at, 1, 4) || CASE WHEN substr(c.at, 6) >= '09-01' THEN '-09-01'
                                                       WHEN substr(c.at, 6) >= '04-01' THEN '-04-01' ELSE '-01-01' END
ORDER BY c.at, c.person_id;
CREATE INDEX children_of_learning_age_at ON children_of_learning_age (at);

-- Children of statutory school age (Years 1 to 11) looked after at the end of a day.
CREATE TABLE children_of_school_age AS
SELECT * FROM children_of_learning_age WHERE age_in_august BETWEEN 5 AND 15
ORDER BY at, person_id;
CREATE INDEX children_of_school_age_at ON children_of_school_age (at);

-- Suspensions (fixed-period exclusions) and permanent exclusions of children who were looked after on the first day.
CREATE TABLE exclusions AS
SELECT x.excl_id AS row_id, x.excl_person_id AS person_id, x.excl_start AS excluded_on, x.excl_kind AS kind,
       x.excl_sessions AS sessions, age(p.pers_dob, x.excl_start) AS age
FROM ext_exclusion x JOIN ssd_person p ON p.pers_person_id = x.excl_person_id
WHERE (p.pers_dob IS NULL OR x.excl_start < birthday(p.pers_dob, 18))
  AND EXISTS (SELECT 1 FROM episode e WHERE e.person_id = x.excl_person_id AND e.short_break = 0
              AND e.start <= x.excl_start AND e.end > x.excl_start)
ORDER BY excluded_on, row_id;
CREATE INDEX exclusions_on ON exclusions (excluded_on);

-- Children looked after from the first to the last day of a school term, with the term that is told of at the end of a
-- day: the latest that has ended by it or ends within 14 days. A spring term that runs into April is told of on
-- 31 March, up to that day, and again, whole, on 30 June.
CREATE TABLE children_in_term AS
SELECT t.at, c.person_id AS row_id, c.person_id, t.term_name, t.first_day, t.counted_to, p.pers_dob AS born,
       age(p.pers_dob, t.counted_to) AS age
FROM (
  SELECT d.day AS at, s.term_name, s.term_first_day AS first_day, min(s.term_last_day, d.day) AS counted_to
  FROM as_at_day d
  JOIN ref_school_term s ON s.term_id = (
    SELECT l.term_id FROM ref_school_term l WHERE l.term_last_day <= add_days(d.day, 14)
    ORDER BY l.term_last_day DESC, l.term_id DESC LIMIT 1)
) AS t
JOIN care_period c ON c.start <= t.first_day AND c.end > t.counted_to
JOIN ssd_person p ON p.pers_person_id = c.person_id
WHERE p.pers_dob IS NULL OR t.counted_to < birthday(p.pers_dob, 18)
GROUP BY t.at, c.person_id
ORDER BY t.at, c.person_id;
CREATE INDEX children_in_term_at ON children_in_term (at);

-- Young people who finished Year 11 (aged 15 on the 31 August before) and had been looked after for 12 months at the
-- 31 March of that school year, without a short break; the figures are out by published_on, the 31 December after.
CREATE TABLE year_11_finishers AS
SELECT person_id || '/' || finished AS row_id, person_id, finished || '-12-31' AS published_on,
       finished || '-08-31' AS finished_on, sex
FROM (
  SELECT p.pers_person_id AS person_id, p.pers_sex AS sex,
         substr(p.pers_dob, 1, 4) + CASE WHEN substr(p.pers_dob, 6) <= '08-31' THEN 16 ELSE 17 END AS finished
  FROM ssd_person p WHERE p.pers_dob IS NOT NULL
) AS y
WHERE EXISTS (
        SELECT 1 FROM care_period c WHERE c.person_id = y.person_id
        AND c.start <= (finished - 1) || '-04-01' AND c.end > finished || '-03-31')
  AND NOT EXISTS (
        SELECT 1 FROM episode e WHERE e.person_id = y.person_id AND e.short_break = 1
        AND e.start <= finished || '-03-31' AND e.end > (finished - 1) || '-04-01')
ORDER BY published_on, person_id;
CREATE INDEX year_11_finishers_on ON year_11_finishers (published_on);
