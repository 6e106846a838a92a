//! What a council decides of its published packs: from which count on they show one, and what partner agencies see.

use boardpack::benchmark::Benchmarks;
use boardpack::disclosure::{Partners, Policy};
use boardpack::ledger::Reported;
use boardpack::pack::{Block, Pack};
use boardpack::plan::Plan;
use boardpack::protect::{Earlier, people, protect_after, protect_by};
use boardpack::scrutiny::scrutinise;
use boardpack::template::{Profile, Template};
use pretty_assertions::assert_eq;

use super::restated::publish;
use super::{MEASURES, assessed, measured, packs, public, quarter, quarters};

fn policy(k: u8, partners: Partners) -> Policy {
    Policy::new(k, partners).expect("a policy")
}

/// What is said of figures at a `k` and of partners in the key of the first pack's definitions.
fn key(packs: &[Pack]) -> Vec<String> {
    let tables = packs[0].document.iter().flat_map(Block::leaves).filter_map(|block| match block {
        Block::Table(table) if table.caption == "Symbols in place of a figure" => Some(table.notes.clone()),
        _ => None,
    });
    tables.flatten().skip(1).collect()
}

#[test]
fn a_council_may_hide_more_and_share_all_with_its_partners() {
    let (catalogue, templates) = public();
    let plan = Plan::new(&templates, &catalogue, quarter());
    let mut pairs = vec![vec![(60, 20); 20]; MEASURES.len()];
    let last = quarters().len() - 1;
    let of = |id: &str| MEASURES.iter().position(|one| *one == id).expect("of the list");
    pairs[of("allocated-social-worker")][last] = (300, 7);
    pairs[of("unaccompanied-asylum-seeking-children")][last] = (8, 312);
    let measured = measured(&catalogue, &plan, &pairs);
    let assessed = assessed(&catalogue, &plan, &measured);
    let released = |profile: Profile, policy: Policy| {
        let figures =
            protect_by(&assessed, &[], &catalogue, (profile, policy)).expect("figures that are safe");
        let shown = ["allocated-social-worker", "unaccompanied-asylum-seeking-children"].map(|id| {
            let figure = figures.figure(id, quarter()).expect("a figure");
            (figure.long.clone(), figure.tally.is_some())
        });
        (shown, figures.hidden_to(), key(&packs(&catalogue, &plan, &figures)))
    };
    let hidden = |words: &str| (words.to_owned(), false);
    let standing = [hidden("300 of 307, 98%"), hidden("8 of 320, 3%")];
    let (shown, to, key) = released(Profile::Public, Policy::default());
    assert_eq!((shown, to), (standing.clone(), Some(5)));
    assert_eq!(key, ["Counts from 1 to 5 are not shown, to partner agencies or to the public."]);
    // At 7 the seven without are hidden, and at 8 the eight children.
    let seven = [hidden("nearly all: 7 or fewer without"), standing[1].clone()];
    assert_eq!(released(Profile::Public, policy(7, Partners::Suppressed)).0, seven);
    assert_eq!(released(Profile::Partners, policy(7, Partners::Suppressed)).0, seven);
    let eight = [hidden("nearly all: 8 or fewer without"), hidden("[c]")];
    assert_eq!(released(Profile::Public, policy(8, Partners::Open)).0, eight);
    let (shown, to, key) = released(Profile::Partners, policy(8, Partners::Open));
    assert_eq!((shown, to), (standing.map(|(words, _)| (words, true)), None));
    assert_eq!(
        key,
        [
            "Every figure is shown, under the council's agreement to share with its partner agencies: not to be passed on."
        ]
    );
    assert_eq!(released(Profile::Internal, policy(8, Partners::Open)).2, Vec::<String>::new());
    let measure = catalogue.get(MEASURES[0]).expect("a measure");
    let behind = people(&measured, measure, quarter(), Profile::Partners).expect_err("for the council alone");
    assert!(behind.to_string().ends_with("not for partners"), "{behind}");
}

#[test]
fn a_k_below_5_or_above_9_is_no_policy() {
    for (k, known) in [(0, false), (4, false), (5, true), (9, true), (10, false)] {
        assert_eq!(Policy::new(k, Partners::Open).map(Policy::k), known.then_some(k));
    }
}

#[test]
fn what_partners_see_under_an_agreement_is_not_published() {
    let (catalogue, templates) = public();
    let plan = Plan::new(&templates, &catalogue, quarter());
    let mut pairs = vec![vec![(60, 20); 20]; MEASURES.len()];
    let of = |id: &str| MEASURES.iter().position(|one| *one == id).expect("of the list");
    pairs[of("unaccompanied-asylum-seeking-children")][quarters().len() - 1] = (3, 300);
    let measured = measured(&catalogue, &plan, &pairs);
    let assessed = assessed(&catalogue, &plan, &measured);
    let open = policy(5, Partners::Open);
    let partners = protect_by(&assessed, &[], &catalogue, (Profile::Partners, open)).expect("every figure");
    let mut theirs = plan.clone();
    let agreed: Vec<Template> = templates
        .iter()
        .map(|template| Template { profile: Profile::Partners, ..template.clone() })
        .collect();
    for (pack, template) in theirs.packs.iter_mut().zip(&agreed) {
        pack.template = template;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (written, ledger) = publish(folder.path(), &theirs, &partners, "2019-05-05");
    let shown = |profile: Profile, reported: &Reported| {
        let earlier = Earlier { reported: Some(reported), policy: open, ..Earlier::default() };
        let figures =
            protect_after(&assessed, &[], &catalogue, profile, &earlier).expect("figures that are safe");
        figures.figure("unaccompanied-asylum-seeking-children", quarter()).expect("a figure").long.clone()
    };
    assert_eq!(shown(Profile::Public, &Reported::to(Profile::Public, &ledger)), "[c]");
    assert_eq!(shown(Profile::Partners, &Reported::seen_by(Profile::Partners, &ledger)), "3 of 303, 1%");
    // Nor is it anything that an audit of what is published looks at.
    let findings = scrutinise(&[written], Some(&ledger), (&catalogue, Benchmarks::default()), None);
    assert_eq!((findings.packs, findings.figures), (0, 0));
}

#[test]
fn partners_and_the_public_have_one_set_of_figures() {
    let (catalogue, templates) = public();
    let plan = Plan::new(&templates, &catalogue, quarter());
    let mut pairs = vec![vec![(60, 20); 20]; MEASURES.len()];
    for (at, pairs) in pairs.iter_mut().enumerate() {
        pairs[quarters().len() - 1 - at % 4] = (3, 40);
    }
    let measured = measured(&catalogue, &plan, &pairs);
    let assessed = assessed(&catalogue, &plan, &measured);
    let all = [Partners::Suppressed, Partners::Open].map(|partners| {
        [Profile::Partners, Profile::Public, Profile::Internal].map(|profile| {
            protect_by(&assessed, &[], &catalogue, (profile, policy(5, partners))).expect("figures")
        })
    });
    let [[partners, public, internal], [open, alone, _]] = &all;
    let same = partners.also_for(Profile::Public).expect("the same");
    assert_eq!(same.profile(), Profile::Public);
    assert!(same.figures().eq(public.figures()), "what is hidden in one is hidden in the other");
    assert!(public.figures().any(|figure| figure.confidential), "something is hidden");
    for (seen, by) in [(open, Profile::Public), (alone, Profile::Partners), (internal, Profile::Public)] {
        assert!(seen.also_for(by).is_none(), "{:?} for {by:?}", seen.profile());
    }
}
