//! From the fields of `actions.toml` to [`Actions`], noting every fault on the way.

use std::sync::Arc;

use super::model::{Action, Actions, Status};
use crate::diagnostic::{Diagnostics, Source};
use crate::fields::{Asked, Fields, FileReader};
use crate::kpi::{Catalogue, measure_named};

/// Name of the file in a workspace.
pub const FILE_NAME: &str = "actions.toml";

/// Reads a file of actions: what is whole in it, and every fault of the rest.
pub fn read_all(source: &Arc<Source>, catalogue: &Catalogue) -> (Actions, Diagnostics) {
    FileReader::new(Arc::clone(source)).read(|fields| read(fields, catalogue))
}

/// Every field that reading the file asks for: what its schema must tell of.
pub fn asked(source: &Arc<Source>) -> Asked {
    FileReader::new(Arc::clone(source)).asked(|fields| read(fields, &Catalogue::default()))
}

fn read(fields: &Fields<'_>, catalogue: &Catalogue) -> Actions {
    let example = fields.boolean("example").unwrap_or(false);
    let mut list = Vec::new();
    for one in fields.tables("action") {
        list.extend(action(&one, catalogue));
        one.refuse_unknown();
    }
    list.sort_by_key(|one: &Action| one.due);
    Actions { example, list, source: Arc::clone(fields.file().source()) }
}

fn action(one: &Fields<'_>, catalogue: &Catalogue) -> Option<Action> {
    let named =
        one.required_texts("measures", "ids of the measures that it is to move, as [\"seen-on-time\"]");
    // Each of them is looked up, so that every unknown one is told.
    let unknown = named
        .iter()
        .filter(|id| measure_named(one, id, "action::unknown-measure", catalogue).is_none())
        .count();
    let what = one.required_text("what", "what is to be done");
    let owner = one.required_text("owner", "the role that answers for it");
    let raised = one.required_date("raised", "the day on which it was agreed, as 2019-01-15");
    let due = one.required_date("due", "the day by which it is to be done, as 2019-03-31");
    let status = one.required_one_of("status", &Status::ALL);
    let closed = one.date("closed");
    let effect = one.required_text("effect", "what it should change");
    let plan =
        one.text_that_says("plan", "its reference in the Service Improvement Plan, or leave the field out");
    if let Some(raised) = &raised {
        for (name, day) in [("due", &due), ("closed", &closed)] {
            let Some(day) = day.as_ref().filter(|day| day.value < raised.value) else { continue };
            one.fault(
                "action::days",
                day.span.clone(),
                format!("`{name}` lies before the action was raised"),
            )
            .hint(format!("a day from {} on", raised.value));
        }
    }
    match (&status, &closed) {
        (Some(status), None) if status.value.is_closed() => {
            one.fault("action::closed", status.span.clone(), "the action is closed, and `closed` is missing")
                .hint("add `closed = …`: the day on which it was done or withdrawn");
            return None;
        }
        (Some(status), Some(closed)) if !status.value.is_closed() => {
            one.fault(
                "action::closed",
                closed.span.clone(),
                "the action has a day on which it was closed, and is open",
            )
            .hint("write status = \"done\" or \"withdrawn\", or leave `closed` out");
        }
        _ => {}
    }
    if unknown > 0 {
        return None;
    }
    Some(Action {
        measures: (!named.is_empty()).then(|| named.into_iter().map(|id| id.value).collect())?,
        what: what?,
        owner: owner?.value,
        raised: raised?.value,
        due: due?.value,
        status: status?.value,
        closed: closed.map(|day| day.value),
        effect: effect?,
        plan: plan.map(|text| text.value),
    })
}
