//! Figures worked out by hand: fifteen children whose stories are short enough to count on paper, and plain SQL on the
//! snapshot's own tables, written without the derived ones.

use std::path::Path;

use boardpack::calendar::{Date, Period, parse_iso};
use boardpack::compute::{Availability, Measured, State, Value, compute, days_needed};
use boardpack::kpi::{Care, Catalogue};
use boardpack::snapshot::{
    CareLeaverStatus, Episode, Image, ImmigrationStatus, LegalStatus, Meta, MissingEpisode, Person,
    Placement, PlacementPlace, Population, Review, Snapshot, Tables, YearOutcome,
};
use rusqlite::Connection;

pub(super) fn day(text: &str) -> Date {
    parse_iso(text).unwrap_or_else(|| panic!("{text} is no day"))
}

pub(super) fn meta(history_from: &str) -> Meta {
    Meta {
        as_at: day("2019-03-31"),
        full_history_from: day(history_from),
        whole_care_periods: true,
        council: "Example".to_owned(),
        la_code: None,
        ons_code: None,
        source: "made up by hand".to_owned(),
        extracted_at: None,
        synthetic: true,
    }
}

/// Adds a child; care as in worked examples, episodes numbered from 1 ("ada-1").
pub(super) fn child(tables: &mut Tables, id: &str, born: &str, care: &[&str]) {
    let born = (!born.is_empty()).then(|| day(born));
    tables.persons.push(Person { id: id.to_owned(), sex: None, ethnicity: None, born });
    episodes(tables, id, care);
}

/// Adds the episodes of a person who is there already, each with its legal status, placement and place.
pub(super) fn episodes(tables: &mut Tables, person: &str, care: &[&str]) {
    for (n, text) in care.iter().enumerate() {
        let care = Care::parse(text).unwrap_or_else(|| panic!("{text} is no episode"));
        let (id, person) = (format!("{person}-{}", n + 1), person.to_owned());
        let (start, end) = (care.start, care.end);
        tables.legal_statuses.push(LegalStatus {
            id: id.clone(),
            person: person.clone(),
            code: care.legal_status,
            start,
            end,
        });
        tables.placements.push(Placement {
            id: id.clone(),
            person: person.clone(),
            start,
            end,
            kind: care.placement,
            provider: care.provider,
            urn: None,
            distance: None,
            change_reason: care.change_reason,
        });
        tables.placement_places.push(PlacementPlace {
            placement: id.clone(),
            place: care.place,
            outside_borough: None,
        });
        tables.episodes.push(Episode {
            id: id.clone(),
            person,
            start,
            start_reason: care.reason,
            need: None,
            end,
            end_reason: care.end_reason,
            placement: Some(id.clone()),
            legal_status: Some(id),
        });
    }
}

fn lives(tables: &mut Tables, placement: &str, outside_borough: Option<bool>, distance: Option<f64>) {
    let stay = tables.placements.iter_mut().find(|one| one.id == placement).expect("a placement");
    stay.distance = distance;
    let place = tables.placement_places.iter_mut().find(|one| one.placement == placement).expect("a place");
    place.outside_borough = outside_borough;
}

fn went_missing(tables: &mut Tables, id: &str, start: &str, kind: &str, end: Option<&str>) {
    let person = id.split('-').next().unwrap_or_default().to_owned();
    tables.missing_episodes.push(MissingEpisode {
        id: id.to_owned(),
        person,
        start: day(start),
        kind: kind.to_owned(),
        end: end.map(day),
        interview_offered: None,
        interview_accepted: None,
    });
}

fn year(tables: &mut Tables, person: &str, dental_check: Option<bool>, sdq_score: Option<i64>) {
    tables.year_outcomes.push(YearOutcome {
        id: format!("{person}-2019"),
        person: person.to_owned(),
        year_end: day("2019-03-31"),
        health_assessment: None,
        development_check: None,
        immunisations: None,
        dental_check,
        substance_misuse: None,
        intervention_received: None,
        intervention_offered: None,
        convicted: None,
        sdq_score,
        sdq_reason: None,
    });
}

