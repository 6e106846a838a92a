//! Cells to values, row by row, with a repair for whatever is not as it should be.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::cell;
use super::super::repair::{Action, Repair, Rule};
use super::super::sheet::{Sheet, SheetRow};
use super::codes;
use super::rows::At;
use crate::calendar::Date;

/// A row that was refused; the repair has been written down.
pub(super) struct Refused;

/// The rows of one file, and what was said of them.
pub(super) struct Reader<'a> {
    sheet: &'a Sheet,
    file: Arc<str>,
    /// Whether the YEAR column is to be believed.
    by_year: bool,
    repairs: &'a mut Vec<Repair>,
}

/// The row in hand.
pub(super) struct Row<'a> {
    row: &'a SheetRow,
    pub(super) at: At,
    pub(super) child: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(sheet: &'a Sheet, by_year: bool, repairs: &'a mut Vec<Repair>) -> Self {
        Self { sheet, file: sheet.name.as_str().into(), by_year: by_year && sheet.has("YEAR"), repairs }
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.sheet.has(column)
    }

    /// Reads every row by `read`; those that cannot be read are written down and left out.
    pub(super) fn rows<T>(
        &mut self,
        mut read: impl FnMut(&mut Self, &Row<'a>) -> Result<T, Refused>,
    ) -> Vec<T> {
        let mut seen: HashMap<&[String], u64> = HashMap::new();
        let mut out = Vec::with_capacity(self.sheet.rows.len());
        for row in &self.sheet.rows {
            let mut at = At { file: Arc::clone(&self.file), line: row.line, year: None };
            if let Some(fault) = &row.fault {
                self.repairs.push(at.repair(Rule::RowShape, Action::Refused, fault.as_str()));
                continue;
            }
            if let Some(first) = seen.get(row.cells.as_slice()) {
                let words = format!("the same as line {first}");
                self.repairs.push(at.repair(Rule::DuplicateRow, Action::LeftOut, words));
                continue;
            }
            seen.insert(&row.cells, row.line);
            if self.by_year && self.year_of(&mut at, row).is_err() {
                continue;
            }
            let mut in_hand = Row { row, at, child: String::new() };
            let Some(child) = self.text(&in_hand, "CHILD") else {
                self.say(&in_hand, Rule::ChildMissing, Action::Refused, "CHILD is blank");
                continue;
            };
            cell::without_point_zero(child).clone_into(&mut in_hand.child);
            if let Ok(value) = read(self, &in_hand) {
                out.push(value);
            }
        }
        out
    }

    /// The return that the YEAR column names: the year in which it ends, 31 March; `2016-17` says both.
    fn year_of(&mut self, at: &mut At, row: &SheetRow) -> Result<(), Refused> {
        let text = self.sheet.cell(row, "YEAR");
        at.year = cell::plain_year(text).map(|ends| ends - 1).or_else(|| cell::financial_year(text));
        if at.year.is_some() {
            return Ok(());
        }
        let words = if text.is_empty() {
            "YEAR is blank".to_owned()
        } else {
            format!("YEAR `{text}` is not a year such as 2018 (the return to 31 March 2018) or 2017-18")
        };
        self.repairs.push(at.repair(Rule::YearMissing, Action::Refused, words));
        Err(Refused)
    }

    /// Writes down what became of a row.
    pub(super) fn say(&mut self, row: &Row<'_>, rule: Rule, action: Action, words: impl Into<String>) {
        let words = words.into();
        let words = if row.child.is_empty() { words } else { format!("child {}: {words}", row.child) };
        self.repairs.push(row.at.repair(rule, action, words));
    }

    /// A cell's text; blank and the placeholder are `None`.
    pub(super) fn text(&mut self, row: &Row<'a>, column: &str) -> Option<&'a str> {
        let text = self.sheet.cell(row.row, column);
        if cell::is_placeholder(text) {
            self.say(row, Rule::Placeholder, Action::Changed, format!("{column} holds {text}"));
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// A date, `None` where blank or, with a repair, unreadable.
    pub(super) fn date(&mut self, row: &Row<'a>, column: &str) -> Option<Date> {
        let text = self.text(row, column)?;
        let date = cell::date(text);
        if date.is_none() {
            let words = format!("{column} `{text}` is not a date");
            self.say(row, Rule::DateUnreadable, Action::Changed, format!("{words}; read as blank"));
        }
        date
    }

    /// A date where a date that cannot be read would change what the row means; blank is `None`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn date_or_refuse(&mut self, row: &Row<'a>, column: &str) -> Result<Option<Date>, Refused> {
        let Some(text) = self.text(row, column) else { return Ok(None) };
        let Some(date) = cell::date(text) else {
            let words = format!("{column} `{text}` is not a date");
            self.say(row, Rule::DateUnreadable, Action::Refused, words);
            return Err(Refused);
        };
        Ok(Some(date))
    }

    /// A date that the row cannot do without.
    ///
    /// # Errors
    /// When it is blank or cannot be read.
    pub(super) fn needed_date(&mut self, row: &Row<'a>, column: &str) -> Result<Date, Refused> {
        let date = self.date_or_refuse(row, column)?;
        date.ok_or_else(|| {
            self.say(row, Rule::DateMissing, Action::Refused, format!("{column} is blank"));
            Refused
        })
    }

    /// A code of the list of a snapshot's column; `None` where blank or, with a repair, unknown.
    pub(super) fn code(&mut self, row: &Row<'a>, column: &str, list: &str) -> Option<String> {
        let text = self.text(row, column)?;
        let code = self.known(row, column, list, text);
        if code.is_none() {
            let words = format!("{column} `{text}` is not in the code list; read as blank");
            self.say(row, Rule::CodeUnknown, Action::Changed, words);
        }
        code
    }

    /// A code that the row cannot do without.
    ///
    /// # Errors
    /// When it is blank or unknown.
    pub(super) fn needed_code(&mut self, row: &Row<'a>, column: &str, list: &str) -> Result<String, Refused> {
        let Some(text) = self.text(row, column) else {
            self.say(row, Rule::CodeMissing, Action::Refused, format!("{column} is blank"));
            return Err(Refused);
        };
        self.known(row, column, list, text).ok_or_else(|| {
            let words = format!("{column} `{text}` is not in the code list");
            self.say(row, Rule::CodeUnknown, Action::Refused, words);
            Refused
        })
    }

    /// The code as the list has it: in upper case, and without the `.0` of a spreadsheet.
    fn known(&mut self, row: &Row<'a>, column: &str, list: &str, text: &str) -> Option<String> {
        let plain = cell::without_point_zero(text);
        let list = codes::of(list);
        if list.contains(&plain) {
            return Some(plain.to_owned());
        }
        let upper = plain.to_uppercase();
        list.contains(&upper.as_str()).then(|| {
            let words = format!("{column} `{text}` read as {upper}");
            self.say(row, Rule::CodeCase, Action::Changed, words);
            upper
        })
    }

    /// A whole number in a range; `None` where blank or, with a repair, not one.
    pub(super) fn number(
        &mut self,
        row: &Row<'a>,
        column: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let text = self.text(row, column)?;
        let number = cell::whole_number(text).filter(|number| range.contains(number));
        if number.is_none() {
            let (low, high) = (range.start(), range.end());
            let words =
                format!("{column} `{text}` is not a whole number from {low} to {high}; read as blank");
            self.say(row, Rule::NumberUnreadable, Action::Changed, words);
        }
        number
    }

    /// A flag, 1 or 0.
    pub(super) fn flag(&mut self, row: &Row<'a>, column: &str) -> Option<bool> {
        self.number(row, column, 0..=1).map(|number| number == 1)
    }
}
