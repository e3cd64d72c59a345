//! Calls of a period, for those older than what sync keeps.

use balcao_domain::{CallId, CallRecord, CustomerId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Which calls are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallsOf {
    /// Whose.
    pub customer: CustomerId,
    /// The first instant.
    pub from: DateTime<Utc>,
    /// The first instant after.
    pub to: DateTime<Utc>,
    /// The last call of the page before; none for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<CallId>,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPage {
    /// In the order of their numbers.
    pub calls: Vec<CallRecord>,
    /// Whether there are more after the last of them.
    pub more: bool,
}

impl CallPage {
    /// How many calls a page holds at most: a page stays far below 256 KiB.
    pub const ROWS: usize = 1_000;
}