fn leaver(
    tables: &mut Tables,
    person: &str,
    born: &str,
    observed: &str,
    touch: &str,
    activity: Option<&str>,
) {
    child(tables, person, born, &[]);
    tables.care_leaver_statuses.push(CareLeaverStatus {
        id: format!("{person}-1"),
        person: person.to_owned(),
        observed: day(observed),
        in_touch: Some(touch.to_owned()),
        activity: activity.map(str::to_owned),
        accommodation: None,
        suitable: None,
    });
}

fn review(tables: &mut Tables, person: &str, held: &str) {
    tables.reviews.push(Review {
        id: format!("{person}-{held}"),
        person: person.to_owned(),
        held: day(held),
        cancelled: None,
        participation: None,
    });
}

/// The stories. The period is January to March 2019.
fn stories() -> Tables {
    let mut all = Tables::default();
    let t = &mut all;
    // Ada has lived at Oak since 2017; the order changed, the home did not.
    child(t, "ada", "2008-05-01", &["S 2017-06-01..2018-01-10 V2 U6@oak", "L 2018-01-10.. C2 U6@oak"]);
    // Ben turned 18 on the last day, and nobody has closed his episode.
    child(t, "ben", "2001-03-31", &["S 2012-02-01.. C2 U4@birch"]);
    // Cal went home on the last day.
    child(t, "cal", "2010-02-02", &["S 2018-09-01..2019-03-31:E4A V2 U6@cedar"]);
    // Dee comes for short breaks; one series ended in February, another is open.
    child(
        t,
        "dee",
        "2012-12-12",
        &["S 2018-05-01..2019-02-04:E4A V4 U6@damson", "S 2019-02-10.. V4 U6@damson"],
    );
    // Eli moved from Elm to Fir in December, and the stay at Elm was never closed: two open episodes.
    child(t, "eli", "2007-07-07", &["S 2018-03-01.. C2 U6@elm", "P 2018-12-15.. C2 U6@fir"]);
    // Fay's date of birth is not known. She came into care on the first of the 12 months.
    child(t, "fay", "", &["S 2018-04-01.. V2 U6@gorse"]);
    // Gus left in February, and nobody recorded why.
    child(t, "gus", "2009-09-09", &["S 2018-11-01..2019-02-14 V2 U6@hazel"]);
    t.episodes.last_mut().expect("the episode of Gus").end_reason = None;
    // Hal came into care a day after the first of the 12 months.
    child(t, "hal", "2005-05-05", &["S 2018-04-02.. V2 K2@ivy-house"]);
    // Ivy came into care in January; her carers asked for her stay to end.
    child(
        t,
        "ivy",
        "2014-01-20",
        &["S 2019-01-02..2019-02-20:X1+CREQB V2 U6@juniper", "P 2019-02-20.. V2 U6@larch"],
    );
    // Jon came into care in January and went home, came again in February and left to special guardians.
    child(
        t,
        "jon",
        "2013-03-03",
        &["S 2019-01-07..2019-01-21:E4B V2 U6@maple", "S 2019-02-18..2019-03-20:E46 V2 U3@nan"],
    );
    // Kim has lived at Yew since 2015 and was on holiday for a week in February.
    child(
        t,
        "kim",
        "2003-01-01",
        &[
            "S 2015-01-05..2019-02-09 C2 U4@yew",
            "P 2019-02-09..2019-02-16 C2 T3@seaside",
            "P 2019-02-16.. C2 U4@yew",
        ],
    );

    lives(t, "ada-2", Some(true), Some(25.0));
    lives(t, "eli-1", Some(true), Some(40.0));
    lives(t, "eli-2", Some(true), Some(20.0));
    lives(t, "fay-1", Some(false), None);
    lives(t, "hal-1", Some(true), None);
    lives(t, "ivy-2", None, Some(30.0));
    lives(t, "kim-3", Some(true), Some(60.5));

    went_missing(t, "hal-before-the-period", "2018-12-31", "M", Some("2019-01-01"));
    went_missing(t, "hal-once", "2019-01-05", "M", Some("2019-01-06"));
    went_missing(t, "hal-twice", "2019-03-31", "M", None);
    went_missing(t, "gus-once", "2019-02-13", "M", Some("2019-02-14"));
    went_missing(t, "ben-aged-18", "2019-03-31", "M", None);
    went_missing(t, "cal-no-longer-in-care", "2019-03-31", "M", None);
    went_missing(t, "dee-in-a-short-break", "2019-03-01", "M", Some("2019-03-02"));
    went_missing(t, "eli-away", "2019-02-01", "A", Some("2019-02-02"));

    year(t, "ada", Some(true), Some(12));
    year(t, "eli", None, Some(19));
    year(t, "fay", Some(false), Some(25));
    year(t, "hal", Some(true), Some(40));

    for (person, status) in [("hal", "UASC"), ("cal", "UASC"), ("kim", "OTHER")] {
        t.immigration_statuses.push(ImmigrationStatus {
            id: person.to_owned(),
            person: person.to_owned(),
            status: status.to_owned(),
            start: None,
            end: None,
        });
    }

    leaver(t, "lou", "1999-06-15", "2018-06-15", "YES", Some("F2"));
    leaver(t, "mia", "1998-01-10", "2019-01-05", "NO", Some("0"));
    leaver(t, "ned", "1998-03-31", "2019-03-31", "RHOM", None);
    leaver(t, "oz", "1999-04-01", "2018-04-20", "YES", None);

    for (popu_year, children) in [(2017, 73_500), (2018, 74_000)] {
        t.populations.push(Population { year: popu_year, children, source: "made up".to_owned() });
    }
    all
}

