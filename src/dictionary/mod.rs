//! The measure dictionary: every measure as its file tells it, for people who read no TOML.
//!
//! Takes a [`Catalogue`](crate::kpi::Catalogue); gives one page of HTML and one of Markdown with the same content, the
//! same bytes every time. It opens no snapshot and holds no figure but those of the worked examples.

mod content;
mod html;
mod markdown;
mod measure;
mod model;

pub use content::dictionary;
pub use html::html;
pub use markdown::markdown;
pub use model::{Dictionary, Inline, Line, Part};
