//! The plan: the exact list of figures wanted, before any is computed.
//!
//! Takes templates, the catalogue and the quarter; gives for each pack its measures and periods, and for the whole set
//! the list of measures times periods, so that whoever protects the figures sees all of them before a page is made.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;

use crate::breakdown::SplitBy;
use crate::calendar::{Basis, Period};
use crate::kpi::{Catalogue, Measure};
use crate::target::Targets;
use crate::template::{BlockKind, Profile, Template};

/// How many months are looked at for signals: those of thirteen quarters.
const MONTHS: u32 = 39;

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
    /// Ids of the measures that its texts speak of; those that stand in no block of it are wanted all the same.
    pub spoken: Vec<String>,
    /// Figures of the period reported on that stand in it broken down, each once.
    pub breakdowns: Vec<SplitBy>,
    /// Ids of the measures whose exceptions stand in it.
    pub exceptions: Vec<String>,
    /// The financial year beside the period; `None` where the template does not ask for it, and where the period is not
    /// the last of a year or is the year itself.
    pub whole_year: Option<WholeYear>,
}

/// A financial year shown beside a pack's shorter period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeYear {
    /// The year; the one before it stands beside it.
    pub year: Period,
    /// Ids of the measures that a year holds more of than its last part, in the order of the catalogue.
    pub measures: Vec<String>,
}

impl WholeYear {
    /// The year before, and the year.
    pub fn periods(&self) -> [Period; 2] {
        [self.year.same_last_year(), self.year]
    }
}

impl PackPlan<'_> {
    /// Whether the pack shows figures of a measure, in a block or in a text.
    pub fn holds(&self, measure: &str) -> bool {
        self.measures.iter().chain(&self.spoken).any(|id| id == measure)
    }

    /// Whether the pack shows a measure, by id, in a period.
    pub fn shows(&self, measure: &str, period: Period) -> bool {
        let in_history = self.history.contains(&period) && self.holds(measure);
        in_history
            || self.whole_year.as_ref().is_some_and(|whole| {
                whole.periods().contains(&period) && whole.measures.iter().any(|id| id == measure)
            })
    }
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
                    whole_year: whole_year(template, catalogue, period),
                    spoken: Vec::new(),
                    breakdowns: breakdowns(template, catalogue, period),
                    exceptions: exceptions(template, catalogue),
                })
            })
            .collect();
        Self { packs }
    }

    /// Adds the measures that the texts of each pack speak of: their figures are wanted too.
    #[must_use]
    pub fn speaking_of(mut self, of: impl Fn(&Template) -> Vec<String>) -> Self {
        for pack in &mut self.packs {
            pack.spoken = of(pack.template);
        }
        self
    }

    /// Every measure with every period that a pack shows.
    pub fn figures(&self) -> Vec<(String, Vec<Period>)> {
        self.figures_of(|_| true)
    }

    /// Every measure with every period that a pack of a profile sees protected together: the internal packs, or all those
    /// that are published, since who reads one may read the others.
    pub fn figures_with(&self, profile: Profile) -> Vec<(String, Vec<Period>)> {
        let internal = profile == Profile::Internal;
        self.figures_of(|pack| (pack.template.profile == Profile::Internal) == internal)
    }

    /// Every figure that stands broken down in a pack of a profile, or in one that is protected together with it.
    pub fn breakdowns_with(&self, profile: Profile) -> Vec<SplitBy> {
        let internal = profile == Profile::Internal;
        let packs = self.packs.iter().filter(|pack| (pack.template.profile == Profile::Internal) == internal);
        let all: BTreeSet<SplitBy> = packs.flat_map(|pack| pack.breakdowns.iter().cloned()).collect();
        all.into_iter().collect()
    }

    fn figures_of(&self, takes: impl Fn(&PackPlan<'t>) -> bool) -> Vec<(String, Vec<Period>)> {
        let mut wanted: BTreeMap<&str, BTreeSet<Period>> = BTreeMap::new();
        for pack in self.packs.iter().filter(|pack| takes(pack)) {
            for id in pack.measures.iter().chain(&pack.spoken) {
                wanted.entry(id).or_default().extend(&pack.history);
            }
            if let Some(whole) = &pack.whole_year {
                for id in &whole.measures {
                    wanted.entry(id).or_default().extend(whole.periods());
                }
            }
        }
        wanted.into_iter().map(|(id, periods)| (id.to_owned(), periods.into_iter().collect())).collect()
    }
}

/// Several lists of measures and periods as one, each measure and period once.
pub fn together<'a>(
    lists: impl IntoIterator<Item = &'a (String, Vec<Period>)>,
) -> Vec<(String, Vec<Period>)> {
    let mut all: BTreeMap<&str, BTreeSet<Period>> = BTreeMap::new();
    for (id, periods) in lists {
        all.entry(id).or_default().extend(periods);
    }
    all.into_iter().map(|(id, periods)| (id.to_owned(), periods.into_iter().collect())).collect()
}

