//! A chart as SVG: real words and lines, for a web page or on its own.
//!
//! Takes a chart and gives one `<svg>` element with its title and its alternative text for assistive technology; the
//! same chart gives the same bytes. It has no script, no style sheet and no font of its own: the page's face is used
//! if it is the packs', else a common one, for which the layout leaves room. Never draws what the chart does not hold.

mod backend;
mod document;
mod picture;

pub use document::{Look, SvgError, chart, control_chart, strip_chart};
pub use picture::{icon, pictogram};
