//! Children: one row each, from header files and from whatever else names them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::repair::{Action, Repair, Rule};
use super::returns::Return;
use super::rows::{At, Child};
use crate::calendar::Date;
use crate::snapshot::Person;

/// Everyone in the returns, by id.
///
/// The header of the latest return wins, but a blank never hides what an earlier one knew. What a header does
/// not say of birth and sex is taken from the other files of the returns.
pub(super) fn people(returns: &[Return], repairs: &mut Vec<Repair>) -> BTreeMap<String, Person> {
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    for one in returns {
        let mut here: BTreeSet<&str> = BTreeSet::new();
        for row in &one.rows.headers {
            if here.insert(&row.id) {
                match people.get_mut(&row.id) {
                    Some(person) => update(person, row, repairs),
                    None => {
                        people.insert(row.id.clone(), person(row));
                    }
                }
            } else {
                let words = format!("child {}: a second header row", row.id);
                repairs.push(row.at.repair(Rule::DuplicateChild, Action::LeftOut, words));
            }
        }
    }
    let with_header: BTreeSet<String> = people.keys().cloned().collect();
    let mut first_seen: BTreeMap<&str, &At> = BTreeMap::new();
    for one in returns {
        for row in one.rows.headers.iter().chain(&one.rows.others) {
            first_seen.entry(&row.id).or_insert(&row.at);
        }
    }
    others(returns, &with_header, &mut people, repairs);
    let any_header = returns.iter().any(|one| !one.rows.headers.is_empty());
    for (child, at) in first_seen {
        if any_header && !with_header.contains(child) {
            repairs.push(at.repair(Rule::NoHeader, Action::Kept, format!("child {child}")));
        }
        if people.get(child).is_some_and(|person| person.born.is_none()) {
            repairs.push(at.repair(Rule::NoBirthDate, Action::Kept, format!("child {child}")));
        }
    }
    people
}

fn person(row: &Child) -> Person {
    Person { id: row.id.clone(), sex: row.sex.clone(), ethnicity: row.ethnicity.clone(), born: row.born }
}

/// Takes what a later header row says.
fn update(person: &mut Person, row: &Child, repairs: &mut Vec<Repair>) {
    let mut changed = Vec::new();
    if let (Some(old), Some(new)) = (person.born, row.born)
        && old != new
    {
        changed.push(format!("DOB {old} is now {new}"));
    }
    let pairs = [("SEX", &person.sex, &row.sex), ("ETHNIC", &person.ethnicity, &row.ethnicity)];
    for (column, old, new) in pairs {
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            changed.push(format!("{column} {old} is now {new}"));
        }
    }
    if !changed.is_empty() {
        let words = format!("child {}: {}", row.id, changed.join(", "));
        repairs.push(row.at.repair(Rule::PersonDiffers, Action::Changed, words));
    }
    person.born = row.born.or(person.born);
    person.sex = row.sex.clone().or(person.sex.take());
    person.ethnicity = row.ethnicity.clone().or(person.ethnicity.take());
}

/// Fills gaps from the other files, latest return first, and names each file's first disagreement on a child.
fn others(
    returns: &[Return],
    with_header: &BTreeSet<String>,
    people: &mut BTreeMap<String, Person>,
    repairs: &mut Vec<Repair>,
) {
    let mut said: BTreeSet<(&str, &str)> = BTreeSet::new();
    for row in returns.iter().rev().flat_map(|one| &one.rows.others) {
        let person = people.entry(row.id.clone()).or_insert_with(|| person(row));
        if let (Some(known), Some(other)) = (person.born, row.born)
            && known != other
            && said.insert((&row.at.file, &row.id))
        {
            let source = if with_header.contains(&row.id) { "the header" } else { "another row" };
            let words = format!("child {}: DOB {other} here, {known} in {source}, which stands", row.id);
            repairs.push(row.at.repair(Rule::PersonDiffers, Action::Changed, words));
        }
        person.born = person.born.or(row.born);
        if person.sex.is_none() {
            person.sex.clone_from(&row.sex);
        }
    }
}

/// The 17th to 21st birthday that falls in a window of a year; a child born on 29 February has it on 1 March
/// in other years.
pub(super) fn leaving_care_birthday(born: Date, since: Date, until: Date) -> Option<Date> {
    use chrono::Datelike;
    [since.year(), until.year()].into_iter().find_map(|year| {
        let day = born.with_year(year).or_else(|| Date::from_ymd_opt(year, 3, 1))?;
        let age = year - born.year();
        (since <= day && day <= until && (17..=21).contains(&age)).then_some(day)
    })
}
