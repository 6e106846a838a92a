//! Surveys, participation and training worked out by hand, and by plain SQL on the snapshot's own tables.

use std::collections::BTreeSet;
use std::path::Path;

use boardpack::assess::assess;
use boardpack::calendar::{Date, Period, parse_iso};
use boardpack::compute::{Availability, Measured, Value, compute, days_needed};
use boardpack::kpi::Catalogue;
use boardpack::protect::protect;
use boardpack::snapshot::{
    Course, Image, Meta, Participation, ParticipationEvent, Person, Question, Snapshot, Staff, StaffTraining,
    SurveyResponse, SurveyWave, Tables,
};
use boardpack::template::Profile;
use rusqlite::Connection;

fn day(text: &str) -> Date {
    parse_iso(text).unwrap_or_else(|| panic!("{text} is no day"))
}

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

fn meta() -> Meta {
    Meta {
        as_at: day("2019-03-31"),
        full_history_from: day("2012-04-01"),
        whole_care_periods: true,
        council: "Example".to_owned(),
        la_code: None,
        ons_code: None,
        source: "made up by hand".to_owned(),
        extracted_at: None,
        synthetic: true,
    }
}

fn wave(tables: &mut Tables, id: &str, opened: &str, closed: Option<&str>, invited: i64) {
    tables.voice.survey_waves.push(SurveyWave {
        id: id.to_owned(),
        audience: "children-looked-after".to_owned(),
        opened: day(opened),
        closed: closed.map(day),
        invited,
    });
}

/// Answers to a question in a wave, one respondent after the other; a dash is a blank.
fn answers(tables: &mut Tables, wave: &str, question: &str, answers: &[&str]) {
    let id = format!("{question}-1");
    if tables.voice.questions.iter().all(|row| row.id != id) {
        tables.voice.questions.push(Question {
            id: id.clone(),
            question: question.to_owned(),
            wording_version: 1,
            wording: "As they read it".to_owned(),
            answers: "always,mostly,sometimes,never,prefer-not-to-say".to_owned(),
        });
    }
    for (number, answer) in answers.iter().enumerate() {
        tables.voice.survey_responses.push(SurveyResponse {
            id: format!("{wave}-{question}-{number:03}"),
            wave: wave.to_owned(),
            respondent: format!("r{number:03}"),
            question: id.clone(),
            answer: (*answer != "-").then(|| (*answer).to_owned()),
            age_band: None,
        });
    }
}

/// Two surveys that closed within a year, and one that is still open.
fn surveys() -> Tables {
    let mut tables = Tables::default();
    wave(&mut tables, "spring", "2018-03-05", Some("2018-04-20"), 60);
    wave(&mut tables, "autumn", "2018-10-01", Some("2018-11-16"), 60);
    wave(&mut tables, "late", "2019-03-04", None, 60);
    let safe = ["always", "mostly", "never"].repeat(10);
    answers(&mut tables, "spring", "safe-and-secure", &safe);
    // The autumn: 12 always, 18 most of the time, 6 sometimes, 1 would rather not say: 37 responded. 1 left it blank.
    let mut safe = [["always"; 6], ["mostly"; 6]].concat().repeat(2);
    safe.extend(["mostly"; 6]);
    safe.extend(["sometimes"; 6]);
    safe.extend(["prefer-not-to-say", "-"]);
    answers(&mut tables, "autumn", "safe-and-secure", &safe);
    answers(&mut tables, "late", "safe-and-secure", &["never"; 40]);
    // Only the spring asked whether school is fun, and few answered.
    answers(
        &mut tables,
        "spring",
        "enjoy-school",
        &["always", "never", "mostly", "sometimes", "mostly", "-"],
    );
    tables
}

fn measured(tables: &Tables, wanted: &[(&str, &[&str])]) -> Measured {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let bytes = tables.to_bytes(&meta()).expect("rows that keep the contract");
    let snapshot =
        Snapshot::from_bytes(bytes, "voices").unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    let wanted: Vec<(&str, Vec<Period>)> =
        wanted.iter().map(|(id, periods)| (*id, periods.iter().map(|p| period(p)).collect())).collect();
    let days = wanted.iter().flat_map(|(id, periods)| days_needed(catalogue.get(id), periods)).collect();
    let image = Image::build(&snapshot, &days).expect("an image");
    compute(&catalogue, &wanted, &image).expect("figures")
}

