//! The texts of a document, for the lint of plain words.

use super::super::{Block, Inline};
use crate::plain::Passage;

/// Every heading, paragraph and point of blocks, each with the heading above it; cells of tables are not prose.
pub fn passages(blocks: &[Block]) -> Vec<Passage> {
    let mut found = Vec::new();
    collect(blocks, &mut String::new(), &mut found);
    found
}

fn collect(blocks: &[Block], place: &mut String, found: &mut Vec<Passage>) {
    for block in blocks {
        let mut add = |words: String, place: &str| found.push(Passage { place: place.to_owned(), words });
        match block {
            Block::Cover(cover) => {
                add(cover.purpose.clone(), "Cover");
                for (_, value) in &cover.facts {
                    add(value.clone(), "Cover");
                }
            }
            Block::Heading { text, .. } => {
                text.clone_into(place);
                add(text.clone(), place);
            }
            Block::Paragraph { text, .. } => add(Inline::plain(text), place),
            Block::List(points) => points.iter().for_each(|point| add(Inline::plain(point), place)),
            Block::Illustrated(beside) => {
                beside.words.iter().for_each(|(_, text)| add(Inline::plain(text), place));
            }
            Block::Together(inner) => collect(inner, place, found),
            Block::Beside { words, .. } => collect(words, place, found),
            Block::Contents { .. }
            | Block::Table(_)
            | Block::Chart(_)
            | Block::ControlChart(_)
            | Block::StripChart(_)
            | Block::Writing { .. }
            | Block::NewPage => {}
        }
    }
}
