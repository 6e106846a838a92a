//! Behaviour of boardpack, feature by feature.

mod calendar;
mod files;
mod measures;
mod quantity;
mod xlsx;
