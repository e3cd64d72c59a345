//! How domain values lie in TEXT columns: as in their JSON, a string without its quotes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::StoreError;

/// A value whose JSON is a string (a date, a state, a boleto) as that string; else its JSON.
pub(super) fn write(value: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => Ok(text),
        Ok(other) => Ok(other.to_string()),
        Err(_) => Err(StoreError::Unreadable("a value to be written")),
    }
}

/// Reads back a value whose JSON is a string.
pub(super) fn read<T: DeserializeOwned>(
    table: &'static str,
    text: impl Into<String>,
) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(text.into())).map_err(|_| StoreError::Unreadable(table))
}

/// Reads back any other value.
pub(super) fn read_json<T: DeserializeOwned>(
    table: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable(table))
}

/// An optional value as text.
pub(super) fn write_some(value: Option<&impl Serialize>) -> Result<Option<String>, StoreError> {
    value.map(write).transpose()
}

/// Reads back an optional value.
pub(super) fn read_some<T: DeserializeOwned>(
    table: &'static str,
    text: Option<String>,
) -> Result<Option<T>, StoreError> {
    text.map(|text| read(table, text)).transpose()
}
