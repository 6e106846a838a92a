//! The months under a quarter: which movements are more than ordinary variation.

use std::collections::BTreeSet;

use super::change::direction;
use super::status::{Standing, Status};
use super::words::{capital, things};
use crate::calendar::{Date, Period, long_date};
use crate::compute::{Figure, Measured, State, Value};
use crate::kpi::{Break, Form, Measure, Unit};
use crate::quantity::{Ratio, count};
use crate::spc::{self, EventStrip, Rules, Series, Stage, Unfit, Xmr, fit_for_counts, fit_for_shares};
use crate::target::{Rebase, Targets};

/// What the monthly values of a measure show.
#[derive(Debug, Clone, PartialEq)]
pub struct Variation {
    /// The months in order, each with its value, a share in percent; `None` is a month without one.
    pub months: Vec<(Period, Option<f64>)>,
    /// The chart of them; `None` where they are too few or too small for one.
    pub xmr: Option<Xmr>,
    /// Of events too rare for such a chart, their days; `None` where they are not rare, where none happened, and where
    /// the day of any is not known. For those alone who may see whom a day points at.
    pub events: Option<EventStrip>,
    /// What the latest month shows, where the limits are full ones.
    pub latest: Option<spc::Variation>,
    /// What they show, in a sentence or two, with the decisions to work the limits out anew.
    pub sentence: String,
}

/// The variation of a measure over the months up to a figure's last; `None` for a measure that is not watched, or when
/// its months were not measured.
pub(super) fn variation(
    measured: &Measured,
    measure: &Measure,
    (now, standing): (Period, &Standing),
    targets: &Targets,
) -> Option<Variation> {
    if !measure.has_watched_months() {
        return None;
    }
    let months: Vec<&Figure> = measured
        .figures_of(&measure.id)
        .filter(|one| matches!(one.period, Period::Month { .. }) && one.period.last_day() <= now.last_day())
        .skip_while(|one| one.value.is_none())
        .collect();
    let last = months.last().filter(|one| one.period.last_day() == now.last_day())?;
    let values: Vec<(Period, Option<f64>)> =
        months.iter().map(|one| (one.period, height(one.value.as_ref()))).collect();
    let series = Series::new(values.iter().map(|(period, value)| (period.first_day(), *value))).ok()?;
    let fit = match measure.form {
        Form::Count { .. } => fit_for_counts(&series),
        _ => {
            let denominators: Vec<u64> =
                months.iter().filter_map(|one| one.value.as_ref()).map(Value::of).collect();
            fit_for_shares(&denominators)
        }
    };
    let span = format!("{} months to {}", values.len(), last.period.words());
    if let Err(unfit) = fit {
        return Some(Variation {
            sentence: rare(measure, &months, &span, unfit),
            events: (unfit == Unfit::RareEvents).then(|| events(measured, measure, &months)).flatten(),
            months: values,
            xmr: None,
            latest: None,
        });
    }
    // A decision for before the first month changes nothing.
    let first = months.first().map_or(Date::MAX, |one| one.period.first_day());
    let decisions: Vec<&Rebase> =
        targets.rebases(&measure.id).filter(|one| first < one.on && one.on <= now.last_day()).collect();
    let breaks: Vec<&Break> =
        measure.breaks.iter().filter(|one| first < one.on && one.on <= now.last_day()).collect();
    let mut anew: Vec<Date> =
        decisions.iter().map(|one| one.on).chain(breaks.iter().map(|one| one.on)).collect();
    anew.sort_unstable();
    anew.dedup();
    let rules = Rules {
        direction: direction(measure.polarity),
        // A quarter's target of a count says nothing of a month.
        target: match measure.form {
            Form::Share(_) => standing.height.map(|height| height.times(100).as_f64()),
            _ => None,
        },
        rebase: anew,
        ..Rules::default()
    };
    let xmr = Xmr::new(&series, &rules);
    let mut sentence = words(&xmr, standing.status, &span);
    for one in breaks {
        sentence += &format!(" Limits anew from {}: {}.", long_date(one.on), one.words);
    }
    for one in decisions {
        sentence += &format!(
            " Limits anew from {}: {} ({}).",
            long_date(one.on),
            one.reason.trim_end_matches('.'),
            one.decided_by
        );
    }
    let latest = xmr.icons().map(|icons| icons.variation);
    Some(Variation { months: values, xmr: Some(xmr), events: None, latest, sentence })
}

