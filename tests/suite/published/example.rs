//! The example council's published packs of its last quarter, from measured figures on, as `build` makes them.

use std::collections::{BTreeMap, BTreeSet};

use boardpack::assess::{Grounds, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::Period;
use boardpack::compute::{Measured, Split, compute};
use boardpack::disclosure::Policy;
use boardpack::ledger::{Ledger, Reported};
use boardpack::pack::{Inputs, Pack, Provenance, TidyRow, Words, assemble, tidy_of};
use boardpack::plan::{Plan, with_comparisons};
use boardpack::protect::{Earlier, Publishable, as_published, protect_after};
use boardpack::template::{BlockSpec, Profile, Template};
use boardpack::workspace::Workspace;
use boardpack::write::{FileSet, MANIFEST, Origin, PackFiles};

use super::quarter;
use crate::pack::made;

/// Published packs that are protected together.
pub(super) struct PackSet<'t> {
    pub(super) plan: Plan<'t>,
    /// Every figure of them.
    pub(super) asked: Vec<(String, Vec<Period>)>,
    pub(super) policy: Policy,
}

/// A pack and its rows of tidy data.
pub(super) type Assembled = (Pack, Vec<TidyRow>);

impl<'t> PackSet<'t> {
    /// The packs of templates on the example's last quarter.
    pub(super) fn of(templates: impl IntoIterator<Item = &'t Template>, policy: Policy) -> Self {
        let workspace = workspace();
        let published = templates.into_iter().filter(|one| one.profile != Profile::Internal);
        let due = published.filter(|one| one.calendar.is_due(quarter()));
        let plan = Plan::new(due, &workspace.catalogue, quarter()).speaking_of(spoken);
        Self { asked: plan.figures_with(Profile::Public), plan, policy }
    }

    /// All that was measured for the figures of the packs: themselves, and what they are compared with. Of measures that
    /// the texts alone speak of that is measured here.
    pub(super) fn measured(&self) -> Measured {
        let catalogue = &workspace().catalogue;
        let all = with_comparisons(&self.asked, catalogue, &workspace().targets);
        let is_there = |id: &str, period: &Period| made().measured.figure(id, *period).is_some();
        let (known, others): (Vec<_>, Vec<_>) =
            all.iter().partition(|(id, periods)| periods.iter().all(|period| is_there(id, period)));
        let wanted: Vec<_> = others.iter().map(|(id, periods)| (id.as_str(), periods.clone())).collect();
        let others = compute(catalogue, &wanted, &made().image).expect("figures");
        let known = known.iter().flat_map(|(id, _)| made().measured.figures_of(id));
        let known = known.map(|one| (one, made().measured.outcomes(&one.measure, one.period)));
        let more = others.figures().map(|one| (one, others.outcomes(&one.measure, one.period)));
        known.chain(more).map(|(one, rows)| (one.clone(), rows.to_vec())).collect()
    }

    /// The figures as they are released, with those that stand broken down.
    pub(super) fn released(&self, measured: &Measured, splits: &[Split]) -> Publishable {
        let catalogue = &workspace().catalogue;
        let reported = Reported::to(Profile::Partners, &Ledger::default());
        let earlier = Earlier {
            reported: Some(&reported),
            policy: self.policy,
            benchmarks: benchmarks(),
            ..Earlier::default()
        };
        let grounds = Grounds {
            catalogue,
            targets: &workspace().targets,
            benchmarks: benchmarks(),
            on: made().image.meta().as_at,
            asked: &self.asked,
        };
        let assessed = assess_on(&as_published(measured, catalogue, &earlier), &grounds);
        let findings = made().image.findings();
        let figures = protect_after(&assessed, findings, catalogue, Profile::Partners, &earlier);
        let figures = figures.unwrap_or_else(|refused| panic!("{refused}"));
        if splits.is_empty() {
            return figures;
        }
        figures
            .with_breakdowns(splits, catalogue, Some(&reported))
            .unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// The packs, each with its rows of tidy data.
    pub(super) fn packs(&self, figures: &Publishable) -> Vec<Assembled> {
        let workspace = workspace();
        let provenance = provenance();
        let one = |plan| {
            let plan: &boardpack::plan::PackPlan<'_> = plan;
            let figures = figures.also_for(plan.template.profile).expect("published packs see the same");
            let inputs = Inputs {
                plan,
                catalogue: &workspace.catalogue,
                figures: &figures,
                provenance: &provenance,
                words: Words {
                    commitments: workspace.commitments.as_ref(),
                    actions: workspace.actions.as_ref(),
                    commentary: workspace.commentary.of(quarter()),
                },
                cases: None,
                meeting: workspace.meeting.as_ref(),
            };
            (assemble(&inputs), tidy_of(&inputs))
        };
        self.plan.packs.iter().map(one).collect()
    }

    /// Every file that a build of the packs writes from a snapshot of this hash, its manifest too.
    pub(super) fn folder(&self, packs: &[Assembled], sha256: &str) -> BTreeMap<String, Vec<u8>> {
        let mut all = BTreeMap::new();
        let mut set = FileSet::new();
        for (pack, rows) in packs {
            let files = PackFiles::write(pack, rows).expect("a pack in every form");
            all.extend(files.files().map(|(name, bytes, _)| (name, bytes.to_vec())));
            set = set.with_pack(files);
        }
        let origin = Origin {
            quarter: quarter(),
            provenance: &provenance(),
            sha256,
            policy: self.policy,
            templates: self.plan.packs.iter().map(|pack| pack.template).collect(),
        };
        all.insert(MANIFEST.to_owned(), set.manifest(&origin.inputs()));
        all
    }
}

pub(super) fn workspace() -> &'static Workspace {
    &made().workspace
}

/// What the department publishes of the example council.
pub(super) fn benchmarks() -> Benchmarks {
    Benchmarks::of(Some(workspace().council.name.as_deref().expect("the example has a name")))
}

fn provenance() -> Provenance {
    let meta = made().image.meta();
    Provenance {
        council: workspace().council.name.clone().expect("the example has a name"),
        as_at: meta.as_at,
        source: meta.source.clone(),
        synthetic: meta.synthetic,
    }
}

/// Ids of the measures that the texts of a pack speak of.
fn spoken(template: &Template) -> Vec<String> {
    if !template.has(BlockSpec::shows_commentary) {
        return Vec::new();
    }
    let notes = workspace().commentary.of(quarter()).iter().filter(|note| note.is_for(&template.id));
    let ids: BTreeSet<String> =
        notes.flat_map(|note| note.placeholders().map(|one| one.measure.clone())).collect();
    ids.into_iter().collect()
}
