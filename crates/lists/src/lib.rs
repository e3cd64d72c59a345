//! The text of SQL for lists of rows: from what a type says of itself ([`Listed`]) come its table,
//! the indexes of its orders, the index of its words, and every statement that reads or writes it.
//!
//! Nothing here runs a statement. A list is one run, or two where some rows stand first whatever the
//! order; each run is read by keyset pagination along the index of its order, however far down a page
//! lies.
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod query;
mod search;
mod table;

pub use query::{Page, Query, Run, Statement, Value};
pub use search::expression;
pub use table::{Object, Table};

#[cfg(test)]
mod tests;
