//! How plain a text is, in figures, and what in it is not.

use std::fmt;

use super::syllables::syllables;
use super::vocabulary::{AVOIDED, FAMILIAR};

/// The most words that a sentence may have: fewer than 15.
pub const MOST_WORDS: usize = 14;
/// The highest reading grade of a whole text: that of children of 11 or 12.
pub const HARDEST_GRADE: f64 = 6.0;
/// Syllables from which on a word has to be explained.
const HARD: usize = 4;

/// A paragraph, a heading or a point of a list, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The heading above it, or the field of a file.
    pub place: String,
    /// Its words.
    pub words: String,
}

/// Something that is not plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A sentence with more than [`MOST_WORDS`] words.
    LongSentence {
        /// How many it has.
        words: usize,
        /// The sentence.
        sentence: String,
    },
    /// A word or phrase that is not said to young people.
    Avoided {
        /// As it stands.
        word: &'static str,
        /// What to say.
        say: &'static str,
    },
    /// Capital letters that nothing explains.
    Acronym(String),
    /// A long word that nothing explains.
    HardWord(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LongSentence { words, sentence } => {
                write!(f, "a sentence of {words} words, the most is {MOST_WORDS}: \"{sentence}\"")
            }
            Self::Avoided { word, say } => write!(f, "\"{word}\" is not a word for young people: {say}"),
            Self::Acronym(word) => write!(f, "\"{word}\" is not explained"),
            Self::HardWord(word) => write!(f, "\"{word}\" is a hard word that is not explained"),
        }
    }
}

/// The figures of a text and its faults, each with its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// How many sentences.
    pub sentences: usize,
    /// How many words.
    pub words: usize,
    /// How many syllables.
    pub syllables: usize,
    /// Words of the longest sentence.
    pub longest: usize,
    /// The faults, in the order of the text.
    pub faults: Vec<(String, Fault)>,
}

impl Report {
    /// The reading grade: 0.39 x words a sentence + 11.8 x syllables a word - 15.59; 0 for no text.
    ///
    /// Flesch and Kincaid's formula of 1975 for school years of the United States; an English school year is one more.
    /// It knows short words and short sentences alone, not whether they make sense.
    pub fn grade(&self) -> f64 {
        if self.sentences == 0 || self.words == 0 {
            return 0.0;
        }
        let ratio = |a: usize, b: usize| number(a) / number(b);
        0.39 * ratio(self.words, self.sentences) + 11.8 * ratio(self.syllables, self.words) - 15.59
    }

    /// In a line: sentences, words, the longest sentence, the grade.
    pub fn figures(&self) -> String {
        format!(
            "{} sentences, {} words, longest sentence {} words, reading grade {:.1}",
            self.sentences,
            self.words,
            self.longest,
            self.grade()
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "a text has far fewer than 2^53 words")]
fn number(count: usize) -> f64 {
    count as f64
}

/// Looks at passages; `explained` are the words and phrases that the text explains elsewhere.
pub fn lint(passages: &[Passage], explained: &[&str]) -> Report {
    let known: Vec<String> =
        explained.iter().flat_map(|term| words_of(term)).map(|word| stem(&word.to_lowercase())).collect();
    let mut report = Report::default();
    for passage in passages {
        let mut faults = Vec::new();
        for sentence in sentences(&passage.words) {
            let words = words_of(sentence);
            if words.is_empty() {
                continue;
            }
            report.sentences += 1;
            report.words += words.len();
            report.syllables += words.iter().map(|word| syllables(word)).sum::<usize>();
            report.longest = report.longest.max(words.len());
            if words.len() > MOST_WORDS {
                faults.push(Fault::LongSentence { words: words.len(), sentence: sentence.to_owned() });
            }
            faults.extend(avoided(&words));
            for word in &words {
                let unexplained = !known.contains(&stem(&word.to_lowercase()));
                if is_acronym(word) && unexplained {
                    faults.push(Fault::Acronym((*word).to_owned()));
                } else if syllables(word) >= HARD && unexplained && !is_familiar(word) {
                    faults.push(Fault::HardWord((*word).to_owned()));
                }
            }
        }
        faults.dedup();
        report.faults.extend(faults.into_iter().map(|fault| (passage.place.clone(), fault)));
    }
    report
}

/// Words and phrases that are not said to young people.
fn avoided(words: &[&str]) -> Vec<Fault> {
    let joined = format!(" {} ", words.join(" ").to_lowercase());
    AVOIDED
        .into_iter()
        .filter(|(word, _)| joined.contains(&format!(" {word} ")))
        .map(|(word, say)| Fault::Avoided { word, say })
        .collect()
}

/// Two capital letters and more, with or without small ones: "GP", "PEPs", "LinCC".
fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.contains('-')
}

fn is_familiar(word: &str) -> bool {
    FAMILIAR.iter().any(|known| stem(known) == stem(&word.to_lowercase()))
}

/// Without the ending of the plural.
fn stem(word: &str) -> String {
    let word = word.trim_end_matches("'s");
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// Sentences: they end with a stop, a question or an exclamation mark before a space, with a colon before a capital
/// letter ("You said: We want ..." is a label and a sentence), and with the passage.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!' | ':')) {
        let end = at + mark.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        let closed = after.trim_start_matches(['"', '\u{201D}', '\'', ')']);
        let label = mark != ':' || closed.trim_start().starts_with(char::is_uppercase);
        if label && (closed.is_empty() || closed.starts_with(char::is_whitespace)) {
            found.push(text.get(start..end).unwrap_or_default().trim());
            start = end;
        }
    }
    found.push(text.get(start..).unwrap_or_default().trim());
    found
}

/// Words and numbers of a sentence, without marks around them.
fn words_of(sentence: &str) -> Vec<&str> {
    sentence
        .split(|c: char| c.is_whitespace() || c == '/' || c == '\u{2013}')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect()
}
