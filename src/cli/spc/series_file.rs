//! A file of dates and values, read to its last fault.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::calendar::{Date, parse_day};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, nearest};
use crate::spc::Series;

/// The columns, in any order.
const COLUMNS: [&str; 2] = ["date", "value"];

/// Reads a series, with warnings about what was put right.
pub(super) fn read(path: &Path) -> Result<(Series, Diagnostics), Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::Io(format!("the file {name} cannot be read: {error}")))?;
    let Ok(text) = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)) else {
        let fault = Diagnostic::error("series::encoding", Place::File(name), "the file is not UTF-8 text");
        return Err(Failure::Faults(fault.hint("save it as \"CSV UTF-8 (comma delimited)\"").into()));
    };
    let mut reader = Reader { source: Source::new(name, text), said: Diagnostics::new() };
    let points = reader.points();
    if reader.said.has_errors() {
        return Err(Failure::Faults(reader.said));
    }
    let series = Series::new(points).map_err(|error| Failure::Io(error.to_string()))?;
    Ok((series, reader.said))
}

struct Reader {
    source: Arc<Source>,
    said: Diagnostics,
}

/// A record's cells, trimmed, with the bytes of each in the file.
struct Record {
    cells: Vec<String>,
    spans: Vec<Range<usize>>,
}

impl Record {
    fn whole(&self) -> Range<usize> {
        let start = self.spans.first().map_or(0, |span| span.start);
        start..self.spans.last().map_or(start, |span| span.end)
    }

    fn cell(&self, column: usize) -> (&str, Range<usize>) {
        let end = self.whole().end;
        (
            self.cells.get(column).map_or("", String::as_str),
            self.spans.get(column).cloned().unwrap_or(end..end),
        )
    }
}

impl Reader {
    fn fault(&mut self, code: &'static str, span: Range<usize>, message: String, label: &str, hint: &str) {
        let place = Place::Span(Arc::clone(&self.source), span);
        self.said.push(Diagnostic::error(code, place, message).label(label).hint(hint));
    }

    /// Every date with its value, in the order of the dates; whatever is wrong has been said.
    fn points(&mut self) -> BTreeMap<Date, Option<f64>> {
        let mut records = records(&self.source.text).into_iter();
        let Some(header) = records.next() else {
            let place = Place::File(self.source.name.clone());
            let fault = Diagnostic::error("series::empty", place, "the file is empty");
            self.said.push(fault.hint("the first line is `date,value`, and each line below it a period"));
            return BTreeMap::new();
        };
        let Some([dates, values]) = self.columns(&header) else { return BTreeMap::new() };
        let mut points: BTreeMap<Date, Option<f64>> = BTreeMap::new();
        let mut lines: BTreeMap<Date, usize> = BTreeMap::new();
        let mut latest: Option<Date> = None;
        let mut rows = 0_usize;
        for record in records {
            rows += 1;
            let nameless = |column: usize| header.cells.get(column).is_none_or(String::is_empty);
            let stray = record.cells.iter().enumerate().any(|(at, cell)| nameless(at) && !cell.is_empty());
            if record.cells.len() <= dates.max(values) || stray {
                let cells = record.cells.len();
                let cells = if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") };
                let message = format!("{cells} where a date and a value are due");
                let hint = "the value may be empty, but keeps its comma; a number has no commas of its own";
                self.fault("series::row", record.whole(), message, "this row", hint);
                let (date, span) = record.cell(dates);
                if let Some(date) = parse_day(date) {
                    self.first(date, span, &mut lines);
                }
                continue;
            }
            let (text, date_span) = record.cell(dates);
            let date = self.date(text, date_span.clone());
            let (value, span) = record.cell(values);
            let value = self.value(value, span);
            // A day that stands twice is told whatever else is wrong with either row.
            let first = parse_day(text).is_none_or(|date| self.first(date, date_span.clone(), &mut lines));
            let (Some(date), Some(value), true) = (date, value, first) else { continue };
            if latest.is_some_and(|latest| date < latest) {
                self.out_of_order(date_span);
            }
            latest = latest.max(Some(date));
            points.insert(date, value);
        }
        if !self.said.has_errors() && points.values().all(Option::is_none) {
            let place = Place::File(self.source.name.clone());
            let message = if rows == 0 { "no row below the header" } else { "no row has a value" };
            let fault = Diagnostic::error("series::no-values", place, message);
            self.said.push(fault.hint("each line below `date,value` is a period, such as 2019-03-01,82"));
        }
        points
    }

