//! What `commitments.toml` may hold, with the words that explain each field.

use serde_json::Value;

use super::model::Progress;
use crate::kpi::{Priority, priorities};
use crate::shape::{Kind, Shape, field, one_of, words};

/// The JSON Schema of `commitments.toml`.
pub fn schema() -> Value {
    shape().document(
        "The promises of the strategies",
        "What the strategies say they will do, who answers for each promise, and how far it is.",
    )
}

/// The fields of `commitments.toml`.
pub fn shape() -> Shape {
    let all: Vec<String> = priorities().iter().map(Priority::reference).collect();
    let commitment = Shape::of([
        words("reference", "The priority, a point, and the place in its list: CLA-1.W3.")
            .limit("pattern", format!(r"^({})\.[A-Za-z0-9]+$", all.join("|"))),
        words("promise", "The promise in the strategy's own words."),
        words("owner", "The role that answers for it; never a person's name."),
        field("due", Kind::Date, "The day by which it is to be kept.").required(),
        one_of("status", &Progress::ALL, "How far it is on the day of the file.").required(),
        field("evidence", Kind::Text, "What shows it.").limit("pattern", r"\S"),
        field("measures", Kind::Texts, "Ids of the measures that it should move."),
    ]);
    Shape::of([
        field("as_at", Kind::Date, "The day that the states speak of.").required(),
        field("example", Kind::Boolean, "Whether owners, days, states and evidence are made up.")
            .limit("default", false),
        field("commitment", Kind::Tables(commitment), "The promises."),
    ])
}
