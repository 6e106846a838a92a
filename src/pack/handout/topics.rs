//! Topics: what was said or promised, how it goes, what will be done.

use super::super::inputs::Inputs;
use super::super::section::slug;
use super::super::{Anchor, Block, Illustrated, Inline, Level, Picture, Prose};
use super::figure::told;
use super::{label, meeting, text};
use crate::chart::Icon;
use crate::template::{BlockSpec, Theme, Topic};

pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    spec.spoken.topics.iter().map(|topic| Block::Together(one(inputs, topic))).collect()
}

fn one(inputs: &Inputs<'_>, topic: &Topic) -> Vec<Block> {
    let mut blocks = vec![Block::Heading {
        level: Level::Two,
        text: heading(topic),
        anchor: Anchor(format!("topic-{}", slug(&topic.id))),
    }];
    let icon = Picture::Icon(icon(topic.theme));
    if topic.measures.is_empty() {
        let words = vec![(Prose::Body, vec![text("We do not measure this yet.")])];
        blocks.push(Block::Illustrated(Illustrated { picture: icon.clone(), words }));
    }
    for measure in topic.measures.iter().filter_map(|id| inputs.catalogue.get(id)) {
        let told = told(inputs, measure);
        let mut words = vec![
            (Prose::Body, vec![text(format!("{}:", measure.young))]),
            (Prose::Lead, vec![Inline::Strong(told.number)]),
        ];
        if !told.beside.is_empty() {
            words.push((Prose::Body, vec![text(told.beside.join(" "))]));
        }
        let picture = told.picture.map_or_else(|| icon.clone(), Picture::Pictogram);
        blocks.push(Block::Illustrated(Illustrated { picture, words }));
    }
    let will = meeting(inputs).and_then(|meeting| Some((meeting, meeting.will.get(&topic.id)?)));
    if let Some((meeting, words)) = will {
        let text = vec![label("What we will do", meeting), text(words)];
        blocks.push(Block::Paragraph { prose: Prose::Body, text });
    }
    blocks
}

/// Who said what: "You said: social workers should be easy to contact."
pub(super) fn heading(topic: &Topic) -> String {
    format!("{}: {}", topic.voice.words(), topic.said)
}

fn icon(theme: Theme) -> Icon {
    match theme {
        Theme::Home => Icon::Home,
        Theme::School => Icon::School,
        Theme::Health => Icon::Health,
        Theme::Voice => Icon::Voice,
        Theme::Money => Icon::Money,
        Theme::Help => Icon::Help,
    }
}
