//! What `open-meeting.toml` may hold, with the words that explain each field.

use serde_json::Value;

use crate::shape::{Kind, Shape, field, words};

/// The JSON Schema of `open-meeting.toml`.
pub fn schema() -> Value {
    shape().document(
        "Texts for the open meeting",
        "What young people asked last year, what happened, and what will be done about each topic of the handout.",
    )
}

/// The fields of `open-meeting.toml`.
pub fn shape() -> Shape {
    let asked = Shape::of([
        words("asked", "What young people asked for, in their words where they are known."),
        words("happened", "What happened since: also where nothing did, and why."),
    ]);
    let will = Shape::of([
        words("topic", "Id of a topic of the handout's template."),
        words("words", "What will be done, in sentences of fewer than 15 words."),
    ]);
    Shape::of([
        words(
            "year",
            "The financial year that the texts speak of, as 2018-19; packs of other years leave them out.",
        )
        .limit("pattern", r"^\d{4}-\d{2}$"),
        field("example", Kind::Boolean, "Whether the texts are made up; the handout says so.")
            .limit("default", false),
        field("asked", Kind::Tables(asked), "What was asked at the last meeting, in order."),
        field("will", Kind::Tables(will), "What will be done, topic by topic."),
    ])
}
