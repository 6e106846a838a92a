//! Contrast of every pair of colours that the pages and the workbooks show; the PDF's pairs are read off its pages, in
//! the tests of the PDF.
//!
//! Ratios by WCAG 2.2: 4.5 to 1 for words, 3 to 1 for marks and lines that carry meaning. A rule between rows or a
//! line of a chart's grid carries none.

use std::collections::BTreeSet;

use roxmltree::{Document, Node, ParsingOptions};

use crate::documents::documents;

/// A colour by its parts of red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

pub(crate) const WHITE: Colour = Colour(255, 255, 255);

/// Least ratio of words and their ground.
pub(crate) const WORDS: f64 = 4.5;

/// Least ratio of a mark and its ground.
pub(crate) const MARKS: f64 = 3.0;

impl Colour {
    /// From six hexadecimal digits.
    fn hex(digits: &str) -> Self {
        let number = u32::from_str_radix(digits, 16).expect("six hexadecimal digits");
        let [_, red, green, blue] = number.to_be_bytes();
        Self(red, green, blue)
    }

    /// How bright it is, from 0 to 1: "relative luminance" of WCAG 2.2.
    fn brightness(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// The contrast ratio of WCAG 2.2, from 1 to 21.
pub(crate) fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.brightness(), other.brightness());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colour that a source file keeps under a name: `const RULE: Colour = Colour(0xC3, 0xCB, 0xD3);`.
pub(crate) fn named(source: &str, name: &str) -> Colour {
    let start = source.find(&format!("const {name}:")).unwrap_or_else(|| panic!("no colour {name}"));
    let line = source[start..].lines().next().expect("a line");
    let digits: String = line.split("0x").skip(1).map(|part| &part[..2]).collect();
    Colour::hex(&digits)
}

#[test]
fn ratios_are_those_of_wcag() {
    // The two greys on either side of 4.5 to 1 on white, and the ends of the scale.
    for (one, expected) in [("000000", 21.0), ("FFFFFF", 1.0), ("767676", 4.54), ("777777", 4.48)] {
        let found = ratio(Colour::hex(one), WHITE);
        assert!((found - expected).abs() < 0.005, "{one}: {found}");
    }
}

fn parsed(text: &str) -> Document<'_> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
        .expect("well-formed")
}

fn elements<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The names of colours that a stylesheet gives to a property: `color: var(--ink)`.
fn given<'a>(css: &'a str, properties: &[&str]) -> BTreeSet<&'a str> {
    css.split(['{', ';', '}'])
        .filter_map(|line| line.trim().split_once(':'))
        .filter(|(property, _)| properties.contains(&property.trim()))
        .filter_map(|(_, value)| value.split_once("var(--")?.1.split(')').next())
        .collect()
}

#[test]
fn words_and_lines_of_the_pages_stand_out_from_every_ground() {
    for document in documents() {
        assert_page(document.page());
    }
}

fn assert_page(page: &str) {
    let document = parsed(page);
    let css: String = elements(document.root(), "style").filter_map(|style| style.text()).collect();
    let colour = |name: &str| {
        let (_, rest) = css.split_once(&format!("--{name}: #")).unwrap_or_else(|| panic!("no colour {name}"));
        Colour::hex(&rest[..6])
    };
    let grounds = given(&css, &["background", "background-color"]);
    assert!(grounds.contains("paper") && grounds.contains("tint"), "{grounds:?}");
    let words = given(&css, &["color"]);
    assert!(words.len() >= 3, "{words:?}");
    for ground in &grounds {
        for word in &words {
            let found = ratio(colour(word), colour(ground));
            assert!(found >= WORDS, "{word} on {ground}: {found:.2}");
        }
        for line in given(&css, &["outline", "border-top", "border-bottom", "border"]) {
            let found = ratio(colour(line), colour(ground));
            assert!(found >= MARKS, "{line} on {ground}: {found:.2}");
        }
    }
    // Every colour of the stylesheet is one of the named ones, so that none escapes.
    let spelt = css
        .match_indices('#')
        .filter(|(at, _)| css[at + 1..].chars().take(3).filter(char::is_ascii_hexdigit).count() == 3);
    assert_eq!(spelt.count(), css.matches(": #").count(), "a colour without a name");
}

#[test]
fn words_of_the_pages_charts_and_their_marks_stand_out() {
    let mut all = BTreeSet::new();
    let words: usize = documents().iter().map(|document| charts_and_marks(document.page(), &mut all)).sum();
    assert!(words > 300, "{words} words in charts");
    assert_eq!(all.len(), 3, "three marks in three colours");
}

