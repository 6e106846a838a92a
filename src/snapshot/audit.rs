//! Data quality: what keeps the contract and still cannot be right, counted.

use rusqlite::Connection;

/// Something found in the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable name.
    pub code: &'static str,
    /// What was looked for, in words.
    pub words: &'static str,
    /// What it does to the figures.
    pub effect: &'static str,
    /// How many rows.
    pub count: u64,
}

/// What is looked for: name, words, effect on figures, and the rows that show it.
const AUDITS: [(&str, &str, &str, &str); 10] = [
    (
        "missing-birth",
        "Children without a date of birth",
        "Their age is not known: they are counted as under 18 and left out of age bands.",
        "SELECT count(*) FROM ssd_person WHERE pers_dob IS NULL",
    ),
    (
        "overlapping-episodes",
        "Episodes of care that overlap another of the same child",
        "A child with two open episodes counts once, by the later one.",
        "SELECT count(*) FROM episode a WHERE EXISTS (SELECT 1 FROM episode b WHERE b.person_id = a.person_id
         AND b.episode_id <> a.episode_id AND b.start < a.\"end\" AND a.start < b.\"end\")",
    ),
    (
        "end-before-start",
        "Episodes of care that end before they start",
        "They count on no day.",
        "SELECT count(*) FROM episode WHERE \"end\" < start",
    ),
    (
        "no-length",
        "Episodes of care that end on the day they start",
        "They count on no day and are no placement.",
        "SELECT count(*) FROM episode WHERE \"end\" = start",
    ),
    (
        "end-without-reason",
        "Episodes of care that ended without a reason recorded",
        "Where nothing follows they count as care that ceased, with the reason missing.",
        "SELECT count(*) FROM episode e JOIN ssd_cla_episodes s ON s.clae_cla_episode_id = e.episode_id
         WHERE s.clae_cla_episode_ceased_date IS NOT NULL AND s.clae_cla_episode_ceased_reason IS NULL",
    ),
    (
        "adult-in-care",
        "Episodes of care still open after the 18th birthday",
        "They do not count from the 18th birthday on.",
        "SELECT count(*) FROM episode e JOIN ssd_person p ON p.pers_person_id = e.person_id, snapshot_meta m
         WHERE birthday(p.pers_dob, 18) <= m.meta_as_at AND e.\"end\" > birthday(p.pers_dob, 18)",
    ),
    (
        "no-legal-status",
        "Episodes of care without a legal status",
        "They count as looked after.",
        "SELECT count(*) FROM episode WHERE legal_status IS NULL",
    ),
    (
        "after-as-at",
        "Events recorded after the snapshot's day",
        "No figure reads them.",
        "SELECT (SELECT count(*) FROM ssd_cla_episodes, snapshot_meta WHERE clae_cla_episode_start_date > meta_as_at)
              + (SELECT count(*) FROM ssd_cla_reviews, snapshot_meta WHERE clar_cla_review_date > meta_as_at)
              + (SELECT count(*) FROM ssd_missing, snapshot_meta WHERE miss_missing_episode_start_date > meta_as_at)",
    ),
    (
        "before-birth",
        "Reviews and episodes of care before the child's birth",
        "They are counted as recorded.",
        "SELECT (SELECT count(*) FROM ssd_cla_reviews JOIN ssd_person ON pers_person_id = clar_person_id
                 WHERE clar_cla_review_date < pers_dob)
              + (SELECT count(*) FROM ssd_cla_episodes JOIN ssd_person ON pers_person_id = clae_person_id
                 WHERE clae_cla_episode_start_date < pers_dob)",
    ),
    (
        "unknown-distance",
        "Open placements whose distance from home is not known",
        "Outside the borough they count as missing where the distance decides.",
        "SELECT count(*) FROM episode, snapshot_meta WHERE start <= meta_as_at AND \"end\" > meta_as_at
         AND short_break = 0 AND distance IS NULL",
    ),
];

/// Looks for all of it; what was not found is given with a count of zero.
pub(super) fn audit(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    AUDITS
        .iter()
        .map(|(code, words, effect, sql)| {
            let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
            Ok(Finding { code, words, effect, count: count.unsigned_abs() })
        })
        .collect()
}
