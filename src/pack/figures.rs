//! Tables and charts of figures: the same cells wherever a figure stands.

use super::inputs::{Inputs, definition_anchor, measure_anchor};
use super::restated::marked;
use super::{Align, Anchor, Block, Cell, Column, Inline, NumberKind, Prose, Row, Table, judged};
use crate::calendar::{Basis, Period, long_date};
use crate::chart::{Chart, ChartKind, MOST_SERIES, Point, Scale, Series, TargetLine, ValueUnit};
use crate::kpi::{Display, Form, Measure};
use crate::protect::{Released, ReleasedValue};
use crate::quantity::{Ratio, Share, count};
use crate::template::{BlockKind, BlockSpec};

/// Fewer points than these are no course over time: the table says as much.
const LEAST_POINTS: usize = 3;

/// Periods before the latest that a card tells.
const BEFORE: usize = 4;

/// Years of a distribution's parts that stand in a table beside the latest.
const YEARS_OF_PARTS: usize = 3;

/// A column.
pub(super) fn column(header: impl Into<String>, align: Align, weight: u32) -> Column {
    Column { header: header.into(), align, weight }
}

/// Where the words of a measure lead: to its own place where it has a chart, else to its definition.
pub(super) fn leads_to(measure: &Measure, charted: bool) -> Anchor {
    if charted { measure_anchor(measure) } else { definition_anchor(measure) }
}

/// The table that every section has: a measure a row, now, a year ago, the target, England, status and change.
pub(super) fn comparison(
    inputs: &Inputs<'_>,
    caption: String,
    measures: &[&Measure],
    (name, charted): (fn(&Measure) -> &str, impl Fn(&Measure) -> bool),
) -> Table {
    let period = inputs.plan.period;
    let last_year = period.same_last_year();
    // A column of "none" would only take the room.
    let england = measures.iter().any(|measure| judged::england(inputs.at(measure, period)).is_some());
    let rows = measures
        .iter()
        .map(|measure| {
            let now = inputs.at(measure, period);
            let mut cells = vec![
                Cell::text(name(measure)).linked(leads_to(measure, charted(measure))),
                now_cell(now),
                before_cell(inputs.at(measure, last_year)),
                judged::target(now),
            ];
            if england {
                cells.push(judged::england(now).unwrap_or_else(|| Cell::text("none")));
            }
            cells.extend([
                judged::status(now),
                judged::since_last_year(now),
                Cell::text(time_word(measure.rows.basis, period)),
            ]);
            Row { cells }
        })
        .collect();
    let mut columns = vec![
        column("Measure", Align::Start, 34),
        column("Now", Align::End, 16),
        column("A year ago", Align::End, 8),
        column("Target", Align::Start, 11),
    ];
    if england {
        columns.push(column("England", Align::Start, 10));
    }
    columns.extend([
        column("Status", Align::Start, 12),
        column("In a year", Align::Start, 12),
        column("Time", Align::Start, 11),
    ]);
    let mut times: Vec<String> = Vec::new();
    for measure in
        Basis::ALL.iter().flat_map(|(_, basis)| measures.iter().filter(|one| one.rows.basis == *basis))
    {
        // The days of a survey begin with the word.
        let words = match measure.rows.basis {
            Basis::Survey => days(inputs, measure),
            basis => format!("{}: {}", time_word(basis, period), days(inputs, measure)),
        };
        if !times.contains(&words) {
            times.push(words);
        }
    }
    let note = format!("Time: {}. A year ago: {}.", times.join("; "), last_year.short());
    Table { caption, columns, rows, notes: vec![note] }
}

/// The time that a figure speaks of, in a word for a narrow column; a note under the table gives the days.
fn time_word(basis: Basis, period: Period) -> String {
    match basis {
        Basis::AsAt => {
            long_date(period.last_day()).rsplit_once(' ').map_or_else(String::new, |(day, _)| day.to_owned())
        }
        Basis::InPeriod => match period {
            Period::Month { .. } => "month".to_owned(),
            Period::Quarter { .. } => "quarter".to_owned(),
            Period::Half { .. } => "half-year".to_owned(),
            Period::Year { .. } => "year".to_owned(),
        },
        Basis::Rolling12Months | Basis::Cohort => "12 months".to_owned(),
        Basis::FinancialYearToDate => "financial year".to_owned(),
        Basis::AcademicYearToDate => "school year".to_owned(),
        Basis::Term => "school term".to_owned(),
        Basis::Survey => "survey".to_owned(),
    }
}

