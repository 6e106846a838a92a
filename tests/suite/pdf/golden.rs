//! What each pack of the example says and how it is tagged, as files that a person can read: `tests/golden/packs`.

use super::packs::reads;
use super::reading::{Read, Step};
use crate::explain::assert_golden;

/// The beginning of words.
fn short(words: &str) -> String {
    let mut short: String = words.chars().take(72).collect();
    if short.len() < words.len() {
        short.push('\u{2026}');
    }
    short
}

/// The text page by page in reading order: a line an element, a row of a table in one line.
fn text(steps: &[Step]) -> String {
    let mut text = String::new();
    let mut page = None;
    for step in steps {
        let new_page = step.page.filter(|on| page.is_none_or(|page| *on > page));
        if let Some(on) = new_page {
            page = new_page;
            text += &format!("\n\n--- page {} ---", on + 1);
        }
        let lead = match step.role.as_str() {
            "TR" | "LI" | "P" | "Reference" => "\n",
            "TH Column" | "TH Row" | "TD" => " | ",
            "Lbl" | "LBody" => " ",
            "H1" | "H2" | "H3" | "Caption" => "\n\n",
            "Figure" => "\n[figure] ",
            _ => continue,
        };
        text += lead;
        text += &step.words;
    }
    // A row begins with its cell, not with the line between cells.
    let lines = text.trim_start().lines().map(|line| line.trim_start_matches([' ', '|']).trim_end());
    lines.map(|line| format!("{line}\n")).collect()
}

/// The tree, what is inside tables, lists and contents folded to its counts.
fn tags(read: &Read, steps: &[Step]) -> String {
    let mut text = format!("{} pages\n\nBookmarks\n", read.pages());
    for (depth, title, page) in read.bookmarks() {
        text += &format!("{}{title}: page {page}\n", "  ".repeat(depth + 1));
    }
    text += "\nElements\n";
    for (role, count) in read.roles() {
        text += &format!("  {count} {role}\n");
    }
    text += "\nTree\n";
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        let inside = steps[at + 1..].iter().take_while(|one| one.depth > step.depth).count();
        let all = &steps[at + 1..=at + inside];
        let count = |role: &str| all.iter().filter(|one| one.role == role).count();
        let folded = match step.role.as_str() {
            "Table" => {
                let caption = all.first().map_or("", |caption| caption.words.as_str());
                let (rows, columns) = (count("TH Row"), count("TH Column"));
                Some(format!("Table, {rows} rows of {columns}: {}", short(caption)))
            }
            "L" => Some(format!("L, {} LI", count("LI"))),
            "TOC" => Some(format!("TOC, {} Reference", count("Reference"))),
            _ => None,
        };
        let line = folded.clone().unwrap_or_else(|| format!("{} {}", step.role, short(&step.words)));
        text += &format!("{}{}\n", "  ".repeat(step.depth + 1), line.trim_end());
        at += if folded.is_some() { inside + 1 } else { 1 };
    }
    text
}

#[test]
fn the_text_and_the_tags_of_every_pack_are_those_of_the_golden_files() {
    for (document, read) in reads() {
        let steps = read.steps();
        assert_golden(&format!("packs/{}.text.txt", document.id()), &text(&steps));
        assert_golden(&format!("packs/{}.tags.txt", document.id()), &tags(read, &steps));
    }
}
