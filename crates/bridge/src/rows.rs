//! Rows of any collection: lists and single ones.

use crate::wire::{self, Malformed};
use crate::{AccountId, ActionId, ActionState, Freshness};
use balcao_domain::{Collection, CustomerId, Period, RowId, Synced};
use serde::{Deserialize, Serialize};

/// Asks for one page of a customer's rows, by what their type says of lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRows {
    /// Which account.
    pub account: AccountId,
    /// Rows of what.
    pub of: Collection,
    /// Whose.
    pub customer: CustomerId,
    /// The filter's name; empty for all.
    pub filter: String,
    /// Within these months, where they are counted by months; all when none.
    pub period: Option<Period>,
    /// Words; empty finds all.
    pub search: String,
    /// The order's name; empty for the usual one.
    pub order: String,
    /// Largest first.
    pub descending: bool,
    /// The row that the page follows; none for the first page. After one that is gone there is
    /// nothing: the list has changed, and is read again.
    pub after: Option<RowId>,
}

/// A row as it crosses: its bytes on the wire, read by who knows its type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub id: RowId,
    bytes: Vec<u8>,
    /// The action that draws it so, and how far that has come; none when it is as it was synced.
    pub waiting: Option<(ActionId, ActionState)>,
}

impl Row {
    /// A row on its way.
    ///
    /// # Errors
    /// Those of [`wire::encode`].
    pub fn of<T: Synced>(
        row: &T,
        waiting: Option<(ActionId, ActionState)>,
    ) -> Result<Self, Malformed> {
        Ok(Self {
            id: row.id(),
            bytes: wire::encode(row)?,
            waiting,
        })
    }

    /// The row, for who knows its type.
    ///
    /// # Errors
    /// When it is of another one.
    pub fn read<T: Synced>(&self) -> Result<T, Malformed> {
        wire::decode(&self.bytes)
    }
}

/// A sum of the type's, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedSum {
    /// Its name.
    pub name: String,
    /// What it comes to, in the column's unit.
    pub total: i64,
    /// Of how many rows.
    pub count: u32,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPage {
    /// What waits to be sent and makes new rows, on the first page only, the newest first.
    pub new: Vec<Row>,
    /// At most [`RowPage::ROWS`]; with what waits to be sent drawn in.
    pub rows: Vec<Row>,
    /// How many the filter finds, without the new ones.
    pub count: u32,
    /// The type's sums within the period.
    pub sums: Vec<NamedSum>,
    /// How old it is.
    pub freshness: Freshness,
}

impl RowPage {
    /// Rows a page holds.
    pub const ROWS: u32 = 200;
}

/// Asks for one row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetRow {
    /// Which account.
    pub account: AccountId,
    /// A row of what.
    pub of: Collection,
    /// Whose.
    pub customer: CustomerId,
    /// Which.
    pub id: RowId,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GottenRow {
    /// The row, with what waits to be sent drawn in.
    pub row: Row,
    /// How old it is.
    pub freshness: Freshness,
}
