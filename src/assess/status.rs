//! How a figure stands against its target, with the reason.

use super::aim::{Aim, Held, Reach, agreed_words};
use super::aside::{Aside, Beyond, agreed_for, exceeded, left_out};
use super::caution::{Few, too_few};
use super::change::Change;
use super::words::{capital, singular, things, value};
use crate::compute::{Availability, Figure, Value};
use crate::kpi::{Display, Form, Measure, Polarity};
use crate::quantity::{Ratio, Share, count, percentage_near};
use crate::statistics::{Interval, Verdict, survey, wilson};
use crate::target::Targets;

/// How a figure stands against its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The target is met.
    OnTarget,
    /// Short of it within the tolerance.
    Close,
    /// Short of it by more.
    OffTarget,
    /// The strategy asks for a direction, and the figures show none clearly.
    NotClear,
    /// The strategy asks for a direction, and nothing tests whether the figures took it.
    NotTested,
    /// Of too few for a verdict.
    TooFew,
    /// There is nothing to hold it against.
    NoTarget,
    /// There is no figure, for its data are not collected.
    NotCollected,
    /// There is no figure for another reason.
    NoFigure,
}

impl Status {
    /// Every status, in the order of a table.
    pub const ALL: [Self; 9] = [
        Self::OnTarget,
        Self::Close,
        Self::OffTarget,
        Self::NotClear,
        Self::NotTested,
        Self::TooFew,
        Self::NoTarget,
        Self::NotCollected,
        Self::NoFigure,
    ];

    /// As printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnTarget => "On target",
            Self::Close => "Close",
            Self::OffTarget => "Off target",
            Self::NotClear => "Not clear",
            Self::NotTested => "Not tested",
            Self::TooFew => "Too few",
            Self::NoTarget => "No target",
            Self::NotCollected => "Not collected",
            Self::NoFigure => "No figure",
        }
    }

    /// In tidy data: `on-target`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnTarget => "on-target",
            Self::Close => "close",
            Self::OffTarget => "off-target",
            Self::NotClear => "not-clear",
            Self::NotTested => "not-tested",
            Self::TooFew => "too-few",
            Self::NoTarget => "no-target",
            Self::NotCollected => "not-collected",
            Self::NoFigure => "no-figure",
        }
    }
}

/// Whether chance could have put a share on the other side of its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// The share's 95% interval lies on one side of the target.
    Clearly,
    /// The target lies in it.
    Borderline,
}

/// A figure against its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// How sure it is; `None` where that has no meaning: no share, no number to reach, a duty of 100%.
    pub sureness: Option<Sureness>,
    /// The target in a few words: "at least 70%", "100%", "a decrease"; `None` without one.
    pub target: Option<String>,
    /// The target as a figure's value, for a line on a chart; `None` where it is no number.
    pub height: Option<Ratio>,
    /// The way to the target in people: "6 more children would meet the target", "2 children without".
    pub distance: Option<String>,
    /// Why, in a sentence or two.
    pub reason: String,
    /// Passages of the reason that say more than figure and target do.
    pub asides: Vec<Aside>,
}

/// Judges a figure against its target; a direction by the change since the same period last year.
pub(super) fn standing(
    measure: &Measure,
    figure: &Figure,
    last_year: &Change,
    targets: &Targets,
) -> Standing {
    let held = Held::of(measure, figure.period, targets);
    let without = |status: Status, reason: String| Standing {
        status,
        sureness: None,
        target: target_words(measure, &held),
        height: match &held {
            Held::Duty(_) => Ratio::new(1, 1),
            Held::Number(aim, _) => aim.height(),
            Held::Direction | Held::Nothing(_) => None,
        },
        distance: None,
        reason,
        asides: Vec::new(),
    };
    let agreed_for = targets.exception(&measure.id, figure.period.last_day()).map(agreed_for);
    let Some((words, headline)) = value(figure, measure).zip(figure.value.as_ref()) else {
        let status = match figure.availability {
            Availability::NotCollected(_) | Availability::CarePeriodsCut | Availability::NoSurvey => {
                Status::NotCollected
            }
            _ => Status::NoFigure,
        };
        return without(status, format!("{}.", capital(&figure.availability.words())));
    };
    if matches!(
        headline,
        Value::Share { of: 0, .. } | Value::Mean { of: 0, .. } | Value::Median { of: 0, .. }
    ) {
        return without(Status::NoFigure, format!("There were no {} in scope.", measure.noun));
    }
    match &held {
        Held::Nothing(why) => without(Status::NoTarget, why.clone()),
        Held::Duty(agreed) => {
            let Value::Share { met, of } = headline else {
                return without(Status::NoTarget, "A duty of 100% is a share.".to_owned());
            };
            let Judged { status, distance, reason, mut asides, .. } =
                duty(measure, figure, (*met, *of), *agreed);
            asides.extend(agreed_for);
            Standing { distance, asides, ..without(status, reason) }
        }
        Held::Direction => {
            let wanted = if measure.polarity == Polarity::Lower { "a decrease" } else { "an increase" };
            let status = match last_year.verdict {
                Some(Verdict::Better) => Status::OnTarget,
                Some(Verdict::Worse) => Status::OffTarget,
                Some(_) => Status::NotClear,
                None => match too_few(measure, figure) {
                    Some(_) if matches!(measure.form, Form::Share(_)) => Status::TooFew,
                    _ => Status::NotTested,
                },
            };
            without(status, format!("The strategy asks for {wanted}. {}", last_year.reason))
        }
        Held::Number(aim, set_by) => {
            if let Some(few) = too_few(measure, figure) {
                return without(Status::TooFew, few_words(measure, &words, few));
            }
            let Some((reach, exact)) = exact(headline, measure).and_then(|one| Some((aim.reach(one)?, one)))
            else {
                return without(Status::NotClear, format!("{words}: too large a number to judge."));
            };
            let Judged { status, sureness, reason, mut asides, .. } =
                number(measure, figure, (aim, set_by), (reach, exact), &words);
            asides.extend(agreed_for);
            let distance = if reach == Reach::On { None } else { distance(aim, headline, measure) };
            let reason = match &distance {
                Some(way) => format!("{reason} {}.", capital(way)),
                None => reason,
            };
            Standing { sureness, distance, asides, ..without(status, reason) }
        }
    }
}

