//! Report templates: which blocks a pack has, in which order, and which measures stand in them.
//!
//! Takes TOML files; gives [`Template`]s whose every name is known, or every fault in the files. It lays nothing out.

mod files;
mod model;
mod parse;
mod schema;
mod spoken;
mod spoken_parse;

pub use files::{TemplateFile, built_in_files, read, read_all};
pub use model::{
    BlockKind, BlockSpec, Calendar, Detail, InTable, Lettering, Materiality, Profile, Reports, Selection,
    Template,
};
pub use parse::asked;
pub use schema::{schema, shape};
pub use spoken::{Meaning, Promise, Spoken, Theme, Topic, Voice};
