//! Behaviour of boardpack, feature by feature.

mod by_hand;
mod by_hand_children;
mod by_hand_leavers;
mod by_hand_voice;
mod calendar;
mod chart;
mod cli;
mod coverage;
mod disclosure;
mod faults;
mod files;
mod hostile;
mod import;
mod measures;
mod pack;
mod pdf;
mod quantity;
mod returns;
mod sample;
mod structure;
mod xlsx;
