//! Wordings of a few children, or of one, that hold no number beside a word for children.

use super::lint::{Certainty, NUMBERS, PEOPLE, Token, YOUNG, counts, is_small};

/// Words for one child or young person; "young" goes with the one after it.
const ONE_CHILD: [&str; 18] = [
    "adolescent",
    "baby",
    "boy",
    "brother",
    "child",
    "girl",
    "infant",
    "kid",
    "leaver",
    "minor",
    "pupil",
    "seeker",
    "sibling",
    "sister",
    "student",
    "teenager",
    "toddler",
    "twin",
];

/// The same after "young".
const ONE_YOUNG: [&str; 5] = ["adult", "man", "parent", "person", "woman"];

/// What happens to few, so that whoever it happened to may be known by it.
const EVENTS: [&str; 44] = [
    "abducted",
    "abused",
    "arrested",
    "assaulted",
    "birth",
    "charged",
    "convicted",
    "custody",
    "deported",
    "detained",
    "died",
    "disappeared",
    "evicted",
    "excluded",
    "exploited",
    "expelled",
    "gang",
    "groomed",
    "homeless",
    "hospitalised",
    "imprisoned",
    "injured",
    "killed",
    "miscarriage",
    "missing",
    "murdered",
    "overdose",
    "overdosed",
    "pregnancy",
    "pregnant",
    "prison",
    "raped",
    "refuge",
    "remanded",
    "sectioned",
    "self-harm",
    "self-harmed",
    "sentenced",
    "stabbed",
    "suicide",
    "suspended",
    "trafficked",
    "trafficking",
    "violent",
];

/// Words before a child of whom nothing is told: any child, or one that may be.
const ANY: [&str; 18] = [
    "any", "could", "each", "every", "if", "may", "might", "must", "never", "no", "should", "unless",
    "until", "when", "whenever", "where", "whether", "would",
];

/// How far after a word for a few the children are.
const REACH: usize = 3;

/// Whether a word stands for a few children, or for one, and by which word beside it.
pub(super) fn few(tokens: &[Token], at: usize, k: u8) -> Option<(String, Certainty)> {
    let word = tokens[at].word.as_str();
    match word {
        "both" if k >= 2 => both(tokens, at),
        "pair" | "couple" if k >= 2 && word_at(tokens, at + 1) == "of" => {
            let (_, beside) = people_after(tokens, at)?;
            Some((beside, Certainty::Sure))
        }
        "dozen" if k >= 6 && half(tokens, at) => {
            let (_, beside) = people_after(tokens, at)?;
            Some((beside, Certainty::Sure))
        }
        "only" | "sole" | "single" => alone(tokens, at),
        _ if is_small(word, k) && counts(tokens, at) => bare(tokens, at),
        _ => one_child(tokens, at).and_then(|()| told_of(tokens, at)),
    }
}

fn word_at(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.word.as_str())
}

fn before(tokens: &[Token], at: usize, back: usize) -> &str {
    at.checked_sub(back)
        .filter(|from| !tokens[*from..at].iter().any(|one| one.ends))
        .map_or("", |from| word_at(tokens, from))
}

fn half(tokens: &[Token], at: usize) -> bool {
    before(tokens, at, 1) == "half" || before(tokens, at, 2) == "half"
}

/// The children within reach after a word, in the same sentence: where they stand, and as written.
fn people_after(tokens: &[Token], at: usize) -> Option<(usize, String)> {
    (at + 1..tokens.len()).take(REACH).take_while(|to| !tokens[at..*to].iter().any(|one| one.ends)).find_map(
        |to| {
            let young = word_at(tokens, to) == "young" && YOUNG.contains(&word_at(tokens, to + 1));
            if young {
                return Some((to + 1, format!("{} {}", tokens[to].written, tokens[to + 1].written)));
            }
            PEOPLE.contains(&word_at(tokens, to)).then(|| (to, tokens[to].written.clone()))
        },
    )
}

