//! A row of tidy data, read back.

use csv::StringRecord;

use crate::calendar::{Date, Period, parse_iso};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::quantity::Symbol;

/// A row of tidy data as it was released. Numbers stay the texts that were written: none is rounded twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRow {
    /// Id of the measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// First day that it speaks of.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// Time basis.
    pub basis: String,
    /// Form: share, count, rate, ratio, mean, median, parts.
    pub form: String,
    /// Breakdown; empty for the whole.
    pub breakdown: String,
    /// Group of the breakdown; empty for the whole.
    pub group: String,
    /// Part of a distribution, or what a rate is for; else empty.
    pub category: String,
    /// Numerator; `None` where there is none, or it is hidden.
    pub numerator: Option<String>,
    /// Denominator; `None` where there is none, or it is hidden.
    pub denominator: Option<String>,
    /// The value; `None` where there is none, or it is hidden.
    pub value: Option<String>,
    /// As printed.
    pub shown: String,
    /// Rows not recorded; `None` in published packs.
    pub missing: Option<i64>,
    /// Whether there is a figure, or why not.
    pub availability: String,
    /// Version of the definition.
    pub definition: i64,
}

/// What a row speaks of: no two rows of a pack have the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// Id of the measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// Breakdown, group and category.
    pub part: [String; 3],
    /// Whether it is the rate beside a count.
    pub is_rate: bool,
}

impl WrittenRow {
    /// What it speaks of.
    pub fn key(&self) -> RowKey {
        RowKey {
            measure: self.measure.clone(),
            period: self.period,
            part: [self.breakdown.clone(), self.group.clone(), self.category.clone()],
            is_rate: self.form == "rate",
        }
    }

    /// Whether its number is hidden so that nobody can be recognised.
    pub fn is_hidden(&self) -> bool {
        self.symbol() == Some(Symbol::Confidential)
    }

    /// The symbol that stands in place of its number; `None` where there is one.
    pub fn symbol(&self) -> Option<Symbol> {
        if self.value.is_some() {
            None
        } else if self.availability == "confidential" || self.shown == Symbol::Confidential.code() {
            Some(Symbol::Confidential)
        } else {
            Symbol::from_code(&self.shown).or(Some(Symbol::NotAvailable))
        }
    }

    /// The numerator as a whole number.
    pub fn numerator(&self) -> Option<i64> {
        self.numerator.as_deref()?.parse().ok()
    }

    /// The denominator as a whole number; `None` too for a base that ends in a half.
    pub fn denominator(&self) -> Option<i64> {
        self.denominator.as_deref()?.parse().ok()
    }
}

/// Whether rows are of a pack that shows every figure: it tells how many are not recorded, as no published one does.
pub fn shows_all(rows: &[WrittenRow]) -> bool {
    rows.iter().any(|row| row.missing.is_some())
}

/// The columns that are read; others may stand among them.
const COLUMNS: [&str; 16] = [
    "measure",
    "period",
    "from",
    "to",
    "basis",
    "form",
    "breakdown",
    "group",
    "category",
    "numerator",
    "denominator",
    "value",
    "shown",
    "missing",
    "availability",
    "definition",
];

/// Reads a file of tidy data.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Vec<WrittenRow>, Diagnostics> {
    let place = |line: u64, column: Option<&str>| Place::Row {
        file: name.to_owned(),
        line,
        column: column.map(str::to_owned),
    };
    let hint = "build the packs again: a file of tidy data is not for editing";
    let fault = |line, column, message: String| {
        Diagnostic::error("packs::tidy", place(line, column), message).hint(hint)
    };
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let header = reader
        .headers()
        .cloned()
        .map_err(|error| Diagnostics::from(fault(1, None, format!("cannot be read: {error}"))))?;
    let mut faults = Diagnostics::new();
    let places = COLUMNS.map(|column| {
        let found = header.iter().position(|one| one == column);
        if found.is_none() {
            faults.push(fault(1, None, format!("has no column `{column}`")));
        }
        found.unwrap_or_default()
    });
    faults.or(())?;
    let mut faults = Diagnostics::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                match row(&record, &places) {
                    Ok(row) => rows.push(row),
                    Err((column, text)) => {
                        faults.push(fault(line, Some(column), format!("`{text}` cannot be read")));
                    }
                }
            }
            Err(error) => faults.push(fault(0, None, format!("cannot be read: {error}"))),
        }
    }
    faults.or(rows)
}

/// A row, or the column that cannot be read and its text.
fn row(record: &StringRecord, places: &[usize; 16]) -> Result<WrittenRow, (&'static str, String)> {
    let cell = |at: usize| record.get(places[at]).unwrap_or_default().to_owned();
    let wrong = |at: usize| (COLUMNS[at], cell(at));
    let number = |at: usize| {
        let text = cell(at);
        if text.is_empty() {
            return Ok(None);
        }
        // Every number that was written is a plain decimal.
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
        if plain && text.parse::<f64>().is_ok() { Ok(Some(text)) } else { Err(wrong(at)) }
    };
    let day = |at: usize| parse_iso(&cell(at)).ok_or_else(|| wrong(at));
    let missing = cell(13);
    Ok(WrittenRow {
        measure: cell(0),
        period: cell(1).parse().map_err(|_| wrong(1))?,
        from: day(2)?,
        to: day(3)?,
        basis: cell(4),
        form: cell(5),
        breakdown: cell(6),
        group: cell(7),
        category: cell(8),
        numerator: number(9)?,
        denominator: number(10)?,
        value: number(11)?,
        shown: cell(12),
        missing: if missing.is_empty() { None } else { Some(missing.parse().map_err(|_| wrong(13))?) },
        availability: cell(14),
        definition: cell(15).parse().map_err(|_| wrong(15))?,
    })
}
