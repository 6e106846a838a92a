//! The detail of a measure: its figure in a sentence, its chart, its numbers over time, and what is said of it.

use super::figures::{before, chart, chart_caption, each_survey_once, history, sentence, short_caption};
use super::inputs::{Inputs, measure_anchor};
use super::judged::{headline_reasons, months, reasons, strip};
use super::section::wants_chart;
use super::{Block, Level};
use crate::chart::{Chart, ChartKind, StripChart};
use crate::kpi::{Measure, Tier};
use crate::template::{BlockSpec, Detail};

/// What is drawn at a measure's own place.
enum Picture {
    /// Its history.
    Course(Chart),
    /// Its events one by one, where they are rare: bars of nought and one would not tell.
    Events(StripChart),
}

/// The picture at a measure's own place in a section; `None` where it has no place of its own.
fn picture(inputs: &Inputs<'_>, spec: &BlockSpec, measure: &Measure) -> Option<Picture> {
    if (!spec.charts.is_empty() || !spec.chart_ids.is_empty())
        && measure.tier <= Tier::Standard
        && let Some(strip) = strip(inputs, measure)
    {
        return Some(Picture::Events(strip));
    }
    let chart = wants_chart(spec, measure).then(|| chart(inputs, measure)).flatten()?;
    let mut chart = each_survey_once(inputs, measure, chart);
    chart.note = None;
    Some(Picture::Course(chart))
}

/// Whether a measure has a place of its own in a section, with a chart.
pub(super) fn has_chart(inputs: &Inputs<'_>, spec: &BlockSpec, measure: &Measure) -> bool {
    picture(inputs, spec, measure).is_some()
}

/// The details of the measures of a section that have a chart, in their order.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec, measures: &[&Measure]) -> Vec<Block> {
    let detail = |measure: &Measure| {
        Some(Block::Together(match picture(inputs, spec, measure)? {
            // Parts and their names need the whole width.
            Picture::Course(chart)
                if spec.detail == Detail::Cards && chart.kind != ChartKind::StackedShare =>
            {
                card(inputs, measure, chart)
            }
            picture => full(inputs, measure, picture),
        }))
    };
    measures.iter().filter_map(|measure| detail(measure)).collect()
}

fn heading(measure: &Measure) -> Block {
    Block::Heading { level: Level::Two, text: measure.title.clone(), anchor: measure_anchor(measure) }
}

/// Everything, over the whole width. The heading names the measure; the words at the chart say what its heights are.
fn full(inputs: &Inputs<'_>, measure: &Measure, picture: Picture) -> Vec<Block> {
    let mut blocks = vec![heading(measure), sentence(inputs, measure)];
    blocks.extend(reasons(inputs, measure));
    match picture {
        Picture::Course(mut chart) => {
            chart.title = chart_caption(measure, chart.scale.is_cut());
            blocks.push(Block::Chart(chart));
            blocks.extend(months(inputs, measure));
        }
        Picture::Events(strip) => blocks.push(Block::StripChart(strip)),
    }
    blocks.push(Block::Table(history(inputs, measure)));
    blocks
}

/// The chart, and beside it what it shows in a few sentences.
fn card(inputs: &Inputs<'_>, measure: &Measure, mut chart: Chart) -> Vec<Block> {
    chart.title = short_caption(measure, chart.scale.is_cut());
    let mut words = vec![sentence(inputs, measure)];
    words.extend(headline_reasons(inputs, measure));
    words.extend(before(inputs, measure));
    vec![heading(measure), Block::Beside { picture: Box::new(Block::Chart(chart)), words }]
}
