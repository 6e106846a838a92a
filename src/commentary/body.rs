//! The text after the front matter: a small part of Markdown, read with the place of every word.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::model::{Part, Passage, Piece, Words};
use super::placeholder::Placeholder;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, nearest};
use crate::kpi::Catalogue;

/// What a text may hold, for hints.
const ALLOWED: &str = "paragraphs, lists with -, emphasis, links and the three headings";

/// Reads the text from `start` on; `signed_off` says whether young people's words in it may be printed.
pub(super) fn read(
    source: &Arc<Source>,
    start: usize,
    signed_off: bool,
    catalogue: &Catalogue,
) -> (Vec<(Part, Vec<Passage>)>, Diagnostics) {
    let mut body = Body {
        source,
        start,
        signed_off,
        catalogue,
        faults: Diagnostics::new(),
        parts: Vec::new(),
        headed: false,
        open: None,
        heading: None,
        points: None,
        quoted: false,
        strong: 0,
        link: None,
        skip: 0,
    };
    for (event, span) in TextMergeWithOffset::new(Parser::new(&source.text[start..]).into_offset_iter()) {
        body.event(event, start + span.start..start + span.end);
    }
    body.parts.retain(|(_, passages)| !passages.is_empty());
    body.parts.sort_by_key(|(part, _)| *part);
    (body.parts, body.faults)
}

/// The text being read, and what is open in it.
struct Body<'a> {
    source: &'a Arc<Source>,
    start: usize,
    signed_off: bool,
    catalogue: &'a Catalogue,
    faults: Diagnostics,
    parts: Vec<(Part, Vec<Passage>)>,
    /// Whether a heading has come, a wrong one too: what stands before the first is told once.
    headed: bool,
    open: Option<Words>,
    heading: Option<(String, bool)>,
    points: Option<Vec<Words>>,
    quoted: bool,
    strong: usize,
    link: Option<(String, String)>,
    /// How many elements deep inside something that has been told as a fault.
    skip: usize,
}

