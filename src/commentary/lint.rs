//! Literal small numbers beside words for children and young people.
//!
//! "Two girls went missing" names two girls to whoever knows the school. A figure in a text is a placeholder, which is
//! hidden where it must be; a number that its author typed is not. This finds them, in digits and in words, and leaves
//! alone what is plainly no count of people: years of age, days, priorities, "three or more". Other wordings of a few,
//! and of one, are in `phrases`.

use std::ops::Range;

use super::model::{Piece, Words};
use super::phrases;

/// How sure it is that a wording counts children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It does: "two girls", "both girls", "the only boy". An error in a published text.
    Sure,
    /// It may: "four were pregnant", "a girl was arrested". A warning.
    Maybe,
}

/// A small number of children, or a wording that says as much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallNumber {
    /// The number, or the word that stands for one, as it is written.
    pub number: String,
    /// The word beside it that makes it one of people.
    pub beside: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// Where the number stands.
    pub span: Range<usize>,
}

/// Numbers in words, from one on.
pub(super) const NUMBERS: [&str; 9] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Words for children and young people; "young" goes with the one after it, and "care" with "leavers".
pub(super) const PEOPLE: [&str; 36] = [
    "adolescent",
    "adolescents",
    "babies",
    "baby",
    "boy",
    "boys",
    "brother",
    "brothers",
    "child",
    "children",
    "girl",
    "girls",
    "infant",
    "infants",
    "kid",
    "kids",
    "leaver",
    "leavers",
    "minor",
    "minors",
    "pupil",
    "pupils",
    "seeker",
    "seekers",
    "sibling",
    "siblings",
    "sister",
    "sisters",
    "student",
    "students",
    "teenager",
    "teenagers",
    "toddler",
    "toddlers",
    "twin",
    "twins",
];

/// Words that make people of "young" before them.
pub(super) const YOUNG: [&str; 10] =
    ["adult", "adults", "man", "men", "parent", "parents", "people", "person", "woman", "women"];

/// Words after a number that say it counts something else.
const UNITS: [&str; 39] = [
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "hour",
    "hours",
    "minute",
    "minutes",
    "term",
    "terms",
    "quarter",
    "quarters",
    "time",
    "times",
    "mile",
    "miles",
    "pound",
    "pounds",
    "percent",
    "per",
    "points",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "another",
    "measures",
];

/// Words before a number that say it is a name or an age.
const LABELS: [&str; 24] = [
    "priority",
    "priorities",
    "year",
    "years",
    "aged",
    "age",
    "ages",
    "under",
    "over",
    "quarter",
    "stage",
    "level",
    "grade",
    "part",
    "section",
    "page",
    "table",
    "chart",
    "volume",
    "appendix",
    "step",
    "phase",
    "form",
    "action",
];

/// Words before "one" that make no count of it.
const NOT_ONE: [&str; 7] = ["no", "any", "every", "each", "some", "least", "this"];

/// How many words after a number, and before it, a word for children is looked for.
const REACH: (usize, usize) = (5, 4);

/// A word of a text.
pub(super) struct Token {
    /// In small letters, without a genitive's ending; empty for a figure that a placeholder makes.
    pub(super) word: String,
    pub(super) written: String,
    pub(super) span: Range<usize>,
    /// Whether a sentence or a clause ends after it.
    pub(super) ends: bool,
}

/// The numbers from 1 to `k` of a plain text, as bytes in it; `k` is at most 9.
pub fn small_numbers(text: &str, k: u8) -> Vec<SmallNumber> {
    let mut tokens = Vec::new();
    split(text, &(0..text.len()), &mut tokens);
    found(&tokens, k)
}

