//! The workbooks of all packs, opened and saved by LibreOffice.
//!
//! Alternative text of charts is not compared: LibreOffice 7.4 writes none into a workbook.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use pretty_assertions::assert_eq;

use super::parts;
use crate::documents::{documents, printed_by};

/// Every cell that holds something, by sheet, row and column; numbers as they are kept.
fn cells(bytes: &[u8]) -> BTreeMap<(String, usize, usize), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("opened");
    let mut cells = BTreeMap::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("cells");
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let said = match cell {
                Data::Float(number) => format!("{number:.9}"),
                Data::Int(number) => format!("{:.9}", *number as f64),
                other => other.to_string().replace("\r\n", "\n"),
            };
            if !said.is_empty() {
                cells.insert((name.clone(), row + top as usize, column + left as usize), said);
            }
        }
    }
    cells
}

/// How many charts, tables and links a workbook has.
fn counts(bytes: &[u8]) -> [usize; 3] {
    let parts = parts(bytes);
    let named = |start: &str| parts.keys().filter(|name| name.starts_with(start)).count();
    let sheets = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
    let links = sheets.map(|(_, text)| text.matches("<hyperlink ").count()).sum();
    [named("xl/charts/chart"), named("xl/tables/table"), links]
}

#[test]
#[ignore = "needs LibreOffice: .ci/run asks for it where soffice is installed"]
fn libreoffice_opens_every_workbook_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let out = folder.path().join("saved");
    let mut arguments = vec![
        profile,
        "--headless".to_owned(),
        "--convert-to".to_owned(),
        "xlsx:Calc MS Excel 2007 XML".to_owned(),
    ];
    arguments.extend(["--outdir".to_owned(), out.to_string_lossy().into_owned()]);
    for document in documents() {
        let file = folder.path().join(format!("{}.xlsx", document.id()));
        std::fs::write(&file, document.workbook()).expect("written");
        arguments.push(file.to_string_lossy().into_owned());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if printed_by("soffice", &arguments).is_none() {
        return;
    }
    for document in documents() {
        let saved = std::fs::read(out.join(format!("{}.xlsx", document.id()))).expect("saved");
        let (ours, theirs) = (cells(document.workbook()), cells(&saved));
        for (place, said) in &ours {
            assert_eq!(Some(said), theirs.get(place), "{}: {place:?}", document.id());
        }
        assert_eq!(ours.len(), theirs.len(), "{}", document.id());
        assert_eq!(counts(document.workbook()), counts(&saved), "{}: charts, tables, links", document.id());
    }
}
