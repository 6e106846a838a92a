//! Pictures of all pages as poppler's pdftoppm draws them, at so low a resolution that two machines agree: how dark
//! each field of a grid over the page is.

use std::fmt::Write as _;

use super::sample::{heading, pack};
use crate::documents::{documents, printed_by};
use crate::explain::golden;
use boardpack::pack::{Block, Level, Prose};
use boardpack::write::pdf::pdf;

/// Fields of a page across and down: each is about 18 mm wide and 16 mm high.
const FIELDS: (usize, usize) = (12, 18);
/// Darkness is told in so many steps from the page's white to the darkest field there is, of a quarter black.
const STEPS: f64 = 36.0;
/// So many steps a field may differ between machines whose letters are smoothed differently.
const TOLERANCE: u32 = 1;

/// The darkness of each field of each page, row by row, in steps; `None` without pdftoppm.
fn pictures(pdf: &[u8]) -> Option<Vec<Vec<u32>>> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pack.pdf");
    std::fs::write(&file, pdf).expect("written");
    let target = folder.path().join("page");
    let (file, target) = (file.to_string_lossy(), target.to_string_lossy());
    printed_by("pdftoppm", &["-r", "36", "-gray", &file, &target])?;
    let mut pages: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pgm"))
        .collect();
    pages.sort();
    Some(pages.iter().map(|page| darkness(&std::fs::read(page).expect("a picture"))).collect())
}

/// Reads a grey picture: `P5`, width, height, the value of white, then a byte a point.
fn darkness(picture: &[u8]) -> Vec<u32> {
    let mut head = picture.splitn(4, u8::is_ascii_whitespace);
    let mut word = || std::str::from_utf8(head.next().expect("a head")).expect("a word");
    assert_eq!(word(), "P5");
    let mut number = || word().parse::<usize>().expect("a number");
    let (width, height) = (number(), number());
    let points = head.next().expect("points").strip_prefix(b"255\n").expect("a byte a point");
    assert_eq!(points.len(), width * height);
    let mut fields = Vec::new();
    for down in 0..FIELDS.1 {
        for across in 0..FIELDS.0 {
            let rows = down * height / FIELDS.1..(down + 1) * height / FIELDS.1;
            let columns = across * width / FIELDS.0..(across + 1) * width / FIELDS.0;
            let all: Vec<f64> = rows
                .flat_map(|row| columns.clone().map(move |column| row * width + column))
                .map(|at| 1.0 - f64::from(points[at]) / 255.0)
                .collect();
            #[expect(clippy::cast_precision_loss, reason = "a field has few points")]
            let dark = all.iter().sum::<f64>() / all.len() as f64;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few steps")]
            fields.push((dark * 4.0 * STEPS).round().min(STEPS - 1.0) as u32);
        }
    }
    fields
}

/// Steps as letters, `.` for white: a page looks a little like itself.
fn drawn(pages: &[Vec<u32>]) -> String {
    let mut text = String::new();
    for (number, page) in pages.iter().enumerate() {
        let _ = writeln!(text, "page {}", number + 1);
        for row in page.chunks(FIELDS.0) {
            let letters = row.iter().map(|step| match step {
                0 => '.',
                step => char::from_digit(*step, 36).unwrap_or('z'),
            });
            let _ = writeln!(text, "{}", letters.collect::<String>());
        }
    }
    text
}

fn read(text: &str) -> Vec<Vec<u32>> {
    let pages = text.split("page ").skip(1).map(|page| page.lines().skip(1));
    pages.map(|rows| rows.flat_map(str::chars).map(|c| c.to_digit(36).unwrap_or(0)).collect()).collect()
}

/// The first field in which pictures differ by more than machines do: page, row and column, from 1.
fn difference(found: &[Vec<u32>], expected: &[Vec<u32>]) -> Option<(usize, usize, usize)> {
    if found.len() != expected.len() {
        return Some((found.len().min(expected.len()) + 1, 1, 1));
    }
    found.iter().zip(expected).enumerate().find_map(|(page, (found, expected))| {
        let field = found.iter().zip(expected).position(|(one, other)| one.abs_diff(*other) > TOLERANCE)?;
        Some((page + 1, field / FIELDS.0 + 1, field % FIELDS.0 + 1))
    })
}

#[test]
fn every_page_looks_as_it_did() {
    for document in documents() {
        let Some(found) = pictures(document.pdf()) else { return };
        let name = format!("packs/{}.pictures.txt", document.id());
        let expected = read(&golden(&name, &drawn(&found)));
        let different = difference(&found, &expected);
        assert_eq!(different, None, "{name}: page, row, column; BLESS=1 writes it anew");
    }
}

#[test]
fn a_blank_page_a_lost_line_and_a_shift_are_seen() {
    let page = |words: &[&str]| {
        let prose = words.iter().map(|words| Block::text(Prose::Body, words.repeat(9)));
        let blocks = std::iter::once(heading(Level::One, "Pictures", "pictures")).chain(prose).collect();
        pictures(&pdf(&pack(blocks)).expect("writes").bytes)
    };
    let all = ["What is read aloud is seen as well. ", "And the other way round. ", "In order. "];
    let Some(whole) = page(&all) else { return };
    assert_eq!(difference(&whole, &read(&drawn(&whole))), None);
    let lost = page(&all[..2]).expect("drawn");
    assert!(difference(&lost, &whole).is_some(), "a lost paragraph");
    let moved = page(&all[1..]).expect("drawn");
    assert!(difference(&moved, &lost).is_some(), "words that moved by two lines");
    let blank = vec![vec![0; FIELDS.0 * FIELDS.1]; whole.len()];
    assert!(difference(&blank, &whole).is_some(), "blank");
    // By one field to the right, and one down.
    for by in [1, FIELDS.0] {
        let mut shifted = whole.clone();
        shifted.iter_mut().for_each(|page| page.rotate_right(by));
        assert!(difference(&shifted, &whole).is_some(), "shifted by {by}");
    }
    let mut short = whole.clone();
    short.pop();
    assert!(difference(&short, &whole).is_some(), "a page is missing");
}