fn shown(measured: &Measured, measure: &str, quarter: &str) -> String {
    let figure = measured.figure(measure, period(quarter)).expect("a figure or a reason");
    match &figure.value {
        Some(Value::Share { met, of }) => format!("{met} of {of}"),
        Some(Value::Parts { parts, .. }) => {
            parts.iter().map(|part| part.count.to_string()).collect::<Vec<_>>().join(" ")
        }
        Some(other) => format!("{other:?}"),
        None => figure.availability.words(),
    }
}

fn plain_sql(file: &Path, sql: &str) -> String {
    let connection = Connection::open(file).expect("the snapshot");
    connection.query_row(sql, [], |row| row.get(0)).expect("plain SQL")
}

#[test]
fn a_survey_counts_from_its_close_until_the_next_one_for_12_months() {
    let quarters = ["2017-18-Q4", "2018-19-Q1", "2018-19-Q2", "2018-19-Q3", "2018-19-Q4"];
    let measured =
        measured(&surveys(), &[("feel-safe-and-secure", &quarters), ("survey-enjoy-school", &quarters)]);
    let all = |measure| quarters.map(|quarter| shown(&measured, measure, quarter));
    let none = "no survey in the last 12 months";
    // 20 of the 30 in spring; from autumn 30 of 36. The open one counts nowhere.
    assert_eq!(all("feel-safe-and-secure"), [none, "20 of 30", "20 of 30", "30 of 36", "30 of 36"]);
    // The autumn did not ask: the spring still counts, until 12 months are over.
    assert_eq!(all("survey-enjoy-school"), [none, "3 of 5", "3 of 5", "3 of 5", "3 of 5"]);
    let figure = measured.figure("feel-safe-and-secure", period("2017-18-Q4")).expect("a reason");
    assert_eq!((&figure.availability, figure.wave), (&Availability::NoSurvey, None));
}

#[test]
fn a_survey_is_counted_by_plain_sql_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("voices.sqlite");
    surveys().write(&meta(), &file).expect("a snapshot");
    let sql = "SELECT sum(sure_answer IN ('always', 'mostly')) || ' of ' || count(*) FROM ext_survey_response
               WHERE sure_question_id = 'safe-and-secure-1' AND sure_answer <> 'prefer-not-to-say'
                 AND sure_wave_id = (SELECT suwa_wave_id FROM ext_survey_wave WHERE suwa_closed_on <= '2019-03-31'
                                     ORDER BY suwa_closed_on DESC LIMIT 1)";
    assert_eq!(plain_sql(&file, sql), "30 of 36");
}

#[test]
fn a_survey_says_who_answered_and_gives_no_percentage_of_few() {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let measured = measured(
        &surveys(),
        &[("feel-safe-and-secure", &["2018-19-Q4"]), ("survey-enjoy-school", &["2018-19-Q4"])],
    );
    let figures =
        protect(&assess(&measured, &catalogue), &[], &catalogue, Profile::Internal).expect("released");
    let of = |measure| figures.figure(measure, period("2018-19-Q4")).expect("a figure");
    assert_eq!(of("feel-safe-and-secure").long, "30 of 36, 83%");
    assert_eq!(
        of("feel-safe-and-secure").who_answered.as_deref(),
        Some(
            "Of 60 invited to the survey that closed on 16 November 2018, 37 (62%) responded and 36 answered this question. If those who did not answer think alike, the share of all invited lies between 74% and 90% (95% interval)."
        )
    );
    // The same by the formula: 36 of 60 answered, 30 of them so.
    let (lower, upper) = of("feel-safe-and-secure").margin.expect("a margin");
    assert!((lower - 0.742_199_73).abs() < 1e-6 && (upper - 0.896_733_21).abs() < 1e-6, "{lower} {upper}");
    // In public the one who responded and left the question blank could be told from either.
    let public =
        protect(&assess(&measured, &catalogue), &[], &catalogue, Profile::Public).expect("safe figures");
    let shown = public.figure("feel-safe-and-secure", period("2018-19-Q4")).expect("a figure");
    let said = Some("At least half of those invited responded.");
    assert_eq!((shown.margin, shown.who_answered.as_deref()), (None, said), "{}", shown.long);
    // Too few for a percentage are too few for a margin, but never for the response rate.
    assert_eq!(
        of("survey-enjoy-school").who_answered.as_deref(),
        Some(
            "Of 60 invited to the survey that closed on 20 April 2018, 30 (50%) responded and 5 answered this question."
        )
    );
    let few = of("survey-enjoy-school");
    assert_eq!((few.long.as_str(), few.short.as_str()), ("3 of the 5 who answered", "3 of 5"));
    let measure = catalogue.get("survey-enjoy-school").expect("a measure");
    assert_eq!(few.height(measure.display), None, "few answers are no point beside others");
}

