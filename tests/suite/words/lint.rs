//! Small numbers beside words for children.

use boardpack::commentary::{Certainty, small_numbers, small_numbers_in};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::read;

/// Number and word of each finding, as they are written.
fn found(text: &str) -> Vec<(String, String)> {
    small_numbers(text, 5).into_iter().map(|one| (one.number, one.beside)).collect()
}

#[test]
fn small_numbers_of_children_are_found() {
    for (text, number, beside) in [
        ("Two girls went missing.", "Two", "girls"),
        ("We wrote to 3 children.", "3", "children"),
        ("3 of the 40 care leavers moved.", "3", "leavers"),
        ("One young person is waiting.", "One", "young person"),
        ("Of the children, 4 were not seen.", "4", "children"),
        ("the five siblings' home", "five", "siblings"),
        ("(2 boys)", "2", "boys"),
        ("A sister and **two** brothers", "two", "brothers"),
        ("only 1 child’s plan", "1", "child’s"),
        ("children: 5", "5", "children"),
    ] {
        let text = text.replace("**", "");
        assert_eq!(found(&text), [(number.to_owned(), beside.to_owned())], "{text}");
    }
}

#[test]
fn other_numbers_are_left_alone() {
    for text in [
        "Six girls went missing, and 12 boys.",
        "Nobody was left, 0 children.",
        "Children aged 5 were seen.",
        "Children under 5 were seen.",
        "Every child in Year 4 reads.",
        "Children wait two weeks for it.",
        "Children with three or more homes in a year.",
        "One in four children says so.",
        "At least one adult whom the child trusts.",
        "No one asked the child.",
        "Priority 3: children have a story.",
        "On 3 March the children met.",
        "The children met. Two managers came.",
        "4% of children",
        "Two meetings were held with every member of the council's staff before children were asked.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn other_wordings_of_a_few_children_are_found() {
    use Certainty::{Maybe, Sure};
    for (text, number, beside, certainty) in [
        ("Both girls who went missing are back.", "Both", "girls", Sure),
        ("The only boy in custody is visited.", "only", "boy", Sure),
        ("A pair of brothers waits.", "pair", "brothers", Sure),
        ("A couple of children wait.", "couple", "children", Sure),
        ("A single child was arrested.", "single", "child", Maybe),
        ("A girl of twelve is pregnant.", "girl", "pregnant", Maybe),
        ("A young person was arrested in May.", "young", "arrested", Maybe),
        ("The care leaver who died was known to us.", "leaver", "died", Maybe),
        ("Three of those we look after were arrested.", "Three", "of those", Maybe),
        ("Four were pregnant.", "Four", "pregnant", Maybe),
        ("Others waited, and 3 are waiting still.", "3", "are", Maybe),
    ] {
        let first = small_numbers(text, 5).into_iter().next().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (first.number.as_str(), first.beside.as_str(), first.certainty),
            (number, beside, certainty),
            "{text}"
        );
    }
    assert_eq!(small_numbers("Half a dozen children wait.", 6)[0].number, "dozen");
    assert_eq!(small_numbers("Half a dozen children wait.", 5), []);
}

#[test]
fn wordings_of_no_few_children_are_left_alone() {
    for text in [
        "Both boys and girls are asked.",
        "Both strategies say so.",
        "Both children and carers were asked.",
        "Only children who ask are counted.",
        "Not a single child was left out.",
        "When a child goes missing, somebody asks why.",
        "A child should never be homeless.",
        "Every child who is missing is looked for.",
        "A pair of strategies for all children.",
        "The child's voice is heard in every review.",
        "One is that school ends in July.",
        "The measures of priorities two and three are better.",
        "Six were pregnant.",
        "Two colleges are ready.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_finding_is_marked_where_it_stands_in_the_file() {
    let (commentary, faults) = read(
        "CLA-1",
        "## What needs to happen\n\nÜber {{seen-on-time}} we speak elsewhere; **two girls** wait.\n\n- Ask 3 boys.\n",
    );
    assert!(faults.is_empty(), "{}", faults.render(false));
    let note = commentary.notes().next().expect("a text");
    let marked: Vec<&str> = note
        .words()
        .flat_map(|words| small_numbers_in(words, 5))
        .map(|one| &note.source.text[one.span])
        .collect();
    assert_eq!(marked, ["two", "3"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_found_without_a_small_number_and_a_word_for_children(text in r"[a-z ,.]{0,12}( (children|girls|boys|6|17|many))?[ ,.a-z]{0,20}") {
        let words: Vec<&str> = text.split([' ', ',', '.']).collect();
        prop_assume!(!words.iter().any(|word| ["one", "two", "three", "four", "five"].contains(word)));
        prop_assert_eq!(found(&text), vec![]);
    }

    #[test]
    fn every_finding_is_a_number_of_the_text(text in any::<String>()) {
        for one in small_numbers(&text, 5) {
            prop_assert_eq!(&text[one.span], one.number.as_str());
        }
    }

    #[test]
    fn a_small_number_just_before_children_is_always_found(before in "[a-z]{3,8}", number in 1_u32..=9, who in prop::sample::select(vec!["children", "girls", "care leavers", "young people"])) {
        let text = format!("Of {before}s we saw that {number} {who} wait.");
        for k in 5..=9 {
            prop_assert_eq!(!small_numbers(&text, k).is_empty(), number <= u32::from(k), "{}", text);
        }
    }
}
