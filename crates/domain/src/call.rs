//! Calls made, as *Extrato de Ligação* lists them (MC-31; TMF635 Usage).

use crate::Cents;
use crate::period::Month;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A call's number: the portal counts it, so it is unique there and therefore in its stream.
///
/// Below 2^53, which every reader of JSON keeps exactly; caches take it as the row's own number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct CallId(u64);

/// The number is too large to be a row's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a row's number is below 2^53")]
pub struct RowNumberError;

impl CallId {
    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for CallId {
    type Error = RowNumberError;

    fn try_from(number: u64) -> Result<Self, RowNumberError> {
        if number < 1 << 53 {
            Ok(Self(number))
        } else {
            Err(RowNumberError)
        }
    }
}

impl From<CallId> for u64 {
    fn from(id: CallId) -> Self {
        id.0
    }
}

impl From<CallId> for i64 {
    fn from(id: CallId) -> Self {
        id.0.cast_signed()
    }
}

/// What the calling line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminalType {
    /// *Fixo*.
    Landline,
    /// *Móvel*.
    Mobile,
}

/// A call. It belongs to the customer in whose stream it stands, and does not repeat whose it is:
/// a customer has a hundred thousand of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecord {
    /// Its number.
    pub id: CallId,
    /// What the calling line is.
    pub terminal_type: TerminalType,
    /// The number that called: digits, with DDD.
    pub a_number: String,
    /// The number that was called: digits, with DDD or country.
    pub b_number: String,
    /// When it was answered, to the second.
    #[serde(with = "crate::compact")]
    pub start: DateTime<Utc>,
    /// How long it lasted, in seconds.
    pub duration: u32,
    /// What it cost.
    pub cost: Cents,
}

impl CallRecord {
    /// Sync keeps the running month and so many before; older ones are fetched per period.
    pub const MONTHS_KEPT: i32 = 6;

    /// When the calls begin that sync keeps, as of an instant. Months are those of UTC, so that
    /// portal and client agree without a zone.
    pub fn kept_since(now: DateTime<Utc>) -> DateTime<Utc> {
        Month::at(now).plus(-Self::MONTHS_KEPT).begins()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_json_cannot_carry_is_refused() {
        let largest = (1_u64 << 53) - 1;
        assert_eq!(CallId::try_from(largest).map(CallId::get), Ok(largest));
        assert_eq!(CallId::try_from(1 << 53), Err(RowNumberError));
        assert!(serde_json::from_str::<CallId>("9007199254740992").is_err());
    }

    #[test]
    fn whole_months_are_kept() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let since = CallRecord::kept_since(at("2026-11-22T15:00:00Z"));
        assert_eq!(since, at("2026-05-01T00:00:00Z"));
        let since = CallRecord::kept_since(at("2026-03-31T23:59:59Z"));
        assert_eq!(since, at("2025-09-01T00:00:00Z"));
    }
}
