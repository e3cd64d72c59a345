//! Values that must not be seen.

use serde::{Deserialize, Serializer};
use std::fmt;

/// A secret: prints as `[redacted]` and does not implement `Serialize`.
///
/// A request that carries one names the exposure on the field:
/// `#[serde(serialize_with = "Sensitive::serialize_exposed")]`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for the one place that builds a request or checks it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Writes the value into a request.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize_exposed<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>
    where
        T: serde::Serialize,
    {
        self.0.serialize(serializer)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Sensitive::new("horizonte-7")), "[redacted]");
    }
}
