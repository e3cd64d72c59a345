//! What an account has of its portal: one file a table, each with its rows' way in and out.
//!
//! All functions take a connection, within the caller's transaction or snapshot.

pub(crate) mod bills;
pub(crate) mod call_list;
pub(crate) mod call_months;
pub(crate) mod calls;
pub(crate) mod customers;
pub(crate) mod meta;
pub(crate) mod plans;
pub(crate) mod profile_requests;
pub(crate) mod provider;
pub(crate) mod streams;
pub(crate) mod users;

use crate::db::DbError;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// An id as it is stored: its 16 bytes.
fn blob(id: Uuid) -> Value {
    Value::Blob(id.as_bytes().to_vec())
}

/// The first row's `json`, decoded.
fn decode_one<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Option<T>, DbError> {
    let json: Option<String> = connection
        .prepare_cached(sql)?
        .query_row(params, |row| row.get(0))
        .optional()?;
    Ok(json.as_deref().map(serde_json::from_str).transpose()?)
}

/// Every row's `json`, decoded.
fn decode_all<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<T>, DbError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut decoded = Vec::new();
    while let Some(row) = rows.next()? {
        let json = row.get_ref(0)?.as_str().map_err(|_| DbError::Unreadable)?;
        decoded.push(serde_json::from_str(json)?);
    }
    Ok(decoded)
}
