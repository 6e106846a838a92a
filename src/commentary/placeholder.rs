//! A figure in a text: `{{seen-on-time}}`, `{{seen-on-time@last-year.short}}`.

use std::ops::Range;

use crate::calendar::Period;
use crate::diagnostic::nearest;
use crate::kpi::{Catalogue, measure_hint};

/// Which period a placeholder speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The one that the pack reports on.
    Now,
    /// The one before it.
    Previous,
    /// The same one a year earlier.
    LastYear,
    /// This one.
    In(Period),
}

impl When {
    /// Its period in a pack that reports on `now`.
    pub fn period(self, now: Period) -> Period {
        match self {
            Self::Now => now,
            Self::Previous => now.previous(),
            Self::LastYear => now.same_last_year(),
            Self::In(period) => period,
        }
    }
}

/// What of a figure a placeholder prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As where there is room: "33 of 348, 9%".
    Long,
    /// As in a narrow cell: "9%".
    Short,
    /// Its status, as in the middle of a sentence: "off target".
    Status,
    /// The change since the same period last year, a sentence without its full stop.
    Change,
}

impl Form {
    /// Every form that has a word, with it.
    pub const ALL: [(&'static str, Self); 3] =
        [("short", Self::Short), ("status", Self::Status), ("change", Self::Change)];
}

/// A figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Id of the measure.
    pub measure: String,
    /// Its period.
    pub when: When,
    /// What of it is printed.
    pub form: Form,
    /// Bytes in the file, braces included.
    pub span: Range<usize>,
}

impl Placeholder {
    /// The id of its figure in a pack that reports on `now`: `seen-on-time@2018-19-Q4`.
    pub fn figure_id(&self, now: Period) -> String {
        format!("{}@{}", self.measure, self.when.period(now))
    }

    /// Reads what stands between the braces.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub(super) fn parse(
        inside: &str,
        span: Range<usize>,
        catalogue: &Catalogue,
    ) -> Result<Self, (String, String)> {
        let (rest, form) = match inside.trim().split_once('.') {
            None => (inside.trim(), Form::Long),
            Some((rest, word)) => {
                let words = Form::ALL.map(|(word, _)| word);
                let found = Form::ALL.iter().find(|(known, _)| *known == word);
                let (_, form) = found.ok_or_else(|| {
                    let hint = match nearest(word, words) {
                        Some(near) => format!("did you mean `.{near}`?"),
                        None => format!("after the point stands one of {}, or nothing", words.join(", ")),
                    };
                    (format!("a figure has no form `{word}`"), hint)
                })?;
                (rest, *form)
            }
        };
        let (measure, when) = match rest.split_once('@') {
            None => (rest, When::Now),
            Some((measure, "previous")) => (measure, When::Previous),
            Some((measure, "last-year")) => (measure, When::LastYear),
            Some((measure, period)) => {
                match period.parse() {
                    Ok(period) => (measure, When::In(period)),
                    Err(_) => {
                        let hint = match nearest(period, ["previous", "last-year"]) {
                        Some(near) => format!("did you mean `@{near}`?"),
                        None => "a period as 2018-19-Q3, `previous`, `last-year`, or nothing for the pack's own"
                            .to_owned(),
                    };
                        return Err((format!("`{period}` is no period"), hint));
                    }
                }
            }
        };
        if !catalogue.names().any(|name| name == measure) {
            return Err((format!("no measure `{measure}`"), measure_hint(measure, catalogue)));
        }
        Ok(Self { measure: measure.to_owned(), when, form, span })
    }
}
