//! Where a figure comes from: its words, the strategies' lines behind it, the SQL as run, the tables read, its history.
//!
//! Takes a measure and what was released of it; gives an [`Explanation`] as text and as JSON. It computes nothing and
//! holds no number that was not released.

mod text;

use serde::{Serialize, Serializer};

use crate::calendar::{Date, Period, long_date};
use crate::compute::Statements;
use crate::fields::Scalar;
use crate::kpi::{Measure, facts, line};
use crate::pack::{TidyRow, tidy_breakdowns, tidy_rows};
use crate::protect::{
    Judgement, Publishable, Released, ReleasedBreakdown, ReleasedGroup, ReleasedTally, TableList,
};

/// How many periods of history an explanation shows, the one explained included.
pub const HISTORY: u32 = 13;

/// Version of the JSON.
const FORMAT: u32 = 1;

/// What an explanation is made from.
#[derive(Debug)]
pub struct Inputs<'a> {
    /// The measure, with the parameters in force.
    pub measure: &'a Measure,
    /// The period to explain.
    pub period: Period,
    /// The measure's figures, released.
    pub figures: &'a Publishable,
    /// The group to explain, with the figure that it is of; `None` for the whole.
    pub group: Option<(&'a ReleasedBreakdown, &'a ReleasedGroup)>,
    /// The statements that were run and the periods that they answer; `None` when none was.
    pub run: Option<(Statements, Vec<Period>)>,
    /// The tables behind them, released.
    pub tables: &'a TableList,
    /// The snapshot's day.
    pub as_at: Date,
    /// Whether every child in it is made up.
    pub synthetic: bool,
    /// SHA-256 of the snapshot's file.
    pub sha256: &'a str,
}

/// The snapshot behind an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct SnapshotWords {
    as_at: String,
    synthetic: bool,
    sha256: String,
}

/// A label and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Fact {
    label: &'static str,
    words: String,
}

/// A line of a strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct QuotedLine {
    reference: &'static str,
    strategy: &'static str,
    priority: String,
    text: &'static str,
}

/// How many rows were in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct StateRows {
    state: &'static str,
    rows: u64,
}

/// A table read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct TableWords {
    table: String,
    kind: &'static str,
    rows: u64,
}

/// A parameter in force.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct ParamWords {
    name: String,
    #[serde(serialize_with = "plain")]
    value: Scalar,
    words: String,
}

/// A window that a statement answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct WindowWords {
    n: usize,
    period: String,
    since: String,
    until: String,
}

/// The statements as run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Run {
    windows: Vec<WindowWords>,
    rows: String,
    base: Option<String>,
    wave: Option<String>,
    /// What puts a person into a group, where a group is explained.
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<&'static str>,
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    format: u32,
    snapshot: SnapshotWords,
    figure: String,
    measure: String,
    period: String,
    title: String,
    days: String,
    shown: String,
    remarks: Vec<String>,
    judged: Vec<Fact>,
    question: String,
    young: String,
    facts: Vec<Fact>,
    lines: Vec<QuotedLine>,
    figures: Vec<TidyRow>,
    states: Vec<StateRows>,
    tables: Vec<TableWords>,
    params: Vec<ParamWords>,
    history: Vec<TidyRow>,
    run: Option<Run>,
}

