//! Checking a measure's SQL without a snapshot: names, types of statement, and words that make a pack unreproducible.

use rusqlite::Connection;

use super::statement;
use crate::calendar::Basis;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};
use crate::fields::Located;
use crate::kpi::{Catalogue, Form, Measure, Per, Sql};
use crate::snapshot::{Image, PopulationTable, contract};

/// Checks the SQL of every measure against the contract's tables.
///
/// Gives every fault with the place of it in the file; an empty list when all is well.
///
/// # Errors
/// When the empty image cannot be made.
pub fn verify(catalogue: &Catalogue) -> rusqlite::Result<Diagnostics> {
    let image = Image::empty()?;
    let connection = image.connect()?;
    let mut faults = Diagnostics::new();
    for measure in catalogue.measures() {
        Check { measure, image: &image, connection: &connection, faults: &mut faults }.run();
    }
    Ok(faults)
}

/// Functions of the program's own.
const OWN_FUNCTIONS: [&str; 6] =
    ["add_months", "add_days", "add_working_days", "working_days", "age", "birthday"];

/// Functions that a measure may mean: the program's own and the usual ones of SQLite.
const FUNCTIONS: [&str; 26] = [
    "add_months",
    "add_days",
    "add_working_days",
    "working_days",
    "age",
    "birthday",
    "abs",
    "avg",
    "coalesce",
    "count",
    "date",
    "ifnull",
    "iif",
    "instr",
    "julianday",
    "length",
    "lower",
    "max",
    "min",
    "nullif",
    "replace",
    "round",
    "strftime",
    "substr",
    "sum",
    "trim",
];

/// Where a name stands in a text as a word of its own.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        !word.is_empty()
            && !text[..*at].chars().next_back().is_some_and(is_part)
            && !text[at + word.len()..].chars().next().is_some_and(is_part)
    })
}

struct Check<'a> {
    measure: &'a Measure,
    image: &'a Image,
    connection: &'a Connection,
    faults: &'a mut Diagnostics,
}

