//! A released figure: numbers and the words made from them.

use super::restated::Restated;
use crate::assess::{AssessedFigure, Judgement};
use crate::calendar::{Basis, Date, Period, Window, long_date};
use crate::compute::{Availability, Tally, Value, Wave};
use crate::kpi::{Display, Form, Measure, Polarity};
use crate::quantity::{Caution, Mean, Ratio, Share, Symbol, count, percentage_near, percentage_of};

/// Rows by state, as released.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReleasedTally {
    /// Met; for counts, means and parts: judged.
    pub met: u64,
    /// Not met.
    pub not_met: u64,
    /// Not recorded.
    pub missing: u64,
    /// Looked for and not known.
    pub not_known: u64,
    /// Not yet due.
    pub not_due: u64,
    /// The question did not arise.
    pub not_applicable: u64,
}

impl ReleasedTally {
    /// All rows, whatever their state.
    pub fn all(self) -> u64 {
        self.met + self.not_met + self.missing + self.not_known + self.not_due + self.not_applicable
    }
}

/// A rate, as released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedRate {
    /// Exact.
    pub exact: Ratio,
    /// The base: "332.5".
    pub base: String,
    /// As printed: "4.8".
    pub shown: String,
    /// "for every 100 children looked after".
    pub words: String,
}

/// A part of a distribution, as released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedPart {
    /// Its name.
    pub name: String,
    /// How many rows are in it; `None` where that is hidden.
    pub count: Option<u64>,
    /// Its share of the whole, as printed; a symbol where it is hidden.
    pub shown: String,
}

/// A value, as released; exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleasedValue {
    /// Met of judged.
    Share {
        /// Rows met.
        met: u64,
        /// Denominator.
        of: u64,
    },
    /// A number, with a rate where the measure has one.
    Count {
        /// How many.
        count: u64,
        /// The rate beside it.
        rate: Option<ReleasedRate>,
    },
    /// A mean or a median.
    Middle {
        /// Exact.
        exact: Ratio,
        /// How many values.
        of: u64,
    },
    /// Parts of a whole.
    Parts {
        /// The parts, in the measure's order.
        parts: Vec<ReleasedPart>,
        /// Their sum.
        of: u64,
    },
}

/// A figure that may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Released {
    /// Id of the measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// The days it speaks of.
    pub window: Window,
    /// Time basis.
    pub basis: Basis,
    /// The days it speaks of, in words; of a survey the day it closed, and how many responded.
    pub days: String,
    /// Word for its form: "share".
    pub form: &'static str,
    /// Word for its availability: "available".
    pub availability: &'static str,
    /// The value; `None` when there is none to show.
    pub value: Option<ReleasedValue>,
    /// As printed where there is room: "33 of 348, 9%"; why not, where there is no value.
    pub long: String,
    /// As printed in a narrow cell: "9%".
    pub short: String,
    /// What its denominator is too small for.
    pub caution: Caution,
    /// "between 81% and 93%": what missing records leave open, where they are many.
    pub bounds: Option<String>,
    /// Whether the value is hidden so that nobody can be recognised; of the parts of a whole, whether any is.
    pub confidential: bool,
    /// Rows by state; `None` for published packs, where a few not recorded are a few children.
    pub tally: Option<ReleasedTally>,
    /// The target in a few words; `None` without one, and for a figure of history that is not judged.
    pub target: Option<String>,
    /// Who was asked and who answered, for a survey: a sentence.
    pub who_answered: Option<String>,
    /// The ends between which the share of all who were invited to a survey lies at 95%; `None` for all other figures,
    /// and where too few answered or everyone did.
    pub margin: Option<(f64, f64)>,
    /// The last day of the survey that it is from; `None` when it is from none.
    pub closed: Option<Date>,
    /// Version of the definition.
    pub version: i64,
    /// What was reported of it, where it has moved since by as much as matters.
    pub restated: Option<Restated>,
    /// What is said of it: status, changes, comparators, months; `None` for one of history that is not judged.
    pub judgement: Option<Judgement>,
    /// Out of reach for every other module, so that none can make a figure of its own.
    pub(super) sealed: Sealed,
}

/// Shows that a figure came through the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sealed;

impl Released {
    /// Its name: `three-or-more-placements@2018-19-Q4`.
    pub fn id(&self) -> String {
        format!("{}@{}", self.measure, self.period)
    }

