//! PDFs of packs made by hand.

mod content;
mod example;
mod glyphs;
mod golden;
mod handout;
mod model;
mod others;
mod packs;
mod painting;
mod pictures;
mod reading;
mod sample;

use std::collections::BTreeSet;

use boardpack::pack::{Anchor, Block, Cell, Column, Inline, Level, Prose, Row};
use boardpack::write::pdf::{PdfError, pdf};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pretty_assertions::assert_eq;
use proptest::prelude::*;

use reading::Read;
use sample::{heading, pack, table};

/// Writes a file to be looked at, where that is asked for.
fn look(name: &str, bytes: &[u8]) {
    if std::env::var_os("BOARDPACK_LOOK").is_some() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/looked-at");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(name), bytes).expect("a file");
    }
}

/// Nothing is found against PDF/UA-1 and PDF/A-2a, whose identifiers the file carries.
fn assert_accessible(bytes: &[u8]) {
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).expect("the validator reads it");
        if !report.is_compliant {
            look("refused.pdf", bytes);
        }
        assert!(report.is_compliant && report.failures.is_empty(), "{profile:?}: {:#?}", report.failures);
    }
}

#[test]
fn a_whole_pack_meets_pdf_ua() {
    let bytes = pdf(&sample::board()).expect("writes").bytes;
    look("board.pdf", &bytes);
    assert_accessible(&bytes);
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    let board = sample::board();
    let first = pdf(&board).expect("writes").bytes;
    let again = std::thread::spawn(move || pdf(&board).expect("writes").bytes).join().expect("ends");
    assert!(first == again);
}

#[test]
fn the_text_in_reading_order_is_the_models() {
    let board = sample::board();
    let read = Read::new(&pdf(&board).expect("writes").bytes);
    let expected: Vec<String> = model::words_of(&board);
    let found = read.words();
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.len(), found.len());
}

#[test]
fn every_marked_content_belongs_to_the_element_that_holds_it() {
    let read = Read::new(&pdf(&sample::board()).expect("writes").bytes);
    read.assert_parent_tree();
}

#[test]
fn every_page_says_its_number_its_marking_and_that_the_data_are_made_up() {
    let read = Read::new(&pdf(&sample::board()).expect("writes").bytes);
    let count = read.pages();
    for page in 0..count {
        let running = read.artifacts(page);
        for words in
            [&format!("Page {} of {count}", page + 1), "OFFICIAL-SENSITIVE", "Example data: no real child"]
        {
            assert!(running.contains(words), "page {}: {running}", page + 1);
        }
    }
}

#[test]
fn a_table_over_pages_repeats_its_head_and_splits_no_row() {
    let mut blocks = vec![heading(Level::One, "Children", "children")];
    blocks.push(Block::Table(table(120)));
    let bytes = pdf(&pack(blocks)).expect("writes").bytes;
    look("long-table.pdf", &bytes);
    assert_accessible(&bytes);
    let read = Read::new(&bytes);
    assert!(read.pages() > 3);
    for page in 1..read.pages() {
        assert!(read.artifacts(page).contains("Numerator"), "page {}", page + 1);
    }
    assert_eq!(read.count("TR"), 121);
    assert_eq!(read.rows_on_two_pages(), 0);
}

#[test]
fn a_letter_the_font_lacks_is_an_error_that_names_it() {
    let blocks = vec![heading(Level::One, "Voice", "voice"), Block::text(Prose::Body, "Good \u{2713} news")];
    let error = pdf(&pack(blocks)).expect_err("refused");
    assert_eq!(error.to_string(), "the font has no letter for '\u{2713}' (U+2713) in \"Good \u{2713} news\"");
    // A letter and an accent that no single letter of the font shows together.
    let blocks = vec![heading(Level::One, "Voice", "voice"), Block::text(Prose::Body, "q\u{301}")];
    assert!(matches!(pdf(&pack(blocks)), Err(PdfError::MissingGlyph { .. })));
}

#[test]
fn a_letter_and_its_accent_are_read_back_as_the_letter() {
    let words = "Cafe\u{301}, ty\u{302} and w\u{302}yn; 5\u{A0}%, well\u{2011}being, soft\u{AD}ly";
    let blocks = vec![heading(Level::One, "Words", "words"), Block::text(Prose::Body, words)];
    let read = Read::new(&pdf(&pack(blocks)).expect("writes").bytes);
    assert_eq!(
        read.words().last().map(String::as_str),
        Some("Caf\u{E9}, t\u{177} and \u{175}yn; 5 %, well-being, softly")
    );
}

#[test]
fn faults_of_a_pack_are_named() {
    let error = |blocks: Vec<Block>| pdf(&pack(blocks)).expect_err("refused").to_string();
    let to = Anchor("nowhere".to_owned());
    let link = Inline::Link { text: "see there".to_owned(), to };
    let one = heading(Level::One, "One", "one");
    assert_eq!(
        error(vec![one.clone(), Block::Paragraph { prose: Prose::Body, text: vec![link] }]),
        "\"see there\" links to `nowhere`, which no heading has"
    );
    assert_eq!(
        error(vec![one.clone(), heading(Level::Two, "Two", "one")]),
        "two headings have the anchor `one`"
    );
    assert_eq!(
        error(vec![one.clone(), heading(Level::Three, "Three", "three")]),
        "the heading \"Three\" skips a level"
    );
    let mut uneven = table(2);
    uneven.rows.push(Row { cells: vec![Cell::text("alone")] });
    assert_eq!(
        error(vec![one.clone(), Block::Table(uneven)]),
        "a row of the table \"Visits by child\" has 1 cells under 4 columns"
    );
    let mut tall = table(1);
    tall.rows[0].cells[0] = Cell::text("word ".repeat(4000));
    assert_eq!(
        error(vec![one, Block::Table(tall)]),
        "\"Visits by child\" does not fit on one page and cannot be split"
    );
}

