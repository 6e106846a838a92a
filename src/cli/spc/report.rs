//! What the rules found, for a screen and for a program.

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use crate::calendar::Date;
use crate::cli::failure::Failure;
use crate::spc::{Assurance, Group, Label, Point, Rules, Stage, Variation, Xmr};
use crate::statistics::Direction;

/// Version of the JSON.
const FORMAT: u32 = 1;
/// Below this number of periods the package warns of a short group.
const SHORT: usize = 13;

/// A point with the package's names.
#[derive(Debug, Serialize)]
struct Row<'a> {
    date: Date,
    value: Option<f64>,
    rebase_group: usize,
    mean: Option<f64>,
    lpl: Option<f64>,
    upl: Option<f64>,
    outside_limits: Option<bool>,
    relative_to_mean: Option<i8>,
    close_to_limits: Option<bool>,
    special_cause_type: &'a Label,
    special_cause_flag: bool,
    point_type: &'a Variation,
    short_group_warning: bool,
    limits: Stage,
}

#[derive(Debug, Serialize)]
struct Summary {
    variation_type: Option<Variation>,
    assurance_type: Option<Assurance>,
    n_common_cause: usize,
    n_improvement: usize,
    n_concern: usize,
    n_neutral: usize,
    limits: Stage,
    icons_shown: bool,
    constant: bool,
}

#[derive(Debug, Serialize)]
struct Parameters<'a> {
    improvement_direction: Direction,
    target: Option<f64>,
    rebase: &'a [Date],
    fix_after_n_points: Option<usize>,
    screen_outliers: bool,
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    format: u32,
    params: Parameters<'a>,
    points: Vec<Row<'a>>,
    summary: Summary,
}

/// The points and the summary, as JSON with the names of NHSRplotthedots.
pub(super) fn json(xmr: &Xmr, rules: &Rules) -> Result<String, Failure> {
    let params = Parameters {
        improvement_direction: rules.direction,
        target: rules.target,
        rebase: &rules.rebase,
        fix_after_n_points: rules.fix_after,
        screen_outliers: rules.screening,
    };
    let points = rows(xmr).map(|(point, group)| row(point, group)).collect();
    let report = Report { format: FORMAT, params, points, summary: summary(xmr) };
    serde_json::to_string_pretty(&report)
        .map(|text| text + "\n")
        .map_err(|error| Failure::Io(format!("the JSON could not be made: {error}")))
}

/// Every point with its stretch.
fn rows(xmr: &Xmr) -> impl Iterator<Item = (&Point, &Group)> {
    xmr.points().iter().filter_map(|point| Some((point, xmr.groups().get(point.group)?)))
}

fn row<'a>(point: &'a Point, group: &Group) -> Row<'a> {
    Row {
        date: point.date,
        value: point.value,
        rebase_group: point.group,
        mean: group.mean,
        lpl: group.limits.map(|limits| limits.lower),
        upl: group.limits.map(|limits| limits.upper),
        outside_limits: point.outside_limits,
        relative_to_mean: point.relative_to_mean,
        close_to_limits: point.close_to_limits,
        special_cause_type: &point.label,
        special_cause_flag: point.label != Label::CommonCause,
        point_type: &point.variation,
        short_group_warning: group.rows.len() < SHORT,
        limits: group.stage,
    }
}

fn summary(xmr: &Xmr) -> Summary {
    let number =
        |wanted: &[Variation]| xmr.points().iter().filter(|point| wanted.contains(&point.variation)).count();
    Summary {
        variation_type: xmr.variation(),
        assurance_type: xmr.assurance(),
        n_common_cause: number(&[Variation::CommonCause]),
        n_improvement: number(&[Variation::Improvement]),
        n_concern: number(&[Variation::Concern]),
        n_neutral: number(&[Variation::NeutralHigh, Variation::NeutralLow]),
        limits: xmr.stage(),
        icons_shown: xmr.icons().is_some(),
        constant: xmr.latest().is_some_and(|(_, group)| group.constant),
    }
}

