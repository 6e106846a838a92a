//! From a measure to its one SQL statement.

use std::fmt::Write as _;

use crate::calendar::Window;
use crate::kpi::{Form, Measure, Per, PerDay, Sql};
use crate::snapshot::PopulationTable;

/// The statement that answers all windows of a measure; a row of the result is (window's number, row id, person id,
/// guard, judged, what a ratio's row is out of), and for counts whose days are wanted the day of the event.
pub(super) fn rows_statement(measure: &Measure, population: &PopulationTable, windows: &[Window]) -> String {
    let guard = |name: &str, sql: &Option<Sql>| {
        sql.as_ref().map_or(String::new(), |sql| format!("\n    WHEN ({}\n) THEN '{name}'", sql.value))
    };
    let guards = [
        guard("not-applicable", &measure.guards.not_applicable),
        guard("not-due", &measure.guards.not_due),
        guard("not-known", &measure.guards.not_known),
        guard("missing", &measure.guards.missing),
    ]
    .concat();
    let guards = if guards.is_empty() { "NULL".to_owned() } else { format!("CASE{guards} END") };
    let judged = match &measure.form {
        Form::Share(share) => format!("({}\n)", share.met.value),
        Form::Count { .. } => "1".to_owned(),
        Form::Ratio { numerator: value, .. } | Form::Mean { value } | Form::Median { value } => {
            format!("({}\n)", value.value)
        }
        Form::Parts { category, .. } => format!("({}\n)", category.value),
    };
    let of = match &measure.form {
        Form::Ratio { denominator, .. } => format!("({}\n)", denominator.value),
        _ => "NULL".to_owned(),
    };
    let dated_by = measure.rows.dated_by.as_ref().map(|day| day.value.as_str());
    let only = measure.rows.only.as_ref().map_or(String::new(), |sql| format!("\nWHERE ({}\n)", sql.value));
    let day = match dated_by {
        Some(day) if measure.has_watched_events() => format!(", row.{day} AS day"),
        _ => String::new(),
    };
    let order = dated_by.map_or(String::new(), |day| format!("row.{day}, "));
    format!(
        "{wanted}\nSELECT row.n, row.row_id, row.person_id,\n  {guards} AS guard,\n  {judged} AS judged,\n  {of} AS of_rows{day}\nFROM (\n  {rows}\n) AS row{only}\nORDER BY row.n, {order}row.row_id",
        wanted = wanted(windows),
        rows = rows(measure, population, dated_by),
    )
}

/// The statement that gives the survey wave behind each window: its last day, how many were invited and responded.
pub(super) fn wave_statement(measure: &Measure, population: &PopulationTable, windows: &[Window]) -> String {
    format!(
        "{}\nSELECT row.n, row.closed_on, row.invited, row.responded\nFROM (\n  {}\n) AS row\nGROUP BY row.n\nORDER BY row.n",
        wanted(windows),
        rows(measure, population, None),
    )
}

/// The rows of a population in each window; of a population of waves, those of the latest wave that the measure asks
/// for.
fn rows(measure: &Measure, population: &PopulationTable, dated_by: Option<&str>) -> String {
    let condition = match dated_by {
        Some(day) => format!("p.{day} BETWEEN w.since AND w.until"),
        None if population.of_states() => "p.at = w.until".to_owned(),
        None if population.of_waves() => "p.closed_on BETWEEN w.since AND w.until".to_owned(),
        None => "1".to_owned(),
    };
    let all =
        format!("SELECT w.n, w.since, w.until, p.* FROM wanted w JOIN {} p ON {condition}", population.name);
    if !population.of_waves() {
        return all;
    }
    // The last to close, by its id where two did on one day. The condition comes first: a later wave that did not ask
    // the question does not hide an earlier one that did.
    let only =
        measure.rows.only.as_ref().map_or(String::new(), |sql| format!("\n    WHERE ({}\n)", sql.value));
    format!(
        "SELECT * FROM (\n    SELECT row.*, first_value(row.wave) OVER (PARTITION BY row.n ORDER BY row.closed_on DESC, row.wave DESC) AS latest_wave\n    FROM (\n      {all}\n    ) AS row{only}\n  ) WHERE wave = latest_wave"
    )
}

/// The statement that gives twice the base of a rate for each window.
pub(super) fn base_statement(per: &Per, windows: &[Window]) -> String {
    let base = match per {
        Per::Population { of, day, .. } => {
            let at = |day: &str| format!("(SELECT count(*) FROM {} p WHERE p.at = {day})", of.value);
            match day {
                PerDay::End => format!("2 * {}", at("row.until")),
                PerDay::Average => {
                    format!("{} + {}", at("row.until"), at("add_days(row.since, -1)"))
                }
            }
        }
        Per::Value { sql, .. } => format!("2 * ({}\n)", sql.value),
    };
    format!("{}\nSELECT row.n, {base} AS base\nFROM wanted AS row\nORDER BY row.n", wanted(windows))
}

/// The windows as a table.
fn wanted(windows: &[Window]) -> String {
    let mut text = "WITH wanted (n, since, until) AS (VALUES".to_owned();
    for (n, window) in windows.iter().enumerate() {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n  ({n}, '{}', '{}')", window.since, window.until);
    }
    text.push_str("\n)");
    text
}

/// The expressions of a measure, each with its field's name.
pub fn expressions(measure: &Measure) -> Vec<(&'static str, &Sql)> {
    let mut list = Vec::new();
    if let Some(only) = &measure.rows.only {
        list.push(("rows.where", only));
    }
    for (name, guard) in [
        ("not_applicable", &measure.guards.not_applicable),
        ("not_due", &measure.guards.not_due),
        ("not_known", &measure.guards.not_known),
        ("missing", &measure.guards.missing),
    ] {
        if let Some(sql) = guard {
            list.push((name, sql));
        }
    }
    match &measure.form {
        Form::Share(share) => list.push(("met", &share.met)),
        Form::Count { .. } => {}
        Form::Ratio { numerator, denominator } => {
            list.extend([("numerator", numerator), ("denominator", denominator)]);
        }
        Form::Mean { value } | Form::Median { value } => list.push(("value", value)),
        Form::Parts { category, .. } => list.push(("category", category)),
    }
    list
}
