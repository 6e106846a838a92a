//! Adding publications: all of a run or none, one publisher after the other.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::publication::Publication;
use super::{Ledger, chain, read, store};
use crate::calendar::{Date, Period};
use crate::diagnostic::Diagnostics;
use crate::quantity::Symbol;
use crate::written::{WrittenPack, WrittenPacks};

/// What is to be published.
#[derive(Debug, Clone, Copy)]
pub struct NewPublication<'a> {
    /// The packs as they were written.
    pub written: &'a WrittenPacks,
    /// Those of them that are published.
    pub packs: &'a [&'a WrittenPack],
    /// The day.
    pub on: Date,
    /// Role of whoever publishes; `None` where nobody says.
    pub by: Option<&'a str>,
    /// Number of the publication that the one pack corrects.
    pub replaces: Option<i64>,
    /// SHA-256 of the snapshot, where the packs do not tell it.
    pub snapshot: Option<&'a str>,
}

/// Why nothing was published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusedPublication {
    /// The ledger cannot be trusted or written.
    #[error("the ledger has faults")]
    Ledger(Diagnostics),
    /// The pack was published for the period before.
    #[error("{pack} was published for {period} already, as number {number}{}", if *.same { "" } else { ", with other figures" })]
    Already {
        /// The pack's id.
        pack: String,
        /// The period.
        period: Period,
        /// Number of that publication.
        number: i64,
        /// Whether its figures are the same.
        same: bool,
    },
    /// A correction of something that it cannot correct.
    #[error("{pack} for {period} cannot replace publication {number}: {why}")]
    NoCorrection {
        /// The pack's id.
        pack: String,
        /// The period.
        period: Period,
        /// Number of the publication named.
        number: i64,
        /// Why not.
        why: String,
    },
    /// A publication on a day before the last one.
    #[error("{on} is before the last publication, on {last}")]
    Earlier {
        /// The day given.
        on: Date,
        /// Day of the last publication.
        last: Date,
    },
}

/// Publishes packs: writes what they show into the ledger, which is made where it is not there yet, and gives the ledger
/// as it is then. A publication is whole or is not there; of two publishers at once the second waits for the first.
///
/// # Errors
/// When the ledger cannot be trusted, read or written; when one of the packs was published for the period and is not
/// corrected, or corrects what it cannot; when the day is before that of the last publication.
pub fn append(path: &Path, new: &NewPublication<'_>) -> Result<Ledger, RefusedPublication> {
    let name = path.display().to_string();
    let failed = |error: rusqlite::Error| RefusedPublication::Ledger(store::damaged(&name, &error));
    let was_there = path.exists();
    let mut connection = store::open_to_append(path).map_err(failed)?;
    let added = add(&mut connection, &name, new);
    drop(connection);
    if added.is_err() && !was_there && std::fs::metadata(path).is_ok_and(|about| about.len() == 0) {
        // Opening made an empty file; nothing was to be left behind.
        let _ = std::fs::remove_file(path);
    }
    added
}

fn add(
    connection: &mut Connection,
    name: &str,
    new: &NewPublication<'_>,
) -> Result<Ledger, RefusedPublication> {
    let failed = |error: rusqlite::Error| RefusedPublication::Ledger(store::damaged(name, &error));
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    if store::is_empty(&transaction).map_err(failed)? {
        store::make(&transaction).map_err(failed)?;
    }
    let ledger = read::of_connection(&transaction, name).map_err(RefusedPublication::Ledger)?;
    let last = ledger.publications().last();
    if let Some(last) = last.filter(|last| new.on < last.on) {
        return Err(RefusedPublication::Earlier { on: new.on, last: last.on });
    }
    let mut writer = Writer {
        transaction: &transaction,
        link: ledger
            .publications()
            .iter()
            .map(|one| 1 + one.files.len() + one.figures.len())
            .sum::<usize>()
            .try_into()
            .unwrap_or(i64::MAX),
        hash: ledger.seal().unwrap_or(chain::START).to_owned(),
    };
    for (number, pack) in (last.map_or(0, |last| last.number) + 1..).zip(new.packs) {
        let one = publication(number, pack, new);
        allowed(&ledger, &one)?;
        writer.write(&one).map_err(failed)?;
    }
    let after = read::of_connection(&transaction, name).map_err(RefusedPublication::Ledger)?;
    transaction.commit().map_err(failed)?;
    Ok(after)
}

