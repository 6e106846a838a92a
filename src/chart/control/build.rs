//! From the rules' findings to a chart and its words.

use super::ruler::words;
use super::{ControlChart, ControlPoint, Level, Ruler, Stretch};
use crate::calendar::Date;
use crate::chart::TargetLine;
use crate::spc::{Group, Stage, Variation, Xmr};

impl ControlChart {
    /// A chart of a series, its numbers written with so many decimals and its limits and mean with one more, at most 4.
    ///
    /// Where the number of values allows no limits, there is no mean and no signal either. Benchmarks, provisional
    /// points and a pack's own ways of writing a value can be put in afterwards; [`Self::describe`] then makes the
    /// alternative text anew.
    pub fn of(xmr: &Xmr, id: &str, title: &str, decimals: usize) -> Self {
        let finer = (decimals + 1).min(4).max(decimals);
        let names = period_names(xmr);
        let stage_of = |point: &crate::spc::Point| {
            xmr.groups().get(point.group).map_or(Stage::Dots, |group| group.stage)
        };
        let points: Vec<ControlPoint> = xmr
            .points()
            .iter()
            .map(|point| ControlPoint {
                value: point.value,
                shown: point.value.map_or_else(String::new, |value| words(value, decimals)),
                signal: if stage_of(point) == Stage::Dots { Variation::CommonCause } else { point.variation },
                provisional: false,
            })
            .collect();
        let stretches: Vec<Stretch> = xmr
            .groups()
            .iter()
            .filter(|group| !group.rows.is_empty())
            .map(|group| stretch(group, names.get(group.rows.start), finer))
            .collect();
        let target = xmr
            .target()
            .map(|value| TargetLine { value, label: format!("Target {}", words(value, places(value))) });
        let levels = stretches.iter().flat_map(Stretch::levels).map(|level| level.value);
        let values = points.iter().filter_map(|point| point.value);
        let ruler = Ruler::nice(values.chain(levels).chain(xmr.target()));
        let note = ruler.is_cut().then(|| "The axis does not start at 0.".to_owned());
        let (id, title) = (id.to_owned(), title.to_owned());
        let mut chart = Self {
            id,
            title,
            ruler,
            periods: names,
            points,
            stretches,
            target,
            benchmarks: Vec::new(),
            note,
            alt: String::new(),
        };
        chart.alt = chart.describe();
        chart
    }

    /// What the chart shows, for those who hear it: span, latest value with its signal, levels, target, benchmarks,
    /// all signals by number, gaps.
    pub fn describe(&self) -> String {
        let mut text = format!("Control chart, {}", self.title.trim_end_matches('.'));
        if let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) {
            text += &if first == last { format!(", {first}") } else { format!(", {first} to {last}") };
        }
        text.push('.');
        let latest = self.points.iter().zip(&self.periods).rfind(|(point, _)| point.value.is_some());
        if let Some((point, period)) = latest {
            text += &format!(" Latest {} in {period}", point.shown);
            if point.signal != Variation::CommonCause {
                text += &format!(", a {}", point.signal.words());
            }
            text.push('.');
        }
        for stretch in &self.stretches {
            let from = stretch.rebased.as_ref().map_or_else(String::new, |rebased| format!("{rebased}: "));
            let levels: Vec<String> = stretch.levels().map(|level| within(&level.label)).collect();
            let levels =
                if levels.is_empty() { "too few values for limits".to_owned() } else { levels.join(", ") };
            text += &if from.is_empty() {
                format!(" {}.", sentence(&levels))
            } else {
                format!(" {from}{levels}.")
            };
        }
        let lines = self.target.iter().map(|target| &target.label);
        for label in lines.chain(self.benchmarks.iter().map(|benchmark| &benchmark.label)) {
            text += &format!(" {}.", label.trim_end_matches('.'));
        }
        for kind in SIGNALS {
            let number = self.points.iter().filter(|point| point.signal == kind).count();
            if number > 0 {
                text += &format!(" {number} {}.", plural(kind, number));
            }
        }
        let missing: Vec<&str> = self
            .points
            .iter()
            .zip(&self.periods)
            .filter(|(point, _)| point.value.is_none())
            .map(|(_, period)| period.as_str())
            .collect();
        if !missing.is_empty() {
            text += &format!(" No value for {}.", missing.join(", "));
        }
        if self.points.iter().any(|point| point.provisional) {
            text += " Provisional values are drawn hollow.";
        }
        text
    }
}

/// The signals that a chart can have, in the order of their key.
pub(super) const SIGNALS: [Variation; 4] =
    [Variation::Improvement, Variation::Concern, Variation::NeutralHigh, Variation::NeutralLow];

/// "signal of concern" or "signals of concern".
pub(super) fn plural(kind: Variation, number: usize) -> String {
    let words = kind.words();
    if number == 1 { words.to_owned() } else { words.replacen("signal", "signals", 1) }
}

fn stretch(group: &Group, first: Option<&String>, decimals: usize) -> Stretch {
    let trial = if group.stage == Stage::Trial { "trial " } else { "" };
    let level =
        |name: String, value: f64| Level { value, label: format!("{name} {}", words(value, decimals)) };
    let shown = group.stage != Stage::Dots;
    let limits = group.limits.filter(|_| shown);
    Stretch {
        periods: group.rows.clone(),
        stage: group.stage,
        mean: group.mean.filter(|_| shown).map(|mean| level("Mean".to_owned(), mean)),
        lower: limits.map(|limits| level(format!("Lower {trial}limit"), limits.lower)),
        upper: limits.map(|limits| level(format!("Upper {trial}limit"), limits.upper)),
        rebased: first.filter(|_| group.rows.start > 0).map(|first| format!("Rebased {first}")),
    }
}

/// With a capital first, as at the start of a sentence.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// With a small letter first, as within a sentence.
fn within(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

/// Decimals that a number is written with, at most 4.
fn places(value: f64) -> usize {
    value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(4)
}

/// Short names of the periods: months where every date is the first or every one the last of a different month.
fn period_names(xmr: &Xmr) -> Vec<String> {
    use chrono::Datelike as _;
    let dates: Vec<Date> = xmr.points().iter().map(|point| point.date).collect();
    let firsts = dates.iter().all(|date| date.day() == 1);
    let lasts = dates.iter().all(|date| date.succ_opt().is_some_and(|next| next.day() == 1));
    let form = if firsts || lasts { "%b %Y" } else { "%-d %b %Y" };
    dates.iter().map(|date| date.format(form).to_string()).collect()
}
