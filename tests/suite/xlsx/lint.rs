//! The UK Analysis Function's rules for spreadsheets, asked of the bytes of a workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use boardpack::quantity::Symbol;
use calamine::{Data, Range, Reader, SheetVisible, Xlsx};
use roxmltree::Document;

use super::parts;
use super::xml::{cell_at, elements, elements_of, related, sheet_paths};

/// Everything in which a workbook breaks a rule, a sentence each: place first, then what is wrong. Empty for a workbook
/// that keeps them all.
pub(super) fn lint(bytes: &[u8]) -> Vec<String> {
    let parts = parts(bytes);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let mut findings = Vec::new();
    let visible: BTreeMap<String, SheetVisible> =
        book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let names = book.sheet_names();
    names_of_sheets(&names, &mut findings);
    of_the_file(&parts, &mut findings);
    let styles = Styles::read(&parts["xl/styles.xml"]);
    for (at, (name, path)) in sheet_paths(&parts).into_iter().enumerate() {
        let mut say = |words: String| findings.push(format!("{name}: {words}"));
        if visible.get(&name) != Some(&SheetVisible::Visible) {
            say("the sheet is hidden".to_owned());
        }
        let xml = Document::parse(&parts[&path]).expect("XML");
        let sheet = Sheet {
            xml: &xml,
            values: book.worksheet_range(&name).expect("cells"),
            related: related(&parts, &path),
            parts: &parts,
            names: &names,
            styles: &styles,
            first: at == 0,
        };
        sheet.marked_up(&mut say);
        sheet.layout(&mut say);
        sheet.links(&mut say);
        sheet.drawings(&mut say);
        sheet.table(&mut say);
    }
    findings
}

fn names_of_sheets(names: &[String], findings: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.to_lowercase()) {
            findings.push(format!("{name}: two sheets have this name"));
        }
        if name.chars().count() > 31 {
            findings.push(format!("{name}: the name is longer than 31 characters"));
        }
        let stem = name.to_lowercase().trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_owned();
        if ["", "sheet", "table", "data", "worksheet"].contains(&stem.as_str()) {
            findings.push(format!("{name}: the name does not say what is on the sheet"));
        }
    }
}

/// Document properties, the sheet that is open first, raised letters.
fn of_the_file(parts: &BTreeMap<String, String>, findings: &mut Vec<String>) {
    let core = Document::parse(&parts["docProps/core.xml"]).expect("XML");
    for property in ["title", "subject", "creator", "created"] {
        let said =
            elements(&core, property).any(|node| node.text().is_some_and(|text| !text.trim().is_empty()));
        if !said {
            findings.push(format!("the document's properties have no {property}"));
        }
    }
    let book = Document::parse(&parts["xl/workbook.xml"]).expect("XML");
    for view in elements(&book, "workbookView") {
        for place in ["activeTab", "firstSheet"] {
            if view.attribute(place).is_some_and(|at| at != "0") {
                findings.push(format!("{place} is not the first sheet"));
            }
        }
    }
    for (path, text) in parts {
        if (text.contains("vertAlign") && !text.contains("vertAlign val=\"baseline\""))
            || text.contains(" baseline=\"3")
        {
            findings.push(format!("{path} raises or lowers letters"));
        }
        if let Some(raised) = text.chars().find(|c| "¹²³⁰⁴⁵⁶⁷⁸⁹".contains(*c)) {
            findings.push(format!("{path} holds a superscript {raised}"));
        }
    }
}

struct Sheet<'a> {
    xml: &'a Document<'a>,
    values: Range<Data>,
    /// Paths of other parts by the last part of their kind's name and their id.
    related: BTreeMap<String, (String, String)>,
    parts: &'a BTreeMap<String, String>,
    names: &'a [String],
    styles: &'a Styles,
    first: bool,
}