impl Check<'_> {
    fn run(&mut self) {
        let measure = self.measure;
        for name in &measure.tables {
            let (table, column) = match name.value.split_once('.') {
                Some((table, column)) => (table, Some(column)),
                None => (name.value.as_str(), None),
            };
            match (contract::table(table), column) {
                (None, _) => {
                    let known = contract::tables().iter().map(|table| table.name);
                    let message = format!("no table `{}` in the contract", name.value);
                    self.unknown("kpi::unknown-table", message, name, known);
                }
                (Some(table), Some(column)) if !table.columns.iter().any(|one| one.name == column) => {
                    let known: Vec<String> =
                        table.columns.iter().map(|one| format!("{}.{}", table.name, one.name)).collect();
                    let known = known.iter().map(String::as_str);
                    let message = format!("no column `{}` in the contract", name.value);
                    self.unknown("kpi::unknown-column", message, name, known);
                }
                _ => {}
            }
        }
        let Some(population) = self.population(&measure.rows.of) else { return };
        let (states, waves) = (population.of_states(), population.of_waves());
        if waves != (measure.rows.basis == Basis::Survey) {
            self.fault("kpi::basis", &measure.rows.of, "a survey goes with the basis `survey`".to_owned())
                .hint("basis = \"survey\" and a population of answers belong together; others take another basis");
        }
        match (&measure.rows.dated_by, states) {
            (Some(day), false) if !population.days().any(|name| name == day.value) => {
                let message = format!("`{}` has no day `{}`", population.name, day.value);
                self.unknown("kpi::unknown-column", message, day, population.days());
            }
            (Some(day), true) => {
                self.fault("kpi::dated-by", day, "a population of states needs no `dated_by`".to_owned())
                    .hint("its rows are those of the window's last evening: leave `dated_by` out");
            }
            (Some(day), false) if waves => {
                self.fault("kpi::dated-by", day, "answers to a survey need no `dated_by`".to_owned()).hint(
                    "they are those of the latest survey that closed by the period's end: leave it out",
                );
            }
            (None, false) if !waves => {
                let days: Vec<&str> = population.days().collect();
                let message =
                    format!("`rows.dated_by` is missing: `{}` is no population of states", population.name);
                self.fault("kpi::dated-by", &measure.rows.of, message)
                    .hint(&format!("say which day puts a row into a period: one of {}", days.join(", ")));
            }
            _ => {}
        }
        if let Form::Count { per: Some(Per::Population { of, .. }), .. } = &measure.form
            && let Some(base) = self.population(of)
            && !base.of_states()
        {
            self.fault("kpi::per", of, format!("`{}` is no population of states", of.value))
                .hint("the base of a rate is counted on an evening");
        }
        let mut used: Vec<String> = Vec::new();
        for (field, sql) in statement::expressions(measure) {
            let rows = format!("SELECT 0 AS n, '' AS since, '' AS until, p.* FROM {} p", population.name);
            self.expression(field, sql, &rows, Some(&population), &mut used);
        }
        if let Form::Count { per: Some(Per::Value { sql, .. }), .. } = &measure.form {
            self.expression("per.value", sql, "SELECT 0 AS n, '' AS since, '' AS until", None, &mut used);
        }
        for param in &measure.params {
            if !used.contains(&param.name.value) {
                let message = format!("parameter `{}` is used by no expression", param.name.value);
                self.fault("kpi::unused-param", &param.name, message)
                    .hint(&format!("use it as :{}", param.name.value));
            }
        }
    }

    fn population(&mut self, name: &Located<String>) -> Option<PopulationTable> {
        let image = self.image;
        let found = image.population(&name.value).cloned();
        if found.is_none() {
            let known = image.populations().iter().map(|one| one.name.as_str());
            self.unknown("kpi::unknown-population", format!("no population `{}`", name.value), name, known);
        }
        found
    }

    fn expression(
        &mut self,
        field: &str,
        sql: &Sql,
        rows: &str,
        population: Option<&PopulationTable>,
        used: &mut Vec<String>,
    ) {
        if let Some((message, hint)) = unreproducible(&sql.value) {
            self.fault("kpi::unreproducible", sql, format!("`{field}` {message}")).hint(hint);
        }
        let head = "SELECT (";
        // The second column shows that the expression did not swallow what comes after it.
        let text = format!("{head}{}\n), 0 FROM ({rows}) AS row", sql.value);
        let statement = match self.connection.prepare(&text) {
            Ok(statement) => statement,
            Err(error) => return self.sql_fault(field, sql, head.len(), population, &error),
        };
        if !statement.readonly() || statement.column_count() != 2 {
            self.fault("kpi::sql", sql, format!("`{field}` is not one expression"))
                .hint("write one SQL expression over `row`, without a semicolon");
        }
        for index in 1..=statement.parameter_count() {
            let name = statement.parameter_name(index).map(|name| name.trim_start_matches(':').to_owned());
            match name {
                Some(name) if self.measure.params.iter().any(|param| param.name.value == name) => {
                    used.push(name);
                }
                other => {
                    let name = other.unwrap_or_else(|| "?".to_owned());
                    let measure = self.measure;
                    let near = nearest(&name, measure.params.iter().map(|param| param.name.value.as_str()));
                    let hint = match near {
                        Some(near) => format!("did you mean :{near}?"),
                        None if name.starts_with('?') => {
                            "a parameter has a name, as :oldest, and is declared under [params]".to_owned()
                        }
                        None => "declare it under [params] with a value and words".to_owned(),
                    };
                    let at = sql
                        .value
                        .find(&format!(":{name}"))
                        .and_then(|at| self.locate(sql, at, &format!(":{name}")));
                    let place = Located { value: (), span: at.unwrap_or_else(|| sql.span.clone()) };
                    let message = format!("`{field}` uses the unknown parameter `{name}`");
                    self.fault("kpi::unknown-param", &place, message).hint(&hint);
                }
            }
        }
    }

    /// A fault that SQLite found, put at its place in the file, with the nearest right name.
    fn sql_fault(
        &mut self,
        field: &str,
        sql: &Sql,
        head: usize,
        population: Option<&PopulationTable>,
        error: &rusqlite::Error,
    ) {
        let (message, offset) = match error {
            rusqlite::Error::SqlInputError { msg, offset, .. } => {
                (msg.clone(), usize::try_from(*offset).ok())
            }
            other => (other.to_string(), None),
        };
        let wrong = message.rsplit(": ").next().unwrap_or_default().to_owned();
        let hint = if message.starts_with("no such column") {
            let name = wrong.rsplit('.').next().unwrap_or_default().to_owned();
            let columns = population.map_or(&[][..], |one| &one.columns);
            let of_row = columns.iter().map(String::as_str).chain(["since", "until"]);
            let of_tables =
                contract::tables().iter().flat_map(|table| table.columns.iter().map(|column| column.name));
            match nearest(&name, of_row.chain(of_tables)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("columns of row here: since, until, {}", columns.join(", ")),
            }
        } else if message.starts_with("no such table") {
            match nearest(&wrong, self.image.tables().iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`boardpack list --tables` names the tables that a measure can read".to_owned(),
            }
        } else if message.starts_with("no such function") {
            match nearest(&wrong, FUNCTIONS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "the program's own functions are {}; SQLite's can be used too",
                    OWN_FUNCTIONS.join(", ")
                ),
            }
        } else if message.starts_with("not authorized") || message.starts_with("access to") {
            "a measure reads the snapshot's tables and gives the same figure every time: nothing else is allowed".to_owned()
        } else {
            "write one SQL expression over `row`; columns of other tables come through a subquery".to_owned()
        };
        let after = offset.is_some_and(|at| at > head + sql.value.len());
        let place = offset
            .and_then(|at| at.checked_sub(head))
            .or_else(|| find_word(&sql.value, &wrong))
            .and_then(|at| self.locate(sql, at, &wrong));
        let message = if after && message.ends_with("syntax error") {
            "ends too early: a bracket, a CASE or an operator is left open".to_owned()
        } else if message.contains("row value misused") || message.starts_with("sub-select returns") {
            "gives several values, not one".to_owned()
        } else {
            message
        };
        let located = Located { value: String::new(), span: place.unwrap_or_else(|| sql.span.clone()) };
        self.fault("kpi::sql", &located, format!("`{field}`: {message}")).hint(&hint);
    }

    /// The bytes of the file at an offset of an expression; `None` where the file writes it with escapes.
    fn locate(&self, sql: &Sql, at: usize, wrong: &str) -> Option<std::ops::Range<usize>> {
        let written = self.measure.source.text.get(sql.span.clone())?;
        let start = sql.span.start + written.find(&sql.value)? + at;
        let rest = self.measure.source.text.get(start..sql.span.end)?;
        let length =
            if rest.starts_with(wrong) { wrong.len() } else { rest.chars().next().map_or(0, char::len_utf8) };
        Some(start..start + length)
    }

    fn unknown<'n>(
        &mut self,
        code: &'static str,
        message: String,
        name: &Located<String>,
        known: impl Iterator<Item = &'n str>,
    ) {
        let known: Vec<&str> = known.collect();
        let hint = match nearest(&name.value, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of {}", known.join(", ")),
        };
        self.fault(code, name, message).hint(&hint);
    }

    fn fault<T>(&mut self, code: &'static str, at: &Located<T>, message: String) -> Hinted<'_> {
        let place = Place::Span(self.measure.source.clone(), at.span.clone());
        Hinted { faults: self.faults, diagnostic: Diagnostic::error(code, place, message) }
    }
}

