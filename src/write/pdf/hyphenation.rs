//! Where a word may be divided that is wider than its line.
//!
//! By the patterns of hypher, which are TeX's for American English: they divide by sound where British printers would
//! by origin in a few words, and nowhere wrongly enough to misread. Nothing but a word is divided with a hyphen: in an
//! address, a number or an id it would be read as part of it.

use hypher::{Lang, hyphenate};

/// Fewest letters of a word that is divided.
const LEAST: usize = 6;

/// Places in a text without spaces, in bytes, before which a hyphen may end the line.
pub(super) fn places(text: &str) -> Vec<usize> {
    let word = text.trim_matches(|letter: char| !letter.is_alphabetic());
    let start = text.find(word).unwrap_or(0);
    // "children's": what follows the apostrophe stays with the rest.
    let stem = word.split(['\'', '\u{2019}']).next().unwrap_or(word);
    if stem.chars().count() < LEAST || !stem.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut at = start;
    for syllable in hyphenate(stem, Lang::English) {
        at += syllable.len();
        places.push(at);
    }
    // The last syllable ends the word.
    places.pop();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(text: &str) -> String {
        let mut parts = text.to_owned();
        for place in places(text).into_iter().rev() {
            parts.insert(place, '-');
        }
        parts
    }

    #[test]
    fn words_are_divided_and_keep_what_stands_around_them() {
        let words =
            ["accommodation", "(\u{201C}safeguarding\u{201D}),", "children\u{2019}s", "neighbourhood"];
        assert_eq!(
            words.map(divided),
            [
                "ac-com-mo-da-tion",
                "(\u{201C}safe-guard-ing\u{201D}),",
                "chil-dren\u{2019}s",
                "neigh-bour-hood"
            ]
        );
    }

    #[test]
    fn what_is_no_word_is_not() {
        for text in ["2018-19", "https://www.gov.uk/guidance", "placed-over-20-miles", "child", "A1234567"] {
            assert_eq!(divided(text), text);
        }
    }
}
