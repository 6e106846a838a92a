//! Building the derived tables: what measures read.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::care::{self, CareEpisode, PlacementRun};
use super::care_period::{CarePeriod, care_periods};
use super::contract;
use super::steps::Step;
use crate::calendar::{Date, add_months, add_working_days, bank_holiday_range, parse_iso};
use crate::rule::{Rule, Rules};

/// The day that stands for "open" in the derived tables.
const OPEN: &str = "9999-12-31";

const TABLES: &str = "
CREATE TABLE as_at_day (day TEXT NOT NULL PRIMARY KEY, year_since TEXT NOT NULL) STRICT;
CREATE TABLE rule (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE episode (
  episode_id TEXT NOT NULL PRIMARY KEY, person_id TEXT NOT NULL, start TEXT NOT NULL, \"end\" TEXT NOT NULL,
  start_reason TEXT NOT NULL, end_reason TEXT, ends_care INTEGER NOT NULL, legal_status TEXT,
  short_break INTEGER NOT NULL,
  placement_id TEXT, placement_type TEXT, provider TEXT, urn TEXT, place TEXT, outside_borough INTEGER,
  distance REAL, change_reason TEXT, placement_run_id INTEGER NOT NULL) STRICT;
CREATE TABLE placement (
  placement_run_id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, start TEXT NOT NULL, \"end\" TEXT NOT NULL,
  placement_type TEXT NOT NULL, provider TEXT) STRICT;
CREATE TABLE care_period (
  care_period_id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, start TEXT NOT NULL, \"end\" TEXT NOT NULL,
  start_seen INTEGER NOT NULL, end_reason TEXT) STRICT;
CREATE TABLE move (
  move_id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, moved_on TEXT NOT NULL, change_reason TEXT,
  from_type TEXT, to_type TEXT NOT NULL) STRICT;
CREATE TABLE review_due (
  review_due_id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, due_on TEXT NOT NULL, which TEXT NOT NULL,
  held_on TEXT, left_on TEXT NOT NULL) STRICT;
";

/// What only the derived tables need of an episode.
struct Row {
    placement_id: Option<String>,
    outside_borough: Option<i64>,
    distance: Option<f64>,
    cut: bool,
}

/// Adds the derived tables and populations to a database that keeps the contract: those made in Rust, and those of
/// `steps`.
pub(super) fn build(
    connection: &Connection,
    history_from: Date,
    days: &BTreeSet<Date>,
    rules: &Rules,
    steps: &[&Step],
) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN")?;
    add_absent_tables(connection)?;
    drop_indexes(connection)?;
    run(connection, steps, true)?;
    connection.execute_batch(TABLES)?;
    {
        let mut insert =
            connection.prepare("INSERT INTO as_at_day VALUES (?1, add_months(add_days(?1, 1), -12))")?;
        for day in days {
            insert.execute([day.to_string()])?;
        }
        let mut insert = connection.prepare("INSERT INTO rule VALUES (?, ?)")?;
        for rule in Rule::ALL {
            insert.execute(params![rule.name(), rules.value(rule)])?;
        }
    }
    let (episodes, rows) = read_episodes(connection)?;
    let runs = care::placement_runs(&episodes);
    insert_episodes(connection, &episodes, &rows, &runs)?;
    insert_placements(connection, &runs)?;
    insert_moves(connection, &runs, &episodes)?;
    let periods = care_periods(&episodes);
    insert_care_periods(connection, &periods)?;
    insert_reviews_due(connection, history_from, &periods)?;
    super::visits::build(connection, history_from, rules)?;
    connection.execute_batch(
        "CREATE INDEX episode_person ON episode (person_id, start);
         CREATE INDEX episode_days ON episode (start, \"end\", short_break, person_id);
         CREATE INDEX placement_person ON placement (person_id, start);
         CREATE INDEX care_period_person ON care_period (person_id, start);",
    )?;
    run(connection, steps, false)?;
    connection.execute_batch("COMMIT")
}

/// Runs the steps that come before everything else, or the others.
fn run(connection: &Connection, steps: &[&Step], first: bool) -> rusqlite::Result<()> {
    steps.iter().filter(|step| step.first == first).try_for_each(|step| connection.execute_batch(step.sql))
}

/// Adds the tables that the snapshot leaves out: they are "not collected", and empty, so that the SQL that names them
/// still reads.
fn add_absent_tables(connection: &Connection) -> rusqlite::Result<()> {
    let present: i64 = connection.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
        [],
        |row| row.get(0),
    )?;
    if usize::try_from(present).is_ok_and(|present| present == contract::tables().len()) {
        return Ok(());
    }
    connection.execute_batch(&contract::SQL.replace("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "))
}

