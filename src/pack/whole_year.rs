//! The whole financial year, beside a pack that reports on a part of it.

use super::figures::comparison;
use super::inputs::{Inputs, opening};
use super::{Block, Prose};
use crate::calendar::{Period, long_date};
use crate::plan::PackPlan;
use crate::template::BlockSpec;

/// The table of what happened in the whole year, computed over the year and not added up; nothing where the pack's period
/// is not the last of a year, or is the year itself.
pub(super) fn blocks(inputs: &Inputs<'_>, spec: &BlockSpec) -> Vec<Block> {
    let Some(whole) = &inputs.plan.whole_year else { return Vec::new() };
    let plan = PackPlan {
        period: whole.year,
        history: whole.periods().to_vec(),
        measures: whole.measures.clone(),
        ..inputs.plan.clone()
    };
    let over_the_year = Inputs { plan: &plan, ..*inputs };
    let measures = over_the_year.measures(|_| true);
    if measures.is_empty() {
        return Vec::new();
    }
    let mut blocks = opening(spec, "whole-year");
    blocks.push(Block::text(
        Prose::Body,
        format!(
            "What happened from {}, counted over the whole year: a child to whom it happened in both half-years is one child where children are counted. What is a state of a day, or of 12 months, stands with its priority.",
            words(whole.year)
        ),
    ));
    blocks.push(Block::Table(comparison(
        &over_the_year,
        "The whole year".to_owned(),
        &measures,
        (|one| &one.short, |_| false),
    )));
    blocks
}

fn words(year: Period) -> String {
    format!("{} to {}", long_date(year.first_day()), long_date(year.last_day()))
}
