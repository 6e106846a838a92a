//! From a template and released figures to a pack.

use super::inputs::{Inputs, example_notice, facts, period_words};
use super::{
    About, Block, Cover, Level, Pack, actions, book, breakdown, commentary, commitments, definitions,
    due_soon, exceptions, glance, handout, links, quality, section, what_changed, whole_year,
};
use crate::calendar::long_date;
use crate::template::BlockKind;

/// Makes a pack.
pub fn assemble(inputs: &Inputs<'_>) -> Pack {
    let mut document = Vec::new();
    for spec in &inputs.plan.template.blocks {
        match spec.kind {
            BlockKind::Cover if inputs.plan.template.is_handout() => document.push(handout::cover(inputs)),
            BlockKind::Cover => document.push(cover(inputs)),
            BlockKind::Contents => {
                let depth = if spec.depth == 1 { Level::One } else { Level::Two };
                document.push(Block::Contents { title: spec.title.clone(), depth });
            }
            BlockKind::AtAGlance => document.extend(glance::blocks(inputs, spec)),
            BlockKind::WhatChanged => document.extend(what_changed::blocks(inputs, spec)),
            BlockKind::Section => document.extend(section::chosen(inputs, spec)),
            BlockKind::WholeYear => document.extend(whole_year::blocks(inputs, spec)),
            BlockKind::PrioritySections => document.extend(section::priorities(inputs, spec)),
            BlockKind::Breakdown => document.extend(breakdown::blocks(inputs, spec)),
            BlockKind::Exceptions => document.extend(exceptions::blocks(inputs, spec)),
            BlockKind::DueSoon => document.extend(due_soon::blocks(inputs, spec)),
            BlockKind::DataQuality => document.extend(quality::blocks(inputs, spec)),
            BlockKind::Definitions => document.extend(definitions::blocks(inputs, spec)),
            BlockKind::Commitments => document.extend(commitments::blocks(inputs, spec)),
            BlockKind::Commentary => document.extend(commentary::blocks(inputs, spec)),
            BlockKind::Actions => document.extend(actions::blocks(inputs, spec)),
            BlockKind::HowToRead
            | BlockKind::YouSaidWeDid
            | BlockKind::CareLeavers
            | BlockKind::AskedLastYear
            | BlockKind::NotMeasured
            | BlockKind::Words
            | BlockKind::Questions => document.extend(handout::blocks(inputs, spec)),
        }
    }
    links::keep_sound(&mut document);
    Pack { about: about(inputs), document, book: book::book(inputs) }
}

fn about(inputs: &Inputs<'_>) -> About {
    let Inputs { plan, provenance, .. } = inputs;
    About {
        id: plan.template.id.clone(),
        title: plan.template.title.clone(),
        council: provenance.council.clone(),
        period: plan.period,
        pages: plan.template.pages,
        period_words: period_words(plan.period),
        as_at: provenance.as_at,
        marking: inputs.figures.hidden_to().is_none().then(|| "OFFICIAL-SENSITIVE".to_owned()),
        example: example_notice(provenance).map(str::to_owned),
        source: format!("Source: case data as at {}", long_date(provenance.as_at)),
        lettering: plan.template.lettering,
    }
}

fn cover(inputs: &Inputs<'_>) -> Block {
    Block::Cover(Cover { purpose: inputs.plan.template.purpose.clone(), facts: facts(inputs) })
}