    /// The height of its point on a chart; `None` where there is none: no value, or nothing to take a share of.
    pub fn height(&self, display: Display) -> Option<f64> {
        match self.value.as_ref()? {
            // Too few for a percentage are too few for a point beside others.
            ReleasedValue::Share { .. } if self.closed.is_some() && self.caution == Caution::NoPercentage => {
                None
            }
            ReleasedValue::Share { met, .. } if display == Display::Number => Some(to_f64(*met)),
            ReleasedValue::Share { met, of } => {
                // A percentage of five or fewer is not shown, so neither is its point.
                let share = Share::new(*met, *of).filter(|share| share.caution() != Caution::NoPercentage)?;
                share.ratio().map(Ratio::as_f64)
            }
            ReleasedValue::Count { rate, .. } if display == Display::Rate => {
                rate.as_ref().map(|rate| rate.exact.as_f64())
            }
            ReleasedValue::Count { count, .. } => Some(to_f64(*count)),
            ReleasedValue::Middle { exact, .. } => Some(exact.as_f64()),
            ReleasedValue::Parts { .. } => None,
        }
    }
}

/// Counts are far below the 2^53 that a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "numbers of children are far below 2^53")]
fn to_f64(number: u64) -> f64 {
    number as f64
}

/// Makes a released figure from an assessed one, everything shown.
pub(super) fn release(one: &AssessedFigure, measure: &Measure) -> Released {
    let figure = &one.figure;
    let tally = figure.tally;
    let value = figure.value.as_ref().and_then(|value| value_of(value, measure));
    let (long, short) = match &value {
        Some(ReleasedValue::Share { met, of })
            if figure.wave.is_some() && one.caution == Caution::NoPercentage =>
        {
            few_answers(*met, *of)
        }
        Some(value) => in_words(value, measure),
        None => {
            let short = match figure.availability {
                Availability::OnceAYear => Symbol::NotApplicable,
                _ => Symbol::NotAvailable,
            };
            let words = match figure.availability {
                Availability::Available => format!("no {} in scope", measure.noun),
                ref other => other.words(),
            };
            (words, short.to_string())
        }
    };
    Released {
        measure: figure.measure.clone(),
        period: figure.period,
        window: figure.window,
        basis: measure.rows.basis,
        days: figure.wave.map_or_else(
            || measure.rows.basis.words(figure.period),
            |wave| {
                let (responded, invited) = (count(wave.responded), count(wave.invited));
                format!("survey to {}: {responded} of {invited} responded", long_date(wave.closed))
            },
        ),
        form: measure.form.name(),
        availability: figure.availability.name(),
        long,
        short,
        caution: one.caution,
        bounds: one
            .bounds
            .map(|(low, high)| format!("between {} and {}", percentage_of(low, 0), percentage_of(high, 0))),
        value,
        who_answered: figure.wave.map(|wave| who_answered(wave, tally, one.margin)),
        margin: one.margin,
        closed: figure.wave.map(|wave| wave.closed),
        confidential: false,
        tally: Some(ReleasedTally {
            met: tally.met,
            not_met: tally.not_met,
            missing: tally.missing,
            not_known: tally.not_known,
            not_due: tally.not_due,
            not_applicable: tally.not_applicable,
        }),
        target: one.judgement.as_ref().and_then(|judgement| judgement.standing.target.clone()),
        version: figure.version,
        restated: None,
        judgement: one.judgement.clone(),
        sealed: Sealed,
    }
}

/// Who was asked and who answered, with the response rate and how far chance alone could have moved the share.
fn who_answered(wave: Wave, tally: Tally, margin: Option<(f64, f64)>) -> String {
    let rate = Share::new(wave.responded, wave.invited)
        .filter(|share| share.caution() != Caution::NoPercentage)
        .and_then(Share::percentage)
        .map_or_else(String::new, |percentage| format!(" ({percentage})"));
    let mut words = format!(
        "Of {} invited to the survey that closed on {}, {}{rate} responded and {} answered this question.",
        count(wave.invited),
        long_date(wave.closed),
        count(wave.responded),
        count(tally.met + tally.not_met),
    );
    if let Some((lower, upper)) = margin {
        words += &format!(
            " If those who did not answer think alike, the share of all invited lies between {} and {} (95% interval).",
            percentage_near(lower),
            percentage_near(upper)
        );
    }
    words
}

