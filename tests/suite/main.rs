//! Behaviour of boardpack, feature by feature.
