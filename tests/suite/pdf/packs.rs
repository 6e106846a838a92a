//! The PDFs of all four packs of the example: what checkers, screen readers and copiers make of them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boardpack::pack::{Block, Pack};
use pretty_assertions::assert_eq;

use super::model::{steps_of, told};
use super::reading::Read;
use super::{assert_accessible, look};
use crate::documents::{Document, documents};

/// Every pack and its PDF as it is read.
pub(super) fn reads() -> impl Iterator<Item = (&'static Document, &'static Read)> {
    static READS: LazyLock<Vec<Read>> =
        LazyLock::new(|| documents().iter().map(|document| Read::new(document.pdf())).collect());
    documents().iter().zip(READS.iter())
}

#[test]
fn every_pack_meets_pdf_ua_1_and_pdf_a_2a() {
    for document in documents() {
        look(&format!("{}.pdf", document.id()), document.pdf());
        assert_accessible(document.pdf());
    }
}

#[test]
fn the_tags_of_every_pack_are_its_documents_step_by_step() {
    for (document, read) in reads() {
        let found = told(read.steps());
        let expected = told(steps_of(document.pack));
        for (at, (expected, found)) in expected.iter().zip(&found).enumerate() {
            assert_eq!(expected, found, "{}, step {at}", document.id());
        }
        assert_eq!(expected.len(), found.len(), "{}", document.id());
        assert!(found.len() > 100, "{}: {} steps", document.id(), found.len());
    }
}

#[test]
fn every_mark_and_link_of_every_pack_belongs_to_the_element_that_holds_it() {
    for (_, read) in reads() {
        read.assert_parent_tree();
        read.assert_clear();
    }
}

/// The headers of every table of a pack, each table's in one.
fn heads(pack: &Pack) -> BTreeSet<String> {
    let tables = pack.leaves().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.map(|table| table.columns.iter().map(|column| squeezed(&column.header)).collect()).collect()
}

/// Without white and without hyphens that only end a line.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{AD}').collect()
}

#[test]
fn what_is_left_unread_is_the_running_head_the_foot_and_repeated_heads_of_tables() {
    for (document, read) in reads() {
        let about = &document.pack.about;
        let heads = heads(document.pack);
        for page in 0..read.pages() {
            let unread: Vec<String> = read
                .runs(page)
                .iter()
                .filter(|(role, _)| role == "Artifact")
                .map(|(_, words)| squeezed(words))
                .filter(|words| !words.is_empty() && !heads.contains(words))
                .collect();
            let mut furniture = squeezed(&unread.concat());
            let number = format!("Page {} of {}", page + 1, read.pages());
            let said = [&about.title, &about.council, &about.period_words, &about.source, &number];
            let marked = [about.marking.as_ref(), about.example.as_ref()];
            for words in said.into_iter().chain(marked.into_iter().flatten()) {
                furniture = furniture.replacen(&squeezed(words), "", 1);
            }
            let left: String = furniture.chars().filter(|letter| letter.is_alphanumeric()).collect();
            assert_eq!(left, "", "{}, page {}: {unread:?}", document.id(), page + 1);
        }
    }
}
