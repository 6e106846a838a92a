//! HTML being written that is well-formed XML too.
//!
//! A leaf: elements close by themselves, and text is escaped on the one way in.

/// Names and values of an element's attributes.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A page being written.
#[derive(Debug, Clone)]
pub struct Markup {
    out: String,
}

impl Markup {
    /// An HTML page in British English: what `head` writes after the title and the policy, and what `body` writes.
    ///
    /// `policy` says what the page may do; it is there before anything that it governs.
    pub fn page(
        title: &str,
        policy: &str,
        head: impl FnOnce(&mut Self),
        body: impl FnOnce(&mut Self),
    ) -> String {
        let mut page = Self { out: "<!DOCTYPE html>\n".to_owned() };
        page.element("html", &[("lang", "en-GB")], |page| {
            page.element("head", &[], |page| {
                page.empty("meta", &[("charset", "utf-8")]);
                page.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
                page.empty(
                    "meta",
                    &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")],
                );
                page.words("title", &[], title);
                head(page);
            });
            page.element("body", &[], body);
        });
        page.out
    }

    /// An element and what is inside.
    pub fn element(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if !matches!(name, "a" | "code" | "span" | "strong") {
            self.out.push('\n');
        }
    }

    /// An element without an inside.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.open(name, attributes);
        self.out.push_str("/>\n");
    }

    /// An element that holds words.
    pub fn words(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |page| page.text(text));
    }

    /// Words, escaped.
    pub fn text(&mut self, text: &str) {
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

    /// Markup that is whole and safe already: a style sheet, a script or a drawing of this program's own.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
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
}
