//! Reading a user's JSON file value by value, so that every fault in it is told at once.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};

/// A file being read: its text, and the faults found so far.
#[derive(Debug)]
pub(super) struct Reader {
    source: Arc<Source>,
    faults: RefCell<Vec<Diagnostic>>,
}

impl Reader {
    pub(super) fn new(source: Arc<Source>) -> Self {
        Self { source, faults: RefCell::default() }
    }

    /// Reads the file with `read`; gives what it made, or every fault in the order of the lines.
    pub(super) fn read<T>(self, read: impl FnOnce(&Self, &Value<'_>) -> Option<T>) -> Result<T, Diagnostics> {
        let source = Arc::clone(&self.source);
        let made = match parse_to_ast(&source.text, &CollectOptions::default(), &strict()) {
            Ok(parsed) => match parsed.value {
                Some(value) => read(&self, &value),
                None => {
                    self.fault(
                        "json::empty",
                        0..0,
                        "the file holds no table".to_owned(),
                        "`boardpack suppress --help` shows one",
                    );
                    None
                }
            },
            Err(error) => {
                let range = error.range();
                self.fault(
                    "json::syntax",
                    range.start..range.end,
                    lower(&error.kind().to_string()),
                    "JSON wants double quotes around names and texts, a comma between two entries and none after the last",
                );
                None
            }
        };
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|one| match &one.place {
            Place::Span(_, span) => span.start,
            _ => 0,
        });
        match made {
            Some(made) if faults.is_empty() => Ok(made),
            _ => Err(faults.into_iter().collect()),
        }
    }

    pub(super) fn fault(
        &self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let place = Place::Span(Arc::clone(&self.source), span);
        self.faults.borrow_mut().push(Diagnostic::error(code, place, message).hint(hint));
    }

    /// A value that is not of the kind wanted.
    pub(super) fn wrong(&self, value: &Value<'_>, what: &str, wanted: &str) {
        let message = format!("{what} is {}, where {wanted} is wanted", kind(value));
        self.fault("table::kind", span(value), message, format!("write {wanted}"));
    }

    pub(super) fn object<'v, 'a>(&self, value: &'v Value<'a>, what: &str) -> Option<&'v Object<'a>> {
        let Some(object) = value.as_object() else {
            self.wrong(value, what, "an object");
            return None;
        };
        for (at, property) in object.properties.iter().enumerate() {
            if object.properties[..at].iter().any(|other| other.name.as_str() == property.name.as_str()) {
                let message = format!("`{}` is given twice", property.name.as_str());
                let range = property.range();
                self.fault("table::twice", range.start..range.end, message, "leave one of them");
            }
        }
        Some(object)
    }

    pub(super) fn list<'v, 'a>(&self, value: &'v Value<'a>, what: &str) -> Option<&'v [Value<'a>]> {
        let list = value.as_array().map(|list| list.elements.as_slice());
        if list.is_none() {
            self.wrong(value, what, "a list");
        }
        list
    }

    pub(super) fn text<'v>(&self, value: &'v Value<'_>, what: &str) -> Option<&'v str> {
        let text = value.as_string_lit().map(|text| text.value.as_ref());
        if text.is_none() {
            self.wrong(value, what, "a text");
        }
        text
    }

    /// A number as it stands in the file.
    pub(super) fn number(&self, value: &Value<'_>, what: &str) -> Option<f64> {
        let number = value.as_number_lit().and_then(|number| number.value.parse::<f64>().ok());
        if number.is_none() {
            self.wrong(value, what, "a number");
        }
        number
    }

    /// A whole number from `least` to `greatest`.
    pub(super) fn whole(&self, value: &Value<'_>, what: &str, least: i64, greatest: i64) -> Option<i64> {
        let Some(literal) = value.as_number_lit() else {
            self.wrong(value, what, "a whole number");
            return None;
        };
        let number = literal.value.parse::<i64>().ok().filter(|number| (least..=greatest).contains(number));
        if number.is_none() {
            let message = format!("{what} is {}", literal.value);
            self.fault(
                "table::number",
                span(value),
                message,
                format!("write a whole number from {least} to {greatest}"),
            );
        }
        number
    }
}

/// The bytes of a value.
pub(super) fn span(value: &Value<'_>) -> Range<usize> {
    let range = value.range();
    range.start..range.end
}

/// JSON as it is defined, nothing besides.
fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "a text",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "true or false",
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::NullKeyword(_) => "null",
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
