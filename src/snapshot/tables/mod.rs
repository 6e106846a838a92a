//! The rows of the contract's tables, as the ways in make them, and the writer of a snapshot file.

mod cell;
mod core;
mod leavers;
mod school;
mod voice;
mod wellbeing;
mod workers;

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use self::cell::Cell;
pub use self::core::{
    CareLeaverStatus, Episode, ImmigrationStatus, LastSeen, LegalStatus, MissingEpisode, Person, Placement,
    PlacementPlace, Population, Review, Tables, YearOutcome,
};
pub use self::leavers::{
    AccommodationMove, CareLeaverPeriod, CareLeaverSupport, Contact, FinanceFlag, GpRecord, GrantPayment,
    HealthSummary, LeaverTables, MissingAdult, PathwayPlanEvent, RentMonth, Risk, Service, ServiceAccess,
    Tenancy,
};
pub use self::school::{
    Attendance, Exclusion, Pep, Qualification, SchoolEnrolment, SchoolTables, SchoolTerm,
};
pub use self::voice::{
    AgencySignup, CarerTraining, CaseAudit, Complaint, Course, FosterCarer, Participation,
    ParticipationEvent, ParticipationRating, ParticipationRequest, Question, Staff, StaffTraining,
    SurveyResponse, SurveyWave, VoiceTables,
};
pub use self::wellbeing::{
    Activity, FamilyContact, HealthCheck, LifeStory, ParentStatus, TrustedAdult, WellbeingTables,
};
pub use self::workers::{
    CarePlan, Disability, Involvement, Professional, ReturnInterview, Sibling, Visit, VisitNotAlone,
    WorkerTables, YouthJustice,
};
use super::{SCHEMA_VERSION, WriteError, contract};
use crate::calendar::Date;

/// What a snapshot says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Last day that the data describe, its evening.
    pub as_at: Date,
    /// First day from which nothing is left out.
    pub full_history_from: Date,
    /// Whether open periods of care are here from their first day.
    pub whole_care_periods: bool,
    /// The council's name.
    pub council: String,
    /// DfE code.
    pub la_code: Option<String>,
    /// ONS code.
    pub ons_code: Option<String>,
    /// Where the data came from, in words.
    pub source: String,
    /// Day of the extract, where known.
    pub extracted_at: Option<Date>,
    /// Whether it is made up.
    pub synthetic: bool,
}

impl Tables {
    /// Writes a snapshot file, whole or not at all: a temporary file beside it is renamed into place. A file of that name
    /// is replaced.
    ///
    /// The same rows give the same bytes.
    ///
    /// # Errors
    /// When a row breaks the contract (a fault of the way in, not of the user) or the file cannot be written.
    pub fn write(&self, meta: &Meta, path: &Path) -> Result<(), WriteError> {
        self.staged(meta, path)?.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// The same, where no file of that name is there yet.
    ///
    /// # Errors
    /// As for [`Tables::write`], and when there is one.
    pub fn write_new(&self, meta: &Meta, path: &Path) -> Result<(), WriteError> {
        match self.staged(meta, path)?.persist_noclobber(path) {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(WriteError::Exists),
            Err(error) => Err(error.error.into()),
        }
    }

    /// The snapshot in a temporary file beside its place.
    fn staged(&self, meta: &Meta, path: &Path) -> Result<tempfile::NamedTempFile, WriteError> {
        let bytes = self.to_bytes(meta)?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(WriteError::NoFolder(folder.to_owned()));
        }
        if path.is_dir() {
            return Err(WriteError::IsAFolder);
        }
        let file = tempfile::NamedTempFile::new_in(folder)?;
        std::fs::write(file.path(), bytes)?;
        Ok(file)
    }

    /// The snapshot as the bytes of an SQLite file.
    ///
    /// # Errors
    /// When a row breaks the contract.
    pub fn to_bytes(&self, meta: &Meta) -> Result<Vec<u8>, WriteError> {
        Ok(self.to_database(meta)?.serialize(rusqlite::MAIN_DB)?.to_vec())
    }

    /// The snapshot as a database in memory that keeps the contract, open to more rows.
    ///
    /// # Errors
    /// When a row breaks the contract.
    pub fn to_database(&self, meta: &Meta) -> Result<Connection, WriteError> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(contract::SQL)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.execute_batch("BEGIN")?;
        connection.execute(
            "INSERT INTO snapshot_meta VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rusqlite::params_from_iter([
                Value::Integer(SCHEMA_VERSION),
                meta.as_at.cell(),
                meta.full_history_from.cell(),
                meta.whole_care_periods.cell(),
                meta.council.cell(),
                meta.la_code.cell(),
                meta.ons_code.cell(),
                meta.source.cell(),
                meta.extracted_at.cell(),
                meta.synthetic.cell(),
            ]),
        )?;
        self.insert_all(&connection)?;
        connection.execute_batch("COMMIT")?;
        Ok(connection)
    }
}

/// How many rows go into a table by one statement: SQLite makes the lists of codes in a table's rules anew for every
/// statement, which for a row alone takes longer than the row.
const ROWS_A_STATEMENT: usize = 64;

/// Inserts rows into a table, in their order.
fn insert_rows<R>(
    connection: &Connection,
    (table, columns): (&str, &[&str]),
    rows: &[R],
    cells: impl Fn(&R) -> Vec<Value>,
) -> rusqlite::Result<()> {
    let row = format!("({})", vec!["?"; columns.len()].join(", "));
    let insert = |rows: usize| {
        let sql = format!(
            "INSERT INTO {table} ({}) VALUES {}",
            columns.join(", "),
            vec![row.as_str(); rows].join(", ")
        );
        connection.prepare(&sql)
    };
    let chunks = rows.chunks_exact(ROWS_A_STATEMENT);
    let rest = chunks.remainder();
    if chunks.len() > 0 {
        let mut statement = insert(ROWS_A_STATEMENT)?;
        for chunk in chunks {
            statement.execute(rusqlite::params_from_iter(chunk.iter().flat_map(&cells)))?;
        }
    }
    if !rest.is_empty() {
        insert(rest.len())?.execute(rusqlite::params_from_iter(rest.iter().flat_map(&cells)))?;
    }
    Ok(())
}
