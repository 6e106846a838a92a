//! Behaviour of boardpack, feature by feature.

mod by_hand;
mod calendar;
mod chart;
mod files;
mod import;
mod measures;
mod oracle;
mod pack;
mod pdf;
mod quantity;
mod returns;
mod sample;
mod xlsx;
