//! What a figure is held against: a number, a duty, a direction, or nothing.

use crate::calendar::{Basis, Length, Period, long_date};
use crate::kpi::{Form, Measure, Polarity, TargetKind};
use crate::quantity::{Decimal, Ratio};
use crate::target::{Agreed, Exception, Targets};

/// A number to reach, in percent for a share, else in the measure's own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aim {
    /// To be reached, or not to be passed where lower is better.
    pub target: Decimal,
    /// How far short of it still is close; zero: nothing is.
    pub tolerance: Decimal,
    /// Whether it is a percentage.
    pub percent: bool,
    /// Which way is better.
    pub polarity: Polarity,
}

/// How a value stands to an [`Aim`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Short of it by more than the tolerance.
    Off,
    /// Short of it, within the tolerance.
    Close,
    /// Reached.
    On,
}

impl Aim {
    /// How a value stands to it, unrounded; a share's value is between 0 and 1. `None` for a number beyond 64 bits.
    pub fn reach(&self, value: Ratio) -> Option<Reach> {
        let target = self.ratio(self.target)?;
        let edge = self.ratio(self.edge())?;
        let meets = |bound: Ratio| match self.polarity {
            Polarity::Lower => value <= bound,
            Polarity::Higher | Polarity::Neutral => value >= bound,
        };
        Some(match (meets(target), meets(edge)) {
            (true, _) => Reach::On,
            (false, true) => Reach::Close,
            (false, false) => Reach::Off,
        })
    }

    /// The last value that is close.
    fn edge(&self) -> Decimal {
        let decimals = self.target.decimals().max(self.tolerance.decimals());
        let units = |one: Decimal| one.units() * 10_i128.pow(u32::from(decimals - one.decimals()));
        let (target, tolerance) = (units(self.target), units(self.tolerance));
        let units = if self.polarity == Polarity::Lower { target + tolerance } else { target - tolerance };
        Decimal::new(units, decimals)
    }

    /// A number of its unit as the value of a figure.
    fn ratio(&self, number: Decimal) -> Option<Ratio> {
        let ratio = number.as_ratio()?;
        if !self.percent {
            return Some(ratio);
        }
        Ratio::new(ratio.numerator(), ratio.denominator().checked_mul(100)?)
    }

    /// The target as a figure's value: a share between 0 and 1, else the number.
    pub fn height(&self) -> Option<Ratio> {
        self.ratio(self.target)
    }

    /// How many of `of` meet it: the least number, or the greatest where lower is better.
    pub fn of(&self, of: u64) -> Option<u64> {
        let ratio = self.ratio(self.target)?;
        let (product, whole) =
            (i128::from(ratio.numerator()) * i128::from(of), i128::from(ratio.denominator()));
        let down = product.div_euclid(whole);
        let up = if product.rem_euclid(whole) == 0 { down } else { down + 1 };
        u64::try_from(if self.polarity == Polarity::Lower { down } else { up }).ok()
    }

    /// "at least 70%", "at most 13.5".
    pub fn words(&self) -> String {
        let bound = if self.polarity == Polarity::Lower { "at most" } else { "at least" };
        format!("{bound} {}", self.number(self.target))
    }

    /// A number with its unit: "70%".
    pub fn number(&self, number: Decimal) -> String {
        if self.percent { format!("{number}%") } else { number.to_string() }
    }
}

/// What a measure is held against in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held<'a> {
    /// A duty: none is to be without, but for so many agreed cases.
    Duty(Option<(&'a Exception, u64)>),
    /// A number, with the words for where it comes from.
    Number(Aim, String),
    /// The strategy's direction.
    Direction,
    /// Nothing; why.
    Nothing(String),
}

impl<'a> Held<'a> {
    /// What a measure is held against: the strategy's number, the council's own for the year, the strategy's direction,
    /// in this order. A council's number makes a direction precise, so it goes before it.
    pub(super) fn of(measure: &Measure, period: Period, targets: &'a Targets) -> Self {
        if measure.polarity == Polarity::Neutral {
            return Self::Nothing("Neither higher nor lower is better: it carries no status.".to_owned());
        }
        let percent = matches!(measure.form, Form::Share(_) | Form::Ratio { .. });
        let aim = |target: Decimal, tolerance: Decimal| Aim {
            target,
            tolerance,
            percent,
            polarity: measure.polarity,
        };
        let none = Decimal::new(0, 0);
        let length = measure.rows.basis.length(period);
        let of_this_length = |per: Option<Length>| per.is_none_or(|per| length == Some(per));
        let exception = targets.exception(&measure.id, period.last_day());
        if let Some(one) = exception.filter(|one| of_this_length(one.per))
            && let Agreed::Value(value) = one.agreed
        {
            return Self::Number(aim(value, none), agreed_words(one));
        }
        let strategys = measure.target.as_ref().and_then(|target| target.percent);
        if let Some(number) = strategys {
            if measure.is_duty() {
                let agreed = exception.and_then(|one| match one.agreed {
                    Agreed::Cases(cases) => Some((one, cases)),
                    Agreed::Value(_) => None,
                });
                return Self::Duty(agreed);
            }
            return Self::Number(aim(Decimal::new(i128::from(number), 0), none), "the strategy".to_owned());
        }
        let year = period.financial_year();
        let words = Period::Year { year }.short();
        let local = targets.local(&measure.id);
        let local = local.and_then(|one| Some((one, *one.by_year.get(&year)?)));
        if let Some((local, target)) = local.filter(|(local, _)| of_this_length(local.per)) {
            let span = match local.per {
                Some(per) if per != Length::Year => format!("a {} of {words}", per.name()),
                _ => words,
            };
            return Self::Number(aim(target, local.tolerance), format!("{}, for {span}", local.set_by));
        }
        let of_another = local.and_then(|(local, _)| local.per);
        match (&measure.target, of_another) {
            (Some(target), _) if target.kind == TargetKind::Direction => Self::Direction,
            (_, Some(per)) => Self::Nothing(another_length(measure, per, period)),
            (Some(_), None) => Self::Nothing(format!(
                "The strategy promises it without a number, and the council has set none for {words}."
            )),
            (None, None) => Self::Nothing(format!(
                "The strategies state no target for it, and the council has set none for {words}."
            )),
        }
    }
}

/// Why a target of one length says nothing of a figure of another.
fn another_length(measure: &Measure, per: Length, period: Period) -> String {
    let figure = match measure.rows.basis {
        Basis::InPeriod => format!("the figure of a {}", period.length().name()),
        _ => "a year so far".to_owned(),
    };
    format!("The council's target is for a whole {}: {figure} is not held against it.", per.name())
}

/// "agreed until 30 June 2019 by the Director: reason".
pub(super) fn agreed_words(one: &Exception) -> String {
    format!("agreed until {} by {}{}", long_date(one.until), one.agreed_by, reason_of(one))
}

/// ": reason", the end of the words of an exception.
pub(super) fn reason_of(one: &Exception) -> String {
    format!(": {}", one.reason.trim_end_matches('.'))
}
