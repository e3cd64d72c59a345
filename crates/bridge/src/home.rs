//! *Início*: what needs me?

use crate::{AccountId, Freshness};
use balcao_domain::{Bill, Cents, CustomerId, Plan};
use serde::{Deserialize, Serialize};

/// Asks for the start screen of a customer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetHome {
    /// Which account.
    pub account: AccountId,
    /// Of whom.
    pub customer: CustomerId,
}

/// The start screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// Overdue bills, oldest first.
    pub overdue: Vec<Bill>,
    /// The next bill to fall due.
    pub next: Option<Bill>,
    /// How many are pending in all.
    pub open_count: u32,
    /// What they add up to.
    pub open: Cents,
    /// The plans, suspended ones first.
    pub plans: Vec<Plan>,
    /// Whether the user's role reads bills at all.
    pub bills_allowed: bool,
    /// How old it is.
    pub freshness: Freshness,
}
