//! Plain words: shares in words, syllables, the lint.

use boardpack::plain::{FEWEST, Fault, Passage, lint, portion, syllables};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

fn words(met: u64, of: u64) -> String {
    portion(met, of, FEWEST).expect("a share").words
}

#[test]
fn shares_are_told_as_the_handbook_says() {
    let told = [
        ((3, 20), "about 15 in 100"),
        ((75, 100), "3 in 4"),
        ((74, 100), "about 3 in 4"),
        ((72, 100), "about 7 in 10"),
        ((93, 115), "about 4 in 5"),
        ((65, 110), "about 3 in 5"),
        ((74, 116), "about 64 in 100"),
        ((50, 348), "about 14 in 100"),
        ((33, 348), "about 1 in 10"),
        ((119, 211), "about 56 in 100"),
        ((348, 348), "all"),
        ((0, 348), "none"),
        ((1, 348), "fewer than 1 in 100"),
        ((347, 348), "more than 99 in 100"),
        ((12, 19), "most"),
        ((9, 19), "about half"),
        ((6, 19), "some"),
        ((19, 19), "all"),
        ((0, 6), "none"),
    ];
    for ((met, of), expected) in told {
        assert_eq!(words(met, of), expected, "{met} of {of}");
    }
    assert_eq!(portion(0, 0, FEWEST), None);
    assert_eq!(portion(2, 1, FEWEST), None);
}

/// A share as its words mean it, and whether they are exact; by the words alone.
fn meant(words: &str) -> Option<(f64, bool)> {
    let (about, fraction) = match words.strip_prefix("about ") {
        Some(fraction) => (true, fraction),
        None => (false, words),
    };
    let (part, of) = fraction.split_once(" in ")?;
    Some((part.parse::<f64>().ok()? / of.parse::<f64>().ok()?, !about))
}

proptest! {
    #[test]
    fn words_are_close_to_their_share_and_all_means_all((met, of) in (1_u64..3000).prop_flat_map(|of| (0..=of, Just(of)))) {
        let told = portion(met, of, FEWEST).expect("a share");
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let share = met as f64 / of as f64;
        prop_assert_eq!(told.words == "all", met == of);
        prop_assert_eq!(told.words == "none", met == 0);
        match told.words.as_str() {
            "all" | "none" => {}
            "most" => prop_assert!(of < FEWEST && share > 0.6),
            "some" => prop_assert!(of < FEWEST && share < 0.4),
            "about half" => prop_assert!(of < FEWEST && (0.4..=0.6).contains(&share)),
            "fewer than 1 in 100" => prop_assert!(share < 0.005),
            "more than 99 in 100" => prop_assert!(share >= 0.995),
            words => {
                let (meant, exact) = meant(words).expect("a fraction");
                let hundredths = words.ends_with(" in 100");
                let within = if exact { 1e-12 } else if hundredths { 0.005 } else { 0.025 };
                prop_assert!((meant - share).abs() <= within + 1e-12, "{} for {}", words, share);
                prop_assert!(meant > 0.0 && meant < 1.0);
                // Hundredths only where no easier fraction is near; and no easier one is nearer.
                for d in [2.0, 3.0, 4.0, 5.0, 10.0] {
                    let nearest = ((share * d).round() / d).clamp(1.0 / d, 1.0 - 1.0 / d);
                    let away = (nearest - share).abs();
                    prop_assert!(
                        if hundredths { away > 0.025 - 1e-12 } else { away >= (meant - share).abs() - 1e-12 },
                        "{} for {}, and {} of {}", words, share, nearest * d, d
                    );
                }
                prop_assert!(of >= FEWEST);
            }
        }
        // A picture shows what the words say.
        if let (Some((filled, figures)), Some((meant, _))) = (told.picture, meant(&told.words)) {
            prop_assert!((f64::from(filled) / f64::from(figures) - meant).abs() < 1e-12);
        }
    }
}

#[test]
fn syllables_of_words_of_the_packs() {
    let known = [
        (
            1,
            "care lives homes looked plan asked school change changed friends while through months aged times",
        ),
        (
            2,
            "children people worker carers listen leavers foster table placed wanted visit review pledge's doctor",
        ),
        (3, "adviser important suitable area family reliable's computer allowance everyone"),
        (4, "education information university's responsible society"),
    ];
    let mut wrong = Vec::new();
    for (number, words) in known {
        for word in words.split(' ') {
            let found = syllables(word);
            if found != number {
                wrong.push(format!("{word}: {found}, not {number}"));
            }
        }
    }
    // What the count's own words promise: about one in ten.
    assert!(wrong.len() <= 5, "{wrong:?}");
    assert_eq!(syllables("2019"), 1);
    assert_eq!(syllables(""), 1);
}

fn faults(words: &str, explained: &[&str]) -> Vec<Fault> {
    let passage = Passage { place: "Here".to_owned(), words: words.to_owned() };
    lint(&[passage], explained).faults.into_iter().map(|(_, fault)| fault).collect()
}

#[test]
fn the_lint_finds_long_sentences_words_to_avoid_and_what_is_not_explained() {
    let fourteen = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    assert_eq!(faults(&format!("{fourteen}. {fourteen}?"), &[]), []);
    assert!(matches!(
        faults(&format!("{fourteen} fifteen."), &[]).as_slice(),
        [Fault::LongSentence { words: 15, .. }]
    ));
    let said = |words: &str| faults(words, &[]).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        said("Your placement is near your siblings."),
        [
            "\"placement\" is not a word for young people: where you live",
            "\"siblings\" is not a word for young people: brothers and sisters"
        ]
    );
    assert_eq!(
        said("You may be NEET."),
        [
            "\"neet\" is not a word for young people: not in school, college or work",
            "\"NEET\" is not explained"
        ]
    );
    assert_eq!(said("We know that misplacement is hard."), Vec::<String>::new());
    assert_eq!(said("See your GP."), ["\"GP\" is not explained"]);
    assert_eq!(faults("See your GPs.", &["GP"]), []);
    assert_eq!(
        said("A multidisciplinary meeting."),
        ["\"multidisciplinary\" is a hard word that is not explained"]
    );
    assert_eq!(faults("You have education at university.", &[]), []);
}

#[test]
fn the_figures_of_a_text_are_those_of_the_formula() {
    // 5 words, 6 syllables; 3 words, 3 syllables.
    let report =
        lint(&[Passage { place: String::new(), words: "The cat sat on tables. We like it".to_owned() }], &[]);
    assert_eq!((report.sentences, report.words, report.syllables, report.longest), (2, 8, 9, 5));
    let expected = 0.39 * 4.0 + 11.8 * 9.0 / 8.0 - 15.59;
    assert!((report.grade() - expected).abs() < 1e-9);
    assert_eq!(report.figures(), "2 sentences, 8 words, longest sentence 5 words, reading grade -0.8");
    assert!(lint(&[], &[]).grade().abs() < f64::EPSILON);
}