fn measured(tables: &Tables, meta: &Meta, wanted: &[(&str, &str)]) -> Measured {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let bytes = tables.to_bytes(meta).expect("rows that keep the contract");
    let snapshot =
        Snapshot::from_bytes(bytes, "stories").unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let wanted: Vec<(&str, Vec<Period>)> =
        wanted.iter().map(|(id, period)| (*id, vec![period.parse().expect("a period")])).collect();
    let days = wanted.iter().flat_map(|(id, periods)| days_needed(catalogue.get(id), periods)).collect();
    let image = Image::build(&snapshot, &days).expect("an image");
    compute(&catalogue, &wanted, &image).expect("figures")
}

/// A value as text, exact.
fn in_words(value: &Value) -> String {
    match value {
        Value::Share { met, of } => format!("{met} of {of}"),
        Value::Count { count, rate: None } => count.to_string(),
        Value::Count { count, rate: Some(rate) } => format!("{count} per {} halves", rate.base_halves),
        Value::Mean { sum, of } => format!("{sum} over {of}"),
        Value::Median { twice, of } => format!("{twice} halves of {of}"),
        Value::Parts { parts, .. } => {
            parts.iter().map(|part| part.count.to_string()).collect::<Vec<_>>().join(" ")
        }
    }
}

/// A measure, its figure counted on paper, and plain SQL that gives it from the snapshot's own tables.
struct Case {
    measure: &'static str,
    by_hand: &'static str,
    sql: &'static str,
}

/// Children looked after at the end of 31 March 2019, by plain SQL; `latest` is their latest episode.
const LOOKED_AFTER: &str = "
  looked_after AS (
    SELECT e.clae_person_id AS person, max(e.clae_cla_episode_start_date) AS latest, p.pers_dob AS born
    FROM ssd_cla_episodes e
    JOIN ssd_person p ON p.pers_person_id = e.clae_person_id
    JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
    WHERE e.clae_cla_episode_start_date <= '2019-03-31'
      AND (e.clae_cla_episode_ceased_date IS NULL OR e.clae_cla_episode_ceased_date > '2019-03-31')
      AND l.lega_legal_status NOT IN ('V3', 'V4')
      AND (p.pers_dob IS NULL OR p.pers_dob > '2001-03-31')
    GROUP BY e.clae_person_id)";

