//! The PDF of the handout: in large print, at most eight pages.

use super::packs::reads;
use super::painting::{Painted, painted};
use crate::documents::documents;

fn handout() -> &'static [u8] {
    documents().last().expect("the handout").pdf()
}

#[test]
fn it_has_at_most_eight_pages_and_none_is_nearly_empty() {
    let (_, read) = reads().last().expect("the handout");
    assert!(read.pages() <= 8, "{} pages", read.pages());
    for page in 0..read.pages() {
        assert!(read.depth(page) > 0.5, "page {} is filled to {}", page + 1, read.depth(page));
    }
}

#[test]
fn nothing_on_it_is_smaller_than_14_points() {
    let mut runs = 0;
    for (page, items) in painted(handout()).iter().enumerate() {
        for one in items {
            if let Painted::Words { words, size, .. } = one {
                assert!(*size >= 14.0, "`{words}` on page {} has {size} points", page + 1);
                runs += 1;
            }
        }
    }
    assert!(runs > 100, "{runs} runs of words");
}
