//! The page around the document: head, contents, sections, foot.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::HtmlError;
use super::blocks::Body;
use crate::markup::Markup;
use crate::pack::{About, Anchor, Block, Lettering, Level, Pack};
use crate::write::pdf::fonts::FaceId;

const STYLE: &str = include_str!("page.css");
/// What the page may do: show itself. It loads nothing, runs nothing and sends nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'";

/// Writes a pack as one HTML page.
///
/// # Errors
/// When a chart cannot be drawn truthfully, a link leads nowhere, or two headings have one anchor.
pub fn html(pack: &Pack) -> Result<Vec<u8>, HtmlError> {
    let mut anchors = BTreeSet::new();
    pack.document.iter().try_for_each(|block| collect(block, &mut anchors))?;
    let about = &pack.about;
    let title = format!("{}, {} - {}", about.title, about.period_words, about.council);
    let mut failed = None;
    let page = Markup::page(
        &title,
        POLICY,
        |page| head(page, about),
        |page| {
            page.words("a", &[("class", "skip"), ("href", "#content")], "Skip to the content");
            banner(page, about);
            let class = match about.lettering {
                Lettering::Standard => "standard",
                Lettering::Large => "large",
            };
            page.element("main", &[("id", "content"), ("tabindex", "-1"), ("class", class)], |page| {
                let mut body = Body::new(about, &anchors, &pack.document);
                failed = body.write(page, &pack.document).err();
            });
            foot(page, about);
        },
    );
    failed.map_or_else(|| Ok(page.into_bytes()), Err)
}

fn head(page: &mut Markup, about: &About) {
    page.element("style", &[], |page| {
        for (face, weight) in [(FaceId::Regular, 400), (FaceId::Bold, 700)] {
            let font = STANDARD.encode(face.bytes());
            page.raw(&format!(
                "@font-face {{ font-family: 'Atkinson Hyperlegible Next'; font-weight: {weight}; src: url(data:font/ttf;base64,{font}) format('truetype'); }}\n"
            ));
        }
        // The style sheet holds no character that HTML or XML would read otherwise.
        page.raw(STYLE);
        page.raw(&format!(
            "@page {{ size: A4; margin: 16mm 15mm 20mm; @bottom-left {{ content: {}; font: 8.5pt 'Atkinson Hyperlegible Next', Arial, sans-serif; }} @bottom-right {{ content: 'Page ' counter(page) ' of ' counter(pages); font: 8.5pt 'Atkinson Hyperlegible Next', Arial, sans-serif; }} }}\n",
            css_text(&foot_words(about))
        ));
    });
}

/// Words as a string of CSS: everything but letters, digits and spaces by its number, so that nothing ends it early.
fn css_text(words: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-');
    let safe = words.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) });
    format!("'{}'", safe.collect::<String>())
}

/// How the document is marked, its source, and that its data are made up.
fn foot_words(about: &About) -> String {
    let marked = [about.marking.as_deref(), Some(about.source.as_str()), about.example.as_deref()];
    marked.into_iter().flatten().collect::<Vec<_>>().join(". ")
}

/// What stands above everything: how the page is marked, and that its data are made up.
fn banner(page: &mut Markup, about: &About) {
    page.element("header", &[("class", "banner")], |page| {
        page.element("p", &[], |page| {
            if let Some(marking) = &about.marking {
                page.words("strong", &[], marking);
                page.text(" ");
            }
            page.words("span", &[], &about.council);
            if let Some(example) = &about.example {
                page.text(" ");
                page.words("strong", &[("class", "example")], example);
            }
        });
    });
}

/// The foot; printing has its words in the margin of every sheet.
fn foot(page: &mut Markup, about: &About) {
    page.element("footer", &[], |page| page.words("p", &[], &foot_words(about)));
}

fn collect(block: &Block, anchors: &mut BTreeSet<Anchor>) -> Result<(), HtmlError> {
    match block {
        Block::Heading { anchor, .. } if !anchors.insert(anchor.clone()) => {
            Err(HtmlError::Anchor(anchor.0.clone()))
        }
        _ => block.held().try_for_each(|held| collect(held, anchors)),
    }
}

/// Headings of the contents, in order: those of levels one and two.
pub(super) fn headings<'a>(document: &'a [Block], found: &mut Vec<(Level, &'a str, &'a Anchor)>) {
    for block in document {
        match block {
            Block::Heading { level, text, anchor } if *level != Level::Three => {
                found.push((*level, text, anchor));
            }
            Block::Together(blocks) => headings(blocks, found),
            _ => {}
        }
    }
}