/// The days that a measure's latest figure speaks of; of a survey who answered too.
pub(super) fn days(inputs: &Inputs<'_>, measure: &Measure) -> String {
    let period = inputs.plan.period;
    inputs.at(measure, period).map_or_else(|| measure.rows.basis.words(period), |figure| figure.days.clone())
}

/// A figure with its numbers: "33 of 348, 9%"; a rate and the parts of a whole stand where there is room for them.
fn now_cell(figure: Option<&Released>) -> Cell {
    match figure {
        None => Cell::text("[x]"),
        Some(figure) => match &figure.value {
            Some(ReleasedValue::Parts { of, .. }) => {
                Cell::text(marked(&format!("{} in parts", count(*of)), figure))
            }
            Some(ReleasedValue::Count { .. }) => Cell::text(marked(&figure.short, figure)),
            _ => Cell::text(marked(&figure.long, figure)),
        },
    }
}

/// The figure of a year ago, beside that of now.
fn before_cell(figure: Option<&Released>) -> Cell {
    match figure.map(|figure| (figure, &figure.value)) {
        Some((figure, Some(ReleasedValue::Parts { of, .. }))) => Cell::text(marked(&count(*of), figure)),
        _ => short_cell(figure),
    }
}

/// A figure for a narrow cell: "9%".
pub(super) fn short_cell(figure: Option<&Released>) -> Cell {
    Cell::text(figure.map_or_else(|| "[x]".to_owned(), |figure| marked(&figure.short, figure)))
}

/// The number behind a figure, for a workbook: a share between 0 and 1, a count, a mean.
pub(super) fn number_cell(figure: Option<&Released>, measure: &Measure) -> Cell {
    let Some(figure) = figure else { return Cell::text("[x]") };
    match figure.height(measure.display) {
        Some(height) => Cell::number(&figure.short, height, number_kind(measure)),
        None => Cell::text(&figure.short),
    }
}

/// How the number behind a measure's figures is kept.
pub(super) fn number_kind(measure: &Measure) -> NumberKind {
    match unit(measure) {
        ValueUnit::Percent => NumberKind::Percent { decimals: 0 },
        ValueUnit::Count => NumberKind::Count,
        ValueUnit::Number => NumberKind::Decimal { decimals: 1 },
    }
}

/// The unit of a measure's figures, for a column of a workbook.
pub(super) fn unit_words(measure: &Measure) -> String {
    match unit(measure) {
        ValueUnit::Percent => format!("share of {}", measure.noun),
        ValueUnit::Count => measure.noun.clone(),
        ValueUnit::Number => match &measure.form {
            Form::Count { per: Some(per), .. } => format!("{} {}", measure.noun, per.words()),
            _ => "score".to_owned(),
        },
    }
}

fn unit(measure: &Measure) -> ValueUnit {
    match (&measure.form, measure.display) {
        (Form::Share(_), Display::Number) | (Form::Count { .. }, Display::Share | Display::Number) => {
            ValueUnit::Count
        }
        (Form::Share(_) | Form::Ratio { .. } | Form::Parts { .. }, _) => ValueUnit::Percent,
        (Form::Count { .. } | Form::Mean { .. } | Form::Median { .. }, _) => ValueUnit::Number,
    }
}

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
        target: target_line(inputs, measure),
        benchmarks,
        note: scale.is_cut().then(|| "The value axis does not start at 0.".to_owned()),
        alt: String::new(),
    };
    let latest =
        inputs.now(measure).filter(|figure| figure.value.is_some()).map(|figure| figure.long.clone());
    let anew = starts_anew(measure).map(|words| format!("It {words}"));
    let range = inputs.now(measure).and_then(|figure| figure.margin).map(|(lower, upper)| {
        format!("The latest value's 95% interval: {:.0}% to {:.0}%", lower * 100.0, upper * 100.0)
    });
    let remarks: Vec<&str> = anew.iter().chain(&range).map(String::as_str).collect();
    chart.alt = chart.describe(latest.as_deref(), &remarks);
    Some(chart)
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

