//! Problems drawn for people, and as JSON.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Place, Severity};

impl Diagnostics {
    /// Draws every problem, with the lines of the file under it; `colour` adds terminal colours.
    pub fn render(&self, colour: bool) -> String {
        let mut out = String::new();
        for one in self.iter() {
            out.push_str(&one.render(colour));
            out.push('\n');
        }
        out
    }

    /// The problems as a JSON array; lines and columns count from 1.
    pub fn to_json(&self) -> Value {
        Value::Array(self.iter().map(Diagnostic::to_json).collect())
    }
}

impl Diagnostic {
    fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str()).id(self.code);
        let mut group = match &self.place {
            Place::Span(source, span) => {
                let mut mark = AnnotationKind::Primary.span(span.clone());
                if let Some(label) = &self.label {
                    mark = mark.label(label.as_str());
                }
                title.element(
                    Snippet::source(source.text.as_str()).path(source.name.as_str()).annotation(mark),
                )
            }
            _ => title.elements(Vec::<annotate_snippets::Message<'_>>::new()),
        };
        let place = self.place.words();
        if let Some(place) = &place {
            group = group.element(Level::NOTE.no_name().message(format!("at {place}")));
        }
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        let mut text = renderer.render(&[group]);
        text.push('\n');
        text
    }

    fn to_json(&self) -> Value {
        let (file, line, column, end) = match &self.place {
            Place::Span(source, span) => {
                let (line, column) = source.line_column(span.start);
                let (end_line, end_column) = source.line_column(span.end);
                (
                    Some(source.name.clone()),
                    json!(line),
                    json!(column),
                    json!({ "line": end_line, "column": end_column }),
                )
            }
            Place::Row { file, line, column } => {
                (Some(file.clone()), json!(line), json!(column), Value::Null)
            }
            Place::File(file) => (Some(file.clone()), Value::Null, Value::Null, Value::Null),
            Place::Table { file, table, column, row } => {
                (Some(file.clone()), json!(row), json!(column), json!({ "table": table }))
            }
            Place::None => (None, Value::Null, Value::Null, Value::Null),
        };
        json!({
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "file": file,
            "line": line,
            "column": column,
            "end": end,
            "label": self.label,
            "hint": self.hint,
        })
    }
}

impl Place {
    /// The place in words, where a picture of the line does not show it already.
    fn words(&self) -> Option<String> {
        match self {
            Self::Span(..) | Self::None => None,
            Self::Row { file, line, column: None } => Some(format!("{file}:{line}")),
            Self::Row { file, line, column: Some(column) } => Some(format!("{file}:{line}, column {column}")),
            Self::File(file) => Some(file.clone()),
            Self::Table { file, table, column, row } => {
                let mut words = format!("{file}, table {table}");
                if let Some(column) = column {
                    words += &format!(", column {column}");
                }
                if let Some(row) = row {
                    words += &format!(", row {row}");
                }
                Some(words)
            }
        }
    }
}
