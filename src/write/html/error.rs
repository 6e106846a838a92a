//! Why a pack did not become a page.

use crate::write::svg::SvgError;

/// Why a pack did not become a page.
#[derive(Debug, thiserror::Error)]
pub enum HtmlError {
    /// A chart cannot be drawn truthfully.
    #[error(transparent)]
    Chart(#[from] SvgError),
    /// A link leads nowhere.
    #[error("\"{text}\" links to `{to}`, which no heading has")]
    Link {
        /// Words of the link.
        text: String,
        /// Where it should lead.
        to: String,
    },
    /// Two headings have one anchor.
    #[error("two headings have the anchor `{0}`")]
    Anchor(String),
}
