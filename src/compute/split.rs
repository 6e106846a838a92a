//! Figures broken down: the rows of a figure, each put into its person's group.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::figure::{Tally, Value};
use super::rows::Outcome;
use super::run::{tally, value};
use super::{ComputeError, Figure, Measured};
use crate::breakdown::{Breakdown, Groups, SplitBy, Whom};
use crate::calendar::Date;
use crate::kpi::{Catalogue, Measure};
use crate::snapshot::Image;

/// A group of a broken-down figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitGroup {
    /// Its name in figure ids and tidy data.
    pub code: String,
    /// Its name on a page.
    pub name: String,
    /// Rows by state.
    pub tally: Tally,
    /// The value; without a rate.
    pub value: Value,
}

/// Why a figure is not broken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoSplit {
    /// There is no figure.
    NoFigure,
    /// Tables that the breakdown needs are absent or empty.
    NotCollected(Vec<String>),
    /// Rows of the figure are no people of whom anything is known: answers to a survey, ratings, staff.
    NotOfPeople,
}

impl NoSplit {
    /// In words, for a page: "not collected: needs ssd_disability".
    pub fn words(&self) -> String {
        match self {
            Self::NoFigure => "no figure".to_owned(),
            Self::NotCollected(tables) => format!("not collected: needs {}", tables.join(", ")),
            Self::NotOfPeople => "not counted by child or young person".to_owned(),
        }
    }
}

/// A figure broken down, in the breakdown's order; every row of the figure is in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What it is.
    pub by: SplitBy,
    /// Whose measure it is.
    pub whom: Whom,
    /// The groups, or why there are none.
    pub groups: Result<Vec<SplitGroup>, NoSplit>,
}

/// The group of each person on a day; the last group holds everybody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    groups: Vec<(String, String)>,
    of: BTreeMap<String, usize>,
}

impl Membership {
    /// Code and name of each group, in their order.
    pub fn groups(&self) -> &[(String, String)] {
        &self.groups
    }

    /// The group of a person: its place in the order.
    pub fn of(&self, person: &str) -> usize {
        self.of.get(person).copied().unwrap_or(self.groups.len().saturating_sub(1))
    }
}

/// Breaks down figures that were measured, without asking anew who counts: the groups add up to the figure.
///
/// # Errors
/// When the image cannot be asked.
pub fn split(
    catalogue: &Catalogue,
    measured: &Measured,
    wanted: &[SplitBy],
    image: &Image,
) -> Result<Vec<Split>, ComputeError> {
    let mut connection = image.connect().map_err(|error| failed("", &error))?;
    let mut known: BTreeMap<(Breakdown, Whom, Date), Membership> = BTreeMap::new();
    let mut splits = Vec::new();
    for by in wanted {
        let Some(measure) = catalogue.get(&by.measure) else { continue };
        let whom = Whom::of(measure);
        let groups = match measured.figure(&by.measure, by.period).filter(|figure| figure.value.is_some()) {
            None => Err(NoSplit::NoFigure),
            Some(figure) => match lacking(by.breakdown, image) {
                Some(tables) => Err(NoSplit::NotCollected(tables)),
                None => {
                    let day = figure.window.until;
                    let membership = match known.entry((by.breakdown, whom, day)) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(place) => place.insert(
                            membership(by.breakdown, whom, day, image, &mut connection)
                                .map_err(|error| failed(&by.measure, &error))?,
                        ),
                    };
                    groups(measure, figure, measured.outcomes(&by.measure, by.period), membership)
                }
            },
        };
        splits.push(Split { by: by.clone(), whom, groups });
    }
    Ok(splits)
}

/// The group of every person on the evening of a day.
///
/// # Errors
/// When the image cannot be asked.
pub fn membership_on(
    breakdown: Breakdown,
    whom: Whom,
    day: Date,
    image: &Image,
) -> Result<Membership, ComputeError> {
    let asked = image.connect().and_then(|mut one| membership(breakdown, whom, day, image, &mut one));
    asked.map_err(|error| failed("", &error))
}

fn failed(measure: &str, error: &rusqlite::Error) -> ComputeError {
    ComputeError { measure: measure.to_owned(), message: error.to_string() }
}

/// Tables without which there is no breakdown; `None` where all are there.
fn lacking(breakdown: Breakdown, image: &Image) -> Option<Vec<String>> {
    let lacking: Vec<String> = breakdown
        .tables()
        .iter()
        .filter(|table| !image.is_collected(table))
        .map(|table| (*table).to_owned())
        .collect();
    (!lacking.is_empty()).then_some(lacking)
}

fn membership(
    breakdown: Breakdown,
    whom: Whom,
    day: Date,
    image: &Image,
    connection: &mut Connection,
) -> rusqlite::Result<Membership> {
    if lacking(breakdown, image).is_some() {
        return Ok(Membership { groups: fixed(breakdown, whom), of: BTreeMap::new() });
    }
    Image::fresh_budget(connection)?;
    let mut statement = connection.prepare(breakdown.sql())?;
    for (name, value) in [(":day", day.to_string()), (":role", whom.worker().to_owned())] {
        if let Some(index) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    let mut codes: Vec<(String, String)> = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if let (Some(person), Some(code)) = (row.get(0)?, row.get(1)?) {
            codes.push((person, code));
        }
    }
    Ok(match breakdown.groups(whom) {
        Groups::Fixed(groups) => {
            let place = |code: &str| groups.iter().position(|group| group.of.contains(&code));
            Membership {
                groups: fixed(breakdown, whom),
                of: codes.into_iter().filter_map(|(person, code)| Some((person, place(&code)?))).collect(),
            }
        }
        Groups::Named(last) => {
            let names: BTreeSet<&str> = codes.iter().map(|(_, code)| code.as_str()).collect();
            let place: BTreeMap<&str, usize> =
                names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
            let of = codes.iter().map(|(person, code)| (person.clone(), place[code.as_str()])).collect();
            let mut groups: Vec<(String, String)> =
                names.iter().map(|name| (slug(name), (*name).to_owned())).collect();
            groups.push((last.code.to_owned(), last.name.to_owned()));
            Membership { groups, of }
        }
    })
}

fn fixed(breakdown: Breakdown, whom: Whom) -> Vec<(String, String)> {
    match breakdown.groups(whom) {
        Groups::Fixed(groups) => {
            groups.iter().map(|group| (group.code.to_owned(), group.name.to_owned())).collect()
        }
        Groups::Named(last) => vec![(last.code.to_owned(), last.name.to_owned())],
    }
}

/// Letters, digits and hyphens of a name, for a figure's id.
fn slug(name: &str) -> String {
    let plain: String =
        name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

fn groups(
    measure: &Measure,
    figure: &Figure,
    outcomes: &[Outcome],
    membership: &Membership,
) -> Result<Vec<SplitGroup>, NoSplit> {
    if figure.wave.is_some() || outcomes.iter().any(|one| one.person.is_none()) {
        return Err(NoSplit::NotOfPeople);
    }
    let mut rows: Vec<Vec<Outcome>> = vec![Vec::new(); membership.groups.len()];
    for one in outcomes {
        let at = one.person.as_deref().map_or(0, |person| membership.of(person));
        if let Some(rows) = rows.get_mut(at) {
            rows.push(one.clone());
        }
    }
    Ok(membership
        .groups
        .iter()
        .zip(rows)
        .map(|((code, name), rows)| {
            let tally = tally(&rows);
            SplitGroup {
                code: code.clone(),
                name: name.clone(),
                tally,
                value: value(measure, &rows, tally, None),
            }
        })
        .collect())
}
