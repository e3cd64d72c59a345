//! The id of a synced row.

use balcao_domain::CallId;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use uuid::Uuid;

/// A row's id: a UUID, or the number that rows of a statement carry. JSON: a string or an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum RowId {
    /// Of most rows.
    Uuid(Uuid),
    /// Of the rows of a statement.
    Number(CallId),
}

impl From<Uuid> for RowId {
    fn from(uuid: Uuid) -> Self {
        Self::Uuid(uuid)
    }
}

impl From<CallId> for RowId {
    fn from(number: CallId) -> Self {
        Self::Number(number)
    }
}

impl RowId {
    /// The UUID, when it is one.
    pub const fn uuid(self) -> Option<Uuid> {
        match self {
            Self::Uuid(uuid) => Some(uuid),
            Self::Number(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for RowId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = RowId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a UUID or a row's number")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<RowId, E> {
                CallId::try_from(number)
                    .map(RowId::Number)
                    .map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<RowId, E> {
                Uuid::try_parse(text).map(RowId::Uuid).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}