impl Explanation {
    /// Explains the figure of a measure in a period; `None` where nothing was released of it.
    pub fn new(inputs: &Inputs<'_>) -> Option<Self> {
        let measure = inputs.measure;
        let released = inputs.figures.figure(&measure.id, inputs.period)?;
        let facts = facts(measure)
            .into_iter()
            // These have parts of their own.
            .filter(|(label, _)| !matches!(*label, "Parameter" | "Reads" | "Answers"))
            .map(|(label, words)| Fact { label, words })
            .collect();
        let lines = measure
            .answers
            .iter()
            .filter_map(|answer| line(&answer.value))
            .map(|line| QuotedLine {
                reference: line.reference,
                strategy: line.priority.strategy.title,
                priority: format!("{} {}", line.priority.reference(), line.priority.title),
                text: line.text,
            })
            .collect();
        let tables = inputs
            .tables
            .tables()
            .iter()
            .map(|one| TableWords { table: one.name.clone(), kind: one.kind.name(), rows: one.rows })
            .collect();
        let params = measure
            .params
            .iter()
            .map(|one| ParamWords {
                name: one.name.value.clone(),
                value: one.value.clone(),
                words: one.words.clone(),
            })
            .collect();
        let bounds = released
            .bounds
            .iter()
            .map(|words| format!("With the records that are missing it could be {words}."));
        let whole = Self {
            format: FORMAT,
            snapshot: SnapshotWords {
                as_at: inputs.as_at.to_string(),
                synthetic: inputs.synthetic,
                sha256: inputs.sha256.to_owned(),
            },
            figure: released.id(),
            measure: measure.id.clone(),
            period: inputs.period.to_string(),
            title: measure.title.clone(),
            days: measure.rows.basis.words(inputs.period),
            shown: released.long.clone(),
            judged: judged(released),
            remarks: bounds.chain(released.who_answered.clone()).collect(),
            question: measure.question.clone(),
            young: measure.young.clone(),
            facts,
            lines,
            figures: tidy_rows(inputs.figures, |id, period| id == measure.id && period == inputs.period),
            states: released.tally.map(states).unwrap_or_default(),
            tables,
            params,
            history: tidy_rows(inputs.figures, |id, _| id == measure.id),
            run: inputs.run.as_ref().map(|(statements, periods)| run(measure, statements, periods)),
        };
        Some(match inputs.group {
            Some((one, group)) => whole.of_group(inputs, one, group),
            None => whole,
        })
    }

    /// The same of a group: what is said of the whole is not said of it, and it is not followed over periods.
    fn of_group(mut self, inputs: &Inputs<'_>, one: &ReleasedBreakdown, group: &ReleasedGroup) -> Self {
        self.figure = one.id(group);
        self.shown.clone_from(&group.long);
        self.judged.clear();
        self.remarks.clear();
        self.history.clear();
        let by = format!(
            "{}: {}. {} The day is {}.",
            one.breakdown.title(),
            group.name,
            one.breakdown.definition(),
            long_date(one.window.until)
        );
        self.facts.insert(0, Fact { label: "Group", words: by });
        self.figures = tidy_breakdowns(inputs.figures, |_| true)
            .into_iter()
            .filter(|row| row.group == group.code)
            .collect();
        self.states = group.tally.map(states).unwrap_or_default();
        if let Some(run) = &mut self.run {
            run.groups = Some(one.breakdown.sql());
        }
        self
    }

    /// For reading on the screen.
    pub fn text(&self) -> String {
        text::text(self)
    }

    /// For a program.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// What is said of the figure: status, changes, comparators, months.
fn judged(released: &Released) -> Vec<Fact> {
    released
        .judgement
        .iter()
        .flat_map(Judgement::sentences)
        .map(|(label, words)| Fact { label, words })
        .collect()
}

fn run(measure: &Measure, statements: &Statements, periods: &[Period]) -> Run {
    let windows = periods
        .iter()
        .enumerate()
        .map(|(n, period)| {
            let window = measure.rows.basis.window(*period);
            WindowWords {
                n,
                period: period.to_string(),
                since: window.since.to_string(),
                until: window.until.to_string(),
            }
        })
        .collect();
    Run {
        windows,
        rows: statements.rows.clone(),
        base: statements.base.clone(),
        wave: statements.wave.clone(),
        groups: None,
    }
}

fn states(tally: ReleasedTally) -> Vec<StateRows> {
    [
        ("met", tally.met),
        ("not met", tally.not_met),
        ("missing", tally.missing),
        ("not known", tally.not_known),
        ("not due", tally.not_due),
        ("not applicable", tally.not_applicable),
        ("all", tally.all()),
    ]
    .into_iter()
    .map(|(state, rows)| StateRows { state, rows })
    .collect()
}

/// A number stays a number.
fn plain<S: Serializer>(value: &Scalar, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Scalar::Text(text) => serializer.serialize_str(text),
        Scalar::Integer(number) => serializer.serialize_i64(*number),
        Scalar::Real(number) => serializer.serialize_f64(*number),
    }
}

/// An ISO day as people read it.
fn day_words(iso: &str) -> String {
    crate::calendar::parse_iso(iso).map_or_else(|| iso.to_owned(), long_date)
}
