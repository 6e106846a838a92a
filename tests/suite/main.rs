//! Behaviour of boardpack, feature by feature.

mod by_hand;
mod by_hand_children;
mod by_hand_leavers;
mod by_hand_voice;
mod calendar;
mod catalogue;
mod chart;
mod cli;
mod coverage;
mod explain;
mod faults;
mod files;
mod hostile;
mod import;
mod measures;
mod oracle;
mod pack;
mod pdf;
mod quantity;
mod returns;
mod sample;
mod schema;
mod spc;
mod statistics;
mod structure;
mod xlsx;
