//! What `actions.toml` may hold, with the words that explain each field.

use serde_json::Value;

use super::model::Status;
use crate::shape::{Kind, Need, Shape, field, one_of, words};

/// The JSON Schema of `actions.toml`.
pub fn schema() -> Value {
    shape().document("Actions", "What is being done about the measures, by whom and by when.")
}

/// The fields of `actions.toml`.
pub fn shape() -> Shape {
    let mut action = Shape::of([
        field(
            "measures",
            Kind::Texts,
            "Ids of the measures that it is to move, the one it stands under first.",
        )
        .required()
        .limit("minItems", 1),
        words("what", "What is to be done."),
        words("owner", "The role that answers for it; never a person's name."),
        field("raised", Kind::Date, "The day on which it was agreed.").required(),
        field("due", Kind::Date, "The day by which it is to be done.").required(),
        one_of("status", &Status::ALL, "How far it is now.").required(),
        field("closed", Kind::Date, "The day on which it was done or withdrawn; left out while it is open."),
        words("effect", "What it should change."),
        field("plan", Kind::Text, "Its reference in the Service Improvement Plan.").limit("pattern", r"\S"),
    ]);
    action.needs = vec![Need { when: "status", holds: vec!["done", "withdrawn"], needed: "closed" }];
    Shape::of([
        field("example", Kind::Boolean, "Whether the actions are made up.").limit("default", false),
        field("action", Kind::Tables(action), "The actions."),
    ])
}
