//! The workbook, read back as others read it: by calamine, and part by part.

mod example;
mod golden;
mod lint;
mod office;
mod rules;
mod xml;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use boardpack::chart::Point;
use boardpack::pack::{Cell, NumberKind, Pack, SheetBody, SheetChart};
use boardpack::write::{XlsxError, xlsx};
use calamine::{Data, Reader, Xlsx};
use example::{cell_row, example, line_chart, measure_table, sheet};

/// The parts of a workbook by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn sheets(parts: &BTreeMap<String, String>) -> Vec<(&String, &String)> {
    parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).collect()
}

fn written(pack: &Pack) -> Vec<u8> {
    xlsx(pack).expect("written")
}

fn read(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("opened");
    book.worksheet_range(sheet).expect(sheet).rows().map(<[Data]>::to_vec).collect()
}

fn count(text: &str, words: &str) -> usize {
    text.matches(words).count()
}

#[test]
fn the_same_pack_gives_the_same_bytes_and_its_date_is_the_snapshots() {
    let (first, second) = (written(&example()), written(&example()));
    assert_eq!(first, second);
    let core = &parts(&first)["docProps/core.xml"];
    assert!(core.contains("2019-03-31T12:00:00Z</dcterms:created>"), "{core}");
    assert!(core.contains("Example data: no real child") && core.contains("Exampleshire"), "{core}");
}

#[test]
fn every_sheet_has_one_table_from_column_a_and_nothing_merged_hidden_or_frozen() {
    let bytes = written(&example());
    let parts = parts(&bytes);
    let sheets = sheets(&parts);
    let tables: Vec<_> = parts.keys().filter(|name| name.starts_with("xl/tables/table")).collect();
    assert_eq!(tables.len(), sheets.len());
    for (name, xml) in sheets {
        assert_eq!(count(xml, "<tablePart "), 1, "{name}");
        assert!(!xml.contains("mergeCell"), "{name}");
        assert!(!xml.contains("hidden"), "{name}");
        assert!(!xml.contains("<pane "), "{name}");
        assert!(!xml.contains("<f>"), "{name} holds a formula");
        assert!(!xml.contains("activeCell") || xml.contains("activeCell=\"A1\""), "{name}");
        assert!(xml.contains("orientation=\"landscape\"") && xml.contains("paperSize=\"9\""), "{name}");
        assert!(xml.contains("fitToHeight=\"0\"") && xml.contains("Page &amp;P of &amp;N"), "{name}");
    }
    for name in tables {
        let xml = &parts[name];
        assert!(xml.contains(" ref=\"A"), "{name} does not begin in column A");
        assert!(!xml.contains("headerRowCount=\"0\"") && !xml.contains("totalsRowCount"), "{name}");
        assert!(!xml.contains("autoFilter"), "{name}");
        assert!(xml.contains("altText") || xml.contains("displayName"), "{name}");
    }
    let workbook = &parts["xl/workbook.xml"];
    assert!(!workbook.contains("state=\"hidden\"") && !workbook.contains("activeTab"), "{workbook}");
    assert!(workbook.contains("_xlnm.Print_Titles"), "{workbook}");
}

#[test]
fn titles_notes_and_headers_stand_above_without_a_blank_row() {
    let bytes = written(&example());
    for sheet in
        ["Scorecard", "A home that is right", "Tidy data", "Contents", "Cover", "Numbers behind drawings"]
    {
        let rows = read(&bytes, sheet);
        assert!(rows[0][0].to_string().len() > 5, "{sheet} has no title in A1");
        let blank = rows.iter().position(|row| row[0].to_string().is_empty());
        assert_eq!(blank, None, "{sheet} has a blank row or row header");
    }
    let rows = read(&bytes, "Scorecard");
    assert_eq!(rows[1][0].to_string(), "Back to the contents");
    let note =
        rows.iter().map(|row| row[0].to_string()).find(|text| text.starts_with("Some cells hold symbols"));
    assert_eq!(
        note.as_deref(),
        Some("Some cells hold symbols. [c] confidential: not shown, so that nobody can be recognised.")
    );
}

#[test]
fn the_contents_come_after_the_cover_and_link_to_every_sheet() {
    let bytes = written(&example());
    let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("opened");
    let names = book.sheet_names();
    assert_eq!(names[..2], ["Cover", "Contents"]);
    assert_eq!(names.last().map(String::as_str), Some("Numbers behind drawings"));
    let parts = parts(&bytes);
    let contents = &parts["xl/worksheets/sheet2.xml"];
    for name in names.iter().filter(|name| *name != "Contents") {
        let target = format!("location=\"'{name}'!A1\"");
        let plain = format!("location=\"{name}!A1\"");
        assert!(contents.contains(&target) || contents.contains(&plain), "no link to {name}: {contents}");
    }
}

