//! The plan: the exact list of figures wanted, before any is computed.
//!
//! Takes templates, the catalogue and the quarter; gives for each pack its measures and periods, and for the whole set
//! the list of measures times periods, so that whoever protects the figures sees all of them before a page is made.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Period;
use crate::kpi::Catalogue;
use crate::template::{BlockKind, Template};

/// What a pack needs.
#[derive(Debug, Clone)]
pub struct PackPlan<'t> {
    /// Its template.
    pub template: &'t Template,
    /// The period reported on.
    pub period: Period,
    /// Periods shown, the one reported on last.
    pub history: Vec<Period>,
    /// Ids of its measures, in the order of the catalogue.
    pub measures: Vec<String>,
}

/// What a set of packs needs.
#[derive(Debug, Clone, Default)]
pub struct Plan<'t> {
    /// The packs.
    pub packs: Vec<PackPlan<'t>>,
}

impl<'t> Plan<'t> {
    /// Plans the packs of `templates` for a quarter; a pack that reports on no period that ends with it is left out.
    pub fn new(
        templates: impl IntoIterator<Item = &'t Template>,
        catalogue: &Catalogue,
        quarter: Period,
    ) -> Self {
        let packs = templates
            .into_iter()
            .filter_map(|template| {
                let period = template.reports.period(quarter)?;
                Some(PackPlan {
                    template,
                    period,
                    history: period.history(template.history),
                    measures: measures(template, catalogue),
                })
            })
            .collect();
        Self { packs }
    }

    /// Every measure with every period that a pack shows.
    pub fn figures(&self) -> Vec<(String, Vec<Period>)> {
        let mut wanted: BTreeMap<&str, BTreeSet<Period>> = BTreeMap::new();
        for pack in &self.packs {
            for id in &pack.measures {
                wanted.entry(id).or_default().extend(&pack.history);
            }
        }
        wanted.into_iter().map(|(id, periods)| (id.to_owned(), periods.into_iter().collect())).collect()
    }
}

/// The measures that stand in a block of the template. Data quality and definitions speak of what stands elsewhere.
fn measures(template: &Template, catalogue: &Catalogue) -> Vec<String> {
    catalogue
        .measures()
        .filter(|measure| {
            template.blocks.iter().any(|block| match block.kind {
                BlockKind::AtAGlance | BlockKind::Section => block.select.takes(measure),
                BlockKind::PrioritySections => {
                    block.select.takes(measure)
                        && measure
                            .priorities()
                            .iter()
                            .any(|priority| Some(priority.strategy.id) == block.strategy.as_deref())
                }
                _ => false,
            })
        })
        .map(|measure| measure.id.clone())
        .collect()
}
