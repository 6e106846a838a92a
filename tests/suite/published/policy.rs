//! What a council decides of its published packs: from which count on they show one, and what partner agencies see.

use boardpack::disclosure::{Partners, Policy};
use boardpack::pack::{Block, Pack};
use boardpack::plan::Plan;
use boardpack::protect::{people, protect_by};
use boardpack::template::Profile;
use pretty_assertions::assert_eq;

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
    pairs[of("unaccompanied-asylum-seeking-children")][last] = (8, 300);
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
    let standing = [hidden("300 of 307, 98%"), hidden("8 of 308, 3%")];
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