/// Figures asked for, with those that have to be measured so that the latest of each measure can be judged: the period
/// before, the same period last year, the strategy's starting point, and the months of what happens in a period.
///
/// An earlier one is judged too where what it is compared with is among those asked for.
pub fn with_comparisons(
    asked: &[(String, Vec<Period>)],
    catalogue: &Catalogue,
    targets: &Targets,
) -> Vec<(String, Vec<Period>)> {
    asked
        .iter()
        .map(|(id, periods)| {
            let mut all: BTreeSet<Period> = periods.iter().copied().collect();
            if let Some(measure) = catalogue.get(id) {
                for latest in latest(periods) {
                    all.extend(behind(measure, latest, targets));
                    all.extend(months(measure, latest));
                }
            }
            (id.clone(), all.into_iter().collect())
        })
        .collect()
}

/// The latest period of each length: packs of a set can report on the quarter, the half-year and the year.
fn latest(periods: &[Period]) -> Vec<Period> {
    let mut latest: BTreeMap<u32, Period> = BTreeMap::new();
    for period in periods {
        let known = latest.entry(period.months()).or_insert(*period);
        if known.last_day() < period.last_day() {
            *known = *period;
        }
    }
    latest.into_values().collect()
}

/// The months up to the last of a period, for a measure whose months are watched for signals: thirteen quarters are too
/// few points, and come too late.
fn months(measure: &Measure, period: Period) -> Vec<Period> {
    let last = period.last_day();
    if measure.has_watched_months() {
        Period::Month { year: last.year(), month: last.month() }.history(MONTHS)
    } else {
        Vec::new()
    }
}

/// The periods behind the judgement of one.
fn behind(measure: &Measure, period: Period, targets: &Targets) -> Vec<Period> {
    let mut all = vec![period.previous(), period.same_last_year()];
    let baseline = targets.baseline(measure, period);
    if measure.rows.basis == Basis::Survey {
        // The first wave since the strategy's starting point may be in any of them.
        let start = Period::Year { year: targets.baseline_year(measure.strategy) };
        let mut one = period.previous();
        while one.first_day() >= start.first_day() {
            all.push(one);
            one = one.previous();
        }
    } else if baseline.last_day() < period.last_day() {
        all.push(baseline);
    }
    all
}

/// The measures that stand in a block of the template. Data quality and definitions speak of what stands elsewhere.
fn measures(template: &Template, catalogue: &Catalogue) -> Vec<String> {
    catalogue
        .measures()
        .filter(|measure| {
            template.blocks.iter().any(|block| match block.kind {
                BlockKind::AtAGlance | BlockKind::Section | BlockKind::Exceptions => {
                    block.select.takes(measure)
                }
                BlockKind::Breakdown => {
                    block.select.takes(measure) && block.by.iter().any(|by| by.takes(measure))
                }
                BlockKind::PrioritySections => {
                    block.select.takes(measure)
                        && measure
                            .priorities()
                            .iter()
                            .any(|priority| Some(priority.strategy.id) == block.strategy.as_deref())
                }
                BlockKind::YouSaidWeDid | BlockKind::CareLeavers => {
                    block.spoken.topics.iter().any(|topic| topic.measures.contains(&measure.id))
                }
                _ => false,
            })
        })
        .map(|measure| measure.id.clone())
        .collect()
}

/// The whole year beside a period that ends with it, and the measures of the block that shows it.
fn whole_year(template: &Template, catalogue: &Catalogue, period: Period) -> Option<WholeYear> {
    let block = template.blocks.iter().find(|block| block.kind == BlockKind::WholeYear)?;
    let year = Period::Year { year: period.financial_year() };
    let is_last_part = period != year && period.last_day() == year.last_day();
    is_last_part.then(|| WholeYear {
        year,
        measures: catalogue
            .measures()
            .filter(|measure| measure.rows.basis == Basis::InPeriod && block.select.takes(measure))
            .map(|measure| measure.id.clone())
            .collect(),
    })
}

/// The figures that blocks of the template break down, in the order of the catalogue.
fn breakdowns(template: &Template, catalogue: &Catalogue, period: Period) -> Vec<SplitBy> {
    let mut all = BTreeSet::new();
    for block in template.blocks.iter().filter(|block| block.kind == BlockKind::Breakdown) {
        for measure in catalogue.measures().filter(|measure| block.select.takes(measure)) {
            let by = block.by.iter().filter(|by| by.takes(measure));
            all.extend(by.map(|by| SplitBy { measure: measure.id.clone(), period, breakdown: *by }));
        }
    }
    all.into_iter().collect()
}

/// The measures whose exceptions blocks of the template list.
fn exceptions(template: &Template, catalogue: &Catalogue) -> Vec<String> {
    let blocks = || template.blocks.iter().filter(|block| block.kind == BlockKind::Exceptions);
    let takes = |measure: &&Measure| blocks().any(|block| block.select.takes(measure));
    catalogue.measures().filter(takes).map(|measure| measure.id.clone()).collect()
}
