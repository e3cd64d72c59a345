//! Bills: the list and one of them.

use crate::{AccountId, Freshness};
use balcao_domain::{Bill, BillId, CustomerId, Period, Plan, Totals};
use serde::{Deserialize, Serialize};

/// Which bills (G4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillFilter {
    /// *A vencer*: everything pending, overdue ones first.
    #[default]
    Due,
    /// *Vencidas*: what of that is overdue.
    Overdue,
    /// *Pagas*.
    Paid,
    /// *Todas*.
    All,
}

/// By which column, for tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillSort {
    /// Due date.
    #[default]
    DueOn,
    /// Number.
    Number,
    /// Description.
    Description,
    /// Group, then due date.
    State,
    /// What it is worth.
    Worth,
}

/// Asks for one page of the chosen customer's bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListBills {
    /// Which account.
    pub account: AccountId,
    /// Whose bills.
    pub customer: CustomerId,
    /// Which.
    pub filter: BillFilter,
    /// Due within these months; all when none.
    pub period: Option<Period>,
    /// Words, a number or an amount; empty finds all.
    pub search: String,
    /// By which column. With [`BillFilter::Due`] overdue bills stand first all the same.
    pub sort: BillSort,
    /// Largest first.
    pub descending: bool,
    /// The row that the page follows, the last one of the page before; none for the first page.
    /// After one that is gone there is nothing: the list has changed, and is read again.
    pub after: Option<BillId>,
}

/// One page, and what all its filter finds adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillPage {
    /// At most [`BillPage::ROWS`].
    pub rows: Vec<Bill>,
    /// How many the filter finds.
    pub count: u32,
    /// *Resumo Totais* of the customer in the period, whatever filter and search (ST-19).
    pub totals: Totals,
    /// How many are pending in the period, whatever filter and search.
    pub due_count: u32,
    /// How old it is.
    pub freshness: Freshness,
}

impl BillPage {
    /// Rows a page holds.
    pub const ROWS: u32 = 200;
}

/// Asks for one bill.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetBill {
    /// Which account.
    pub account: AccountId,
    /// Which bill.
    pub bill: BillId,
}

/// One bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GottenBill {
    /// The bill.
    pub bill: Bill,
    /// The plan it bills.
    pub plan: Option<Plan>,
    /// How old it is.
    pub freshness: Freshness,
}
