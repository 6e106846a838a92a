//! Who is behind a figure, what falls due, and the council's own numbers: for its own managers alone.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::calendar::{Date, LeapBirthday, Period, add_months, add_working_days, age, parse_iso};
use boardpack::compute::State;
use boardpack::diagnostic::Source;
use boardpack::due::{Due, DueKind};
use boardpack::key::Key;
use boardpack::pack::{Block, Inputs, Pack, Provenance, SheetBody, assemble};
use boardpack::plan::Plan;
use boardpack::protect::{Refused, cases, protect};
use boardpack::snapshot::Tables;
use boardpack::template::Profile;
use pretty_assertions::assert_eq;

use super::pack::made;

fn quarter() -> Period {
    "2018-19-Q4".parse().expect("a period")
}

fn day(text: &str) -> Date {
    parse_iso(text).expect("a day")
}

/// Opens the days of a kind, by person.
fn due(kind: DueKind) -> BTreeMap<String, Vec<Date>> {
    let mut all: BTreeMap<String, Vec<Date>> = BTreeMap::new();
    for one in made().due.list.iter().filter(|one| one.kind == kind) {
        all.entry(one.person.clone()).or_default().push(one.on);
    }
    all
}

/// The people of a measure's figure in a state.
fn people(measure: &str, state: State) -> BTreeSet<String> {
    let outcomes = made().measured.outcomes(measure, quarter());
    outcomes.iter().filter(|one| one.state == state).filter_map(|one| one.person.clone()).collect()
}

/// Children looked after on the evening of 31 March 2019, with the first day of their care and their date of birth.
fn looked_after() -> Vec<(String, Date, Date)> {
    let tables = &made().tables;
    people("children-looked-after-number", State::Met)
        .into_iter()
        .map(|person| {
            let born = tables.persons.iter().find(|one| one.id == person).expect("known").born.expect("born");
            let starts = tables.episodes.iter().filter(|one| one.person == person && one.start_reason == "S");
            (person.clone(), starts.map(|one| one.start).max().expect("a first day"), born)
        })
        .collect()
}

const AS_AT: &str = "2019-03-31";

/// Days up to the last that is told.
fn is_told(on: Date) -> bool {
    on <= day("2019-04-30")
}

fn is_adult(born: Date, on: Date) -> bool {
    age(born, on, LeapBirthday::default()).is_some_and(|age| age >= 18)
}

#[test]
fn health_assessments_fall_due_on_the_first_evening_that_the_measure_would_count() {
    let tables: &Tables = made().tables;
    let mut expected: BTreeMap<String, Vec<Date>> = BTreeMap::new();
    for (person, _, born) in looked_after() {
        let done = |kinds: &[&str]| {
            let own = tables.wellbeing.health_checks.iter().filter(|one| one.person == person);
            own.filter(|one| {
                kinds.contains(&one.kind.as_str()) && one.status == "COMPLETED" && one.on <= day(AS_AT)
            })
            .map(|one| one.on)
            .max()
        };
        let Some(last) = done(&["INITIAL", "REVIEW"]) else { continue };
        // Evening by evening: within six months under 5, within twelve from 5.
        let counts = |on: Date| {
            let months =
                if age(born, on, LeapBirthday::default()).is_some_and(|age| age < 5) { 6 } else { 12 };
            last <= add_months(on, -months).expect("a day")
        };
        let first = if counts(day(AS_AT)) {
            // Overdue: since the first of the evenings without a break.
            let mut on = day(AS_AT);
            while counts(on.pred_opt().expect("a day")) {
                on = on.pred_opt().expect("a day");
            }
            Some(on)
        } else {
            day(AS_AT).iter_days().skip(1).take(30).find(|on| counts(*on))
        };
        if let Some(on) = first.filter(|on| !is_adult(born, *on)) {
            expected.insert(person, vec![on]);
        }
    }
    assert!(expected.len() > 20, "{}", expected.len());
    assert_eq!(due(DueKind::ReviewHealth), expected);
}

