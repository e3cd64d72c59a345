//! Streams and collections: how synced rows are grouped.

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

/// A kind of synced row. The order is the order in which a first load sends them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collection {
    /// [`crate::Provider`], in the provider's stream.
    Provider,
    /// [`crate::User`], in the user's stream.
    Users,
    /// [`crate::Customer`], in a customer's stream, as the rest.
    Customers,
    /// [`crate::Plan`].
    Plans,
    /// [`crate::Bill`].
    Bills,
    /// [`crate::ProfileChangeRequest`].
    ProfileRequests,
    /// [`crate::CallRecord`], of the last months.
    Calls,
}

impl Collection {
    /// Every collection, in loading order.
    pub const ALL: [Self; 7] = [
        Self::Provider,
        Self::Users,
        Self::Customers,
        Self::Plans,
        Self::Bills,
        Self::ProfileRequests,
        Self::Calls,
    ];

    /// The name on the wire and in the databases.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Users => "users",
            Self::Customers => "customers",
            Self::Plans => "plans",
            Self::Bills => "bills",
            Self::ProfileRequests => "profile_requests",
            Self::Calls => "calls",
        }
    }

    /// The collection of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.name() == name)
    }

    /// Whether rows of this collection may stand in the stream.
    pub const fn belongs_to(self, stream: Stream) -> bool {
        matches!(
            (self, stream),
            (Self::Provider, Stream::Provider)
                | (Self::Users, Stream::User)
                | (
                    Self::Customers
                        | Self::Plans
                        | Self::Bills
                        | Self::ProfileRequests
                        | Self::Calls,
                    Stream::Customer(_)
                )
        )
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

    #[test]
    fn a_collection_has_the_same_name_in_json_and_in_code() {
        for collection in Collection::ALL {
            let json = serde_json::to_value(collection).unwrap();
            assert_eq!(json, collection.name());
            assert_eq!(Collection::from_name(collection.name()), Some(collection));
        }
    }
}