/// The days of rare events since the last month without a value, which would look like one without an event; `None`
/// where there is none, or the days known are not as many as the months count.
fn events(measured: &Measured, measure: &Measure, months: &[&Figure]) -> Option<EventStrip> {
    let gap = months.iter().rposition(|one| one.value.is_none()).map_or(0, |at| at + 1);
    let shown = months.get(gap..)?;
    let mut days: Vec<Date> = Vec::new();
    for month in shown {
        let mut people = BTreeSet::new();
        let before = days.len();
        let counted =
            measured.outcomes(&measure.id, month.period).iter().filter(|one| one.state == State::Met);
        for one in counted {
            // A count of people has each of them once a month, and those without a person not at all.
            let again = match (&measure.form, &one.person) {
                (Form::Count { unit: Unit::People, .. }, Some(person)) => !people.insert(person),
                (Form::Count { unit: Unit::People, .. }, None) => true,
                _ => false,
            };
            if !again {
                days.push(one.day?);
            }
        }
        if (days.len() - before) as u64 != month.value.as_ref().map_or(0, Value::of) {
            return None;
        }
    }
    let (first, last) = (shown.first()?.period.first_day(), shown.last()?.period.last_day());
    EventStrip::new(first, last, days).filter(|strip| strip.events() > 0)
}

/// The value of a month on a chart: a share in percent.
fn height(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Share { met, of } => {
            Some(Ratio::new(i64::try_from(*met).ok()?, i64::try_from(*of).ok()?)?.times(100).as_f64())
        }
        Value::Count { count, .. } => u32::try_from(*count).ok().map(f64::from),
        Value::Mean { .. } | Value::Median { .. } | Value::Parts { .. } => None,
    }
}

/// What months too small for limits show: for counts how many, in how many months, and when last.
fn rare(measure: &Measure, months: &[&Figure], span: &str, unfit: Unfit) -> String {
    let Form::Count { .. } = measure.form else {
        return format!("No limits over the {span}, for {}.", unfit.words());
    };
    let with: Vec<(&Figure, u64)> = months
        .iter()
        .filter_map(|one| Some((*one, one.value.as_ref()?.of())))
        .filter(|(_, number)| *number > 0)
        .collect();
    let all: u64 = with.iter().map(|(_, number)| number).sum();
    match with.last() {
        None => format!("None in the {span}."),
        Some((last, _)) => format!(
            "{} in the {span}, in {} of them, the last in {}: too few for limits.",
            things(all, &measure.noun),
            count(with.len() as u64),
            last.period.words()
        ),
    }
}

/// What the chart shows, joined to the status: one qualifies the other.
fn words(xmr: &Xmr, status: Status, span: &str) -> String {
    match xmr.stage() {
        Stage::Dots => return format!("Fewer than 8 values in the {span}: no limits."),
        Stage::Trial => {
            return format!(
                "Fewer than 13 values in the {span}: limits are on trial, and no signal is claimed."
            );
        }
        Stage::Full => {}
    }
    let Some((icons, (latest, _))) = xmr.icons().zip(xmr.latest()) else {
        return format!("No limits over the {span}.");
    };
    let said = match icons.variation {
        spc::Variation::CommonCause => "ordinary variation".to_owned(),
        signal => format!("a {}", signal.words()),
    };
    let judged = matches!(status, Status::OnTarget | Status::Close | Status::OffTarget);
    let (good, bad) = (status == Status::OnTarget, status != Status::OnTarget);
    let joined = match icons.variation {
        _ if !judged => capital(&said),
        spc::Variation::CommonCause if good => format!("On target, within {said}"),
        spc::Variation::Improvement if bad => format!("{}, but {said}", status.word()),
        spc::Variation::Concern if good => format!("On target, but {said}"),
        spc::Variation::CommonCause => format!("{}, but {said}", status.word()),
        _ => format!("{}, and {said}", status.word()),
    };
    let mut sentence = match icons.variation {
        spc::Variation::CommonCause => format!("{joined} over the {span}"),
        _ => format!("{joined}: over the {span} the latest value is {}", latest.label.words()),
    };
    if let Some(assurance) = icons.assurance {
        sentence += &format!("; {}", assurance.words());
    }
    sentence + "."
}
