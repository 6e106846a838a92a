//! The parts of a workbook, and what they name.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Names of sheets and their parts, in order.
pub(super) fn sheet_paths(parts: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let book = Document::parse(&parts["xl/workbook.xml"]).expect("XML");
    let related = related(parts, "xl/workbook.xml");
    elements(&book, "sheet")
        .map(|sheet| {
            let id = sheet.attribute((OFFICE, "id")).expect("an id");
            (sheet.attribute("name").expect("a name").to_owned(), related[id].1.clone())
        })
        .collect()
}

/// The parts that a part names, by id: their kind and path.
pub(super) fn related(parts: &BTreeMap<String, String>, path: &str) -> BTreeMap<String, (String, String)> {
    let (folder, file) = path.rsplit_once('/').expect("a folder");
    let Some(xml) = parts.get(&format!("{folder}/_rels/{file}.rels")) else { return BTreeMap::new() };
    let xml = Document::parse(xml).expect("XML");
    elements(&xml, "Relationship")
        .filter(|one| one.attribute("TargetMode") != Some("External"))
        .map(|one| {
            let kind = one.attribute("Type").and_then(|kind| kind.rsplit('/').next()).expect("a kind");
            let target = one.attribute("Target").expect("a target");
            let path = match (target.strip_prefix("../"), target.strip_prefix('/')) {
                (Some(beside), _) => format!("xl/{beside}"),
                (None, Some(whole)) => whole.to_owned(),
                (None, None) => format!("{folder}/{target}"),
            };
            (one.attribute("Id").expect("an id").to_owned(), (kind.to_owned(), path))
        })
        .collect()
}

pub(super) fn elements<'a>(xml: &'a Document<'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    xml.descendants().filter(move |node| node.tag_name().name() == name)
}

pub(super) fn elements_of<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// Row and column of a cell's name, counted from 0: `B3` is (2, 1).
pub(super) fn cell_at(name: &str) -> (u32, u32) {
    let name = name.split([':', ' ']).next().unwrap_or(name);
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    (name[letters.len()..].parse::<u32>().expect("a row") - 1, column - 1)
}