impl Body<'_> {
    fn fault(&mut self, code: &'static str, span: Range<usize>, message: String, hint: impl Into<String>) {
        let place = Place::Span(Arc::clone(self.source), span);
        self.faults.push(Diagnostic::error(code, place, message).hint(hint));
    }

    /// Something that a text may not hold.
    fn refuse(&mut self, what: &str, span: Range<usize>) {
        // The mark of a long element would cover the page: its first line says which it is.
        let text = &self.source.text[span.clone()];
        let end = span.start + text.find('\n').unwrap_or(text.len());
        let hint = format!("commentary holds {ALLOWED}");
        self.fault("commentary::markdown", span.start..end, format!("{what} cannot stand here"), hint);
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        if self.skip > 0 {
            match event {
                Event::Start(_) => self.skip += 1,
                Event::End(_) => self.skip -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::SoftBreak | Event::HardBreak => self.plain(" ", span),
            Event::Code(_) => self.refuse("code", span),
            Event::Html(_) | Event::InlineHtml(_) => self.refuse("a tag of HTML", span),
            Event::Rule => self.refuse("a rule", span),
            _ => self.refuse("this", span),
        }
    }

    /// Opens a running text; the end of its last line is none of it.
    fn open(&mut self, span: &Range<usize>) {
        let end = span.start + self.source.text[span.clone()].trim_end().len();
        self.open = Some(Words { pieces: Vec::new(), span: span.start..end });
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let refused = match tag {
            Tag::Heading { level, .. } => {
                self.heading = Some((String::new(), level == HeadingLevel::H2));
                None
            }
            Tag::Paragraph => {
                if self.open.is_none() {
                    self.open(&span);
                }
                None
            }
            Tag::List(None) if self.points.is_none() => {
                self.points = Some(Vec::new());
                None
            }
            Tag::List(None) => Some("a list in a list"),
            Tag::List(Some(_)) => Some("a numbered list"),
            Tag::Item => {
                self.open(&span);
                None
            }
            Tag::Emphasis | Tag::Strong => {
                self.strong += 1;
                None
            }
            Tag::Link { dest_url, .. } => {
                if !dest_url.starts_with("https://") {
                    let hint = "an address with https; figures and measures are named by placeholders";
                    self.fault(
                        "commentary::link",
                        span.clone(),
                        format!("a link cannot lead to `{dest_url}`"),
                        hint,
                    );
                }
                self.link = Some((String::new(), dest_url.to_string()));
                None
            }
            Tag::BlockQuote(_) => {
                if !self.signed_off {
                    let end = span.start + self.source.text[span.clone()].find('\n').unwrap_or(span.len());
                    self.fault(
                        "commentary::quotation",
                        span.start..end,
                        "words of young people are quoted, and nobody has signed them off".to_owned(),
                        "add `sign_off = …` to the front matter: who agreed that these words are printed, and when",
                    );
                }
                self.quoted = true;
                None
            }
            Tag::CodeBlock(_) => Some("code"),
            Tag::HtmlBlock => Some("a tag of HTML"),
            Tag::Image { .. } => Some("a picture"),
            _ => Some("this"),
        };
        if let Some(what) = refused {
            self.refuse(what, span);
            self.skip = 1;
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(span),
            TagEnd::Paragraph if self.points.is_some() => self.plain(" ", span.end..span.end),
            TagEnd::Paragraph => {
                if let Some(words) = self.open.take() {
                    let passage =
                        if self.quoted { Passage::Quotation(words) } else { Passage::Paragraph(words) };
                    self.push(passage);
                }
            }
            TagEnd::Item => {
                let words = self.open.take();
                self.points.get_or_insert_default().extend(words.filter(|words| !words.pieces.is_empty()));
            }
            TagEnd::List(_) => {
                if let Some(points) = self.points.take().filter(|points| !points.is_empty()) {
                    self.push(Passage::Points(points));
                }
            }
            TagEnd::Emphasis | TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => {
                if let (Some((text, url)), Some(words)) = (self.link.take(), &mut self.open) {
                    words.pieces.push(Piece::Web { text, url });
                }
            }
            TagEnd::BlockQuote(_) => self.quoted = false,
            _ => {}
        }
    }

    fn end_heading(&mut self, span: Range<usize>) {
        let Some((text, right_level)) = self.heading.take() else { return };
        let line = self.source.text[span.clone()].trim_end().len();
        let span = span.start..span.start + line;
        self.headed = true;
        let titles = Part::ALL.map(|(title, _)| title);
        let wanted = text.trim().trim_end_matches(['?', '.', ':']);
        let found =
            Part::ALL.iter().find(|(title, _)| title.eq_ignore_ascii_case(wanted)).map(|(_, part)| *part);
        match found {
            None => {
                let hint = match nearest(wanted, titles) {
                    Some(near) => format!("did you mean `## {near}`?"),
                    None => {
                        format!("the headings are {}", titles.map(|title| format!("`## {title}`")).join(", "))
                    }
                };
                self.fault("commentary::heading", span, format!("no heading `{text}`"), hint);
            }
            Some(part) if !right_level => {
                let hint = format!("write it as `## {}`", part.title());
                self.fault("commentary::heading", span, "the heading has another level".to_owned(), hint);
            }
            Some(part) if self.parts.iter().any(|(one, _)| *one == part) => {
                let hint = "put both under one heading";
                self.fault("commentary::heading", span, format!("a second heading `{}`", part.title()), hint);
            }
            Some(part) => self.parts.push((part, Vec::new())),
        }
    }

    fn push(&mut self, passage: Passage) {
        match self.parts.last_mut() {
            Some((_, passages)) => passages.push(passage),
            None if !self.headed => {
                self.headed = true;
                let span = passage.words().first().map_or(self.start..self.start, |words| words.span.clone());
                let hint = format!("begin with `## {}`", Part::WorkingWell.title());
                let message = "a text stands before the first heading".to_owned();
                self.fault("commentary::heading", span, message, hint);
            }
            None => {}
        }
    }

    /// Words with the placeholders in them.
    fn text(&mut self, text: &str, span: Range<usize>) {
        if let Some((heading, _)) = &mut self.heading {
            heading.push_str(text);
            return;
        }
        // Words with a backslash or an entity are not what stands in the file: their place is the whole of them.
        let exact = self.source.text.get(span.clone()) == Some(text);
        let place = |from: usize, to: usize| {
            if exact { span.start + from..span.start + to } else { span.clone() }
        };
        if self.link.is_some() {
            if text.contains("{{") {
                let hint = "put the placeholder before or after the link";
                self.fault(
                    "commentary::placeholder",
                    span,
                    "a figure cannot stand in a link".to_owned(),
                    hint,
                );
            } else if let Some((words, _)) = &mut self.link {
                words.push_str(text);
            }
            return;
        }
        let mut at = 0;
        while let Some(open) = text[at..].find("{{").map(|found| at + found) {
            self.plain(&text[at..open], place(at, open));
            let Some(close) = text[open..].find("}}").map(|found| open + found) else {
                let hint = "close it with }}, as {{seen-on-time}}";
                let message = "a placeholder has no end".to_owned();
                self.fault("commentary::placeholder", place(open, text.len()), message, hint);
                return;
            };
            let here = place(open, close + 2);
            match Placeholder::parse(&text[open + 2..close], here.clone(), self.catalogue) {
                Ok(placeholder) => {
                    if let Some(words) = &mut self.open {
                        words.pieces.push(Piece::Figure(placeholder));
                    }
                }
                Err((message, hint)) => self.fault("commentary::placeholder", here, message, hint),
            }
            at = close + 2;
        }
        self.plain(&text[at..], place(at, text.len()));
    }

    /// Words without placeholders.
    fn plain(&mut self, text: &str, span: Range<usize>) {
        if let Some((heading, _)) = &mut self.heading {
            heading.push_str(text);
        } else if let Some((link, _)) = &mut self.link {
            link.push_str(text);
        } else if let Some(words) = self.open.as_mut().filter(|_| !text.is_empty()) {
            let text = text.to_owned();
            words.pieces.push(if self.strong > 0 {
                Piece::Strong(text, span)
            } else {
                Piece::Text(text, span)
            });
        }
    }
}
