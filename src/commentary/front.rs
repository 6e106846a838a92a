//! The front matter of a text: who wrote it, when, about what, and the figures as they were then.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::model::About;
use super::signature::SignedFigure;
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, nearest};
use crate::fields::{Asked, Fields, FileReader, Located};
use crate::kpi::{Catalogue, measure_hint, priority, priority_hint};
use crate::shape::{Kind, Shape, field, words};

/// The line that stands before and after the front matter.
pub(super) const FENCE: &str = "+++";

/// What the front matter says.
#[derive(Debug)]
pub(super) struct Front {
    pub(super) about: Located<About>,
    pub(super) author: String,
    pub(super) date: Option<Date>,
    pub(super) packs: Vec<String>,
    pub(super) example: bool,
    pub(super) draft: bool,
    pub(super) sign_off: bool,
    pub(super) signed: BTreeMap<String, SignedFigure>,
}

/// Bytes of a file's front matter, without its fences, and where the text after it begins; `None` where it has none.
pub(super) fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == FENCE;
        match start {
            None if fence => start = Some(at + line.len()),
            None => return None,
            Some(start) if fence => return Some((start..at, at + line.len())),
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

/// Reads the front matter of a file; its faults stand where they are in the file.
pub(super) fn read(
    source: &Arc<Source>,
    front: &Range<usize>,
    catalogue: &Catalogue,
    packs: &[&str],
) -> (Option<Front>, Diagnostics) {
    // Nothing but the front matter, at its own place: spaces are nothing to TOML.
    let blank: String = source.text[..front.start].chars().map(|c| if c == '\n' { c } else { ' ' }).collect();
    let alone = Source::new(source.name.clone(), blank + &source.text[front.clone()]);
    let (made, faults) = FileReader::new(alone).read(|fields| read_fields(fields, catalogue, packs));
    let faults = faults.into_iter().map(|one| match one.place {
        Place::Span(_, span) => Diagnostic { place: Place::Span(Arc::clone(source), span), ..one },
        _ => one,
    });
    (made, faults.collect())
}

/// Every field that reading a front matter asks for: what its shape must tell of.
pub fn asked(source: &Arc<Source>) -> Asked {
    FileReader::new(Arc::clone(source)).asked(|fields| read_fields(fields, &Catalogue::default(), &[]))
}

/// The fields of a front matter.
pub fn shape() -> Shape {
    let figure = Shape::of([
        field("internal", Kind::Text, "As the internal packs showed it."),
        field("published", Kind::Text, "As the published packs showed it."),
    ]);
    Shape::of([
        words("about", "The priority, as CLA-1, or the measure's id."),
        field("author", Kind::Text, "The role of its author; never a person's name.").limit("pattern", r"\S"),
        field("date", Kind::Date, "The day on which it was written."),
        field(
            "packs",
            Kind::Texts,
            "Ids of the packs that show it; left out: every pack that asks for commentary.",
        ),
        field("example", Kind::Boolean, "Whether it is made up.").limit("default", false),
        field("draft", Kind::Boolean, "Whether it is not finished: no pack shows it.")
            .limit("default", false),
        field("sign_off", Kind::Text, "Who signed off the words of young people in it for print, and when.")
            .limit("pattern", r"\S"),
        field(
            "figures",
            Kind::Map(Box::new(Kind::Table(figure))),
            "The figures as they were when it was signed; `boardpack commentary sign` writes them.",
        ),
    ])
}

fn read_fields(fields: &Fields<'_>, catalogue: &Catalogue, packs: &[&str]) -> Option<Front> {
    let about = fields.required_text("about", "the priority, as CLA-1, or the measure's id");
    let about = about.and_then(|text| about_of(fields, text, catalogue));
    let draft = fields.boolean("draft").unwrap_or(false);
    let author = fields.text_that_says("author", "the role of the author, as Head of Service");
    let date = fields.date("date");
    if !draft {
        // A finished text says who stands for it; both are asked for as if they had to be there.
        for (missing, key, expected) in [
            (!fields.has("author"), "author", "the role of the author, as \"Head of Service\""),
            (!fields.has("date"), "date", "the day on which it was written, as 2019-04-12"),
        ] {
            if missing {
                let at = fields.span().start;
                fields.fault("commentary::missing-field", at..at, format!("`{key}` is missing")).hint(
                    format!("add `{key} = …`: {expected}; or say `draft = true` while it is not finished"),
                );
            }
        }
    }
    let named = fields.texts("packs");
    for id in named.iter().filter(|id| !packs.contains(&id.value.as_str())) {
        let hint = match nearest(&id.value, packs.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the packs are {}", packs.join(", ")),
        };
        fields
            .fault("commentary::unknown-pack", id.span.clone(), format!("no pack `{}`", id.value))
            .hint(hint);
    }
    let example = fields.boolean("example").unwrap_or(false);
    let sign_off = fields.text_that_says("sign_off", "who signed off the words of young people, and when");
    let mut signed = BTreeMap::new();
    if let Some(table) = fields.table("figures") {
        for key in table.keys() {
            let Some(one) = table.table(&key.value) else { continue };
            let text = |name| one.text(name).map(|text| text.value);
            signed.insert(
                key.value.clone(),
                SignedFigure { internal: text("internal"), published: text("published") },
            );
            one.refuse_unknown();
        }
    }
    Some(Front {
        about: about?,
        author: author.map(|text| text.value).unwrap_or_default(),
        date: date.map(|day| day.value),
        packs: named.into_iter().map(|id| id.value).collect(),
        example,
        draft,
        sign_off: sign_off.is_some(),
        signed,
    })
}

/// What a text is about; an unknown name is a fault with the nearest priority or measure.
fn about_of(fields: &Fields<'_>, text: Located<String>, catalogue: &Catalogue) -> Option<Located<About>> {
    let name = &text.value;
    let about = match priority(name) {
        Some(priority) => About::Priority(priority),
        None if catalogue.names().any(|id| id == name) => About::Measure(name.clone()),
        None => {
            let looks_like_priority = name.starts_with("CL");
            let hint = if looks_like_priority { priority_hint(name) } else { measure_hint(name, catalogue) };
            fields
                .fault("commentary::about", text.span.clone(), format!("no priority and no measure `{name}`"))
                .hint(hint);
            return None;
        }
    };
    Some(Located { value: about, span: text.span })
}
