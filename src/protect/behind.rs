//! What lies behind a figure: the people counted and the tables read. For the council's own managers alone.

use super::Refused;
use crate::calendar::Period;
use crate::compute::{Measured, Outcome, State};
use crate::kpi::{Form, Measure};
use crate::snapshot::TableRows;
use crate::template::Profile;

/// The order of states in a list of people: those counted first.
const ORDER: [State; 6] =
    [State::Met, State::NotMet, State::Missing, State::NotKnown, State::NotDue, State::NotApplicable];

/// A row behind a figure, as released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedOutcome {
    /// Word for its state: "met".
    pub state: &'static str,
    /// The person; `None` where a row is no person.
    pub person: Option<String>,
    /// The row's id in its population.
    pub row: String,
    /// The value, for means and medians; the numerator, for ratios.
    pub value: Option<i64>,
    /// The denominator, for ratios.
    pub of: Option<i64>,
    /// The part, for distributions.
    pub part: Option<String>,
}

/// The rows behind a figure, person by person; only this module can make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleList {
    outcomes: Vec<ReleasedOutcome>,
}

impl PeopleList {
    /// By state (met, not met, missing, not known, not due, not applicable), person and row.
    pub fn outcomes(&self) -> &[ReleasedOutcome] {
        &self.outcomes
    }

    /// Leaves those of whom something holds; rows without a person go.
    pub fn retain(&mut self, holds: impl Fn(&str) -> bool) {
        self.outcomes.retain(|one| one.person.as_deref().is_some_and(&holds));
    }

    /// Names of the columns of [`lines`](Self::lines).
    pub const COLUMNS: [&str; 6] = ["state", "person", "row", "value", "of", "part"];

    /// A line of cells for each outcome, in their order; what is not there is an empty cell.
    pub fn lines(&self) -> impl Iterator<Item = Vec<String>> {
        let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
        self.outcomes.iter().map(move |one| {
            vec![
                one.state.to_owned(),
                one.person.clone().unwrap_or_default(),
                one.row.clone(),
                number(one.value),
                number(one.of),
                one.part.clone().unwrap_or_default(),
            ]
        })
    }
}

/// Tables behind a figure with the numbers of their rows; only this module can make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableList {
    tables: Vec<TableRows>,
}

impl TableList {
    /// By name.
    pub fn tables(&self) -> &[TableRows] {
        &self.tables
    }
}

/// Releases the people behind a figure.
///
/// # Errors
/// For every profile but the internal one, whatever may be released to it otherwise.
pub fn people(
    measured: &Measured,
    measure: &Measure,
    period: Period,
    profile: Profile,
) -> Result<PeopleList, Refused> {
    internal(profile)?;
    let mut rows: Vec<&Outcome> = measured.outcomes(&measure.id, period).iter().collect();
    let place = |state: State| ORDER.iter().position(|one| *one == state);
    rows.sort_by_key(|one| (place(one.state), &one.person, &one.row));
    let part = |group: usize| match &measure.form {
        Form::Parts { groups, .. } => groups.get(group).map(|group| group.name.clone()),
        _ => None,
    };
    let outcomes = rows
        .into_iter()
        .map(|one| ReleasedOutcome {
            state: one.state.name(),
            person: one.person.clone(),
            row: one.row.clone(),
            value: one.value,
            of: one.of,
            part: one.group.and_then(part),
        })
        .collect();
    Ok(PeopleList { outcomes })
}

/// Releases the tables behind a figure: a number of rows can say more than the figure made from them.
///
/// # Errors
/// For every profile but the internal one.
pub fn tables(tables: Vec<TableRows>, profile: Profile) -> Result<TableList, Refused> {
    internal(profile)?;
    Ok(TableList { tables })
}

fn internal(profile: Profile) -> Result<(), Refused> {
    if profile == Profile::Internal { Ok(()) } else { Err(Refused::Behind(profile)) }
}
