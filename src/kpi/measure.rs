//! A measure: its words, its rows, its form.

use std::sync::Arc;

use crate::calendar::{Basis, Date, Window};
use crate::diagnostic::Source;
use crate::fields::{Located, Scalar};
use crate::kpi::{Example, Priority, Strategy, line, priorities};
use crate::rule::Rule;

/// An SQL expression over `row`, with its place in the file.
pub type Sql = Located<String>;

/// How prominent a measure is; templates choose by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// A headline, with a chart.
    Core,
    /// In the tables.
    Standard,
    /// In the measure's detail and the workbook.
    Detail,
}

impl Tier {
    /// Every tier with its word in a measure file.
    pub const ALL: [(&'static str, Self); 3] =
        [("core", Self::Core), ("standard", Self::Standard), ("detail", Self::Detail)];
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
    /// Neither: the measure carries no status.
    Neutral,
}

impl Polarity {
    /// Every polarity with its word in a measure file.
    pub const ALL: [(&'static str, Self); 3] =
        [("higher", Self::Higher), ("lower", Self::Lower), ("neutral", Self::Neutral)];

    /// As a definition prints it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Higher => "higher is better",
            Self::Lower => "lower is better",
            Self::Neutral => "neither higher nor lower is better",
        }
    }
}

/// What is printed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Display {
    /// The share first, the numbers beside it.
    #[default]
    Share,
    /// The number first, the share beside it.
    Number,
    /// The rate first.
    Rate,
}

impl Display {
    /// Every display with its word in a measure file.
    pub const ALL: [(&'static str, Self); 3] =
        [("share", Self::Share), ("number", Self::Number), ("rate", Self::Rate)];
}

/// How often the data behind it are collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Collected {
    /// As things happen: a figure for every period.
    #[default]
    Always,
    /// Once a year, at 31 March.
    Year,
}

impl Collected {
    /// Every rhythm with its word in a measure file.
    pub const ALL: [(&'static str, Self); 2] = [("always", Self::Always), ("year", Self::Year)];
}

/// Which row stands for a person who has several in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The first by date.
    First,
    /// The last by date.
    Last,
}

impl Keep {
    /// Every choice with its word in a measure file.
    pub const ALL: [(&'static str, Self); 2] = [("first", Self::First), ("last", Self::Last)];
}

/// Which rows a measure looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Name of the population.
    pub of: Located<String>,
    /// Time basis.
    pub basis: Basis,
    /// The population's date that puts a row into a period; `None` for a population of states.
    pub dated_by: Option<Located<String>>,
    /// Only rows for which this holds.
    pub only: Option<Sql>,
    /// One row a person.
    pub one_per_person: Option<Keep>,
}

/// The guards before a row is judged, in this order; each is `None` where the file has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guards {
    /// The question does not arise.
    pub not_applicable: Option<Sql>,
    /// Not yet.
    pub not_due: Option<Sql>,
    /// Looked for and not known.
    pub not_known: Option<Sql>,
    /// Not recorded.
    pub missing: Option<Sql>,
}

/// What a share says of a row without a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRecord {
    /// It is not met.
    NotMet,
    /// It is missing.
    Missing,
    /// There is always one.
    CannotHappen,
}

impl NoRecord {
    /// Every answer with its word in a measure file.
    pub const ALL: [(&'static str, Self); 3] =
        [("not-met", Self::NotMet), ("missing", Self::Missing), ("cannot-happen", Self::CannotHappen)];

    /// As a definition prints it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotMet => "without a record: not met",
            Self::Missing => "without a record: missing",
            Self::CannotHappen => "every row has a record",
        }
    }
}

/// A share: rows met of rows judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// 1 met, 0 not met, NULL missing.
    pub met: Sql,
    /// What is said of a row without a record.
    pub no_record: NoRecord,
    /// Missing rows are in the denominator (duties: an unrecorded visit is no evidence of a visit).
    pub count_missing: bool,
    /// Rows not known are in the denominator (as in DfE's education, employment and training figure).
    pub count_not_known: bool,
}

/// What a count counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Rows: events.
    Rows,
    /// Different people.
    People,
}

