//! Behaviour of boardpack, feature by feature.

mod calendar;
mod measures;
mod quantity;
