//! Who is behind what is short of its target, and whose duties fall due: for the council's own managers alone.

use std::collections::BTreeMap;

use super::{Publishable, Refused, Status};
use crate::calendar::{Date, Period};
use crate::compute::{Measured, Outcome, State};
use crate::due::{DueKind, FallingDue};
use crate::key::Key;
use crate::kpi::{Catalogue, Form, Measure, NoRecord, Polarity};
use crate::template::Profile;

/// A child or young person behind a figure that is short of its target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The day by which it was to be done; `None` where there is none that is past.
    pub due_on: Option<Date>,
    /// Opaque id.
    pub person: String,
    /// What is missing, in words.
    pub words: &'static str,
    /// Rows of the person behind the figure: 2 reviews late.
    pub rows: usize,
}

/// A duty that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCase {
    /// The day by which it is to be done.
    pub on: Date,
    /// What.
    pub kind: DueKind,
    /// Opaque id.
    pub person: String,
}

/// The lists of the internal pack; only this module can make them, and not for another profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cases {
    as_at: Date,
    exceptions: BTreeMap<String, Vec<Case>>,
    due: Vec<DueCase>,
    not_collected: Vec<(DueKind, String)>,
    key: Option<Key>,
}

impl Cases {
    /// The snapshot's day.
    pub fn as_at(&self) -> Date {
        self.as_at
    }

    /// Those behind a measure that is short of its target, the longest overdue first, then by id; `None` for a measure
    /// that is not, or whose rows are no people.
    pub fn exceptions(&self, measure: &str) -> Option<&[Case]> {
        self.exceptions.get(measure).map(Vec::as_slice)
    }

    /// Open duties by day, kind and person.
    pub fn due(&self) -> &[DueCase] {
        &self.due
    }

    /// Kinds of duty of which nothing is known, with why.
    pub fn not_collected(&self) -> &[(DueKind, String)] {
        &self.not_collected
    }

    /// Whether there is a key to the council's own numbers.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// The council's own number of a person; `None` without a key, and where the key has none.
    pub fn own(&self, person: &str) -> Option<&str> {
        self.key.as_ref()?.own(person)
    }
}

/// Releases the people behind each measure of a period that is short of its target, and open duties with theirs.
///
/// A minimum standard (a duty to all) is short with one child without; any other measure when it is off target.
///
/// # Errors
/// For every profile but the internal one.
pub fn cases(
    figures: &Publishable,
    measured: &Measured,
    wanted: &[(String, Period)],
    due: &FallingDue,
    key: Option<&Key>,
    catalogue: &Catalogue,
) -> Result<Cases, Refused> {
    if figures.profile() != Profile::Internal {
        return Err(Refused::Behind(figures.profile()));
    }
    let mut exceptions = BTreeMap::new();
    for (id, period) in wanted {
        let Some(measure) = catalogue.get(id).filter(|measure| is_short(figures, measure, *period)) else {
            continue;
        };
        let outcomes = measured.outcomes(id, *period);
        if outcomes.is_empty() || outcomes.iter().any(|one| one.person.is_none()) {
            continue;
        }
        exceptions.insert(id.clone(), behind(measure, outcomes, due));
    }
    Ok(Cases {
        as_at: due.as_at,
        exceptions,
        due: due
            .list
            .iter()
            .map(|one| DueCase { on: one.on, kind: one.kind, person: one.person.clone() })
            .collect(),
        not_collected: due
            .not_collected
            .iter()
            .map(|(kind, tables)| (*kind, format!("not collected: needs {}", tables.join(", "))))
            .collect(),
        key: key.cloned(),
    })
}

fn is_short(figures: &Publishable, measure: &Measure, period: Period) -> bool {
    let Some(figure) = figures.figure(&measure.id, period) else { return false };
    let is_standard = measure.target.as_ref().is_some_and(|target| target.percent == Some(100));
    let is_off = figure.judgement.as_ref().is_some_and(|one| one.standing.status == Status::OffTarget);
    matches!(measure.form, Form::Share(_) | Form::Count { .. }) && (is_standard || is_off)
}

/// The people whose rows keep the figure from its target, a line a person.
fn behind(measure: &Measure, outcomes: &[Outcome], due: &FallingDue) -> Vec<Case> {
    let mut people: BTreeMap<(&str, &'static str), usize> = BTreeMap::new();
    for one in outcomes {
        if let (Some(person), Some(words)) = (one.person.as_deref(), words(measure, one.state)) {
            *people.entry((person, words)).or_default() += 1;
        }
    }
    let kind = DueKind::of_measure(&measure.id);
    let mut list: Vec<Case> = people
        .into_iter()
        .map(|((person, words), rows)| Case {
            due_on: kind.and_then(|kind| {
                let own = due.list.iter().filter(|one| one.kind == kind && one.person == person);
                own.map(|one| one.on).filter(|on| *on <= due.as_at).min()
            }),
            person: person.to_owned(),
            words,
            rows,
        })
        .collect();
    list.sort_by(|a, b| {
        let day = |case: &Case| case.due_on.unwrap_or(Date::MAX);
        (day(a), &a.person, a.words).cmp(&(day(b), &b.person, b.words))
    });
    list
}

/// What is missing, in words; `None` for a row that does not keep the figure from its target.
fn words(measure: &Measure, state: State) -> Option<&'static str> {
    match (&measure.form, measure.polarity, state) {
        (_, Polarity::Lower, State::Met) => Some("Counted"),
        (Form::Share(share), Polarity::Higher, State::NotMet) => Some(match share.no_record {
            NoRecord::NotMet => "Not met, or no record",
            NoRecord::Missing | NoRecord::CannotHappen => "Not met",
        }),
        (Form::Share(share), Polarity::Higher, State::Missing) if share.count_missing => Some("No record"),
        (Form::Share(share), Polarity::Higher, State::NotKnown) if share.count_not_known => Some("Not known"),
        _ => None,
    }
}
