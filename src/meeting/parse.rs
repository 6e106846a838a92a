//! From the fields of `open-meeting.toml` to a [`Meeting`], noting every fault on the way.

use std::sync::Arc;

use super::model::{Asked, Meeting};
use crate::calendar::Period;
use crate::diagnostic::{Diagnostic, Diagnostics, Source, nearest};
use crate::fields::{self, Fields, FileReader, Located};
use crate::plain::{Passage, lint};

/// Name of the file in a workspace.
pub const FILE_NAME: &str = "open-meeting.toml";

/// What the file may speak of: the topics of every template, and the words that a template explains.
#[derive(Debug, Clone, Copy)]
struct Known<'k> {
    topics: &'k [&'k str],
    explained: &'k [&'k str],
}

/// Reads the file: what is whole in it, and every fault of the rest; `None` where no year is said. What is not plain is
/// a warning; `explained` are the words that a template explains.
pub fn read_all(source: &Arc<Source>, topics: &[&str], explained: &[&str]) -> (Option<Meeting>, Diagnostics) {
    let known = Known { topics, explained };
    FileReader::new(Arc::clone(source)).read(|fields| read(fields, known))
}

/// Every field that reading the file asks for: what its schema must tell of.
pub fn asked(source: &Arc<Source>) -> fields::Asked {
    FileReader::new(Arc::clone(source)).asked(|fields| read(fields, Known { topics: &[], explained: &[] }))
}

fn read(fields: &Fields<'_>, known: Known<'_>) -> Option<Meeting> {
    let year = fields.required_text("year", "the financial year that the texts speak of, as 2018-19");
    let year = year.and_then(|text| financial_year(fields, &text));
    let mut meeting = Meeting { example: fields.boolean("example").unwrap_or(false), ..Meeting::default() };
    for one in fields.tables("asked") {
        let asked = one.required_text("asked", "what young people asked for");
        let happened = one.required_text("happened", "what happened since");
        one.refuse_unknown();
        for text in [&asked, &happened].into_iter().flatten() {
            plain(fields, text, known);
        }
        if let (Some(asked), Some(happened)) = (asked, happened) {
            meeting.asked.push(Asked { asked: asked.value, happened: happened.value });
        }
    }
    for one in fields.tables("will") {
        let topic = one.required_text("topic", "the id of a topic of a template");
        let words = one.required_text("words", "what will be done, in short sentences");
        one.refuse_unknown();
        if let Some(words) = &words {
            plain(fields, words, known);
        }
        let (Some(topic), Some(words)) = (topic, words) else { continue };
        if !known.topics.contains(&topic.value.as_str()) {
            let hint = match nearest(&topic.value, known.topics.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.topics.is_empty() => "no template has topics".to_owned(),
                None => format!("the topics are {}", known.topics.join(", ")),
            };
            one.fault("meeting::unknown-topic", topic.span, format!("no topic `{}`", topic.value)).hint(hint);
        } else if meeting.will.insert(topic.value.clone(), words.value).is_some() {
            one.fault("meeting::topic-twice", topic.span, format!("`{}` stands here twice", topic.value))
                .hint("leave one of them out");
        }
    }
    Some(Meeting { year: year?, ..meeting })
}

/// Warns of what is not plain in a text.
fn plain(fields: &Fields<'_>, text: &Located<String>, known: Known<'_>) {
    let passage = Passage { place: String::new(), words: text.value.clone() };
    for (_, fault) in lint(&[passage], known.explained).faults {
        let place = fields.file().at(text.span.clone());
        fields.file().fault(
            Diagnostic::warning("meeting::not-plain", place, fault.to_string())
                .hint("young people read this aloud: short sentences, one idea each, words that they use"),
        );
    }
}

/// The calendar year in which a financial year, written 2018-19, starts.
fn financial_year(fields: &Fields<'_>, text: &Located<String>) -> Option<i32> {
    if let Ok(Period::Year { year }) = text.value.parse() {
        return Some(year);
    }
    fields
        .fault("meeting::year", text.span.clone(), format!("`{}` is not a financial year", text.value))
        .hint("write it as 2018-19");
    None
}