#[test]
fn numbers_are_numbers_and_words_that_look_like_formulas_stay_words() {
    let bytes = written(&example());
    let rows = read(&bytes, "Tidy data");
    let odd = rows.iter().find(|row| row[0].to_string().starts_with('=')).expect("the row with odd words");
    assert_eq!(odd[0], Data::String("=1+1".to_owned()));
    assert_eq!(odd[1], Data::String("+44 is not a sum".to_owned()));
    assert_eq!(odd[2], Data::String("@home".to_owned()));
    assert_eq!(odd[3], Data::Float(-3.0));
    let priority = read(&bytes, "A home that is right");
    let row = priority.iter().find(|row| row[0] == "Reviews held on time").expect("the measure");
    assert_eq!(row[13], Data::Float(273.0 / 296.0));
}

#[test]
fn a_share_just_below_all_or_above_none_does_not_show_as_all_or_none() {
    let mut pack = example();
    let SheetBody::Table { table, .. } = &mut pack.book.sheets[1].body else { panic!("a table") };
    let percent = NumberKind::Percent { decimals: 0 };
    for (row, value) in [(0, 0.996), (1, 0.0004), (2, 1.0)] {
        table.rows[row].cells[1] = Cell::number("", value, percent);
    }
    let bytes = written(&pack);
    let styles = &parts(&bytes)["xl/styles.xml"];
    assert!(styles.contains("formatCode=\"0.0%\"") && styles.contains("formatCode=\"0.00%\""), "{styles}");
    assert!(!styles.contains("formatCode=\"0.000%\""), "{styles}");
}

#[test]
fn status_words_have_their_shape_and_links_their_sheet() {
    let bytes = written(&example());
    let rows = read(&bytes, "Scorecard");
    let all: Vec<String> = rows.iter().flatten().map(ToString::to_string).collect();
    for words in ["● On target", "▲ Close", "■ Off target"] {
        assert!(all.iter().any(|text| text == words), "no {words}");
    }
    let xml = &parts(&bytes)["xl/worksheets/sheet3.xml"];
    assert!(xml.contains("location=\"'A home that is right'!A1\""), "{xml}");
}

#[test]
fn small_trends_are_drawn_beside_their_words_over_numbers_in_plain_sight() {
    let bytes = written(&example());
    let rows = read(&bytes, "Scorecard");
    let header = rows.iter().find(|row| row[0] == "Measure").expect("the header");
    assert!(header.iter().any(|cell| cell == "Trend, drawn"), "{header:?}");
    let parts = parts(&bytes);
    let xml = &parts["xl/worksheets/sheet3.xml"];
    assert_eq!(count(xml, "<x14:sparkline>"), 3, "{xml}");
    assert!(xml.contains("<xm:f>'Numbers behind drawings'!"), "{xml}");
    let lines = read(&bytes, "Numbers behind drawings");
    assert!(lines.iter().any(|row| row[2] == "Q4 2018-19"));
}

#[test]
fn charts_are_native_with_titles_alternative_text_and_cells_behind_them() {
    let parts = parts(&written(&example()));
    let charts: Vec<_> = parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).collect();
    assert_eq!(charts.len(), 5);
    let drawings: String = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/drawings/drawing"))
        .map(|(_, xml)| xml.as_str())
        .collect();
    assert_eq!(count(&drawings, "descr=\"Line chart") + count(&drawings, "descr=\"Bar chart"), 4);
    assert_eq!(count(&drawings, "descr=\""), 5);
    for (name, xml) in &charts {
        assert!(xml.contains("<c:title>") && xml.contains("<c:dispBlanksAs val=\"gap\"/>"), "{name}");
        assert!(xml.contains("12436D"), "{name}");
    }
    let over = |words: &str| charts.iter().filter(|(_, xml)| xml.contains(words)).count();
    assert_eq!(over("<c:f>'A home that is right'!$B$"), 4, "charts over the table's own cells");
    assert_eq!(over("<c:f>'Numbers behind drawings'!$D$"), 3, "two targets, and a series with [c] in a gap");
    assert_eq!(over("<a:prstDash val=\"dash\"/>"), 2);
    assert_eq!(over("<c:legend>"), 2, "a legend only for bands, and for a target over bars");
}

