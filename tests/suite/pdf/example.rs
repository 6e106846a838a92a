//! What the pages of the example's packs show: contrast of every pair of colours, and what a grey print tells.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::pack::{Block, Cell, Mark, Pack};
use boardpack::write::pdf::pdf;
use pretty_assertions::assert_eq;

use super::painting::{Painted, Shape, painted};
use super::sample;
use crate::contrast::{Colour, MARKS, WHITE, WORDS, named, ratio};
use crate::documents::{Document, documents};

/// Colours that carry no meaning: rules between rows, lines of a grid, tints behind words, white halos.
fn decorations() -> BTreeSet<Colour> {
    let style = include_str!("../../../src/write/pdf/style.rs");
    let palette = include_str!("../../../src/chart/palette.rs");
    BTreeSet::from([named(style, "RULE"), named(style, "TINT"), named(palette, "GRID"), WHITE])
}

/// Every pair of colours on these pages: words and ground, then marks and ground. Of what is filled and then outlined
/// the outline counts.
fn pairs(pages: &[Vec<Painted>]) -> [BTreeMap<(Colour, Colour), String>; 2] {
    let [mut of_words, mut of_marks] = [BTreeMap::new(), BTreeMap::new()];
    for (at, page) in pages.iter().enumerate() {
        for (index, one) in page.iter().enumerate() {
            match one {
                Painted::Words { words, colour, on, .. } => {
                    for ground in on {
                        let place = || format!("`{words}` on page {}", at + 1);
                        of_words.entry((*colour, *ground)).or_insert_with(place);
                    }
                }
                Painted::Filled { shape, .. } if outlined(shape, page.get(index + 1)) => {}
                Painted::Filled { colour, on, .. } | Painted::Line { colour, on, .. } => {
                    of_marks.entry((*colour, *on)).or_insert_with(|| format!("on page {}", at + 1));
                }
            }
        }
    }
    [of_words, of_marks]
}

fn outlined(shape: &Shape, next: Option<&Painted>) -> bool {
    let Some(Painted::Line { shape: line, .. }) = next else { return false };
    shape.bounds().iter().zip(line.bounds()).all(|(one, other)| (one - other).abs() < 0.3)
}

#[test]
fn every_pair_of_colours_on_paper_stands_out() {
    let plain = decorations();
    let by_hand = [sample::board(), sample::gallery()].map(|pack| pdf(&pack).expect("writes").bytes);
    let packs = documents().iter().map(Document::pdf);
    for bytes in packs.chain(by_hand.iter().map(Vec::as_slice)) {
        let [words, marks] = pairs(&painted(bytes));
        assert!(words.len() >= 3 && marks.len() >= 2, "{words:?} {marks:?}");
        for ((colour, ground), place) in words {
            let found = ratio(colour, ground);
            assert!(found >= WORDS, "{colour:?} on {ground:?}, {place}: {found:.2}");
        }
        for ((colour, ground), place) in marks.iter().filter(|((colour, _), _)| !plain.contains(colour)) {
            // A mark on another, as a bar under its own line, is told by its edge and its label.
            if *ground == WHITE || plain.contains(ground) {
                let found = ratio(*colour, *ground);
                assert!(found >= MARKS, "{colour:?} on {ground:?}, {place}: {found:.2}");
            }
        }
    }
}

/// Cells with a mark, in the order of the document.
fn marked(pack: &Pack) -> Vec<&Cell> {
    pack.leaves()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .flat_map(|table| table.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.mark.is_some()))
        .collect()
}

/// Which mark a shape is, by its outline alone.
fn mark_of(shape: &Shape) -> Option<Mark> {
    let [left, bottom, right, top] = shape.bounds();
    let small = right - left < 12.0 && top - bottom < 12.0 && right - left > 2.0;
    let mut corners = shape.corners.clone();
    corners.dedup();
    if corners.first() == corners.last() {
        corners.pop();
    }
    match (small && !shape.rectangle, shape.curves, corners.len()) {
        (true, 4, _) => Some(Mark::OnTarget),
        (true, 0, 3) => Some(Mark::Close),
        (true, 0, 4) => Some(Mark::OffTarget),
        _ => None,
    }
}

#[test]
fn a_grey_print_tells_every_status_by_shape_and_word() {
    let mut kinds = BTreeSet::new();
    for document in documents() {
        tells_every_status(document.pack, document.pdf(), &mut kinds);
    }
    assert_eq!(kinds.len(), 3, "the example has every status: {kinds:?}");
}

fn tells_every_status(pack: &Pack, bytes: &[u8], kinds: &mut BTreeSet<String>) {
    let expected: Vec<(String, String)> = marked(pack)
        .into_iter()
        .map(|cell| (format!("{:?}", cell.mark.expect("a mark")), cell.text.clone()))
        .collect();
    for (mark, word) in &expected {
        let named = match word.as_str() {
            "On target" => Mark::OnTarget,
            "Close" => Mark::Close,
            "Off target" => Mark::OffTarget,
            // Of promises and actions.
            other if other.ends_with("overdue") || other == "Late" => Mark::OffTarget,
            other if other.starts_with("Done") || other == "On track" => Mark::OnTarget,
            "At risk" => Mark::Close,
            other => panic!("`{other}` is no status with a mark"),
        };
        assert_eq!(*mark, format!("{named:?}"), "{word}");
    }
    kinds.extend(expected.iter().map(|(mark, _)| mark.clone()));
    // On paper: each word of a status right of a shape in its own line, whatever the colours.
    let mut found = Vec::new();
    for page in painted(bytes) {
        let mut beside = None;
        for one in page {
            match one {
                Painted::Filled { shape, .. } => beside = mark_of(&shape).map(|mark| (mark, shape.bounds())),
                Painted::Words { words, at, size, .. } => {
                    if let Some((mark, [_, bottom, right, top])) = beside.take()
                        && (at.0 - right) > 0.0
                        && (at.0 - right) < size
                        && at.1 < top
                        && at.1 + size > bottom
                    {
                        found.push((format!("{mark:?}"), words.trim().to_owned()));
                    }
                }
                Painted::Line { .. } => beside = None,
            }
        }
    }
    // Words that wrap have their first line beside the mark.
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.0, expected.0, "{found:?}");
        assert!(expected.1.starts_with(&found.1), "{found:?} {expected:?}");
    }
}
