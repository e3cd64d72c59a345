//! Calls: *Extrato de Ligação*.

use crate::{AccountId, Freshness, Moment};
use balcao_domain::{CallId, CallRecord, CustomerId, Month, Period, TerminalType};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Asks for one page of a customer's calls, newest first (MC-31).
///
/// What sync keeps of them is always here; months before that are once [`FetchCalls`] has brought
/// them. A period of more than [`CallPage::MONTHS`] is refused: `invalid_request` with `field` =
/// `period` and `reason` = `too_long`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListCalls {
    /// Which account.
    pub account: AccountId,
    /// Whose calls.
    pub customer: CustomerId,
    /// From which kind of line; from all when none.
    pub terminal_type: Option<TerminalType>,
    /// Made within these months, as the provider's clocks showed.
    pub period: Period,
    /// The row that the page follows: the last one of the page before, or an anchor; none for the
    /// first page.
    pub after: Option<CallKey>,
    /// Whether the outline is wanted too, which takes a walk through all that the filter finds.
    pub outline: bool,
}

/// Where a call stands in a list: no two are the same, and none changes when others come or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CallKey {
    /// When it was answered.
    #[serde(with = "balcao_domain::compact")]
    pub start: DateTime<Utc>,
    /// Its number.
    pub id: CallId,
}

impl CallKey {
    /// That of a call.
    pub const fn of(call: &CallRecord) -> Self {
        Self {
            start: call.start,
            id: call.id,
        }
    }
}

/// A call, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedCall {
    /// The call.
    pub call: CallRecord,
    /// When it was answered, as the provider's clocks showed it.
    pub start: Moment,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPage {
    /// At most [`CallPage::ROWS`].
    pub rows: Vec<ListedCall>,
    /// How long the list is, when that was wanted.
    pub outline: Option<CallOutline>,
    /// The months of the period that are not here, newest first; months of UTC, as the portal
    /// gives them out. Nothing is shown of a month that has not come whole.
    pub missing: Vec<Month>,
    /// How old the oldest of it is.
    pub freshness: Freshness,
}

impl CallPage {
    /// Rows a page holds.
    pub const ROWS: u32 = 200;

    /// How many months a period may have.
    pub const MONTHS: u32 = 24;
}

/// How long a list is, and where to begin to read in the middle of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOutline {
    /// How many calls the filter finds.
    pub count: u32,
    /// The key of every [`CallOutline::EVERY`]th row, from the first that has so many before and
    /// with it.
    pub anchors: Vec<CallKey>,
}

impl CallOutline {
    /// How many rows lie between two anchors, the second one included.
    pub const EVERY: u32 = 500;
}

/// Asks the portal for the months of a period that sync does not keep, and answers when they are
/// here: each whole or not at all, newest first. What came before a failure stays, and is gone on
/// from. Refused as [`ListCalls`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchCalls {
    /// Which account.
    pub account: AccountId,
    /// Whose calls.
    pub customer: CustomerId,
    /// Of which months, as the provider's clocks showed.
    pub period: Period,
    /// Whether months that are here are asked for too, to be as new as now.
    pub again: bool,
}
