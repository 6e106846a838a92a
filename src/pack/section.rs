//! Sections of measures: a priority of a strategy, or a choice of a template.

use super::detail::{self, has_chart};
use super::figures::{column, comparison, leads_to};
use super::inputs::{Inputs, opening};
use super::judged::exceptions;
use super::{Align, Anchor, Block, Cell, Level, Prose, Row, Table, actions, commentary, voice};
use crate::calendar::Basis;
use crate::kpi::{Form, Measure, Priority, lines, priorities as all_priorities};
use crate::template::{BlockSpec, InTable};

/// A section of measures that the template chooses.
pub(super) fn chosen(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let measures = inputs.measures(|measure| spec.select.takes(measure));
    let mut blocks = opening(spec, &format!("section-{}", slug(&spec.title)));
    blocks.extend(body(inputs, spec, &spec.title, &measures, |_| true));
    blocks.extend(commentary::of_section(inputs, spec));
    if spec.actions {
        let place = (slug(&spec.title), &spec.title);
        blocks.extend(actions::of_section(inputs, (&place.0, place.1), |measure| spec.select.takes(measure)));
    }
    blocks
}

/// A section for each priority of a strategy.
pub(super) fn priorities(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let mut blocks = Vec::new();
    for priority in all_priorities().iter().filter(|one| Some(one.strategy.id) == spec.strategy.as_deref()) {
        blocks.extend(one_priority(inputs, spec, priority));
    }
    blocks
}

fn one_priority(inputs: &Inputs<'_>, spec: &BlockSpec, priority: &Priority) -> Vec<Block> {
    let title = format!("{}: {}", priority.reference(), priority.title);
    let mut blocks =
        vec![Block::Heading { level: Level::One, text: title, anchor: priority_anchor(priority) }];
    // The reference in the heading says the strategy; the first of its priorities says it in words.
    if priority.number == 1 || spec.lines {
        let words = format!("{}, priority {}.", priority.strategy.title, priority.number);
        blocks.push(Block::text(Prose::Lead, words));
    }
    let measures =
        inputs.measures(|measure| spec.select.takes(measure) && measure.priorities().contains(&priority));
    // A measure that serves several priorities has its chart under the first of them.
    let at_home = |measure: &Measure| {
        measure.priorities().into_iter().find(|one| Some(one.strategy.id) == spec.strategy.as_deref())
            == Some(priority)
    };
    if spec.lines {
        blocks.push(Block::Table(answers(inputs, spec, priority)));
    }
    blocks.extend(body(inputs, spec, priority.title, &measures, at_home));
    blocks.extend(commentary::of_priority(inputs, spec, priority));
    if spec.actions {
        let place = priority.reference().to_lowercase();
        blocks.extend(actions::of_section(inputs, (&place, priority.title), |measure| {
            spec.select.takes(measure) && at_home(measure)
        }));
    }
    blocks
}

/// The anchor of a priority's section.
pub(super) fn priority_anchor(priority: &Priority) -> Anchor {
    Anchor(format!("priority-{}", priority.reference().to_lowercase()))
}

/// The strategy's lines and the measures that answer each.
fn answers(inputs: &Inputs<'_>, spec: &BlockSpec, priority: &Priority) -> Table {
    let rows = lines()
        .iter()
        .filter(|line| line.priority == *priority)
        .map(|line| {
            let measures = inputs.measures(|measure| {
                spec.select.takes(measure)
                    && measure.answers.iter().any(|answer| answer.value == line.reference)
            });
            let words = if measures.is_empty() {
                "No measure in this version".to_owned()
            } else {
                measures.iter().map(|measure| measure.short.as_str()).collect::<Vec<_>>().join("; ")
            };
            let mut answer = Cell::text(words);
            if let [measure] = measures[..] {
                answer = answer.linked(leads_to(measure, has_chart(inputs, spec, measure)));
            }
            Row { cells: vec![Cell::text(line.reference), Cell::text(line.text), answer] }
        })
        .collect();
    Table {
        caption: "How will we know? The strategy's lines and what answers them".to_owned(),
        columns: vec![
            column("Line", Align::Start, 10),
            column("In the strategy's words", Align::Start, 50),
            column("Answered by", Align::Start, 34),
        ],
        rows,
        notes: Vec::new(),
    }
}

/// Whether a measure's figures stand on their own: those of the tiers chosen, and every distribution where any do, since
/// its parts have no place in a table of single figures.
pub(super) fn wants_chart(spec: &BlockSpec, measure: &Measure) -> bool {
    let parts = matches!(measure.form, Form::Parts { .. }) && !spec.charts.is_empty();
    parts || spec.charts.contains(&measure.tier) || spec.chart_ids.contains(&measure.id)
}

/// The table of a section's measures and the charts of those at home in it.
fn body(
    inputs: &Inputs<'_>,
    spec: &BlockSpec,
    title: &str,
    measures: &[&Measure],
    at_home: impl Fn(&Measure) -> bool,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if measures.is_empty() {
        blocks.push(Block::text(Prose::Body, "No measure of this pack stands here."));
        return blocks;
    }
    let charted = |measure: &Measure| has_chart(inputs, spec, measure);
    let (told, counted): (Vec<&Measure>, Vec<&Measure>) = measures
        .iter()
        // A card at another priority is out of sight here.
        .filter(|measure| spec.table == InTable::All || !(at_home(measure) && charted(measure)))
        .partition(|measure| spec.voice && measure.rows.basis == Basis::Survey);
    if !counted.is_empty() {
        blocks.push(Block::Table(comparison(
            inputs,
            format!("{title}: figures"),
            &counted,
            (|one| &one.short, charted),
        )));
    }
    if !told.is_empty() {
        blocks.push(Block::Table(voice::table(inputs, title, &told, charted)));
    }
    // A charted measure gives its reasons where its chart is, and one of several priorities under the first of them.
    let uncharted: Vec<&Measure> =
        measures.iter().copied().filter(|measure| at_home(measure) && !charted(measure)).collect();
    if let Some(list) = exceptions(inputs, &uncharted) {
        blocks.push(Block::text(Prose::Body, "Short of their target:"));
        blocks.push(list);
    }
    let home: Vec<&Measure> = measures.iter().copied().filter(|measure| at_home(measure)).collect();
    blocks.extend(detail::blocks(inputs, spec, &home));
    blocks
}

/// Letters, digits and hyphens of a title, for an anchor.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for character in title.to_lowercase().chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}