/// Those of them who have been so for 12 months.
const TWELVE_MONTHS: &str = "
  twelve_months AS (
    SELECT * FROM looked_after WHERE person NOT IN (
      SELECT clae_person_id FROM ssd_cla_episodes
      WHERE (clae_cla_episode_start_reason = 'S' AND clae_cla_episode_start_date BETWEEN '2018-04-02' AND '2019-03-31')
         OR (clae_cla_episode_ceased_reason <> 'X1' AND clae_cla_episode_ceased_date BETWEEN '2018-04-01' AND '2019-03-30')))";

const CASES: [Case; 11] = [
    // Ada, Eli (once), Fay, Hal, Ivy and Kim. Not Ben (18), Cal and Jon (gone), Gus (gone), Dee (short breaks).
    Case {
        measure: "children-looked-after-number",
        by_hand: "6",
        sql: "SELECT count(*) || '' FROM looked_after",
    },
    // The same six, of the 74,000 children of the middle of 2018.
    Case {
        measure: "children-looked-after-rate",
        by_hand: "6 per 148000 halves",
        sql: "SELECT (SELECT count(*) FROM looked_after) || ' per ' || (2 * popu_children) || ' halves'
              FROM ref_population WHERE popu_year = 2018",
    },
    // Cal on the last day, Gus without a reason, and Jon, who left twice, once. Not Dee.
    Case {
        measure: "children-ceased",
        by_hand: "3",
        sql: "SELECT count(DISTINCT e.clae_person_id) || ''
              FROM ssd_cla_episodes e
              JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
              WHERE e.clae_cla_episode_ceased_date BETWEEN '2019-01-01' AND '2019-03-31'
                AND coalesce(e.clae_cla_episode_ceased_reason, '') <> 'X1'
                AND l.lega_legal_status NOT IN ('V3', 'V4')",
    },
    // Jon's last time was to special guardians; Cal went home; the reason of Gus is missing and in no figure.
    Case {
        measure: "left-care-to-permanent-home",
        by_hand: "1 of 2",
        sql: "SELECT sum(reason IN ('E11', 'E12', 'E41', 'E43', 'E44', 'E45', 'E46', 'E47', 'E48'))
                     || ' of ' || count(reason)
              FROM (SELECT e.clae_cla_episode_ceased_reason AS reason, max(e.clae_cla_episode_ceased_date)
                    FROM ssd_cla_episodes e
                    JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
                    WHERE e.clae_cla_episode_ceased_date BETWEEN '2019-01-01' AND '2019-03-31'
                      AND coalesce(e.clae_cla_episode_ceased_reason, '') <> 'X1'
                      AND l.lega_legal_status NOT IN ('V3', 'V4')
                    GROUP BY e.clae_person_id)",
    },
    // 12 months: Ada, Eli, Fay (from the very first day) and Kim; Hal came a day too late. Ada has had a check, Fay
    // has not, Eli's record does not say and Kim has none.
    Case {
        measure: "dental-check",
        by_hand: "1 of 4",
        sql: "SELECT (SELECT count(*) FROM twelve_months t JOIN ext_oc2_outcome o ON o.oc2_person_id = t.person
                      WHERE o.oc2_year_end = '2019-03-31' AND o.oc2_dental_check = 1)
                     || ' of ' || (SELECT count(*) FROM twelve_months)",
    },
    // Ada 12 and Eli 19. Fay's age is not known, Kim has no score, Hal has not been here for 12 months.
    Case {
        measure: "sdq-average-score",
        by_hand: "31 over 2",
        sql: "SELECT sum(o.oc2_sdq_score) || ' over ' || count(o.oc2_sdq_score)
              FROM twelve_months t JOIN ext_oc2_outcome o ON o.oc2_person_id = t.person
              WHERE o.oc2_year_end = '2019-03-31' AND t.born > '2002-03-31' AND t.born <= '2014-03-31'",
    },
    // One home: Ada, Fay, Hal, Kim (a holiday is no home, and she came back). Two: Eli, Ivy.
    Case {
        measure: "placements-to-date",
        by_hand: "4 2 0 0 0",
        sql: "SELECT sum(homes = 1) || ' ' || sum(homes = 2) || ' ' || sum(homes IN (3, 4)) || ' '
                     || sum(homes BETWEEN 5 AND 9) || ' ' || sum(homes > 9)
              FROM (SELECT (
                SELECT count(*) FROM stay s
                WHERE s.person = c.person AND s.reason IN ('S', 'P', 'B') AND s.kind NOT LIKE 'T_'
                  AND s.start >= (SELECT max(first.start) FROM stay first
                                  WHERE first.person = c.person AND first.reason = 'S' AND first.start <= '2019-03-31')
                  AND NOT EXISTS (SELECT 1 FROM stay away JOIN stay home ON home.ceased = away.start
                                  WHERE away.ceased = s.start AND away.kind LIKE 'T_'
                                    AND away.person = s.person AND home.person = s.person
                                    AND home.kind = s.kind AND home.place = s.place)) AS homes
                FROM looked_after c)",
    },
    // Hal on 5 January and on 31 March, Gus the day before he left. Looked after on 31 December: Ada, Ben, Cal, Eli,
    // Fay, Gus, Hal and Kim, 8; on 31 March 6; the average is 7.
    Case {
        measure: "missing-episodes",
        by_hand: "3 per 14 halves",
        sql: "SELECT (SELECT count(DISTINCT m.miss_table_id)
                      FROM ssd_missing m
                      JOIN ssd_person p ON p.pers_person_id = m.miss_person_id
                      JOIN ssd_cla_episodes e ON e.clae_person_id = m.miss_person_id
                      JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
                      WHERE m.miss_missing_episode_type = 'M'
                        AND m.miss_missing_episode_start_date BETWEEN '2019-01-01' AND '2019-03-31'
                        AND m.miss_missing_episode_start_date >= e.clae_cla_episode_start_date
                        AND m.miss_missing_episode_start_date < coalesce(e.clae_cla_episode_ceased_date, '9999')
                        AND l.lega_legal_status NOT IN ('V3', 'V4')
                        AND m.miss_missing_episode_start_date
                            < coalesce((substr(p.pers_dob, 1, 4) + 18) || substr(p.pers_dob, 5), '9999'))
                     || ' per ' || ((SELECT count(*) FROM looked_after)
                      + (SELECT count(DISTINCT e.clae_person_id)
                         FROM ssd_cla_episodes e
                         JOIN ssd_person p ON p.pers_person_id = e.clae_person_id
                         JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
                         WHERE e.clae_cla_episode_start_date <= '2018-12-31'
                           AND coalesce(e.clae_cla_episode_ceased_date, '9999') > '2018-12-31'
                           AND l.lega_legal_status NOT IN ('V3', 'V4')
                           AND coalesce(p.pers_dob, '9999') > '2000-12-31'))
                     || ' halves'",
    },
    // Ada (25 miles) and Kim (60). Eli's latest home is exactly 20 miles away. Of Hal the distance, of Ivy the side of
    // the boundary is not known: both stay in. Fay lives inside.
    Case {
        measure: "placed-over-20-miles",
        by_hand: "2 of 6",
        sql: "SELECT sum(g.plge_outside_borough = 1 AND p.clap_cla_placement_distance > 20) || ' of ' || count(*)
              FROM looked_after c
              JOIN ssd_cla_episodes e ON e.clae_person_id = c.person AND e.clae_cla_episode_start_date = c.latest
              JOIN ssd_cla_placement p ON p.clap_cla_placement_id = e.clae_cla_placement_id
              JOIN ext_placement_geo g ON g.plge_placement_id = p.clap_cla_placement_id",
    },
    // Hal. Cal has left; Kim's status is another one.
    Case {
        measure: "unaccompanied-asylum-seeking-children",
        by_hand: "1 of 6",
        sql: "SELECT (SELECT count(*) FROM looked_after c JOIN ssd_immigration_status i ON i.immi_person_id = c.person
                      WHERE i.immi_immigration_status = 'UASC') || ' of ' || (SELECT count(*) FROM looked_after)",
    },
    // Lou is at college; what Mia does is not known and what Oz does is not recorded, both stay in; Ned went home.
    Case {
        measure: "education-employment-training-19-21",
        by_hand: "1 of 3",
        sql: "SELECT sum(substr(coalesce(s.cles_activity, '0'), 1, 1) IN ('F', 'P')) || ' of ' || count(*)
              FROM ext_care_leaver_status s JOIN ssd_person p ON p.pers_person_id = s.cles_person_id
              WHERE s.cles_in_touch NOT IN ('DIED', 'RHOM')
                AND (p.pers_dob BETWEEN '1999-04-01' AND '2000-03-31'
                  OR p.pers_dob BETWEEN '1998-04-01' AND '1999-03-31'
                  OR p.pers_dob BETWEEN '1997-04-01' AND '1998-03-31')",
    },
];

