//! Snapshots with broken bytes: opening refuses or opens, and what opens can be asked.

use std::collections::BTreeSet;

use boardpack::snapshot::Image;
use proptest::prelude::*;

use super::{changed, open, small};

/// Opens and, when that succeeds, builds the image: neither may panic. Gives whether it opened.
fn survives(bytes: Vec<u8>) -> bool {
    match open(bytes) {
        Ok(snapshot) => {
            let days = BTreeSet::from([snapshot.meta().as_at]);
            Image::build(&snapshot, &days).unwrap_or_else(|error| panic!("opened and not built: {error}"));
            true
        }
        Err(faults) => {
            assert!(faults.has_errors());
            assert!(faults.render(false).contains("it.sqlite"));
            false
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_few_bytes_flipped(flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..8)) {
        let mut bytes = small();
        for (at, with) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= with;
        }
        survives(bytes);
    }

    #[test]
    fn bytes_flipped_in_the_header_and_the_schema(flips in prop::collection::vec((0_usize..4096, 1_u8..), 1..4)) {
        let mut bytes = small();
        for (at, with) in flips {
            bytes[at] ^= with;
        }
        survives(bytes);
    }

    #[test]
    fn a_file_cut_short(length in any::<prop::sample::Index>()) {
        let mut bytes = small();
        bytes.truncate(length.index(bytes.len()));
        prop_assert!(!survives(bytes), "half a file is taken for a whole one");
    }

    #[test]
    fn two_pages_exchanged(one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let mut bytes = small();
        let pages = bytes.len() / 4096;
        let (one, other) = (one.index(pages), other.index(pages));
        let page = |at: usize| at * 4096..(at + 1) * 4096;
        let first = bytes[page(one)].to_vec();
        // Two tables, or two indexes, without a row have the same page but for what was erased from it: no harm to exchange.
        let empty = |at: usize| at > 0 && bytes[at * 4096 + 3..at * 4096 + 5] == [0, 0];
        let same_kind = bytes[one * 4096] == bytes[other * 4096];
        let harmless = one == other || same_kind && empty(one) && empty(other);
        bytes.copy_within(page(other), one * 4096);
        bytes[page(other)].copy_from_slice(&first);
        prop_assert!(harmless || !survives(bytes), "pages {one} and {other} changed places unseen");
    }

    #[test]
    fn noise_after_the_header(noise in prop::collection::vec(any::<u8>(), 0..2000)) {
        let mut bytes = b"SQLite format 3\0".to_vec();
        bytes.extend(noise);
        prop_assert!(!survives(bytes));
    }
}

#[test]
fn an_index_that_lost_a_row_is_damage() {
    // Drop the key's index entry of a table by emptying its root page: cell count 0 of a leaf index page.
    let bytes = small();
    let root: usize = {
        let mut connection = rusqlite::Connection::open_in_memory().expect("a database");
        connection
            .deserialize_read_exact(rusqlite::MAIN_DB, &bytes[..], bytes.len(), true)
            .expect("the snapshot");
        connection
            .query_row(
                "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'ssd_person'",
                [],
                |row| row.get::<_, i64>(0),
            )
            .map(|page| usize::try_from(page).expect("a page"))
            .expect("the key's index")
    };
    let mut broken = bytes;
    let page = (root - 1) * 4096;
    assert_eq!(broken[page], 10, "a leaf of an index");
    let cells = u16::from_be_bytes([broken[page + 3], broken[page + 4]]);
    broken[page + 3..page + 5].copy_from_slice(&(cells - 1).to_be_bytes());
    let faults = open(broken).expect_err("a refusal");
    assert!(faults.iter().any(|one| one.code == "snapshot::damaged"), "{}", faults.render(false));
}

#[test]
fn text_that_is_not_utf_8_is_named() {
    let bytes = changed("UPDATE snapshot_meta SET meta_council = CAST(x'4272F66D6C6579' AS TEXT)");
    assert_eq!(
        super::refusals(bytes),
        ["snapshot::text snapshot_meta meta_council 1: `Br\u{fffd}mley` must be text in UTF-8"]
    );
}

#[test]
fn another_encoding_of_the_database_is_read_alike() {
    // UTF-16 is a legal encoding of an SQLite file.
    let connection = {
        let connection = rusqlite::Connection::open_in_memory().expect("a database");
        connection.execute_batch("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a)").expect("a table");
        connection
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wide.sqlite");
    connection.execute("VACUUM INTO ?", [path.to_str().expect("a path")]).expect("a file");
    let faults = open(std::fs::read(path).expect("the file")).expect_err("not ours");
    assert_eq!(faults.iter().next().map(|one| one.code), Some("snapshot::not-ours"));
}
