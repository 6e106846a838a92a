//! The words of the packs as another program gets them out of the PDFs: poppler's pdftotext.

use pretty_assertions::assert_eq;

use super::model::{steps_of, told};
use super::packs::{reads, squeezed};
use crate::documents::printed_by;

/// The words of each page, in the order in which they are painted.
fn extracted(pdf: &[u8]) -> Option<Vec<String>> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), pdf).expect("written");
    let text = printed_by("pdftotext", &["-raw", "-enc", "UTF-8", &file.path().to_string_lossy(), "-"])?;
    let text = String::from_utf8(text).expect("UTF-8");
    Some(text.trim_end_matches('\u{C}').split('\u{C}').map(str::to_owned).collect())
}

#[test]
fn the_words_that_pdftotext_finds_are_the_documents_in_its_order() {
    for (document, read) in reads() {
        let Some(pages) = extracted(document.pdf()) else { return };
        assert_eq!(pages.len(), read.pages());
        let mut found = String::new();
        for (page, text) in pages.iter().enumerate() {
            let text = squeezed(text);
            let mut rest = text.as_str();
            for (role, words) in read.runs(page) {
                let words = squeezed(words);
                let place = || format!("{}, page {}: {role} `{words}`", document.id(), page + 1);
                rest = rest.strip_prefix(&words).unwrap_or_else(|| panic!("{} is not at {rest}", place()));
                // Running heads and labels in charts are no words of the document, nor are the contents' numbers.
                if !["Artifact", "Figure", "Span"].contains(&role.as_str()) {
                    found.push_str(&words);
                }
            }
            assert_eq!(rest, "", "{}, page {}", document.id(), page + 1);
        }
        let spoken = told(steps_of(document.pack)).into_iter().filter(|(role, _)| role != "Figure");
        let expected: String = spoken.map(|(_, words)| squeezed(&words)).collect();
        assert_eq!(expected, found, "{}", document.id());
    }
}
