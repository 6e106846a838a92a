//! The detail of a measure: its figure in a sentence, its chart, its numbers over time, and what is said of it.

use super::figures::{before, chart, chart_caption, history, sentence, short_caption};
use super::inputs::{Inputs, measure_anchor};
use super::judged::{headline_reasons, months, reasons};
use super::section::wants_chart;
use super::{Block, Level};
use crate::chart::{Chart, ChartKind};
use crate::kpi::Measure;
use crate::template::{BlockSpec, Detail};

/// The details of the measures of a section that have a chart, in their order.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec, measures: &[&Measure]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for measure in measures.iter().filter(|measure| wants_chart(spec, measure)) {
        let Some(mut chart) = chart(inputs, measure) else { continue };
        // The heading above names the measure; the words at the chart say what its heights are.
        let cut = chart.scale.is_cut();
        chart.note = None;
        // Parts and their names need the whole width.
        let is_card = spec.detail == Detail::Cards && chart.kind != ChartKind::StackedShare;
        blocks.push(Block::Together(if is_card {
            chart.title = short_caption(measure, cut);
            card(inputs, measure, chart)
        } else {
            chart.title = chart_caption(measure, cut);
            full(inputs, measure, chart)
        }));
    }
    blocks
}

fn heading(measure: &Measure) -> Block {
    Block::Heading { level: Level::Two, text: measure.title.clone(), anchor: measure_anchor(measure) }
}

/// Everything, over the whole width.
fn full(inputs: &Inputs<'_>, measure: &Measure, chart: Chart) -> Vec<Block> {
    let mut blocks = vec![heading(measure), sentence(inputs, measure)];
    blocks.extend(reasons(inputs, measure));
    blocks.push(Block::Chart(chart));
    blocks.extend(months(inputs, measure));
    blocks.push(Block::Table(history(inputs, measure)));
    blocks
}

/// The chart, and beside it what it shows in a few sentences.
fn card(inputs: &Inputs<'_>, measure: &Measure, chart: Chart) -> Vec<Block> {
    let mut words = vec![sentence(inputs, measure)];
    words.extend(headline_reasons(inputs, measure));
    words.extend(before(inputs, measure));
    vec![heading(measure), Block::Beside { picture: Box::new(Block::Chart(chart)), words }]
}