/// "Both girls", and not "both boys and girls", "both children and carers".
fn both(tokens: &[Token], at: usize) -> Option<(String, Certainty)> {
    let (last, beside) = people_after(tokens, at)?;
    let joined = (at..=last + 2).any(|to| ["and", "or"].contains(&word_at(tokens, to)));
    (!joined).then_some((beside, Certainty::Sure))
}

/// "The only boy", "a single child"; not "not a single child", "an only child", "only children who ask".
fn alone(tokens: &[Token], at: usize) -> Option<(String, Certainty)> {
    let child = (at + 1..=at + 2).find(|to| one_child(tokens, *to).is_some())?;
    let ends = tokens[at..child].iter().any(|one| one.ends);
    let (one, two) = (before(tokens, at, 1), before(tokens, at, 2));
    let word = word_at(tokens, at);
    let of_one = match word {
        "single" => one == "a" && two != "not",
        _ => one == "the",
    };
    let certainty = if word == "single" { Certainty::Maybe } else { Certainty::Sure };
    (of_one && !ends).then(|| (tokens[child].written.clone(), certainty))
}

/// Whether the word is one for one child.
fn one_child(tokens: &[Token], at: usize) -> Option<()> {
    let word = word_at(tokens, at);
    let young = word == "young" && ONE_YOUNG.contains(&word_at(tokens, at + 1));
    (young || ONE_CHILD.contains(&word)).then_some(())
}

/// A child of whom something is told that happens to few: "a girl of twelve is pregnant"; not "when a child goes missing".
fn told_of(tokens: &[Token], at: usize) -> Option<(String, Certainty)> {
    let article =
        (1..=3).any(|back| ["a", "another", "the", "this", "that"].contains(&before(tokens, at, back)));
    if !article || sentence_before(tokens, at).any(|word| ANY.contains(&word)) {
        return None;
    }
    let event = event_after(tokens, at)?;
    // "A child must not go missing": nobody did.
    let between = tokens[at..event].iter().any(|one| ANY.contains(&one.word.as_str()) || one.word == "not");
    (!between).then(|| (tokens[event].written.clone(), Certainty::Maybe))
}

/// A number on its own: "three of those we look after", "four were pregnant".
fn bare(tokens: &[Token], at: usize) -> Option<(String, Certainty)> {
    if tokens[at].ends {
        return None;
    }
    let (next, second) = (word_at(tokens, at + 1), word_at(tokens, at + 2));
    let of_them = next == "of" && ["those", "them", "these", "whom"].contains(&second);
    let verb = ["are", "had", "have", "is", "has", "was", "went", "were"].contains(&next);
    let event = event_after(tokens, at);
    if of_them {
        return Some((format!("{next} {second}"), Certainty::Maybe));
    }
    // "One is that ..." counts nobody, unless something happened.
    let several = !["one", "1"].contains(&word_at(tokens, at));
    match event {
        Some(event) if verb => Some((tokens[event].written.clone(), Certainty::Maybe)),
        _ if verb && several && !is_listed(tokens, at) => Some((next.to_owned(), Certainty::Maybe)),
        _ => None,
    }
}

/// Whether a number is the end of another thing's name: "priorities two and three are".
fn is_listed(tokens: &[Token], at: usize) -> bool {
    let number = |word: &str| NUMBERS.contains(&word) || word.parse::<u64>().is_ok();
    ["and", "to"].contains(&before(tokens, at, 1)) && number(before(tokens, at, 2))
}

/// The words of the sentence before a word.
fn sentence_before(tokens: &[Token], at: usize) -> impl Iterator<Item = &str> {
    tokens[..at].iter().rev().take_while(|one| !one.ends).map(|one| one.word.as_str())
}

/// The first word after another, in the same sentence, for what happens to few.
fn event_after(tokens: &[Token], at: usize) -> Option<usize> {
    (at + 1..tokens.len())
        .take_while(|to| !tokens[at..*to].iter().any(|one| one.ends))
        .find(|to| EVENTS.contains(&tokens[*to].word.as_str()))
}
