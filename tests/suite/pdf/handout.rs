//! The PDF of the handout: accessible, in large print, at most eight pages.

use boardpack::write::pdf::pdf;
use pretty_assertions::assert_eq;

use super::painting::{Painted, painted};
use super::reading::{Read, words_of};
use super::{assert_accessible, look};
use crate::pack::handout;

#[test]
fn it_is_accessible_and_read_in_the_documents_order() {
    let bytes = pdf(&handout().0).expect("writes").bytes;
    look("handout.pdf", &bytes);
    assert_accessible(&bytes);
    let read = Read::new(&bytes);
    read.assert_parent_tree();
    read.assert_clear();
    let expected: Vec<String> =
        words_of(&handout().0).into_iter().filter(|words| !words.is_empty()).collect();
    assert_eq!(read.words(), expected);
}

#[test]
fn it_has_at_most_eight_pages_and_none_is_nearly_empty() {
    let read = Read::new(&pdf(&handout().0).expect("writes").bytes);
    assert!(read.pages() <= 8, "{} pages", read.pages());
    for page in 0..read.pages() {
        assert!(read.depth(page) > 0.5, "page {} is filled to {}", page + 1, read.depth(page));
    }
}

#[test]
fn nothing_on_it_is_smaller_than_14_points() {
    let mut runs = 0;
    for (page, items) in painted(&pdf(&handout().0).expect("writes").bytes).iter().enumerate() {
        for one in items {
            if let Painted::Words { words, size, .. } = one {
                assert!(*size >= 14.0, "`{words}` on page {} has {size} points", page + 1);
                runs += 1;
            }
        }
    }
    assert!(runs > 100, "{runs} runs of words");
}
