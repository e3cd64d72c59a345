//! Streams: how synced rows are grouped.

use crate::CustomerId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An ordered sequence of changes; every synced row belongs to exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// What all users of the provider see.
    Provider,
    /// What only this user sees.
    User,
    /// What the users of one customer see, each by role.
    Customer(CustomerId),
}

/// Streams, but for whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamKind {
    /// [`Stream::Provider`].
    Provider,
    /// [`Stream::User`].
    User,
    /// [`Stream::Customer`], of whichever.
    Customer,
}

impl Stream {
    /// Which kind it is.
    pub const fn kind(self) -> StreamKind {
        match self {
            Self::Provider => StreamKind::Provider,
            Self::User => StreamKind::User,
            Self::Customer(_) => StreamKind::Customer,
        }
    }
}

/// The text names no stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a stream name")]
pub struct StreamError;

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provider => f.write_str("provider"),
            Self::User => f.write_str("user"),
            Self::Customer(id) => write!(f, "customer:{id}"),
        }
    }
}

impl FromStr for Stream {
    type Err = StreamError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "provider" => Ok(Self::Provider),
            "user" => Ok(Self::User),
            _ => text
                .strip_prefix("customer:")
                .and_then(|id| id.parse().ok())
                .map(Self::Customer)
                .ok_or(StreamError),
        }
    }
}

impl Serialize for Stream {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stream {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_name_reads_back() {
        let customer = CustomerId::new(uuid::Uuid::from_u128(7));
        for stream in [Stream::Provider, Stream::User, Stream::Customer(customer)] {
            assert_eq!(stream.to_string().parse(), Ok(stream));
        }
        for wrong in ["", "customer:", "customer:x", "customers", "Provider"] {
            assert_eq!(wrong.parse::<Stream>(), Err(StreamError));
        }
    }
}
