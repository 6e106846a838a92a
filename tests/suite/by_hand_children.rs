//! Figures of workers, visits, life stories and school, worked out by hand: six children, and plain SQL on the
//! snapshot's own tables.

use std::path::Path;

use boardpack::calendar::{Date, Period, parse_iso};
use boardpack::compute::{Measured, Value, compute, days_needed};
use boardpack::kpi::Catalogue;
use boardpack::snapshot::{
    Attendance, Exclusion, Image, Involvement, LifeStory, Meta, Professional, SchoolEnrolment, Snapshot,
    Tables, Visit, YouthJustice,
};
use rusqlite::Connection;

use crate::by_hand::child;

fn day(text: &str) -> Date {
    parse_iso(text).unwrap_or_else(|| panic!("{text} is no day"))
}

fn meta() -> Meta {
    Meta {
        as_at: day("2019-03-31"),
        full_history_from: day("2016-04-01"),
        whole_care_periods: true,
        council: "Example".to_owned(),
        la_code: None,
        ons_code: None,
        source: "made up by hand".to_owned(),
        extracted_at: None,
        synthetic: true,
    }
}

fn worker(tables: &mut Tables, person: &str, who: Option<&str>, start: &str, end: Option<&str>) {
    tables.workers.involvements.push(Involvement {
        id: format!("{person}-{start}"),
        professional: who.map(str::to_owned),
        role: "SW".to_owned(),
        team: None,
        start: day(start),
        end: end.map(day),
        change_reason: None,
        person: person.to_owned(),
    });
}

fn visit(tables: &mut Tables, person: &str, made: &str) {
    tables.workers.visits.push(Visit {
        id: format!("{person}-{made}"),
        person: person.to_owned(),
        made: day(made),
        seen: Some("Y".to_owned()),
        alone: None,
    });
}

fn suspended(tables: &mut Tables, person: &str, start: &str) {
    tables.school.exclusions.push(Exclusion {
        id: format!("{person}-{start}"),
        person: person.to_owned(),
        kind: "SUSPENSION".to_owned(),
        start: day(start),
        sessions: Some(2),
    });
}

fn month(tables: &mut Tables, person: &str, from: &str, to: &str, possible: i64, attended: i64) {
    tables.school.attendances.push(Attendance {
        id: format!("{person}-{from}"),
        person: person.to_owned(),
        from: day(from),
        to: day(to),
        possible,
        attended,
    });
}

/// The stories. The period is January to March 2019.
fn stories() -> Tables {
    let mut all = Tables::default();
    let t = &mut all;
    child(t, "ada", "2008-05-01", &["S 2018-02-01.. C2 U6@oak"]);
    // Ben moved on 20 March.
    child(t, "ben", "2010-01-15", &["S 2018-02-01..2019-03-20 V2 U6@elm", "P 2019-03-20.. V2 U6@fir"]);
    child(t, "cal", "2002-06-18", &["S 2018-02-01.. C2 H5@yew"]);
    // Dee comes for short breaks. Eli went home on the last day. Fay came four days before it.
    child(t, "dee", "2012-12-12", &["S 2018-05-01.. V4 U6@damson"]);
    child(t, "eli", "2007-07-07", &["S 2018-02-01..2019-03-31:E4A V2 U6@ash"]);
    child(t, "fay", "2003-01-01", &["S 2019-03-27.. V2 U6@bay"]);

    t.workers.professionals.push(Professional {
        id: "will".to_owned(),
        role: Some("SW".to_owned()),
        team: None,
        fte_hundredths: Some(100),
    });
    worker(t, "ada", Some("will"), "2018-02-01", None);
    worker(t, "ben", Some("will"), "2018-02-01", Some("2019-03-31"));
    worker(t, "cal", None, "2018-02-01", None);
    worker(t, "dee", Some("will"), "2018-05-01", None);
    worker(t, "fay", Some("will"), "2019-03-31", None);

    visit(t, "ada", "2019-02-18");
    visit(t, "ben", "2019-03-10");
    visit(t, "cal", "2019-02-10");

    for (person, begun) in [("ada", "2018-06-01"), ("cal", "2019-03-31"), ("dee", "2018-06-01")] {
        t.wellbeing.life_stories.push(LifeStory {
            id: person.to_owned(),
            person: person.to_owned(),
            begun: day(begun),
            updated: None,
        });
    }
    t.workers.youth_justice.push(YouthJustice {
        id: "cal-1".to_owned(),
        person: "cal".to_owned(),
        kind: None,
        start: day("2019-01-10"),
        end: None,
    });

    suspended(t, "ada", "2018-08-31");
    suspended(t, "ada", "2018-09-20");
    suspended(t, "dee", "2018-10-01");
    suspended(t, "eli", "2018-10-01");

    for person in ["ada", "ben", "fay"] {
        t.school.school_enrolments.push(SchoolEnrolment {
            id: person.to_owned(),
            person: person.to_owned(),
            setting: "SCHOOL".to_owned(),
            start: day("2016-09-05"),
            end: None,
        });
    }
    month(t, "ada", "2018-07-01", "2018-07-20", 30, 0);
    month(t, "ada", "2018-09-04", "2018-09-30", 38, 36);
    month(t, "ben", "2018-09-04", "2018-09-30", 38, 19);
    month(t, "eli", "2018-09-04", "2018-09-30", 38, 1);
    all
}

