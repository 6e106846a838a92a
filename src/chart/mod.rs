//! What a chart shows, its geometry, its words, without a medium.
//!
//! Takes released values; gives a [`Chart`] with its alternative text, and draws it on any plotters backend.
//! Colours are the UK Analysis Function's; colour is never the only signal.

mod model;

pub use model::{Chart, ChartKind, Point, Scale, Series, TargetLine, ValueUnit};
