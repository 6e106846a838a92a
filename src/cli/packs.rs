//! The packs of a quarter on their way from a plan to figures: what `build` writes, and `check` looks through.

use std::collections::BTreeSet;

use super::failure::Failure;
use super::pipeline::{self, Timings};
use super::words;
use crate::calendar::Period;
use crate::compute::Measured;
use crate::key::Key;
use crate::ledger::{Ledger, Reported};
use crate::pack::{Inputs, Provenance};
use crate::plan::{Plan, together};
use crate::protect::{Cases, Earlier, Publishable, is_open};
use crate::snapshot::{Image, Snapshot};
use crate::template::{Materiality, Profile, Template};
use crate::workspace::Workspace;

/// Measures by id, each with periods.
type Wanted = Vec<(String, Vec<Period>)>;

/// The packs wanted of a quarter.
pub(super) struct Planned<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) quarter: Period,
    /// The packs wanted.
    pub(super) plan: Plan<'w>,
    /// Every published pack of the quarter, wanted or not: theirs are protected together, since whoever reads one may
    /// read the others.
    published: Plan<'w>,
}

impl<'w> Planned<'w> {
    /// Plans the packs asked for, or those due after the quarter.
    pub(super) fn new(workspace: &'w Workspace, asked: &[String], quarter: Period) -> Result<Self, Failure> {
        if !matches!(quarter, Period::Quarter { .. }) {
            return Err(Failure::usage(
                format!("`{quarter}` is not a quarter"),
                "packs are built for the quarter that has ended, as 2018-19-Q4; a template says which period it reports on",
            ));
        }
        let templates = templates(workspace, asked, quarter)?;
        let spoken = |template: &Template| words::spoken(workspace, quarter, template);
        let plan = Plan::new(templates, &workspace.catalogue, quarter).speaking_of(spoken);
        if plan.packs.is_empty() {
            return Err(Failure::usage(
                format!("no pack reports on a period that ends with {quarter}"),
                "`boardpack check` lists the templates; half-years end with Q2 and Q4, years with Q4",
            ));
        }
        let wanted = |template: &Template| plan.packs.iter().any(|pack| pack.template.id == template.id);
        let shut = workspace.templates.iter().filter(|one| {
            (one.calendar.is_due(quarter) || wanted(one)) && !is_open(one.profile, workspace.disclosure)
        });
        let published = Plan::new(shut, &workspace.catalogue, quarter).speaking_of(spoken);
        Ok(Self { workspace, quarter, plan, published })
    }

    /// Whether one of the packs lists people one by one.
    pub(super) fn shows_people(&self) -> bool {
        self.plan.packs.iter().any(|pack| shows_people(pack.template))
    }

    /// The packs that the figures of a profile are released for together.
    fn set_of(&self, profile: Profile) -> &Plan<'w> {
        if is_open(profile, self.workspace.disclosure) { &self.plan } else { &self.published }
    }

    /// The figures of every profile that the packs are for: measured once, then judged and released to each.
    pub(super) fn measured(
        &self,
        snapshot: &Snapshot,
        ledger: &Ledger,
        timings: &mut Timings,
    ) -> Result<Made, Failure> {
        let workspace = self.workspace;
        let wanted: Vec<(Profile, Wanted)> = Profile::ALL
            .into_iter()
            .map(|(_, profile)| profile)
            .filter(|profile| self.plan.packs.iter().any(|pack| pack.template.profile == *profile))
            .map(|profile| (profile, self.figures(profile, ledger)))
            .collect();
        let all = together(wanted.iter().flat_map(|(_, figures)| figures));
        let also = self.shows_people().then_some(snapshot.meta().as_at);
        let (image, measured) = pipeline::measured(workspace, snapshot, &all, also, timings)?;
        let mut released = Vec::new();
        for (profile, asked) in wanted {
            // Who reads the partners' packs may read the public ones: what is hidden in one is hidden in the other.
            if let Some(same) =
                released.iter().find_map(|(_, figures): &(_, Publishable)| figures.also_for(profile))
            {
                released.push((profile, same));
                continue;
            }
            let is_open = |one| self::is_open(one, workspace.disclosure);
            let reported = if is_open(profile) {
                Reported::seen_by(profile, ledger)
            } else {
                Reported::to(profile, ledger)
            };
            let earlier = Earlier {
                reported: Some(&reported),
                materiality: materiality(&self.plan, |other| {
                    other == profile || !(is_open(profile) || is_open(other))
                }),
                policy: workspace.disclosure,
                benchmarks: pipeline::benchmarks(workspace, &image),
                ..Earlier::default()
            };
            let figures =
                pipeline::released_after(workspace, &image, &measured, &asked, (profile, &earlier), timings)?;
            let mut by = self.set_of(profile).breakdowns_with(profile);
            if !is_open(profile) {
                reported.add_breakdowns(&mut by, self.quarter.last_day());
            }
            let figures = pipeline::broken_down(
                workspace,
                &image,
                &measured,
                &by,
                (figures, Some(&reported)),
                timings,
            )?;
            released.push((profile, figures));
        }
        Ok(Made { image, measured, released })
    }

    /// Every figure that is released to a profile at once.
    fn figures(&self, profile: Profile, ledger: &Ledger) -> Wanted {
        let mut wanted = self.set_of(profile).figures_with(profile);
        if !is_open(profile, self.workspace.disclosure)
            && let Some(pack) = self.plan.packs.first()
        {
            // What readers have of earlier periods is protected with what they are about to get. Every pack's period
            // ends with the quarter.
            Reported::to(profile, ledger).add_periods(&mut wanted, pack.period.last_day());
        }
        wanted
    }

    /// What each pack is assembled from; `cases` are theirs, in the same order.
    pub(super) fn inputs<'a>(
        &'a self,
        made: &'a Made,
        cases: &'a [Option<Cases>],
        provenance: &'a Provenance,
    ) -> Vec<Inputs<'a>> {
        self.plan
            .packs
            .iter()
            .enumerate()
            .filter_map(|(at, pack)| {
                Some(Inputs {
                    plan: pack,
                    catalogue: &self.workspace.catalogue,
                    figures: made.figures(pack.template.profile)?,
                    provenance,
                    words: words::words(self.workspace, self.quarter),
                    cases: cases.get(at).and_then(Option::as_ref),
                    meeting: self.workspace.meeting.as_ref(),
                })
            })
            .collect()
    }
}