impl Sheet<'_> {
    fn words(&self, row: u32, column: u32) -> String {
        self.values.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
    }

    fn of_kind(&self, kind: &str) -> Vec<&str> {
        self.related.values().filter(|(is, _)| is == kind).map(|(_, path)| path.as_str()).collect()
    }

    /// Nothing merged, hidden, computed or small.
    fn marked_up(&self, say: &mut impl FnMut(String)) {
        for cells in elements(self.xml, "mergeCell") {
            say(format!("{} is merged", cells.attribute("ref").unwrap_or_default()));
        }
        for node in elements(self.xml, "row").chain(elements(self.xml, "col")) {
            let none = |name| node.attribute(name).is_some_and(|size: &str| size.parse() == Ok(0.0));
            if node.attribute("hidden").is_some_and(|is| is != "0") || none("ht") || none("width") {
                let place = node.attribute("r").or(node.attribute("min")).unwrap_or_default();
                say(format!("{} {place} is hidden", node.tag_name().name()));
            }
        }
        let mut small = BTreeSet::new();
        for cell in elements(self.xml, "c") {
            let place = cell.attribute("r").unwrap_or_default();
            if elements_of(cell, "f").next().is_some() {
                say(format!("{place} holds a formula"));
            }
            let style: usize = cell.attribute("s").unwrap_or("0").parse().expect("a style");
            let size = self.styles.sizes[style];
            if size < 12.0 {
                small.insert(format!("{place} is in {size} point"));
            }
        }
        small.into_iter().for_each(say);
    }

    /// The cell and the sheet that a reader finds open.
    fn layout(&self, say: &mut impl FnMut(String)) {
        for selection in elements(self.xml, "selection") {
            let active = selection.attribute("activeCell").unwrap_or("A1");
            if active != "A1" {
                say(format!("the cursor stands in {active}"));
            }
        }
        for view in elements(self.xml, "sheetView") {
            if view.attribute("tabSelected").is_some_and(|is| is == "1") != self.first {
                say("another sheet than the first is selected".to_owned());
            }
            if view.attribute("topLeftCell").is_some_and(|cell| cell != "A1") {
                say("the sheet is scrolled".to_owned());
            }
        }
    }

    /// Links have words, and lead to a sheet.
    fn links(&self, say: &mut impl FnMut(String)) {
        for link in elements(self.xml, "hyperlink") {
            let place = link.attribute("ref").unwrap_or_default();
            let (row, column) = cell_at(place);
            let words = self.words(row, column);
            if words.trim().is_empty() || words.contains("://") || words.starts_with("internal:") {
                say(format!("the link in {place} has no words of its own"));
            }
            if let Some(to) = link.attribute("location") {
                let to =
                    to.rsplit_once('!').map_or(to, |(sheet, _)| sheet).trim_matches('\'').replace("''", "'");
                if !self.names.contains(&to) {
                    say(format!("the link in {place} leads to `{to}`, which is no sheet"));
                }
            }
        }
    }

    /// Every drawing has a description, every chart a title.
    fn drawings(&self, say: &mut impl FnMut(String)) {
        for path in self.of_kind("drawing") {
            let drawing = Document::parse(&self.parts[path]).expect("XML");
            for named in elements(&drawing, "cNvPr") {
                if named.attribute("descr").is_none_or(|words| words.trim().is_empty()) {
                    let name = named.attribute("name").unwrap_or_default();
                    say(format!("{name} has no alternative text"));
                }
            }
            for (kind, path) in related(self.parts, path).values() {
                let text = &self.parts[path];
                let chart = Document::parse(text).expect("XML");
                let titled = elements(&chart, "chart")
                    .flat_map(|chart| chart.children())
                    .any(|node| node.tag_name().name() == "title" && elements_of(node, "t").next().is_some());
                if kind == "chart" && !titled {
                    say("a chart has no title".to_owned());
                }
            }
        }
    }

    /// One table from column A, title and notes above it, full rows and columns, symbols with a key.
    fn table(&self, say: &mut impl FnMut(String)) {
        let tables = self.of_kind("table");
        let [path] = tables.as_slice() else {
            return say(format!("{} marked-up tables in place of one", tables.len()));
        };
        let xml = Document::parse(&self.parts[*path]).expect("XML");
        let table = xml.root_element();
        let area = table.attribute("ref").expect("an area");
        let (from, to) = area.split_once(':').unwrap_or((area, area));
        let ((top, left), (bottom, right)) = (cell_at(from), cell_at(to));
        if left != 0 {
            say(format!("the table begins at {from}, not in column A"));
        }
        if table.attribute("headerRowCount") == Some("0") {
            say("the table has no row of headers".to_owned());
        }
        for row in 0..top {
            let others = (1..=right).any(|column| !self.words(row, column).is_empty());
            if self.words(row, 0).trim().is_empty() || others {
                say(format!("row {} above the table is blank or goes beyond column A", row + 1));
            }
        }
        if top == 0 {
            say("no title stands above the table".to_owned());
        }
        let (used_bottom, used_right) = self.values.end().unwrap_or_default();
        if used_bottom > bottom || used_right > right {
            say(format!("cells stand outside the table {area}"));
        }
        let names: Vec<&str> = elements(&xml, "tableColumn")
            .map(|column| column.attribute("name").unwrap_or_default())
            .collect();
        let mut seen = BTreeSet::new();
        for (column, name) in (left..=right).zip(&names) {
            let header = self.words(top, column);
            let placeholder = name.strip_prefix("Column").is_some_and(|rest| rest.parse::<u32>().is_ok());
            if header.trim().is_empty()
                || header != *name
                || placeholder
                || !seen.insert(header.to_lowercase())
            {
                say(format!("the header `{header}` is blank, a placeholder, or stands twice"));
            }
        }
        self.inside((top, left), (bottom, right), say);
    }

    fn inside(&self, (top, left): (u32, u32), (bottom, right): (u32, u32), say: &mut impl FnMut(String)) {
        let drawn: BTreeSet<(u32, u32)> =
            elements(self.xml, "sqref").filter_map(|node| Some(cell_at(node.text()?))).collect();
        let above: Vec<String> = (0..top).map(|row| self.words(row, 0)).collect();
        let mut empty = false;
        let mut symbols = BTreeSet::new();
        for row in top + 1..=bottom {
            let cells: Vec<Option<&Data>> =
                (left..=right).map(|column| self.values.get_value((row, column))).collect();
            if cells.iter().all(|cell| blank(*cell)) {
                say(format!("row {} of the table is blank", row + 1));
            } else if blank(cells[0]) {
                say(format!("row {} of the table has no name", row + 1));
            }
            for (column, cell) in (left..=right).zip(&cells) {
                empty |= blank(*cell) && !drawn.iter().any(|(_, drawn)| *drawn == column);
                let Some(Data::String(words)) = cell else { continue };
                symbols.extend(bracketed(words));
                if as_number(words).is_some_and(|number| !kept(&cells, number)) {
                    say(format!("`{words}` in row {} is a number kept as words", row + 1));
                }
            }
        }
        for column in left..=right {
            let none = |row| blank(self.values.get_value((row, column))) && !drawn.contains(&(row, column));
            if bottom > top && (top + 1..=bottom).all(none) {
                say(format!("the column `{}` is blank", self.words(top, column)));
            }
        }
        if empty && !above.iter().any(|note| note.contains("Empty cells") || note.contains("is empty where"))
        {
            say("empty cells are not explained".to_owned());
        }
        for symbol in symbols {
            let explained = match Symbol::ALL.into_iter().find(|one| one.code() == symbol) {
                Some(one) => above.iter().any(|note| note.contains(&format!("{symbol} {}", one.meaning()))),
                None => false,
            };
            if !explained {
                say(format!("the symbol {symbol} is in no key above the table"));
            }
        }
    }
}

