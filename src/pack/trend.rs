//! A measure's chart over the pack's history, and what it is called on the page.

use super::figures::unit;
use super::inputs::Inputs;
use super::judged;
use crate::calendar::{Basis, Period, long_date};
use crate::chart::{Chart, ChartKind, MOST_SERIES, Point, Scale, Series, TargetLine, ValueUnit};
use crate::kpi::{Break, Display, Form, Measure};
use crate::protect::{Released, ReleasedValue};
use crate::quantity::{Ratio, Share, count, percentage_near};

/// Fewer points than these are no course over time: the table says as much.
const LEAST_POINTS: usize = 3;

/// The chart of a measure over the pack's history; `None` when it has fewer than three points to show.
pub(super) fn chart(inputs: &Inputs<'_>, measure: &Measure) -> Option<Chart> {
    let history = &inputs.plan.history;
    let series = match &measure.form {
        Form::Parts { groups, .. } => {
            let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
            bands(inputs, measure, &names)
        }
        _ => vec![Series {
            name: measure.short.clone(),
            points: history
                .iter()
                .map(|period| {
                    let figure = inputs.at(measure, *period);
                    Point {
                        value: figure.and_then(|figure| figure.height(measure.display)),
                        shown: figure.map(|figure| figure.short.clone()).unwrap_or_default(),
                        provisional: false,
                        range: figure.and_then(|figure| figure.margin),
                    }
                })
                .collect(),
        }],
    };
    let heights: Vec<f64> =
        series.iter().flat_map(|one: &Series| one.points.iter().flat_map(heights_of)).collect();
    let shown = series.iter().map(|one| one.points.iter().filter(|p| p.value.is_some()).count()).max()?;
    if shown < LEAST_POINTS {
        return None;
    }
    let unit = unit(measure);
    let kind = match &measure.form {
        Form::Parts { .. } => ChartKind::StackedShare,
        Form::Count { .. } if counts_events(measure.rows.basis) && measure.display != Display::Rate => {
            ChartKind::Bars
        }
        _ if measure.rows.basis == Basis::Survey => ChartKind::Dots,
        _ => ChartKind::Line,
    };
    let benchmarks = if kind == ChartKind::Line { judged::others(inputs, measure, unit) } else { Vec::new() };
    let others = benchmarks.iter().flat_map(|one| one.points.iter().map(|(_, value)| *value));
    let heights = heights.into_iter().chain(target_height(inputs, measure)).chain(others);
    let scale = match kind {
        ChartKind::StackedShare => Scale { low: 0.0, high: 1.0, step: 0.25 },
        _ => Scale::nice(heights, unit, kind == ChartKind::Bars),
    };
    let mut chart = Chart {
        id: measure.id.clone(),
        title: measure.title.clone(),
        kind,
        unit,
        scale,
        periods: history.iter().map(|period| period.short()).collect(),
        series,
        breaks: breaks(inputs, measure).into_iter().map(|(at, _)| at).collect(),
        target: target_line(inputs, measure),
        benchmarks,
        note: None,
        alt: String::new(),
    };
    let cut = chart.scale.is_cut().then(|| "The value axis does not start at 0.".to_owned());
    let broken = breaks(inputs, measure).into_iter().map(|(_, one)| {
        let on = long_date(one.on);
        format!("A break in the series on {on}: figures before it do not compare with those since.")
    });
    let notes: Vec<String> = cut.into_iter().chain(broken).collect();
    chart.note = (!notes.is_empty()).then(|| notes.join(" "));
    let latest =
        inputs.now(measure).filter(|figure| figure.value.is_some()).map(|figure| figure.long.clone());
    let anew = starts_anew(measure).map(|words| format!("It {words}"));
    let range = inputs.now(measure).and_then(|figure| figure.margin).map(|(lower, upper)| {
        format!("The latest value's 95% interval: {} to {}", percentage_near(lower), percentage_near(upper))
    });
    let remarks: Vec<&str> = anew.iter().chain(&range).map(String::as_str).collect();
    chart.alt = chart.describe(latest.as_deref(), &remarks);
    Some(chart)
}