fn measured(tables: &Tables, wanted: &[&str]) -> Measured {
    let snapshot =
        Snapshot::from_bytes(tables.to_bytes(&meta()).expect("rows that keep the contract"), "test")
            .unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let catalogue = Catalogue::built_in().unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let period: Period = "2018-19-Q4".parse().expect("a period");
    let measures = wanted.iter().filter_map(|id| catalogue.get(id));
    let image = Image::build(&snapshot, &days_needed(measures, &[period])).expect("an image");
    let wanted: Vec<(&str, Vec<Period>)> = wanted.iter().map(|id| (*id, vec![period])).collect();
    compute(&catalogue, &wanted, &image).expect("figures")
}

fn in_words(measured: &Measured, measure: &str) -> String {
    let period: Period = "2018-19-Q4".parse().expect("a period");
    match measured.figure(measure, period).and_then(|figure| figure.value.as_ref()) {
        Some(Value::Share { met, of }) => format!("{met} of {of}"),
        Some(Value::Count { count, rate: Some(rate) }) => {
            format!("{count} per {} halves", rate.base_halves)
        }
        other => format!("{other:?}"),
    }
}

/// Children looked after at the end of 31 March 2019: Ada, Ben, Cal and Fay.
const LOOKED_AFTER: &str = "
  WITH looked_after AS (
    SELECT e.clae_person_id AS person, p.pers_dob AS born
    FROM ssd_cla_episodes e
    JOIN ssd_person p ON p.pers_person_id = e.clae_person_id
    JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
    WHERE e.clae_cla_episode_start_date <= '2019-03-31'
      AND coalesce(e.clae_cla_episode_ceased_date, '9999') > '2019-03-31'
      AND l.lega_legal_status NOT IN ('V3', 'V4') AND p.pers_dob > '2001-03-31')";

