//! From the fields of `commitments.toml` to [`Commitments`], noting every fault on the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::model::{Commitment, Commitments, Progress};
use crate::diagnostic::{Diagnostics, Source};
use crate::fields::{Asked, Fields, FileReader, Located};
use crate::kpi::{Catalogue, Priority, measure_named, priorities, priority, priority_hint};

/// Name of the file in a workspace.
pub const FILE_NAME: &str = "commitments.toml";

/// Reads a file of promises: what is whole in it, and every fault of the rest; `None` where not even its day is told.
pub fn read_all(source: &Arc<Source>, catalogue: &Catalogue) -> (Option<Commitments>, Diagnostics) {
    FileReader::new(Arc::clone(source)).read(|fields| read(fields, catalogue))
}

/// Every field that reading the file asks for: what its schema must tell of.
pub fn asked(source: &Arc<Source>) -> Asked {
    FileReader::new(Arc::clone(source)).asked(|fields| read(fields, &Catalogue::default()))
}

fn read(fields: &Fields<'_>, catalogue: &Catalogue) -> Option<Commitments> {
    let as_at = fields.required_date("as_at", "the day that the states speak of, as 2019-03-31");
    let example = fields.boolean("example").unwrap_or(false);
    let mut list = Vec::new();
    let mut known = BTreeSet::new();
    for one in fields.tables("commitment") {
        let reference = one.required_text("reference", "the priority and the place in its list, as CLA-1.W3");
        if let Some(reference) = &reference
            && !known.insert(reference.value.clone())
        {
            one.fault(
                "commitment::twice",
                reference.span.clone(),
                format!("a second promise `{}`", reference.value),
            )
            .hint("give each promise a reference of its own");
        }
        list.extend(commitment(&one, reference, catalogue));
        one.refuse_unknown();
    }
    let order = priorities();
    list.sort_by_key(|one: &Commitment| order.iter().position(|priority| *priority == one.priority));
    Some(Commitments { as_at: as_at?.value, example, list, source: Arc::clone(fields.file().source()) })
}

fn commitment(
    one: &Fields<'_>,
    reference: Option<Located<String>>,
    catalogue: &Catalogue,
) -> Option<Commitment> {
    let priority = reference.as_ref().and_then(|text| priority_of(one, text));
    let promise = one.required_text("promise", "the strategy's own words");
    let owner = one.required_text("owner", "the role that answers for it");
    let due = one.required_date("due", "the day by which it is to be kept, as 2019-03-31");
    let progress = one.required_one_of("status", &Progress::ALL);
    let evidence = one.text_that_says("evidence", "say what shows it, or leave the field out");
    let named = one.texts("measures");
    for id in &named {
        measure_named(one, id, "commitment::unknown-measure", catalogue);
    }
    Some(Commitment {
        reference: reference?.value,
        priority: priority?,
        promise: promise?.value,
        owner: owner?.value,
        due: due?.value,
        progress: progress?.value,
        evidence,
        measures: named.into_iter().map(|id| id.value).collect(),
    })
}

/// The priority that a reference begins with; another beginning is a fault.
fn priority_of(one: &Fields<'_>, reference: &Located<String>) -> Option<Priority> {
    let (before, place) = reference.value.split_once('.').unwrap_or((&reference.value, ""));
    let Some(found) = priority(before) else {
        one.fault(
            "commitment::reference",
            reference.span.clone(),
            format!("`{}` begins with no priority", reference.value),
        )
        .hint(priority_hint(before));
        return None;
    };
    if place.is_empty() || !place.bytes().all(|b| b.is_ascii_alphanumeric()) {
        one.fault(
            "commitment::reference",
            reference.span.clone(),
            format!("`{}` names no place in the list of {before}", reference.value),
        )
        .hint(format!("letters and digits after a point, as {before}.W3"));
        return None;
    }
    Some(found)
}