/// The numbers behind a chart, a financial year a row and a quarter a column.
pub(super) fn history(inputs: &Inputs<'_>, measure: &Measure) -> Table {
    if let Form::Parts { groups, .. } = &measure.form {
        let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
        return parts_history(inputs, measure, &names);
    }
    let periods = &inputs.plan.history;
    let mut years: Vec<i32> = periods.iter().map(|period| period.financial_year()).collect();
    years.dedup();
    let per_year = periods.first().map_or(1, |period| 12 / period.months());
    let rows = years
        .iter()
        .map(|year| {
            let mut cells = vec![Cell::text(Period::Year { year: *year }.to_string())];
            cells.extend((1..=per_year).map(|n| {
                let period = nth(periods[0], *year, n);
                if periods.contains(&period) {
                    Cell::text(inputs.at(measure, period).map_or_else(|| "[x]".to_owned(), table_words))
                } else {
                    Cell::text("")
                }
            }));
            Row { cells }
        })
        .collect();
    let mut columns = vec![column("Year", Align::Start, 12)];
    columns.extend((1..=per_year).map(|n| column(nth_name(periods[0], n), Align::End, 22)));
    let caption = match &measure.form {
        Form::Count { per: Some(per), .. } => format!("{}: the numbers; {}", measure.short, per.words()),
        _ => format!("{}: the numbers", measure.short),
    };
    Table { caption, columns, rows, notes: Vec::new() }
}

/// The figures before the latest in words, for a card: "Before: 97% in Q3, 96% in Q2; 98% a year ago".
pub(super) fn before(inputs: &Inputs<'_>, measure: &Measure) -> Option<Block> {
    let history = &inputs.plan.history;
    let (_, earlier) = history.split_last()?;
    let last = earlier.get(earlier.len().saturating_sub(BEFORE)..).unwrap_or_default();
    let words: Vec<String> = last
        .iter()
        .rev()
        .filter_map(|period| Some((period, inputs.at(measure, *period)?)))
        .map(|(period, figure)| format!("{} in {}", figure.short, period.short()))
        .collect();
    (!words.is_empty()).then(|| Block::text(Prose::Note, format!("Before: {}.", words.join(", "))))
}

/// The words of a figure in a table of history: short reasons where there is none; of a rate, which every cell would
/// explain anew, the numbers alone.
fn table_words(figure: &Released) -> String {
    match &figure.value {
        Some(ReleasedValue::Count { count: number, rate: Some(rate) }) => {
            marked(&format!("{}; {}", count(*number), rate.shown), figure)
        }
        Some(_) => marked(&figure.long, figure),
        None => figure.short.clone(),
    }
}

fn nth(like: Period, year: i32, n: u32) -> Period {
    match like {
        Period::Quarter { .. } => Period::Quarter { year, quarter: n },
        Period::Half { .. } => Period::Half { year, half: n },
        Period::Year { .. } => Period::Year { year },
        Period::Month { .. } => {
            if n <= 9 {
                Period::Month { year, month: n + 3 }
            } else {
                Period::Month { year: year + 1, month: n - 9 }
            }
        }
    }
}

fn nth_name(like: Period, n: u32) -> String {
    match like {
        Period::Quarter { .. } => {
            let months = ["Apr to Jun", "Jul to Sep", "Oct to Dec", "Jan to Mar"];
            format!("Q{n}, {}", months.get(n as usize - 1).unwrap_or(&""))
        }
        Period::Half { .. } => {
            let months = ["Apr to Sep", "Oct to Mar"];
            format!("H{n}, {}", months.get(n as usize - 1).unwrap_or(&""))
        }
        Period::Year { .. } => "Year".to_owned(),
        Period::Month { .. } => nth(like, 2001, n).first_day().format("%B").to_string(),
    }
}

fn middle_name(measure: &Measure) -> &'static str {
    if matches!(measure.form, Form::Median { .. }) { "Median" } else { "Mean" }
}

/// What a measure's chart is called on the page, under the heading that names the measure.
pub(super) fn chart_caption(measure: &Measure, cut_axis: bool) -> String {
    format!(
        "{}, {}{}",
        heights(measure),
        stretch(measure),
        asides(measure, cut_axis, "the axis does not start at 0")
    )
}

