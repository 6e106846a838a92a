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
CREATE INDEX children_looked_after_at ON children_looked_after (at);

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
-- nearest to the birthday from 3 months before to 1 month after.
CREATE TABLE care_leaver_birthdays AS
SELECT person_id || '/' || turned AS row_id, person_id, birthday_on, turned, observed_on, in_touch, activity,
       accommodation, suitable
FROM (
  SELECT p.pers_person_id AS person_id, t.turned, birthday(p.pers_dob, t.turned) AS birthday_on,
         s.cles_observed_on AS observed_on, s.cles_in_touch AS in_touch, s.cles_activity AS activity,
         s.cles_accommodation AS accommodation, s.cles_suitable AS suitable,
         row_number() OVER (
           PARTITION BY p.pers_person_id, t.turned
           ORDER BY abs(julianday(s.cles_observed_on) - julianday(birthday(p.pers_dob, t.turned))),
                    s.cles_observed_on DESC, s.cles_status_id DESC) AS place_in_line
  FROM ssd_person p
  CROSS JOIN (SELECT 19 AS turned UNION ALL SELECT 20 UNION ALL SELECT 21) AS t
  JOIN ext_care_leaver_status s ON s.cles_person_id = p.pers_person_id
   AND s.cles_observed_on BETWEEN add_months(birthday(p.pers_dob, t.turned), -3)
                              AND add_months(birthday(p.pers_dob, t.turned), 1)
) AS nearest
WHERE place_in_line = 1
ORDER BY birthday_on, row_id;
CREATE INDEX care_leaver_birthdays_on ON care_leaver_birthdays (birthday_on);
