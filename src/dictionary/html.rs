//! The dictionary as one page of HTML that is well-formed XML too: no network, nothing hidden without scripts.

use super::model::{Dictionary, Inline, Line, Part};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What the page may do: show itself. It loads nothing and sends nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

type Attributes<'a> = &'a [(&'a str, &'a str)];

/// The page.
pub fn html(dictionary: &Dictionary) -> String {
    let mut page = Page { out: "<!DOCTYPE html>\n".to_owned() };
    page.element("html", &[("lang", "en-GB")], |page| {
        page.head(&dictionary.title);
        page.element("body", &[], |page| page.body(dictionary));
    });
    page.out
}

/// A page being written. Elements close by themselves, and text is escaped on the one way in.
struct Page {
    out: String,
}

impl Page {
    fn element(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if !matches!(name, "a" | "code" | "span") {
            self.out.push('\n');
        }
    }

    fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.open(name, attributes);
        self.out.push_str("/>\n");
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
    }

    fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' | '\t' => self.out.push(character),
                // Neither HTML nor XML has a place for these.
                other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => {
                    self.out.push('\u{fffd}');
                }
                other => self.out.push(other),
            }
        }
    }

    fn words(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |page| page.text(text));
    }

    fn head(&mut self, title: &str) {
        self.element("head", &[], |page| {
            page.empty("meta", &[("charset", "utf-8")]);
            page.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
            page.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            page.words("title", &[], title);
            // Neither holds a character that HTML or XML would read otherwise.
            page.element("style", &[], |page| page.out.push_str(STYLE));
        });
    }

    fn body(&mut self, dictionary: &Dictionary) {
        self.words("a", &[("class", "skip"), ("href", "#content")], "Skip to the content");
        self.element("header", &[], |page| {
            page.words("h1", &[], &dictionary.title);
            page.words("p", &[], &dictionary.lead);
        });
        self.element("nav", &[("aria-label", "Sections")], |page| {
            page.element("ul", &[], |page| {
                for (id, text) in dictionary.sections.iter().filter_map(|section| first_heading(section)) {
                    let to = format!("#{id}");
                    page.element("li", &[], |page| page.words("a", &[("href", &to)], text));
                }
            });
        });
        self.element("main", &[("id", "content"), ("tabindex", "-1")], |page| {
            for section in &dictionary.sections {
                let Some((id, _)) = first_heading(section) else { continue };
                page.element("section", &[("aria-labelledby", id)], |page| {
                    for (n, part) in section.iter().enumerate() {
                        page.part(part);
                        if n == 0 && section.iter().any(|part| matches!(part, Part::Measure(_))) {
                            page.search();
                        }
                    }
                });
            }
        });
        self.element("footer", &[], |page| {
            let words = concat!("Made by boardpack ", env!("CARGO_PKG_VERSION"), " from the measure files.");
            page.words("p", &[], words);
        });
        self.element("script", &[], |page| page.out.push_str(SCRIPT));
    }

    /// Hidden until the script that works it shows it.
    fn search(&mut self) {
        self.element("form", &[("id", "search"), ("role", "search"), ("hidden", "hidden")], |page| {
            page.words("label", &[("for", "words")], "Show only measures with these words");
            page.empty("input", &[("id", "words"), ("type", "search"), ("autocomplete", "off")]);
            page.words("p", &[("id", "found"), ("role", "status")], "");
        });
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Heading { level, text, id } => {
                let name = format!("h{level}");
                match id {
                    Some(id) => self.words(&name, &[("id", id)], text),
                    None => self.words(&name, &[], text),
                }
            }
            Part::Paragraph(line) => self.element("p", &[], |page| page.line(line)),
            Part::Facts(facts) => self.element("dl", &[], |page| {
                for (label, line) in facts {
                    page.words("dt", &[], label);
                    page.element("dd", &[], |page| page.line(line));
                }
            }),
            Part::List(lines) => self.element("ul", &[], |page| {
                for line in lines {
                    page.element("li", &[], |page| page.line(line));
                }
            }),
            Part::Table { caption, head, rows } => self.table(caption, head, rows),
            Part::Sql { label, text } => {
                self.element("p", &[("class", "label")], |page| page.words("code", &[], label));
                self.element("pre", &[("tabindex", "0")], |page| page.words("code", &[], text));
            }
            Part::Measure(parts) => {
                let id = first_heading(parts).map(|(id, _)| id).unwrap_or_default();
                self.element("article", &[("aria-labelledby", id)], |page| {
                    parts.iter().for_each(|part| page.part(part));
                });
            }
        }
    }

    /// A table that scrolls by itself on a narrow screen, by keyboard too.
    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<Line>]) {
        let around = [("class", "scroll"), ("role", "group"), ("aria-label", caption), ("tabindex", "0")];
        self.element("div", &around, |page| {
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
                                    page.element("th", &[("scope", "row")], |page| page.line(line));
                                } else {
                                    page.element("td", &[], |page| page.line(line));
                                }
                            }
                        });
                    }
                });
            });
        });
    }

    fn line(&mut self, line: &Line) {
        for piece in line {
            match piece {
                Inline::Text(text) => self.text(text),
                Inline::Code(text) => self.words("code", &[], text),
                Inline::Place { id, text } => self.words("span", &[("id", id)], text),
                Inline::Link { to, text } => self.words("a", &[("href", &format!("#{to}"))], text),
            }
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
