//! A figure beside what was published of England, London and the statistical neighbours.

use super::caution::too_few;
use super::change::direction;
use super::status::interval;
use crate::benchmark::{Benchmarks, Published, shown};
use crate::calendar::{Basis, Date};
use crate::compute::{Figure, Value};
use crate::kpi::{Form, Measure};
use crate::quantity::Decimal;
use crate::statistics::Direction;
use chrono::Datelike as _;

/// Where a figure lies beside England's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// England's lies outside the figure's 95% interval, on the side that is worse.
    Better,
    /// On the side that is better.
    Worse,
    /// Below it, where neither way is better.
    Higher,
    /// Above it.
    Lower,
    /// England's lies in it.
    Similar,
}

impl Beside {
    /// As printed: "better than England".
    pub fn words(self) -> &'static str {
        match self {
            Self::Better => "better than England",
            Self::Worse => "worse than England",
            Self::Higher => "higher than England",
            Self::Lower => "lower than England",
            Self::Similar => "similar to England",
        }
    }
}

/// Published figures beside a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparators {
    /// The year that ended on 31 March of it.
    pub year: i32,
    /// England's figure, as printed.
    pub england: Option<String>,
    /// The verdict; `None` where a test has no ground: no share, too few, or a record missing.
    pub beside: Option<Beside>,
    /// Every year that was public on the day, oldest first, the one spoken of last; percentages in percent.
    pub years: Vec<Published>,
    /// All of them in a sentence or two.
    pub sentence: String,
}

/// The latest published figures of a measure that were public on a day; `None` where the measure has none or no value.
pub(super) fn comparators(
    measure: &Measure,
    figure: &Figure,
    (benchmarks, on): (Benchmarks, Date),
) -> Option<Comparators> {
    let years = benchmarks.years(measure.benchmark.as_deref()?, on);
    let published = years.last()?;
    figure.value.as_ref()?;
    let percent = matches!(measure.form, Form::Share(_) | Form::Ratio { .. });
    let shown = |number: Decimal| shown(number, percent);
    let beside = published.england.and_then(|england| beside(measure, figure, england));
    let mut parts = Vec::new();
    if let Some(england) = published.england {
        parts.push(format!("England {}", shown(england)));
    }
    if let Some(london) = published.london {
        parts.push(format!("London {}", shown(london)));
    }
    if let Some(all) = published.neighbours {
        parts.push(format!(
            "statistical neighbours {} (mean) and {} (median) of {}",
            shown(all.mean),
            shown(all.median),
            all.number
        ));
    }
    if parts.is_empty() {
        return None;
    }
    let mut sentence = format!("Year to 31 March {}: {}", published.year, parts.join(", "));
    if let Some(beside) = beside {
        sentence += &format!("; this figure is {}", beside.words());
    }
    sentence.push('.');
    sentence += &standing_words(published, percent);
    if (figure.window.until.month(), figure.window.until.day()) != (3, 31)
        || measure.rows.basis == Basis::InPeriod
    {
        sentence += " Theirs are figures of a year that ends on 31 March, this one is not.";
    }
    Some(Comparators { year: published.year, england: published.england.map(shown), beside, sentence, years })
}

/// What was published of the council itself, and its rank.
fn standing_words(published: &Published, percent: bool) -> String {
    let Some(own) = published.own else { return String::new() };
    let mut words = format!(" The council's own published figure was {}", shown(own.value, percent));
    if let (Some((rank, councils)), Some(quartile)) = (own.rank, own.quartile) {
        words += &format!(", rank {rank} of {councils} councils (quartile {quartile}, A is the best)");
    }
    words + "."
}

/// Whether England's figure lies in the share's interval.
fn beside(measure: &Measure, figure: &Figure, england: Decimal) -> Option<Beside> {
    // Compared are like definitions: the department's figures have no rows left out for want of a record.
    let left_out = match &measure.form {
        Form::Share(share) => !share.count_missing && figure.tally.missing > 0,
        _ => false,
    };
    let empty = matches!(figure.value, Some(Value::Share { of: 0, .. }) | None);
    if left_out || empty || too_few(measure, figure).is_some() {
        return None;
    }
    let interval = interval(measure, figure)?;
    let england = england.as_f64() / 100.0;
    if interval.contains(england) {
        return Some(Beside::Similar);
    }
    Some(match (direction(measure.polarity), interval.lower() > england) {
        (Direction::Increase, true) | (Direction::Decrease, false) => Beside::Better,
        (Direction::Increase, false) | (Direction::Decrease, true) => Beside::Worse,
        (Direction::Neutral, true) => Beside::Higher,
        (Direction::Neutral, false) => Beside::Lower,
    })
}