/// The breaks of a measure's series within the pack's history, each with the period, counted from 0, that it starts.
pub(super) fn breaks<'a>(inputs: &Inputs<'_>, measure: &'a Measure) -> Vec<(usize, &'a Break)> {
    let last = |period: &Period| measure.rows.basis.window(*period).until;
    inputs
        .plan
        .history
        .windows(2)
        .enumerate()
        .filter_map(|(at, pair)| Some((at + 1, measure.break_after(last(&pair[0]), last(&pair[1]))?)))
        .collect()
}

/// The height of a point and the ends of its range.
fn heights_of(point: &Point) -> impl Iterator<Item = f64> + use<> {
    let range = point.range.into_iter().flat_map(|(lower, upper)| [lower, upper]);
    point.value.into_iter().chain(range)
}

/// A measure's chart with each survey once, in the first period that has it: the later ones repeat its answers, and
/// would look like as many surveys.
pub(super) fn each_survey_once(inputs: &Inputs<'_>, measure: &Measure, mut chart: Chart) -> Chart {
    if chart.kind != ChartKind::Dots {
        return chart;
    }
    let mut last = None;
    for (at, period) in inputs.plan.history.iter().enumerate() {
        let closed = inputs.at(measure, *period).and_then(|figure| figure.closed);
        let again = closed.is_some() && closed == last;
        last = closed.or(last);
        for point in chart.series.iter_mut().filter_map(|series| series.points.get_mut(at)).filter(|_| again)
        {
            *point = Point { value: None, shown: String::new(), provisional: false, range: None };
        }
    }
    chart
}

/// Whether a count of the basis is one of events, which bars show from nought: a line would join the last count of one
/// year to the first of the next, as if it had fallen.
fn counts_events(basis: Basis) -> bool {
    matches!(basis, Basis::InPeriod | Basis::FinancialYearToDate | Basis::AcademicYearToDate)
}

/// "starts anew each 1 September", for what is counted over a year so far.
pub(super) fn starts_anew(measure: &Measure) -> Option<&'static str> {
    match measure.rows.basis {
        Basis::FinancialYearToDate => Some("starts anew each 1 April"),
        Basis::AcademicYearToDate => Some("starts anew each 1 September"),
        _ => None,
    }
}

/// The target's height, where it is a number on the chart's own axis: a share whose number comes first has another one.
fn target_height(inputs: &Inputs<'_>, measure: &Measure) -> Option<f64> {
    let own_axis = !matches!(measure.form, Form::Share(_)) || measure.display != Display::Number;
    let standing = &inputs.now(measure)?.judgement.as_ref()?.standing;
    standing.height.filter(|_| own_axis).map(Ratio::as_f64)
}

/// The target as a line across the chart.
fn target_line(inputs: &Inputs<'_>, measure: &Measure) -> Option<TargetLine> {
    let value = target_height(inputs, measure)?;
    let words = inputs.now(measure)?.judgement.as_ref()?.standing.target.as_deref()?;
    Some(TargetLine { value, label: format!("Target {words}") })
}

/// A band for each part; where there are more than can be told apart, the smallest over the whole history are one.
fn bands(inputs: &Inputs<'_>, measure: &Measure, names: &[&str]) -> Vec<Series> {
    let history = &inputs.plan.history;
    let counts: Vec<Option<Vec<u64>>> =
        history.iter().map(|period| inputs.at(measure, *period).and_then(part_counts)).collect();
    let total = |at: usize| counts.iter().flatten().filter_map(|parts| parts.get(at)).sum::<u64>();
    let mut own: Vec<usize> = (0..names.len()).collect();
    if own.len() > MOST_SERIES {
        own.sort_by_key(|at| (std::cmp::Reverse(total(*at)), *at));
        own.truncate(MOST_SERIES - 1);
        own.sort_unstable();
    }
    let rest: Vec<usize> = (0..names.len()).filter(|at| !own.contains(at)).collect();
    let mut bands: Vec<(String, Vec<usize>)> =
        own.into_iter().map(|at| (names[at].to_owned(), vec![at])).collect();
    if !rest.is_empty() {
        bands.push((format!("The {} smallest", count(rest.len() as u64)), rest));
    }
    bands
        .into_iter()
        .map(|(name, of)| Series {
            name,
            points: counts.iter().map(|parts| band_point(parts.as_deref(), &of)).collect(),
        })
        .collect()
}

