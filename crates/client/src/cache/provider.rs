//! The provider's own row.

use super::{blob, decode_one};
use crate::db::DbError;
use balcao_domain::{Issuer, Provider};
use rusqlite::Connection;

pub(super) const DELETE_OLDER: &str = "DELETE FROM provider WHERE generation < ?1";

pub(crate) fn put(
    connection: &Connection,
    generation: i64,
    provider: &Provider,
) -> Result<(), DbError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO provider (id, generation, json) VALUES (?1, ?2, ?3)",
        )?
        .execute((
            blob(provider.issuer.uuid()),
            generation,
            serde_json::to_string(provider)?,
        ))?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, id: Issuer) -> Result<(), DbError> {
    connection.execute("DELETE FROM provider WHERE id = ?1", [blob(id.uuid())])?;
    Ok(())
}

/// The provider; none before it was first heard of.
pub(crate) fn get(connection: &Connection) -> Result<Option<Provider>, DbError> {
    decode_one(connection, "SELECT json FROM provider", [])
}
