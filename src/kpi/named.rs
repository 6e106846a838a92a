//! Names of measures and priorities in the other files of a workspace.

use super::{Catalogue, Measure, Priority, priorities};
use crate::diagnostic::nearest;
use crate::fields::{Fields, Located};

/// The measure of an id in a file; an unknown one is a fault of this code, with the nearest known name.
///
/// `None` too for a measure whose own file has faults: it has told them.
pub fn measure_named<'c>(
    fields: &Fields<'_>,
    id: &Located<String>,
    code: &'static str,
    catalogue: &'c Catalogue,
) -> Option<&'c Measure> {
    let found = catalogue.get(&id.value);
    if found.is_none() && !catalogue.names().any(|name| name == id.value) {
        fields
            .fault(code, id.span.clone(), format!("no measure `{}`", id.value))
            .hint(measure_hint(&id.value, catalogue));
    }
    found
}

/// What to do about an id that no measure has.
pub fn measure_hint(id: &str, catalogue: &Catalogue) -> String {
    match catalogue.nearest(id) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`boardpack list` names the measures".to_owned(),
    }
}

/// The priority written `CLA-1`; `None` for any other text.
pub fn priority(reference: &str) -> Option<Priority> {
    priorities().iter().find(|one| one.reference() == reference).cloned()
}

/// What to do about a text that is no priority.
pub fn priority_hint(reference: &str) -> String {
    let all: Vec<String> = priorities().iter().map(Priority::reference).collect();
    match nearest(reference, all.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the priorities are {}", all.join(", ")),
    }
}