impl Unit {
    /// Every unit with its word in a measure file.
    pub const ALL: [(&'static str, Self); 2] = [("rows", Self::Rows), ("people", Self::People)];
}

/// On which days the base of a rate is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PerDay {
    /// At the end of the last day.
    End,
    /// The mean of the evening before the first day and the evening of the last.
    Average,
}

impl PerDay {
    /// Every choice with its word in a measure file.
    pub const ALL: [(&'static str, Self); 2] = [("end", Self::End), ("average", Self::Average)];
}

/// The base of a rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Per {
    /// For every `multiply` rows of a population of states.
    Population {
        /// Its name.
        of: Located<String>,
        /// On which days.
        day: PerDay,
        /// For every how many.
        multiply: i64,
        /// The base in words.
        words: String,
    },
    /// For every `multiply` of a number that an SQL expression over `row.since` and `row.until` gives.
    Value {
        /// The expression; NULL: not available.
        sql: Sql,
        /// For every how many.
        multiply: i64,
        /// The base in words.
        words: String,
    },
}

impl Per {
    /// For every how many.
    pub fn multiply(&self) -> i64 {
        match self {
            Self::Population { multiply, .. } | Self::Value { multiply, .. } => *multiply,
        }
    }

    /// The base in words.
    pub fn words(&self) -> &str {
        match self {
            Self::Population { words, .. } | Self::Value { words, .. } => words,
        }
    }
}

/// A part of a distribution and the codes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name, as printed.
    pub name: String,
    /// Its codes.
    pub codes: Vec<String>,
}

/// The form of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Rows met of rows judged.
    Share(Share),
    /// A number of rows or people.
    Count {
        /// What is counted.
        unit: Unit,
        /// A rate beside it.
        per: Option<Per>,
    },
    /// A share that is summed over rows: sessions attended of sessions possible.
    Ratio {
        /// A whole number from 0 to the denominator; NULL missing.
        numerator: Sql,
        /// A whole number; NULL missing.
        denominator: Sql,
    },
    /// The mean of a whole-number value.
    Mean {
        /// The value; NULL missing.
        value: Sql,
    },
    /// The median of a whole-number value.
    Median {
        /// The value; NULL missing.
        value: Sql,
    },
    /// Parts of a whole.
    Parts {
        /// The code; NULL missing.
        category: Sql,
        /// The parts in order; a code in none of them is a fault.
        groups: Vec<Group>,
        /// Codes that mean "not known".
        not_known: Vec<String>,
    },
}

impl Form {
    /// Word for it in a measure file and in tidy data.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Share(_) => "share",
            Self::Count { .. } => "count",
            Self::Ratio { .. } => "ratio",
            Self::Mean { .. } => "mean",
            Self::Median { .. } => "median",
            Self::Parts { .. } => "parts",
        }
    }
}

/// Where a target comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// In the line itself ("100%").
    Line,
    /// A promise elsewhere in the strategy.
    Promise,
    /// A direction ("reduction in").
    Direction,
}

impl TargetKind {
    /// Every kind with its word in a measure file.
    pub const ALL: [(&'static str, Self); 3] =
        [("line", Self::Line), ("promise", Self::Promise), ("direction", Self::Direction)];

    /// As a definition prints it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Line => "in the line itself",
            Self::Promise => "a promise elsewhere in the strategy",
            Self::Direction => "a direction",
        }
    }
}

/// A target that a strategy sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrategyTarget {
    /// Where it comes from.
    pub kind: TargetKind,
    /// The strategy's sentence.
    pub quote: String,
    /// In percent, where it is a number.
    pub percent: Option<i64>,
}

/// A parameter: an uncertain definition, printed with the figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Name, bound as `:name`.
    pub name: Located<String>,
    /// Value.
    pub value: Scalar,
    /// What it decides.
    pub words: String,
}

/// A version of the definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Version, from 1.
    pub version: i64,
    /// Day from which it holds.
    pub on: Date,
    /// What changed.
    pub words: String,
}

/// A break in a series: figures before it and from it on do not compare, though one definition gave both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// First day of what is new.
    pub on: Date,
    /// What is new, as a part of a sentence without a full stop.
    pub words: String,
}

