//! Reading a ledger, and finding what somebody has changed in it.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, Row};

use super::publication::Publication;
use super::{Ledger, chain, store};
use crate::calendar::{Date, Period, parse_iso};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::quantity::Symbol;
use crate::template::Profile;
use crate::written::{WrittenFile, WrittenRow};

/// A link of the chain as it stands in a table: its text made anew from its columns, and the hash beside them.
struct Link {
    place: Place,
    text: String,
    hash: String,
}

pub(super) fn read(path: &Path) -> Result<Option<Ledger>, Diagnostics> {
    let name = path.display().to_string();
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let fault = Diagnostic::error(
                "ledger::unreadable",
                Place::File(name),
                format!("cannot be read: {error}"),
            );
            return Err(fault.hint("check the file's permissions").into());
        }
        Ok(about) if about.is_dir() => {
            let fault = Diagnostic::error("ledger::folder", Place::File(name), "is a folder, not a ledger");
            return Err(fault.hint("name the .sqlite file in it").into());
        }
        Ok(_) => {}
    }
    let connection = store::open_to_read(path).map_err(|error| store::damaged(&name, &error))?;
    // One look for all tables: a publisher may be adding to them.
    connection.execute_batch("BEGIN").map_err(|error| store::damaged(&name, &error))?;
    of_connection(&connection, &name).map(Some)
}

/// Reads the whole ledger and checks every row of it.
pub(super) fn of_connection(connection: &Connection, name: &str) -> Result<Ledger, Diagnostics> {
    store::known(connection, name)?;
    let damaged = |error: rusqlite::Error| store::damaged(name, &error);
    let mut links = BTreeMap::new();
    let mut faults = Diagnostics::new();
    let mut reading = Reading { name, links: &mut links, faults: &mut faults };
    let mut publications = reading.publications(connection).map_err(damaged)?;
    let files = reading.files(connection).map_err(damaged)?;
    let figures = reading.figures(connection).map_err(damaged)?;
    for (number, file) in files {
        if let Some((one, _)) = publications.iter_mut().find(|(one, _)| one.number == number) {
            one.files.push(file);
        }
    }
    for (number, figure) in figures {
        if let Some((one, _)) = publications.iter_mut().find(|(one, _)| one.number == number) {
            one.figures.push(figure);
        }
    }
    let mut before = chain::START.to_owned();
    for (expected, (link, one)) in (1..).zip(&links) {
        if *link != expected {
            let fault = format!("row {expected} of the chain is not there");
            faults.push(altered(Place::File(name.to_owned()), fault));
            break;
        }
        if chain::hash(&before, &one.text) != one.hash {
            faults.push(altered(one.place.clone(), "is not as it was published".to_owned()));
        }
        before.clone_from(&one.hash);
    }
    for (one, counts) in &publications {
        if (one.files.len(), one.figures.len()) != *counts {
            faults.push(altered(
                Place::File(name.to_owned()),
                format!(
                    "publication {} has {} files and {} figures; it was published with {} and {}",
                    one.number,
                    one.files.len(),
                    one.figures.len(),
                    counts.0,
                    counts.1
                ),
            ));
        }
    }
    let seals = seals(&publications, &links);
    faults.or(Ledger { publications: publications.into_iter().map(|(one, _)| one).collect(), seals })
}

/// The hash of each publication's last row.
fn seals(publications: &[(Publication, (usize, usize))], links: &BTreeMap<i64, Link>) -> Vec<String> {
    let mut end = 0;
    publications
        .iter()
        .filter_map(|(_, (files, figures))| {
            end += 1 + i64::try_from(files + figures).unwrap_or(i64::MAX);
            links.get(&end).map(|link| link.hash.clone())
        })
        .collect()
}

fn altered(place: Place, message: String) -> Diagnostic {
    Diagnostic::error("ledger::altered", place, message)
        .hint("somebody has changed the file: put back a copy from before, and publish again what it lacks")
}

/// Reads the tables, noting each row's link and each cell that cannot be read.
struct Reading<'a> {
    name: &'a str,
    links: &'a mut BTreeMap<i64, Link>,
    faults: &'a mut Diagnostics,
}