#[test]
fn a_survey_that_few_of_those_invited_answered_has_no_percentage() {
    let mut tables = Tables::default();
    wave(&mut tables, "autumn", "2018-10-01", Some("2018-11-16"), 134);
    answers(&mut tables, "autumn", "safe-and-secure", &["always"; 40]);
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let measured = measured(&tables, &[("feel-safe-and-secure", &["2018-19-Q4"])]);
    let figures =
        protect(&assess(&measured, &catalogue), &[], &catalogue, Profile::Internal).expect("released");
    let figure = figures.figure("feel-safe-and-secure", period("2018-19-Q4")).expect("a figure");
    // 40 of 134 is 29.9%.
    assert_eq!(figure.long, "40 of the 40 who answered");
}

#[test]
fn who_takes_part_is_counted_once_at_the_age_of_the_last_event() {
    let mut tables = Tables::default();
    // Ann turns 12 between the two events, Bo is 17, Cy 19 and Di has no date of birth; Ed came to another forum.
    let born =
        [("ann", "2007-01-20"), ("bo", "2001-06-01"), ("cy", "1999-05-05"), ("di", ""), ("ed", "2006-01-01")];
    for (id, born) in born {
        let born = (!born.is_empty()).then(|| day(born));
        tables.persons.push(Person { id: id.to_owned(), sex: None, ethnicity: None, born });
    }
    let mut event = |id: &str, held: &str, forum: &str, who: &[&str]| {
        tables.voice.participation_events.push(ParticipationEvent {
            id: id.to_owned(),
            held: day(held),
            forum: forum.to_owned(),
            consultation: false,
            met_officers: false,
            met_councillors: false,
            met_partners: false,
        });
        tables.voice.participations.extend(who.iter().map(|person| Participation {
            id: format!("{id}-{person}"),
            event: id.to_owned(),
            person: (*person).to_owned(),
        }));
    };
    event("one", "2018-11-06", "lincc", &["ann", "bo"]);
    event("two", "2019-02-05", "lincc", &["ann", "cy", "di"]);
    event("three", "2019-02-06", "other", &["ed"]);
    let found = measured(&tables, &[("lincc-members", &["2018-19-Q4"])]);
    assert_eq!(shown(&found, "lincc-members", "2018-19-Q4"), "0 1 1 1");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("voices.sqlite");
    tables.write(&meta(), &file).expect("a snapshot");
    let sql = "SELECT sum(days < 4383) || ' ' || sum(days BETWEEN 4383 AND 5843) || ' '
                      || sum(days BETWEEN 5844 AND 6573) || ' ' || sum(days > 6573)
               FROM (SELECT julianday(max(paev_held_on)) - julianday(pers_dob) AS days
                     FROM ext_participation JOIN ext_participation_event ON paev_event_id = part_event_id
                     JOIN ssd_person ON pers_person_id = part_person_id
                     WHERE paev_forum = 'lincc' AND paev_held_on BETWEEN '2018-04-01' AND '2019-03-31'
                       AND pers_dob IS NOT NULL
                     GROUP BY part_person_id)";
    assert_eq!(plain_sql(&file, sql), "0 1 1 1");
}

