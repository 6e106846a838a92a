//! The ledger: what was published, as it was shown, for good.
//!
//! Takes packs as they were written; keeps them in one SQLite file, a publication a pack, each with the hashes of its
//! files and every row of its released data. Rows are only added: triggers refuse anything else, and every row carries a
//! hash of itself and of all before it, so that a change made in another way is found. Gives what was reported of a
//! measure in a period, so that later packs can show it beside what is known now. It computes no figure and knows no
//! clock: the day of a publication is given.
//!
//! A chain cannot tell that its last rows were cut off whole, or that all of it was written anew. Its seal, the last
//! hash, can: whoever noted it elsewhere can ask whether the ledger still holds it.

mod append;
mod chain;
mod publication;
mod read;
mod reported;
mod store;

use std::path::Path;

use crate::diagnostic::Diagnostics;

pub use append::{NewPublication, RefusedPublication, append};
pub use publication::Publication;
pub use reported::{Reported, ReportedFigure, ReportedGroups};

/// Version of the file's layout.
pub const FORMAT: i32 = 1;

/// A ledger, read whole, its chain unbroken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    publications: Vec<Publication>,
    seals: Vec<String>,
}

impl Ledger {
    /// Reads a ledger without changing it, and checks every row of it; `None` when there is no such file.
    ///
    /// # Errors
    /// Every fault found: not a ledger, a later format, tables or triggers that are not as they were made, rows that are
    /// missing, changed or out of order.
    pub fn read(path: &Path) -> Result<Option<Self>, Diagnostics> {
        read::read(path)
    }

    /// The publications, first to last.
    pub fn publications(&self) -> &[Publication] {
        &self.publications
    }

    /// A publication by its number.
    pub fn publication(&self, number: i64) -> Option<&Publication> {
        self.publications.iter().find(|one| one.number == number)
    }

    /// Number of the publication that replaced one; `None` while it stands.
    pub fn replaced_by(&self, number: i64) -> Option<i64> {
        self.publications.iter().find(|one| one.replaces == Some(number)).map(|one| one.number)
    }

    /// The hash of the last row, which seals all of them; `None` of an empty ledger.
    pub fn seal(&self) -> Option<&str> {
        self.seals.last().map(String::as_str)
    }

    /// Number of the publication that ended with a seal; `None` when none did.
    pub fn sealed_by(&self, seal: &str) -> Option<i64> {
        let place = self.seals.iter().position(|one| one == seal)?;
        self.publications.get(place).map(|one| one.number)
    }
}