/// What a set of packs is made from: the figures of each profile that they are for, and what these were worked out from.
pub(super) struct Made {
    image: Image,
    measured: Measured,
    released: Vec<(Profile, Publishable)>,
}

impl Made {
    /// What the protection of published packs leaves out, each thing once.
    pub(super) fn notes(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.released.iter().flat_map(|(_, figures)| figures.notes()).collect();
        all.into_iter().cloned().collect()
    }

    /// The figures of published packs for a profile that sees what these show; `None` where no pack has any.
    pub(super) fn published(&self, profile: Profile) -> Option<Publishable> {
        self.released.iter().find_map(|(_, figures)| figures.also_for(profile))
    }

    fn figures(&self, profile: Profile) -> Option<&Publishable> {
        self.released.iter().find(|(one, _)| *one == profile).map(|(_, figures)| figures)
    }

    /// Pack by pack the people behind its figures, where it lists any.
    pub(super) fn cases(
        &self,
        planned: &Planned<'_>,
        key: Option<&Key>,
    ) -> Result<Vec<Option<Cases>>, Failure> {
        let of_pack = |pack: &crate::plan::PackPlan<'_>| {
            let figures = self.figures(pack.template.profile).filter(|_| shows_people(pack.template));
            let wanted: Vec<_> = pack.exceptions.iter().map(|id| (id.clone(), pack.period)).collect();
            let cases = |figures| {
                pipeline::cases(planned.workspace, &self.image, &self.measured, figures, &wanted, key)
            };
            figures.map(cases).transpose()
        };
        planned.plan.packs.iter().map(of_pack).collect()
    }
}

/// Where the figures of a snapshot come from, as packs say it.
pub(super) fn provenance(workspace: &Workspace, snapshot: &Snapshot) -> Provenance {
    let meta = snapshot.meta();
    Provenance {
        council: workspace.council.name.clone().unwrap_or_else(|| meta.council.clone()),
        as_at: meta.as_at,
        source: meta.source.clone(),
        synthetic: meta.synthetic,
    }
}

/// From how far on packs of some profiles say that a figure was restated: as the strictest of their templates has it, so
/// that none says less than another.
fn materiality(plan: &Plan<'_>, takes: impl Fn(Profile) -> bool) -> Materiality {
    let all = plan.packs.iter().map(|pack| pack.template).filter(|template| takes(template.profile));
    all.map(|template| template.materiality)
        .reduce(|one, two| Materiality {
            points: one.points.min(two.points),
            count: one.count.min(two.count),
        })
        .unwrap_or_default()
}

/// Whether a pack lists people one by one.
fn shows_people(template: &Template) -> bool {
    template.blocks.iter().any(|block| block.kind.is_internal())
}

/// The templates asked for, or those due; an unknown one is wrong use.
fn templates<'w>(
    workspace: &'w Workspace,
    asked: &[String],
    quarter: Period,
) -> Result<Vec<&'w Template>, Failure> {
    if asked.is_empty() {
        return Ok(workspace.templates.iter().filter(|one| one.calendar.is_due(quarter)).collect());
    }
    asked
        .iter()
        .map(|id| {
            workspace.templates.iter().find(|one| one.id == *id).ok_or_else(|| {
                let known: Vec<&str> = workspace.templates.iter().map(|one| one.id.as_str()).collect();
                let hint = match crate::diagnostic::nearest(id, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the packs are {}", known.join(", ")),
                };
                Failure::usage(format!("no pack `{id}`"), hint)
            })
        })
        .collect()
}
