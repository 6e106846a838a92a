//! Behaviour of boardpack, feature by feature.

mod by_hand;
mod calendar;
mod chart;
mod cli;
mod faults;
mod files;
mod hostile;
mod import;
mod measures;
mod pdf;
mod quantity;
mod sample;
mod structure;
mod xlsx;
