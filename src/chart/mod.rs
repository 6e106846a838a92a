//! What a chart shows, its geometry, its words, without a medium.
//!
//! Takes released values; gives a [`Chart`] with its alternative text, and draws it on any plotters backend.
//! Colours are the UK Analysis Function's; colour is never the only signal: lines differ by marker, bands by place
//! and white between them, and every one has its name beside it. It never draws a title, a key, a point for a
//! missing value, or a value outside its scale.

mod alt;
mod aside;
mod axis;
mod control;
mod draw;
mod icon;
mod labels;
mod marker;
mod model;
mod palette;
mod pen;
mod pictogram;
mod scale;
mod series;
mod strip;
mod time_axis;

pub use control::{Benchmark, ControlChart, ControlPoint, Level, Ruler, Stretch, draw_control};
pub use draw::{DrawError, draw};
pub use icon::{ICON, Icon, draw_icon};
pub use model::{Chart, ChartKind, Point, Scale, Series, TargetLine, ValueUnit};
pub use palette::MOST_SERIES;
pub use pictogram::{Figures, Pictogram, draw_pictogram};
pub use strip::{StripChart, draw_strip};
