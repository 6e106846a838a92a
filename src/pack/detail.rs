//! The detail of a measure: its figure in a sentence, its chart, its numbers over time, and what is said of it.

use super::history::{before, history};
use super::inputs::{Inputs, definition_anchor, measure_anchor};
use super::judged::{headline_reasons, months, reasons, strip};
use super::section::wants_chart;
use super::trend::{chart, chart_caption, each_survey_once, short_caption};
use super::{Block, Inline, Level, Prose};
use crate::chart::{Chart, ChartKind, StripChart};
use crate::kpi::{Measure, Tier};
use crate::quantity::count;
use crate::template::{BlockKind, BlockSpec, Detail};

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
            chart.title = chart_caption(measure, &chart);
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
    chart.title = short_caption(measure, &chart);
    let mut words = vec![sentence(inputs, measure)];
    words.extend(headline_reasons(inputs, measure));
    words.extend(before(inputs, measure));
    vec![heading(measure), Block::Beside { picture: Box::new(Block::Chart(chart)), words }]
}

/// What a measure's chart shows, under its heading: the figure in a sentence.
fn sentence(inputs: &Inputs<'_>, measure: &Measure) -> Block {
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