#[test]
fn a_word_in_a_gap_moves_the_series_away_from_the_table_because_excel_draws_words_as_zero() {
    let bytes = written(&example());
    let rows = read(&bytes, "Numbers behind drawings");
    let gap = rows.iter().find(|row| row[4] == "No value: [c]").expect("the gap");
    assert_eq!(gap[3].to_string(), "");
}

#[test]
fn an_empty_table_says_that_there_is_none() {
    let mut pack = example();
    let SheetBody::Table { table, charts, .. } = &mut pack.book.sheets[2].body else { panic!("a table") };
    table.rows.clear();
    charts.clear();
    let rows = read(&written(&pack), "A home that is right");
    let last = rows.last().expect("a row");
    assert_eq!((last[0].to_string().as_str(), last[1].to_string().as_str()), ("None", "[z]"));
}

#[test]
fn a_chart_that_differs_from_its_cells_is_refused() {
    let mut pack = example();
    let SheetBody::Table { charts, .. } = &mut pack.book.sheets[2].body else { panic!("a table") };
    charts[0].chart.series[0].points[3] =
        Point { value: Some(0.5), shown: "50%".to_owned(), provisional: false, range: None };
    let error = xlsx(&pack).expect_err("refused");
    assert!(matches!(error, XlsxError::ChartDiffers { .. }), "{error}");

    let mut pack = example();
    let SheetBody::Table { charts, .. } = &mut pack.book.sheets[2].body else { panic!("a table") };
    charts[0].last_column = 99;
    assert!(matches!(xlsx(&pack), Err(XlsxError::ChartRange { .. })));
}

#[test]
fn what_excel_would_refuse_or_repair_is_an_error() {
    let faulty = |change: &dyn Fn(&mut Pack)| {
        let mut pack = example();
        change(&mut pack);
        xlsx(&pack).expect_err("refused")
    };
    let error = faulty(&|pack| pack.book.sheets[1].name = "CONTENTS".to_owned());
    assert!(matches!(error, XlsxError::SheetTwice(_)), "{error}");
    let error = faulty(&|pack| pack.book.sheets[1].name = "a".repeat(32));
    assert!(matches!(error, XlsxError::Library(_)), "{error}");
    let error = faulty(&|pack| {
        let SheetBody::Table { table, .. } = &mut pack.book.sheets[1].body else { panic!("a table") };
        table.columns[1].header = "measure".to_owned();
    });
    assert!(matches!(error, XlsxError::Header { .. }), "{error}");
    let error = faulty(&|pack| {
        let SheetBody::Table { table, .. } = &mut pack.book.sheets[1].body else { panic!("a table") };
        table.rows[0].cells.pop();
    });
    assert!(matches!(error, XlsxError::RowWidth { row: 1, .. }), "{error}");
    let error = faulty(&|pack| {
        let SheetBody::Table { table, .. } = &mut pack.book.sheets[1].body else { panic!("a table") };
        table.rows[0].cells[1] = Cell::number("?", f64::NAN, NumberKind::Count);
    });
    assert!(matches!(error, XlsxError::NotFinite { row: 1, .. }), "{error}");
    let error = faulty(&|pack| pack.book.trend_periods.truncate(5));
    assert!(matches!(error, XlsxError::Trend { periods: 5, .. }), "{error}");
}

#[test]
fn a_chart_whose_numbers_stand_nowhere_gets_them_on_the_sheet_of_lines() {
    let mut pack = example();
    let chart = line_chart("apart", "A chart apart", &[Some(0.5), None, Some(0.75)]);
    pack.book.sheets.push(sheet(
        "Apart",
        measure_table(vec![cell_row("Only words", &[])], 0),
        vec![SheetChart::apart(chart)],
    ));
    let parts = parts(&written(&pack));
    let xml = parts
        .values()
        .find(|xml| xml.contains("A chart apart") && xml.contains("<c:chart>"))
        .expect("a chart");
    assert!(xml.contains("<c:f>'Numbers behind drawings'!$D$"), "{xml}");
}

#[test]
fn a_workbook_to_look_at() {
    if std::env::var_os("BOARDPACK_LOOK").is_none() {
        eprintln!("left out: set BOARDPACK_LOOK to write target/looked-at/example.xlsx");
        return;
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/looked-at");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("example.xlsx"), written(&example())).expect("written");
}