fn by_plain_sql(file: &Path, sql: &str) -> String {
    let stay = "
      stay AS (
        SELECT e.clae_person_id AS person, e.clae_cla_episode_start_date AS start,
               e.clae_cla_episode_ceased_date AS ceased, e.clae_cla_episode_start_reason AS reason,
               p.clap_cla_placement_type AS kind, g.plge_place AS place
        FROM ssd_cla_episodes e
        JOIN ssd_cla_placement p ON p.clap_cla_placement_id = e.clae_cla_placement_id
        JOIN ext_placement_geo g ON g.plge_placement_id = p.clap_cla_placement_id)";
    let whole = format!("WITH {LOOKED_AFTER}, {TWELVE_MONTHS}, {stay}\n{sql}");
    let connection = Connection::open(file).expect("the snapshot");
    connection.query_row(&whole, [], |row| row.get(0)).expect("plain SQL")
}

#[test]
fn figures_are_those_counted_by_hand_and_by_plain_sql() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("stories.sqlite");
    let (tables, meta) = (stories(), meta("2016-04-01"));
    tables.write(&meta, &file).expect("a snapshot");
    let wanted: Vec<(&str, &str)> = CASES.iter().map(|case| (case.measure, "2018-19-Q4")).collect();
    let measured = measured(&tables, &meta, &wanted);
    for case in &CASES {
        let figure = measured
            .figure(case.measure, "2018-19-Q4".parse().expect("a period"))
            .and_then(|figure| figure.value.as_ref())
            .map(in_words);
        assert_eq!(figure.as_deref(), Some(case.by_hand), "{}: counted by hand", case.measure);
        assert_eq!(by_plain_sql(&file, case.sql), case.by_hand, "{}: by plain SQL", case.measure);
    }
}

