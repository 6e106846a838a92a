//! The sheets of each pack's workbook as a file that a person can read: `tests/golden/packs`.

use std::collections::BTreeMap;

use roxmltree::Document;

use super::parts;
use super::xml::{elements, elements_of, related, sheet_paths};
use crate::documents::documents;
use crate::explain::assert_golden;

/// Rows of a table that are written out; of the others their number is.
const ROWS: usize = 3;

/// Every sheet: what stands above its table, headers, the first rows with the way each cell is kept, and what is
/// drawn.
fn sheets(parts: &BTreeMap<String, String>) -> String {
    let strings = Document::parse(&parts["xl/sharedStrings.xml"]).expect("XML");
    let words: Vec<String> = elements(&strings, "si")
        .map(|one| elements_of(one, "t").filter_map(|text| text.text()).collect())
        .collect();
    let styles = Document::parse(&parts["xl/styles.xml"]).expect("XML");
    let formats: BTreeMap<&str, &str> = elements(&styles, "numFmt")
        .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
        .collect();
    let kinds: Vec<&str> = elements(&styles, "cellXfs")
        .flat_map(|all| all.children().filter(|one| one.tag_name().name() == "xf"))
        .map(|one| one.attribute("numFmtId").map_or("", |id| formats.get(id).copied().unwrap_or(id)))
        .collect();
    let mut text = String::new();
    for (name, path) in sheet_paths(parts) {
        let xml = Document::parse(&parts[&path]).expect("XML");
        let related = related(parts, &path);
        let of_kind = |kind: &'static str| related.values().filter(move |(is, _)| is == kind);
        let area = of_kind("table")
            .filter_map(|(_, table)| {
                let table = Document::parse(&parts[table]).expect("XML");
                table.root_element().attribute("ref").map(str::to_owned)
            })
            .next()
            .expect("a table");
        let top: usize =
            area.trim_start_matches('A').split(':').next().and_then(|row| row.parse().ok()).expect("a row");
        let widths: Vec<&str> = elements(&xml, "col").filter_map(|one| one.attribute("width")).collect();
        text += &format!(
            "\n== {name}: table {area}; {} links; widths {}\n",
            elements(&xml, "hyperlink").count(),
            widths.join(" ")
        );
        let mut rows = 0;
        for row in elements(&xml, "row") {
            let number: usize = row.attribute("r").and_then(|at| at.parse().ok()).expect("a number");
            rows += usize::from(number > top);
            if number > top + ROWS {
                continue;
            }
            let cells = elements_of(row, "c").map(|cell| {
                let value = elements_of(cell, "v").next().and_then(|value| value.text()).unwrap_or_default();
                match cell.attribute("t") {
                    Some("s") => words[value.parse::<usize>().expect("a number")].clone(),
                    _ if value.is_empty() => String::new(),
                    _ => {
                        let style = cell.attribute("s").and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
                        format!("{value} as {}", kinds[style])
                    }
                }
            });
            text += &format!("{number:>4} {}\n", cells.collect::<Vec<_>>().join(" | "));
        }
        text += &format!("     {rows} rows\n");
        for (_, drawing) in of_kind("drawing") {
            let drawing = Document::parse(&parts[drawing]).expect("XML");
            for named in elements(&drawing, "cNvPr") {
                text += &format!("     chart: {}\n", named.attribute("descr").unwrap_or_default());
            }
        }
        let small = elements(&xml, "sparkline").count();
        if small > 0 {
            text += &format!("     {small} small drawings\n");
        }
    }
    text.trim_start().to_owned()
}

#[test]
fn the_sheets_of_every_pack_are_those_of_the_golden_files() {
    for document in documents() {
        let text = sheets(&parts(document.workbook()));
        assert_golden(&format!("packs/{}.workbook.txt", document.id()), &text);
    }
}
