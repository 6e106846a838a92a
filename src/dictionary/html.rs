//! The dictionary as one page of HTML that is well-formed XML too: no network, nothing hidden without scripts.

use super::model::{Dictionary, Inline, Line, Part};
use crate::markup::Markup;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What the page may do: show itself. It loads nothing and sends nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/// The page.
pub fn html(dictionary: &Dictionary) -> String {
    Markup::page(
        &dictionary.title,
        POLICY,
        // The style sheet holds no character that HTML or XML would read otherwise.
        |page| page.element("style", &[], |page| page.raw(STYLE)),
        |page| body(page, dictionary),
    )
}

fn body(page: &mut Markup, dictionary: &Dictionary) {
    page.words("a", &[("class", "skip"), ("href", "#content")], "Skip to the content");
    page.element("header", &[], |page| {
        page.words("h1", &[], &dictionary.title);
        page.words("p", &[], &dictionary.lead);
    });
    page.element("nav", &[("aria-label", "Sections")], |page| {
        page.element("ul", &[], |page| {
            for (id, text) in dictionary.sections.iter().filter_map(|section| first_heading(section)) {
                let to = format!("#{id}");
                page.element("li", &[], |page| page.words("a", &[("href", &to)], text));
            }
        });
    });
    page.element("main", &[("id", "content"), ("tabindex", "-1")], |page| {
        for section in &dictionary.sections {
            let Some((id, _)) = first_heading(section) else { continue };
            page.element("section", &[("aria-labelledby", id)], |page| {
                for (n, part) in section.iter().enumerate() {
                    part_of(page, part);
                    if n == 0 && section.iter().any(|part| matches!(part, Part::Measure(_))) {
                        search(page);
                    }
                }
            });
        }
    });
    page.element("footer", &[], |page| {
        let words = concat!("Made by boardpack ", env!("CARGO_PKG_VERSION"), " from the measure files.");
        page.words("p", &[], words);
    });
    page.element("script", &[], |page| page.raw(SCRIPT));
}

/// Hidden until the script that works it shows it.
fn search(page: &mut Markup) {
    page.element("form", &[("id", "search"), ("role", "search"), ("hidden", "hidden")], |page| {
        page.words("label", &[("for", "words")], "Show only measures with these words");
        page.empty("input", &[("id", "words"), ("type", "search"), ("autocomplete", "off")]);
        page.words("p", &[("id", "found"), ("role", "status")], "");
    });
}

fn part_of(page: &mut Markup, part: &Part) {
    match part {
        Part::Heading { level, text, id } => {
            let name = format!("h{level}");
            match id {
                Some(id) => page.words(&name, &[("id", id)], text),
                None => page.words(&name, &[], text),
            }
        }
        Part::Paragraph(line) => page.element("p", &[], |page| words_of(page, line)),
        Part::Facts(facts) => page.element("dl", &[], |page| {
            for (label, line) in facts {
                page.words("dt", &[], label);
                page.element("dd", &[], |page| words_of(page, line));
            }
        }),
        Part::List(lines) => page.element("ul", &[], |page| {
            for line in lines {
                page.element("li", &[], |page| words_of(page, line));
            }
        }),
        Part::Table { caption, head, rows } => table(page, caption, head, rows),
        Part::Sql { label, text } => {
            page.element("p", &[("class", "label")], |page| page.words("code", &[], label));
            page.element("pre", &[("tabindex", "0")], |page| page.words("code", &[], text));
        }
        Part::Measure(parts) => {
            let id = first_heading(parts).map(|(id, _)| id).unwrap_or_default();
            page.element("article", &[("aria-labelledby", id)], |page| {
                parts.iter().for_each(|part| part_of(page, part));
            });
        }
    }
}

/// A table that scrolls by itself on a narrow screen, by keyboard too.
fn table(page: &mut Markup, caption: &str, head: &[String], rows: &[Vec<Line>]) {
    let around = [("class", "scroll"), ("role", "group"), ("aria-label", caption), ("tabindex", "0")];
    page.element("div", &around, |page| {
        page.element("table", &[], |page| {
            page.words("caption", &[], caption);
            page.element("thead", &[], |page| {
                page.element("tr", &[], |page| {
                    head.iter().for_each(|name| page.words("th", &[("scope", "col")], name));
                });
            });
            page.element("tbody", &[], |page| {
                for row in rows {
                    page.element("tr", &[], |page| {
                        for (n, line) in row.iter().enumerate() {
                            if n == 0 {
                                page.element("th", &[("scope", "row")], |page| words_of(page, line));
                            } else {
                                page.element("td", &[], |page| words_of(page, line));
                            }
                        }
                    });
                }
            });
        });
    });
}

fn words_of(page: &mut Markup, line: &Line) {
    for piece in line {
        match piece {
            Inline::Text(text) => page.text(text),
            Inline::Code(text) => page.words("code", &[], text),
            Inline::Place { id, text } => page.words("span", &[("id", id)], text),
            Inline::Link { to, text } => page.words("a", &[("href", &format!("#{to}"))], text),
        }
    }
}

/// The first heading of a section and the name of its place.
fn first_heading(parts: &[Part]) -> Option<(&str, &str)> {
    parts.iter().find_map(|part| match part {
        Part::Heading { text, id: Some(id), .. } => Some((id.as_str(), text.as_str())),
        _ => None,
    })
}