/// The share of one part in a figure.
pub(super) fn part_point(figure: Option<&Released>, at: usize) -> Point {
    band_point(figure.and_then(part_counts).as_deref(), &[at])
}

/// How many are in each part; `None` where there is none to take a share of, and where any of them is hidden.
fn part_counts(figure: &Released) -> Option<Vec<u64>> {
    match &figure.value {
        Some(ReleasedValue::Parts { parts, of }) if *of > 0 => parts.iter().map(|part| part.count).collect(),
        _ => None,
    }
}

/// The share that some parts have of them all.
fn band_point(parts: Option<&[u64]>, of: &[usize]) -> Point {
    let share = parts.and_then(|parts| {
        let own = of.iter().filter_map(|at| parts.get(*at)).sum();
        let share = Share::new(own, parts.iter().sum())?;
        Some((share.ratio()?.as_f64(), share.percentage()?))
    });
    let (value, shown) = share.unzip();
    Point { value, shown: shown.unwrap_or_default(), provisional: false, range: None }
}

/// What a measure's chart is called on the page, under the heading that names the measure.
pub(super) fn chart_caption(measure: &Measure, chart: &Chart) -> String {
    let mut all = asides(measure, chart, "the axis does not start at 0");
    all.extend(first_after_break(chart).map(|period| format!("the line across is a break before {period}")));
    format!("{}, {}{}", heights(measure), stretch(measure), in_brackets(&all))
}

/// The same for half the width.
pub(super) fn short_caption(measure: &Measure, chart: &Chart) -> String {
    let mut all = asides(measure, chart, "axis not from 0");
    all.extend(first_after_break(chart).map(|period| format!("break before {period}")));
    format!("{}{}", heights(measure), in_brackets(&all))
}

/// The period with which the latest stretch of a broken series begins.
fn first_after_break(chart: &Chart) -> Option<&str> {
    chart.periods.get(*chart.breaks.last()?).map(String::as_str)
}

/// What follows what, along a measure's chart.
fn stretch(measure: &Measure) -> &'static str {
    if measure.rows.basis == Basis::Survey && !matches!(measure.form, Form::Parts { .. }) {
        "survey by survey, with 95% intervals"
    } else {
        "period by period"
    }
}

/// What has to be known of a chart's heights.
fn asides(measure: &Measure, chart: &Chart, cut: &str) -> Vec<String> {
    let anew = starts_anew(measure).map(|words| format!("it {words}"));
    anew.into_iter().chain(chart.scale.is_cut().then(|| cut.to_owned())).collect()
}

fn in_brackets(all: &[String]) -> String {
    if all.is_empty() { String::new() } else { format!(" ({})", all.join("; ")) }
}

/// What the heights of a measure's chart are.
fn heights(measure: &Measure) -> String {
    match unit(measure) {
        ValueUnit::Percent if matches!(measure.form, Form::Parts { .. }) => {
            format!("Parts of all {}", measure.noun)
        }
        ValueUnit::Percent => format!("Share of {}", measure.noun),
        ValueUnit::Count => format!("Number of {}", measure.noun),
        ValueUnit::Number => match &measure.form {
            Form::Count { per: Some(per), .. } => format!("Number {}", per.words()),
            _ => middle_name(measure).to_owned(),
        },
    }
}

fn middle_name(measure: &Measure) -> &'static str {
    if matches!(measure.form, Form::Median { .. }) { "Median" } else { "Mean" }
}