#[test]
fn visits_fall_due_six_weeks_after_the_last_and_a_week_after_a_move() {
    let tables = &made().tables;
    let after = |on: Date, days: i64| on + chrono::TimeDelta::days(days);
    let mut expected: BTreeMap<String, Vec<Date>> = BTreeMap::new();
    for (person, started, born) in looked_after() {
        let visits = tables.workers.visits.iter().filter(|one| one.person == person && one.made >= started);
        let last = visits.filter(|one| one.seen.as_deref() == Some("Y")).map(|one| one.made).max();
        let mut on = last.map_or_else(|| after(started, 7), |last| after(last, 42));
        let from = last.unwrap_or(started);
        for home in homes(tables, &person) {
            if home > from && home <= on {
                on = after(home, 7);
            }
        }
        if is_told(on) && !is_adult(born, on) {
            expected.insert(person, vec![on]);
        }
    }
    assert!(expected.len() > 100, "{}", expected.len());
    assert_eq!(due(DueKind::Visit), expected);
}

/// First days of a child's placements, temporary ones and returns from them left out.
fn homes(tables: &Tables, person: &str) -> BTreeSet<Date> {
    let kind = |placement: &Option<String>| {
        tables.placements.iter().find(|one| Some(&one.id) == placement.as_ref()).map(|one| one.kind.as_str())
    };
    let place = |placement: &Option<String>| {
        let geo = tables.placement_places.iter().find(|one| Some(&one.placement) == placement.as_ref());
        let home = tables.placements.iter().find(|one| Some(&one.id) == placement.as_ref());
        (kind(placement), geo.and_then(|one| one.place.clone()), home.and_then(|one| one.urn.clone()))
    };
    let mut own: Vec<_> = tables.episodes.iter().filter(|one| one.person == person).collect();
    own.sort_by_key(|one| one.start);
    let is_temporary =
        |one: &boardpack::snapshot::Episode| kind(&one.placement).is_some_and(|kind| kind.starts_with('T'));
    let mut days = BTreeSet::new();
    let mut left: Option<&boardpack::snapshot::Episode> = None;
    let mut away = false;
    for one in own {
        if is_temporary(one) {
            away = true;
            continue;
        }
        let back = away
            && one.start_reason != "S"
            && left.is_some_and(|left| place(&left.placement) == place(&one.placement));
        if (matches!(one.start_reason.as_str(), "S" | "P" | "B") || away) && !back {
            days.insert(one.start);
        }
        (left, away) = (Some(one), false);
    }
    days
}

#[test]
fn reviews_fall_due_three_months_after_the_first_and_six_after_each_later_one() {
    let tables = &made().tables;
    let mut expected: BTreeMap<String, Vec<Date>> = BTreeMap::new();
    for (person, started, born) in looked_after() {
        let held: BTreeSet<Date> = tables
            .reviews
            .iter()
            .filter(|one| {
                one.person == person && one.cancelled.as_deref() != Some("Y") && one.held >= started
            })
            .map(|one| one.held)
            .collect();
        let in_history = started >= day("2012-04-01");
        let on = match (held.len(), in_history) {
            (0, true) => add_working_days(started, 20).expect("in the list"),
            (0, false) => continue,
            (1, true) => add_months(*held.last().expect("one"), 3).expect("a day"),
            _ => add_months(*held.last().expect("one"), 6).expect("a day"),
        };
        if is_told(on) && !is_adult(born, on) {
            expected.insert(person, vec![on]);
        }
    }
    assert!(expected.len() > 40, "{}", expected.len());
    assert_eq!(due(DueKind::Review), expected);
}

#[test]
fn first_duties_after_coming_into_care_fall_due_on_the_twentieth_working_day() {
    let tables = &made().tables;
    for (kind, youngest) in [(DueKind::InitialHealth, 0), (DueKind::FirstPep, 3)] {
        let mut expected: BTreeMap<String, Vec<Date>> = BTreeMap::new();
        for (person, started, born) in looked_after() {
            let health = tables.wellbeing.health_checks.iter().filter(|one| {
                one.person == person
                    && matches!(one.kind.as_str(), "INITIAL" | "REVIEW")
                    && one.status == "COMPLETED"
            });
            let done: Vec<Date> = if kind == DueKind::InitialHealth {
                health.map(|one| one.on).collect()
            } else {
                tables.school.peps.iter().filter(|one| one.person == person).map(|one| one.held).collect()
            };
            if started < day("2012-04-01") || done.iter().any(|on| *on >= started && *on <= day(AS_AT)) {
                continue;
            }
            let on = add_working_days(started, 20).expect("in the list");
            let old_enough = age(born, on, LeapBirthday::default()).is_some_and(|age| age >= youngest);
            if is_told(on) && old_enough && !is_adult(born, on) {
                expected.insert(person, vec![on]);
            }
        }
        assert!(!expected.is_empty());
        assert_eq!(due(kind), expected, "{kind:?}");
    }
}

