//! The id of a synced row.

use crate::CallId;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use uuid::Uuid;

/// A row's id: a UUID, or the number that rows of a statement carry. JSON: a string or an integer;
/// where fields go by their place, a UUID whose value is that of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uuid(uuid) => uuid.hyphenated().fmt(f),
            Self::Number(number) => number.get().fmt(f),
        }
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

    /// The number, when it is one.
    pub const fn number(self) -> Option<CallId> {
        match self {
            Self::Uuid(_) => None,
            Self::Number(number) => Some(number),
        }
    }
}

impl Serialize for RowId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self, serializer.is_human_readable()) {
            (Self::Uuid(uuid), true) => uuid.serialize(serializer),
            (Self::Number(number), true) => number.serialize(serializer),
            (Self::Uuid(uuid), false) => (false, uuid.as_u128()).serialize(serializer),
            (Self::Number(number), false) => (true, u128::from(number.get())).serialize(serializer),
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

        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(Visitor);
        }
        let (is_number, value) = <(bool, u128)>::deserialize(deserializer)?;
        if !is_number {
            return Ok(Self::Uuid(Uuid::from_u128(value)));
        }
        let number = u64::try_from(value).map_err(de::Error::custom)?;
        let number = CallId::try_from(number).map_err(de::Error::custom)?;
        Ok(Self::Number(number))
    }
}
