//! What an account has of its portal. Rows are kept by what their collection is kept as: [`listed`],
//! in tables that the type itself describes, or [`usage`], narrow ones by the hundred thousand.
//!
//! All functions take a connection, within the caller's transaction or snapshot.

pub(crate) mod call_list;
pub(crate) mod call_months;
pub(crate) mod calls;
pub(crate) mod kept;
pub(crate) mod left_out;
pub(crate) mod listed;
pub(crate) mod meta;
pub(crate) mod streams;
pub(crate) mod usage;

use rusqlite::types::Value;
use uuid::Uuid;

/// An id as it is stored: its 16 bytes.
fn blob(id: Uuid) -> Value {
    Value::Blob(id.as_bytes().to_vec())
}
