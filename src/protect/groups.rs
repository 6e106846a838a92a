//! What is hidden of a broken-down figure that is published.
//!
//! The figure itself stands in the same packs, so its counts are given: groups add up to them. It is chosen in two steps.
//!
//! 1. How many there are in each group. Measures of the same people share these numbers, and a choice that looked at
//!    anything else could hide a group in one table and show it in the next. So the choice looks at them alone, and the
//!    same numbers give the same choice in every table. A group hidden here is hidden altogether.
//! 2. Of the groups left, for how many of them it holds and for how many not, row by row against the number in the group
//!    and column by column against the figure.
//!
//! Where step 1 has no choice the groups are taken together in the breakdown's declared order, and where that has none
//! either, or step 2 has none, nothing is shown. All choices look at size classes alone, and each is audited by another
//! way than it was made.

use super::together::rule;
use crate::breakdown::Coarse;
use crate::compute::{SplitGroup, Tally, Value};
use crate::disclosure::{
    self, Cell, Fault, Identity, Level, Marks, Set, Standing, System, Unfit, Unprotected,
};

/// Whether a group is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// It is shown.
    No,
    /// For how many of it it holds is hidden; how many there are may stand in other tables.
    Answer,
    /// It is hidden altogether, for how many there are.
    Number,
}

/// What becomes of a broken-down figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    /// These groups stand in it.
    Groups(Vec<(SplitGroup, Hidden)>),
    /// It is left out.
    Nothing,
}

/// What becomes of the groups of a figure that is shown.
///
/// # Errors
/// When the audit of a choice has no answer.
pub(super) fn choose(
    groups: &[SplitGroup],
    coarse: &[Coarse],
    sensitive: bool,
    k: i64,
) -> Result<Kept, Fault> {
    let taken_together = (!coarse.is_empty()).then(|| together(groups, coarse)).flatten();
    for groups in [Some(groups.to_vec()), taken_together].into_iter().flatten() {
        let Some(sizes) = groups.iter().map(|group| Sizes::of(&group.value)).collect::<Option<Vec<_>>>()
        else {
            // Sums and means of a few speak of these few, and no figure beside them can be held constant.
            return Ok(Kept::Nothing);
        };
        let Some(small) = by_number(&sizes, sensitive, k)? else { continue };
        let Some(hidden) = by_answer(&sizes, &small, sensitive, k)? else { return Ok(Kept::Nothing) };
        if hidden.iter().zip(&sizes).all(|(hidden, size)| *hidden || size.all == 0) {
            return Ok(Kept::Nothing);
        }
        let hidden = hidden.into_iter().zip(small).map(|hidden| match hidden {
            (_, true) => Hidden::Number,
            (true, false) => Hidden::Answer,
            (false, false) => Hidden::No,
        });
        return Ok(Kept::Groups(groups.into_iter().zip(hidden).collect()));
    }
    Ok(Kept::Nothing)
}

/// The counts of a group.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    /// For how many it holds; `None` where all are counted.
    met: Option<i64>,
    /// How many there are.
    all: i64,
}

impl Sizes {
    fn of(value: &Value) -> Option<Self> {
        let number = |count: u64| i64::try_from(count).ok();
        match value {
            Value::Share { met, of } => Some(Self { met: Some(number(*met)?), all: number(*of)? }),
            Value::Count { count, .. } => Some(Self { met: None, all: number(*count)? }),
            Value::Mean { .. } | Value::Median { .. } | Value::Parts { .. } => None,
        }
    }
}

/// Step 1: the groups hidden for the number of people in them; `None` where no choice is safe.
fn by_number(sizes: &[Sizes], sensitive: bool, k: i64) -> Result<Option<Vec<bool>>, Fault> {
    let mut system = System::default();
    for (at, size) in sizes.iter().enumerate() {
        // Names decide between equals: the place keeps the breakdown's order.
        let mut cell = Cell::new(format!("{at:03}"), size.all, Level::Breakdown);
        cell.sensitive = sensitive;
        system.cells.push(cell);
    }
    let whole = sizes.iter().map(|size| size.all).sum();
    system.cells.push(Cell::new("all", whole, Level::Total));
    system.identities.push(Identity::parts(0..sizes.len(), sizes.len()));
    let mut standing = vec![Standing::Open; sizes.len()];
    standing.push(Standing::Published);
    match disclosure::protect(&system, &standing, &rule(k)) {
        Ok(pattern) => Ok(Some(pattern.hidden[..sizes.len()].to_vec())),
        Err(Unprotected::OutOfReach(_)) => Ok(None),
        Err(Unprotected::Audit(fault)) => Err(fault),
    }
}

