//! Every published pack of the example: other hidden counts of the same classes give the same folder, byte by byte.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use boardpack::compute::Measured;
use boardpack::diagnostic::Source;
use boardpack::disclosure::Policy;
use boardpack::protect::Publishable;
use boardpack::template::{Template, TemplateFile};

use super::book::Book;
use super::limits::Limits;
use super::moves::{Moved, moved, shuffle};
use crate::published::example::{Assembled, PackSet, workspace};

/// The example's own packs as they are.
struct AsTheyAre {
    set: PackSet<'static>,
    measured: Measured,
    figures: Publishable,
    packs: Vec<Assembled>,
    files: BTreeMap<String, Vec<u8>>,
}

/// The files of the folder that a build of the example's published packs alone writes.
pub(crate) fn files_of_the_example() -> &'static BTreeMap<String, Vec<u8>> {
    &as_they_are().files
}

fn as_they_are() -> &'static AsTheyAre {
    static MADE: OnceLock<AsTheyAre> = OnceLock::new();
    MADE.get_or_init(|| {
        let set = PackSet::of(&workspace().templates, workspace().disclosure);
        let measured = set.measured();
        let figures = set.released(&measured, &[]);
        let packs = set.packs(&figures);
        let files = set.folder(&packs, "the hash of a snapshot");
        AsTheyAre { set, measured, figures, packs, files }
    })
}

/// Other hidden counts of the same classes.
fn other(set: &PackSet<'_>, measured: &Measured, figures: &Publishable, seed: u64) -> (Measured, Moved) {
    let ids: BTreeSet<String> = set.asked.iter().map(|(id, _)| id.clone()).collect();
    let catalogue = &workspace().catalogue;
    let first = Book::of(catalogue, measured, &ids);
    let limits = Limits::of(&first, figures, &set.asked, set.policy.k());
    let mut book = Book::of(catalogue, measured, &ids);
    shuffle(&mut book, &limits, seed, 40);
    (book.measured(measured), moved(&book, &first, &limits))
}

/// Every figure is released alike, with the same notes.
pub(super) fn assert_alike(one: &Publishable, two: &Publishable, seed: u64) {
    assert_eq!(one.figures().count(), two.figures().count());
    for (one, two) in one.figures().zip(two.figures()) {
        assert!(one == two, "seed {seed}: {one:#?} is now {two:#?}");
    }
    for (one, two) in one.breakdowns().iter().zip(two.breakdowns()) {
        assert!(one == two, "seed {seed}: {one:#?} is now {two:#?}");
    }
    assert_eq!(one.notes(), two.notes());
}

#[test]
fn other_hidden_counts_give_the_same_folder() {
    let AsTheyAre { set, measured, figures, packs, files } = as_they_are();
    for seed in 1..=2 {
        let (other, moved) = other(set, measured, figures, seed);
        assert!(moved.moved >= 30 && moved.measures.len() >= 8, "too few moved: {moved:#?}");
        let swapped = set.released(&other, &[]);
        assert_alike(figures, &swapped, seed);
        let again = set.packs(&swapped);
        assert!(*packs == again, "seed {seed}");
        if seed == 1 {
            let folder = set.folder(&again, "the hash of another snapshot");
            assert_eq!(folder.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
            for (name, bytes) in files {
                assert!(folder[name] == *bytes, "{name} is another");
            }
        }
    }
}

#[test]
#[ignore = "takes minutes: cargo test --test suite every_pack -- --ignored"]
fn many_other_hidden_counts_are_released_alike_under_every_k() {
    for k in 5..=9 {
        let policy = Policy::new(k, workspace().disclosure.partners).expect("a policy");
        let set = PackSet::of(&workspace().templates, policy);
        let measured = set.measured();
        let figures = set.released(&measured, &[]);
        for seed in 1..=10 {
            let (other, moved) = other(&set, &measured, &figures, seed);
            assert!(moved.moved >= 30, "too few moved: {moved:#?}");
            assert_alike(&figures, &set.released(&other, &[]), seed);
        }
    }
}

/// Public packs of a quarter, a half-year and a year in which every measure stands.
fn of_everything() -> Vec<Template> {
    let file = |period: &str| {
        let text = format!(
            "title = \"Every measure\"\naudience = \"Anybody\"\npurpose = \"All there is.\"\nprofile = \"public\"\n\
             calendar = \"every-quarter\"\nperiod = \"{period}\"\nhistory = 5\n\n[[block]]\nkind = \"cover\"\n\n\
             [[block]]\nkind = \"section\"\ntitle = \"Figures\"\n\
             select = {{ tier = [\"core\", \"standard\", \"detail\"] }}\n"
        );
        TemplateFile {
            id: format!("every-{period}"),
            source: Source::new(format!("every-{period}.toml"), text),
        }
    };
    let files = ["quarter", "half-year", "year"].map(file);
    let read = boardpack::template::read(&files, &workspace().catalogue);
    read.unwrap_or_else(|faults| panic!("{}", faults.render(false)))
}

#[test]
#[ignore = "takes minutes: cargo test --test suite every_pack -- --ignored"]
fn other_hidden_counts_of_every_measure_are_released_alike() {
    let templates = of_everything();
    for k in [5, 8] {
        let policy = Policy::new(k, workspace().disclosure.partners).expect("a policy");
        let set = PackSet::of(workspace().templates.iter().chain(&templates), policy);
        let measured = set.measured();
        let figures = set.released(&measured, &[]);
        for seed in 1..=5 {
            let (other, moved) = other(&set, &measured, &figures, seed);
            assert!(moved.moved >= 450 && moved.measures.len() >= 45, "too few moved: {moved:#?}");
            assert_alike(&figures, &set.released(&other, &[]), seed);
        }
    }
}
