//! What a pack prints in place of a placeholder.

use super::placeholder::{Form, Placeholder};
use super::signature::SignedFor;
use crate::calendar::Period;
use crate::protect::{Publishable, Released};
use crate::quantity::Symbol;

/// A pack that texts stand in: its figures, and the periods that it shows.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Its id.
    pub pack: &'a str,
    /// What may be shown.
    pub figures: &'a Publishable,
    /// The period reported on.
    pub period: Period,
    /// Every period that it shows.
    pub history: &'a [Period],
}

impl<'a> Told<'a> {
    /// The figure that a placeholder speaks of; `None` where the pack does not show its period, or it is not released.
    pub fn figure(&self, placeholder: &Placeholder) -> Option<&'a Released> {
        let period = placeholder.when.period(self.period);
        self.history.contains(&period).then(|| self.figures.figure(&placeholder.measure, period)).flatten()
    }

    /// The words of a placeholder: of a figure that is not released what is said in place of it. `None` where there is no
    /// such figure.
    pub fn words(&self, placeholder: &Placeholder) -> Option<String> {
        self.figure(placeholder).map(|figure| words_of(figure, placeholder.form))
    }

    /// For whom its figures are signed.
    pub fn signed_for(&self) -> SignedFor {
        SignedFor::of(self.figures.profile())
    }
}

/// A figure in a form, to stand in a sentence: without a full stop of its own.
fn words_of(figure: &Released, form: Form) -> String {
    let hidden = |what: &str| format!("{what} {}", Symbol::Confidential);
    let judgement = figure.judgement.as_ref();
    match form {
        Form::Long | Form::Short => {
            let words = if form == Form::Long { &figure.long } else { &figure.short };
            if *words == Symbol::Confidential.code() { hidden("a number not shown") } else { in_prose(words) }
        }
        Form::Status => match judgement {
            Some(judgement) => judgement.standing.status.word().to_lowercase(),
            None if figure.confidential => hidden("not shown"),
            None => "not judged".to_owned(),
        },
        Form::Change => match judgement {
            Some(judgement) => judgement.last_year.reason.trim_end_matches('.').to_owned(),
            None if figure.confidential => hidden("The change is not shown"),
            None => "Not compared with a year ago".to_owned(),
        },
    }
}

/// The words of a cell, as a sentence has them: what stands after a colon stands in brackets.
fn in_prose(words: &str) -> String {
    let words = words.trim_end_matches('.');
    match words.split_once(": ") {
        Some((before, after)) => format!("{before} ({after})"),
        None => words.to_owned(),
    }
}

/// A figure as a signature records it, with its status: "33 of 348, 9%; off target".
pub fn figure_words(figure: &Released) -> String {
    let long = figure.long.trim_end_matches('.');
    match &figure.judgement {
        Some(judgement) => format!("{long}; {}", judgement.standing.status.word().to_lowercase()),
        None => long.to_owned(),
    }
}
