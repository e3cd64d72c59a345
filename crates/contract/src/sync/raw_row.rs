//! A row whose kind is not yet known.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

/// A row as JSON, unread: what it is only its collection tells, and reading it once instead of twice
/// is a good part of a first sync.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawRow(Box<RawValue>);

impl RawRow {
    /// Writes a row.
    ///
    /// # Errors
    /// Those of `serde_json`, when it cannot be JSON.
    pub fn of(row: &impl Serialize) -> Result<Self, serde_json::Error> {
        to_raw_value(row).map(Self)
    }

    /// Reads it.
    ///
    /// # Errors
    /// Those of `serde_json`, when it is no such row.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.json())
    }

    /// Its JSON.
    pub fn json(&self) -> &str {
        self.0.get()
    }
}

/// Rows are the same when they mean the same, however they are written.
impl PartialEq for RawRow {
    fn eq(&self, other: &Self) -> bool {
        let meaning = |row: &Self| serde_json::from_str::<Value>(row.json()).ok();
        meaning(self) == meaning(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_is_kept_as_it_came_and_compared_by_what_it_means() {
        let came: RawRow = serde_json::from_str(r#"{ "b":1.50, "a":[] }"#).unwrap();
        assert_eq!(came.json(), r#"{ "b":1.50, "a":[] }"#);
        assert_eq!(came, RawRow::of(&json!({"a": [], "b": 1.5})).unwrap());
        assert_ne!(came, RawRow::of(&json!({"a": [], "b": 2})).unwrap());
    }
}
