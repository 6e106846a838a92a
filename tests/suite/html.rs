//! The web pages of the example council's packs: their structure, their words, their links.

use std::collections::BTreeSet;

use boardpack::pack::{Block, Inline, Pack};
use boardpack::write::html;
use pretty_assertions::assert_eq;
use roxmltree::{Document, Node, ParsingOptions};

use crate::documents::documents;

/// Every pack and its page.
fn pages() -> impl Iterator<Item = (&'static Pack, &'static str)> {
    documents().iter().map(|document| (document.pack, document.page()))
}

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).expect("HTML that is well-formed XML")
}

fn elements<'a>(root: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    root.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The words of an element, spaces as one.
fn words(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter_map(|one| one.text().filter(|_| one.is_text())).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn headings_have_no_gaps_ids_are_unique_and_links_lead_somewhere() {
    for (pack, page) in pages() {
        assert_structure(pack, page);
    }
}

fn assert_structure(pack: &Pack, page: &str) {
    let document = parsed(page);
    let root = document.root();
    let levels: Vec<u8> = root
        .descendants()
        .filter_map(|node| match node.tag_name().name() {
            "h1" => Some(1),
            "h2" => Some(2),
            "h3" => Some(3),
            "h4" => Some(4),
            _ => None,
        })
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "one title");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let ids: Vec<&str> = root.descendants().filter_map(|node| node.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let links: Vec<&str> = elements(root, "a").filter_map(|link| link.attribute("href")).collect();
    assert!(!links.is_empty(), "{} has no link to its content", pack.about.id);
    for link in links {
        let to = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads out of the page"));
        assert!(unique.contains(to), "{link} leads nowhere");
    }
    for node in root.descendants() {
        for named in ["aria-labelledby", "aria-describedby"] {
            for id in node.attribute(named).into_iter().flat_map(str::split_whitespace) {
                assert!(unique.contains(id), "{named} names {id}, which is not there");
            }
        }
    }
}

#[test]
fn tables_have_captions_and_scopes_and_drawings_have_words() {
    for (pack, page) in pages() {
        assert_tables(pack, page);
    }
}

fn assert_tables(pack: &Pack, page: &str) {
    let document = parsed(page);
    let root = document.root();
    let mut tables = 0;
    for table in elements(root, "table") {
        tables += 1;
        assert!(elements(table, "caption").next().is_some_and(|caption| !words(caption).is_empty()));
        for head in elements(table, "thead").flat_map(|head| elements(head, "th")) {
            assert_eq!(head.attribute("scope"), Some("col"));
            assert!(!words(head).is_empty(), "a column without a name in {}", words(table));
        }
        for row in elements(table, "tbody").flat_map(|body| elements(body, "tr")) {
            assert_eq!(
                elements(row, "th").map(|th| th.attribute("scope")).collect::<Vec<_>>(),
                [Some("row")]
            );
        }
    }
    let in_model = pack.leaves().filter(|block| matches!(block, Block::Table(_))).count();
    assert_eq!(tables, in_model);
    let mut drawings = 0;
    for drawing in elements(root, "figure").flat_map(|figure| elements(figure, "svg")) {
        drawings += 1;
        assert_eq!(drawing.attribute("role"), Some("img"));
        for name in ["title", "desc"] {
            assert!(elements(drawing, name).next().is_some_and(|node| !words(node).is_empty()), "{name}");
        }
    }
    let in_model = pack
        .leaves()
        .filter(|block| matches!(block, Block::Chart(_) | Block::ControlChart(_) | Block::StripChart(_)));
    assert_eq!(drawings, in_model.count(), "{}", pack.about.id);
}

#[test]
fn the_words_are_the_documents_in_its_order() {
    for (pack, page) in pages() {
        assert_words(pack, page);
    }
}

fn assert_words(pack: &Pack, page: &str) {
    let document = parsed(page);
    let main = elements(document.root(), "main").next().expect("a main part");
    let said = words(main);
    let mut at = 0;
    let mut follows = |expected: &str| {
        let expected = expected.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = said[at..].find(&expected).unwrap_or_else(|| panic!("`{expected}` does not follow"));
        at += found + expected.len();
    };
    for block in pack.leaves() {
        match block {
            Block::Heading { text, .. } => follows(text),
            Block::Paragraph { text, .. } => {
                follows(&Inline::plain(text));
            }
            Block::Table(table) => {
                follows(&table.caption);
                table.columns.iter().for_each(|column| follows(&column.header));
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| follows(&cell.text));
                table.notes.iter().for_each(|note| follows(note));
            }
            Block::Chart(chart) => {
                follows(&chart.title);
                follows(&chart.alt);
            }
            _ => {}
        }
    }
}

#[test]
fn the_pages_hold_all_they_need_and_run_nothing() {
    for (pack, page) in pages() {
        assert!(!page.contains("<script"), "a script");
        assert!(page.contains("default-src &#39;none&#39;"));
        for (at, _) in page.match_indices("http") {
            let rest = &page[at..];
            let allowed = ["http-equiv", "http://www.w3.org/2000/svg"];
            assert!(allowed.iter().any(|one| rest.starts_with(one)), "{}", &rest[..60.min(rest.len())]);
        }
        assert!(page.contains("Example data: no real child"));
        let marking = pack.about.marking.as_deref().unwrap_or_default();
        assert!(
            page.contains(&format!("@bottom-left {{ content: '{marking}")),
            "no margin of printed sheets"
        );
        assert!(page.as_bytes() == html(pack).expect("a page"), "a second page is another");
    }
}