impl Reading<'_> {
    fn note(&mut self, table: &str, link: i64, text: String, hash: String) {
        let place = Place::Table {
            file: self.name.to_owned(),
            table: table.to_owned(),
            column: None,
            row: Some(link.to_string()),
        };
        if let Some(other) = self.links.insert(link, Link { place, text, hash }) {
            self.faults.push(altered(other.place, format!("row {link} of the chain stands there twice")));
        }
    }

    /// Text that means something else; a fault where it does not mean anything.
    fn parsed<T>(&mut self, (table, column, link): (&str, &str, i64), found: Option<T>) -> Option<T> {
        if found.is_none() {
            let place = Place::Table {
                file: self.name.to_owned(),
                table: table.to_owned(),
                column: Some(column.to_owned()),
                row: Some(link.to_string()),
            };
            self.faults.push(altered(place, "cannot be read".to_owned()));
        }
        found
    }

    /// The publications, each with how many files and figures it was published with.
    fn publications(
        &mut self,
        connection: &Connection,
    ) -> rusqlite::Result<Vec<(Publication, (usize, usize))>> {
        let mut statement = connection.prepare(
            "SELECT link, number, pack, profile, period, published_on, published_by, replaces, snapshot_as_at, \
             snapshot_sha256, program, k, files, figures, hash FROM publication ORDER BY link",
        )?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let link: i64 = row.get(0)?;
            let profile: String = row.get(3)?;
            let profile = Profile::ALL.iter().find(|(name, _)| *name == profile).map(|(_, profile)| *profile);
            let profile = self.parsed(("publication", "profile", link), profile);
            let period = self.period("publication", link, row, 4)?;
            let on = self.day("publication", "published_on", link, row, 5)?;
            let (Some(profile), Some(period), Some(on)) = (profile, period, on) else { continue };
            let one = Publication {
                number: row.get(1)?,
                pack: row.get(2)?,
                profile,
                period,
                on,
                by: row.get(6)?,
                replaces: row.get(7)?,
                as_at: row.get(8)?,
                snapshot: row.get(9)?,
                program: row.get(10)?,
                k: row.get(11)?,
                files: Vec::new(),
                figures: Vec::new(),
            };
            let count =
                |at: usize| row.get::<_, i64>(at).map(|count| usize::try_from(count).unwrap_or(usize::MAX));
            let counts = (count(12)?, count(13)?);
            self.note("publication", link, chain::publication(link, &one, counts), row.get(14)?);
            all.push((one, counts));
        }
        Ok(all)
    }

    fn files(&mut self, connection: &Connection) -> rusqlite::Result<Vec<(i64, WrittenFile)>> {
        let mut statement = connection
            .prepare("SELECT link, publication, path, bytes, sha256, hash FROM file ORDER BY link")?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let link: i64 = row.get(0)?;
            let bytes = u64::try_from(row.get::<_, i64>(3)?).ok();
            let Some(bytes) = self.parsed(("file", "bytes", link), bytes) else { continue };
            let one = WrittenFile { path: row.get(2)?, bytes, sha256: row.get(4)? };
            let publication = row.get(1)?;
            self.note("file", link, chain::file(link, publication, &one), row.get(5)?);
            all.push((publication, one));
        }
        Ok(all)
    }

    fn figures(&mut self, connection: &Connection) -> rusqlite::Result<Vec<(i64, WrittenRow)>> {
        let mut statement = connection.prepare(
            "SELECT link, publication, measure, period, first_day, last_day, basis, form, breakdown, people, category, \
             numerator, denominator, value, shown, symbol, missing, availability, definition, hash FROM figure \
             ORDER BY link",
        )?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let link: i64 = row.get(0)?;
            let period = self.period("figure", link, row, 3)?;
            let from = self.day("figure", "first_day", link, row, 4)?;
            let to = self.day("figure", "last_day", link, row, 5)?;
            let (Some(period), Some(from), Some(to)) = (period, from, to) else { continue };
            let one = WrittenRow {
                measure: row.get(2)?,
                period,
                from,
                to,
                basis: row.get(6)?,
                form: row.get(7)?,
                breakdown: row.get(8)?,
                group: row.get(9)?,
                category: row.get(10)?,
                numerator: row.get(11)?,
                denominator: row.get(12)?,
                value: row.get(13)?,
                shown: row.get(14)?,
                missing: row.get(16)?,
                availability: row.get(17)?,
                definition: row.get(18)?,
            };
            // The symbol follows from the rest: it stands in the file for those who read it with SQL.
            let symbol: Option<String> = row.get(15)?;
            let same = symbol.as_deref() == one.symbol().map(Symbol::code);
            self.parsed(("figure", "symbol", link), same.then_some(()));
            let publication = row.get(1)?;
            self.note("figure", link, chain::figure(link, publication, &one), row.get(19)?);
            all.push((publication, one));
        }
        Ok(all)
    }

    fn period(
        &mut self,
        table: &str,
        link: i64,
        row: &Row<'_>,
        at: usize,
    ) -> rusqlite::Result<Option<Period>> {
        let text: String = row.get(at)?;
        // Only the one way in which it was written is read: another spelling is a change too.
        let period = text.parse::<Period>().ok().filter(|period| period.to_string() == text);
        Ok(self.parsed((table, "period", link), period))
    }

    fn day(
        &mut self,
        table: &str,
        column: &str,
        link: i64,
        row: &Row<'_>,
        at: usize,
    ) -> rusqlite::Result<Option<Date>> {
        let text: String = row.get(at)?;
        let day = parse_iso(&text).filter(|day| day.to_string() == text);
        Ok(self.parsed((table, column, link), day))
    }
}
