//! Single values.

use std::fmt;

use toml::de::DeValue;

pub(super) fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}

/// A single value of any plain type.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A text or a date.
    Text(String),
    /// A whole number, or true and false as 1 and 0.
    Integer(i64),
    /// A number with a point.
    Real(f64),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Real(number) => number.fmt(f),
        }
    }
}