#[test]
fn plans_fall_due_with_their_measures() {
    // On the snapshot's day who is overdue is who the measure counts as not met.
    let overdue: BTreeSet<String> = due(DueKind::PathwayPlan)
        .into_iter()
        .filter(|(_, days)| days.iter().all(|on| *on <= day(AS_AT)))
        .map(|(person, _)| person)
        .collect();
    assert_eq!(overdue, people("pathway-plan-reviewed-on-time", State::NotMet));
    // The spring term of 2019 runs to 5 April.
    let reviews = due(DueKind::PepReview);
    assert!(reviews.values().all(|days| *days == [day("2019-04-05")]), "{reviews:?}");
    let not_yet = people("pep-reviewed-this-term", State::NotMet);
    assert!(reviews.keys().all(|person| not_yet.contains(person)));
    assert!(reviews.len() + 5 > not_yet.len(), "but for those who turn 18 first");
}

#[test]
fn days_of_the_example_are_of_the_thirty_days_or_earlier_and_in_order() {
    let made = made();
    assert_eq!(made.due.as_at, day(AS_AT));
    assert!(made.due.not_collected.is_empty());
    assert!(made.due.list.iter().all(|one| is_told(one.on)));
    assert!(made.due.list.is_sorted());
    let has = |one: &Due| people("children-looked-after-number", State::Met).contains(&one.person);
    assert!(made.due.list.iter().filter(|one| one.kind == DueKind::Visit).take(20).all(has));
}

/// A pack with a key, and its lists.
fn pack_with_key() -> Pack {
    let made = made();
    let plan = Plan::new(&made.workspace.templates, &made.workspace.catalogue, quarter());
    let smt = plan.packs.iter().find(|pack| pack.template.id == "smt").expect("the SMT pack");
    let mut text = "person_id,own_number\n".to_owned();
    for person in &made.tables.persons {
        text += &format!("{},OWN{}\n", person.id, person.id.trim_start_matches("EX-"));
    }
    let (key, faults) = Key::read(&Source::new("key.csv", text));
    assert!(faults.is_empty());
    let wanted: Vec<(String, Period)> = smt.exceptions.iter().map(|id| (id.clone(), quarter())).collect();
    let lists =
        cases(&made.figures, &made.measured, &wanted, &made.due, Some(&key), &made.workspace.catalogue)
            .expect("internal");
    let provenance = Provenance {
        council: "Example".to_owned(),
        as_at: made.due.as_at,
        source: "made up".to_owned(),
        synthetic: true,
    };
    assemble(&Inputs {
        plan: smt,
        catalogue: &made.workspace.catalogue,
        figures: &made.figures,
        provenance: &provenance,
        words: boardpack::pack::Words::default(),
        meeting: None,
        cases: Some(&lists),
    })
}

#[test]
fn the_councils_own_numbers_stand_beside_the_ids_in_the_lists_and_nowhere_else() {
    let pack = pack_with_key();
    for sheet in &pack.book.sheets {
        let SheetBody::Table { table, .. } = &sheet.body else { continue };
        let own = table.columns.iter().position(|column| column.header == "Own number");
        let listed = matches!(sheet.name.as_str(), "Exceptions" | "Falling due");
        assert_eq!(own.is_some(), listed, "{}", sheet.name);
        let id = table.columns.iter().position(|column| column.header == "Id");
        assert!(!listed || table.rows.len() > 100, "{}", sheet.name);
        for row in &table.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                assert_eq!(cell.text.starts_with("OWN"), Some(at) == own, "{}: {}", sheet.name, cell.text);
            }
            if let (Some(own), Some(id)) = (own, id) {
                assert_eq!(row.cells[own].text, row.cells[id].text.replace("EX-", "OWN"));
            }
        }
    }
}

/// The page's row of a measure.
fn page_row(pack: &Pack, measure: &str) -> Vec<String> {
    let tables = pack.document.iter().filter_map(|block| match block {
        Block::Table(table) if table.caption.starts_with("Who is behind") => Some(table),
        _ => None,
    });
    let rows: Vec<_> =
        tables.flat_map(|table| &table.rows).filter(|row| row.cells[0].text == measure).collect();
    assert_eq!(rows.len(), 1, "one row a measure: {measure}");
    rows[0].cells.iter().map(|cell| cell.text.clone()).collect()
}

