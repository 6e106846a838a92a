//! Any cells, and the sums between them.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;

use super::json::span;
use super::{Fields, LARGEST_COUNT};
use crate::disclosure::system::{Cell, Identity, Level, System};

/// Factors beyond it are taken for a slip.
const LARGEST_FACTOR: i64 = 1_000_000;

/// Ends of sums beyond it are no ends.
const LARGEST_SUM: f64 = 1e15;

/// Reads it; what `published` does not name is hidden. Without `published` everything may be published.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(System, Option<Vec<bool>>)> {
    let values = fields.reader.object(fields.required("true_values")?, "`true_values`")?;
    let cells: Vec<Option<Cell>> = values
        .properties
        .iter()
        .map(|cell| {
            let value = fields.reader.whole(&cell.value, "a count", 0, LARGEST_COUNT)?;
            Some(Cell::new(cell.name.as_str(), value, Level::Breakdown))
        })
        .collect();
    let names: Vec<&str> = values.properties.iter().map(|cell| cell.name.as_str()).collect();
    let identities = fields.object.get("identities").map_or(Some(Vec::new()), |list| {
        let list = fields.reader.list(&list.value, "`identities`")?;
        let made: Vec<Option<Identity>> = list.iter().map(|one| identity(fields, one, &names)).collect();
        made.into_iter().collect()
    });
    let bounds = bounds(fields, &names);
    let published = fields.object.get("published").map(|_| fields.cells("published", &names));
    let mut cells: Vec<Cell> = cells.into_iter().collect::<Option<_>>()?;
    for (at, low, high) in bounds? {
        (cells[at].low, cells[at].high) = (low, high);
    }
    let mut system = System { cells, identities: identities? };
    set_levels(&mut system);
    keeps(fields, &system).then_some((system, published))
}

fn identity(fields: &Fields<'_, '_>, value: &Value<'_>, names: &[&str]) -> Option<Identity> {
    let object = fields.reader.object(value, "an identity")?;
    let Some(factors) = object.get("coef") else {
        fields.reader.fault(
            "table::missing",
            span(value),
            "the identity has no `coef`",
            "add `coef`: cells with their factors",
        );
        return None;
    };
    let mut terms = Vec::new();
    let mut sound = true;
    for factor in &fields.reader.object(&factors.value, "`coef`")?.properties {
        let name = factor.name.as_str();
        let at = names.iter().position(|known| *known == name);
        if at.is_none() {
            let start = factor.range().start;
            fields.no_cell(name, start..start + name.len() + 2, names);
        }
        let number = fields.reader.whole(&factor.value, "a factor", -LARGEST_FACTOR, LARGEST_FACTOR);
        match (at, number) {
            (Some(_), Some(0)) => {}
            (Some(at), Some(number)) => terms.push((at, number)),
            _ => sound = false,
        }
    }
    let mut end = |name: &str, inward: fn(f64) -> f64| match object.get(name).map(|end| &end.value) {
        None | Some(Value::NullKeyword(_)) => None,
        Some(value) => {
            let number = fields.reader.number(value, &format!("`{name}`"));
            sound &= number.is_some();
            // Sums of whole numbers are whole.
            number.and_then(|number| whole(inward(number)))
        }
    };
    let (low, high) = (end("lo", f64::ceil), end("hi", f64::floor));
    sound.then_some(Identity { terms, low, high })
}

/// A cell, its least and its greatest count.
type Bound = (usize, Option<i64>, Option<i64>);

/// What is known of cells beforehand: a pair of the least and the greatest count, null where there is none.
fn bounds(fields: &Fields<'_, '_>, names: &[&str]) -> Option<Vec<Bound>> {
    let Some(value) = fields.object.get("variable_bounds").map(|field| &field.value) else {
        return Some(Vec::new());
    };
    let mut sound = true;
    let mut bounds = Vec::new();
    for pair in &fields.reader.object(value, "`variable_bounds`")?.properties {
        let name = pair.name.as_str();
        let at = names.iter().position(|known| *known == name);
        if at.is_none() {
            let start = pair.range().start;
            fields.no_cell(name, start..start + name.len() + 2, names);
        }
        let ends = pair.value.as_array().map(|ends| ends.elements.as_slice());
        let (Some(at), Some([low, high])) = (at, ends) else {
            if at.is_some() {
                fields.reader.wrong(&pair.value, "a bound", "a pair [least, greatest]");
            }
            sound = false;
            continue;
        };
        let mut end = |value: &Value<'_>| match value {
            Value::NullKeyword(_) => None,
            value => {
                let number = fields.reader.whole(value, "a bound", -LARGEST_COUNT, LARGEST_COUNT);
                sound &= number.is_some();
                number
            }
        };
        bounds.push((at, end(low), end(high)));
    }
    sound.then_some(bounds)
}

/// A cell that others sum to is a subtotal, and the total where no other sum holds it as a part.
fn set_levels(system: &mut System) {
    let mut whole = vec![false; system.cells.len()];
    let mut part = vec![false; system.cells.len()];
    for identity in system.identities.iter().filter(|identity| identity.is_equality()) {
        for &(cell, factor) in &identity.terms {
            // One against several of the other sign: the whole of its parts.
            let alone =
                identity.terms.iter().filter(|(_, other)| other.signum() == factor.signum()).count() == 1;
            if alone && identity.terms.len() > 2 {
                whole[cell] = true;
            } else {
                part[cell] = true;
            }
        }
    }
    for (at, cell) in system.cells.iter_mut().enumerate() {
        cell.level = match (whole[at], part[at]) {
            (true, true) => Level::Subtotal,
            (true, false) => Level::Total,
            (false, _) => Level::Breakdown,
        };
    }
}

/// Whether the true counts keep the sums and bounds; every one that is broken is a fault.
fn keeps(fields: &Fields<'_, '_>, system: &System) -> bool {
    let (cells, identities) = system.contradictions();
    let place = |field: &str, at: Option<usize>| {
        let value = fields.object.get(field).map(|field| &field.value);
        let inner = value.and_then(|value| value.as_array()).and_then(|list| list.elements.get(at?));
        inner.or(value).map_or(0..0, span)
    };
    for number in &identities {
        let message = format!("the true counts do not keep identity {}", number + 1);
        fields.reader.fault(
            "table::identity",
            place("identities", Some(*number)),
            message,
            "correct the counts, the factors or the ends",
        );
    }
    for name in &cells {
        let message = format!("the true count of `{name}` is outside its bounds");
        fields.reader.fault(
            "table::bounds",
            place("variable_bounds", None),
            message,
            "correct the count or the bounds",
        );
    }
    cells.is_empty() && identities.is_empty()
}

/// A whole float as a number; `None` beyond what any sum here can be.
#[expect(clippy::cast_possible_truncation, reason = "kept far below 2^53 by the comparison")]
fn whole(value: f64) -> Option<i64> {
    (value.abs() < LARGEST_SUM).then_some(value as i64)
}
