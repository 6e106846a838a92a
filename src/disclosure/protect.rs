//! The choice of what is hidden.

use super::attacker::{Attacker, Interval};
use super::audit::{Fault, audit};
use super::reach::{Cover, Need, Room, reach};
use super::search::Search;
use super::system::{Cell, Identity, Level, System};

/// What may be done with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// To be published, and hidden if that protects others.
    Open,
    /// Published before, or for another reason never to be hidden.
    Published,
    /// Hidden already, whatever its count.
    Hidden,
}

/// What the choice of further cells may look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The true counts: the fewest cells are hidden, but a reader who knows the method can learn something from which
    /// cells those are.
    Counts,
    /// Size classes alone (see [`class`]): every set of counts of the same classes gives the same pattern, so that the
    /// choice tells nothing; more cells are hidden.
    Classes,
}

/// The rule of protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Counts from 1 to this are hidden; 1 to 9.
    pub k: i64,
    /// Whom from.
    pub attacker: Attacker,
    /// What the choice of further cells looks at.
    pub sight: Sight,
}

/// Values that a primary cell must keep possible.
pub const VALUES: i64 = 3;

/// Rounds of another search with a stricter need, where whole numbers leave less open than the programmes said.
const ROUNDS: usize = 4;

/// Which cells are hidden, and what is left of them to somebody who knows the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Whether each cell is hidden.
    pub hidden: Vec<bool>,
    /// Whether each cell is hidden for its own count.
    pub primary: Vec<bool>,
    /// The interval of each hidden cell.
    pub intervals: Vec<Option<Interval>>,
}

/// Why there is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unprotected {
    /// Hiding everything that may be hidden is not enough.
    #[error("hiding further cells does not protect {}", .0.join(", "))]
    OutOfReach(Vec<String>),
    /// The audit has no answer.
    #[error(transparent)]
    Audit(#[from] Fault),
}

/// The size class of a count: 0; 1 to k; then up to 49, up to 499, and more.
pub fn class(count: i64, k: i64) -> u8 {
    match count {
        ..=0 => 0,
        _ if count <= k => 1,
        ..=49 => 2,
        ..=499 => 3,
        _ => 4,
    }
}

/// The least count of a size class.
fn least_of(class: u8, k: i64) -> i64 {
    match class {
        0 => 0,
        1 => 1,
        2 => k + 1,
        3 => 50,
        _ => 500,
    }
}

/// Whether a count is hidden for itself.
pub fn is_primary(count: i64, k: i64) -> bool {
    (1..=k).contains(&count)
}

/// Chooses what is hidden: every count from 1 to k, and further cells so that no hidden cell can be worked out exactly and
/// every primary one keeps at least [`VALUES`] possible values. A true zero stays published. Breakdown cells are hidden
/// before subtotals and those before totals; among equals smaller size classes first, then by name; never by exact size.
/// Names decide, not the order of cells and identities. The pattern is audited by another way than it was chosen by.
///
/// `standing` has one entry for each cell.
///
/// # Errors
/// When no choice protects the cells named, or the audit has no answer.
pub fn protect(system: &System, standing: &[Standing], rule: &Rule) -> Result<Pattern, Unprotected> {
    let order = by_name(system);
    let sorted = reordered(system, &order);
    let standing: Vec<Standing> =
        order.iter().map(|&cell| standing.get(cell).copied().unwrap_or(Standing::Open)).collect();
    let found = protect_sorted(&sorted, &standing, rule)?;
    let mut pattern = Pattern {
        hidden: vec![false; order.len()],
        primary: vec![false; order.len()],
        intervals: vec![None; order.len()],
    };
    for (place, &cell) in order.iter().enumerate() {
        pattern.hidden[cell] = found.hidden[place];
        pattern.primary[cell] = found.primary[place];
        pattern.intervals[cell] = found.intervals[place];
    }
    Ok(pattern)
}

