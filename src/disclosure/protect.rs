//! The choice of what is hidden.

use rayon::prelude::*;

use super::attacker::{Attacker, Interval};
use super::audit::{Fault, audit};
use super::class;
use super::part::Part;
use super::reach::{Cover, Need, Room, reach};
use super::search::Search;
use super::system::{Cell, Level, System};

/// What may be done with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// To be published, and hidden if that protects others.
    Open,
    /// Published before, or for another reason never to be hidden.
    Published,
    /// Hidden already, whatever its count.
    Hidden,
    /// To be hidden and protected like a small count: a share's numerator beside its small complement.
    Primary,
}

/// What the choice of further cells may look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The true counts: the fewest cells are hidden, but a reader who knows the method can learn something from which
    /// cells those are.
    Counts,
    /// Size classes alone (see [`class()`](super::class())): every set of counts of the same classes gives the same pattern, so that the
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

/// Chooses what is hidden: every count from 1 to k, and further cells so that no hidden cell can be worked out exactly and
/// every primary one keeps at least [`VALUES`] possible values; a sensitive one of 0 to k keeps all of them. A true zero
/// that is not sensitive stays published. Breakdown cells are hidden before subtotals and those before totals; among
/// equals smaller size classes first, then by name; never by exact size. Names decide, not the order of cells and
/// identities. The pattern is audited by another way than it was chosen by.
///
/// `standing` has one entry for each cell.
///
/// # Errors
/// When no choice protects the cells named, or the audit has no answer.
pub fn protect(system: &System, standing: &[Standing], rule: &Rule) -> Result<Pattern, Unprotected> {
    let size = system.cells.len();
    let mut pattern =
        Pattern { hidden: vec![false; size], primary: vec![false; size], intervals: vec![None; size] };
    let parts = Part::all(system);
    let found: Vec<Result<Pattern, Unprotected>> = parts
        .par_iter()
        .map(|part| {
            let standing: Vec<Standing> = part
                .cells
                .iter()
                .map(|&cell| standing.get(cell).copied().unwrap_or(Standing::Open))
                .collect();
            protect_part(&part.system, &standing, rule)
        })
        .collect();
    let mut out_of_reach = Vec::new();
    for (part, found) in parts.iter().zip(found) {
        match found {
            Ok(found) => {
                for (place, &cell) in part.cells.iter().enumerate() {
                    pattern.hidden[cell] = found.hidden[place];
                    pattern.primary[cell] = found.primary[place];
                    pattern.intervals[cell] = found.intervals[place];
                }
            }
            Err(Unprotected::OutOfReach(names)) => out_of_reach.extend(names),
            Err(error) => return Err(error),
        }
    }
    out_of_reach.sort();
    if out_of_reach.is_empty() { Ok(pattern) } else { Err(Unprotected::OutOfReach(out_of_reach)) }
}

/// Protects a part that has nothing to do with the rest.
fn protect_part(system: &System, standing: &[Standing], rule: &Rule) -> Result<Pattern, Unprotected> {
    let cells = &system.cells;
    let primary: Vec<bool> = cells
        .iter()
        .zip(standing)
        .map(|(cell, standing)| match standing {
            Standing::Primary => true,
            Standing::Published => false,
            Standing::Open | Standing::Hidden => cell.is_primary(rule.k),
        })
        .collect();
    let start = Cover {
        hidden: (0..cells.len()).map(|at| primary[at] || standing[at] == Standing::Hidden).collect(),
        open: (0..cells.len())
            .map(|at| standing[at] == Standing::Open && !primary[at] && cells[at].value != 0)
            .collect(),
    };
    let hidden = (0..cells.len()).filter(|&cell| start.hidden[cell]);
    let mut needs: Vec<Need> = hidden.map(|cell| need(cells, cell, primary[cell], rule)).collect();
    if needs.is_empty() {
        return Ok(Pattern { hidden: start.hidden, primary, intervals: vec![None; cells.len()] });
    }
    let cost: Vec<u64> = cells.iter().map(|cell| cost(cell, rule.k)).collect();
    let mut failing = Vec::new();
    for _ in 0..ROUNDS {
        let search = Search::new(reach(system, room(cells, rule)), cost.clone(), needs.clone());
        let Some(hidden) = search.run(&start) else { break };
        let intervals = audit(system, &hidden, rule.attacker)?;
        failing = (0..cells.len())
            .filter(|&cell| {
                intervals[cell].is_some_and(|open| !is_enough(&cells[cell], primary[cell], open, rule))
            })
            .collect();
        if failing.is_empty() {
            return Ok(Pattern { hidden, primary, intervals });
        }
        for &cell in &failing {
            match needs.iter_mut().find(|need| need.cell == cell) {
                Some(need) => need.both += 1,
                None => needs.push(need(cells, cell, primary[cell], rule)),
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
        needs.retain(|need| reach.shortfall(&all, need).is_some());
        failing = needs.iter().map(|need| need.cell).collect();
    }
    Err(Unprotected::OutOfReach(failing.into_iter().map(|cell| cells[cell].name.clone()).collect()))
}

/// How far a hidden cell must be able to move.
fn need(cells: &[Cell], cell: usize, primary: bool, rule: &Rule) -> Need {
    let own = room_down(&cells[cell], rule);
    let both = if primary { VALUES - 1 } else { 1 };
    let value = cells[cell].value;
    if !(cells[cell].sensitive && cells[cell].is_primary(rule.k)) {
        return Need { cell, up: 0, down: 0, both, own };
    }
    match rule.sight {
        Sight::Counts => Need { cell, up: rule.k - value, down: value, both, own },
        // Whatever count from 0 to k it is, all of them must stay open.
        Sight::Classes => Need { cell, up: rule.k, down: rule.k, both, own: rule.k },
    }
}

/// Whether an interval leaves as much open as it must.
fn is_enough(cell: &Cell, primary: bool, open: Interval, rule: &Rule) -> bool {
    let wanted = if primary { VALUES } else { 2 };
    let whole = cell.sensitive && cell.is_primary(rule.k);
    open.values(wanted) >= wanted && (!whole || open.covers(&(0..=rule.k)))
}

/// What hiding a cell costs: a subtotal as much as ten breakdown cells, a total as much as a hundred subtotals; the size
/// class decides only among cells of one level.
fn cost(cell: &Cell, k: i64) -> u64 {
    let level = match cell.level {
        Level::Breakdown => 100,
        Level::Subtotal => 1_000,
        Level::Total => 100_000,
    };
    level + u64::from(class::of(cell, k))
}

/// How far cells can move by themselves.
fn room(cells: &[Cell], rule: &Rule) -> Room {
    Room {
        up: cells.iter().map(|cell| cell.high.map(|high| (high - cell.value).max(0))).collect(),
        down: cells.iter().map(|cell| room_down(cell, rule)).collect(),
    }
}

/// How far a cell can fall: from its count, or from the least count of its class.
fn room_down(cell: &Cell, rule: &Rule) -> i64 {
    let from = match rule.sight {
        Sight::Counts => cell.value,
        Sight::Classes => class::least(cell, rule.k),
    };
    (from - rule.attacker.least(cell)).max(0)
}