/// The answers to a survey that too few answered for a percentage: never silence.
fn few_answers(met: u64, of: u64) -> (String, String) {
    if of == 0 {
        return ("nobody answered".to_owned(), Symbol::NotApplicable.to_string());
    }
    (format!("{} of the {} who answered", count(met), count(of)), format!("{} of {}", count(met), count(of)))
}

/// The value, everything shown; `None` where there is nothing to show.
pub(super) fn value_of(value: &Value, measure: &Measure) -> Option<ReleasedValue> {
    Some(match value {
        Value::Share { met, of } => ReleasedValue::Share { met: *met, of: *of },
        Value::Count { count, rate } => ReleasedValue::Count {
            count: *count,
            rate: rate.and_then(|rate| {
                let Form::Count { per: Some(per), .. } = &measure.form else { return None };
                let twice = i64::try_from(rate.numerator.checked_mul(2)?.checked_mul(rate.multiply)?).ok()?;
                let exact = Ratio::new(twice, i64::try_from(rate.base_halves).ok()?)?;
                // DfE shows rates per 10,000 as whole numbers; per 100 the decimal carries what changes.
                let decimals = u8::from(rate.multiply < 1_000);
                Some(ReleasedRate {
                    exact,
                    base: Ratio::new(i64::try_from(rate.base_halves).ok()?, 2)?
                        .round_half_up(u8::from(rate.base_halves % 2 == 1))
                        .to_string(),
                    shown: exact.round_half_up(decimals).to_string(),
                    words: per.words().to_owned(),
                })
            }),
        },
        Value::Mean { sum, of } => {
            ReleasedValue::Middle { exact: Ratio::new(*sum, i64::try_from(*of).ok()?)?, of: *of }
        }
        Value::Median { twice, of } => {
            if *of == 0 {
                return None;
            }
            ReleasedValue::Middle { exact: Ratio::new(*twice, 2)?, of: *of }
        }
        Value::Parts { parts, of } => ReleasedValue::Parts {
            parts: parts
                .iter()
                .map(|part| ReleasedPart {
                    name: part.name.clone(),
                    count: Some(part.count),
                    shown: Share::new(part.count, *of)
                        .map(|share| share.shown(&measure.noun).long)
                        .unwrap_or_default(),
                })
                .collect(),
            of: *of,
        },
    })
}

/// The value in words: where there is room, and for a narrow cell.
pub(super) fn in_words(value: &ReleasedValue, measure: &Measure) -> (String, String) {
    match value {
        ReleasedValue::Share { met, of } => {
            let Some(share) = Share::new(*met, *of) else { return (String::new(), String::new()) };
            let shown = share.shown(&measure.noun);
            let short = match share.percentage() {
                Some(percentage) if measure.display == Display::Number => {
                    match (measure.polarity, shown.caution) {
                        (Polarity::Neutral, _) | (_, Caution::NoPercentage) => count(*met),
                        (_, Caution::NoVerdict) => shown.short,
                        // The number first; beside it the percentage, in which a share's target is.
                        (_, Caution::Interval | Caution::None) => format!("{} ({percentage})", count(*met)),
                    }
                }
                _ => shown.short,
            };
            (shown.long, short)
        }
        ReleasedValue::Count { count: number, rate: None } => (count(*number), count(*number)),
        ReleasedValue::Count { count: number, rate: Some(rate) } => {
            let both = format!("{}; {} {}", count(*number), rate.shown, rate.words);
            if measure.display == Display::Rate {
                (format!("{} {} ({})", rate.shown, rate.words, count(*number)), rate.shown.clone())
            } else {
                (both, count(*number))
            }
        }
        ReleasedValue::Middle { exact, of } => {
            let shown = Mean::new(exact.numerator(), 0, exact.denominator().unsigned_abs())
                .map_or_else(String::new, Mean::shown);
            let of = count(*of);
            (format!("{shown} ({of} {})", measure.noun), shown)
        }
        ReleasedValue::Parts { parts, of } => {
            let list: Vec<String> =
                parts.iter().map(|part| format!("{}: {}", part.name, count_or_symbol(part.count))).collect();
            (list.join("; "), format!("{} {}", count(*of), measure.noun))
        }
    }
}

/// A count, or the symbol of a hidden one.
fn count_or_symbol(number: Option<u64>) -> String {
    number.map_or_else(|| Symbol::Confidential.to_string(), count)
}
