//! How old what is shown is.

use crate::{AccountId, AppError};
use balcao_domain::CivilDate;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// An instant, in the zone of the provider whose row it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// What the clock on the wall showed.
    #[serde(with = "balcao_domain::compact")]
    pub civil: NaiveDateTime,
    /// Minutes east of UTC.
    pub offset: i16,
}

/// Where what is shown came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// From disk; the portal was not reached since the app was opened.
    Cached,
    /// The portal was asked in the last minute and had nothing newer.
    JustChecked,
    /// The portal was reached since the app was opened.
    ThisSession,
}

/// How old what is shown is, and why it is not newer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// When the portal last confirmed it; none before the first load is through.
    pub fetched_at: Option<Moment>,
    /// Seconds since then.
    pub age: Option<u64>,
    /// Where it came from.
    pub source: Source,
    /// Why the last check failed, when it did.
    pub problem: Option<AppError>,
    /// The day it is at the provider, by which bills are overdue.
    pub today: CivilDate,
}

impl Freshness {
    /// Whether nothing was ever loaded, and it may still come.
    pub const fn is_awaited(&self) -> bool {
        self.fetched_at.is_none() && self.problem.is_none()
    }
}

/// Asks the portal now (F5, focus) and answers when it has been heard or has failed:
/// a failure is told in [`Freshness::problem`], not as an error.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckNow {
    /// Which account.
    pub account: AccountId,
}

/// Asks how old what is cached is, by itself: rows are read again when they change.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetFreshness {
    /// Of which account.
    pub account: AccountId,
}