/// The target in a few words.
fn target_words(measure: &Measure, held: &Held<'_>) -> Option<String> {
    match held {
        Held::Duty(_) => Some("100%".to_owned()),
        Held::Number(aim, _) => Some(aim.words()),
        Held::Direction if measure.polarity == Polarity::Lower => Some("a decrease".to_owned()),
        Held::Direction => Some("an increase".to_owned()),
        Held::Nothing(_) => None,
    }
}

/// The parts of a judgement that depend on the figure.
struct Judged {
    status: Status,
    sureness: Option<Sureness>,
    distance: Option<String>,
    reason: String,
    asides: Vec<Aside>,
}

/// A duty is met when nobody is without: one child is noise in statistics and a person in practice.
fn duty(
    measure: &Measure,
    figure: &Figure,
    (met, of): (u64, u64),
    agreed: Option<(&crate::target::Exception, u64)>,
) -> Judged {
    let without = of - met;
    // Missing rows that the denominator leaves out are neither met nor unmet.
    let missing = match &measure.form {
        Form::Share(share) if !share.count_missing => figure.tally.missing,
        _ => 0,
    };
    let mut asides: Vec<Aside> = left_out(missing, &measure.noun).into_iter().collect();
    let beside = asides.first().map_or_else(String::new, |aside| aside.words.clone());
    if without == 0 {
        let all = if of == 1 {
            format!("The one {}", singular(&measure.noun))
        } else {
            format!("All {}", things(of, &measure.noun))
        };
        let reason = format!("{all}: none is without.{beside}");
        return Judged { status: Status::OnTarget, sureness: None, distance: None, reason, asides };
    }
    let words = format!("{} without", things(without, &measure.noun));
    let (status, reason) = match agreed {
        None => (Status::OffTarget, format!("{words}: the strategy's target is 100%.")),
        Some((exception, cases)) if without <= cases => {
            (Status::OnTarget, format!("{words}, within the {} {}.", count(cases), agreed_words(exception)))
        }
        Some((exception, cases)) => {
            let only = format!("only {} are", count(cases));
            let reason =
                format!("{words}: the strategy's target is 100%, and {only} {}.", agreed_words(exception));
            asides.push(exceeded(only, cases));
            (Status::OffTarget, reason)
        }
    };
    let reason = format!("{reason}{beside}");
    Judged { status, sureness: None, distance: Some(words), reason, asides }
}

fn few_words(measure: &Measure, words: &str, few: Few) -> String {
    match few {
        Few::Rows(of) if matches!(measure.form, Form::Ratio { .. }) => {
            format!("{words}, of {} children: too few for a status, which needs 20.", count(of))
        }
        Few::Rows(of) => {
            let plural = if of == 1 { "is" } else { "are" };
            format!("{words}: {} {plural} too few for a status, which needs 20.", things(of, &measure.noun))
        }
        Few::Answers => format!(
            "{words}: too few answered for a status, which needs 30 answers and 30% of those invited."
        ),
    }
}

/// The exact value that is held against a target.
fn exact(value: &Value, measure: &Measure) -> Option<Ratio> {
    let whole = |number: u64| i64::try_from(number).ok();
    match value {
        Value::Share { met, of } => Ratio::new(whole(*met)?, whole(*of)?),
        Value::Count { rate: Some(rate), .. } if measure.display == Display::Rate => {
            let twice = rate.numerator.checked_mul(2)?.checked_mul(rate.multiply)?;
            Ratio::new(whole(twice)?, whole(rate.base_halves)?)
        }
        Value::Count { count, .. } => Ratio::new(whole(*count)?, 1),
        Value::Mean { sum, of } => Ratio::new(*sum, whole(*of)?),
        Value::Median { twice, of } => (*of > 0).then(|| Ratio::new(*twice, 2)).flatten(),
        Value::Parts { .. } => None,
    }
}