/// How many words the charts of a page hold; the colours of its marks are added to the others'.
fn charts_and_marks(page: &str, all: &mut BTreeSet<Colour>) -> usize {
    let document = parsed(page);
    let fill =
        |node: &Node<'_, '_>| node.attribute("fill").and_then(|fill| fill.strip_prefix('#')).map(Colour::hex);
    let mut words = 0;
    for text in elements(document.root(), "text") {
        let colour = fill(&text).expect("words have a colour");
        assert!(ratio(colour, WHITE) >= WORDS, "{:?}: {colour:?}", text.text());
        words += 1;
    }
    let marks: BTreeSet<Colour> = elements(document.root(), "svg")
        .filter(|svg| svg.attribute("class") == Some("mark"))
        .flat_map(|svg| svg.children())
        .filter_map(|shape| fill(&shape))
        .collect();
    for mark in &marks {
        assert!(ratio(*mark, WHITE) >= MARKS, "{mark:?}");
    }
    all.extend(marks);
    let heads = elements(document.root(), "thead").flat_map(|head| elements(head, "svg")).count();
    assert_eq!(heads, 0, "marks stand on white alone");
    words
}

#[test]
fn a_mark_has_the_same_colour_on_the_page_as_on_paper() {
    let style = include_str!("../../src/write/pdf/style.rs");
    let document = parsed(documents()[0].page());
    for (word, name) in [("On target", "BLUE"), ("Close", "ORANGE"), ("Off target", "WINE")] {
        let cell = elements(document.root(), "td").find(|cell| {
            elements(*cell, "svg").next().is_some()
                && cell.descendants().any(|node| node.text() == Some(word))
        });
        let svg = cell.and_then(|cell| elements(cell, "svg").next()).unwrap_or_else(|| panic!("no {word}"));
        let fill =
            svg.descendants().find_map(|node| node.attribute("fill")?.strip_prefix('#')).expect("a fill");
        assert_eq!(Colour::hex(fill), named(style, name), "{word}");
    }
}

fn part(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        if wanted(&name) {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).expect("text");
            found.push((name, text));
        }
    }
    found
}

#[test]
fn words_of_every_cell_stand_out_from_its_fill() {
    let filled: usize = documents().iter().map(|document| filled_cells(document.workbook())).sum();
    assert!(filled >= 4, "headers and three statuses are filled: {filled}");
}

/// How many formats of cells have a fill.
fn filled_cells(bytes: &[u8]) -> usize {
    let styles = part(bytes, |name| name == "xl/styles.xml");
    let document = parsed(&styles[0].1);
    let group = |group: &'static str, kind: &'static str| -> Vec<Node<'_, '_>> {
        elements(document.root(), group)
            .flat_map(|all| all.children().filter(|node| node.tag_name().name() == kind).collect::<Vec<_>>())
            .collect()
    };
    let rgb = |node: Node<'_, '_>, name: &str| {
        let colour = node.descendants().find(|node| node.tag_name().name() == name)?;
        // Without a colour of its own a cell takes the theme's: black on white.
        colour.attribute("rgb").map(|argb| Colour::hex(&argb[2..]))
    };
    let (fonts, fills) = (group("fonts", "font"), group("fills", "fill"));
    let mut filled = 0;
    for format in group("cellXfs", "xf") {
        let place =
            |name: &str| format.attribute(name).and_then(|at| at.parse::<usize>().ok()).expect("a number");
        let words = rgb(fonts[place("fontId")], "color").unwrap_or(Colour(0, 0, 0));
        let ground = rgb(fills[place("fillId")], "fgColor").unwrap_or(WHITE);
        filled += usize::from(ground != WHITE);
        let found = ratio(words, ground);
        assert!(found >= WORDS, "{words:?} on {ground:?}: {found:.2}");
    }
    filled
}

#[test]
fn lines_bars_and_labels_of_the_workbooks_charts_stand_out() {
    let charts: Vec<(String, String)> = documents()
        .iter()
        .flat_map(|document| part(document.workbook(), |name| name.starts_with("xl/charts/chart")))
        .collect();
    assert!(charts.len() >= 7, "{} charts", charts.len());
    for (name, text) in &charts {
        let document = parsed(text);
        let series: Vec<Node<'_, '_>> = elements(document.root(), "ser").collect();
        assert!(!series.is_empty(), "{name}");
        for one in series {
            let own = |kind: &'static str| one.children().filter(move |node| node.tag_name().name() == kind);
            let colours = |node: Node<'_, '_>| -> BTreeSet<Colour> {
                elements(node, "srgbClr").filter_map(|node| node.attribute("val").map(Colour::hex)).collect()
            };
            let drawn: BTreeSet<Colour> = own("spPr")
                .chain(own("marker"))
                .flat_map(colours)
                .filter(|colour| *colour != WHITE)
                .collect();
            assert!(!drawn.is_empty(), "{name}: a series without a colour of its own");
            for colour in &drawn {
                assert!(ratio(*colour, WHITE) >= MARKS, "{name}: {colour:?}");
            }
            for colour in own("dLbls").flat_map(colours) {
                // White words stand inside their bar.
                let grounds = if colour == WHITE { drawn.clone() } else { BTreeSet::from([WHITE]) };
                for ground in grounds {
                    assert!(ratio(colour, ground) >= WORDS, "{name}: {colour:?} on {ground:?}");
                }
            }
        }
    }
}