#[test]
fn rows_that_are_not_in_a_figure_are_there_with_their_state() {
    let measured = measured(
        &stories(),
        &meta("2016-04-01"),
        &[
            ("left-care-to-permanent-home", "2018-19-Q4"),
            ("education-employment-training-19-21", "2018-19-Q4"),
        ],
    );
    let states = |measure: &str| -> Vec<(String, State)> {
        let rows = measured.outcomes(measure, "2018-19-Q4".parse().expect("a period"));
        rows.iter().map(|one| (one.person.clone().unwrap_or_default(), one.state)).collect()
    };
    let of = |person: &str, state| (person.to_owned(), state);
    assert_eq!(
        states("left-care-to-permanent-home"),
        [of("gus", State::Missing), of("jon", State::Met), of("cal", State::NotMet)]
    );
    assert_eq!(
        states("education-employment-training-19-21"),
        [
            of("oz", State::Missing),
            of("lou", State::Met),
            of("mia", State::NotKnown),
            of("ned", State::NotApplicable)
        ]
    );
}

#[test]
fn a_history_of_exactly_12_months_is_enough_for_those_looked_after_for_12_months() {
    let q4: Period = "2018-19-Q4".parse().expect("a period");
    for (history_from, expected) in [
        ("2018-04-01", Availability::Available),
        ("2018-04-02", Availability::HistoryStarts(day("2018-04-02"))),
    ] {
        let measured = measured(&stories(), &meta(history_from), &[("dental-check", "2018-19-Q4")]);
        let figure = measured.figure("dental-check", q4).expect("a figure or a reason");
        assert_eq!(figure.availability, expected, "history from {history_from}");
    }
}

