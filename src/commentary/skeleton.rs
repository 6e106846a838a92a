//! Drafts for what needs a comment: measures off target, and those that a test found changed.

use super::model::{About, Note};
use crate::calendar::Period;
use crate::kpi::{Catalogue, Measure, priorities};
use crate::protect::{Judgement, Publishable, Status};
use crate::statistics::Verdict;

/// A draft, or what an existing text does not speak of yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// What it is about.
    pub about: About,
    /// Ids of the measures that need a comment in it, off target first.
    pub measures: Vec<String>,
    /// How many of them are off target.
    pub off_target: usize,
    /// The draft; where there is a text about the same already, its file's name instead.
    pub text: Result<String, String>,
}

impl Skeleton {
    /// The file's name: `CLA-1.md`, `seen-on-time.md`.
    pub fn file_name(&self) -> String {
        format!("{}.md", self.about.name())
    }
}

/// Why a measure needs a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    OffTarget,
    ForTheWorse,
    ForTheBetter,
}

/// What still needs a comment in a quarter: a draft for each priority, and one for each measure that stands under none.
/// Those with a measure off target come first, else in the strategies' order.
pub fn skeletons(
    quarter: Period,
    figures: &Publishable,
    catalogue: &Catalogue,
    notes: &[Note],
) -> Vec<Skeleton> {
    let mut wanted: Vec<(Why, &Measure)> = catalogue
        .measures()
        .filter(|measure| !notes.iter().any(|note| note.speaks_of(&measure.id)))
        .filter_map(|measure| {
            let judgement = figures.figure(&measure.id, quarter)?.judgement.as_ref()?;
            Some((why(judgement)?, measure))
        })
        .collect();
    wanted.sort_by(|(a, one), (b, other)| (a, one.tier, &one.title).cmp(&(b, other.tier, &other.title)));
    let about = |measure: &Measure| match measure.priorities().into_iter().next() {
        Some(priority) => About::Priority(priority.clone()),
        None => About::Measure(measure.id.clone()),
    };
    let mut abouts: Vec<About> = priorities().iter().cloned().map(About::Priority).collect();
    abouts.extend(
        wanted.iter().map(|(_, measure)| about(measure)).filter(|one| matches!(one, About::Measure(_))),
    );
    let mut all: Vec<Skeleton> = abouts
        .into_iter()
        .filter_map(|one| {
            let own: Vec<(Why, &Measure)> =
                wanted.iter().filter(|(_, measure)| about(measure) == one).copied().collect();
            let off_target = own.iter().filter(|(why, _)| *why == Why::OffTarget).count();
            let text = match notes.iter().find(|note| note.about == one) {
                Some(note) => Err(note.source.name.clone()),
                None => Ok(draft(quarter, &one, &own)),
            };
            let measures = own.iter().map(|(_, measure)| measure.id.clone()).collect();
            (!own.is_empty()).then_some(Skeleton { about: one, measures, off_target, text })
        })
        .collect();
    all.sort_by_key(|one| one.off_target == 0);
    all
}

fn why(judgement: &Judgement) -> Option<Why> {
    if judgement.standing.status == Status::OffTarget {
        return Some(Why::OffTarget);
    }
    let changes = [&judgement.last_year, &judgement.previous];
    let clear = changes.into_iter().find(|change| change.is_clear())?;
    Some(if clear.verdict == Some(Verdict::Better) { Why::ForTheBetter } else { Why::ForTheWorse })
}

fn draft(quarter: Period, about: &About, measures: &[(Why, &Measure)]) -> String {
    let points = |takes: fn(Why) -> bool| -> String {
        measures.iter().filter(|(why, _)| takes(*why)).map(|(why, measure)| point(*why, measure)).collect()
    };
    let (name, better, worse) =
        (about.name(), points(|why| why == Why::ForTheBetter), points(|why| why != Why::ForTheBetter));
    let heading = match about {
        About::Priority(priority) => format!("{}, {}", priority.title, priority.strategy.title),
        About::Measure(_) => measures.first().map(|(_, measure)| measure.title.clone()).unwrap_or_default(),
    };
    format!(
        "+++
# {heading}: a draft for {quarter}. No pack shows it while `draft = true` stands here: say who writes it and when,
# write under the headings in plain words, and take that line away. Figures stand as placeholders alone:
# {{{{ID}}}}, {{{{ID@last-year}}}}, {{{{ID@previous}}}}, {{{{ID.short}}}}, {{{{ID.status}}}}, {{{{ID.change}}}}.
about = \"{name}\"
draft = true
# author = \"Head of Service\"
# date = {}
+++

## What is working well

{better}
## What are we worried about

{worse}
## What needs to happen

",
        quarter.last_day()
    )
}

/// A point about a measure, for its author to write on.
fn point(why: Why, measure: &Measure) -> String {
    let id = &measure.id;
    match why {
        Why::OffTarget => format!(
            "- {}: {{{{{id}}}}}, {{{{{id}.status}}}}; a year ago {{{{{id}@last-year}}}}.\n",
            measure.title
        ),
        Why::ForTheWorse | Why::ForTheBetter => {
            format!("- {}: {{{{{id}}}}}. {{{{{id}.change}}}}.\n", measure.title)
        }
    }
}