/// Drops the indexes that the snapshot's maker added: one of them could have the name of a table or index made here.
fn drop_indexes(connection: &Connection) -> rusqlite::Result<()> {
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        connection.execute_batch(&format!("DROP INDEX \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}

/// The episodes, and beside each the rest of its row.
fn read_episodes(connection: &Connection) -> rusqlite::Result<(Vec<CareEpisode>, Vec<Row>)> {
    let mut statement = connection.prepare(
        "SELECT e.clae_cla_episode_id, e.clae_person_id, e.clae_cla_episode_start_date, e.clae_cla_episode_ceased_date,
                e.clae_cla_episode_start_reason, e.clae_cla_episode_ceased_reason, s.lase_until,
                coalesce(l.lega_legal_status, (
                  SELECT d.lega_legal_status FROM ssd_legal_status d WHERE d.lega_person_id = e.clae_person_id
                  AND d.lega_legal_status_start_date <= e.clae_cla_episode_start_date
                  AND coalesce(d.lega_legal_status_end_date, '9999-12-31') > e.clae_cla_episode_start_date
                  ORDER BY d.lega_legal_status_start_date DESC, d.lega_legal_status_id DESC LIMIT 1)),
                p.clap_cla_placement_id, p.clap_cla_placement_type, p.clap_cla_placement_provider,
                p.clap_cla_placement_urn, g.plge_place, g.plge_outside_borough, p.clap_cla_placement_distance,
                p.clap_cla_placement_change_reason
         FROM ssd_cla_episodes e
         LEFT JOIN ssd_legal_status l ON l.lega_legal_status_id = e.clae_legal_status_id
         LEFT JOIN ssd_cla_placement p ON p.clap_cla_placement_id = e.clae_cla_placement_id
         LEFT JOIN ext_placement_geo g ON g.plge_placement_id = p.clap_cla_placement_id
         LEFT JOIN ext_last_seen s ON s.lase_person_id = e.clae_person_id
         ORDER BY e.clae_cla_episode_id",
    )?;
    let mut rows = statement.query([])?;
    let (mut episodes, mut others) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let day = |at: usize| -> rusqlite::Result<Option<Date>> {
            Ok(row.get::<_, Option<String>>(at)?.as_deref().and_then(parse_iso))
        };
        let Some(start) = day(2)? else { continue };
        let recorded_end = day(3)?;
        // Of a child who is not seen again nothing is known after the last return: out of counts, not ceased.
        let unknown_from = day(6)?.and_then(|until| until.succ_opt());
        let cut = unknown_from.is_some_and(|from| recorded_end.is_none_or(|end| end > from));
        episodes.push(CareEpisode {
            id: row.get(0)?,
            person: row.get(1)?,
            start,
            end: if cut { unknown_from } else { recorded_end },
            start_reason: row.get(4)?,
            end_reason: if cut { Some("X1".to_owned()) } else { row.get(5)? },
            legal_status: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
            kind: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
            provider: row.get(10)?,
            urn: row.get(11)?,
            place: row.get(12)?,
            change_reason: row.get(15)?,
        });
        others.push(Row {
            placement_id: row.get(8)?,
            outside_borough: row.get(13)?,
            distance: row.get(14)?,
            cut,
        });
    }
    Ok((episodes, others))
}

fn insert_episodes(
    connection: &Connection,
    episodes: &[CareEpisode],
    rows: &[Row],
    runs: &[PlacementRun],
) -> rusqlite::Result<()> {
    let own = care::by_person(episodes);
    let run_of: BTreeMap<&str, i64> = numbered(runs)
        .flat_map(|(number, run)| run.episodes.iter().map(move |episode| (episode.as_str(), number)))
        .collect();
    let mut insert = connection
        .prepare("INSERT INTO episode VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (one, row) in episodes.iter().zip(rows) {
        let ends_care =
            !row.cut && own.get(one.person.as_str()).and_then(|all| one.care_ended(all)).is_some();
        let reason = one.end_reason.as_ref().filter(|_| !row.cut);
        insert.execute(params![
            one.id,
            one.person,
            one.start.to_string(),
            open_or(one.end),
            one.start_reason,
            reason,
            ends_care,
            Some(&one.legal_status).filter(|code| !code.is_empty()),
            one.is_short_break(),
            row.placement_id,
            Some(&one.kind).filter(|code| !code.is_empty()),
            one.provider,
            one.urn,
            one.place,
            row.outside_borough,
            row.distance,
            one.change_reason,
            run_of.get(one.id.as_str()),
        ])?;
    }
    Ok(())
}

fn insert_placements(connection: &Connection, runs: &[PlacementRun]) -> rusqlite::Result<()> {
    let mut insert = connection.prepare("INSERT INTO placement VALUES (?, ?, ?, ?, ?, ?)")?;
    for (number, run) in numbered(runs).filter(|(_, run)| is_home(run)) {
        insert.execute(params![
            number,
            run.person,
            run.start.to_string(),
            open_or(run.end),
            run.kind,
            run.provider
        ])?;
    }
    Ok(())
}

/// Runs with the number by which episodes name them.
fn numbered(runs: &[PlacementRun]) -> impl Iterator<Item = (i64, &PlacementRun)> {
    (1..).zip(runs)
}

/// Whether a run counts as a placement: not temporary, and of at least a day.
fn is_home(run: &PlacementRun) -> bool {
    !run.temporary && !run.is_shorter_than_a_day()
}

/// Moves: a placement that begins with reason P or B. The reason sits on the episode that ended.
fn insert_moves(
    connection: &Connection,
    runs: &[PlacementRun],
    episodes: &[CareEpisode],
) -> rusqlite::Result<()> {
    let by_person = care::by_person(episodes);
    let mut insert = connection.prepare(
        "INSERT INTO move (person_id, moved_on, change_reason, from_type, to_type) VALUES (?, ?, ?, ?, ?)",
    )?;
    for run in runs.iter().filter(|run| is_home(run) && matches!(run.start_reason.as_str(), "P" | "B")) {
        let own = by_person.get(run.person.as_str()).map_or(&[][..], Vec::as_slice);
        let Some(at) = own.iter().position(|one| one.id == run.first_episode) else { continue };
        if own[at].is_short_break() {
            continue;
        }
        // Without an episode before it the reason still says that the child moved; not where from, nor why.
        let before = at.checked_sub(1).map(|before| own[before]);
        insert.execute(params![
            run.person,
            run.start.to_string(),
            before.and_then(|one| one.change_reason.as_ref()),
            before.map(|one| &one.kind),
            own[at].kind
        ])?;
    }
    Ok(())
}

fn insert_care_periods(connection: &Connection, periods: &[CarePeriod]) -> rusqlite::Result<()> {
    let mut insert = connection.prepare(
        "INSERT INTO care_period (person_id, start, \"end\", start_seen, end_reason) VALUES (?, ?, ?, ?, ?)",
    )?;
    for one in periods {
        insert.execute(params![
            one.person,
            one.start.to_string(),
            open_or(one.end),
            one.start_seen,
            one.end_reason
        ])?;
    }
    Ok(())
}

/// Due days of statutory reviews: the first within 20 working days of coming into care, the second within three
/// months of the first, then six months after each. A due day stands until a review is held.
fn insert_reviews_due(
    connection: &Connection,
    history_from: Date,
    periods: &[CarePeriod],
) -> rusqlite::Result<()> {
    let mut held: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    {
        let mut statement = connection.prepare(
            "SELECT clar_person_id, clar_cla_review_date, coalesce(clar_cla_review_cancelled, 'N') FROM ssd_cla_reviews",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // A child all of whose reviews were cancelled has none held, and they are due all the same.
            let own: &mut BTreeSet<Date> = held.entry(row.get(0)?).or_default();
            if row.get::<_, String>(2)? == "N" {
                own.extend(parse_iso(&row.get::<_, String>(1)?));
            }
        }
    }
    // Without a row reviews are not collected.
    if held.is_empty() {
        return Ok(());
    }
    let none = BTreeSet::new();
    let (first_known, _) = bank_holiday_range();
    let mut insert = connection.prepare(
        "INSERT INTO review_due (person_id, due_on, which, held_on, left_on) VALUES (?, ?, ?, ?, ?)",
    )?;
    for period in periods {
        let reviews = held.get(&period.person).unwrap_or(&none);
        let mut inside = reviews
            .iter()
            .copied()
            .filter(|day| *day >= period.start && period.end.is_none_or(|end| *day <= end));
        let mut next = inside.next();
        // Where coming into care was not seen, or was before the history or the list of bank holidays begins, what was
        // held since is not all known: the rows begin with the first review that is, and that one is taken for a later
        // one.
        let from_the_start = period.start_seen && period.start >= history_from && period.start >= first_known;
        let (mut due, mut which) = if from_the_start {
            let Ok(due) = add_working_days(period.start, 20) else { continue };
            (due, "first")
        } else {
            let Some(review) = next else { continue };
            next = inside.next();
            match add_months(review, 6) {
                Some(due) => (due, "later"),
                None => continue,
            }
        };
        loop {
            insert.execute(params![
                period.person,
                due.to_string(),
                which,
                next.map(|day| day.to_string()),
                open_or(period.end)
            ])?;
            let Some(review) = next else { break };
            let months = if which == "first" { 3 } else { 6 };
            which = if which == "first" { "second" } else { "later" };
            next = inside.next();
            match add_months(review, months) {
                Some(day) => due = day,
                None => break,
            }
        }
    }
    Ok(())
}

fn open_or(end: Option<Date>) -> Value {
    Value::Text(end.map_or_else(|| OPEN.to_owned(), |day| day.to_string()))
}
