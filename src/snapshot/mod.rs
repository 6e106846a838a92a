//! The snapshot: one SQLite file, dated, never changed once made.
//!
//! Takes returns (`import`) or a seed (`sample`) and writes a file that keeps the contract (`contract.sql`);
//! opens such a file read-only, checks every row of it, and gives its bytes with a fingerprint.
//! It computes no measure.

mod audit;
pub mod care;
mod care_period;
mod check;
pub mod contract;
mod derived;
mod functions;
mod harden;
mod holdings;
mod image;
pub mod import;
mod label;
mod open;
mod readers;
mod reads;
mod records;
pub mod sample;
mod steps;
mod tables;
mod visits;

pub use audit::Finding;
pub use image::{Image, PopulationTable};
pub use label::{as_at, is_snapshot};
pub use open::Snapshot;
pub use readers::Readers;
pub use reads::{TableKind, TableRows};
pub use records::records_in;
pub use tables::{
    AccommodationMove, Activity, AgencySignup, Attendance, CareLeaverPeriod, CareLeaverSupport, CarePlan,
    CarerTraining, CaseAudit, Complaint, Contact, Course, Disability, Exclusion, FamilyContact, FinanceFlag,
    FosterCarer, GpRecord, GrantPayment, HealthCheck, HealthSummary, Involvement, LeaverTables, LifeStory,
    MissingAdult, ParentStatus, Participation, ParticipationEvent, ParticipationRating, ParticipationRequest,
    PathwayPlanEvent, Pep, Professional, Qualification, Question, RentMonth, ReturnInterview, Risk,
    SchoolEnrolment, SchoolTables, SchoolTerm, Service, ServiceAccess, Sibling, Staff, StaffTraining,
    SurveyResponse, SurveyWave, Tenancy, TrustedAdult, Visit, VisitNotAlone, VoiceTables, WellbeingTables,
    WorkerTables, YouthJustice,
};
pub use tables::{
    CareLeaverStatus, Episode, ImmigrationStatus, LastSeen, LegalStatus, Meta, MissingEpisode, Person,
    Placement, PlacementPlace, Population, Review, Tables, YearOutcome,
};

/// Version of the contract that this program writes and reads.
pub const SCHEMA_VERSION: i64 = 2;

/// Why a snapshot could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A row breaks the contract.
    #[error("the rows break the snapshot contract: {0}")]
    Contract(#[from] rusqlite::Error),
    /// The folder that the file is to be written into is not there.
    #[error("there is no folder {}", .0.display())]
    NoFolder(std::path::PathBuf),
    /// A folder stands where the file should be.
    #[error("it is a folder: name a file in it")]
    IsAFolder,
    /// A file of the name is there already.
    #[error("it is there already")]
    Exists,
    /// The disk, its permissions or its space.
    #[error("{}", .0.kind())]
    Io(#[from] std::io::Error),
}
