//! Bounds by linear programming, held to whole numbers.
//!
//! The solver works in floating point, so nothing it says is taken on trust: an end of an interval is given as reached
//! only when a solution in whole numbers that keeps every sum exactly, checked in whole numbers, stands at it. In a table
//! with rows, columns and totals the programme's corners are whole by themselves (its matrix is totally unimodular); in
//! other systems (three ways at once, percentages, sums with factors) they need not be, and there an integer programme
//! tightens the end.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, Variable};

use super::attacker::Interval;
use super::audit::Fault;
use super::component::Component;

/// Counts that the solver can tell from their neighbours: beyond it, its tolerance would round them away.
pub(super) const LARGEST: i64 = 1_000_000_000;

/// How far from a whole number the solver's answer may be and still mean it.
const NEAR: f64 = 1e-6;

/// Steps of the search for whole numbers before its outer bound is kept instead.
const NODES: u64 = 5_000;

/// The intervals of the cells of a component; cells whose value equations fix (`exact`) are not asked again.
pub(super) fn intervals(component: &Component, exact: &[Option<i64>]) -> Result<Vec<Interval>, Fault> {
    let mut seen = Seen::new(component.cells.len());
    (0..component.cells.len())
        .map(|cell| {
            if let Some(value) = exact[cell] {
                return Ok(Interval { low: value, high: Some(value) });
            }
            let low =
                end(component, cell, OptimizationDirection::Minimize, &mut seen)?.ok_or(Fault::Solver)?;
            let high = end(component, cell, OptimizationDirection::Maximize, &mut seen)?;
            Ok(Interval { low, high })
        })
        .collect()
}

/// The least and greatest value of each cell in solutions met so far.
struct Seen {
    least: Vec<i64>,
    greatest: Vec<i64>,
}

impl Seen {
    fn new(cells: usize) -> Self {
        Self { least: vec![i64::MAX; cells], greatest: vec![i64::MIN; cells] }
    }

    fn note(&mut self, values: &[i64]) {
        for (at, value) in values.iter().enumerate() {
            self.least[at] = self.least[at].min(*value);
            self.greatest[at] = self.greatest[at].max(*value);
        }
    }
}

/// One end of a cell's interval; `None` when it is open to infinity.
fn end(
    component: &Component,
    cell: usize,
    direction: OptimizationDirection,
    seen: &mut Seen,
) -> Result<Option<i64>, Fault> {
    let (low, high) = component.bounds[cell];
    let minimise = matches!(direction, OptimizationDirection::Minimize);
    if minimise && seen.least[cell] == low {
        return Ok(Some(low));
    }
    if !minimise && high == Some(seen.greatest[cell]) {
        return Ok(high);
    }
    let Some((value, corner)) = solve(component, cell, direction, Numbers::Real, None)? else {
        return Ok(None);
    };
    let inward = if minimise { (value - NEAR).ceil() } else { (value + NEAR).floor() };
    let inward = whole(inward).ok_or(Fault::Solver)?;
    if let Some(corner) = corner {
        seen.note(&corner);
        if corner[cell] == inward {
            return Ok(Some(inward));
        }
    }
    // Met at another cell's end already.
    if inward == if minimise { seen.least[cell] } else { seen.greatest[cell] } {
        return Ok(Some(inward));
    }
    match solve(component, cell, direction, Numbers::Whole, Some(inward))? {
        Some((_, Some(corner))) => {
            let value = corner[cell];
            seen.note(&corner);
            Ok(Some(value))
        }
        // The search was cut short: the outer bound holds, though it may not be reached.
        _ => Ok(Some(inward)),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Real,
    Whole,
}

/// The best value of a cell, with the solution where its numbers are whole and keep every sum exactly; `None` when there
/// is no best value.
type Best = Option<(f64, Option<Vec<i64>>)>;

fn solve(
    component: &Component,
    cell: usize,
    direction: OptimizationDirection,
    numbers: Numbers,
    within: Option<i64>,
) -> Result<Best, Fault> {
    let mut problem = Problem::new(direction);
    let variables: Vec<Variable> = component
        .bounds
        .iter()
        .enumerate()
        .map(|(at, &(low, high))| {
            let factor = if at == cell { 1.0 } else { 0.0 };
            let (mut low, mut high) = (low, high);
            if at == cell
                && let Some(within) = within
            {
                match direction {
                    OptimizationDirection::Minimize => low = low.max(within),
                    OptimizationDirection::Maximize => {
                        high = Some(high.map_or(within, |high| high.min(within)));
                    }
                }
            }
            match numbers {
                Numbers::Real => problem.add_var(factor, (real(low), high.map_or(f64::INFINITY, real))),
                Numbers::Whole => {
                    problem.add_integer_var(factor, (narrow(low), high.map_or(i32::MAX, narrow)))
                }
            }
        })
        .collect();
    let sum = |terms: &[(usize, i128)]| -> Vec<(Variable, f64)> {
        terms.iter().map(|&(at, factor)| (variables[at], wide(factor))).collect()
    };
    for row in &component.equations {
        problem.add_constraint(sum(&row.terms), ComparisonOp::Eq, wide(row.value));
    }
    for range in &component.ranges {
        if let Some(low) = range.low {
            problem.add_constraint(sum(&range.terms), ComparisonOp::Ge, wide(low));
        }
        if let Some(high) = range.high {
            problem.add_constraint(sum(&range.terms), ComparisonOp::Le, wide(high));
        }
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES);
    let solution = match problem.solve_with(options) {
        Ok(outcome) => match outcome.into_solution() {
            Ok(solution) if solution.status() == microlp::SolutionStatus::Optimal => solution,
            _ if numbers == Numbers::Whole => return Ok(None),
            _ => return Err(Fault::Solver),
        },
        Err(Error::Unbounded) => return Ok(None),
        Err(Error::Infeasible) => return Err(Fault::Contradiction),
        // A failure of the search for whole numbers leaves the outer bound standing.
        Err(_) if numbers == Numbers::Whole => return Ok(None),
        Err(_) => return Err(Fault::Solver),
    };
    let corner: Option<Vec<i64>> = variables
        .iter()
        .map(|&variable| {
            let value = solution.var_value(variable);
            whole(value.round()).filter(|_| (value - value.round()).abs() < NEAR)
        })
        .collect();
    Ok(Some((solution.objective(), corner.filter(|corner| component.admits(corner)))))
}

/// A whole float as a number; `None` beyond what the solver can tell apart.
#[expect(clippy::cast_possible_truncation, reason = "kept below 2^53 by the comparison")]
fn whole(value: f64) -> Option<i64> {
    (value.abs() < 4e15).then_some(value as i64)
}

/// A count as a float, exactly below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn real(value: i64) -> f64 {
    value as f64
}

/// A factor or a sum as a float, exactly below 2^53.
#[expect(clippy::cast_precision_loss, reason = "factors and sums are far below 2^53")]
fn wide(value: i128) -> f64 {
    value as f64
}

/// A bound as the solver's integers have it; one beyond them is none.
fn narrow(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}