fn blank(cell: Option<&Data>) -> bool {
    cell.is_none_or(|cell| match cell {
        Data::Empty => true,
        Data::String(words) => words.trim().is_empty(),
        _ => false,
    })
}

/// The number that words are, and half a unit of the last digit printed: "1,234", "92%".
fn as_number(words: &str) -> Option<(f64, f64)> {
    let plain = words.trim().replace(',', "");
    let (digits, scale) = plain.strip_suffix('%').map_or((plain.as_str(), 1.0), |digits| (digits, 100.0));
    let digital = digits.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
    let places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 0.5 / 10_f64.powi(i32::try_from(places).ok()?) / scale;
    digits.parse::<f64>().ok().filter(|_| digital).map(|number| (number / scale, half))
}

/// Whether a row keeps a number that is printed in words, as a number too.
fn kept(cells: &[Option<&Data>], (number, half): (f64, f64)) -> bool {
    cells.iter().any(|cell| match cell {
        Some(Data::Float(value)) => (value - number).abs() <= half + 1e-6,
        _ => false,
    })
}

/// Short lower-case words in square brackets: `[x]`, `[low]`, `[note 1]`.
fn bracketed(words: &str) -> Vec<String> {
    words
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .filter(|(inside, _)| {
            inside.len() <= 8 && inside.starts_with(|c: char| c.is_ascii_lowercase()) && !inside.is_empty()
        })
        .map(|(inside, _)| format!("[{inside}]"))
        .collect()
}

/// Sizes of the letters of each cell format, in points.
struct Styles {
    sizes: Vec<f64>,
}

impl Styles {
    fn read(xml: &str) -> Self {
        let xml = Document::parse(xml).expect("XML");
        let inside = |group: &'static str, name: &'static str| {
            elements(&xml, group).flat_map(move |group| elements_of(group, name)).collect::<Vec<_>>()
        };
        let fonts: Vec<f64> = inside("fonts", "font")
            .into_iter()
            .map(|font| {
                let size = elements_of(font, "sz").next().and_then(|size| size.attribute("val"));
                size.and_then(|size| size.parse().ok()).expect("a size")
            })
            .collect();
        let sizes = inside("cellXfs", "xf")
            .into_iter()
            .map(|format| {
                fonts[format.attribute("fontId").and_then(|id| id.parse::<usize>().ok()).expect("a font")]
            })
            .collect();
        Self { sizes }
    }
}