/// A value against a number; the way to it is not told yet.
fn number(
    measure: &Measure,
    figure: &Figure,
    (aim, set_by): (&Aim, &str),
    (reach, exact): (Reach, Ratio),
    words: &str,
) -> Judged {
    let status = match reach {
        Reach::On => Status::OnTarget,
        Reach::Close => Status::Close,
        Reach::Off => Status::OffTarget,
    };
    let interval = interval(measure, figure);
    let sureness = interval.zip(aim.height()).map(|(interval, target)| {
        if interval.contains(target.as_f64()) { Sureness::Borderline } else { Sureness::Clearly }
    });
    let unit = if aim.percent { " percentage points" } else { "" };
    let unsure = match reach {
        Reach::On => "on target".to_owned(),
        Reach::Close => format!("close, within {}{unit}", aim.tolerance),
        Reach::Off => "off target".to_owned(),
    };
    let said = match (reach, sureness) {
        (Reach::On, Some(Sureness::Clearly)) => "clearly on target".to_owned(),
        (Reach::Close, Some(Sureness::Clearly)) => format!("{unsure}, but clearly short"),
        (Reach::Off, Some(Sureness::Clearly)) => "clearly off target".to_owned(),
        _ => unsure.clone(),
    };
    let borderline = if sureness == Some(Sureness::Borderline) { ", but borderline" } else { "" };
    let range = interval.map_or_else(String::new, |interval| {
        let (lower, upper) = (percentage_near(interval.lower()), percentage_near(interval.upper()));
        format!(" (95% interval {lower} to {upper})")
    });
    let reason = format!(
        "{} against {} ({set_by}): {said}{borderline}{range}.",
        beside(words, aim, exact, figure.value.as_ref()),
        aim.words()
    );
    let survey = figure.wave.map(|_| Aside {
        words: format!(": {said}{borderline}{range}."),
        instead: format!(": {unsure}."),
        beyond: Beyond::Invited,
    });
    Judged { status, sureness, distance: None, reason, asides: survey.into_iter().collect() }
}

/// The 95% interval of a share; `None` for every other form.
///
/// A ratio has none: sessions of one child are alike, and an interval that takes them for independent is too narrow.
pub(super) fn interval(measure: &Measure, figure: &Figure) -> Option<Interval> {
    match (&measure.form, &figure.value) {
        (Form::Share(_), Some(Value::Share { met, of })) => {
            let share = Share::new(*met, *of)?;
            match figure.wave {
                Some(wave) => survey(share, wave.invited),
                None => wilson(share),
            }
        }
        _ => None,
    }
}

/// Where the share of all who were invited to a survey lies; `None` where too few answered to say, and where all did.
pub(super) fn margin(measure: &Measure, figure: &Figure) -> Option<(f64, f64)> {
    let everyone = figure.wave?.invited == figure.value.as_ref()?.of();
    let interval = interval(measure, figure).filter(|_| !everyone && too_few(measure, figure).is_none())?;
    Some((interval.lower(), interval.upper()))
}

/// The value's words; with more decimals where rounding would hide on which side of the target it lies.
fn beside(words: &str, aim: &Aim, exact: Ratio, value: Option<&Value>) -> String {
    let Some(Value::Share { met, of }) = value else { return words.to_owned() };
    let percent = exact.times(100);
    let target = aim.target.as_ratio();
    let hidden = |decimals: u8| {
        let rounded = percent.round_half_up(decimals).as_ratio();
        target != Some(percent) && rounded == target
    };
    let usual = Share::new(*met, *of).map_or(0, Share::decimals);
    match (usual..=3).find(|decimals| !hidden(*decimals)) {
        Some(decimals) if decimals > usual => {
            format!("{} of {} ({}%)", count(*met), count(*of), percent.round_half_up(decimals))
        }
        _ => words.to_owned(),
    }
}

/// The way to the target in people; `None` for what is no number of them.
fn distance(aim: &Aim, value: &Value, measure: &Measure) -> Option<String> {
    let (now, wanted) = match value {
        Value::Share { met, of } => (*met, aim.of(*of)?),
        Value::Count { count, .. } if measure.display != Display::Rate => (*count, aim.of(1)?),
        _ => return None,
    };
    let noun = |number: u64| {
        if number == 1 { singular(&measure.noun) } else { measure.noun.clone() }
    };
    let (number, more) = if aim.polarity == Polarity::Lower {
        (now.checked_sub(wanted)?, "fewer")
    } else {
        (wanted.checked_sub(now)?, "more")
    };
    Some(format!("{} {more} {} would meet the target", count(number), noun(number)))
}