#[test]
fn the_page_shows_the_first_of_each_measure_and_how_many_more_there_are() {
    let (_, pack) = super::pack::example();
    let seen = page_row(pack, "Seen by their social worker on time");
    let not_met = people("seen-on-time", State::NotMet).len();
    assert_eq!(seen[1], not_met.to_string());
    assert_eq!(seen[2], "Not met, or no record");
    let shown: Vec<&str> = seen[3].split("; ").collect();
    assert_eq!(shown.len(), 7);
    assert_eq!(shown[6], format!("and {} more", not_met - 6));
    let days: Vec<i64> = shown[..6]
        .iter()
        .map(|one| one.split(' ').nth(1).and_then(|days| days.parse().ok()).expect("days"))
        .collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "the longest first: {days:?}");
    let sheet = pack.book.sheets.iter().find(|sheet| sheet.name == "Exceptions").expect("a sheet");
    let SheetBody::Table { table, .. } = &sheet.body else { panic!("a table") };
    let title = "Children seen by their social worker on time (at least every six weeks)";
    assert_eq!(table.rows.iter().filter(|row| row.cells[0].text == title).count(), not_met);
}

#[test]
fn the_page_says_of_how_many_each_thing_is_missing_where_it_is_not_the_same_for_all() {
    let (_, pack) = super::pack::example();
    let dental = page_row(pack, "Dental check in the last year");
    let parts: Vec<(&str, usize)> = dental[2]
        .split("; ")
        .map(|part| part.split_once(": ").expect("words and a number"))
        .map(|(words, people)| (words, people.parse().expect("a number")))
        .collect();
    assert_eq!(
        parts,
        [
            ("Not met", people("dental-check", State::NotMet).len()),
            ("No record", people("dental-check", State::Missing).len()),
        ]
    );
    assert_eq!(dental[1], parts.iter().map(|(_, people)| people).sum::<usize>().to_string());
}

#[test]
fn the_councils_own_number_stands_in_brackets_after_the_id_on_the_page() {
    let seen = page_row(&pack_with_key(), "Seen by their social worker on time");
    for one in seen[3].split("; ").take(6) {
        let id = &one[3..8];
        assert!(one.starts_with(&format!("EX-{id} (OWN{id}), ")), "{one}");
    }
}

#[test]
fn no_other_profile_gets_a_list() {
    let made = made();
    let nothing = boardpack::assess::Assessed::default();
    for profile in [Profile::Partners, Profile::Public] {
        let figures = protect(&nothing, &[], &made.workspace.catalogue, profile).expect("nothing");
        let lists = cases(&figures, &made.measured, &[], &made.due, None, &made.workspace.catalogue);
        assert_eq!(lists.expect_err("another profile"), Refused::Behind(profile));
    }
}

#[test]
fn faults_of_a_key_are_told_with_line_and_column_all_at_once() {
    let text = "person,number\nA1,7\nA2\n,9\nA3,\n\"A1\",8\nA4,\"1,2\"\n";
    let (key, faults) = Key::read(&Source::new("key.csv", text));
    assert_eq!(
        faults.render(false),
        "error[key::header]: the first line is not the names of the columns
 --> key.csv:1:1
  |
1 | person,number
  | ^^^^^^
  |
  = help: write person_id,own_number

error[key::fields]: a line does not have two fields
 --> key.csv:3:1
  |
3 | A2
  | ^^
  |
  = help: the opaque id, a comma, the council's own number

error[key::empty]: `person_id` is empty
 --> key.csv:4:1
  |
4 | ,9
  | ^
  |
  = help: leave the line out where there is no number

error[key::empty]: `own_number` is empty
 --> key.csv:5:4
  |
5 | A3,
  |    ^
  |
  = help: leave the line out where there is no number

error[key::twice]: the same person has two lines
 --> key.csv:6:1
  |
6 | \"A1\",8
  | ^^^^
  |
  = help: the other is line 2: leave one of them out

"
    );
    assert_eq!((key.own("A1"), key.own("A4"), key.own("A2")), (Some("7"), Some("1,2"), None));
    assert_eq!(format!("{key:?}"), "Key { people: 2 }");
}