/// A fault that waits for its hint.
struct Hinted<'a> {
    faults: &'a mut Diagnostics,
    diagnostic: Diagnostic,
}

impl Hinted<'_> {
    fn hint(self, hint: &str) {
        self.faults.push(self.diagnostic.hint(hint));
    }
}

/// Words that would make two runs differ or months come out wrong, with what to write instead.
fn unreproducible(sql: &str) -> Option<(&'static str, &'static str)> {
    let lower = sql.to_lowercase();
    let literals: Vec<&str> = lower.split('\'').skip(1).step_by(2).collect();
    let bare: String = lower.split('\'').step_by(2).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    if literals.contains(&"now") || words.iter().any(|word| word.starts_with("current_")) {
        return Some((
            "asks what day it is",
            "use row.since and row.until: the same snapshot gives the same figure",
        ));
    }
    let squeezed: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    if ["date()", "time()", "datetime()", "julianday()", "unixepoch()"]
        .iter()
        .any(|call| squeezed.contains(call))
    {
        return Some((
            "asks what day it is",
            "use row.since and row.until: the same snapshot gives the same figure",
        ));
    }
    let months = literals.iter().any(|literal| {
        let rest =
            literal.trim_start_matches(['+', '-']).trim_start_matches(|c: char| c.is_ascii_digit()).trim();
        rest.starts_with("month") || rest.starts_with("year")
    });
    months.then_some((
        "adds months with SQLite's date function, which turns 31 August into 3 March",
        "use add_months(day, n), which stays at the month's end",
    ))
}