/// The numbers from 1 to `k` of a running text, as bytes in its file; what a placeholder prints is none.
pub fn small_numbers_in(words: &Words, k: u8) -> Vec<SmallNumber> {
    let mut tokens = Vec::new();
    for piece in &words.pieces {
        match piece {
            Piece::Text(text, span) | Piece::Strong(text, span) => split(text, span, &mut tokens),
            Piece::Web { text, .. } => split(text, &words.span, &mut tokens),
            Piece::Figure(placeholder) => tokens.push(Token {
                word: String::new(),
                written: String::new(),
                span: placeholder.span.clone(),
                ends: false,
            }),
        }
    }
    found(&tokens, k)
}

/// The words of a text that stands at these bytes.
fn split(text: &str, at: &Range<usize>, tokens: &mut Vec<Token>) {
    let between = |c: char| c.is_whitespace() || "/()[]\"“”‘—–…".contains(c);
    let mut rest = 0;
    for word in text.split(between) {
        let start = rest;
        rest = start + word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        let bare = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*']);
        if bare.is_empty() {
            if let Some(last) = tokens.last_mut().filter(|_| word.contains(['.', ';', '!', '?'])) {
                last.ends = true;
            }
            continue;
        }
        let lower = bare.to_lowercase();
        let stem = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower);
        // Words with a backslash or an entity have no place of their own.
        let exact = at.len() == text.len();
        tokens.push(Token {
            word: stem.to_owned(),
            written: bare.to_owned(),
            span: if exact { at.start + start..at.start + start + bare.len() } else { at.clone() },
            ends: word[bare.len()..].contains(['.', ';', '!', '?']),
        });
    }
}

fn found(tokens: &[Token], k: u8) -> Vec<SmallNumber> {
    (0..tokens.len())
        .filter_map(|at| {
            let numbered = || {
                let small = is_small(&tokens[at].word, k) && counts(tokens, at);
                small.then(|| beside(tokens, at)).flatten().map(|beside| (beside, Certainty::Sure))
            };
            let (beside, certainty) = numbered().or_else(|| phrases::few(tokens, at, k))?;
            let token = &tokens[at];
            Some(SmallNumber { number: token.written.clone(), beside, certainty, span: token.span.clone() })
        })
        .collect()
}

/// From 1 to the greatest count that is hidden.
pub(super) fn is_small(word: &str, k: u8) -> bool {
    let number = word.parse().ok().or_else(|| {
        let at = NUMBERS.iter().position(|number| *number == word)?;
        u64::try_from(at + 1).ok()
    });
    number.is_some_and(|number| (1..=u64::from(k)).contains(&number))
}

/// Whether a number may be a count of people.
pub(super) fn counts(tokens: &[Token], at: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str());
    let is_number = |word: &str| word.parse::<u64>().is_ok() || NUMBERS.contains(&word);
    let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
    let (second_before, second_after) = (word(at.checked_sub(2)), word(Some(at + 2)));
    let unit = UNITS.contains(&after) && !tokens[at].ends;
    let or_more = after == "or" && second_after == "more";
    // "One in four", "one to one".
    let rate = ["in", "to"].contains(&after) && is_number(second_after)
        || ["in", "to"].contains(&before) && is_number(second_before);
    let one = tokens[at].word == "one" && NOT_ONE.contains(&before);
    !(unit || or_more || rate || one || LABELS.contains(&before))
}

/// The nearest word for children in the same clause, after the number or before it.
fn beside(tokens: &[Token], at: usize) -> Option<String> {
    let after =
        (at + 1..tokens.len()).take(REACH.0).take_while(|to| !tokens[at..*to].iter().any(|one| one.ends));
    let before = (0..at).rev().take(REACH.1).take_while(|from| !tokens[*from..at].iter().any(|one| one.ends));
    after.chain(before).find_map(|at| {
        let word = tokens[at].word.as_str();
        let next = tokens.get(at + 1);
        match next {
            Some(next) if word == "young" && YOUNG.contains(&next.word.as_str()) => {
                Some(format!("{} {}", tokens[at].written, next.written))
            }
            _ => PEOPLE.contains(&word).then(|| tokens[at].written.clone()),
        }
    })
}
