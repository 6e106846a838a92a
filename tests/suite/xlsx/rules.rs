//! The rules that a workbook keeps, and that the lint finds each of them broken.

use std::io::{Cursor, Write};

use boardpack::write::xlsx;
use pretty_assertions::assert_eq;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::lint::lint;
use super::{example, parts};
use crate::documents::documents;

/// A part, words in it, and what replaces them.
type Change = (&'static str, &'static str, &'static str);

/// The workbook by hand with words of its parts replaced, wherever they stand in a part of this name.
fn spoilt(changes: &[Change]) -> Vec<u8> {
    let mut all = parts(&xlsx(&example()).expect("written"));
    for (path, from, to) in changes {
        let text = all.get_mut(*path).unwrap_or_else(|| panic!("no part {path}"));
        assert!(text.contains(from), "{path} does not hold {from}: {text}");
        *text = text.replace(from, to);
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in &all {
        archive.start_file(path, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("a zip").into_inner()
}

#[test]
fn the_workbook_of_every_pack_keeps_every_rule() {
    for document in documents() {
        assert_eq!(lint(document.workbook()), Vec::<String>::new(), "{}", document.id());
    }
}

#[test]
fn the_workbook_by_hand_keeps_every_rule() {
    assert_eq!(lint(&spoilt(&[])), Vec::<String>::new());
}

#[test]
fn the_lint_finds_every_fault() {
    const BOOK: &str = "xl/workbook.xml";
    const COVER: &str = "xl/worksheets/sheet1.xml";
    const WORDS: &str = "xl/sharedStrings.xml";
    const FACTS: &str = "xl/tables/table1.xml";
    let cases: &[(&[Change], &str)] = &[
        (
            &[(COVER, "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A5:B5\"/></mergeCells>")],
            "Cover: A5:B5 is merged",
        ),
        (&[(COVER, "<row r=\"6\"", "<row r=\"6\" hidden=\"1\"")], "Cover: row 6 is hidden"),
        (&[(COVER, "<col min=\"1\"", "<col hidden=\"1\" min=\"1\"")], "Cover: col 1 is hidden"),
        (
            &[(BOOK, "name=\"Tidy data\"", "name=\"Tidy data\" state=\"hidden\"")],
            "Tidy data: the sheet is hidden",
        ),
        (&[(BOOK, "name=\"Tidy data\"", "name=\"Sheet5\"")], "Sheet5: the name does not say"),
        (&[(BOOK, "name=\"Tidy data\"", "name=\"COVER\"")], "COVER: two sheets have this name"),
        (
            &[(BOOK, "name=\"Tidy data\"", "name=\"Tidy data of every measure and every period\"")],
            "longer than 31",
        ),
        (&[(BOOK, "<workbookView ", "<workbookView activeTab=\"2\" ")], "activeTab is not the first sheet"),
        (&[("xl/styles.xml", "<sz val=\"12\"/>", "<sz val=\"10\"/>")], "is in 10 point"),
        (
            &[("xl/styles.xml", "<sz val=\"16\"/>", "<sz val=\"16\"/><vertAlign val=\"superscript\"/>")],
            "raises or lowers",
        ),
        (&[(WORDS, "Reviews held on time", "Reviews\u{B9} held on time")], "holds a superscript \u{B9}"),
        (&[(COVER, "<v>0</v>", "<f>1+1</f><v>0</v>")], "Cover: A1 holds a formula"),
        (
            &[(
                COVER,
                "workbookViewId=\"0\"/>",
                "workbookViewId=\"0\"><selection activeCell=\"B2\" sqref=\"B2\"/></sheetView>",
            )],
            "Cover: the cursor stands in B2",
        ),
        (&[(COVER, " tabSelected=\"1\"", "")], "Cover: another sheet than the first is selected"),
        (&[(COVER, "<sheetView ", "<sheetView topLeftCell=\"C9\" ")], "Cover: the sheet is scrolled"),
        (
            &[(COVER, "location=\"'Contents'!", "location=\"'Nowhere'!")],
            "Cover: the link in A2 leads to `Nowhere`",
        ),
        (&[(WORDS, "Back to the contents", " ")], "Cover: the link in A2 has no words"),
        (&[(WORDS, "Back to the contents", "https://example.gov.uk")], "Cover: the link in A2 has no words"),
        (&[("xl/drawings/drawing1.xml", " descr=", " title=")], "has no alternative text"),
        (&[("xl/charts/chart1.xml", "c:title>", "c:other>")], "a chart has no title"),
        (&[("docProps/core.xml", "dc:title>", "dc:other>")], "properties have no title"),
        (
            &[("xl/worksheets/_rels/sheet1.xml.rels", "relationships/table", "relationships/other")],
            "Cover: 0 marked-up",
        ),
        (&[(FACTS, " ref=\"A", " ref=\"B")], "not in column A"),
        (&[(FACTS, " ref=\"A", " headerRowCount=\"0\" ref=\"A")], "Cover: the table has no row of headers"),
        (&[(FACTS, ":B", ":A")], "Cover: cells stand outside the table"),
        (
            &[(FACTS, "name=\"Detail\"", "name=\"Column2\"")],
            "Cover: the header `Detail` is blank, a placeholder",
        ),
        (
            &[(WORDS, ">Detail<", ">Fact<"), (FACTS, "name=\"Detail\"", "name=\"Fact\"")],
            "Cover: the header `Fact` is blank, a placeholder, or stands twice",
        ),
        (&[(WORDS, "Status compares the unrounded value with the target.", " ")], "above the table is blank"),
        (&[(WORDS, ">Data as at<", "> <")], "of the table has no name"),
        (&[(WORDS, ">Data as at<", "> <"), (WORDS, ">31 March 2019<", "> <")], "of the table is blank"),
        (&[(WORDS, ">All children<", "> <"), (WORDS, ">@home<", "> <")], "the column `group` is blank"),
        (&[(WORDS, ">All children<", "> <")], "Tidy data: empty cells are not explained"),
        (&[(WORDS, ">273 of 296<", ">1,273<")], "Scorecard: `1,273` in row"),
        (&[(WORDS, ">273 of 296<", ">41%<")], "Scorecard: `41%` in row"),
        (&[(WORDS, "[c] confidential", "(c) confidential")], "Scorecard: the symbol [c] is in no key"),
        (&[(WORDS, ">273 of 296<", ">[note 1]<")], "Scorecard: the symbol [note 1] is in no key"),
    ];
    for (changes, expected) in cases {
        let findings = lint(&spoilt(changes));
        assert!(findings.iter().any(|one| one.contains(expected)), "{changes:?}: {findings:#?}");
    }
}
