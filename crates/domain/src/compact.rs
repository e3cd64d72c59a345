//! Days and instants: as chrono writes them in JSON; as numbers on the bridge, where reading texts
//! would only make the interface larger. For `#[serde(with = "…")]`.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a number can stand for.
pub trait Compact: Serialize + DeserializeOwned {
    /// Which kind of number.
    type Number: Serialize + DeserializeOwned;

    /// Its number.
    fn number(&self) -> Self::Number;

    /// What has this number, if anything.
    fn numbered(number: Self::Number) -> Option<Self>;
}

/// Days, from 1 January of the year 1.
impl Compact for NaiveDate {
    type Number = i32;

    fn number(&self) -> i32 {
        self.num_days_from_ce()
    }

    fn numbered(number: i32) -> Option<Self> {
        Self::from_num_days_from_ce_opt(number)
    }
}

/// Microseconds, from 1970.
impl Compact for DateTime<Utc> {
    type Number = i64;

    fn number(&self) -> i64 {
        self.timestamp_micros()
    }

    fn numbered(number: i64) -> Option<Self> {
        Self::from_timestamp_micros(number)
    }
}

/// Microseconds, from 1970.
impl Compact for NaiveDateTime {
    type Number = i64;

    fn number(&self) -> i64 {
        self.and_utc().timestamp_micros()
    }

    fn numbered(number: i64) -> Option<Self> {
        DateTime::from_timestamp_micros(number).map(|instant| instant.naive_utc())
    }
}

impl<T: Compact> Compact for Option<T> {
    type Number = Option<T::Number>;

    fn number(&self) -> Self::Number {
        self.as_ref().map(T::number)
    }

    fn numbered(number: Self::Number) -> Option<Self> {
        number.map_or(Some(None), |number| T::numbered(number).map(Some))
    }
}

/// Writes it.
///
/// # Errors
/// The serializer's own.
pub fn serialize<T: Compact, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        value.serialize(serializer)
    } else {
        value.number().serialize(serializer)
    }
}

/// Reads it.
///
/// # Errors
/// The deserializer's own, and a number that stands for nothing.
pub fn deserialize<'de, T: Compact, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    if deserializer.is_human_readable() {
        T::deserialize(deserializer)
    } else {
        let number = T::Number::deserialize(deserializer)?;
        T::numbered(number).ok_or_else(|| D::Error::custom("no such day or instant"))
    }
}
