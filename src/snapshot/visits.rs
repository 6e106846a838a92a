//! Due days of social work visits.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use rusqlite::{Connection, params};

use crate::calendar::{Date, parse_iso};
use crate::rule::{Rule, Rules};

/// The table of due days.
const TABLE: &str = "
CREATE TABLE visit_due (
  visit_due_id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, due_on TEXT NOT NULL, which TEXT NOT NULL,
  made_on TEXT, left_on TEXT NOT NULL) STRICT;
";

/// A period of care with the days that placements in it start.
struct Care {
    person: String,
    start: Date,
    end: Option<Date>,
    left_on: String,
    homes: BTreeSet<Date>,
}

/// Works out when visits fell due: so many days after a placement starts, then so many after each visit on which the
/// child was seen, as the rules say. A due day stands until the child is seen; a move takes the place of one that is still to come.
///
/// Needs the tables `care_period` and `placement`. Due days before `history_from` are left out: whether a visit was
/// made by then is not known.
pub(super) fn build(connection: &Connection, history_from: Date, rules: &Rules) -> rusqlite::Result<()> {
    connection.execute_batch(TABLE)?;
    let seen = seen(connection)?;
    if seen.is_empty() {
        return Ok(());
    }
    let none = BTreeSet::new();
    let mut insert = connection.prepare(
        "INSERT INTO visit_due (person_id, due_on, which, made_on, left_on) VALUES (?, ?, ?, ?, ?)",
    )?;
    for care in care(connection)? {
        let visits = seen.get(&care.person).unwrap_or(&none);
        for (due, which, made) in due_days(&care, visits, rules) {
            if due >= history_from {
                let made = made.map(|day| day.to_string());
                insert.execute(params![care.person, due.to_string(), which, made, care.left_on])?;
            }
        }
    }
    Ok(())
}

/// The due days of a period of care, each with the visit that answers it.
fn due_days(care: &Care, visits: &BTreeSet<Date>, rules: &Rules) -> Vec<(Date, &'static str, Option<Date>)> {
    let after = |day: Date, rule: Rule| {
        day.checked_add_signed(TimeDelta::days(rules.value(rule).into())).unwrap_or(Date::MAX)
    };
    let mut rows = Vec::new();
    // The day from which a visit answers, the due day, and why it is due.
    let mut from = care.start;
    let mut due = after(from, Rule::VisitAfterMove);
    let mut which = "move";
    let mut seen = None;
    loop {
        // The next visit since; one on the day of the last is the same one.
        let made = visits
            .range(from..)
            .find(|day| seen.is_none_or(|seen| **day > seen))
            .copied()
            .filter(|day| care.end.is_none_or(|end| *day <= end));
        let earlier = made.map_or(due, |made| made.min(due));
        // A move before the child is seen and before the day is reached: what was due then is overtaken.
        let moved = care.homes.iter().find(|home| **home > from && **home > care.start && **home <= earlier);
        if let Some(home) = moved {
            from = *home;
            due = after(from, Rule::VisitAfterMove);
            which = "move";
            continue;
        }
        rows.push((due, which, made));
        let Some(made) = made else { break };
        seen = Some(made);
        // A move while a visit was late: that visit answers the move too.
        from = made;
        due = after(made, Rule::VisitInterval);
        which = "later";
    }
    rows
}

fn seen(connection: &Connection) -> rusqlite::Result<BTreeMap<String, BTreeSet<Date>>> {
    let mut seen: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    let mut statement = connection.prepare(
        "SELECT clav_person_id, clav_cla_visit_date FROM ssd_cla_visits WHERE clav_cla_visit_seen = 'Y'",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(day) = parse_iso(&row.get::<_, String>(1)?) {
            seen.entry(row.get(0)?).or_default().insert(day);
        }
    }
    Ok(seen)
}

fn care(connection: &Connection) -> rusqlite::Result<Vec<Care>> {
    let mut homes: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    let mut statement = connection.prepare("SELECT person_id, start FROM placement")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(day) = parse_iso(&row.get::<_, String>(1)?) {
            homes.entry(row.get(0)?).or_default().insert(day);
        }
    }
    let mut all = Vec::new();
    let mut statement =
        connection.prepare("SELECT person_id, start, \"end\" FROM care_period ORDER BY care_period_id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (person, left_on): (String, String) = (row.get(0)?, row.get(2)?);
        let Some(start) = parse_iso(&row.get::<_, String>(1)?) else { continue };
        let end = parse_iso(&left_on).filter(|_| left_on != "9999-12-31");
        let homes = homes.get(&person).cloned().unwrap_or_default();
        let homes = homes.into_iter().filter(|day| end.is_none_or(|end| *day < end)).collect();
        all.push(Care { person, start, end, left_on, homes });
    }
    Ok(all)
}
