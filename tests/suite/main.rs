//! Behaviour of boardpack, feature by feature.

mod calendar;
mod files;
mod import;
mod measures;
mod quantity;
mod xlsx;
