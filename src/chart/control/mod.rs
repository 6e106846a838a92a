//! Control charts: values over time with their mean, their limits, and the signals among them.
//!
//! Takes an [`Xmr`](crate::spc::Xmr) or the same facts after release; gives a [`ControlChart`] and draws it on any
//! plotters backend. Values stay a line of grey with marks: a signal has a shape of its own as well as a colour, full
//! limits are solid and trial limits dashed, a rebase is a line across, and every line has its name beside it.

mod build;
mod draw;
mod frame;
mod model;
mod ruler;

pub use draw::draw_control;
pub use model::{Benchmark, ControlChart, ControlPoint, Level, Stretch};
pub use ruler::Ruler;
