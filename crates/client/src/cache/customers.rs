//! The customers the user may act for.

use super::{blob, decode_one};
use crate::db::DbError;
use balcao_domain::{Customer, CustomerId};
use rusqlite::Connection;

pub(super) const DELETE_OLDER: &str = "DELETE FROM customers WHERE id = ?1 AND generation < ?2";

pub(crate) fn put(
    connection: &Connection,
    generation: i64,
    customer: &Customer,
) -> Result<(), DbError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO customers (id, generation, json) VALUES (?1, ?2, ?3)",
        )?
        .execute((
            blob(customer.id.uuid()),
            generation,
            serde_json::to_string(customer)?,
        ))?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, id: CustomerId) -> Result<(), DbError> {
    connection.execute("DELETE FROM customers WHERE id = ?1", [blob(id.uuid())])?;
    Ok(())
}

/// That customer; none before its stream has arrived.
pub(crate) fn get(connection: &Connection, id: CustomerId) -> Result<Option<Customer>, DbError> {
    let sql = "SELECT json FROM customers WHERE id = ?1";
    decode_one(connection, sql, [blob(id.uuid())])
}