    /// Where the two columns are; `None` when one is not there.
    fn columns(&mut self, header: &Record) -> Option<[usize; 2]> {
        let names: Vec<String> = header.cells.iter().map(|name| name.to_lowercase()).collect();
        let place = |column: &str| names.iter().position(|name| name == column);
        let found = COLUMNS.map(place);
        let missing: Vec<&str> = COLUMNS.into_iter().filter(|column| place(column).is_none()).collect();
        let mut unknown = false;
        for (index, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let (written, span) = header.cell(index);
            if place(name).is_some_and(|first| first < index) {
                let message = format!("the column `{written}` stands twice");
                self.fault("series::same-column", span, message, "again", "leave one of the two out");
            } else if !COLUMNS.contains(&name.as_str()) {
                unknown = true;
                let hint = if let Some(near) = nearest(name, missing.iter().copied()) {
                    format!("did you mean `{near}`?")
                } else if name.contains([';', '\t']) {
                    "separate the columns by commas: `date,value`".to_owned()
                } else if let Some(missing) = missing.first() {
                    format!(
                        "call it `{missing}` if it is that, else leave it out: the columns are date and value"
                    )
                } else {
                    "leave it out: the columns are date and value".to_owned()
                };
                let message = format!("unknown column `{written}`");
                self.fault("series::unknown-column", span, message, "not `date`, not `value`", &hint);
            }
        }
        // An unknown column may be the missing one, and has been told how to become it.
        for column in missing.iter().filter(|_| !unknown) {
            let hint = "the first line names the columns: `date,value`";
            self.fault(
                "series::missing-column",
                header.whole(),
                format!("no column `{column}`"),
                "not here",
                hint,
            );
        }
        match found {
            [Some(dates), Some(values)] => Some([dates, values]),
            _ => None,
        }
    }

    /// Whether a date stands for the first time; if not, that is a fault.
    fn first(&mut self, date: Date, span: Range<usize>, lines: &mut BTreeMap<Date, usize>) -> bool {
        let (line, _) = self.source.line_column(span.start);
        match lines.entry(date) {
            Entry::Vacant(free) => {
                free.insert(line);
                true
            }
            Entry::Occupied(first) => {
                let message = format!("{date} stands twice, first on line {}", first.get());
                let hint = "a period has one row: leave one of the two out";
                self.fault("series::same-date", span, message, "again", hint);
                false
            }
        }
    }

    fn date(&mut self, text: &str, span: Range<usize>) -> Option<Date> {
        let date = parse_day(text);
        if date.is_none() {
            let message =
                if text.is_empty() { "no date".to_owned() } else { format!("`{text}` is not a date") };
            let hint = "write the day as 2019-03-31, or as a spreadsheet saves it: 31/03/2019";
            self.fault("series::date", span, message, "expected a day such as 2019-03-31", hint);
        }
        date
    }

    /// The value; `Some(None)` is a missing one, `None` a fault.
    fn value(&mut self, text: &str, span: Range<usize>) -> Option<Option<f64>> {
        const EMPTY: &str = "leave the cell empty where a period has no value";
        if text.is_empty() {
            return Some(None);
        }
        let (message, hint) = match text.parse::<f64>() {
            Ok(value) if value.abs() <= Series::MOST => return Some(Some(value)),
            Ok(_) if !text.contains(|c: char| c.is_ascii_digit()) => {
                (format!("`{text}` is not a finite number"), EMPTY)
            }
            Ok(_) => (
                format!("{text} is too large to reckon with"),
                "values lie between -1e15 and 1e15: write them in a larger unit",
            ),
            Err(_) if text.ends_with('%') => {
                (format!("`{text}` is not a plain number"), "leave the percent sign out")
            }
            Err(_) if text.replace(',', "").parse::<f64>().is_ok() => {
                (format!("`{text}` is not a plain number"), "leave the commas between thousands out")
            }
            Err(_) => (format!("`{text}` is not a number"), EMPTY),
        };
        self.fault("series::value", span, message, "expected a number such as 82 or 79.5", hint);
        None
    }

    /// Said once: a file that starts with the newest is otherwise one long warning.
    fn out_of_order(&mut self, span: Range<usize>) {
        if self.said.iter().any(|one| one.code == "series::order") {
            return;
        }
        let place = Place::Span(Arc::clone(&self.source), span);
        let warning =
            Diagnostic::warning("series::order", place, "the rows are not in the order of their dates");
        self.said.push(warning.label("earlier than a row above").hint("they were put in order"));
    }
}

/// The records of a text, blank lines left out.
fn records(text: &str) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut all = Vec::new();
    for record in reader.records() {
        // The text is UTF-8 and rows may have any length, so that reading a record cannot fail.
        let Ok(record) = record else { continue };
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
        let mut spans = spans(text, start);
        if spans.len() != cells.len() {
            // Quotation marks inside a cell: the place is the row then.
            let whole =
                spans.first().map_or(start, |span| span.start)..spans.last().map_or(start, |span| span.end);
            spans = vec![whole; cells.len()];
        }
        all.push(Record { cells, spans });
    }
    all
}

/// The bytes of each cell of the record that starts at or after a byte, without spaces around them.
fn spans(text: &str, start: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let first = start + bytes.iter().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let mut quoted = false;
    let mut cell = first;
    let mut spans = Vec::new();
    for (at, byte) in bytes.iter().enumerate().skip(first) {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                spans.push(trimmed(text, cell..at));
                cell = at + 1;
            }
            b'\r' | b'\n' if !quoted => {
                spans.push(trimmed(text, cell..at));
                return spans;
            }
            _ => {}
        }
    }
    spans.push(trimmed(text, cell..bytes.len()));
    spans
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let cell = text.get(span.clone()).unwrap_or("");
    let start = span.start + (cell.len() - cell.trim_start().len());
    start..(start + cell.trim().len())
}
