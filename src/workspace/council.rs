//! Whose workspace it is: the council's name and codes, and when its boards meet.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source, nearest};
use crate::fields::{Fields, Located};
use crate::template::{Calendar, Template};

/// A council, as its workspace names it; each part is `None` where the workspace leaves it to the snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Council {
    /// Its name.
    pub name: Option<String>,
    /// The Department for Education's three digits: "305".
    pub la_code: Option<String>,
    /// The Office for National Statistics' code: "E09000006".
    pub ons_code: Option<String>,
}

/// When packs fall due where the council's boards meet otherwise than their templates say.
#[derive(Debug, Clone, Default)]
pub(super) struct BoardCalendar {
    due: Vec<(Located<String>, Calendar)>,
}

/// Reads name and codes from the top of `boardpack.toml`.
pub(super) fn read(fields: &Fields<'_>) -> Council {
    let name = fields.text_that_says("council", "write the council's name, or leave the field out");
    let code = |key: &str, is_code: fn(&str) -> bool, hint: &str| {
        let text = fields.text_that_says(key, hint)?;
        if !is_code(&text.value) {
            let words = format!("`{key}` cannot be `{}`", text.value);
            fields.fault("workspace::code", text.span, words).hint(hint);
            return None;
        }
        Some(text.value)
    };
    Council {
        name: name.map(|text| text.value),
        la_code: code("la-code", is_la_code, "the Department for Education's three digits, as 305"),
        ons_code: code("ons-code", is_ons_code, "the Office for National Statistics' code, as E09000006"),
    }
}

/// Whether a text is a council's code of the Department for Education.
pub fn is_la_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is an English council's code of the Office for National Statistics.
pub fn is_ons_code(text: &str) -> bool {
    text.len() == 9
        && text.strip_prefix('E').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl BoardCalendar {
    /// Reads the table `calendar`: a pack's id, and when it falls due.
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let Some(table) = fields.table("calendar") else { return Self::default() };
        let due = table
            .keys()
            .into_iter()
            .filter_map(|id| {
                let calendar = table.one_of(&id.value, &Calendar::ALL)?;
                Some((id, calendar.value))
            })
            .collect();
        Self { due }
    }

    /// Sets when the templates fall due; an id that no template has is a fault.
    pub(super) fn apply(&self, templates: &mut [Template], source: &Arc<Source>, faults: &mut Diagnostics) {
        for (id, calendar) in &self.due {
            if let Some(template) = templates.iter_mut().find(|template| template.id == id.value) {
                template.calendar = *calendar;
                continue;
            }
            let hint = match nearest(&id.value, templates.iter().map(|template| template.id.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "a pack's id is the name of its template's file".to_owned(),
            };
            let place = Place::Span(Arc::clone(source), id.span.clone());
            faults.push(
                Diagnostic::error("workspace::unknown-pack", place, format!("no pack `{}`", id.value))
                    .hint(hint),
            );
        }
    }
}
