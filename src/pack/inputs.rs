//! What a pack is made from, and the words and anchors that every part of it shares.

use super::{Anchor, Block, Book, Level, Prose, Words};
use crate::calendar::{Date, Period, long_date};
use crate::commentary::Told;
use crate::kpi::{Catalogue, Measure};
use crate::meeting::Meeting;
use crate::plan::PackPlan;
use crate::protect::{Cases, Publishable, Released};
use crate::template::BlockSpec;

/// What a pack says of the snapshot behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The council's name.
    pub council: String,
    /// The snapshot's day.
    pub as_at: Date,
    /// Where the data came from, in words.
    pub source: String,
    /// Whether they are made up.
    pub synthetic: bool,
}

/// All that a pack is made from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// What the pack needs.
    pub plan: &'a PackPlan<'a>,
    /// The measures' words.
    pub catalogue: &'a Catalogue,
    /// The figures.
    pub figures: &'a Publishable,
    /// The snapshot.
    pub provenance: &'a Provenance,
    /// What people have written.
    pub words: Words<'a>,
    /// The people behind figures and the duties that fall due; `None` for packs without blocks of them.
    pub cases: Option<&'a Cases>,
    /// What the council says at its open meeting; `None` where it has written nothing.
    pub meeting: Option<&'a Meeting>,
}

impl<'a> Inputs<'a> {
    /// The measures of the pack that a block takes, in the order of tier and title.
    pub(super) fn measures(&self, takes: impl Fn(&Measure) -> bool) -> Vec<&'a Measure> {
        let mut measures: Vec<&Measure> = self
            .plan
            .measures
            .iter()
            .filter_map(|id| self.catalogue.get(id))
            .filter(|measure| takes(measure))
            .collect();
        measures.sort_by(|a, b| (a.tier, &a.title).cmp(&(b.tier, &b.title)));
        measures
    }

    /// The pack as the texts in it see it.
    pub fn told(&self) -> Told<'a> {
        Told {
            pack: &self.plan.template.id,
            figures: self.figures,
            period: self.plan.period,
            history: &self.plan.history,
        }
    }

    /// The figure of a measure in the period reported on.
    pub(super) fn now(&self, measure: &Measure) -> Option<&'a Released> {
        self.figures.figure(&measure.id, self.plan.period)
    }

    /// The figure of a measure in a period, where the pack's history holds it.
    pub(super) fn at(&self, measure: &Measure, period: Period) -> Option<&'a Released> {
        self.figures.figure(&measure.id, period)
    }
}

/// The anchor of a measure's own place in the document.
pub(super) fn measure_anchor(measure: &Measure) -> Anchor {
    Anchor(format!("measure-{}", measure.id))
}

/// The anchor of a measure's definition.
pub(super) fn definition_anchor(measure: &Measure) -> Anchor {
    Anchor(format!("definition-{}", measure.id))
}

/// The period as a reader knows it: "January to March 2019 (2018-19 Q4)".
pub(super) fn period_words(period: Period) -> String {
    match period {
        Period::Month { .. } => period.words(),
        Period::Year { .. } => format!("{} ({period})", period.words()),
        _ => format!("{} ({})", period.words(), period.to_string().replace("-Q", " Q").replace("-H", " H")),
    }
}

/// What every page says when the data are made up.
pub(super) fn example_notice(provenance: &Provenance) -> Option<&'static str> {
    provenance.synthetic.then_some("Example data: no real child")
}

/// Label and value of what a pack is, for its cover and its workbook.
pub(super) fn facts(inputs: &Inputs<'_>) -> Vec<(String, String)> {
    let Inputs { plan, provenance, .. } = inputs;
    let mut facts = vec![
        ("For".to_owned(), plan.template.audience.clone()),
        ("Period".to_owned(), period_words(plan.period)),
        ("Data as at".to_owned(), long_date(provenance.as_at)),
        ("Source".to_owned(), provenance.source.clone()),
        (
            "Measures".to_owned(),
            format!("{}, with {} periods of history", plan.measures.len(), plan.history.len()),
        ),
    ];
    if let Some(notice) = example_notice(provenance) {
        facts.push(("Please note".to_owned(), notice.to_owned()));
    }
    facts
}

/// The heading of a block that is a section, with its lead.
pub(super) fn opening(spec: &BlockSpec, anchor: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Heading {
        level: Level::One,
        text: spec.title.clone(),
        anchor: Anchor(anchor.to_owned()),
    }];
    if let Some(lead) = &spec.lead {
        blocks.push(Block::text(Prose::Lead, lead.clone()));
    }
    blocks
}

/// An empty workbook shape shared by the sheets: periods of every trend.
pub(super) fn empty_book(inputs: &Inputs<'_>) -> Book {
    Book {
        sheets: Vec::new(),
        trend_periods: inputs.plan.history.iter().map(|period| period.short()).collect(),
    }
}