/// Step 2: the groups hidden altogether; `None` where no choice is safe.
fn by_answer(sizes: &[Sizes], small: &[bool], sensitive: bool, k: i64) -> Result<Option<Vec<bool>>, Fault> {
    if sizes.iter().any(|size| size.met.is_none()) {
        return Ok(Some(small.to_vec()));
    }
    // Counts that do not add up belong to a measure that is not what it says: nothing of it is published.
    let Ok(mut ready) = set(sizes, small, sensitive, k).and_then(Set::ready) else { return Ok(None) };
    for cell in &mut ready.system.cells {
        // Of a group hidden altogether nobody can tell that a count is not zero.
        cell.hidden_zero |= small.iter().enumerate().any(|(at, small)| *small && is_of(cell, at));
    }
    let pattern = match disclosure::protect(&ready.system, &ready.standing, &rule(k)) {
        Ok(pattern) => pattern,
        Err(Unprotected::OutOfReach(_)) => return Ok(None),
        Err(Unprotected::Audit(fault)) => return Err(fault),
    };
    let is_hidden = |at: usize| {
        let cells = ready.system.cells.iter().zip(&pattern.hidden);
        cells.filter(|(cell, _)| is_of(cell, at)).any(|(_, hidden)| *hidden)
    };
    Ok(Some((0..sizes.len()).map(|at| small[at] || is_hidden(at)).collect()))
}

/// Whether a cell is of the group at a place.
fn is_of(cell: &Cell, at: usize) -> bool {
    cell.name.split_once('/').is_some_and(|(group, _)| group == format!("{at:03}"))
}

/// The table: groups by whether it holds. The figure's own counts, and the numbers in groups that are not small, are
/// published.
fn set(sizes: &[Sizes], small: &[bool], sensitive: bool, k: i64) -> Result<Set, Unfit> {
    let mut set = Set::new();
    let marks = Marks { sensitive, minimum_standard: false };
    let (mut met, mut all) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        let id = format!("{at:03}");
        let own = size.met.unwrap_or(size.all);
        set.share(&id, own, size.all, marks, k)?;
        let standing = if small[at] { Standing::Hidden } else { Standing::Published };
        let is_small = (i64::from(!sensitive)..=k).contains(&size.all);
        set.stands(&format!("{id}/all"), if small[at] && is_small { Standing::Primary } else { standing })?;
        if small[at] {
            for what in ["met", "not met"] {
                set.stands(&format!("{id}/{what}"), Standing::Hidden)?;
            }
        }
        met += own;
        all += size.all;
    }
    for (name, value) in [("met", met), ("not met", all - met), ("all", all)] {
        let whole = format!("whole/{name}");
        set.count(&whole, value, Level::Total)?;
        set.stands(&whole, Standing::Published)?;
        let parts: Vec<String> = (0..sizes.len()).map(|at| format!("{at:03}/{name}")).collect();
        set.parts(&whole, &parts.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    Ok(set)
}

/// Groups taken together; `None` where their values are no counts.
fn together(groups: &[SplitGroup], coarse: &[Coarse]) -> Option<Vec<SplitGroup>> {
    coarse
        .iter()
        .map(|one| {
            let of = || groups.iter().filter(|group| one.of.contains(&group.code.as_str()));
            let sum = |part: fn(&Tally) -> u64| of().map(|group| part(&group.tally)).sum();
            let value = of().try_fold(None, |sum: Option<Value>, group| {
                Some(Some(match (sum, &group.value) {
                    (None, value) => value.clone(),
                    (Some(Value::Share { met, of }), Value::Share { met: more, of: others }) => {
                        Value::Share { met: met + more, of: of + others }
                    }
                    (Some(Value::Count { count, .. }), Value::Count { count: more, .. }) => {
                        Value::Count { count: count + more, rate: None }
                    }
                    _ => return None,
                }))
            })??;
            Some(SplitGroup {
                code: one.code.to_owned(),
                name: one.name.to_owned(),
                tally: Tally {
                    met: sum(|one| one.met),
                    not_met: sum(|one| one.not_met),
                    missing: sum(|one| one.missing),
                    not_known: sum(|one| one.not_known),
                    not_due: sum(|one| one.not_due),
                    not_applicable: sum(|one| one.not_applicable),
                },
                value,
            })
        })
        .collect()
}
