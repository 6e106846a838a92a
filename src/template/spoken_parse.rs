//! From the fields of a block to what it says to young people, noting every fault on the way.

use super::model::BlockKind;
use super::parse::known;
use super::spoken::{Meaning, Promise, Spoken, Theme, Topic, Voice};
use crate::fields::Fields;
use crate::kpi::Catalogue;

/// Lines to write on below a question, where a template does not say how many.
pub(super) const LINES: i64 = 5;
/// The most lines below a question: those of a page.
pub(super) const MOST_LINES: i64 = 20;
/// The last promise of the pledge.
pub(super) const PROMISES: i64 = 26;

/// Reads a block; `seen` are the ids of topics before it, since what will be done is said by a topic's id.
pub(super) fn read(
    block: &Fields<'_>,
    kind: Option<BlockKind>,
    catalogue: &Catalogue,
    seen: &mut Vec<String>,
) -> Spoken {
    let spoken = Spoken {
        topics: block.tables("topic").iter().filter_map(|one| topic(one, catalogue, seen)).collect(),
        promises: block.tables("promise").iter().filter_map(promise).collect(),
        meanings: block.tables("word").iter().filter_map(meaning).collect(),
        prompts: block.texts("question").into_iter().map(|text| text.value).collect(),
        lines: lines(block),
    };
    let Some(kind) = kind else { return spoken };
    let parts = [
        ("topic", [BlockKind::YouSaidWeDid, BlockKind::CareLeavers].as_slice()),
        ("promise", &[BlockKind::NotMeasured]),
        ("word", &[BlockKind::Words]),
        ("question", &[BlockKind::Questions]),
    ];
    for (key, kinds) in parts {
        let (is_empty, belongs) = (!block.has(key), kinds.contains(&kind));
        if !is_empty && !belongs {
            let names: Vec<String> = kinds.iter().map(|kind| format!("`{}`", kind.name())).collect();
            block
                .fault(
                    "template::not-in-this-block",
                    block.span(),
                    format!("`{key}` has no place in this block"),
                )
                .hint(format!("it belongs into a block of the kind {}", names.join(" or ")));
        } else if is_empty && belongs && kind != BlockKind::NotMeasured {
            block.fault("template::nothing-said", block.span(), format!("the block has no `{key}`")).hint(
                match key {
                    "topic" => "add [[block.topic]] with id, from, said, theme and measure",
                    "word" => "add [[block.word]] with word and means",
                    _ => "question = [\"What should we do better?\"]",
                },
            );
        }
    }
    spoken
}

fn topic(one: &Fields<'_>, catalogue: &Catalogue, seen: &mut Vec<String>) -> Option<Topic> {
    let id = one.required_text("id", "a name of the topic, by which open-meeting.toml speaks of it");
    if let Some(id) = &id {
        if seen.contains(&id.value) {
            one.fault(
                "template::topic-twice",
                id.span.clone(),
                format!("another topic is `{}` too", id.value),
            )
            .hint("give one of them another id");
        }
        seen.push(id.value.clone());
    }
    let voice = one.required_one_of("from", &Voice::ALL);
    let said = one.required_text("said", "what was said or promised, in a sentence");
    let theme = one.required_one_of("theme", &Theme::ALL);
    let mut measures: Vec<String> = Vec::new();
    for measure in one.texts("measure") {
        known(one, &measure, "measure", catalogue.names());
        if measures.contains(&measure.value) {
            one.fault(
                "template::measure-twice",
                measure.span,
                format!("`{}` stands here twice", measure.value),
            )
            .hint("leave one of them out");
        } else {
            measures.push(measure.value);
        }
    }
    one.refuse_unknown();
    Some(Topic { id: id?.value, voice: voice?.value, said: said?.value, theme: theme?.value, measures })
}

fn promise(one: &Fields<'_>) -> Option<Promise> {
    let words = one.required_text("words", "the promise in plain words");
    let number = one.integer("number");
    if !one.has("number") {
        one.fault("template::promise", one.span(), "`number` is missing")
            .hint(format!("the promise's number in the pledge, 1 to {PROMISES}"));
    }
    one.refuse_unknown();
    let number = number?;
    if !(1..=PROMISES).contains(&number.value) {
        one.fault("template::promise", number.span, format!("no promise {}", number.value))
            .hint(format!("the pledge has promises 1 to {PROMISES}"));
        return None;
    }
    Some(Promise { number: number.value, words: words?.value })
}

fn meaning(one: &Fields<'_>) -> Option<Meaning> {
    let word = one.required_text("word", "the word as it stands in the texts");
    let means = one.required_text("means", "what it means, in short sentences");
    one.refuse_unknown();
    Some(Meaning { word: word?.value, means: means?.value })
}

fn lines(block: &Fields<'_>) -> u32 {
    let asked = block.integer("lines");
    let lines = asked.as_ref().map_or(LINES, |lines| lines.value);
    if let Some(asked) = asked.filter(|_| !(1..=MOST_LINES).contains(&lines)) {
        block
            .fault("template::lines", asked.span, format!("`lines` cannot be {lines}"))
            .hint(format!("a number of lines from 1 to {MOST_LINES}"));
    }
    u32::try_from(lines).unwrap_or_default()
}