#[test]
fn no_page_but_the_first_and_last_is_nearly_empty() {
    let read = Read::new(&pdf(&sample::board()).expect("writes").bytes);
    for page in 0..read.pages() {
        let depth = read.depth(page);
        assert!(depth > 0.3 || page + 1 == read.pages(), "page {} is filled to {depth}", page + 1);
    }
}

#[test]
fn no_words_leave_the_margins_or_run_into_others() {
    Read::new(&pdf(&sample::board()).expect("writes").bytes).assert_clear();
    Read::new(&pdf(&sample::long_board()).expect("writes").bytes).assert_clear();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_and_any_prose_is_clear_and_accessible(
        rows in prop::collection::vec(prop::collection::vec("[A-Za-z0-9%,. -]{0,60}", 5), 1..40),
        weights in prop::collection::vec(1..9_u32, 5),
        prose in prop::collection::vec("[A-Za-z,. ]{1,400}", 0..9),
    ) {
        let mut table = table(0);
        table.columns.push(table.columns[0].clone());
        for (index, (column, weight)) in table.columns.iter_mut().zip(weights).enumerate() {
            column.weight = weight;
            column.header = format!("{} {index}", column.header);
        }
        table.rows = rows.into_iter().map(|cells| Row { cells: cells.into_iter().map(Cell::text).collect() }).collect();
        let mut blocks = vec![heading(Level::One, "Any", "any")];
        blocks.extend(prose.into_iter().map(|words| Block::text(Prose::Body, words)));
        blocks.push(Block::Table(table));
        let pack = pack(blocks);
        let bytes = pdf(&pack).expect("writes").bytes;
        assert_accessible(&bytes);
        let read = Read::new(&bytes);
        read.assert_clear();
        read.assert_parent_tree();
        prop_assert_eq!(read.words(), model::words_of(&pack));
    }
}

#[test]
fn bookmarks_follow_the_headings() {
    let read = Read::new(&pdf(&sample::board()).expect("writes").bytes);
    let bookmarks = read.bookmarks();
    assert_eq!(
        bookmarks.first().map(|(depth, title, page)| (*depth, title.as_str(), *page)),
        Some((0, "Contents", 2))
    );
    assert!(
        bookmarks.iter().any(|(depth, title, page)| {
            (*depth, title.as_str()) == (1, "Visits to children looked after") && *page > 2
        }),
        "{bookmarks:?}"
    );
}

#[test]
fn charts_at_their_limits_are_clear_and_accessible() {
    let bytes = pdf(&sample::gallery()).expect("writes").bytes;
    look("gallery.pdf", &bytes);
    assert_accessible(&bytes);
    Read::new(&bytes).assert_clear();
}

#[test]
fn a_pack_of_forty_pages_is_quick() {
    let board = sample::long_board();
    let start = std::time::Instant::now();
    let bytes = pdf(&board).expect("writes").bytes;
    let taken = start.elapsed();
    look("long.pdf", &bytes);
    let pages = Read::new(&bytes).pages();
    println!("{pages} pages, {} KB, {taken:?}", bytes.len() / 1024);
    assert!(pages >= 40, "{pages}");
    assert_accessible(&bytes);
}

/// A table so narrow that its long words are wider than their cells.
fn narrow() -> boardpack::pack::Pack {
    let mut table = table(0);
    let long = ["accommodation", "unaccompanied", "safeguarding", "responsibilities", "multidisciplinary"];
    table.columns = (0..10)
        .map(|at| Column { header: format!("{} {at}", long[at % 5]), ..table.columns[0].clone() })
        .collect();
    let cells = |row: usize| {
        (0..10).map(|at| Cell::text(format!("{} of children\u{2019}s", long[(at + row) % 5]))).collect()
    };
    table.rows = (0..60).map(|row| Row { cells: cells(row) }).collect();
    pack(vec![heading(Level::One, "Narrow", "narrow"), Block::Table(table)])
}

#[test]
fn a_word_wider_than_its_cell_is_divided_by_its_sounds_and_read_whole() {
    let bytes = pdf(&narrow()).expect("writes").bytes;
    look("narrow.pdf", &bytes);
    assert_accessible(&bytes);
    let read = Read::new(&bytes);
    read.assert_clear();
    read.assert_parent_tree();
    assert!(read.pages() > 1, "a head is drawn again with its hyphens");
    assert_eq!(read.words(), model::words_of(&narrow()));
    let divided: BTreeSet<String> = (0..read.pages())
        .flat_map(|page| read.runs(page))
        .filter(|(role, _)| role == "TD")
        .filter_map(|(_, words)| Some(words.split_once(' ')?.0.replace('\u{AD}', "-")))
        .collect();
    let expected =
        ["accommo-dation", "multidisci-plinary", "responsi-bilities", "safeguard-ing", "unaccom-panied"];
    assert_eq!(divided.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn a_soft_hyphen_at_the_end_of_a_line_is_seen() {
    let words = "the care\u{AD}fully writ\u{AD}ten words of a para\u{AD}graph go on and on ".repeat(9);
    let blocks = vec![heading(Level::One, "Words", "words"), Block::text(Prose::Body, &words)];
    let read = Read::new(&pdf(&pack(blocks)).expect("writes").bytes);
    let (_, found) =
        read.runs(0).iter().find(|(_, found)| found.starts_with("the care")).expect("a paragraph");
    assert!(found.contains('\u{AD}'), "no line of these ends within a word: {found}");
    assert_eq!(read.words().last().map(String::as_str), Some(words.replace('\u{AD}', "").trim()));
}
