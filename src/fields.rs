//! Reading a user's TOML file field by field, so that every fault in it is told at once.
//!
//! Takes a text, gives typed fields with the place of each; keeps a list of faults instead of stopping at one.
//! It knows nothing of what the fields mean. A leaf: measure files, templates and the workspace are read with it.

mod file;
mod scalar;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::calendar::{Date, parse_iso};
use crate::diagnostic::{Diagnostic, nearest};

pub use file::{Ask, Asked, FileReader};
pub use scalar::Scalar;
use scalar::integer;

/// A value with the bytes of the file that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Bytes in the source.
    pub span: Range<usize>,
}

/// A table of the file; fields that nobody asked for are faults.
#[derive(Debug)]
pub struct Fields<'a> {
    file: &'a FileReader,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    path: Vec<String>,
    asked: RefCell<BTreeSet<String>>,
}

impl<'a> Fields<'a> {
    fn new(file: &'a FileReader, table: &'a DeTable<'a>, span: Range<usize>, path: Vec<String>) -> Self {
        Self { file, table, span, path, asked: RefCell::default() }
    }

    /// The file it belongs to.
    pub fn file(&self) -> &'a FileReader {
        self.file
    }

    /// Where the table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn below(&self, key: &str) -> Vec<String> {
        self.path.iter().cloned().chain([key.to_owned()]).collect()
    }

    /// Notes what is asked of a field.
    fn note(&self, key: &str, ask: Ask) {
        self.file.asked.borrow_mut().entry(self.below(key)).or_default().insert(ask);
    }

    fn ask(&self, key: &str, ask: Ask) -> Option<&'a Spanned<DeValue<'a>>> {
        self.note(key, ask);
        self.get(key)
    }

    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.file.asked.borrow_mut().entry(self.below(key)).or_default();
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Whether the field is there.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether the field is there and is no list.
    pub fn is_no_list(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| !matches!(value.get_ref(), DeValue::Array(_)))
    }

    /// Names of all fields present, in the file's order of keys.
    pub fn keys(&self) -> Vec<Located<String>> {
        let mut keys: Vec<_> = self
            .table
            .iter()
            .map(|(name, _)| Located { value: name.get_ref().to_string(), span: name.span() })
            .collect();
        keys.sort_by_key(|key| key.span.start);
        keys
    }

    fn name(&self, key: &str) -> String {
        self.below(key).join(".")
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = match value.get_ref() {
            DeValue::String(text) if expected.starts_with("a day") => {
                format!("`{}` must be {expected}, not `{text}`", self.name(key))
            }
            DeValue::Integer(_) if expected == "a whole number" => {
                format!("`{}` is too large a number", self.name(key))
            }
            _ => format!("`{}` must be {expected}, not {found}", self.name(key)),
        };
        self.file.fault(
            Diagnostic::error("toml::type", self.file.at(value.span()), message)
                .hint(format!("write {expected}{}", example_of(expected))),
        );
    }

    fn missing(&self, key: &str, expected: &str) {
        self.file.fault(
            Diagnostic::error(
                "toml::missing-field",
                self.file.at(self.span.start..self.span.start),
                format!("`{}` is missing", self.name(key)),
            )
            .hint(format!("add `{key} = …`: {expected}")),
        );
    }

    /// A text, if there.
    pub fn text(&self, key: &str) -> Option<Located<String>> {
        self.note(key, Ask::Text);
        self.text_of(key)
    }

    fn text_of(&self, key: &str) -> Option<Located<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Located { value: text.to_string(), span: value.span() }),
            _ => {
                self.wrong_type(key, value, "a text in quotes");
                None
            }
        }
    }

    /// A text that must be there and say something; `expected` says what.
    pub fn required_text(&self, key: &str, expected: &str) -> Option<Located<String>> {
        self.note(key, Ask::Required);
        if !self.has(key) {
            self.missing(key, expected);
            return None;
        }
        self.text_that_says(key, expected)
    }

    /// A text that says something, if there; `expected` says what.
    pub fn text_that_says(&self, key: &str, expected: &str) -> Option<Located<String>> {
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            self.file.fault(
                Diagnostic::error(
                    "toml::empty",
                    self.file.at(text.span.clone()),
                    format!("`{}` is empty", self.name(key)),
                )
                .hint(expected.to_owned()),
            );
            return None;
        }
        Some(text)
    }

    /// A list of texts; absent is empty.
    pub fn texts(&self, key: &str) -> Vec<Located<String>> {
        let Some(value) = self.ask(key, Ask::Texts) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::String(text) => {
                    texts.push(Located { value: text.to_string(), span: item.span() });
                }
                _ => self.wrong_type(key, item, "a text in quotes"),
            }
        }
        texts
    }

    /// A list of texts that must be there and hold one at least; `expected` says what.
    pub fn required_texts(&self, key: &str, expected: &str) -> Vec<Located<String>> {
        self.note(key, Ask::Required);
        let texts = self.texts(key);
        match self.get(key).map(|value| (value.get_ref(), value.span())) {
            None => self.missing(key, expected),
            Some((DeValue::Array(array), span)) if array.is_empty() => self.file.fault(
                Diagnostic::error(
                    "toml::empty",
                    self.file.at(span),
                    format!("`{}` is empty", self.name(key)),
                )
                .hint(expected.to_owned()),
            ),
            Some(_) => {}
        }
        texts
    }

    /// A whole number, if there.
    pub fn integer(&self, key: &str) -> Option<Located<i64>> {
        let value = self.ask(key, Ask::Integer)?;
        let parsed = integer(value.get_ref());
        if parsed.is_none() {
            self.wrong_type(key, value, "a whole number");
        }
        parsed.map(|number| Located { value: number, span: value.span() })
    }

    /// A number with or without a point, as its digits, so that none is lost to binary floating point; if there.
    pub fn number(&self, key: &str) -> Option<Located<String>> {
        let value = self.get(key)?;
        let digits = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let plain = digits
            .map(|digits| digits.trim_start_matches('+').replace('_', ""))
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-'));
        if plain.is_none() {
            self.wrong_type(key, value, "a plain number");
        }
        plain.map(|number| Located { value: number, span: value.span() })
    }

    /// True or false, if there.
    pub fn boolean(&self, key: &str) -> Option<bool> {
        let value = self.ask(key, Ask::Boolean)?;
        let parsed = value.get_ref().as_bool();
        if parsed.is_none() {
            self.wrong_type(key, value, "true or false");
        }
        parsed
    }

    /// A day, as a TOML date or an ISO text, if there.
    pub fn date(&self, key: &str) -> Option<Located<Date>> {
        let value = self.ask(key, Ask::Date)?;
        let parsed = match value.get_ref() {
            DeValue::Datetime(day) => parse_iso(&day.to_string()),
            DeValue::String(text) => parse_iso(text),
            _ => None,
        };
        if parsed.is_none() {
            self.wrong_type(key, value, "a day such as 2019-03-31");
        }
        parsed.map(|day| Located { value: day, span: value.span() })
    }

    /// One of a set of words, if there; another word is a fault with the nearest right one.
    pub fn one_of<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<Located<T>> {
        self.note(key, Ask::OneOf(choices.iter().map(|(word, _)| (*word).to_owned()).collect()));
        let text = self.text_of(key)?;
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(Located { value: *choice, span: text.span });
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let mut hint = format!("one of {}", words.join(", "));
        if let Some(near) = nearest(&text.value, words) {
            hint = format!("did you mean `{near}`? {hint}");
        }
        self.file.fault(
            Diagnostic::error(
                "toml::unknown-word",
                self.file.at(text.span),
                format!("`{}` cannot be `{}`", self.name(key), text.value),
            )
            .hint(hint),
        );
        None
    }

    /// A day that must be there; `expected` says what it is.
    pub fn required_date(&self, key: &str, expected: &str) -> Option<Located<Date>> {
        self.note(key, Ask::Required);
        if !self.has(key) {
            self.missing(key, expected);
        }
        self.date(key)
    }

    /// One of a set of words that must be there.
    pub fn required_one_of<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<Located<T>> {
        self.note(key, Ask::Required);
        if !self.has(key) {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.missing(key, &format!("one of {}", words.join(", ")));
            return None;
        }
        self.one_of(key, choices)
    }

    /// A table, if there.
    pub fn table(&self, key: &str) -> Option<Fields<'a>> {
        let value = self.ask(key, Ask::Table)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Self::new(self.file, table, value.span(), self.below(key))),
            _ => {
                self.wrong_type(key, value, "a table");
                None
            }
        }
    }

    /// A table that must be there.
    pub fn required_table(&self, key: &str, expected: &str) -> Option<Fields<'a>> {
        self.note(key, Ask::Required);
        if !self.has(key) {
            self.missing(key, expected);
        }
        self.table(key)
    }

    /// A list of tables; absent is empty.
    pub fn tables(&self, key: &str) -> Vec<Fields<'a>> {
        let Some(value) = self.ask(key, Ask::Tables) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(key, value, "a list of tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::Table(table) => {
                    tables.push(Self::new(self.file, table, item.span(), self.below(key)));
                }
                _ => self.wrong_type(key, item, "a table"),
            }
        }
        tables
    }

    /// Any single value as plain text (a number as its digits, true and false as 1 and 0), if there.
    pub fn scalar(&self, key: &str) -> Option<Located<Scalar>> {
        let value = self.ask(key, Ask::Scalar)?;
        let scalar = match value.get_ref() {
            DeValue::String(text) => Some(Scalar::Text(text.to_string())),
            DeValue::Boolean(flag) => Some(Scalar::Integer(i64::from(*flag))),
            whole @ DeValue::Integer(_) => integer(whole).map(Scalar::Integer),
            DeValue::Datetime(day) => Some(Scalar::Text(day.to_string())),
            DeValue::Float(number) => number.as_str().replace('_', "").parse().ok().map(Scalar::Real),
            _ => None,
        };
        if scalar.is_none() {
            self.wrong_type(key, value, "a single value");
        }
        scalar.map(|scalar| Located { value: scalar, span: value.span() })
    }

    /// Makes every field that was not asked for a fault, with the nearest known name.
    pub fn refuse_unknown(&self) {
        let asked = self.asked.borrow();
        for key in self.keys() {
            if asked.contains(&key.value) {
                continue;
            }
            let mut fault = Diagnostic::error(
                "toml::unknown-field",
                self.file.at(key.span),
                format!("unknown field `{}`", self.name(&key.value)),
            );
            let known = asked.iter().map(String::as_str);
            fault = match nearest(&key.value, known) {
                Some(near) => fault.hint(format!("did you mean `{near}`?")),
                None => {
                    let all: Vec<&str> = asked.iter().map(String::as_str).collect();
                    fault.hint(format!("known fields here: {}", all.join(", ")))
                }
            };
            self.file.fault(fault);
        }
    }

    /// Adds a fault at a place of this file.
    pub fn fault(&self, code: &'static str, span: Range<usize>, message: impl Into<String>) -> FaultAt<'a> {
        FaultAt { file: self.file, diagnostic: Some(Diagnostic::error(code, self.file.at(span), message)) }
    }
}

/// How a value of a type is written, for a hint.
fn example_of(expected: &str) -> &'static str {
    match expected {
        "a text in quotes" => ", as \"…\"",
        "a list of texts" => ", as [\"…\", \"…\"]",
        "a list of tables" => ", as [{ … }, { … }]",
        "a table" => ", as { … } or under [its name]",
        "a plain number" => ", as 92 or 92.5",
        _ => "",
    }
}

/// A fault about to be noted; it is noted when this goes out of scope.
#[derive(Debug)]
pub struct FaultAt<'a> {
    file: &'a FileReader,
    diagnostic: Option<Diagnostic>,
}

impl FaultAt<'_> {
    /// Adds what to do.
    pub fn hint(mut self, hint: impl Into<String>) {
        self.diagnostic = self.diagnostic.take().map(|one| one.hint(hint));
    }
}

impl Drop for FaultAt<'_> {
    fn drop(&mut self) {
        if let Some(diagnostic) = self.diagnostic.take() {
            self.file.fault(diagnostic);
        }
    }
}
