//! Links of a document that lead nowhere, since its template leaves out where they lead.

use std::collections::BTreeSet;

use super::{Anchor, Block, Inline};

/// Takes the links away whose anchor no heading has; their words stay.
pub(super) fn keep_sound(document: &mut [Block]) {
    let mut anchors = BTreeSet::new();
    document.iter().for_each(|block| collect(block, &mut anchors));
    document.iter_mut().for_each(|block| unlink(block, &anchors));
}

fn collect(block: &Block, anchors: &mut BTreeSet<Anchor>) {
    if let Block::Heading { anchor, .. } = block {
        anchors.insert(anchor.clone());
    }
    block.held().for_each(|held| collect(held, anchors));
}

fn unlink(block: &mut Block, anchors: &BTreeSet<Anchor>) {
    let in_words = |words: &mut Vec<Inline>| {
        for inline in words {
            if let Inline::Link { text, to } = inline
                && !anchors.contains(to)
            {
                *inline = Inline::Text(std::mem::take(text));
            }
        }
    };
    match block {
        Block::Paragraph { text, .. } => in_words(text),
        Block::List(points) => points.iter_mut().for_each(in_words),
        Block::Illustrated(beside) => beside.words.iter_mut().for_each(|(_, text)| in_words(text)),
        Block::Table(table) => {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                cell.link.take_if(|to| !anchors.contains(to));
            }
        }
        Block::Together(_) | Block::Beside { .. } => {
            block.held_mut().for_each(|block| unlink(block, anchors));
        }
        Block::Cover(_)
        | Block::Contents { .. }
        | Block::Heading { .. }
        | Block::Chart(_)
        | Block::ControlChart(_)
        | Block::StripChart(_)
        | Block::Writing { .. }
        | Block::NewPage => {}
    }
}