fn protect_sorted(system: &System, standing: &[Standing], rule: &Rule) -> Result<Pattern, Unprotected> {
    let cells = &system.cells;
    let primary: Vec<bool> = cells
        .iter()
        .zip(standing)
        .map(|(cell, standing)| *standing != Standing::Published && is_primary(cell.value, rule.k))
        .collect();
    let start = Cover {
        hidden: (0..cells.len()).map(|at| primary[at] || standing[at] == Standing::Hidden).collect(),
        open: (0..cells.len())
            .map(|at| standing[at] == Standing::Open && !primary[at] && cells[at].value != 0)
            .collect(),
    };
    let mut needs: Vec<Need> = (0..cells.len())
        .filter(|&cell| start.hidden[cell])
        .map(|cell| Need { cell, up: 0, down: 0, both: if primary[cell] { VALUES - 1 } else { 1 } })
        .collect();
    let cost: Vec<u64> = cells.iter().map(|cell| cost(cell, rule.k)).collect();
    let mut failing = Vec::new();
    for _ in 0..ROUNDS {
        let search = Search::new(reach(system, room(cells, rule)), cost.clone(), needs.clone());
        let Some(hidden) = search.run(&start) else { break };
        let intervals = audit(system, &hidden, rule.attacker)?;
        failing = (0..cells.len())
            .filter(|&cell| {
                let wanted = if primary[cell] { VALUES } else { 2 };
                intervals[cell].is_some_and(|interval| interval.values(wanted) < wanted)
            })
            .collect();
        if failing.is_empty() {
            return Ok(Pattern { hidden, primary, intervals });
        }
        for &cell in &failing {
            match needs.iter_mut().find(|need| need.cell == cell) {
                Some(need) => need.both += 1,
                None => needs.push(Need { cell, up: 0, down: 0, both: 1 }),
            }
        }
    }
    if failing.is_empty() {
        // Nothing helps even where everything that may be is hidden: these cells are out of reach.
        let all = Cover {
            hidden: (0..cells.len()).map(|cell| start.hidden[cell] || start.open[cell]).collect(),
            open: vec![false; cells.len()],
        };
        let mut reach = reach(system, room(cells, rule));
        failing =
            needs.iter().filter(|need| reach.shortfall(&all, need).is_some()).map(|need| need.cell).collect();
    }
    Err(Unprotected::OutOfReach(failing.into_iter().map(|cell| cells[cell].name.clone()).collect()))
}

/// What hiding a cell costs: a subtotal as much as ten breakdown cells, a total as much as a hundred subtotals; the size
/// class decides only among cells of one level.
fn cost(cell: &Cell, k: i64) -> u64 {
    let level = match cell.level {
        Level::Breakdown => 100,
        Level::Subtotal => 1_000,
        Level::Total => 100_000,
    };
    level + u64::from(class(cell.value, k))
}

/// How far cells can move: from their count, or from the least that any count of their class leaves.
fn room(cells: &[Cell], rule: &Rule) -> Room {
    let down = |cell: &Cell| {
        let count = match rule.sight {
            Sight::Counts => cell.value,
            Sight::Classes => least_of(class(cell.value, rule.k), rule.k),
        };
        (count - rule.attacker.least(cell)).max(0)
    };
    Room {
        up: cells.iter().map(|cell| cell.high.map(|high| (high - cell.value).max(0))).collect(),
        down: cells.iter().map(down).collect(),
    }
}

/// The cells in the order of their names.
fn by_name(system: &System) -> Vec<usize> {
    let mut order: Vec<usize> = (0..system.cells.len()).collect();
    order.sort_by(|&a, &b| system.cells[a].name.cmp(&system.cells[b].name));
    order
}

/// The system with its cells in another order, and its identities in the order of their cells.
fn reordered(system: &System, order: &[usize]) -> System {
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut identities: Vec<Identity> = system
        .identities
        .iter()
        .map(|identity| {
            let mut terms: Vec<(usize, i64)> =
                identity.terms.iter().map(|&(cell, factor)| (place[cell], factor)).collect();
            terms.sort_unstable();
            Identity { terms, ..*identity }
        })
        .collect();
    identities.sort_by(|a, b| (&a.terms, a.low, a.high).cmp(&(&b.terms, b.low, b.high)));
    System { cells: order.iter().map(|&cell| system.cells[cell].clone()).collect(), identities }
}