fn publication(number: i64, pack: &WrittenPack, new: &NewPublication<'_>) -> Publication {
    let written = new.written;
    Publication {
        number,
        pack: pack.id.clone(),
        profile: pack.profile,
        period: written.period,
        on: new.on,
        by: new.by.map(str::to_owned),
        replaces: new.replaces,
        as_at: written.as_at.clone(),
        snapshot: written.snapshot.clone().or_else(|| new.snapshot.map(str::to_owned)),
        program: written.program.clone(),
        k: written.k,
        files: pack.files.clone(),
        figures: pack.rows.clone(),
    }
}

/// Whether a publication may be added: the first of its pack and period, or a correction of the one that stands.
fn allowed(ledger: &Ledger, new: &Publication) -> Result<(), RefusedPublication> {
    let stands = ledger.publications().iter().rfind(|one| {
        one.pack == new.pack && one.period == new.period && ledger.replaced_by(one.number).is_none()
    });
    let Some(number) = new.replaces else {
        return stands.map_or(Ok(()), |one| {
            Err(RefusedPublication::Already {
                pack: new.pack.clone(),
                period: new.period,
                number: one.number,
                same: one.figures == new.figures,
            })
        });
    };
    let refused = |why: String| {
        Err(RefusedPublication::NoCorrection { pack: new.pack.clone(), period: new.period, number, why })
    };
    match (ledger.publication(number), stands) {
        (None, _) => refused("there is no such publication".to_owned()),
        (Some(other), _) if (&other.pack, other.period) != (&new.pack, new.period) => {
            refused(format!("that is {} for {}", other.pack, other.period))
        }
        (Some(_), Some(one)) if one.number == number && one.files == new.files => {
            refused("its files are the same".to_owned())
        }
        (Some(_), Some(one)) if one.number == number => Ok(()),
        (Some(_), one) => {
            let now = one.map_or(0, |one| one.number);
            refused(format!("it was replaced already; the one that stands is {now}"))
        }
    }
}

/// Writes links after the last one.
struct Writer<'t> {
    transaction: &'t Transaction<'t>,
    link: i64,
    hash: String,
}

impl Writer<'_> {
    /// The next link's number and hash.
    fn next(&mut self, text: impl Fn(i64) -> String) -> (i64, String) {
        self.link += 1;
        self.hash = chain::hash(&self.hash, &text(self.link));
        (self.link, self.hash.clone())
    }

    fn write(&mut self, one: &Publication) -> rusqlite::Result<()> {
        let counts = (one.files.len(), one.figures.len());
        let (link, hash) = self.next(|link| chain::publication(link, one, counts));
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        self.transaction.execute(
            "INSERT INTO publication (link, number, pack, profile, period, published_on, published_by, replaces, \
             snapshot_as_at, snapshot_sha256, program, k, files, figures, hash) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                link,
                one.number,
                one.pack,
                one.profile.name(),
                one.period.to_string(),
                one.on.to_string(),
                one.by,
                one.replaces,
                one.as_at,
                one.snapshot,
                one.program,
                one.k,
                count(counts.0),
                count(counts.1),
                hash
            ],
        )?;
        for file in &one.files {
            let (link, hash) = self.next(|link| chain::file(link, one.number, file));
            let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
            self.transaction
                .prepare_cached(
                    "INSERT INTO file (link, publication, path, bytes, sha256, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![link, one.number, file.path, bytes, file.sha256, hash])?;
        }
        for row in &one.figures {
            let (link, hash) = self.next(|link| chain::figure(link, one.number, row));
            self.transaction
                .prepare_cached(
                    "INSERT INTO figure (link, publication, measure, period, first_day, last_day, basis, form, breakdown, \
                     people, category, numerator, denominator, value, shown, symbol, missing, availability, definition, \
                     hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
                )?
                .execute(params![
                    link,
                    one.number,
                    row.measure,
                    row.period.to_string(),
                    row.from.to_string(),
                    row.to.to_string(),
                    row.basis,
                    row.form,
                    row.breakdown,
                    row.group,
                    row.category,
                    row.numerator,
                    row.denominator,
                    row.value,
                    row.shown,
                    row.symbol().map(Symbol::code),
                    row.missing,
                    row.availability,
                    row.definition,
                    hash
                ])?;
        }
        Ok(())
    }
}
