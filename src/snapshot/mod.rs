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
mod image;
pub mod import;
mod open;
pub mod sample;
mod tables;

pub use audit::Finding;
pub use image::{Image, PopulationTable};
pub use open::Snapshot;
pub use tables::{
    CareLeaverStatus, Episode, ImmigrationStatus, LastSeen, LegalStatus, Meta, MissingEpisode, Person,
    Placement, PlacementPlace, Population, Review, Tables, YearOutcome,
};

/// Version of the contract that this program writes and reads.
pub const SCHEMA_VERSION: i64 = 1;

/// Why a snapshot could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A row breaks the contract.
    #[error("the rows break the snapshot contract: {0}")]
    Contract(#[from] rusqlite::Error),
    /// The file cannot be written.
    #[error("cannot write the snapshot: {0}")]
    Io(#[from] std::io::Error),
}