/// The same for half the width.
pub(super) fn short_caption(measure: &Measure, cut_axis: bool) -> String {
    format!("{}{}", heights(measure), asides(measure, cut_axis, "axis not from 0"))
}

/// What follows what, along a measure's chart.
fn stretch(measure: &Measure) -> &'static str {
    if measure.rows.basis == Basis::Survey && !matches!(measure.form, Form::Parts { .. }) {
        "survey by survey, with 95% intervals"
    } else {
        "period by period"
    }
}

/// What has to be known of a chart's heights, in brackets.
fn asides(measure: &Measure, cut_axis: bool, cut: &str) -> String {
    let anew = starts_anew(measure).map(|words| format!("it {words}"));
    let all: Vec<String> = anew.into_iter().chain(cut_axis.then(|| cut.to_owned())).collect();
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

/// The parts of a distribution: now, in the period before, and in the same period of the years of the history.
fn parts_history(inputs: &Inputs<'_>, measure: &Measure, names: &[&str]) -> Table {
    let period = inputs.plan.period;
    let mut shown = vec![period, period.previous()];
    shown.extend(
        std::iter::successors(Some(period.same_last_year()), |period| Some(period.same_last_year()))
            .take(YEARS_OF_PARTS)
            .take_while(|period| inputs.plan.history.contains(period)),
    );
    shown.dedup();
    let figures: Vec<Option<&Released>> = shown.iter().map(|period| inputs.at(measure, *period)).collect();
    let mut rows: Vec<Row> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let words = figures.iter().map(|figure| match figure {
                Some(Released { value: Some(ReleasedValue::Parts { parts, .. }), .. }) => {
                    parts.get(at).map(|part| part.shown.clone()).unwrap_or_default()
                }
                Some(figure) => figure.short.clone(),
                None => "[x]".to_owned(),
            });
            Row { cells: std::iter::once(Cell::text(*name)).chain(words.map(Cell::text)).collect() }
        })
        .collect();
    let all = figures.iter().map(|figure| match figure {
        Some(figure @ Released { value: Some(ReleasedValue::Parts { of, .. }), .. }) => {
            Cell::text(marked(&count(*of), figure))
        }
        _ => Cell::text(""),
    });
    rows.push(Row { cells: std::iter::once(Cell::text("All")).chain(all).collect() });
    let mut columns = vec![column("Part", Align::Start, 42)];
    columns.extend(shown.iter().map(|period| column(period.short(), Align::End, 17)));
    Table { caption: format!("{}: the numbers", measure.short), columns, rows, notes: Vec::new() }
}

/// What a measure's chart shows, under its heading: the figure in a sentence.
pub(super) fn sentence(inputs: &Inputs<'_>, measure: &Measure) -> Block {
    let basis = measure.rows.basis.words(inputs.plan.period);
    let words = match inputs.now(measure) {
        None => "No figure.".to_owned(),
        Some(figure) if figure.value.is_none() => {
            format!("{}: {}.", capital(&basis), figure.long.trim_end_matches('.'))
        }
        Some(figure) => {
            let mut words = format!("{}: {}.", capital(&basis), figure.long.trim_end_matches('.'));
            let tally = figure.tally.unwrap_or_default();
            let beside: Vec<String> = [
                (tally.missing, "not recorded"),
                (tally.not_known, "not known"),
                (tally.not_due, "not yet due"),
                (tally.not_applicable, "left out because the question does not arise"),
            ]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, state)| format!("{} {state}", count(number)))
            .collect();
            if !beside.is_empty() {
                words += &format!(" Beside them: {}.", beside.join(", "));
            }
            if let Some(who) = &figure.who_answered {
                words += &format!(" {who}");
            }
            if let Some(bounds) = &figure.bounds {
                words += &format!(" Were the missing ones known, it would lie {bounds}.");
            }
            words
        }
    };
    let mut text = vec![Inline::Text(words)];
    let defined = |block: &BlockSpec| {
        block.kind == BlockKind::Definitions && !block.brief && block.select.takes(measure)
    };
    if inputs.plan.template.blocks.iter().any(defined) {
        let to = definition_anchor(measure);
        text.extend([
            Inline::Text(" ".to_owned()),
            Inline::Link { text: "How it is counted".to_owned(), to },
        ]);
    }
    Block::Paragraph { prose: Prose::Body, text }
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