/// The stretches, the values with what they show, and the verdict.
pub(super) fn table(xmr: &Xmr) -> String {
    let decimals = (decimals(xmr) + 1).min(4);
    let mut text = String::new();
    for group in xmr.groups().iter().filter(|group| !group.rows.is_empty()) {
        text += &stretch(xmr, group, decimals);
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(["date", "value", "what it shows"]);
    for (point, group) in rows(xmr) {
        let value = point.value.map_or_else(|| "missing".to_owned(), |value| value.to_string());
        table.add_row([point.date.to_string(), value, shows(point, group)]);
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    text.push('\n');
    for line in table.to_string().lines() {
        // comfy-table sets a space before the first column and after the last.
        text += line.strip_prefix(' ').unwrap_or(line).trim_end();
        text.push('\n');
    }
    text.push('\n');
    text + &verdict(xmr)
}

/// Decimals of the values, at most 4. Means and limits have one more, so that a mean of whole numbers shows that it is
/// none.
pub(super) fn decimals(xmr: &Xmr) -> usize {
    let of = |value: f64| value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    xmr.points().iter().filter_map(|point| point.value).map(of).max().unwrap_or(0).min(4)
}

/// "2018-04-01 to 2019-03-01: mean 82.4, limits 70.1 to 94.7 (12 values: trial limits ...)".
fn stretch(xmr: &Xmr, group: &Group, decimals: usize) -> String {
    let points = xmr.points().get(group.rows.clone()).unwrap_or(&[]);
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let values = if group.values == 1 { "1 value".to_owned() } else { format!("{} values", group.values) };
    let mean = group.mean.map_or_else(|| "no mean".to_owned(), |mean| format!("mean {mean:.decimals$}"));
    let limits = group.limits.filter(|_| group.stage != Stage::Dots).map_or_else(String::new, |limits| {
        format!(", limits {:.decimals$} to {:.decimals$}", limits.lower, limits.upper)
    });
    let stage = match group.stage {
        Stage::Dots => ": too few for limits",
        _ if group.limits.is_none() => ": no two in a row, so no limits",
        _ if group.constant => ": all equal, no variation",
        Stage::Trial => ": trial limits, which each further value will move",
        Stage::Full => "",
    };
    format!("{} to {}: {mean}{limits} ({values}{stage})\n", first.date, last.date)
}

/// "improvement: above the upper limit"; nothing for ordinary variation, and nothing where there are no limits to show.
fn shows(point: &Point, group: &Group) -> String {
    if point.label == Label::CommonCause || group.stage == Stage::Dots {
        return String::new();
    }
    format!("{}: {}", point.variation.words(), point.label.words())
}

fn verdict(xmr: &Xmr) -> String {
    let Some((point, group)) = xmr.latest() else { return String::new() };
    let Some(icons) = xmr.icons() else {
        let why = match group.stage {
            Stage::Dots => "no verdict on fewer than 8 values",
            Stage::Trial => "no icon on trial limits",
            Stage::Full => "no verdict without limits",
        };
        return format!("Variation: {why}.\n");
    };
    let words = icons.variation.words();
    let reason = match icons.variation {
        Variation::CommonCause if group.constant => "no variation: every value is the same".to_owned(),
        // No signal is not "no change".
        Variation::CommonCause => format!("{words}: the latest value, of {}, is no signal", point.date),
        _ => format!("{words}: the latest value, of {}, is {}", point.date, point.label.words()),
    };
    let mut text = format!("Variation: {reason}.\n");
    match (xmr.target(), icons.assurance) {
        (Some(target), Some(Assurance::Inconsistent)) if group.constant => {
            text += &format!("Assurance: target {target}: every value is just that.\n");
        }
        (Some(target), Some(assurance)) => {
            text += &format!("Assurance: target {target}: {}.\n", assurance.words());
        }
        (Some(_), None) => {
            text += "Assurance: none, as neither way is better; --direction says which is.\n";
        }
        (None, _) => {}
    }
    text
}