#[test]
fn training_counts_while_it_is_valid_and_the_person_is_in_post() {
    let mut tables = Tables::default();
    let course = |id: &str, exploitation, missing| Course {
        id: id.to_owned(),
        name: id.to_owned(),
        exploitation,
        missing,
        pathway_planning: false,
        money: false,
        identity: false,
    };
    tables.voice.courses = vec![course("both", true, true), course("one", true, false)];
    for (id, end) in
        [("a", None), ("b", None), ("c", None), ("d", Some("2019-03-31")), ("e", Some("2019-04-01"))]
    {
        tables.voice.staff.push(Staff {
            id: id.to_owned(),
            role: "social-worker".to_owned(),
            start: day("2015-01-05"),
            end: end.map(day),
            fte_hundredths: None,
        });
    }
    // a: the last valid day; b: a day too old; c: half of it; d has left; e leaves tomorrow.
    let done = [("a", "both", "2016-04-01"), ("b", "both", "2016-03-31"), ("c", "one", "2018-05-01")];
    for (staff, course, on) in
        done.into_iter().chain([("d", "both", "2018-05-01"), ("e", "both", "2018-05-01")])
    {
        tables.voice.staff_trainings.push(StaffTraining {
            id: format!("{staff}-1"),
            staff: staff.to_owned(),
            course: course.to_owned(),
            completed: Some(day(on)),
        });
    }
    let found = measured(&tables, &[("staff-trained-exploitation-missing", &["2018-19-Q4"])]);
    assert_eq!(shown(&found, "staff-trained-exploitation-missing", "2018-19-Q4"), "2 of 4");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("voices.sqlite");
    tables.write(&meta(), &file).expect("a snapshot");
    let sql = "SELECT (SELECT count(*) FROM ext_staff WHERE coalesce(staf_end, '9999') > '2019-03-31'
                         AND staf_staff_id IN (SELECT sttr_staff_id FROM ext_staff_training
                           WHERE sttr_course_id = 'both' AND sttr_completed_on BETWEEN '2016-04-01' AND '2019-03-31'))
                      || ' of ' || (SELECT count(*) FROM ext_staff WHERE coalesce(staf_end, '9999') > '2019-03-31')";
    assert_eq!(plain_sql(&file, sql), "2 of 4");
}

#[test]
fn respondents_of_the_example_are_no_persons_and_nothing_lies_after_its_day() {
    for as_at in ["2016-03-31", "2017-10-20", "2018-11-16", "2019-03-31"].map(day) {
        let (tables, meta) = super::sample::example(as_at);
        let persons: BTreeSet<&str> = tables.persons.iter().map(|row| row.id.as_str()).collect();
        let voice = &tables.voice;
        assert!(voice.survey_responses.iter().all(|row| !persons.contains(row.respondent.as_str())));
        let mut days: Vec<Option<Date>> = Vec::new();
        days.extend(voice.survey_waves.iter().flat_map(|row| [Some(row.opened), row.closed]));
        days.extend(voice.participation_events.iter().map(|row| Some(row.held)));
        let asked = |row: &boardpack::snapshot::ParticipationRequest| {
            [Some(row.made), row.agreed, row.done, row.told]
        };
        days.extend(voice.participation_requests.iter().flat_map(asked));
        days.extend(voice.staff.iter().flat_map(|row| [Some(row.start), row.end]));
        days.extend(voice.staff_trainings.iter().map(|row| row.completed));
        days.extend(voice.foster_carers.iter().flat_map(|row| [Some(row.approved_from), row.approved_to]));
        days.extend(voice.carer_trainings.iter().map(|row| row.attended));
        days.extend(voice.case_audits.iter().map(|row| Some(row.audited)));
        days.extend(voice.agency_signups.iter().flat_map(|row| [Some(row.asked), row.signed]));
        days.extend(voice.complaints.iter().flat_map(|row| [Some(row.received), row.answered]));
        assert!(days.into_iter().flatten().all(|day| day <= as_at), "{as_at}");
        let closed = voice.survey_waves.iter().filter(|row| row.closed.is_some()).count();
        let answered: BTreeSet<&str> = voice.survey_responses.iter().map(|row| row.wave.as_str()).collect();
        assert_eq!(answered.len(), closed, "{as_at}");
        tables.to_bytes(meta).expect("rows that keep the contract");
    }
}

#[test]
fn between_four_and_six_in_ten_answer_the_surveys_of_the_example() {
    let (tables, _) = super::sample::example(day("2019-03-31"));
    assert_eq!(tables.voice.survey_waves.len(), 4);
    for wave in &tables.voice.survey_waves {
        let who: BTreeSet<&str> = tables
            .voice
            .survey_responses
            .iter()
            .filter(|row| row.wave == wave.id)
            .map(|row| row.respondent.as_str())
            .collect();
        let share = 100 * i64::try_from(who.len()).expect("a small number") / wave.invited;
        assert!((40..=60).contains(&share), "{}: {share} in 100", wave.id);
    }
}