/// A measure, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The file's name without its ending; never changes.
    pub id: String,
    /// The strategy whose folder it lies in.
    pub strategy: Strategy,
    /// Full title.
    pub title: String,
    /// Short title, for narrow tables and charts.
    pub short: String,
    /// Young person's wording.
    pub young: String,
    /// References of the lines it answers; none for a context measure.
    pub answers: Vec<Located<String>>,
    /// Priorities (`CLA-1`) under which a context measure also stands.
    pub beside: Vec<Located<String>>,
    /// The question, in one sentence.
    pub question: String,
    /// Numerator in words.
    pub numerator: String,
    /// Denominator in words; `None` for a plain count.
    pub denominator: Option<String>,
    /// What its rows are called: "children", "reviews".
    pub noun: String,
    /// Prominence.
    pub tier: Tier,
    /// Its rows.
    pub rows: Rows,
    /// Guards before a row is judged.
    pub guards: Guards,
    /// Its form.
    pub form: Form,
    /// Which way is better.
    pub polarity: Polarity,
    /// Target that a strategy sets.
    pub target: Option<StrategyTarget>,
    /// Code of the published comparator.
    pub benchmark: Option<String>,
    /// What is printed first.
    pub display: Display,
    /// Zero and "everyone" are hidden too in small groups.
    pub sensitive: bool,
    /// Role that answers for it.
    pub owner: String,
    /// Tables, and columns as `table.column`, that it cannot do without.
    pub tables: Vec<Located<String>>,
    /// Rhythm of collection.
    pub collected: Collected,
    /// Months before the window that must be in the history.
    pub looks_back_months: u32,
    /// Needs open periods of care from their first day.
    pub whole_care_periods: bool,
    /// Parameters with the defaults of the file.
    pub params: Vec<Param>,
    /// Rules of its population, with the values in force.
    pub rules: Vec<(Rule, u32)>,
    /// Notes for the reader of the definition.
    pub notes: Vec<String>,
    /// Promises of the pledge that it speaks to, 1 to 26.
    pub pledge: Vec<i64>,
    /// Corporate parenting principles that it speaks to, a to g.
    pub principles: Vec<String>,
    /// Versions, the last one in force.
    pub changes: Vec<Change>,
    /// Breaks in its series, by day.
    pub breaks: Vec<Break>,
    /// Worked examples.
    pub examples: Vec<Example>,
    /// The file.
    pub source: Arc<Source>,
}

impl Measure {
    /// Version of the definition in force.
    pub fn version(&self) -> i64 {
        self.changes.last().map_or(1, |change| change.version)
    }

    /// The latest break that keeps a figure of the earlier days from being compared with one of the later.
    ///
    /// A state, and whoever is picked by one, stands on the side of its last day. Events stand on every side that
    /// their days reach, so that a year across a break compares with no other.
    pub fn break_between(&self, earlier: Window, later: Window) -> Option<&Break> {
        let since = if self.rows.dated_by.is_none() { earlier.until } else { earlier.since };
        self.breaks.iter().rev().find(|one| since < one.on && one.on <= later.until)
    }

    /// The break after one figure's last day and by the next one's: where a course over time is broken.
    pub fn break_after(&self, last: Date, next: Date) -> Option<&Break> {
        self.breaks.iter().rev().find(|one| last < one.on && one.on <= next)
    }

    /// Whether a strategy's target for it is that nobody is without: a share of 100%.
    pub fn is_duty(&self) -> bool {
        matches!(self.form, Form::Share(_))
            && self.polarity == Polarity::Higher
            && self.target.as_ref().is_some_and(|target| target.percent == Some(100))
    }

    /// Whether its months can be watched for signals: events of a period, each with its day, as a share or a count.
    ///
    /// Every other basis repeats its rows from month to month, and rules that take months as independent would find
    /// signals in nearly every chart. A state that is asked about within a period repeats its people too.
    pub fn has_watched_months(&self) -> bool {
        self.rows.basis == Basis::InPeriod
            && self.rows.dated_by.is_some()
            && matches!(self.form, Form::Share(_) | Form::Count { .. })
    }

    /// Whether it counts events whose months are watched: too rare for months, they are shown day by day.
    pub fn has_watched_events(&self) -> bool {
        self.has_watched_months() && matches!(self.form, Form::Count { .. })
    }

    /// Priorities it stands under, in the strategies' order; none for pure context.
    pub fn priorities(&self) -> Vec<&'static Priority> {
        let answered: Vec<&Priority> =
            self.answers.iter().filter_map(|answer| Some(&line(&answer.value)?.priority)).collect();
        let stands_beside =
            |priority: &Priority| self.beside.iter().any(|beside| beside.value == priority.reference());
        priorities()
            .iter()
            .filter(|priority| answered.contains(priority) || stands_beside(priority))
            .collect()
    }
}
