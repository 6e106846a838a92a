//! Behaviour of boardpack, feature by feature.

mod measures;
mod quantity;
