//! What published packs show: figures of a made-up council, protected together, put into a pack and walked through.

mod days;
mod example;
mod handout;
mod late;
mod links;
mod over_time;
mod packs;
mod policy;
pub(crate) mod restated;
mod sentences;
pub(crate) mod swaps;
mod words;

use boardpack::assess::{Assessed, Grounds, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::{Period, parse_iso};
use boardpack::compute::{Availability, Figure, Measured, Part, Tally, Value};
use boardpack::diagnostic::Source;
use boardpack::kpi::{Catalogue, Form, Measure};
use boardpack::pack::{Inputs, Pack, Provenance, Words, assemble};
use boardpack::plan::Plan;
use boardpack::protect::{Publishable, protect};
use boardpack::target::Targets;
use boardpack::template::{Profile, Template, TemplateFile};
use proptest::prelude::*;

/// The measures of the packs: events that add up, a rate, a sensitive state, a minimum standard, parts, 12 months.
const MEASURES: [&str; 8] = [
    "reviews-on-time",
    "initial-health-assessment",
    "placement-moves",
    "missing-episodes",
    "unaccompanied-asylum-seeking-children",
    "allocated-social-worker",
    "placements-to-date",
    "health-summary-issued",
];

/// A pack that reports on a length of period.
fn template(id: &str, period: &str, profile: &str) -> String {
    let ids = MEASURES.map(|id| format!("\"{id}\"")).join(", ");
    format!(
        "title = \"Pack {id}\"\naudience = \"Members\"\npurpose = \"How children are doing.\"\nprofile = \"{profile}\"\n\
         calendar = \"every-quarter\"\nperiod = \"{period}\"\nhistory = 5\n\n[[block]]\nkind = \"cover\"\n\n\
         [[block]]\nkind = \"at-a-glance\"\ntitle = \"At a glance\"\nselect = {{ id = [{ids}] }}\n\n\
         [[block]]\nkind = \"what-changed\"\ntitle = \"What changed\"\n\n\
         [[block]]\nkind = \"section\"\ntitle = \"Figures\"\nselect = {{ id = [{ids}] }}\nchart = [\"core\", \"standard\", \"detail\"]\n\n\
         [[block]]\nkind = \"priority-sections\"\nstrategy = \"children-looked-after\"\nselect = {{ id = [{ids}] }}\n\n\
         [[block]]\nkind = \"data-quality\"\ntitle = \"Data quality\"\n\n[[block]]\nkind = \"definitions\"\ntitle = \"Definitions\"\n"
    )
}

/// The catalogue and three public templates: quarter, half-year, year.
fn public() -> (Catalogue, Vec<Template>) {
    let catalogue = Catalogue::built_in().expect("the built-in measures");
    let files = ["quarter", "half-year", "year"].map(|period| TemplateFile {
        id: period.to_owned(),
        source: Source::new(format!("{period}.toml"), template(period, period, "public")),
    });
    let templates = boardpack::template::read(&files, &catalogue)
        .unwrap_or_else(|faults| panic!("{}", faults.render(false)));
    (catalogue, templates)
}

fn quarter() -> Period {
    "2018-19-Q4".parse().expect("a period")
}

/// Quarters of the years that the packs show, the last one last.
fn quarters() -> Vec<Period> {
    quarter().history(20)
}

/// Numbers of a quarter or a day: those of whom it holds, and those of whom it does not.
type Pair = (u64, u64);

/// Every figure that the packs show, made from a pair a quarter for each measure. What adds up is added up.
fn measured(catalogue: &Catalogue, plan: &Plan<'_>, pairs: &[Vec<Pair>]) -> Measured {
    let quarters = quarters();
    plan.figures()
        .into_iter()
        .flat_map(|(id, periods)| {
            let measure = catalogue.get(&id).expect("a measure");
            let pairs = &pairs[MEASURES.iter().position(|one| *one == id).expect("of the list")];
            let quarters = &quarters;
            periods.into_iter().map(move |period| {
                let window = measure.rows.basis.window(period);
                // As at a day: that of the last quarter in it. Else the sum of the quarters within.
                let within = quarters.iter().zip(pairs).filter(|(quarter, _)| {
                    window.until == quarter.last_day()
                        || (window.since <= quarter.first_day() && quarter.last_day() <= window.until)
                });
                let (met, not) = within.fold((0, 0), |sum, (_, pair)| (sum.0 + pair.0, sum.1 + pair.1));
                figure(measure, period, (met, not))
            })
        })
        .collect()
}

fn figure(measure: &Measure, period: Period, (met, not): Pair) -> Figure {
    let value = match &measure.form {
        Form::Share(_) => Value::Share { met, of: met + not },
        Form::Count { .. } => Value::Count { count: met, rate: None },
        Form::Parts { groups, .. } => {
            // Two pairs of parts from the pair, the rest empty.
            let counts = [met, not, met / 3, 0];
            let parts: Vec<Part> = groups
                .iter()
                .enumerate()
                .map(|(at, group)| Part {
                    name: group.name.clone(),
                    count: counts.get(at).copied().unwrap_or_default(),
                })
                .collect();
            Value::Parts { of: parts.iter().map(|part| part.count).sum(), parts }
        }
        other => panic!("no figures of this form: {other:?}"),
    };
    Figure {
        measure: measure.id.clone(),
        period,
        window: measure.rows.basis.window(period),
        availability: Availability::Available,
        value: Some(value),
        tally: Tally { met, not_met: not, missing: 2, not_known: 1, ..Tally::default() },
        wave: None,
        version: 1,
    }
}

/// The figures of the published packs, judged.
fn assessed(catalogue: &Catalogue, plan: &Plan<'_>, measured: &Measured) -> Assessed {
    let asked = plan.figures_with(Profile::Public);
    let grounds = Grounds {
        catalogue,
        targets: &Targets::default(),
        benchmarks: Benchmarks::default(),
        on: parse_iso("2019-03-31").expect("a day"),
        asked: &asked,
    };
    assess_on(measured, &grounds)
}

/// The figures as released to the public.
fn released(catalogue: &Catalogue, plan: &Plan<'_>, measured: &Measured) -> Publishable {
    let assessed = assessed(catalogue, plan, measured);
    protect(&assessed, &[], catalogue, Profile::Public).expect("figures that are safe")
}

/// The packs of the plan.
fn packs(catalogue: &Catalogue, plan: &Plan<'_>, figures: &Publishable) -> Vec<Pack> {
    let provenance = Provenance {
        council: "Example".to_owned(),
        as_at: parse_iso("2019-03-31").expect("a day"),
        source: "made up".to_owned(),
        synthetic: true,
    };
    plan.packs
        .iter()
        .map(|pack| {
            assemble(&Inputs {
                plan: pack,
                catalogue,
                figures,
                provenance: &provenance,
                words: Words::default(),
                cases: None,
                meeting: None,
            })
        })
        .collect()
}

/// Pairs of counts, small ones often, for every quarter of every measure.
fn pairs() -> impl Strategy<Value = Vec<Vec<Pair>>> {
    let count = || prop_oneof![Just(0_u64), 1_u64..=5, 6_u64..=49, 50_u64..=80];
    prop::collection::vec(prop::collection::vec((count(), count()), 20), MEASURES.len())
}