#[test]
fn reviews_held_before_the_history_are_not_taken_for_reviews_never_held() {
    let mut tables = Tables::default();
    // In care since 2015, reviewed every six months; the data begin in April 2018.
    child(&mut tables, "kim", "2006-01-01", &["S 2015-01-05.. C2 U4@yew"]);
    review(&mut tables, "kim", "2018-06-10");
    review(&mut tables, "kim", "2018-12-05");
    let measured = measured(&tables, &meta("2018-04-01"), &[("reviews-on-time", "2018-19-Q3")]);
    // Due six months after 10 June, on 10 December, and held on the 5th. Taken for the first review ever, the one in
    // June would make the next due in September.
    let figure = measured.figure("reviews-on-time", "2018-19-Q3".parse().expect("a period"));
    let value = figure.and_then(|figure| figure.value.as_ref()).map(in_words);
    assert_eq!(value.as_deref(), Some("1 of 1"));
}

#[test]
fn a_review_is_due_20_working_days_after_coming_into_care() {
    let mut tables = stories();
    review(&mut tables, "ivy", "2019-01-30");
    review(&mut tables, "kim", "2018-08-10");
    review(&mut tables, "kim", "2019-02-11");
    let measured = measured(&tables, &meta("2016-04-01"), &[("reviews-on-time", "2018-19-Q4")]);
    let q4 = "2018-19-Q4".parse().expect("a period");
    let rows: Vec<(&str, State)> = measured
        .outcomes("reviews-on-time", q4)
        .iter()
        .map(|one| (one.person.as_deref().unwrap_or_default(), one.state))
        .collect();
    // Ivy: 2 January, 20 working days later is the 30th. Jon: 7 January gives 4 February, when he was at home; 18
    // February gives 18 March, two days before he left. Kim: 10 August gives 10 February, held a day late.
    assert_eq!(
        rows,
        [("ivy", State::Met), ("jon", State::NotApplicable), ("kim", State::NotMet), ("jon", State::NotMet)]
    );
}

#[test]
fn a_rate_is_left_out_where_an_evening_of_its_base_is_not_worked_out() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let bytes = stories().to_bytes(&meta("2016-04-01")).expect("rows that keep the contract");
    let snapshot = Snapshot::from_bytes(bytes, "stories").expect("a sound snapshot");
    let wanted = [("missing-episodes", vec!["2018-19-Q4".parse::<Period>().expect("a period")])];
    // The base is the average of 31 December and 31 March: one of the two alone would be another base.
    for (days, expected) in [
        (vec![day("2018-12-31"), day("2019-03-31")], "3 per 14 halves"),
        (vec![day("2019-03-31")], "3"),
        (vec![], "3"),
    ] {
        let image = Image::build(&snapshot, &days.into_iter().collect()).expect("an image");
        let measured = compute(&catalogue, &wanted, &image).expect("figures");
        let figure = measured.figures().next().expect("a figure");
        assert_eq!(in_words(figure.value.as_ref().expect("a value")), expected);
    }
}
