//! How long the stages of a build take on the example council: `cargo bench`.
//!
//! Times one stage at a time; nothing here fails when a machine is slow.

use std::collections::BTreeSet;

use boardpack::assess::{Grounds, assess_on};
use boardpack::benchmark::Benchmarks;
use boardpack::calendar::Period;
use boardpack::compute::{compute, days_needed};
use boardpack::kpi::{Catalogue, Measure};
use boardpack::plan::{Plan, with_comparisons};
use boardpack::protect::protect;
use boardpack::snapshot::{Image, Snapshot, sample};
use boardpack::template::Profile;
use boardpack::workspace::Workspace;
use divan::Bencher;

fn main() {
    divan::main();
}

fn snapshot_bytes(scale: u32) -> Vec<u8> {
    let options = sample::Options { scale, ..sample::Options::default() };
    let (tables, meta) = sample::generate(&options).expect("the example council");
    tables.to_bytes(&meta).expect("rows that keep the contract")
}

/// What the packs of the last quarter need.
fn wanted(workspace: &Workspace) -> (Vec<(String, Vec<Period>)>, BTreeSet<boardpack::calendar::Date>) {
    let quarter = "2018-19-Q4".parse().expect("a period");
    let figures = Plan::new(&workspace.templates, &workspace.catalogue, quarter).figures();
    let periods: BTreeSet<Period> = figures.iter().flat_map(|(_, periods)| periods.clone()).collect();
    let measures: Vec<&Measure> = figures.iter().filter_map(|(id, _)| workspace.catalogue.get(id)).collect();
    let days = days_needed(measures, &periods.into_iter().collect::<Vec<_>>());
    (figures, days)
}

#[divan::bench]
fn read_measures() -> Catalogue {
    Catalogue::built_in().expect("the built-in files")
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn draw_the_example_council(scale: u32) -> Vec<u8> {
    snapshot_bytes(scale)
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn open_and_check(bencher: Bencher<'_, '_>, scale: u32) {
    let bytes = snapshot_bytes(scale);
    bencher
        .with_inputs(|| bytes.clone())
        .bench_values(|bytes| Snapshot::from_bytes(bytes, "bench").expect("a sound snapshot"));
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn derive(bencher: Bencher<'_, '_>, scale: u32) {
    let workspace = Workspace::read(None).expect("the built-in files");
    let (_, days) = wanted(&workspace);
    let snapshot = Snapshot::from_bytes(snapshot_bytes(scale), "bench").expect("a sound snapshot");
    bencher.bench(|| Image::build(&snapshot, &days).expect("an image"));
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn compute_all_measures_over_13_quarters(bencher: Bencher<'_, '_>, scale: u32) {
    let workspace = Workspace::read(None).expect("the built-in files");
    let (figures, days) = wanted(&workspace);
    let snapshot = Snapshot::from_bytes(snapshot_bytes(scale), "bench").expect("a sound snapshot");
    let image = Image::build(&snapshot, &days).expect("an image");
    let wanted: Vec<(&str, Vec<Period>)> =
        figures.iter().map(|(id, all)| (id.as_str(), all.clone())).collect();
    bencher.bench(|| compute(&workspace.catalogue, &wanted, &image).expect("figures"));
}

/// Every published pack of the last quarter: partners' and members' packs together.
#[divan::bench(args = [1, 10], sample_count = 10)]
fn protect_the_published_packs(bencher: Bencher<'_, '_>, scale: u32) {
    let workspace = Workspace::read(None).expect("the built-in files");
    let quarter = "2018-19-Q4".parse().expect("a period");
    let plan = Plan::new(&workspace.templates, &workspace.catalogue, quarter);
    let asked = plan.figures_with(Profile::Public);
    let all = with_comparisons(&asked, &workspace.catalogue, &workspace.targets);
    let days =
        all.iter().flat_map(|(id, periods)| days_needed(workspace.catalogue.get(id), periods)).collect();
    let snapshot = Snapshot::from_bytes(snapshot_bytes(scale), "bench").expect("a sound snapshot");
    let image = Image::build(&snapshot, &days).expect("an image");
    let wanted: Vec<(&str, Vec<Period>)> = all.iter().map(|(id, all)| (id.as_str(), all.clone())).collect();
    let measured = compute(&workspace.catalogue, &wanted, &image).expect("figures");
    let grounds = Grounds {
        catalogue: &workspace.catalogue,
        targets: &workspace.targets,
        benchmarks: Benchmarks::default(),
        on: snapshot.meta().as_at,
        asked: &asked,
    };
    let assessed = assess_on(&measured, &grounds);
    bencher.bench(|| protect(&assessed, &[], &workspace.catalogue, Profile::Public).expect("safe figures"));
}