/// A measure, its figure counted on paper, and plain SQL for it.
const CASES: [(&str, &str, &str); 6] = [
    // Ada and Fay. Ben's worker left on the last day; Cal has a team and nobody by name.
    (
        "allocated-social-worker",
        "2 of 4",
        "SELECT count(DISTINCT i.invo_person_id) || ' of ' || (SELECT count(*) FROM looked_after)
         FROM looked_after c JOIN ssd_involvements i ON i.invo_person_id = c.person
         WHERE i.invo_professional_id IS NOT NULL AND i.invo_involvement_start_date <= '2019-03-31'
           AND coalesce(i.invo_involvement_end_date, '9999') > '2019-03-31'",
    ),
    // Ada, 41 days ago. Not Ben, who has moved since, nor Cal, 49 days ago. Fay has been here for four days.
    (
        "seen-on-time",
        "2 of 4",
        "SELECT sum(
           EXISTS (SELECT 1 FROM ssd_cla_episodes s WHERE s.clae_person_id = c.person
             AND s.clae_cla_episode_start_reason = 'S' AND s.clae_cla_episode_start_date >= '2019-03-25')
           OR EXISTS (SELECT 1 FROM ssd_cla_visits v WHERE v.clav_person_id = c.person
             AND v.clav_cla_visit_date BETWEEN '2019-02-18' AND '2019-03-31'
             AND v.clav_cla_visit_date >= (SELECT max(e.clae_cla_episode_start_date) FROM ssd_cla_episodes e
                                           WHERE e.clae_person_id = c.person)))
           || ' of ' || count(*) FROM looked_after c",
    ),
    // Ada, and Cal, whose record was begun on the last day.
    (
        "life-story-record",
        "2 of 4",
        "SELECT (SELECT count(*) FROM ext_life_story JOIN looked_after ON person = list_person_id) || ' of ' || count(*)
         FROM looked_after",
    ),
    // Cal, of Ada (10), Cal (16) and Fay (16); Ben is 9.
    (
        "known-to-youth-offending-service",
        "1 of 3",
        "SELECT sum(person IN (SELECT yoju_person_id FROM ext_youth_justice WHERE yoju_end IS NULL)) || ' of ' || count(*)
         FROM looked_after WHERE born <= '2009-03-31'",
    ),
    // Ada's of September and Eli's. For every 100 of Ada, Ben and Fay: Cal is in Year 12.
    (
        "suspensions",
        "2 per 6 halves",
        "SELECT (SELECT count(*) FROM ext_exclusion x
                 JOIN ssd_cla_episodes e ON e.clae_person_id = x.excl_person_id
                 JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
                 WHERE x.excl_start BETWEEN '2018-09-01' AND '2019-03-31' AND l.lega_legal_status <> 'V4'
                   AND x.excl_start >= e.clae_cla_episode_start_date
                   AND x.excl_start < coalesce(e.clae_cla_episode_ceased_date, '9999'))
                || ' per ' || (2 * count(*)) || ' halves'
         FROM looked_after WHERE born BETWEEN '2002-09-01' AND '2013-08-31'",
    ),
    // 36 and 19 of 38 and 38. July was last school year, Eli has left, and of Fay nothing is recorded.
    (
        "school-attendance",
        "55 of 76",
        "SELECT sum(atte_attended) || ' of ' || sum(atte_possible)
         FROM ext_attendance JOIN looked_after ON person = atte_person_id WHERE atte_from >= '2018-09-01'",
    ),
];

fn by_plain_sql(file: &Path, sql: &str) -> String {
    let connection = Connection::open(file).expect("the snapshot");
    connection.query_row(&format!("{LOOKED_AFTER}\n{sql}"), [], |row| row.get(0)).expect("plain SQL")
}

#[test]
fn figures_of_workers_and_school_are_those_counted_by_hand_and_by_plain_sql() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("stories.sqlite");
    let tables = stories();
    tables.write(&meta(), &file).expect("a snapshot");
    let wanted: Vec<&str> = CASES.iter().map(|(measure, ..)| *measure).collect();
    let measured = measured(&tables, &wanted);
    for (measure, by_hand, sql) in CASES {
        assert_eq!(in_words(&measured, measure), by_hand, "{measure}: counted by hand");
        assert_eq!(by_plain_sql(&file, sql), by_hand, "{measure}: by plain SQL");
    }
}

#[test]
fn a_visit_is_due_a_week_after_a_move_and_six_weeks_after_the_last() {
    // Ben's, a week after 20 March, and Cal's, six weeks after 10 February: neither was made. Ada's next is due on
    // 1 April, Fay's first on 3 April.
    assert_eq!(in_words(&measured(&stories(), &["visits-on-time"]), "visits-on-time"), "0 of 2");
}

#[test]
fn attendance_counts_children_when_it_comes_to_what_is_too_few() {
    let measured = measured(&stories(), &["school-attendance"]);
    let period: Period = "2018-19-Q4".parse().expect("a period");
    let tally = measured.figure("school-attendance", period).expect("a figure").tally;
    assert_eq!((tally.met, tally.missing, tally.not_applicable), (2, 1, 0));
    let catalogue = Catalogue::built_in().unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let assessed = boardpack::assess::assess(&measured, &catalogue);
    let caution = assessed.figure("school-attendance", period).expect("a figure").caution;
    assert_eq!(caution, boardpack::quantity::Caution::NoPercentage);
}
